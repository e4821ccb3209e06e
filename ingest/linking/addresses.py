"""Addresses and hashtags in texts: the first hold no words, the words of the second are run together."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["addresses", "borders_in_tags"]

_REST = r"[^\s<>()\[\]{}«»“”\"\0]+"
# No two of these can begin a long run of letters at each of its letters, so that none is read again and again.
_PAGE = re.compile(rf"(?<!\w)(?:https?://|ftp://|www\.){_REST}", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+")
_TAG = re.compile(r"#\w{2,}")


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where the addresses of pages and of mail start and end.

    >>> text = "Voir (https://a.org/rse) ou rse@a.org."
    >>> [text[start:end] for start, end in addresses(text)]
    ['https://a.org/rse', 'rse@a.org']
    """
    if "://" in text or "www." in text or "WWW." in text:
        yield from (found.span() for found in _PAGE.finditer(text))
    if "@" in text:
        yield from (found.span() for found in _MAIL.finditer(text))


def borders_in_tags(text: str) -> list[int]:
    """Where a word begins inside a hashtag: at a capital after a small letter, or before several small letters.

    >>> borders_in_tags("#TransitionÉcologique et #ESSGrenoble, #PMEs")
    [11, 29]
    """
    return [
        place
        for tag in _TAG.finditer(text)
        for place in range(tag.start() + 2, tag.end())
        if text[place].isupper() and (not text[place - 1].isupper() or _begins_word(text[place + 1 : tag.end()]))
    ]


def _begins_word(rest: str) -> bool:
    return len(rest) > 1 and rest[:2].islower()
