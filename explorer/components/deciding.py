"""What a button of the review page does, and the word on what was done. What is left to decide is not for here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

import streamlit as st

from explorer.components.namesakes import told_apart
from explorer.components.navigator import Click, done_with
from explorer.components.queue import named_by, open_questions
from explorer.context import get_context
from explorer.editing import Visitor, log_in, log_out
from explorer.texts.told import told_error
from graph.views.nodes import things
from ingest.decisions import Decision, DecisionLog, Ruling, Verdict
from ingest.decisions.renames import rulings_on
from ingest.decisions.review import Link, decide
from ingest.decisions.suggestions import suggestion_id
from ontology.errors import CallError

if TYPE_CHECKING:
    from explorer.pages import Visit

__all__ = ["Done", "press", "skipped"]

NOTE = 500
"""Characters of a note given with a decision."""
VERDICTS = {
    "accept": Verdict.ACCEPTED,
    "reject": Verdict.REJECTED,
    "choose": Verdict.REPLACED,
    "undo": Verdict.UNDONE,
}
"""What the buttons say of a link."""
_SKIPPED = "review-skipped"


@dataclass(frozen=True, slots=True)
class Done:
    """A sentence on what a button did; ``failed`` when it did nothing that was asked."""

    sentence: str = ""
    failed: bool = False


def skipped() -> set[str]:
    """The ids of the questions that this visit leaves for later."""
    found: set[str] = st.session_state.setdefault(_SKIPPED, set())
    return found


def press(visit: Visit, log: DecisionLog, who: Visitor) -> Done:
    """Do what the pressed button says, where the visitor may."""
    click = visit.click
    if click is None or not click.action:
        return Done()
    done_with(click)
    try:
        if who.editor and click.action in VERDICTS:
            return Done(_decide(visit, log, who.editor, click))
        if who.editor and click.action in {"skip", "again"}:
            return Done(_put_off(visit, click))
        if click.action == "login" and who.may_log_in:
            log_in()
        elif click.action == "logout" and who.address:
            log_out()
    except CallError as error:
        return Done(told_error(visit.t, error) or str(error), failed=True)
    return Done()


def _put_off(visit: Visit, click: Click) -> str:
    """Leave a question for later, or take up again all that were left."""
    if click.action == "again":
        skipped().clear()
        return visit.t("review.again_done")
    skipped().add(click.subject)
    return visit.t("review.skipped")


def _decide(visit: Visit, log: DecisionLog, who: str, click: Click) -> str:
    """Write the decision, unless there is another word on the question by now; what then holds, in a sentence."""
    store, verdict = get_context().store(), VERDICTS[click.action]
    named = [each for each in rulings_on(store, log) if click.subject == _id(each)]
    link = next((each.decided_on for each in named), None) if verdict is Verdict.UNDONE else _left(log, click)
    if link is None:
        return _meanwhile(visit, [each.decision for each in named] or _said(log, click), who, click)
    by = click.detail if verdict is Verdict.REPLACED else ""
    decision = decide(log, link, verdict, who, by=by, note=" ".join(click.note[:NOTE].split()), store=store)
    if visit.parameters.get("item") == click.subject:
        visit.stay(**{name: value for name, value in visit.parameters.items() if name not in {"lang", "item", "by"}})
    return _told(visit, f"review.kept.{verdict.value}", decision)


def _left(log: DecisionLog, click: Click) -> Link | None:
    found = (each for each in open_questions(log) if each.id == click.subject)
    return next(((each.subject, each.relation, each.object) for each in found), None)


def _id(ruling: Ruling) -> str:
    return suggestion_id(ruling.subject, ruling.relation, ruling.object)


def _said(log: DecisionLog, click: Click) -> list[Decision]:
    """All that was decided on the link, in the order of the file."""
    return [each for each in log.read() if click.subject in _names(each)]


def _meanwhile(visit: Visit, said: list[Decision], who: str, click: Click) -> str:
    """What was decided since the page was drawn; the visitor's own word, sent twice, is told as at first."""
    if not said:
        return visit.t("review.closed")
    latest = max(reversed(said), key=lambda each: each.moment)
    verdict = latest.verdict.value
    is_own = (latest.who, latest.verdict, latest.by) == (who, VERDICTS[click.action], click.detail)
    return _told(visit, f"review.kept.{verdict}" if is_own else f"review.meanwhile.{verdict}", latest)


def _names(decision: Decision) -> set[str]:
    """The ids of the links that a decision is on."""
    ends = filter(None, (decision.object, decision.by))
    return {suggestion_id(decision.subject, decision.relation, end) for end in ends}


def _told(visit: Visit, key: str, decision: Decision) -> str:
    ends = [each for each in (decision.subject, decision.object, decision.by) if each]
    apart = told_apart(things(get_context().store(), ends, visit.language).values())
    subject, other, *by = (named_by(visit.t, apart[end]) for end in ends)
    day, hour = visit.t.date(decision.when), decision.moment.astimezone(UTC).strftime("%H:%M")
    words = {"subject": subject, "object": other, "by": "".join(by), "who": decision.who, "day": day, "hour": hour}
    return visit.t(key, **words)
