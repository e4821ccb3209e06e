"""The words that explain a link, seen in their sentence. Which links there are is not for here."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["around", "surroundings"]

_CONTEXT = 160
"""Characters looked at before and after the words."""
_IN_WORD = re.compile(r"^\S+\s+")
_WORD_BEGUN = re.compile(r"\s+\S+$")
_SENTENCE_ENDS = (". ", "! ", "? ", "\n\n", "\n•", "\n-")


def surroundings(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after ``text[start:end]``, cut at the sentence; at a word where that is long.

    >>> surroundings("Un forum. La RSE à Grenoble. Fin.", 13, 16)
    ('La ', ' à Grenoble.')
    >>> [len(each) for each in surroundings("abcdefgh " * 20 + "RSE" + " abcdefgh" * 20, 180, 183)]
    [153, 153]
    """
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    if start > _CONTEXT and not text[start - _CONTEXT - 1].isspace():
        before = _IN_WORD.sub("", before, count=1)
    if end + _CONTEXT < len(text) and not text[end + _CONTEXT].isspace():
        after = _WORD_BEGUN.sub("", after, count=1)
    begin = max((before.rfind(mark) + len(mark) for mark in _SENTENCE_ENDS if mark in before), default=0)
    stop = min((after.find(mark) + 1 for mark in _SENTENCE_ENDS if mark in after), default=len(after))
    return before[begin:], after[:stop]


def around(quote: str, start: int, texts: Iterable[str], keywords: Iterable[str] = ()) -> tuple[str, str]:
    """What surrounds a quote in the first of these texts that has it at that place, else in the shortest keyword that
    has it anywhere; nothing where none has.

    >>> around("RSE", 3, ["Forum", "La RSE à Grenoble"])
    ('La ', ' à Grenoble')
    >>> around("RSE", 12, ["La RSE à Grenoble"], ["RSE au travail", "vélo"])
    ('', ' au travail')
    """
    end = start + len(quote)
    for text in texts:
        if quote and text[start:end] == quote:
            return surroundings(text, start, end)
    keyword = min((each for each in keywords if quote and quote in each), key=len, default="")
    before, _, after = keyword.partition(quote) if keyword else ("", "", "")
    return before, after
