"""The graph in figures, counted on the index of a snapshot: what a first page shows, in milliseconds at any size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.manifest import Manifest
from graph.networks.chronology import year_span
from graph.networks.index import KINDS, Flags, Index, Numbers
from graph.networks.indexed import IndexedGraph
from graph.networks.relations import DOCUMENTS, RELATIONS, ROLES, SUBJECTS
from graph.networks.scheme import told_of
from graph.views.nodes import things
from graph.views.things import Overview, Thing, ThingKind
from ontology.namespaces import SKOS

__all__ = ["Covered", "census", "covered", "unlinked"]

TOP, LATEST = 30, 8


@dataclass(frozen=True, slots=True)
class Covered:
    """How many events and publications there are, and how many of them have a concept, an actor, a date."""

    documents: int
    linked: int
    with_actor: int
    dated: int


_OF_VOCABULARIES = {SKOS.broader.value, SKOS.related.value}


def census(graph: IndexedGraph, manifest: Manifest, language: str = "fr") -> Overview:
    """The graph in figures; annotations and quads are those that the manifest counted at publication."""
    index = graph.index
    concepts, totals = _top_concepts(graph)
    latest = _latest(index)
    known = things(graph.store, (index.iris[number] for number in [*concepts.tolist(), *latest.tolist()]), language)
    first, last = year_span(index)
    return Overview(
        things=_counts(index),
        links=len(index.links([each for each in RELATIONS if each not in _OF_VOCABULARIES])),
        annotations=manifest.annotations,
        quads=manifest.quads,
        first_year=str(first or ""),
        last_year=str(last or ""),
        top_concepts=tuple(
            (known[index.iris[number]], total) for number, total in zip(concepts.tolist(), totals.tolist(), strict=True)
        ),
        latest=tuple(known[index.iris[number]] for number in latest.tolist()),
    )


def covered(index: Index) -> Covered:
    """What is linked and dated, web pages left out."""
    documents = index.are(DOCUMENTS)
    found = [documents & _begin(index, relations) for relations in (SUBJECTS, ROLES)]
    return Covered(*(int(np.count_nonzero(each)) for each in (documents, *found, documents & (index.dates > 0))))


def unlinked(graph: IndexedGraph, language: str = "fr", limit: int = 50) -> tuple[Thing, ...]:
    """Events and publications that no concept is linked to, in the order of their IRIs."""
    index = graph.index
    numbers = np.flatnonzero(index.are(DOCUMENTS) & ~_begin(index, SUBJECTS))[:limit].tolist()
    known = things(graph.store, [index.iris[number] for number in numbers], language)
    return tuple(known.values())


def _begin(index: Index, relations: Sequence[str]) -> Flags:
    """For each thing, whether a link of one of these relations begins at it."""
    found = np.zeros(len(index), dtype=np.bool_)
    found[index.sources[index.links(relations)]] = True
    return found


def _counts(index: Index) -> dict[ThingKind, int]:
    counts = np.bincount(index.kinds, minlength=len(KINDS)).tolist()
    return {kind: count for kind, count in zip(KINDS, counts, strict=True) if count}


def _top_concepts(graph: IndexedGraph) -> tuple[Numbers, Numbers]:
    """The concepts that most documents are on, and how many are on each or below it, as the tree counts them."""
    direct, totals = told_of(graph)
    found, _ = _greatest(np.where(graph.index.are([ThingKind.CONCEPT]), direct, 0), TOP)
    found = found[np.lexsort((found, -totals[found]))]
    return found, totals[found]


def _latest(index: Index) -> Numbers:
    return _greatest(np.where(index.are(DOCUMENTS), index.dates, 0), LATEST)[0]


def _greatest(values: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """The things of the greatest values, none of them 0; of equals, in the order of their IRIs."""
    order: Numbers = np.argsort(-values, kind="stable")[:count]
    order = order[values[order] > 0]
    return order, np.asarray(values[order], dtype=np.int64)
