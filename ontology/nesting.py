"""How deep the lists and objects of JSON stand in each other: parsers that go down with them take the whole stack.

Whether it is JSON is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["DEEPEST", "TOO_DEEP", "nested_too_deep"]

DEEPEST = 100
"""Lists and objects in each other: what people write has ten, and parsers of JSON-LD crash at some thousands."""
TOO_DEEP = f"lists and objects stand in each other more than {DEEPEST} deep"
"""What is said of it."""

_BRACKET = re.compile(rb'(?:[^"\[\]{}]++|"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z))*+(?:([\[{])|([\]}])|\Z)', re.DOTALL)
"""Up to the next bracket, past those in texts; nothing in it is tried twice, since it matches wherever it begins."""


def nested_too_deep(content: bytes) -> int:
    """The line, counted from 1, on which the text goes deeper than :data:`DEEPEST`; 0 where it does not.

    >>> nested_too_deep(b'{"name": "[[["}'), nested_too_deep(b'[\\n' * 101)
    (0, 101)
    """
    depth = 0
    for end, opens in _brackets(content):
        depth += 1 if opens else -1
        if depth > DEEPEST:
            return content.count(b"\n", 0, end) + 1
    return 0


def _brackets(content: bytes) -> Iterator[tuple[int, bool]]:
    """Where each bracket ends, and whether it opens."""
    for found in _BRACKET.finditer(content):
        if found.lastindex:
            yield found.end(), found.lastindex == 1
