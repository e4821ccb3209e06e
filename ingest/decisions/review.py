"""The review queue: what is left to decide with its evidence, and the ways to decide. Screens are not for here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from graph.binding import iri
from graph.sparql import load
from graph.store import Store, text
from graph.views.explanations import Wanted, evidence_of
from graph.views.nodes import things_and_names
from graph.views.things import Evidence, Thing
from ingest.decisions.decision import Decision, Verdict
from ingest.decisions.doubts import Doubts, doubts_of
from ingest.decisions.kinds import Kinds
from ingest.decisions.log import DecisionLog
from ingest.decisions.merges import is_actor
from ingest.decisions.rulings import Ruling, Rulings
from ingest.decisions.suggestions import (
    Suggestion,
    SuggestionKind,
    open_suggestions,
    possible_suggestions,
    suggestion_id,
)
from ontology.errors import CallError
from ontology.namespaces import OWL

__all__ = ["Link", "ReviewItem", "decide", "in_force", "review_item", "review_items", "review_queue", "undo"]

Link = tuple[str, str, str]
"""Subject, relation and object, as absolute IRIs."""
_PIECES = 6
"""Pieces of evidence shown with an item."""
_THAT_KIND = "Choose a thing of that kind."


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A question to a person: is this link right, or are these two actors one? With what speaks for it.

    ``candidates`` are what could be chosen instead; ``confidence`` is the machine's, or None where it has none.
    """

    id: str
    kind: SuggestionKind
    subject: Thing
    relation: str
    relation_label: str
    object: Thing
    confidence: float | None
    usefulness: float
    evidence: tuple[Evidence, ...]
    candidates: tuple[Thing, ...]

    @property
    def link(self) -> Link:
        """What is decided on."""
        return self.subject.iri, self.relation, self.object.iri


def review_queue(  # noqa: PLR0913
    store: Store,
    rulings: Rulings,
    language: str = "fr",
    limit: int = 50,
    start: int = 0,
    *,
    doubts: Doubts | None = None,
) -> list[ReviewItem]:
    """What nobody has decided yet, the most useful first, with its evidence.

    ``store`` is the published graph, ``rulings`` what is decided by now, built or not: an item decided on does not
    come back. ``start`` is how many to pass over, ``doubts`` those of the graph where they are known.
    """
    found = open_suggestions(doubts or doubts_of(store), rulings)
    return review_items(store, islice(found, start, start + limit), language)


def review_item(store: Store, rulings: Rulings, name: str, *, doubts: Doubts | None = None) -> ReviewItem:
    """The open item whose id is ``name``, or the only one whose id begins so, else one that was open before others were
    decided; raises :class:`CallError` where there is none."""
    doubts = doubts or doubts_of(store)
    every = (sort(doubts, rulings) for sort in (open_suggestions, possible_suggestions))
    named = ([each for each in some if name and each.id.startswith(name)] for some in every)
    found = next(filter(None, named), [])
    if len(found) != 1:
        problem = f"“{name}” begins several items" if found else f"no open item is called “{name}”"
        raise CallError(problem, None, "`maillage review --format table` lists them.")
    (item,) = review_items(store, found)
    return item


def review_items(store: Store, chosen: Iterable[Suggestion], language: str = "fr") -> list[ReviewItem]:
    """These suggestions as questions to a person, with their evidence, in the order given."""
    found = list(chosen)
    nodes = {iri for each in found for iri in (each.subject, each.object, *each.candidates)}
    known, labels = things_and_names(store, sorted(nodes), {each.relation for each in found}, language)
    links = [_links(store, each) for each in found]
    pieces = evidence_of(store, [link for wanted in links for link in wanted], language)
    return [
        ReviewItem(
            id=each.id,
            kind=each.kind,
            subject=known[each.subject],
            relation=each.relation,
            relation_label=labels[each.relation].label,
            object=known[each.object],
            confidence=each.confidence,
            usefulness=each.usefulness,
            evidence=_evidence(each, [pieces[link] for link in wanted]),
            candidates=tuple(known[candidate] for candidate in each.candidates),
        )
        for each, wanted in zip(found, links, strict=True)
    ]


def _links(store: Store, suggestion: Suggestion) -> list[Wanted]:
    """The links whose words speak for it: its own or, of two actors, a few that lead to the one and to the other."""
    if suggestion.relation != OWL.sameAs.value:
        return [(suggestion.subject, suggestion.relation, suggestion.object)]
    return [
        (text(row, "subject"), text(row, "relation"), actor)
        for actor in (suggestion.subject, suggestion.object)
        for row in store.select(load("ingest.decisions", "naming"), {"actor": iri(actor)})
    ]


def _evidence(suggestion: Suggestion, pieces: list[tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    """The words that say the link; for two actors, words that name the one and the other."""
    if suggestion.relation != OWL.sameAs.value:
        return pieces[0][:_PIECES]
    return tuple(piece for each in pieces for piece in each[:1])


def in_force(rulings: Rulings, name: str) -> Ruling:
    """The decision in force on the item whose id is ``name``, or alone begins so; the latest of all when it is empty.

    Raises :class:`CallError` when there is none, or ``name`` begins several.
    """
    found = [each for each in rulings if suggestion_id(each.subject, each.relation, each.object).startswith(name)]
    several = bool(name) and len({each.key for each in found}) > 1
    if several or not found:
        none = f"no decision in force is on an item called “{name}”" if name else "nothing is decided"
        problem = f"“{name}” begins several items" if several else none
        raise CallError(problem, None, "`maillage review decisions` lists them.")
    return found[-1]


def decide(  # noqa: PLR0913
    log: DecisionLog,
    link: Link,
    verdict: Verdict,
    who: str,
    *,
    by: str = "",
    note: str = "",
    when: str = "",
    store: Store | None = None,
) -> Decision:
    """Write a decision on a link; ``by`` is what takes the object's place, ``when`` is now unless given.

    ``store`` is the published graph, which knows what is a concept, where there is one.

    It applies at the next build, whatever clocks said before: the decision returned bears the time that was written,
    always after the latest in the file. Raises :class:`CallError` for what cannot be decided, :class:`DataError`
    when the file cannot be written.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    decision = Decision(verdict, *link, who=who, when=when or now, by=by, note=note)
    if decision.relation == OWL.sameAs.value and verdict is not Verdict.UNDONE:
        for end in filter(None, (decision.subject, decision.object, by)):
            if not is_actor(end, log.base):
                raise CallError(f"<{end}> is no person, organisation or group", None, "Only two of these can be one.")
    ends = {decision.subject, by or decision.object}
    if why := (Kinds.in_graph(store, log.base, ends) if store else Kinds(log.base)).against(decision):
        raise CallError(why, None, _THAT_KIND)
    (written,) = log.append(decision)
    return written


def undo(log: DecisionLog, link: Link, who: str, note: str = "") -> Decision:
    """Take back what is decided on a link; the machine's own answer counts again from the next build on."""
    return decide(log, link, Verdict.UNDONE, who, note=note)
