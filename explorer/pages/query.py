"""SPARQL: named questions as forms, an editor, the answer; the address shares the question or the query."""

from __future__ import annotations

import re
from dataclasses import replace

from explorer.components.answers import named, words_for
from explorer.components.editor import NAMELESS, VIEWS, editor
from explorer.components.render import show as draw
from explorer.components.search import Target, search_field
from explorer.context import get_context
from explorer.http.resource import check_known
from explorer.pages import Visit
from explorer.texts import typeset
from explorer.texts.told import told_error
from graph.questions import Parameter, Question, get_question, questions
from graph.views.things import Thing
from ontology.errors import CallError

__all__ = ["show"]

FIRST = """SELECT ?concept (COUNT(DISTINCT ?document) AS ?documents) {
  ?document dcterms:subject ?concept .
}
GROUP BY ?concept
ORDER BY DESC(?documents)
LIMIT 20"""


def show(visit: Visit) -> None:
    """Draw the page; ``question`` with its parameters, or ``query``, are in the address."""
    asked = visit.parameters.get("question", "")
    chosen = questions().get(asked)
    entries = [(name, _in_words(each, {}, visit)) for name, each in questions().items()]
    text = visit.parameters.get("query", "")
    name = chosen.name if chosen else ""
    draw("query_head.html", visit.language, entries=entries, chosen=name, asked=bool(name or text))
    if chosen:
        _question(visit, chosen)
        return
    if asked:
        _misnamed(visit, asked)
    _edit(visit, text or FIRST, run=bool(text))


def _misnamed(visit: Visit, name: str) -> None:
    """Say that there is no such question, and which was meant, perhaps."""
    try:
        get_question(name)
    except CallError as error:
        draw("query_wrong.html", visit.language, sentence=told_error(visit.t, error) or str(error))


def _edit(visit: Visit, text: str, *, run: bool, question: Question | None = None) -> None:
    asked = visit.parameters.get("as", "")
    parameters = [each.name for each in question.parameters] if question else []
    address = {name: visit.parameters.get(name, "") for name in ("query", "question", "as", *parameters)}
    view = asked if asked in VIEWS else ""
    columns = _columns(visit, question) if question else NAMELESS
    terms = words_for(visit.language) if question else NAMELESS
    editor(visit.language, text, address, run=run, folded=bool(question), view=view, columns=columns, terms=terms)


def _columns(visit: Visit, question: Question) -> dict[str, str]:
    """What the variables of a question are called on screen."""
    variables = re.findall(r"\?(\w+)", question.query)
    return {name: visit.t(f"column.{name}") for name in variables if visit.t.has(f"column.{name}")}


def _question(visit: Visit, question: Question) -> None:
    """The form of a question and, once all is given, its query with the answer."""
    values = {each.name: visit.parameters.get(each.name, each.default or "") for each in question.parameters}
    things = {each.name: _thing(values[each.name], visit) for each in question.parameters if each.kinds}
    shown = {name: thing.label if (thing := things.get(name)) else value for name, value in values.items()}
    draw("query_question.html", visit.language, title=_in_words(question, shown, visit))
    for parameter in question.parameters:
        if parameter.kinds:
            _choose(visit, question, parameter, things[parameter.name], values)
    _values(visit, question, values)
    missing = [name for name, value in values.items() if not value]
    if missing:
        wanted = [visit.t(f"parameter.{each.type}") for each in question.parameters if each.name in missing]
        draw("query_missing.html", visit.language, names=wanted)
        return
    try:
        text = question.sparql(language=visit.language, limit=1_000, **values)
        for each in question.things(**values):
            check_known(get_context().store(), each)
    except CallError as error:
        draw("query_wrong.html", visit.language, sentence=told_error(visit.t, error) or str(error))
        return
    _edit(visit, text, run=True, question=question)


def _in_words(question: Question, shown: dict[str, str], visit: Visit) -> str:
    given = {each.name: shown.get(each.name) or _wanted(each, visit) for each in question.parameters}
    sentence = typeset(question.sentence(visit.language), visit.language)  # what it names keeps its own spelling
    return replace(question, sentences={visit.language: sentence}).sentence(visit.language, **given)


def _wanted(parameter: Parameter, visit: Visit) -> str:
    """What a parameter wants, in a word or two."""
    return f"[{visit.t(f'parameter.{parameter.type}')}]"


def _thing(iri: str, visit: Visit) -> Thing | None:
    try:
        return named((iri,), visit.language)[iri] if iri else None
    except CallError:
        return None


def _choose(
    visit: Visit, question: Question, parameter: Parameter, chosen: Thing | None, values: dict[str, str]
) -> None:
    others = {"question": question.name} | {name: value for name, value in values.items() if name != parameter.name}
    label = visit.t("query.search", name=visit.t(f"parameter.{parameter.type}"))
    if chosen:
        draw("query_chosen.html", visit.language, chosen=chosen)
    target = Target("query", parameter.name, others)
    search_field(f"question-{question.name}-{parameter.name}", visit.language, target, label, parameter.kinds)


def _values(visit: Visit, question: Question, values: dict[str, str]) -> None:
    """Years, numbers and words, in one form; the things that were chosen go along."""
    plain = [each for each in question.parameters if not each.kinds]
    if plain:
        fields = [(each, visit.t(f"parameter.{each.type}").capitalize(), values[each.name]) for each in plain]
        kept = {each.name: values[each.name] for each in question.parameters if each.kinds}
        draw("query_values.html", visit.language, fields=fields, kept={"question": question.name} | kept)
