"""Texts with tags and character references, read as what these stand for. What is a tag is told elsewhere.

Nothing moves: what is left over of a tag or a reference is filled up, so that words keep their places in the text.
Plain text is made elsewhere (:mod:`ingest.sources.markup_free`).
"""

from __future__ import annotations

import re
from html import unescape

from ingest.sources.markup_free import Tag, tags

__all__ = ["BESIDE", "INSIDE", "WORDS_JOINED", "seen"]

INSIDE, BESIDE = "\ufdd0", "\ufdd1"
"""What fills up: inside a word, of which it is none; and between words, where it is nothing. No text has them."""

WORDS_JOINED = re.compile(r"[^\W\d_]{2}&(?:[^\W\d_][a-zà-öø-ÿ])")
"""Around a “&” that has none of the spaces beside it which it should: « l'énergie&le climat »."""
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_WITHIN = re.compile(rf"(?:(?<=[^\W_])|(?<={INSIDE})){BESIDE}+(?=[^\W_])")
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d])+")
_OF_WORDS = frozenset(
    "a abbr acronym b bold big em font i italic mark s sc small span strong styled-content tt u".split()
)
"""The tags that may stand inside a word. A note's number is in a « sup »."""


def seen(text: str) -> str:
    """The text of the same length without tags and character references.

    >>> seen("<b>R&amp;D</b> &lt; 5").replace(BESIDE, "·").replace(INSIDE, "-")
    '···R----&D···· <··· 5'
    """
    if "<" in text:
        text = _without_tags(text)
    if "&" in text and ";" in text:
        text = _REFERENCE.sub(lambda found: _referred(found, text), text)
    return _WITHIN.sub(lambda found: INSIDE * len(found[0]), text) if BESIDE in text else text


def _without_tags(text: str) -> str:
    parts, end = [], 0
    for tag in tags(text):
        parts += [text[end : tag.start], _instead(tag, text)]
        end = tag.end
    return "".join([*parts, text[end:]])


def _instead(tag: Tag, text: str) -> str:
    size, name = tag.end - tag.start, tag.name.rpartition(":")[2]
    if name == "sub":  # « CO<sub>2</sub> » is one word
        glued = tag.start > 0 and text[tag.start - 1].isalnum()
        return (INSIDE if tag.closes and glued else BESIDE) * size
    if name in _OF_WORDS:
        return BESIDE * size
    return ("\n" if name == "br" else " " if name == "sup" else "•").ljust(size)


def _referred(found: re.Match[str], text: str) -> str:
    """What a character reference stands for; itself where it is none."""
    size, sign = len(found[0]), unescape(found[0])
    if len(sign) >= size:
        return found[0]
    if sign == "&":
        start, end = found.span()
        glued = text[max(0, start - 1) : start].isalnum() and text[end : end + 1].isalnum()
        words = WORDS_JOINED.fullmatch(f"{text[max(0, start - 2) : start]}&{text[end : end + 2]}")
        return sign.rjust(size, INSIDE if glued and not words else " ")
    return sign.ljust(size, INSIDE if _WORD.fullmatch(sign) else BESIDE)
