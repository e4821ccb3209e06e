"""What a reviewer sees: the questions left and the decisions in force, a few at a time. Deciding is not for here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from explorer.components.answers import kept
from explorer.components.evidence import Card, cards
from explorer.components.namesakes import told_apart
from explorer.components.render import shorten
from explorer.context import get_context
from explorer.texts import Texts
from graph.networks.indexed import indexed
from graph.views.nodes import things_and_names
from graph.views.things import Evidence, Thing, ThingKind
from ingest.decisions import DecisionLog, Ruling
from ingest.decisions.doubts import FILE, Doubts, kept_doubts
from ingest.decisions.kinds import Kinds
from ingest.decisions.renames import rulings_on
from ingest.decisions.review import ReviewItem, review_items
from ingest.decisions.suggestions import Suggestion, open_suggestions, suggestion_id
from ontology.namespaces import OWL

__all__ = ["Decided", "Question", "Span", "asked", "decided", "doubts", "kinds_for", "named_by", "open_questions"]


@dataclass(frozen=True, slots=True)
class Span:
    """A few of ``total``, from the one after the ``first`` on, ``size`` at most."""

    first: int
    total: int
    size: int

    @classmethod
    def of(cls, asked: str, total: int, size: int) -> Span:
        """The one that an address asks for; the last where there are not so many.

        >>> Span.of("8", 20, 8), Span.of("99", 20, 8).first, Span.of("x", 20, 8).first
        (Span(first=8, total=20, size=8), 16, 0)
        """
        first = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0
        return cls(first if first < total else max(0, total - 1) // size * size, total, size)

    @property
    def last(self) -> int:
        """How many there are up to its end."""
        return min(self.first + self.size, self.total)

    @property
    def before(self) -> int | None:
        """Where the one before begins, if there is one."""
        return max(0, self.first - self.size) if self.first else None

    @property
    def after(self) -> int | None:
        """Where the next one begins, if there is one."""
        return self.last if self.last < self.total else None


@dataclass(frozen=True, slots=True)
class Question:
    """An item with the cards of its evidence, its things told apart."""

    item: ReviewItem
    pieces: tuple[tuple[Evidence, Card], ...]

    @property
    def of_actors(self) -> bool:
        """Whether it asks if two actors are one."""
        return self.item.relation == OWL.sameAs.value


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision in force: ``id`` undoes it, ``by`` is what takes the object's place."""

    id: str
    subject: Thing
    relation: str
    object: Thing
    accepted: bool
    by: Thing | None
    who: str
    when: str
    note: str


def named_by(t: Texts, thing: Thing, length: int = 80) -> str:
    """The thing as text: its label and what tells it from its namesakes."""
    return shorten(thing.label, length) + (f" ({shorten(t.dates(thing.note), 60)})" if thing.note else "")


def open_questions(log: DecisionLog) -> tuple[Suggestion, ...]:
    """All that is left to decide, the most useful first; asked once for each state of the graph and the decisions."""
    return _open(get_context().snapshot().id, log.version)


@lru_cache(maxsize=2)
def _open(_snapshot: str, _version: tuple[str, int, int]) -> tuple[Suggestion, ...]:
    context = get_context()
    return tuple(open_suggestions(doubts(), rulings_on(context.store(), DecisionLog.of(context.workspace))))


def doubts() -> Doubts:
    """What the published graph leaves in doubt; looked for once a snapshot, while who wants it too waits."""
    context = get_context()
    snapshot = context.snapshot()
    graph = indexed(snapshot, context.workspace.home)
    return graph.kept("doubts", lambda: kept_doubts(graph.store, snapshot.path / FILE))


def asked(t: Texts, chosen: Sequence[Suggestion]) -> list[Question]:
    """These suggestions as questions."""
    return [_question(t, item) for item in _items(tuple(chosen), t.language)]


@kept
def _items(chosen: tuple[Suggestion, ...], language: str) -> list[ReviewItem]:
    return review_items(get_context().store(), chosen, language)


def _question(t: Texts, item: ReviewItem) -> Question:
    apart = told_apart((item.subject, item.object, *item.candidates))
    others = tuple(apart[each.iri] for each in item.candidates)
    shown = replace(item, subject=apart[item.subject.iri], object=apart[item.object.iri], candidates=others)
    return Question(shown, tuple((each, card) for each in item.evidence for card in cards(t, [each])))


def kinds_for(item: ReviewItem) -> tuple[ThingKind, ...]:
    """The kinds of what could stand in the place of the item's object."""
    concepts = [each.iri for each in (item.subject, item.object) if each.kind is ThingKind.CONCEPT]
    kinds = Kinds(get_context().workspace.settings.network.base_iri, concepts)
    return tuple(map(ThingKind, kinds.wanted(item.subject.iri, item.relation, item.object.iri)))


def decided(rulings: Sequence[Ruling], span: Span, language: str) -> list[Decided]:
    """The decisions of that span, the latest first; ``rulings`` are one for each in force, the oldest first."""
    found = list(islice(reversed(rulings), span.first, span.last))
    ends = (end for each in found for end in (each.subject, each.object, each.decision.by) if end)
    known, labels = things_and_names(get_context().store(), ends, (each.relation for each in found), language)
    return [_decided(each, known, labels[each.relation].label) for each in found]


def _decided(ruling: Ruling, known: Mapping[str, Thing], relation: str) -> Decided:
    decision = ruling.decision
    by = "" if ruling.accepted else decision.by
    apart = told_apart(known[end] for end in (ruling.subject, ruling.object, by) if end)
    return Decided(
        suggestion_id(ruling.subject, ruling.relation, ruling.object),
        apart[ruling.subject],
        relation,
        apart[ruling.object],
        ruling.accepted,
        apart.get(by),
        decision.who,
        decision.when,
        decision.note,
    )
