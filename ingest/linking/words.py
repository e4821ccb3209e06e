"""Texts cut into words that know their place, some tens of texts at once. Folding and matching are not for here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from ingest.linking.addresses import addresses, borders_in_tags, endings
from ingest.linking.gaps import HYPHEN, SIGNS
from ingest.linking.markup import BESIDE, INSIDE, WORDS_JOINED, seen
from ingest.linking.signed_names import signed_names

__all__ = ["Laid", "Words", "cut", "lay"]

_NOT_LETTERS = str.maketrans("_ʼʻʹˈ", " ''''", BESIDE)
_BETWEEN = " \0 "
"""What stands between two texts laid end to end: a word that is none, so that no gap belongs to both."""
_WORD, _LETTER = 128, 64
"""Of a character, beside the marks of what stands between words: it is of a word, Python's ``\\w``. “&” is a letter of
no word."""


class Words(msgspec.Struct, frozen=True, eq=False, gc=False):
    """The words of a text as they stand there, and what stands between them.

    ``text`` is as it is :func:`ingest.linking.markup.seen`, as long as the source's. ``gaps[i]`` are the marks
    (:mod:`ingest.linking.gaps`) of what stands before ``surfaces[i]``; one more ends the text. ``starts`` and ``ends``
    are offsets in characters.
    """

    text: str
    surfaces: Sequence[str]
    gaps: NDArray[np.uint8]
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]

    def gap(self, place: int) -> str:
        """What stands before a word, or after the last.

        >>> [words] = cut(["L’éco (ici)"])
        >>> [words.gap(place) for place in range(4)]
        ['', '’', ' (', ')']
        """
        start = self.ends[place - 1] if place else 0
        end = self.starts[place] if place < len(self.surfaces) else len(self.text)
        return self.text[start:end].translate(_NOT_LETTERS)

    def part(self, first: int, last: int) -> Words:
        """The words from one up to another, which keep their places in the text."""
        if last - first == len(self.surfaces):
            return self
        return Words(
            self.text,
            self.surfaces[first:last],
            self.gaps[first : last + 1],
            self.starts[first:last],
            self.ends[first:last],
        )


@dataclass(frozen=True, slots=True)
class Laid:
    """Texts laid end to end in ``whole``, whose characters are ``codes``, and where the words of all start and end.

    ``offsets`` are where the texts start, ``bounds`` the number of the first word of each and, last, that of all words.
    ``gaps`` are what :class:`Words` has, one text after the other.
    """

    texts: Sequence[str]
    whole: str
    codes: NDArray[np.uint32]
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    gaps: NDArray[np.uint8]
    offsets: NDArray[np.intp]
    bounds: Sequence[int]

    def surfaces(self, numbers: NDArray[np.intp]) -> list[str]:
        """Some of the words."""
        whole, starts, ends = self.whole, self.starts[numbers].tolist(), self.ends[numbers].tolist()
        found = [whole[start:end] for start, end in zip(starts, ends, strict=True)]
        return [word.replace(INSIDE, "") for word in found] if INSIDE in whole else found

    def words(self, surfaces: Iterable[Sequence[str]]) -> list[Words]:
        """The words of each text, given its ``surfaces``."""
        found, bounds = [], zip(self.offsets.tolist(), self.bounds, self.bounds[1:], strict=False)
        for number, (text, own, (offset, first, last)) in enumerate(zip(self.texts, surfaces, bounds, strict=True)):
            places = self.starts[first:last] - offset, self.ends[first:last] - offset
            found.append(Words(text, own, self.gaps[first + number : last + number + 1], *places))
        return found


def cut(texts: Sequence[str]) -> list[Words]:
    """The words of each text. Combining accents, soft hyphens and zero-width joiners stand inside words; capitals part
    those of a hashtag; addresses of pages and of mail have none. Tags are unseen, character references read.

    >>> words, more = cut(["L’éco-conception d'un lieu", "R&D & co"])
    >>> words.surfaces, more.surfaces
    (['L', 'éco', 'conception', 'd', 'un', 'lieu'], ['R&D', '&', 'co'])
    >>> int(words.starts[2])
    6
    """
    laid = lay(texts)
    surfaces = laid.surfaces(np.arange(len(laid.starts)))
    return laid.words(surfaces[first:last] for first, last in pairwise(laid.bounds))


def lay(texts: Sequence[str]) -> Laid:
    """Find where the words of texts stand, in all at once."""
    whole = _BETWEEN.join(texts)
    if "<" in whole or "&" in whole:
        texts = [seen(text) if "<" in text or "&" in text else text for text in texts]
        whole = _BETWEEN.join(texts)
    whole, borders = signed_names(whole)
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _kinds_of(codes)
    lengths = np.array(list(map(len, texts)), np.intp)
    offsets = np.cumsum(lengths + len(_BETWEEN)) - lengths - len(_BETWEEN)
    kinds[offsets[1:] - 2] = _WORD
    _set_aside(whole, kinds)
    _decimals(codes, kinds)
    inside = kinds & _WORD != 0
    apart = _ampersands(whole, kinds, inside) if "&" in whole else _NONE
    starts, ends = _borders(inside)
    if len(apart) or borders or "#" in whole:
        starts, ends = _parted(starts, ends, [*apart, *(apart + 1), *borders, *borders_in_tags(whole)])
    if INSIDE in whole:
        starts, ends = _filled(codes, starts, ends)
    gaps, firsts = _gaps(kinds, starts), np.searchsorted(starts, offsets)
    own = np.ones(len(starts), np.bool_)
    own[firsts[1:] - 1] = False  # what stands between two texts
    bounds = [*(firsts - np.arange(len(texts))).tolist(), int(np.count_nonzero(own))]
    return Laid(texts, whole, codes, starts[own], ends[own], gaps, offsets, bounds)


def _set_aside(whole: str, kinds: NDArray[np.uint8]) -> None:
    """Take what addresses hold, other endings, and soft hyphens at the end of a line for no letters of words."""
    for start, end in addresses(whole):
        kinds[start:end] = 0
        kinds[start] = _KINDS[ord("|")]
    for start, end in endings(whole):
        kinds[start:end] = 0
    if _SOFT_BREAK[0] in whole and _SOFT_BREAK in whole:  # one character is searched for much sooner
        kinds[[found.start() for found in re.finditer(_SOFT_BREAK, whole)]] = HYPHEN


def _decimals(codes: NDArray[np.uint32], kinds: NDArray[np.uint8]) -> None:
    """Take what parts the digits of a number for no sign: « PM2,5 », « 4.0 »."""
    signs = np.flatnonzero((codes == _COMMA) | (codes == _DOT))
    signs = signs[(signs > 0) & (signs < len(codes) - 1)]
    before, after = codes[signs - 1], codes[signs + 1]
    kinds[signs[_are_digits(before) & _are_digits(after)]] = 0


def _are_digits(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Whether characters are digits, those that stand below the line among them."""
    return ((codes >= _ZERO) & (codes < _ZERO + 10)) | ((codes >= _SUBSCRIPT) & (codes < _SUBSCRIPT + 10))


def _parted(
    starts: NDArray[np.intp], ends: NDArray[np.intp], borders: Sequence[int]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The words, parted at borders inside them."""
    places = np.unique(np.array(borders, np.intp))
    holders = np.searchsorted(starts, places) - 1
    within = (holders >= 0) & (places < ends[holders]) if len(starts) else np.zeros(len(places), np.bool_)
    places, holders = places[within], holders[within]
    return np.insert(starts, holders + 1, places), np.insert(ends, holders, places)


def _filled(
    codes: NDArray[np.uint32], starts: NDArray[np.intp], ends: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The words that hold more than what fills up."""
    said = np.cumsum(np.append(0, codes != ord(INSIDE)))
    kept = said[ends] > said[starts]
    return starts[kept], ends[kept]


def _ampersands(whole: str, kinds: NDArray[np.uint8], inside: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Where “&” is a word of its own; between letters it is marked as inside one, but not between words."""
    signs = np.flatnonzero(kinds == _LETTER)
    joins = (signs > 0) & (signs < len(kinds) - 1)
    after = signs[joins] + 1
    joins[joins] = inside[after - 2] & inside[after] & (kinds[after] & _LETTER != 0)
    words = [WORDS_JOINED.fullmatch(whole, max(0, sign - 2), sign + 3) is not None for sign in signs.tolist()]
    joins &= ~np.array(words, np.bool_)
    inside[signs] = True
    return signs[~joins]


def _borders(inside: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where words start, and where they end."""
    changes = np.empty(len(inside) + 1, np.bool_)
    changes[0], changes[-1] = (inside[0], inside[-1]) if len(inside) else (False, False)
    np.not_equal(inside[1:], inside[:-1], out=changes[1:-1])
    borders = np.flatnonzero(changes)
    return borders[::2], borders[1::2]


def _gaps(kinds: NDArray[np.uint8], starts: NDArray[np.intp]) -> NDArray[np.uint8]:
    """The marks of what stands before each word, and after the last."""
    gaps = np.zeros(len(starts) + 1, np.uint8)
    signs = np.flatnonzero(kinds & (_LETTER - 1))
    np.bitwise_or.at(gaps, np.searchsorted(starts, signs), kinds[signs] & np.uint8(_LETTER - 1))
    return gaps


def _kinds_of(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    # Most characters are of one byte: they are looked up as such.
    kinds = np.frombuffer(bytearray(codes.astype(np.uint8).tobytes().translate(_FEW_KINDS)), np.uint8)
    wide = np.flatnonzero(codes >= len(_FEW_KINDS))
    kinds[wide] = _KINDS.take(codes[wide], mode="clip")
    beyond = wide[codes[wide] >= _PLANE]
    kinds[beyond] = [_WORD | _LETTER if chr(code).isalnum() else 0 for code in codes[beyond].tolist()]
    return kinds


def _kinds() -> NDArray[np.uint8]:
    kinds = np.zeros(_PLANE, np.uint8)
    for found in re.finditer(r"\w+", "".join(map(chr, range(_PLANE)))):
        kinds[found.start() : found.end()] = _WORD | _LETTER
    kinds[list(map(ord, "_ʼʻʹˈ"))] = 0
    kinds[[*range(0x300, 0x370), 0xAD, *range(0x200B, 0x200E), ord(INSIDE)]] |= _WORD
    kinds[ord("&")] = _LETTER
    for mark, signs in SIGNS.items():
        kinds[list(map(ord, signs))] |= mark
    return kinds


_NONE = np.empty(0, np.intp)
_SOFT_BREAK = "\u00ad\n"
_COMMA, _DOT, _ZERO, _SUBSCRIPT = map(ord, ",.0₀")
_PLANE = 0x10000
"""Characters whose kind is looked up; others are rare."""
_KINDS = _kinds()
_FEW_KINDS = _KINDS[:256].tobytes()
