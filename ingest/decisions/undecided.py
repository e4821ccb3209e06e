"""The links that nobody has decided on, with the evidence that makes them doubtful. Ranking them is not for here.

The graph is asked for the evidence first and then for what it explains, and putting it in order is done here: an engine
that is asked for all at once joins all evidence there is, and looks up the names of what it sorts at each comparison.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate

from pyoxigraph import Literal

from graph.binding import iri
from graph.sparql import load
from graph.store import Row, Store, text
from ontology.namespaces import XSD

__all__ = ["MOST", "SURE", "DoubtfulEvidence", "asked_of", "undecided"]

SURE = 0.9
"""From this confidence on, a link is not put to people unless its words have another candidate."""

MOST = 5_000
"""Pieces of evidence looked at, the least sure first, and as many that have other candidates: a queue is worked through
from its head."""

_QUERIES = "ingest.decisions"
_BELOW = Literal(str(SURE), datatype=XSD.decimal)
_HALF = Decimal("0.5")
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class DoubtfulEvidence:
    """How sure each annotation of a link is, and what else their words could mean."""

    confidences: dict[str, float] = field(default_factory=dict)
    candidates: set[str] = field(default_factory=set)


def undecided(store: Store) -> dict[tuple[str, str, str], DoubtfulEvidence]:
    """The links, by subject, relation and object, with those of their annotations that leave something to decide.

    A link that other evidence states surely leaves nothing, unless its words have another candidate.
    """
    confidences = _unsure(store) | _ambiguous(store)
    found: defaultdict[tuple[str, str, str], DoubtfulEvidence] = defaultdict(DoubtfulEvidence)
    for row in asked_of(store, "explained", "annotations", confidences):
        annotation, *link = (text(row, name) for name in ("annotation", "subject", "relation", "object"))
        evidence = found[link[0], link[1], link[2]]
        evidence.confidences[annotation] = confidences[annotation]
        if "other" in row:
            evidence.candidates.add(text(row, "other"))
    stated = _stated_surely(store, {subject for subject, _, _ in found})
    return {link: evidence for link, evidence in found.items() if evidence.candidates or link not in stated}


def _stated_surely(store: Store, subjects: Iterable[str]) -> set[tuple[str, str, str]]:
    """The links from these things that some evidence makes sure."""
    rows = asked_of(store, "surest", "subjects", subjects)
    return {
        (text(row, "subject"), text(row, "relation"), text(row, "object"))
        for row in rows
        if float(text(row, "surest")) >= SURE
    }


def _unsure(store: Store) -> dict[str, float]:
    """The annotations of which the machine is least sure, with their confidence."""
    counts = [
        (abs(Decimal(text(row, "sure")) - _HALF), int(text(row, "count")))
        for row in store.select(load(_QUERIES, "confidences"), {"below": _BELOW})
    ]
    if not counts:
        return {}
    counts.sort()
    enough = bisect_left(list(accumulate(count for _, count in counts)), MOST)
    doubt, _ = counts[min(enough, len(counts) - 1)]
    bounds = {"below": _BELOW, "doubt": Literal(str(doubt), datatype=XSD.decimal)}
    return _first(store.select(load(_QUERIES, "unsure"), bounds), in_doubt=True)


def _ambiguous(store: Store) -> dict[str, float]:
    """Annotations of words that have other candidates, with their confidence."""
    return _first(store.select(load(_QUERIES, "ambiguous")), in_doubt=False)


def _first(rows: Iterable[Row], *, in_doubt: bool) -> dict[str, float]:
    """The first :data:`MOST`, in the order of their names, the least sure before the others where that is asked."""
    every = [(text(row, "annotation"), Decimal(text(row, "sure"))) for row in rows]
    every.sort(key=lambda each: (abs(each[1] - _HALF) if in_doubt else 0, each[0]))
    return {annotation: float(sure) for annotation, sure in every[:MOST]}


def asked_of(store: Store, question: str, name: str, nodes: Iterable[str]) -> Iterator[Row]:
    """The answers to a question on many nodes, which it calls by that name, asked in batches."""
    wanted = sorted(nodes)
    for at in range(0, len(wanted), _AT_ONCE):
        batch = [iri(each) for each in wanted[at : at + _AT_ONCE]]
        yield from store.select(load(_QUERIES, question), {name: batch})
