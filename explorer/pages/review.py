"""Relecture: what the machine is not sure of, with its evidence, for people to decide; and what they decided."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from explorer.components.answers import kept
from explorer.components.evidence import Card, cards
from explorer.components.navigator import Click, done_with
from explorer.components.render import shorten
from explorer.components.render import show as draw
from explorer.components.search import Target, search_field
from explorer.context import get_context
from explorer.editing import Visitor, log_in, log_out, visitor
from explorer.pages import Visit
from explorer.texts import Texts
from explorer.texts.told import told_error
from graph.views.nodes import things, things_and_names
from graph.views.things import Evidence, Thing
from ingest.decisions import DecisionLog, Rulings, Verdict
from ingest.decisions.renames import rulings_on
from ingest.decisions.review import ReviewItem, decide, in_force, review_item, review_queue, undo
from ingest.decisions.suggestions import suggestion_id
from ontology.errors import CallError
from ontology.namespaces import OWL

__all__ = ["show"]

FULL = 80
"""Characters of a label in a sentence."""
FEW = 8
"""Questions on the page, and decisions below them."""
_VERDICTS = {"accept": Verdict.ACCEPTED, "reject": Verdict.REJECTED, "choose": Verdict.REPLACED}


@dataclass(frozen=True, slots=True)
class _Question:
    item: ReviewItem
    pieces: tuple[tuple[Evidence, Card], ...]
    of_actors: bool
    others: tuple[Thing, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class _Decided:
    id: str
    subject: Thing
    relation: str
    object: Thing
    accepted: bool
    by: Thing | None
    who: str
    when: str
    note: str


def show(visit: Visit) -> None:
    """Draw the page; a button that was pressed decides first, where the visitor may.

    ``item`` is the question whose answer is looked for by name, ``by`` the thing found.
    """
    context = get_context()
    log, who = DecisionLog.of(context.workspace), visitor()
    rulings, done = _press(visit, log, who)
    items = _queue(log.version, visit.language)
    opened = visit.parameters.get("item", "") if who.editor else ""
    questions = [_question(visit, item, is_open=item.id == opened) for item in items]
    decided = _decided(visit, rulings)
    draw("review.html", visit.language, questions=questions, visitor=who, done=done, named=partial(_named, visit.t))
    if any(question.is_open for question in questions):
        label = visit.t("review.search")
        search_field(f"review-{opened}", visit.language, Target("review", "by", {"item": opened}), label)
    draw("review_decided.html", visit.language, decided=decided, who=who.editor, total=len(rulings.by_decision()))


@kept
def _queue(_version: tuple[str, int, int], language: str) -> list[ReviewItem]:
    """What is left to decide, once for each state of the decisions."""
    context = get_context()
    store = context.store()
    return review_queue(store, rulings_on(store, DecisionLog.of(context.workspace)), language, FEW)


def _press(visit: Visit, log: DecisionLog, who: Visitor) -> tuple[Rulings, str]:
    """Do what the pressed button says; the decisions in force then, and a word on what was done."""
    rulings, click, done = rulings_on(get_context().store(), log), visit.click, ""
    if click is None or not click.action:
        return rulings, done
    done_with(click)
    try:
        if who.editor and click.action in {"undo", *_VERDICTS}:
            done = _decide(visit, log, rulings, who.editor, click)
        elif click.action == "login" and who.may_log_in:
            log_in()
        elif click.action == "logout" and who.address:
            log_out()
    except CallError as error:
        said = told_error(visit.t, error) or str(error)
        draw("state.html", visit.language, alert=True, title=visit.t("state.failed"), sentence=said, remedy="")
    return rulings_on(get_context().store(), log), done


def _decide(visit: Visit, log: DecisionLog, rulings: Rulings, who: str, click: Click) -> str:
    """Write the decision; raises :class:`CallError` when someone else has answered the question meanwhile."""
    if click.action == "undo":
        undo(log, in_force(rulings, click.subject).decided_on, who)
        return visit.t("review.undone")
    item = review_item(get_context().store(), rulings, click.subject, visit.language)
    by = click.detail if click.action == "choose" else ""
    decide(log, item.link, _VERDICTS[click.action], who, by=by, store=get_context().store())
    visit.stay()
    return visit.t("review.kept", subject=item.subject.label[:FULL], object=item.object.label[:FULL])


def _question(visit: Visit, item: ReviewItem, *, is_open: bool) -> _Question:
    chosen = visit.parameters.get("by", "") if is_open else ""
    found = tuple(things(get_context().store(), [chosen], visit.language).values()) if chosen else ()
    pieces = tuple((each, card) for each in item.evidence for card in cards(visit.t, [each]))
    return _Question(item, pieces, item.relation == OWL.sameAs.value, (*found, *item.candidates), is_open)


def _named(t: Texts, thing: Thing) -> str:
    """The thing as a button names it, as text: its label and what tells it from its namesakes."""
    return shorten(thing.label, 80) + (f" ({shorten(t.dates(thing.note), 60)})" if thing.note else "")


def _decided(visit: Visit, rulings: Rulings) -> list[_Decided]:
    """The latest decisions in force, the newest first."""
    latest, store = rulings.by_decision()[-FEW:][::-1], get_context().store()
    ends = (end for each in latest for end in (each.subject, each.object, each.decision.by) if end)
    known, labels = things_and_names(store, ends, (each.relation for each in latest), visit.language)
    return [
        _Decided(
            suggestion_id(each.subject, each.relation, each.object),
            known[each.subject],
            labels[each.relation].label,
            known[each.object],
            each.accepted,
            None if each.accepted else known.get(each.decision.by),
            each.decision.who,
            each.decision.when,
            each.decision.note,
        )
        for each in latest
    ]
