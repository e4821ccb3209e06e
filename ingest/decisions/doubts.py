"""What a graph leaves in doubt, whatever was decided on it since: unsure links, and actors that may be one.

It takes seconds to find in a large graph, and is kept beside the snapshot. Which of it is still to be asked, and in
which order, is in :mod:`ingest.decisions.suggestions`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

import msgspec

from graph.beside import Beside, kept_beside
from graph.sparql import load
from graph.store import Store, text
from ingest.actors.descriptions import agreeing_places
from ingest.actors.forms import place_words
from ingest.actors.groups import differing_identifiers
from ingest.decisions.likeness import nearly_the_same
from ingest.decisions.person_likeness import persons_alike
from ingest.decisions.shortened import shortened
from ingest.decisions.undecided import asked_of, undecided
from ingest.records import Identifier
from ontology.namespaces import SCHEMA

__all__ = ["FILE", "DoubtfulActor", "DoubtfulLink", "Doubts", "SuggestionKind", "doubts_of", "kept_doubts"]

FILE = "doubts.json"
"""The name of the file in the folder of a snapshot; it can always be removed."""
_QUERIES = "ingest.decisions"
_KINDS = ("persons", "organisations")
_SHORTENED = 0.9
"""The likeness of two whose names are one but for what they leave out or for a slip of the pen."""
Pair = tuple[str, str]


class SuggestionKind(StrEnum):
    """Why a person is asked."""

    LINK = "link"
    AMBIGUOUS_WORDS = "ambiguous-words"
    AMBIGUOUS_ACTOR = "ambiguous-actor"
    NAMESAKES = "namesakes"
    NEAR_DUPLICATES = "near-duplicates"


class DoubtfulLink(msgspec.Struct, frozen=True, array_like=True):
    """A link, how sure the surest of its ``pieces`` of evidence is, and what else their words could mean."""

    subject: str
    relation: str
    object: str
    confidence: float
    pieces: int
    candidates: tuple[str, ...]


class DoubtfulActor(msgspec.Struct, frozen=True, array_like=True):
    """An actor and those that may be the same, each with the likeness of their names where that is why, 0 to 1."""

    actor: str
    kind: SuggestionKind
    others: dict[str, float | None]


class Doubts(msgspec.Struct, frozen=True):
    """The doubts of a graph, in its order; ``joined`` are the names that actors gave up, with those they have now.

    ``weights`` are the links that each of the actors has.
    """

    joined: dict[str, str]
    links: tuple[DoubtfulLink, ...]
    actors: tuple[DoubtfulActor, ...]
    weights: dict[str, int]


class _File(Beside, frozen=True):
    doubts: Doubts


def doubts_of(store: Store) -> Doubts:
    """What the graph leaves in doubt."""
    links = tuple(
        DoubtfulLink(
            *link, max(evidence.confidences.values()), len(evidence.confidences), tuple(sorted(evidence.candidates))
        )
        for link, evidence in undecided(store).items()
    )
    actors = _actors(store)
    return Doubts(
        joined={text(row, "given_up"): text(row, "kept") for row in store.select(load(_QUERIES, "joined"))},
        links=links,
        actors=actors,
        weights=_weights(store, {each for one in actors for each in (one.actor, *one.others)}),
    )


def kept_doubts(store: Store, path: Path) -> Doubts:
    """The doubts in that file, else the store's, which are then written there if the folder can be written to."""
    return kept_beside(path, _File, lambda: _File(version("maillage"), doubts_of(store))).doubts


def _actors(store: Store) -> tuple[DoubtfulActor, ...]:
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
    return tuple(DoubtfulActor(actor, kind, others) for (actor, kind), others in candidates.items())


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
