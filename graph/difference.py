"""What changed between two graphs, by named graph and by source, in figures and as an RDF patch, never undone here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from graph.fingerprint import canonical_lines
from graph.store import Store
from ontology.namespaces import PROV

__all__ = ["GraphChange", "SourceChange", "changes", "rdf_patch", "summarise"]


@dataclass(frozen=True, slots=True)
class GraphChange:
    """A named graph that differs: ``added`` and ``removed`` hold N-Quads lines, in order.

    ``source`` is the IRI of the source it was derived from, or empty (vocabularies, what people wrote).
    """

    graph: str
    source: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    is_new: bool
    is_gone: bool


@dataclass(frozen=True, slots=True)
class SourceChange:
    """What changed in all the graphs of one source: counts of records (named graphs) and of quads."""

    source: str
    records_added: int
    records_removed: int
    records_changed: int
    quads_added: int
    quads_removed: int


def changes(before: Store, after: Store, graphs: Iterable[NamedNode] | None = None) -> Iterator[GraphChange]:
    """The named graphs that differ between two stores, in the order of their names; others are read and left out.

    ``graphs`` are all that may differ, where these are known. One graph at a time is held in memory.
    """
    names = {graph.value for graph in ((*before.graphs(), *after.graphs()) if graphs is None else graphs)}
    for name in sorted(names):
        graph = NamedNode(name)
        old, new = list(before.quads(graph)), list(after.quads(graph))
        old_lines, new_lines = canonical_lines(old), canonical_lines(new)
        if old_lines != new_lines:
            added = tuple(sorted(set(new_lines) - set(old_lines)))
            removed = tuple(sorted(set(old_lines) - set(new_lines)))
            yield GraphChange(name, _source(new or old), added, removed, is_new=not old, is_gone=not new)


def _source(quads: Iterable[Quad]) -> str:
    for quad in quads:
        if (
            quad.predicate == PROV.wasDerivedFrom
            and quad.subject == quad.graph_name
            and isinstance(quad.object, NamedNode)
        ):
            return quad.object.value
    return ""


def summarise(changed: Iterable[GraphChange]) -> list[SourceChange]:
    """The changes added up by source, in the order of the sources' IRIs; graphs of no source come first."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for change in changed:
        row = counts[change.source]
        row[0 if change.is_new else 1 if change.is_gone else 2] += 1
        row[3] += len(change.added)
        row[4] += len(change.removed)
    return [SourceChange(source, *row) for source, row in sorted(counts.items())]


def rdf_patch(changed: Iterable[GraphChange]) -> Iterator[str]:
    """The changes as lines of an RDF Patch, in one transaction: what is removed, then what is added, graph by graph."""
    yield "TX .\n"
    for change in changed:
        yield from (f"D {line}" for line in change.removed)
        yield from (f"A {line}" for line in change.added)
    yield "TC .\n"
