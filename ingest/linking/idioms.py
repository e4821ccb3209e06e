"""Where words speak of no concept, though they are a label's: « or » that joins, « Réunion publique » that is no
island, « dans le cadre de », half of « porte-monnaie ». Names are in :mod:`ingest.linking.named`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.linking.gaps import ENDS, PARTS, STOPS
from ingest.linking.language import FUNCTION_WORDS
from ingest.linking.meaning import Said
from ingest.linking.page import Page
from ingest.linking.spans import Spans
from ingest.linking.words import Words

__all__ = ["idle"]

_OR = "or"
_NOT_BEHIND_GOLD = FUNCTION_WORDS["fr"] - frozenset("et ou de des du d en à au aux par pour dans avec sous sur".split())
"""What does not follow the metal, where it begins a sentence: « Or la »."""
_BEFORE_GOLD = frozenset("l d de en un cet son leur notre".split())
_SUBJECTS = frozenset("il ils elle elles on je j nous vous ce c cela ceci".split())
_MEETING = "réunion"
_SET_PHRASES = {
    "ligne": ("en ligne", "hors ligne"),
    "base": ("sur la base", "à la base", "la base de", "la base du", "la base des", "de base"),
    "cadre": ("dans le cadre", "dans un cadre", "dans ce cadre"),
    "compte": (
        "compte rendu",
        "comptes rendus",
        "compte tenu",
        "en compte",
        "tenir compte",
        "tient compte",
        "rend compte",
    ),
}
"""By the word inside that could be a label's, in small letters and without a plural's s."""
_PHRASES = {head: tuple(tuple(phrase.split()) for phrase in phrases) for head, phrases in _SET_PHRASES.items()}
_VERBS = frozenset(("montre", "porte"))
"""Verbs, where no article or the like stands before: « l'étude montre que »."""
_DETERMINERS = frozenset(
    """l la le les un une de d des du cette ces sa ses leur leurs notre nos votre vos ma mes chaque toute toutes quelle
    aucune plusieurs deux trois première dernière grande petite seule par pour sans avec en à au aux sous et
    ou""".split()
)
_HEADS = frozenset((*_PHRASES, *_VERBS, _OR, _MEETING))

_NOT = "non"
_HALVES = (
    _NOT,
    *"aide brise cache casse coupe couvre garde lave ouvre pare passe perce porte presse tire tourne".split(),
)
"""What begins one word with the word behind its hyphen: neither half says anything alone."""
_HYPHENS = ("-", "\u2010", "\u2011")


def idle(pages: Sequence[Page], bounds: Sequence[int], spans: Spans) -> NDArray[np.bool_]:
    """Of stretches, which are words of no meaning of their own where they stand.

    ``bounds`` are where each page's words begin among those of all, and their end.
    """
    found = np.zeros(len(spans), np.bool_)
    if not pages:
        return found
    known = pages[0].forms.words
    places = np.concatenate([page.places for page in pages])
    alone = np.flatnonzero(spans.firsts == spans.lasts)
    for row in alone[np.isin(places.take(spans.firsts[alone]), known.numbers(_written(_HEADS)))].tolist():
        number, place = _located(bounds, int(spans.firsts[row]))
        if pages[number].index.language == "fr":
            found[row] = _is_idle(pages[number].words, place, spans.said[row])
    halves = [
        word
        for word in np.flatnonzero(np.isin(places, known.numbers(_written(_HALVES)))).tolist()
        if _is_half(pages, *_located(bounds, word))
    ]
    if halves:
        found |= np.isin(spans.firsts - 1, halves) | np.isin(spans.lasts, halves)
    return found


def _written(words: Iterable[str]) -> list[str]:
    """The words, in the singular and the plural, in small letters, with a capital, and in capitals."""
    return [form for word in sorted(words) for one in (word, f"{word}s") for form in (one, one.title(), one.upper())]


def _located(bounds: Sequence[int], word: int) -> tuple[int, int]:
    """The page of a word, and its place there."""
    number = int(np.searchsorted(bounds, word, side="right")) - 1
    return number, word - bounds[number]


def _is_half(pages: Sequence[Page], number: int, place: int) -> bool:
    """Whether a word is one with the word behind it: « porte-monnaie », « non-violence », « non nucléaire »."""
    words = pages[number].words
    between = words.gap(place + 1) if place + 1 < len(words.surfaces) else ""
    return between in _HYPHENS or (words.surfaces[place].lower() == _NOT and between.isspace())


def _is_idle(words: Words, place: int, said: Said) -> bool:
    lowered = words.surfaces[place].lower()
    if lowered == _OR:
        return _joins(words, place)
    if lowered in _VERBS:
        return not _begins(words, place) and words.surfaces[place - 1].lower() not in _DETERMINERS
    if lowered == _MEETING:
        named = all(len(one.entry.words) > 1 for one in said.everything)  # « la Réunion », and no meeting
        return named and _is_met(words, place)
    return any(_stands(words, place, phrase) for phrase in _PHRASES.get(lowered.removesuffix("s"), ()))


def _joins(words: Words, place: int) -> bool:
    """Whether an « or » is the conjunction: « Or, … » or « or il … », and no « l'or »."""
    before = "" if _begins(words, place) else words.surfaces[place - 1].lower()
    if place + 1 == len(words.surfaces) or before in _BEFORE_GOLD:
        return False
    after, between = words.surfaces[place + 1].lower(), words.gap(place + 1).strip()
    if before:
        return after in _SUBJECTS and between in ("", ",")
    goes_on = place > 0 and words.gaps[place] & ENDS != 0 and between == ","  # « …. Or, malgré… »
    return (goes_on and words.surfaces[place] == "Or") or (after in _NOT_BEHIND_GOLD and between in ("", ","))


def _is_met(words: Words, place: int) -> bool:
    """Whether a « Réunion » that begins a sentence is one where people meet: it has no article, and words follow it."""
    if not _begins(words, place) or place + 1 == len(words.surfaces):
        return False
    return words.surfaces[place + 1].islower() and not words.gap(place + 1).strip()


def _begins(words: Words, place: int) -> bool:
    """Whether nothing stands before a word, or a sign or the end of a line."""
    return place == 0 or bool(words.gaps[place] & (PARTS | STOPS)) or "\n" in words.gap(place)


def _stands(words: Words, place: int, phrase: Sequence[str]) -> bool:
    """Whether a word is that of a phrase that could be a label's."""
    said = words.surfaces[place].lower()
    at = next(number for number, word in enumerate(phrase) if word.removesuffix("s") == said.removesuffix("s"))
    first, end = place - at, place - at + len(phrase)
    if first < 0 or [word.lower() for word in words.surfaces[first:end]] != list(phrase):
        return False
    return not (words.gaps[first + 1 : end] & (PARTS | STOPS)).any()
