"""Exporter: the whole graph or the things of some kinds, in the formats that other tools read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import streamlit as st

from explorer.components.answers import figures, kept
from explorer.components.render import show as draw
from explorer.context import get_context
from explorer.pages import Visit
from graph.binding import bind, iri
from graph.export import FORMATS, export, export_selection
from graph.sparql import load
from graph.views.kinds import THING_TYPES
from graph.views.things import ThingKind

__all__ = ["show"]

SELECTED = ("ttl", "nt", "rdf", "jsonld")
"""The formats of a selection."""
LARGEST = 500_000
"""Quads of a graph that is written on request; a larger one is taken from the published files."""


def show(visit: Visit) -> None:
    """Draw the page."""
    draw("export_head.html", visit.language)
    whole, part = st.columns(2, gap="large")
    with whole:
        _whole(visit)
    with part:
        _selection(visit)
    draw("export_foot.html", visit.language)


def _whole(visit: Visit) -> None:
    quads = get_context().snapshot().manifest.quads
    draw("export_part.html", visit.language, title="export.whole", hint="export.whole_hint", quads=quads)
    if quads > LARGEST:
        return
    chosen = st.selectbox(visit.t("export.format"), FORMATS, format_func=_format_name, key="whole-format")
    if st.button(visit.t("export.make"), key="whole-make", type="primary"):
        with st.spinner(visit.t("export.working")):
            name, content = whole_graph(chosen, visit.language)
        _offer(visit, name, content)


def _selection(visit: Visit) -> None:
    draw("export_part.html", visit.language, title="export.selection", hint="export.selection_hint", quads=0)
    kinds = [kind for kind in figures(visit.language).things if kind is not ThingKind.OTHER]
    chosen = st.pills(
        visit.t("export.kinds"), kinds, selection_mode="multi", format_func=lambda kind: visit.t(f"kinds.{kind.value}")
    )
    extension = st.selectbox(visit.t("export.format"), SELECTED, format_func=_format_name, key="part-format")
    if not st.button(visit.t("export.make"), key="part-make", type="primary"):
        return
    if not chosen:
        st.info(visit.t("export.nothing"))
        return
    with st.spinner(visit.t("export.working")):
        content = selected(tuple(sorted(chosen)), extension)
    _offer(visit, f"selection.{extension}", content)


def _offer(visit: Visit, name: str, content: bytes) -> None:
    label = visit.t("export.download", name=name, size=visit.t.size(len(content)))
    st.download_button(label, content, file_name=name, on_click="ignore", key=f"download-{name}")


def _format_name(extension: str) -> str:
    return FORMATS[extension]


@kept
def whole_graph(extension: str, language: str) -> tuple[str, bytes]:
    """The graph in one file, with its name: several files are put in an archive."""
    with TemporaryDirectory() as folder:
        files = export(get_context().store(), Path(folder), extension, language)
        return _one_file(files, Path(folder) / f"maillage-{extension}.zip")


@kept
def selected(kinds: tuple[ThingKind, ...], extension: str) -> bytes:
    """All that is said of the things of those kinds."""
    types = [iri(type_) for type_, kind in THING_TYPES.items() if kind in kinds]
    query = bind(load("explorer.pages", "selection"), {"types": types})
    with TemporaryDirectory() as folder:
        return export_selection(get_context().store(), query, Path(folder), extension).read_bytes()


def _one_file(files: Sequence[Path], archive: Path) -> tuple[str, bytes]:
    if len(files) == 1:
        return files[0].name, files[0].read_bytes()
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for file in files:
            packed.write(file, file.name)
    return archive.name, archive.read_bytes()
