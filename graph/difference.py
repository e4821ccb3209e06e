"""What changed between two graphs, by named graph and by source, in figures and as an RDF patch, never undone here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from graph.fingerprint import canonical_lines
from graph.store import Store
from graph.views.labels import best_text
from ontology.namespaces import FOAF, ML, PROV, RDFS

__all__ = ["NAMED", "GraphChange", "SourceChange", "changes", "rdf_patch", "summarise"]

NAMED = 5
"""How many of the things that came, of those that went, and of those that changed, are named of each source."""


@dataclass(frozen=True, slots=True)
class GraphChange:
    """A named graph that differs: ``added`` and ``removed`` hold N-Quads lines, in order.

    ``source`` is the IRI of the source it was derived from, that of the graph itself where it says what the sources
    are, or empty (vocabularies, what people wrote). ``name`` is the label of what the record tells of, else the end of
    the graph's IRI. ``is_moved`` where nothing but the record's provenance changed, such as its line.
    """

    graph: str
    source: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    is_new: bool
    is_gone: bool
    name: str = ""
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class SourceChange:
    """What changed in all the graphs of one source: counts of records (named graphs) and of quads.

    ``added``, ``removed`` and ``changed`` name the first :data:`NAMED`; of those that changed, ``records_moved`` did so
    in their provenance alone, and are not named.
    """

    source: str
    records_added: int
    records_removed: int
    records_changed: int
    quads_added: int
    quads_removed: int
    records_moved: int = 0
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


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
            is_moved = bool(old and new) and all(line.startswith(f"<{name}> ") for line in (*added, *removed))
            quads = new or old
            yield GraphChange(name, _source(quads), added, removed, not old, not new, _name(graph, quads), is_moved)


def _source(quads: Iterable[Quad]) -> str:
    for quad in quads:
        if quad.predicate == ML.sourceHash and isinstance(quad.graph_name, NamedNode):
            return quad.graph_name.value
        if (
            quad.predicate == PROV.wasDerivedFrom
            and quad.subject == quad.graph_name
            and isinstance(quad.object, NamedNode)
        ):
            return quad.object.value
    return ""


def _name(graph: NamedNode, quads: Iterable[Quad]) -> str:
    """What the record tells of, in words."""
    topics = {quad.object for quad in quads if quad.subject == graph and quad.predicate == FOAF.primaryTopic}
    said = (quad.object for quad in quads if quad.subject in topics and quad.predicate == RDFS.label)
    labels = [label for label in said if isinstance(label, Literal)]
    if labels:
        return best_text(((label.value, label.language or "") for label in labels), "fr")
    return graph.value.rpartition("/graph/")[2] or graph.value


def summarise(changed: Iterable[GraphChange]) -> list[SourceChange]:
    """The changes added up by source, in the order of the sources' IRIs; graphs of no source come first."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 6)
    named: defaultdict[str, tuple[list[str], ...]] = defaultdict(lambda: ([], [], []))
    for change in changed:
        row, kind = counts[change.source], 0 if change.is_new else 1 if change.is_gone else 2
        row[kind] += 1
        row[3] += len(change.added)
        row[4] += len(change.removed)
        row[5] += change.is_moved
        names = named[change.source][kind]
        if not change.is_moved and len(names) < NAMED:
            names.append(change.name)
    return [_summary(source, counts[source], named[source]) for source in sorted(counts)]


def _summary(source: str, counts: list[int], named: tuple[list[str], ...]) -> SourceChange:
    came, went, changed, quads_added, quads_removed, moved = counts
    names = (tuple(some) for some in named)
    return SourceChange(source, came, went, changed, quads_added, quads_removed, moved, *names)


def rdf_patch(changed: Iterable[GraphChange]) -> Iterator[str]:
    """The changes as lines of an RDF Patch, in one transaction: what is removed, then what is added, graph by graph."""
    yield "TX .\n"
    for change in changed:
        yield from (f"D {line}" for line in change.removed)
        yield from (f"A {line}" for line in change.added)
    yield "TC .\n"
