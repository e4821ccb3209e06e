"""Relecture: what the machine is not sure of, with its evidence, for people to decide; and what they decided."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from explorer.components.chosen import known
from explorer.components.deciding import NOTE, press, skipped
from explorer.components.queue import Question, Span, asked, decided, kinds_for, named_by, open_questions
from explorer.components.render import show as draw
from explorer.components.search import Target, search_field
from explorer.context import get_context
from explorer.editing import Visitor, visitor
from explorer.pages import Visit
from graph.views.things import Thing
from ingest.decisions import DecisionLog
from ingest.decisions.renames import rulings_on

__all__ = ["show"]

FEW = 8
"""Questions on the page, and decisions below them."""
_READ = "review-read"
"""What the session holds once it saw the questions."""
_TURNS = {
    "from": ("#waiting", ("questions", "earlier", "later")),
    "decided": ("#decided", ("decided", "newer", "older")),
}
"""What has the focus after a turn, and what the links to turn are called, by the parameter that they change."""


def show(visit: Visit) -> None:
    """Draw the page; a button that was pressed decides first, where the visitor may.

    ``from`` is how many questions, ``decided`` how many decisions to pass over; ``item`` is the question whose answer
    is looked for by name, ``by`` the thing found.
    """
    context = get_context()
    log, who = DecisionLog.of(context.workspace), visitor()
    draw("review_head.html", visit.language)
    place = st.empty()
    if _READ not in st.session_state:  # the first time, what is open is looked for in the whole graph
        with place:
            draw("review_waiting.html", visit.language)
    done = press(visit, log, who)
    waiting = open_questions(log)
    left = [each for each in waiting if not who.editor or each.id not in skipped()]
    span = Span.of(visit.parameters.get("from", ""), len(left), FEW)
    rulings = rulings_on(context.store(), log).by_decision()
    of_decided = Span.of(visit.parameters.get("decided", ""), len(rulings), FEW)
    address = {"from": str(span.first or ""), "decided": str(of_decided.first or "")}
    address = {name: value for name, value in address.items() if value}
    away = len(waiting) - len(left)
    st.session_state[_READ] = True
    with place:
        draw("review.html", visit.language, visitor=who, done=done, span=span, away=away)
    with st.container(key="questions"):  # what follows keeps its place on the page, however many there are
        for question in asked(visit.t, left[span.first : span.last]):
            with st.container(key=f"question-{question.item.id}"):
                _ask(visit, question, who, address)
        _turn(visit, "from", span, address)
    found, named = decided(rulings, of_decided, visit.language), partial(named_by, visit.t)
    given = {"decided": found, "who": who.editor, "span": of_decided, "named": named, "longest": NOTE}
    draw("review_decided.html", visit.language, **given)
    _turn(visit, "decided", of_decided, address)


def _turn(visit: Visit, name: str, span: Span, address: Mapping[str, str]) -> None:
    """The links to what is before and after the span."""
    focus, words = _TURNS[name]
    label, before, after = (visit.t(f"review.{word}") for word in words)
    shown = {"span": span, "page": "review", "name": name, "address": address}
    draw("turning.html", visit.language, **shown, focus=focus, label=label, before=before, after=after)


def _ask(visit: Visit, question: Question, who: Visitor, address: Mapping[str, str]) -> None:
    """The question and, where another answer is looked for, the field and what was found with it."""
    item, named = question.item, partial(named_by, visit.t)
    field = f"review-{item.id}"
    values = {"question": question, "visitor": who, "named": named, "address": address, "longest": NOTE}
    draw("review_question.html", visit.language, field=f"ml-search-{field}-{visit.language}", **values)
    if not who.editor or visit.parameters.get("item") != item.id:
        return
    found = _found(visit, question)
    label = visit.t("review.search", subject=named(item.subject), relation=item.relation_label)
    target = Target("review", "by", {**address, "item": item.id}, f"#by-{item.id}")
    told = visit.t("review.found", label=named(found)) if found else ""
    without = {item.subject.iri, item.object.iri}
    search_field(field, visit.language, target, label, kinds_for(item), without=without, told=told)
    if found:
        draw("review_found.html", visit.language, item=item, found=found, told=told, named=named)


def _found(visit: Visit, question: Question) -> Thing | None:
    """The thing that was looked for, where it can be an answer."""
    item, found = question.item, known(visit.parameters.get("by", ""), visit.language)
    is_other = found and found.iri not in {item.subject.iri, item.object.iri}
    return found if found and is_other and found.kind in kinds_for(item) else None
