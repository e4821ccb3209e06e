"""What is close to a thing, explained by what is shared; what is rare tells more than a hub. Speakers are beside."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.networks.index import KINDS, Floats, Index, Numbers
from graph.networks.indexed import IndexedGraph
from graph.networks.matrices import link_matrix, once
from graph.networks.relations import ACTORS, DOCUMENTS, ROLES, SUBJECTS
from graph.views.nodes import things
from graph.views.things import Thing, ThingKind
from ontology.errors import CallError
from ontology.namespaces import SCHEMA

__all__ = ["Close", "close_things"]

SHARED = 5
_DOCUMENTS = (*DOCUMENTS, ThingKind.PAGE)
_MENTION = 0.3
"""What a mention counts beside a subject or a role."""


@dataclass(frozen=True, slots=True)
class Close:
    """A thing, how close it is (0 to 1), and what is shared, the most telling first; ``total`` counts all of it."""

    thing: Thing
    score: float
    shared: tuple[Thing, ...]
    total: int


def close_things(graph: IndexedGraph, iri: str, language: str = "fr", limit: int = 10) -> tuple[Close, ...]:
    """The events and publications closest to one, the actors closest to one, or the concepts closest to one.

    Documents share concepts and actors; actors share concepts and documents; concepts share documents. The score is the
    cosine of what they have, weighed by rarity. Raises :class:`CallError` for another kind of thing, or an unknown one.
    """
    index = graph.index
    number = index.number(iri)
    kinds = _alike(index, number)
    features = graph.kept(("features", kinds), lambda: _features(index, kinds))
    row = features[[number]]
    scores = (features @ row.T).toarray().ravel()
    scores[~index.are(kinds)] = 0
    scores[number] = 0
    order = np.argsort(-scores, kind="stable")[: max(limit, 0)]
    order = order[scores[order] > 0]
    return _explained(graph, row, features[order], scores[order], order, language)


def _explained(  # noqa: PLR0913, PLR0917
    graph: IndexedGraph, row: sparse.csr_array, rows: sparse.csr_array, scores: Floats, order: Numbers, language: str
) -> tuple[Close, ...]:
    iris = graph.index.iris
    shared = []
    for place in range(len(order)):
        common = sparse.csr_array(rows[[place]].multiply(row))
        best = common.indices[np.lexsort((common.indices, -common.data))]
        shared.append([iris[each] for each in best.tolist()])
    named = [each for common in shared for each in common[:SHARED]]
    known = things(graph.store, [*(iris[each] for each in order.tolist()), *named], language)
    return tuple(
        Close(known[iris[each]], float(score), tuple(known[one] for one in common[:SHARED]), len(common))
        for each, score, common in zip(order.tolist(), scores.tolist(), shared, strict=True)
    )


def _alike(index: Index, number: int) -> tuple[ThingKind, ...]:
    """The kinds that a thing can be compared with."""
    for kinds in (_DOCUMENTS, ACTORS, (ThingKind.CONCEPT,)):
        if KINDS[index.kinds[number]] in kinds:
            return kinds
    remedy = "Choose an event, a publication, an actor or a concept."
    raise CallError("nothing compares with such a thing", None, remedy)


def _played(index: Index) -> sparse.csr_array:
    """The actors (columns) of each thing but a partnership."""
    others = ~index.are((ThingKind.PARTNERSHIP,))
    return sparse.csr_array(sparse.diags_array(others.astype(float)) @ link_matrix(index, ROLES))


def _features(index: Index, kinds: tuple[ThingKind, ...]) -> sparse.csr_array:
    """What things of these kinds have (columns), weighed by rarity, each row of length 1."""
    about, played = link_matrix(index, SUBJECTS), _played(index)
    mentioned = link_matrix(index, (SCHEMA.mentions.value,)) * _MENTION
    if kinds == _DOCUMENTS:
        found = about + played + mentioned
    elif kinds == ACTORS:
        found = played.T + once(sparse.csr_array(played.T @ about)) + about
    else:
        found = about.T + mentioned.T
    rare = sparse.csr_array(found)
    holders = np.bincount(rare.indices, minlength=len(index))
    total = max(int(np.count_nonzero(np.diff(rare.indptr))), 1)
    rarity = np.log1p(total / np.maximum(holders, 1))
    weighed = sparse.csr_array(rare @ sparse.diags_array(rarity))
    lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1), dtype=float))
    scale = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return sparse.csr_array(sparse.diags_array(scale) @ weighed)
