"""What a terminal may show of a text that anyone can have written, and nouns with their number.

How tables look is in ``tabulating``.
"""

from __future__ import annotations

import re

__all__ = ["counted", "cut", "plain", "plain_lines"]

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")


def counted(count: int, noun: str) -> str:
    """The number and the English noun as it goes with it.

    >>> counted(1, "source"), counted(0, "source"), counted(2, "source")
    ('1 source', '0 sources', '2 sources')
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"


def cut(text: str, most: int = 80) -> str:
    """The text, ended by an ellipsis behind so many characters.

    >>> cut("abc", 3), cut("abcd", 3)
    ('abc', 'abc…')
    """
    return text if len(text) <= most else f"{text[:most]}…"


def plain(text: str) -> str:
    r"""The text on one line, without what would move a terminal's cursor or turn its direction.

    >>> plain("a\x1b[2J\n\u202eb")
    'a [2J b'
    """
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def plain_lines(text: str) -> str:
    r"""The text with its lines and their indents, each without what :func:`plain` takes away.

    >>> plain_lines("a\n  b\x1b[2J")
    'a\n  b [2J'
    """
    return "\n".join(_UNPRINTABLE.sub(" ", line) for line in text.split("\n"))
