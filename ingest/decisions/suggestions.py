"""What the graph leaves to decide: unsure links, and actors that may be one. Showing it is not for here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from math import log2

from pyoxigraph import Literal

from graph.binding import iri
from graph.sparql import load
from graph.store import Store, text
from ingest.decisions.decision import RELATIONS
from ingest.decisions.likeness import nearly_the_same
from ingest.decisions.rulings import Rulings, link_key
from ontology.namespaces import DCTERMS, OWL, SCHEMA, XSD

__all__ = ["Suggestion", "SuggestionKind", "suggestion_id", "suggestions"]

SURE = 0.9
"""From this confidence on, a link is not put to people unless its words have another candidate."""

MOST = 5_000
"""Pieces of evidence looked at, the least sure first: a queue is worked through from its head."""
_QUERIES = "ingest.decisions"
_SAME = OWL.sameAs.value
_WEIGHTS = {DCTERMS.subject.value: 1.5, SCHEMA.mentions.value: 0.75}
_AT_ONCE = 1000
_HALF = 0.5


class SuggestionKind(StrEnum):
    """Why a person is asked."""

    LINK = "link"
    AMBIGUOUS_WORDS = "ambiguous-words"
    AMBIGUOUS_ACTOR = "ambiguous-actor"
    NAMESAKES = "namesakes"
    NEAR_DUPLICATES = "near-duplicates"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A link to decide on. ``usefulness`` grows with the doubt and with what depends on it; it has no unit.

    ``relation`` is ``owl:sameAs`` where the question is whether two actors are one. ``candidates`` are what the words
    could mean instead.
    """

    kind: SuggestionKind
    subject: str
    relation: str
    object: str
    confidence: float | None
    usefulness: float
    candidates: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """A short name of the question, the same as long as it is the same link."""
        return suggestion_id(self.subject, self.relation, self.object)


def suggestion_id(subject: str, relation: str, other: str) -> str:
    """Ten characters that name a link.

    >>> len(suggestion_id("urn:a", "urn:r", "urn:b"))
    10
    """
    return blake2b("\x1f".join(link_key(subject, relation, other)).encode(), digest_size=5).hexdigest()


def suggestions(store: Store, rulings: Rulings) -> list[Suggestion]:
    """What nobody has decided yet, the most useful first; the same in the same order each time."""
    joined = {text(row, "given_up"): text(row, "kept") for row in store.select(load(_QUERIES, "joined"))}
    rulings = rulings.renamed(joined)
    found = [*_links(store), *_actors(store, rulings)]
    unsettled = (each for each in found if not rulings.on(each.subject, each.relation, each.object))
    return sorted(unsettled, key=lambda each: (-each.usefulness, each.subject, each.relation, each.object))


def _links(store: Store) -> Iterator[Suggestion]:
    query = load(_QUERIES, "undecided")
    bounds = {"below": Literal(str(SURE), datatype=XSD.decimal), "most": Literal(MOST)}
    for row in store.select(query, bounds):
        subject, relation, other = (text(row, name) for name in ("subject", "relation", "object"))
        candidates = tuple(sorted(set(text(row, "candidates").split()) - {other}))
        if relation in RELATIONS:
            confidence, count = float(text(row, "confidence")), int(text(row, "count"))
            doubt = _doubt(confidence) + _HALF * bool(candidates)
            kind = SuggestionKind.AMBIGUOUS_WORDS if candidates else SuggestionKind.LINK
            usefulness = round(doubt * _WEIGHTS.get(relation, 1.0) * log2(1 + count), 4)
            yield Suggestion(kind, subject, relation, other, confidence, usefulness, candidates)


def _doubt(confidence: float) -> float:
    """One where the machine would as well say the contrary, nothing where it is sure.

    >>> _doubt(0.5), _doubt(1.0)
    (1.0, 0.0)
    """
    return 1 - abs(confidence - _HALF) / _HALF


def _actors(store: Store, rulings: Rulings) -> Iterator[Suggestion]:
    """Actors that may be one: one question an actor, on the first of its candidates that is open."""
    candidates: defaultdict[tuple[str, SuggestionKind], dict[str, float | None]] = defaultdict(dict)
    for row in store.select(load(_QUERIES, "doubles")):
        actor, other = text(row, "actor"), text(row, "candidate")
        kind = SuggestionKind.AMBIGUOUS_ACTOR if text(row, "ambiguous") == "true" else SuggestionKind.NAMESAKES
        if (other, kind) not in candidates or actor not in candidates[other, kind]:
            candidates[actor, kind][other] = None
    names = ((text(row, "actor"), text(row, "name")) for row in store.select(load(_QUERIES, "organisations")))
    for (one, other), likeness in nearly_the_same(names).items():
        candidates[one, SuggestionKind.NEAR_DUPLICATES][other] = likeness
    links = _weights(store, {each for (actor, _), others in candidates.items() for each in (actor, *others)})
    for (actor, kind), others in candidates.items():
        still = [other for other in others if not rulings.on(actor, _SAME, other)]
        if still:
            first = still[0]
            weight = log2(2 + links.get(actor, 0) + links.get(first, 0))
            doubt = others[first] or 1 / len(still)
            yield Suggestion(kind, actor, _SAME, first, others[first], round(doubt * weight, 4), tuple(still[1:]))


def _weights(store: Store, actors: Iterable[str]) -> dict[str, int]:
    wanted = sorted(actors)
    batches = (wanted[at : at + _AT_ONCE] for at in range(0, len(wanted), _AT_ONCE))
    return {
        text(row, "actor"): int(text(row, "links"))
        for batch in batches
        for row in store.select(load(_QUERIES, "weights"), {"actors": [iri(each) for each in batch]})
    }
