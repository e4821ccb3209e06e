"""Judges how each match says its label: the same words, another form of them, an acronym, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ingest.linking.inflection import same_accents, same_word
from ingest.linking.label_entry import LabelEntry
from ingest.linking.label_index import Judged, LabelIndex
from ingest.linking.language import FUNCTION_WORDS
from ingest.linking.lexicon import SKIP
from ingest.linking.matcher import Matcher
from ingest.linking.methods import ACRONYM, CERTAINTY, LABEL, STEM, VARIANT
from ingest.linking.sighting import Sighting
from ingest.linking.words import Words
from ontology.folding import fold

__all__ = ["is_short_form", "recognise"]

_LONGEST_SHORT_FORM = 5
_SMALL = frozenset[str]().union(*FUNCTION_WORDS.values())
"""Words of a passage in another language than its record's: « these » in an English abstract is no thesis."""
_SHOUTED = 0.5
"""How much of an acronym's certainty is left where all the words around are in capitals too."""


def recognise(index: LabelIndex, words: Words, passage: int) -> list[Sighting]:
    """Every label that the words of a passage say, with its method."""
    found, surfaces = [], words.surfaces
    for first, last, entries, how in Matcher(index, words).matches():
        if first == last:
            surface = surfaces[first]
            judged = index.judged.get(surface)
            if judged is None:
                judged = _alone(index, words, first, entries)
                if not is_short_form(surface):
                    index.judged[surface] = judged
        else:
            judged = _together(index, tuple(surfaces[first : last + 1]), entries, how)
        for entry, method, certainty in judged:
            found.append(Sighting(passage, first, last, entry, method, certainty))
    return found


def _alone(index: LabelIndex, words: Words, place: int, entries: Sequence[LabelEntry]) -> list[Judged]:
    """What one word says: an acronym's label only in capitals, and no other label where capitals make it one."""
    said = (words.surfaces[place],)
    short = is_short_form(said[0])
    shouted = short and _in_capitals(words, place)
    judged = []
    for entry in entries:
        if entry.acronym:
            if _is_upper(said[0]):
                judged.append((entry, ACRONYM, CERTAINTY[ACRONYM] * (_SHOUTED if shouted else 1)))
        elif shouted or not short:
            likeness = _likeness(said, entry.words, index.language)
            if (small := said[0].lower()) not in _SMALL or small == entry.text.lower():
                judged.append((entry, likeness, CERTAINTY[likeness]))
    return judged


def _together(index: LabelIndex, said: tuple[str, ...], entries: Sequence[LabelEntry], how: str) -> list[Judged]:
    """What words together say, side by side where ``how`` is empty."""
    if how:
        return [(one, how, CERTAINTY[how]) for one in entries if _shared(index, said, one.words) != STEM]
    judged = []
    for entry in entries:
        method = ACRONYM if entry.acronym else _likeness(said, entry.words, index.language)
        if method != ACRONYM or all(map(_is_upper, said)):
            judged.append((entry, method, CERTAINTY[method]))
    return judged


def _is_upper(surface: str) -> bool:
    return surface.isupper() or (surface.endswith("s") and surface[:-1].isupper())


def is_short_form(surface: str) -> bool:
    """Whether a word looks like an acronym, its plural included.

    >>> [is_short_form(word) for word in ("RSE", "PMEs", "Rse", "É", "TERRITOIRES")]
    [True, True, False, False, False]
    """
    name = surface[:-1] if surface.endswith("s") else surface
    return 1 < len(name) <= _LONGEST_SHORT_FORM and name.isupper()


def _in_capitals(words: Words, place: int) -> bool:
    around = words.surfaces[max(0, place - 3) : place] + words.surfaces[place + 1 : place + 4]
    long = [word for word in around if len(word) > 1]
    return bool(long) and all(word.isupper() for word in long)


@lru_cache(maxsize=131_072)
def _likeness(said: tuple[str, ...], label: tuple[str, ...], language: str) -> str:
    """How the words of a text, side by side, are a label's words: the same, in another form, of the same family."""
    if len(said) != len(label):
        said_joined, label_joined = ("".join(map(fold, words)) for words in (said, label))
        return VARIANT if same_word(said_joined, label_joined, language) else _by_content(said, label, language)
    if said == label:
        return LABEL
    pairs = [(fold(one), fold(other)) for one, other in zip(said, label, strict=True)]
    if not all(map(same_accents, said, label)):
        return STEM
    if all(one == other for one, other in pairs):
        return LABEL
    return (
        VARIANT if all(same_word(one, other, language) for one, other in pairs) else _by_content(said, label, language)
    )


def _by_content(said: tuple[str, ...], label: tuple[str, ...], language: str) -> str:
    """The likeness once articles and « de » are left out of both."""
    one, other = ([word for word in words if len(fold(word)) > 3] for words in (said, label))
    if len(one) != len(other):
        return STEM
    same = all(same_accents(a, b) and same_word(fold(a), fold(b), language) for a, b in zip(one, other, strict=True))
    return VARIANT if one and same else STEM


def _shared(index: LabelIndex, said: tuple[str, ...], label: tuple[str, ...]) -> str:
    """The likeness of words with others between: each of the label's words is said, in one form or another."""
    folded = [fold(word) for word in said]
    needed = [word for word in map(fold, label) if index.lexicon.numbers([word]) != [SKIP]]
    said_all = all(any(same_word(word, other, index.language) for other in folded) for word in needed)
    return VARIANT if said_all else STEM
