"""Who could talk about a concept: those who worked on it, or on what is close to it, each with the reasons why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.networks.index import Flags, Floats, Index
from graph.networks.indexed import IndexedGraph
from graph.networks.matrices import link_matrix
from graph.networks.relations import ACTORS, DOCUMENTS, ROLES, SUBJECTS
from graph.views.nodes import things
from graph.views.things import Thing, ThingKind
from ontology.errors import CallError
from ontology.namespaces import SKOS

__all__ = ["Speaker", "who_could_talk"]

SHOWN = 5
_BESIDE, _MET, _PRESENTED = 0.5, 0.5, 1.0
"""What counts beside a document on the concept: one on a broader or related concept, one on a concept that meets it
(times how often it does), and to be presented as working on it."""
_OFTEN = 20
"""Concepts that most often meet the one asked for: others are not close."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone who could talk: ``direct`` counts their documents on the concept or a narrower one, ``documents`` names a
    few; ``near`` are the close concepts of their other documents, with how many; ``presented``: who presents them says
    that they work on it.
    """

    thing: Thing
    score: float
    direct: int
    documents: tuple[Thing, ...]
    near: tuple[tuple[Thing, int], ...]
    presented: bool


def who_could_talk(graph: IndexedGraph, concept: str, language: str = "fr", limit: int = 10) -> tuple[Speaker, ...]:
    """The actors who could talk about a concept, the best first; each further document counts less than the one before.

    Raises :class:`CallError` for what is no concept of the graph.
    """
    index = graph.index
    number = index.number(concept)
    if not index.are([ThingKind.CONCEPT])[number]:
        raise CallError(f"<{concept}> is not a concept", None, "Choose a concept.")
    reasons = _reasons(index, number)
    scores = reasons.scores()
    scores[~index.are(ACTORS)] = 0
    order = np.argsort(-scores, kind="stable")[: max(limit, 0)]
    chosen = [(int(place), float(scores[place])) for place in order if scores[place] > 0]
    return _told(graph, reasons, chosen, language)


@dataclass(frozen=True, eq=False)
class _Reasons:
    """By actor (rows): the documents on the concept, how many on each close concept, and who is presented so."""

    direct: sparse.csr_array
    near: sparse.csr_array
    closeness: Floats
    presented: Flags

    def scores(self) -> Floats:
        """The sum of all reasons, each in bits."""
        many = np.log2(1 + np.asarray(self.direct.sum(axis=1), dtype=float))
        beside = sparse.csr_array(self.near.log1p() / np.log(2)) @ self.closeness
        return np.asarray(many + beside + _PRESENTED * self.presented, dtype=float)


def _reasons(index: Index, concept: int) -> _Reasons:
    about, played = link_matrix(index, SUBJECTS), sparse.csr_array(link_matrix(index, ROLES).T)
    topics = sorted(index.narrower(concept))
    on_it = np.asarray(about[:, topics].sum(axis=1) > 0, dtype=np.bool_)
    documents = index.are(DOCUMENTS)
    direct = sparse.csr_array(played @ sparse.diags_array((on_it & documents).astype(float)))
    direct.eliminate_zeros()
    others = sparse.csr_array(sparse.diags_array((documents & ~on_it).astype(float)) @ about)
    near = sparse.csr_array(played @ others)
    near.eliminate_zeros()
    return _Reasons(direct, near, _closeness(index, about, on_it, topics), on_it)


def _closeness(index: Index, about: sparse.csr_array, on_it: Flags, topics: list[int]) -> Floats:
    """For each concept how close it is, 0 to 1: related, just above, or often in the same documents."""
    both = np.asarray(about.T @ on_it.astype(float), dtype=float)
    each = np.asarray(about.sum(axis=0), dtype=float)
    often = np.divide(both, np.sqrt(each * max(on_it.sum(), 1)), out=np.zeros_like(both), where=each > 0)
    often[topics] = 0
    often[np.argsort(-often, kind="stable")[_OFTEN:]] = 0
    beside = np.zeros(len(index))
    for relation in (SKOS.broader.value, SKOS.related.value):
        links = index.links([relation])
        sources, targets = index.sources[links], index.targets[links]
        beside[targets[np.isin(sources, topics)]] = _BESIDE
        if relation == SKOS.related.value:
            beside[sources[np.isin(targets, topics)]] = _BESIDE
    beside[topics] = 0
    return np.asarray(np.maximum(beside, _MET * often), dtype=float)


def _told(
    graph: IndexedGraph, reasons: _Reasons, chosen: list[tuple[int, float]], language: str
) -> tuple[Speaker, ...]:
    iris = graph.index.iris
    documents, near = {}, {}
    for actor, _ in chosen:
        documents[actor] = [iris[each] for each in reasons.direct[[actor]].indices.tolist()]
        row = reasons.near[[actor]]
        counted = [(iris[c], int(n), float(reasons.closeness[c])) for c, n in zip(row.indices, row.data, strict=True)]
        near[actor] = sorted((each for each in counted if each[2] > 0), key=lambda each: (-each[1] * each[2], each[0]))
    shown = [iri for each in documents.values() for iri in each[:SHOWN]]
    shown += [iri for each in near.values() for iri, _, _ in each[:SHOWN]]
    known = things(graph.store, [*(iris[actor] for actor, _ in chosen), *shown], language)
    return tuple(
        Speaker(
            thing=known[iris[actor]],
            score=score,
            direct=len(documents[actor]),
            documents=tuple(known[iri] for iri in documents[actor][:SHOWN]),
            near=tuple((known[iri], count) for iri, count, _ in near[actor][:SHOWN]),
            presented=bool(reasons.presented[actor]),
        )
        for actor, score in chosen
    )
