"""Which named graphs builds make and alone may write, and which people wrote. Writing is not for here."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from graph.edits import ForbiddenEditError, default_graph
from graph.embedded import EmbeddedStore
from ontology.namespaces import ML, PROV, RDFS

__all__ = ["refuse_fingerprints", "refuse_owned", "written_graphs"]


def refuse_owned(store: EmbeddedStore, base: str, graphs: Iterable[NamedNode]) -> None:
    """Raise :class:`ForbiddenEditError`, with the source, for a graph that builds make or may make one day."""
    for name in graphs:
        if _is_owned(store, base, name):
            problem = f"the graph {name} is made by builds{_source(store, name)}"
            raise ForbiddenEditError(problem, remedy="Change the source and build, or write to a graph of your own.")


def written_graphs(store: EmbeddedStore, base: str) -> list[str]:
    """The IRIs of the graphs that people wrote, in order: no source has what is in them."""
    return sorted(name.value for name in store.graphs() if not _is_owned(store, base, name))


def _is_owned(store: EmbeddedStore, base: str, name: NamedNode) -> bool:
    if name.value.startswith(f"{base}graph/"):
        return name != default_graph(base)
    return next(store.oxigraph.quads_for_pattern(name, ML.fingerprint, None, name), None) is not None


def refuse_fingerprints(store: EmbeddedStore, graphs: Iterable[NamedNode]) -> None:
    """Raise :class:`ForbiddenEditError` where a graph states the property by which builds know their own."""
    for name in graphs:
        if next(store.oxigraph.quads_for_pattern(None, ML.fingerprint, None, name), None):
            raise ForbiddenEditError("ml:fingerprint is for builds", remedy="Leave the property out.")


def _source(store: EmbeddedStore, name: NamedNode) -> str:
    """The words that name the source of a graph, where it has one."""
    for quad in store.oxigraph.quads_for_pattern(name, PROV.wasDerivedFrom, None, name):
        if isinstance(quad.object, NamedNode):
            for label in store.oxigraph.quads_for_pattern(quad.object, RDFS.label, None, None):
                if isinstance(label.object, Literal):
                    return f" from the source “{label.object.value}”"
    return ""
