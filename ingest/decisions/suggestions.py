"""What the graph leaves to decide: unsure links, and actors that may be one. Showing it is not for here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from math import log2

from graph.sparql import load
from graph.store import Store, text
from ingest.actors.descriptions import agreeing_places
from ingest.actors.forms import place_words
from ingest.actors.groups import differing_identifiers
from ingest.decisions.decision import RELATIONS
from ingest.decisions.likeness import nearly_the_same
from ingest.decisions.person_likeness import persons_alike
from ingest.decisions.rulings import Rulings, link_key
from ingest.decisions.shortened import shortened
from ingest.decisions.undecided import SURE, asked_of, undecided
from ingest.records import Identifier
from ontology.namespaces import DCTERMS, OWL, SCHEMA

__all__ = ["Suggestion", "SuggestionKind", "suggestion_id", "suggestions"]

_QUERIES = "ingest.decisions"
Pair = tuple[str, str]
_SAME = OWL.sameAs.value
_WEIGHTS = {DCTERMS.subject.value: 1.5, SCHEMA.mentions.value: 0.75}
_HALF = 0.5
_KINDS = ("persons", "organisations")
_SHORTENED = 0.9
"""The likeness of two whose names are one but for what they leave out or for a slip of the pen."""


class SuggestionKind(StrEnum):
    """Why a person is asked."""

    LINK = "link"
    AMBIGUOUS_WORDS = "ambiguous-words"
    AMBIGUOUS_ACTOR = "ambiguous-actor"
    NAMESAKES = "namesakes"
    NEAR_DUPLICATES = "near-duplicates"


_NAMESAKES = SuggestionKind.NAMESAKES


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
    """What nobody has decided yet, the most useful first; the same in the same order each time, no link twice."""
    joined = {text(row, "given_up"): text(row, "kept") for row in store.select(load(_QUERIES, "joined"))}
    rulings = rulings.renamed(joined)
    actors = list(_actors(store, rulings))
    asked = {each.subject: each.kind for each in actors}
    asked |= {
        every: each.kind for each in actors if each.kind is _NAMESAKES for every in (each.object, *each.candidates)
    }
    found = [*_links(store, asked), *actors]
    settled = {ruling.subject for ruling in rulings.of_actors() if ruling.accepted}
    unsettled = (
        each
        for each in found
        if settled.isdisjoint((each.subject, each.object)) and not rulings.on(each.subject, each.relation, each.object)
    )
    ordered = sorted(unsettled, key=lambda each: (-each.usefulness, each.subject, each.relation, each.object))
    once: dict[str, Suggestion] = {}
    for each in ordered:
        once.setdefault(each.id, each)
    return list(once.values())


def _links(store: Store, asked: Mapping[str, SuggestionKind]) -> Iterator[Suggestion]:
    """Unsure links; ``asked`` are the actors of whom it is asked who they are: that answer settles their links too.

    A link to an ambiguous one comes after that question, a sure one to a namesake not at all.
    """
    for (subject, relation, other), evidence in undecided(store).items():
        candidates, about = tuple(sorted(evidence.candidates - {other})), asked.get(other)
        confidence = max(evidence.confidences.values())
        if relation in RELATIONS and not (about is _NAMESAKES and confidence >= SURE):
            doubt = (_doubt(confidence) + _HALF * bool(candidates)) * (_HALF if about else 1)
            kind = SuggestionKind.AMBIGUOUS_WORDS if candidates else SuggestionKind.LINK
            usefulness = round(doubt * _WEIGHTS.get(relation, 1.0) * log2(1 + len(evidence.confidences)), 4)
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
    known = {pair for (actor, _), others in candidates.items() for other in others for pair in _both(actor, other)}
    alike = {pair: likeness for pair, likeness in _alike(store).items() if pair not in known}
    for (one, other), likeness in _plausible(store, alike).items():
        candidates[one, SuggestionKind.NEAR_DUPLICATES][other] = likeness
    links = _weights(store, {each for (actor, _), others in candidates.items() for each in (actor, *others)})
    for (actor, kind), others in candidates.items():
        still = [other for other in others if not rulings.on(actor, _SAME, other)]
        if still:
            still.sort(key=lambda other: -links.get(other, 0))
            first = still[0]
            weight = log2(2 + links.get(actor, 0) + links.get(first, 0))
            doubt = 1.0 if kind is SuggestionKind.AMBIGUOUS_ACTOR else others[first] or 1 / len(still)
            yield Suggestion(kind, actor, _SAME, first, others[first], round(doubt * weight, 4), tuple(still[1:]))


def _both(one: str, other: str) -> tuple[Pair, Pair]:
    return (one, other), (other, one)


def _alike(store: Store) -> dict[Pair, float]:
    """The pairs of actors whose names are nearly the same, or say less or more of one, with their likeness, 0 to 1."""
    named = ([(text(row, "actor"), text(row, "name")) for row in store.select(load(_QUERIES, kind))] for kind in _KINDS)
    persons, organisations = named
    pairs = [*persons_alike(persons), *shortened(organisations)]
    return {**dict.fromkeys(sorted(pairs), _SHORTENED), **nearly_the_same(organisations)}


def _plausible(store: Store, pairs: Mapping[Pair, float]) -> dict[Pair, float]:
    """The pairs that neither their places nor their identifiers tell apart, as two of one register are, and that did
    not write one work together."""
    places: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    known: defaultdict[str, list[Identifier]] = defaultdict(list)
    for row in asked_of(store, "telling", "actors", {each for pair in pairs for each in pair}):
        actor, value = text(row, "actor"), text(row, "value")
        if text(row, "property") == SCHEMA.location.value:
            places[actor] |= place_words(value)
        else:
            known[actor].append(Identifier(*value.partition(":")[::2]))
    works: defaultdict[str, set[str]] = defaultdict(set)
    for row in asked_of(store, "written", "actors", {each for pair in pairs for each in pair}):
        works[text(row, "actor")].add(text(row, "work"))
    return {
        (one, other): likeness
        for (one, other), likeness in pairs.items()
        if works[one].isdisjoint(works[other])
        and agreeing_places(places[one], places[other])
        and not differing_identifiers(known[one], known[other])
    }


def _weights(store: Store, actors: Iterable[str]) -> dict[str, int]:
    return {text(row, "actor"): int(text(row, "links")) for row in asked_of(store, "weights", "actors", actors)}
