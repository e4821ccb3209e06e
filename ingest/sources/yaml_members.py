"""The members of a short YAML text and their values as texts, as front matter has them. Objects are not for here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

__all__ = ["Unread", "Values", "yaml_members"]

_MOST = 50_000
"""Values, repeated ones counted: a few lines may repeat each other without end."""
_NULL = "tag:yaml.org,2002:null"
_MEMBER = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?")
_STRUCTURED = re.compile(r"[\[{&*!|>]")
"""How a value begins that is more than words."""
_QUOTED = re.compile(r"(['\"])(.*)\1")
_FAULTS = (yaml.YAMLError, ValueError, RecursionError)

Values = str | list[str]
"""A text, or the texts of a list; of objects, what these call their names."""


class Unread(NamedTuple):
    """A member that cannot be read: its line in the text, from 0, its name, and what is wrong with it."""

    line: int
    name: str
    detail: str


def yaml_members(text: str) -> tuple[dict[str, Values], list[Unread]] | None:
    """The members by their names in lower case, and those that cannot be read; None where the text has no members.

    What is not YAML as a whole is read member by member; words that only lack quotes are taken as they stand.

    >>> yaml_members("title: 'L''eau'\\ntags: [\\"a, b\\", c]")
    ({'title': "L'eau", 'tags': ['a, b', 'c']}, [])
    >>> yaml_members("title: Lieux: bilan\\ntags: [a")
    ({'title': 'Lieux: bilan'}, [Unread(line=1, name='tags', detail="expected ',' or ']', but got '<stream end>'")])
    """
    try:
        return _members(yaml.compose(text, Loader=yaml.SafeLoader))
    except _FAULTS:
        return _by_pieces(text)


def _members(node: yaml.Node | None) -> tuple[dict[str, Values], list[Unread]] | None:
    members: dict[str, Values] = {}
    unread: list[Unread] = []
    if node is not None and not isinstance(node, yaml.MappingNode):
        return None
    budget = iter(range(_MOST))
    for name, value in node.value if node else ():
        if isinstance(name, yaml.ScalarNode):
            try:
                members[name.value.lower()] = _values(value, budget)
            except ValueError as error:
                unread.append(Unread(name.start_mark.line, name.value, str(error)))
    return members, unread


def _values(node: yaml.Node, budget: Iterator[int]) -> Values:
    """The texts in a node, as far as the budget goes; raises :class:`ValueError` where it does not."""
    texts: list[str] = []
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, yaml.ScalarNode):
            texts += [each.value] if each.value and each.tag != _NULL else []
            continue
        if isinstance(each, yaml.MappingNode):
            within = [value for name, value in each.value if name.value == "name"][:1]
        else:
            within = each.value[::-1]
        for child in within:
            if next(budget, None) is None:
                raise ValueError(f"its values repeat each other more than {_MOST:,} times")
            waiting.append(child)
    return texts if isinstance(node, yaml.SequenceNode) else "".join(texts[:1])


def _by_pieces(text: str) -> tuple[dict[str, Values], list[Unread]] | None:
    """The members at the left margin, each read by itself."""
    members: dict[str, Values] = {}
    unread: list[Unread] = []
    for line, piece in _pieces(text):
        first = piece.split("\n", 1)[0].rstrip()
        if not (member := _MEMBER.fullmatch(first)):
            continue
        try:
            found, lost = _members(yaml.compose(piece, Loader=yaml.SafeLoader)) or ({}, [])
        except _FAULTS as error:
            words = (member[2] or "").strip()
            if piece.strip() != first or not words or _STRUCTURED.match(words):
                unread.append(Unread(line, member[1], _detail(error)))
                continue
            quoted = _QUOTED.fullmatch(words)
            found, lost = {member[1].lower(): quoted[2] if quoted else words}, []
        members |= found
        unread += [each._replace(line=line) for each in lost]
    return (members, unread) if members or unread else None


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Stretches that begin with a member, each with its line; what stands above the first is one too."""
    begun, lines = 0, list[str]()
    for number, line in enumerate(text.split("\n")):
        if _MEMBER.fullmatch(line.rstrip()):
            yield begun, "\n".join(lines)
            begun, lines = number, []
        lines.append(line)
    yield begun, "\n".join(lines)


def _detail(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    said = getattr(error, "problem", None) or str(error)
    return " ".join(str(said).split())[:200]
