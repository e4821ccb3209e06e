"""Addresses and other endings in texts, which hold no words; hashtags, whose words are run together.

Names of files, DOIs and names behind an @ are addresses too. Reading what an address leads to is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["addresses", "borders_in_tags", "endings"]

_REST = re.compile(r"[^\s<>()\[\]{}«»“”\"\0]+")
_SCHEME = re.compile(r"(?:https?|ftp)$", re.IGNORECASE)
_NAME = re.compile(r"[\w.+-]+$")
_HOST = re.compile(r"\w[\w-]*(?:\.\w[\w-]*)+")
_HANDLE = re.compile(r"(?<!\w)@\w[\w.-]*\w")
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>()\[\]{}«»“”\"\0]+")
_BARE = re.compile(
    r"\.(?:fr|com|org|net|eu|edu|gov|pdf|docx?|odt|xlsx?|ods|csv|pptx?|odp|html?|png|jpe?g|zip|ttl|json|xml)"
    r"(?![\w@]|\.\w)(?:/[^\s<>()\[\]{}«»“”\"\0]*)?"
)
"""How an address begins to end that no sign begins: that of a site, with what follows, or of a file."""
_BEFORE = re.compile(r"[\w./~-]+$")
# Each begins with a sign, which is searched for more quickly than what may stand before it.
_ENDINGS = {
    "(": re.compile(r"\((?<=[^\W\d_]\()(?:e|s|es|x|ne|nes|le|les)\)s?(?![\w(·])"),
    "·": re.compile(r"·(?<=[^\W\d_]·)[^\W\d_]{1,5}(?:·[^\W\d_]{1,5})?(?![\w(·])"),
}
_LONGEST_NAME = 64
"""Characters before the @ of an address (RFC 5321, section 4.5.3.1.1)."""
_TAG = re.compile(r"#\w{2,}")


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where the addresses of pages, of mail and of files start and end; some may overlap.

    >>> text = "Voir (https://a.io/rse) ou rse@a.io, rse.gouv.fr, eau.pdf, @rse, 10.1016/j.eau.2020."
    >>> [text[start:end] for start, end in addresses(text)]
    ['https://a.io/rse', 'rse@a.io', '@rse', '10.1016/j.eau.2020.', 'rse.gouv.fr', 'eau.pdf']
    """
    end = 0  # what is inside an address is part of it, and is not followed again
    for place in _places("://", text):
        scheme = _SCHEME.search(text, max(0, place - 5), place) if place >= end else None
        if scheme and (rest := _REST.match(text, place + 3)):
            end = rest.end()
            yield scheme.start(), end
    for sign in ("www.", "WWW."):
        end = 0
        for place in _places(sign, text):
            if place >= end and (rest := _REST.match(text, place + 4)):
                end = rest.end()
                yield place, end
    for place in _places("@", text):
        if name := _NAME.search(text, max(0, place - _LONGEST_NAME), place):
            yield from _spans(name.start(), _HOST.match(text, place + 1))
        else:
            yield from _spans(place, _HANDLE.match(text, place))
    yield from (found.span() for found in _DOI.finditer(text))
    for ending in _BARE.finditer(text):
        if name := _BEFORE.search(text, max(0, ending.start() - _LONGEST_NAME), ending.start()):
            yield name.start(), ending.end()


def _places(sign: str, text: str) -> Iterator[int]:
    place = text.find(sign)
    while place >= 0:
        yield place
        place = text.find(sign, place + len(sign))


def _spans(start: int, rest: re.Match[str] | None) -> Iterator[tuple[int, int]]:
    if rest:
        yield start, rest.end()


def endings(text: str) -> Iterator[tuple[int, int]]:
    """Where other endings of a word start and end, which are glued to it.

    >>> text = "salarié·e·s, énergie(s) (s)"
    >>> [text[start:end] for start, end in endings(text)]
    ['(s)', '·e·s']
    """
    for sign, ending in _ENDINGS.items():
        if sign in text:
            yield from (found.span() for found in ending.finditer(text))


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
