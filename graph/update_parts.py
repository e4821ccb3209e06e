"""Splits a SPARQL 1.1 update where one operation ends and the next begins, and has the engine parse each.

The engine takes a prologue at the beginning alone, while the standard allows one before each operation (grammar, rule
29). What an operation does is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Store

from graph.syntax import syntax_error
from graph.tokens import Token
from ontology.errors import QueryError
from ontology.namespaces import PREFIXES

__all__ = ["Part", "check", "split"]

_STOP = "DROP GRAPH <urn:x-maillage:nothing> ;"
"""Fails before anything else is evaluated, and after everything is parsed."""


@dataclass(frozen=True, slots=True)
class Part:
    """The tokens of one operation, none where only a prologue stands, and all prologues up to it, a line each."""

    prologue: str
    tokens: list[Token]


def split(found: list[Token]) -> Iterator[Part]:
    """The parts of an update; raises :class:`QueryError` for one that is empty and not the last, or a label used twice.

    Blank nodes of two ``INSERT DATA`` may not have one label (section 3.1.1 and note 10 of the grammar).
    """
    prologue, labels = "", set[str]()
    parts = _between_semicolons(found)
    for number, part in enumerate(parts):
        said, at = _prologue(part)
        prologue += said
        if at == len(part) and number < len(parts) - 1:
            raise QueryError("the update has an empty operation", remedy="Take out the semicolon.")
        inserts = [token[0].upper() for token in part[at : at + 2]] == ["INSERT", "DATA"]
        own = {token[0] for token in part if inserts and token[0].startswith("_:")}
        if own & labels:
            raise QueryError(f"two operations use the blank node {min(own & labels)}", remedy="Name them differently.")
        labels |= own
        yield Part(prologue, part[at:])


def _between_semicolons(found: list[Token]) -> list[list[Token]]:
    parts, depth = [list[Token]()], 0
    for token in found:
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if token[0] == ";" and not depth:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _prologue(part: list[Token]) -> tuple[str, int]:
    """The prologue that begins a part, a declaration a line, and where it ends."""
    said, at = "", 0
    while at < len(part) and (size := {"BASE": 2, "PREFIX": 3}.get(part[at][0].upper())):
        said += " ".join(token[0] for token in part[at : at + size]) + "\n"
        at = min(at + size, len(part))
    return said, at


def check(part: Part, text: str, base: str) -> None:
    """Raise :class:`QueryError`, with the place in the whole text, for a part that the engine cannot parse."""
    start = part.tokens[0].start() if part.tokens else len(text)
    end = part.tokens[-1].end() if part.tokens else start
    before = text[:start]
    line, margin = before.count("\n"), len(before.rpartition("\n")[2].encode())
    head = f"{part.prologue}{_STOP}\n"
    try:
        Store().update(f"{head}{' ' * margin}{text[start:end]}", base_iri=base, prefixes=PREFIXES)
    except RuntimeError:
        return
    except SyntaxError as error:
        moved = line - head.count("\n")
        told = re.sub(r"^error at (\d+)", lambda at: f"error at {max(int(at[1]) + moved, 1)}", str(error.msg))
        raise syntax_error(told, text) from error
