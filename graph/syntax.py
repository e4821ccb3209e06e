"""What the engine says of a text that is not SPARQL, as a sentence with its place. Parsing it is not for here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.tokens import Token, is_doubtful, tokens
from ontology.errors import Place, QueryError
from ontology.namespaces import PREFIXES

__all__ = ["syntax_error"]

_POSITION = re.compile(r"^error at (\d+):(\d+): (.*)$", re.DOTALL)
_BRACES = {"{": 1, "}": -1}
_BEFORE_NAMES = frozenset(("BY", "DESCRIBE", "FILTER", "FROM", "GRAPH", "INTO", "NAMED", "SERVICE", "SILENT", "TO"))
"""Words that a name without prefix may follow without a space: ``GRAPH:g``."""


def syntax_error(message: str, query: str) -> QueryError:
    """The engine's complaint as a sentence, with line and column in characters.

    The engine stops behind a name whose prefix nobody declared, and asks for something else there: such a name is
    told instead, at its own place.

    >>> print(syntax_error("error at 1:7: expected one of GRAPH, MINUS, [_]", "ASK { oops }"))
    line 1, column 7: this is not SPARQL from “oops }” on. Check the words and brackets just before it.
    >>> error = syntax_error("error at 1:16: expected OPTIONAL", "ASK { ?s foo:a ?o }")
    >>> print(error.place, error.problem, sep=": ")
    line 1, column 10: the prefix “foo:” is not declared
    """
    found = _POSITION.match(message)
    if not found:
        return QueryError(f"the query cannot be understood: {message}", None, "Check for a missing bracket or quote.")
    lines = query.splitlines()
    line = lines[int(found[1]) - 1] if int(found[1]) <= len(lines) else ""
    before = len(line.encode()[: int(found[2]) - 1].decode(errors="ignore"))  # the engine counts bytes
    if told := _undeclared(query, int(found[1]), before):
        return told
    place = Place(f"line {found[1]}", f"column {before + 1}")
    rest = " ".join([line[before:], *lines[int(found[1]) :]]).strip()
    if known := _said(found[3], place):
        return known
    if rest:
        shown = rest if len(rest) <= 40 else rest[:40] + "…"
        remedy = "Check the words and brackets just before it."
        return QueryError(f"this is not SPARQL from “{shown}” on", place, remedy)
    return _ended(query, place)


def _said(message: str, place: Place) -> QueryError | None:
    """The error where the engine says what it is, and not only what it expected."""
    for option in message.removeprefix("expected ").removeprefix("one of ").split(", "):
        if option == "Prefix not found":
            problem = "the query cannot be understood: a prefix just before this place is not known"
            return QueryError(problem, place, "Declare it at the beginning, with PREFIX.")
        if option.startswith("The "):
            return QueryError(f"the query cannot be understood: t{option[1:]}", place, "Mend the syntax there.")
        if option.startswith("Duplicated variable"):
            return QueryError("the query gives two columns one name", place, "Call one of them otherwise.")
    return None


def _ended(query: str, place: Place) -> QueryError:
    """The error of a query that the engine read to its end."""
    depth, last = 0, ""
    for token in tokens(query):
        depth, last = depth + _BRACES.get(token[0], 0), token[0]
        if depth < 0:
            line, column = query.count("\n", 0, token.start()) + 1, token.start() - query.rfind("\n", 0, token.start())
            there = Place(f"line {line}", f"column {column}")
            return QueryError("a brace is closed that was never opened", there, "Take it away, or open it before.")
    if last == "}" and depth == 0:
        problem = "the query cannot be understood, though its brackets are closed"
        return QueryError(problem, place, "Check that no variable is given a value twice, as BIND and AS do.")
    return QueryError("the query ends before it is complete", place, "Check for a missing bracket or quote.")


def _undeclared(query: str, line: int, before: int) -> QueryError | None:
    """The error for the first name without a declared prefix, where one stands before the place; the line begins at 1.

    A text that can be read in two ways is left to the engine: what looks like a name in it may be part of a string.
    """
    found = tokens(query)
    if is_doubtful(found):
        return None
    for token, prefix in _names(found):
        start = token.start()
        at, column = query.count("\n", 0, start) + 1, start - query.rfind("\n", 0, start) - 1
        if (at, column + len(prefix)) >= (line, before):
            return None
        place = Place(f"line {at}", f"column {column + 1}")
        if query.startswith("//", start + len(prefix) + 1):
            return QueryError("this address has no brackets", place, "Write it between “<” and “>”.")
        known = ", ".join(f"{each}:" for each in PREFIXES)
        remedy = f"Begin with PREFIX {prefix}: <…>, with the address that it stands for. Known without are {known}."
        return QueryError(f"the prefix “{prefix}:” is not declared", place, remedy)
    return None


def _names(found: list[Token]) -> Iterator[tuple[Token, str]]:
    """The names whose prefix is neither known nor declared before them, with that prefix."""
    declared, is_declared = {*PREFIXES, "_"}, False
    for token in found:
        prefix, colon, _ = (token["word"] or "").partition(":")
        if is_declared and colon:
            declared.add(prefix)
        elif colon and prefix not in declared and not ("" in declared and prefix.upper() in _BEFORE_NAMES):
            yield token, prefix
        is_declared = token[0].upper() == "PREFIX"
