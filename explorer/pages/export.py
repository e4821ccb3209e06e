"""Exporter: the whole graph or a part of it, in the formats that other tools read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import streamlit as st

from explorer.components.answers import figures, kept
from explorer.components.chosen import choose
from explorer.components.render import show as draw
from explorer.components.scope import Scope
from explorer.context import get_context
from explorer.pages import Visit
from graph.export import FORMATS, Edition, Selection, describe_files, export, select, source_names
from graph.views.things import ThingKind
from ontology.errors import CallError

__all__ = ["show", "written"]

LARGEST = 500_000
"""Quads of a graph of which files are written on request; a larger one is taken from the published files."""
YEARS = (1000, 2999)


def show(visit: Visit) -> None:
    """Draw the page; the concept of the selection is in the address."""
    quads = get_context().snapshot().manifest.quads
    draw("export_head.html", visit.language)
    if quads > LARGEST:
        draw("export_large.html", visit.language, quads=quads)
    else:
        whole, part = st.columns(2, gap="large")
        with whole:
            draw("export_part.html", visit.language, title="export.whole", hint="export.whole_hint", quads=quads)
            _file(visit, "whole", Selection())
        with part:
            draw("export_part.html", visit.language, title="export.selection", hint="export.selection_hint", quads=0)
            _file(visit, "part", _criteria(visit))
    draw("export_foot.html", visit.language)


def _criteria(visit: Visit) -> Selection:
    """What the fields of the selection say."""
    t = visit.t
    kinds = [kind for kind in figures(visit.language).things if kind is not ThingKind.OTHER]
    chosen = st.pills(
        t("export.kinds"), kinds, selection_mode="multi", format_func=lambda kind: t(f"kinds.{kind.value}")
    )
    about = choose(visit, "export", Scope(about=visit.parameters.get("about", "")), {"about": (ThingKind.CONCEPT,)})
    first, last = st.columns(2)
    since = first.number_input(t("export.since"), *YEARS, value=None, step=1, format="%d")
    until = last.number_input(t("export.until"), *YEARS, value=None, step=1, format="%d")
    context = get_context()
    known = source_names(context.snapshot().manifest, context.workspace.settings.network.base_iri)
    sources = st.multiselect(
        t("export.sources"), known, format_func=lambda iri: known[iri], placeholder=t("export.all_sources")
    )
    return Selection(
        kinds=tuple(sorted(chosen)),
        concepts=(about["about"].iri,) if about["about"] else (),
        since=str(since or ""),
        until=str(until or ""),
        sources=tuple(sources),
    )


def _file(visit: Visit, key: str, criteria: Selection) -> None:
    """The choices that every file has, and the file."""
    t = visit.t
    extension = st.selectbox(t("export.format"), FORMATS, format_func=lambda each: FORMATS[each], key=f"{key}-format")
    evidence = st.checkbox(t("export.evidence"), value=True, key=f"{key}-evidence")
    provenance = st.checkbox(t("export.provenance"), value=True, key=f"{key}-provenance")
    crate = st.checkbox(t("export.crate"), key=f"{key}-crate")
    if not st.button(t("export.make"), key=f"{key}-make", type="primary"):
        return
    if key == "part" and not criteria.narrows:
        st.info(t("export.nothing"))
        return
    selection = Selection(
        criteria.kinds,
        criteria.concepts,
        criteria.since,
        criteria.until,
        criteria.sources,
        evidence=evidence,
        provenance=provenance,
    )
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
    name = "selection" if selection.narrows else "maillage"
    with TemporaryDirectory() as folder:
        files = export(select(snapshot.store(), selection), Path(folder), extension, edition, name)
        if crate:
            files.append(describe_files(Path(folder), files, edition))
        return _one_file(files, Path(folder) / f"{name}-{extension}.zip")


def _one_file(files: Sequence[Path], archive: Path) -> tuple[str, bytes]:
    if len(files) == 1:
        return files[0].name, files[0].read_bytes()
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for file in files:
            packed.writestr(ZipInfo(file.name), file.read_bytes(), ZIP_DEFLATED)
    return archive.name, archive.read_bytes()
