"""The named questions: each a ``.rq`` file in ``graph/queries`` that says in its head what it asks and what it takes.

The head of a file, in comments::

    # fr: Qui travaille sur {concept} ?
    # en: Who works on {concept}?
    # parameter concept: concept, example concept:biodiversite
    # parameter first: year, default 1900, example 2010

A parameter without a default must be given. Every question takes ``language`` (``fr`` or ``en``, for labels) and
``limit`` (rows: 100 where it is not said) too; a period told backwards, last before first, is turned around.
Queries that people write themselves are not for here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode, QuerySolutions

from graph.binding import bind, iri
from graph.store import Store
from graph.views.things import ThingKind
from ontology.errors import CallError, DataError, Place
from ontology.languages import in_language
from ontology.namespaces import expand, sparql_prefixes
from ontology.nearest import did_you_mean, nearest

__all__ = ["ROWS", "Parameter", "Question", "get_question", "nearest_question", "questions"]

ROWS = 100
"""Rows of an answer, where no ``limit`` is given."""

_ACTORS = (ThingKind.PERSON, ThingKind.ORGANISATION, ThingKind.GROUP, ThingKind.CATEGORY)
_KINDS: dict[str, tuple[ThingKind, ...]] = {
    "thing": tuple(ThingKind),
    "actor": _ACTORS,
    "document": (ThingKind.EVENT, ThingKind.PUBLICATION, ThingKind.PAGE),
    "concept": (ThingKind.CONCEPT,),
    "event": (ThingKind.EVENT,),
}
_VALUES = ("year", "integer", "text")
_SENTENCE = re.compile(r"^# (fr|en): (.+)$")
_PARAMETER = re.compile(r"^# parameter (\w+): (\w+)(?:, default (.+?))?, example (.+)$")
_LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question wants to know: a thing of certain ``kinds``, to be given by its IRI, a year, a number, a text.

    ``default`` is None where the parameter must be given; ``example`` has an answer in the embedded corpus.
    """

    name: str
    type: str
    default: str | None
    example: str

    @property
    def kinds(self) -> tuple[ThingKind, ...]:
        """The kinds of thing that fit; none where a value is wanted and not a thing."""
        return _KINDS.get(self.type, ())

    def term(self, value: str | int) -> NamedNode | Literal:
        """The value as a term; raises :class:`CallError` when it does not fit the type.

        >>> Parameter("n", "year", None, "2010").term("2013-05")
        Traceback (most recent call last):
        ontology.errors.CallError: “2013-05” does not fit the parameter “n”. Give a year of four figures, such as 2010.
        """
        text = str(value).strip()
        if self.kinds:
            if ":" not in text:
                raise self._misfit(text, "Give the IRI of a thing.")
            return iri(expand(text))
        if self.type == "year" and not re.fullmatch(r"[0-9]{4}", text):
            raise self._misfit(text, f"Give a year of four figures, such as {self.example}.")
        if self.type == "integer":
            if not re.fullmatch(r"[0-9]{1,9}", text):
                raise self._misfit(text, f"Give a whole number, such as {self.example}.")
            return Literal(int(text))
        return Literal(text)

    def _misfit(self, text: str, remedy: str) -> CallError:
        shown = text if len(text) <= 80 else f"{text[:80]}…"
        return CallError(f"“{shown}” does not fit the parameter “{self.name}”", None, remedy)


@dataclass(frozen=True, slots=True)
class Question:
    """A named question: its sentence by language, with ``{parameters}`` in it, and its query."""

    name: str
    sentences: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    query: str

    def sentence(self, language: str = "fr", **values: str | int) -> str:
        """The question in words, with the values that are given (labels, better than IRIs) in their places."""
        text = in_language(self.sentences, language)
        return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], f"{{{found[1]}}}")), text)

    def run(self, store: Store, **values: str | int) -> QuerySolutions:
        """The answer, as it is found; raises :class:`CallError` for a missing, unknown or ill-typed parameter."""
        answer = store.query(self.query, self._bindings(values))
        if not isinstance(answer, QuerySolutions):
            raise TypeError(f"{self.name} is not a SELECT query")
        return answer

    def sparql(self, **values: str | int) -> str:
        """The query that :meth:`run` asks, with its prefixes, to be read, changed and asked anywhere."""
        body = "\n".join(line for line in self.query.splitlines() if not line.startswith("#"))
        used = [line for line in sparql_prefixes().splitlines() if f"{line.split()[1]}" in body]
        return "\n".join([*used, bind(body, self._bindings(values))]) + "\n"

    def things(self, **values: str | int) -> tuple[str, ...]:
        """The IRIs of the things that the values name; raises :class:`CallError` as :meth:`run` does."""
        bindings = self._bindings(values)
        return tuple(bindings[each.name].value for each in self.parameters if each.kinds)

    @staticmethod
    def rows(values: Mapping[str, str | int]) -> int:
        """How many rows an answer has at most with these values; raises :class:`CallError` for a wrong ``limit``.

        >>> Question.rows({"limit": "5"}), Question.rows({})
        (5, 100)
        """
        return int(_LIMIT.term(values.get("limit", ROWS)).value)

    def is_backwards(self, values: Mapping[str, str | int]) -> bool:
        """Whether the years ``first`` and ``last`` are asked for, and given in the other order."""
        years = {each.name: str(values.get(each.name, "")) for each in self.parameters if each.type == "year"}
        first, last = years.get("first"), years.get("last")
        return bool(first and last) and str(first) > str(last)

    def _bindings(self, values: Mapping[str, str | int]) -> dict[str, NamedNode | Literal]:
        given = dict(values)
        bindings: dict[str, NamedNode | Literal] = {
            "language": Literal(_language(str(given.pop("language", "fr")))),
            "limit": _LIMIT.term(given.pop("limit", ROWS)),
        }
        for parameter in self.parameters:
            value = given.pop(parameter.name, parameter.default)
            if value is None:
                remedy = f"Give it, for example {parameter.name}={parameter.example}."
                if parameter.kinds:  # the example is of the embedded corpus, and perhaps of no other
                    remedy = "Give the name or the IRI of a thing."
                raise CallError(f"the question “{self.name}” lacks its parameter “{parameter.name}”", None, remedy)
            bindings[parameter.name] = parameter.term(value)
        if self.is_backwards(values):
            bindings["first"], bindings["last"] = bindings["last"], bindings["first"]
        for name in given:
            known = [*(parameter.name for parameter in self.parameters), "language", "limit"]
            raise CallError(
                f"the question “{self.name}” has no parameter “{name}”", None, did_you_mean(name.lower(), known)
            )
        return bindings


_LIMIT = Parameter("limit", "integer", str(ROWS), str(ROWS))


def _language(text: str) -> str:
    if text not in _LANGUAGES:
        raise CallError(f"there are no labels in “{text}”", None, f"Use one of: {', '.join(_LANGUAGES)}.")
    return text


@cache
def questions() -> dict[str, Question]:
    """Every named question, by name, in alphabetical order; raises :class:`DataError` for a head that is not right."""
    found = {}
    for path in sorted((files("graph") / "queries").iterdir(), key=lambda path: path.name):
        name, dot, extension = path.name.rpartition(".")
        if dot and extension == "rq":
            found[name] = read_question(name, path.read_text(encoding="utf-8"))
    return found


def get_question(name: str) -> Question:
    """The question of that name; raises :class:`CallError` with the nearest one when there is none."""
    known = questions()
    if name not in known:
        raise CallError(f"there is no question “{name}”", None, did_you_mean(name.lower(), known))
    return known[name]


def nearest_question(name: str) -> str:
    """The name of a question that was meant, perhaps; empty where none is like it.

    >>> nearest_question("who-work-on"), nearest_question("weather")
    ('who-works-on', '')
    """
    return nearest(name.lower(), questions())


def read_question(name: str, text: str) -> Question:
    """A question from the text of its file; raises :class:`DataError` naming the line that is not understood."""
    sentences: dict[str, str] = {}
    parameters: list[Parameter] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            break
        if found := _SENTENCE.match(line):
            sentences[found[1]] = found[2]
        elif (found := _PARAMETER.match(line)) and (found[2] in _KINDS or found[2] in _VALUES):
            parameters.append(Parameter(found[1], found[2], found[3], found[4]))
        else:
            problem = "a line of the head is neither a sentence nor a parameter"
            raise DataError(problem, Place(f"{name}.rq", f"line {number}"), "See graph/questions.py for its form.")
    named = {word for sentence in sentences.values() for word in re.findall(r"\{(\w+)\}", sentence)}
    if sentences.keys() != set(_LANGUAGES) or not named <= {parameter.name for parameter in parameters}:
        problem = "the head lacks a sentence in French or English, or a parameter that they name"
        raise DataError(problem, Place(f"{name}.rq"), "See graph/questions.py for its form.")
    return Question(name, sentences, tuple(parameters), text)
