"""What the graph leaves to decide: unsure links, and actors that may be one. Showing it is not for here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from math import log2

from graph.store import Store
from ingest.decisions.decision import RELATIONS
from ingest.decisions.doubts import Doubts, SuggestionKind, doubts_of
from ingest.decisions.rulings import Rulings, link_key
from ingest.decisions.undecided import SURE
from ontology.namespaces import DCTERMS, OWL, SCHEMA

__all__ = ["Suggestion", "SuggestionKind", "open_suggestions", "possible_suggestions", "suggestion_id", "suggestions"]

_SAME = OWL.sameAs.value
_WEIGHTS = {DCTERMS.subject.value: 1.5, SCHEMA.mentions.value: 0.75}
_HALF = 0.5
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
    return open_suggestions(doubts_of(store), rulings)


def open_suggestions(doubts: Doubts, rulings: Rulings) -> list[Suggestion]:
    """The same, of doubts that are known already: what differs from one decision to the next is found at once."""
    rulings = rulings.renamed(doubts.joined)
    actors = list(_actors(doubts, rulings))
    asked = {each.subject: each.kind for each in actors}
    asked |= {
        every: each.kind for each in actors if each.kind is _NAMESAKES for every in (each.object, *each.candidates)
    }
    found = [*_links(doubts, asked), *actors]
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


def possible_suggestions(doubts: Doubts, rulings: Rulings) -> list[Suggestion]:
    """Every question that such doubts may lead to and that is not answered itself, whatever was decided on others since
    it was asked; their usefulness is left out, and no two have one id."""
    rulings = rulings.renamed(doubts.joined)
    found = [
        *_links(doubts, {}),
        *(
            Suggestion(each.kind, each.actor, _SAME, other, likeness, 0.0)
            for each in doubts.actors
            for other, likeness in each.others.items()
        ),
    ]
    return list({each.id: each for each in found if not rulings.on(each.subject, each.relation, each.object)}.values())


def _links(doubts: Doubts, asked: Mapping[str, SuggestionKind]) -> Iterator[Suggestion]:
    """Unsure links; ``asked`` are the actors of whom it is asked who they are: that answer settles their links too.

    A link to an ambiguous one comes after that question, a sure one to a namesake not at all.
    """
    for each in doubts.links:
        candidates = tuple(other for other in each.candidates if other != each.object)
        about = asked.get(each.object)
        if each.relation in RELATIONS and not (about is _NAMESAKES and each.confidence >= SURE):
            doubt = (_doubt(each.confidence) + _HALF * bool(candidates)) * (_HALF if about else 1)
            kind = SuggestionKind.AMBIGUOUS_WORDS if candidates else SuggestionKind.LINK
            usefulness = round(doubt * _WEIGHTS.get(each.relation, 1.0) * log2(1 + each.pieces), 4)
            link = (each.subject, each.relation, each.object)
            yield Suggestion(kind, *link, each.confidence, usefulness, candidates)


def _doubt(confidence: float) -> float:
    """One where the machine would as well say the contrary, nothing where it is sure.

    >>> _doubt(0.5), _doubt(1.0)
    (1.0, 0.0)
    """
    return 1 - abs(confidence - _HALF) / _HALF


def _actors(doubts: Doubts, rulings: Rulings) -> Iterator[Suggestion]:
    """Actors that may be one: one question an actor, on the first of its candidates that is open."""
    links = doubts.weights
    for actor, kind, others in ((each.actor, each.kind, each.others) for each in doubts.actors):
        still = [other for other in others if not rulings.on(actor, _SAME, other)]
        if still:
            still.sort(key=lambda other: -links.get(other, 0))
            first = still[0]
            weight = log2(2 + links.get(actor, 0) + links.get(first, 0))
            doubt = 1.0 if kind is SuggestionKind.AMBIGUOUS_ACTOR else others[first] or 1 / len(still)
            yield Suggestion(kind, actor, _SAME, first, others[first], round(doubt * weight, 4), tuple(still[1:]))
