"""Exporter: the whole graph or a part of it, in the formats that other tools read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import streamlit as st

from explorer.components.answers import figures, kept
from explorer.components.chosen import choose
from explorer.components.render import show as draw
from explorer.components.scope import Scope
from explorer.context import get_context
from explorer.http.query_text import verb
from explorer.http.taking_away import Wanted, write
from explorer.pages import Visit
from explorer.texts.told import told_error
from graph.export import FORMATS, Edition, Selection, check_kinds, period
from graph.exports.statements import GRAPH_SYNTAXES
from graph.views.things import ThingKind
from ontology.errors import CallError

__all__ = ["show", "written"]

LARGEST = 500_000
"""Quads of a graph of which files are made in the page; files of a larger one are sent as they are read."""
LONGEST = 4_000
"""Characters of a query, which stands in an address."""
EXAMPLE = "CONSTRUCT { ?document dcterms:subject ?concept } WHERE { ?document dcterms:subject ?concept }"
NO_TRIPLES = ("SELECT", "ASK")
"""Queries whose answer is a table, or yes or no."""
YEARS = (1000, 2999)


def show(visit: Visit) -> None:
    """Draw the page; the concept of the selection is in the address."""
    quads = get_context().snapshot().manifest.quads
    draw("export_head.html", visit.language)
    whole, part = st.columns(2, gap="large")
    with whole:
        _head(visit, "export.whole", "export.whole_hint", quads=quads)
        _file(visit, "whole", Selection(), large=quads > LARGEST)
    with part:
        _head(visit, "export.selection", "export.selection_hint")
        _file(visit, "part", _criteria(visit), large=quads > LARGEST)
    _head(visit, "export.query", "export.query_hint", below=True)
    _constructed(visit)
    draw("export_foot.html", visit.language)


def _head(visit: Visit, title: str, hint: str, *, quads: int = 0, below: bool = False) -> None:
    """The title of a part of the page and what it is for; ``below`` sets it apart from a part above it."""
    draw("export_part.html", visit.language, title=title, hint=hint, quads=quads, below=below)


def _constructed(visit: Visit) -> None:
    """What a query constructs, which the server writes within the limits of a stranger's query."""
    t = visit.t
    query = st.text_area(t("export.construct"), max_chars=LONGEST, placeholder=EXAMPLE, height=130)
    formats = [each for each in FORMATS if each not in GRAPH_SYNTAXES]
    extension = st.selectbox(t("export.format"), formats, format_func=lambda each: FORMATS[each], key="query-format")
    if verb(query) in NO_TRIPLES:
        st.info(t("export.no_triples", verb=verb(query)))
    elif query.strip():
        _link(visit, Selection(construct=query), extension, crate=False)


def _link(visit: Visit, selection: Selection, extension: str, *, crate: bool) -> None:
    """A link to the file: it is written when it is asked, and sent as it is read, whatever its size."""
    parameters = [
        ("format", extension),
        ("lang", visit.language),
        *(("kind", kind.value) for kind in selection.kinds),
        *(("concept", each) for each in selection.concepts),
        *(("source", each) for each in selection.sources),
        ("since", selection.since),
        ("until", selection.until),
        ("construct", selection.construct),
        ("evidence", "" if selection.evidence else "0"),
        ("provenance", "" if selection.provenance else "0"),
        ("crate", "1" if crate else ""),
    ]
    address = f"/exports?{urlencode([each for each in parameters if each[1]])}"
    draw("export_link.html", visit.language, address=address, name=FORMATS[extension])


def _criteria(visit: Visit) -> Selection:
    """What the fields of the selection say."""
    t = visit.t
    kinds = [kind for kind in figures(visit.language).things if kind is not ThingKind.OTHER]
    chosen = st.pills(
        t("export.kinds"), kinds, selection_mode="multi", format_func=lambda kind: t(f"kinds.{kind.value}")
    )
    about = choose(visit, "export", Scope(about=visit.parameters.get("about", "")), {"about": (ThingKind.CONCEPT,)})
    first, last = st.columns(2)
    begun = first.number_input(t("export.since"), *YEARS, value=None, step=1, format="%d")
    ended = last.number_input(t("export.until"), *YEARS, value=None, step=1, format="%d")
    since, until = period(str(begun or ""), str(ended or ""))
    context = get_context()
    known = context.snapshot().manifest.source_names(context.workspace.settings.network.base_iri)
    sources = st.multiselect(
        t("export.sources"), known, format_func=lambda iri: known[iri], placeholder=t("export.all_sources")
    )
    return Selection(
        kinds=tuple(sorted(chosen)),
        concepts=(about["about"].iri,) if about["about"] else (),
        since=since,
        until=until,
        sources=tuple(sources),
    )


def _file(visit: Visit, key: str, criteria: Selection, *, large: bool) -> None:
    """The choices that every file has, and the file, until they change; of a ``large`` graph, a link to it."""
    t = visit.t
    extension = st.selectbox(t("export.format"), FORMATS, format_func=lambda each: FORMATS[each], key=f"{key}-format")
    evidence = st.checkbox(t("export.evidence"), value=True, key=f"{key}-evidence")
    provenance = st.checkbox(t("export.provenance"), value=True, key=f"{key}-provenance")
    crate = st.checkbox(t("export.crate"), key=f"{key}-crate")
    selection = replace(criteria, evidence=evidence, provenance=provenance)
    try:
        check_kinds(extension, selection)
    except CallError as error:
        st.info(told_error(t, error))
        return
    if large and (key == "whole" or criteria.narrows):
        _link(visit, selection, extension, crate=crate)
        return
    choices = (selection, extension, crate)
    if st.button(t("export.make"), key=f"{key}-make", type="primary"):
        st.session_state[f"{key}-asked"] = choices
    if st.session_state.get(f"{key}-asked") == choices:
        _make(visit, key, selection, extension, crate=crate)


def _make(visit: Visit, key: str, selection: Selection, extension: str, *, crate: bool) -> None:
    t = visit.t
    if key == "part" and not selection.narrows:
        st.info(t("export.nothing"))
        return
    try:
        with st.spinner(t("export.working")):
            name, content = written(selection, extension, visit.language, crate)
    except CallError:
        st.info(t("export.empty"))
        return
    label = t("export.download", name=name, size=t.size(len(content)))
    st.download_button(label, content, file_name=name, on_click="ignore", key=f"download-{key}")


@kept
def written(selection: Selection, extension: str, language: str, crate: bool) -> tuple[str, bytes]:
    """A part of the graph in one file, with its name: several files, or a crate, are put in an archive.

    Raises :class:`CallError` when nothing is selected.
    """
    context = get_context()
    snapshot = context.snapshot()
    edition = Edition.of(context.workspace.settings.network, snapshot, language)
    with TemporaryDirectory() as folder:
        file = write(Wanted(str(snapshot.path), selection, extension, edition, crate), Path(folder))
        return file.name, file.read_bytes()
