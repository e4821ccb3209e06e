"""Counts over a concept's sightings: where they stand, how they were said, which words stand next to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.linking.candidate import Candidate
from ingest.linking.label_entry import HEAD
from ingest.linking.methods import ACRONYM, LABEL, STEM, VARIANT
from ingest.linking.reading import Reading

__all__ = ["NEVER", "NOWHERE", "TALLIES", "UNKNOWN", "View", "tallies"]

TALLIES = (
    *("title_position", "first", "last", "spread"),
    *("sightings", "exact", "inflected", "derived", "exact_share", "certainty"),
    *("capitalised", "proper", "after_article", "after_of", "before_of", "before_join", "before_break"),
    *("title_share", "family"),
)
"""What :func:`tallies` counts.

Places are shares of the title's or the text's length in words; ``title_position`` and ``first`` are 1.5 and ``last``
is -0.5 where the concept is not there. ``sightings`` sums certainties; ``exact`` counts acronyms too. From
``capitalised`` to ``before_break`` are shares of the sightings: those with a capital (``proper``: of those inside
sentences), those after an article or a « de », those before a « de », a conjunction or a stop (« l'éthique » says more
of a text than « le comité d'éthique »). ``title_share`` is the share of the title's letters that the concept's words
take; ``family`` the logarithm of how often words with the same beginning are said.
"""

NOWHERE, NEVER, UNKNOWN = 1.5, -0.5, 0.5
"""For want of a place in a text (first and last), and of anything to tell a proper name by."""

_OF = frozenset("de des du d of".split())
_ARTICLES = frozenset("le la les l un une the a an".split())
_JOINS = frozenset("et ou and or".split())
_STOPS = frozenset('.,;:!?()[]«»"“”•')
_SENTENCE_ENDS = frozenset(".:?!•")


@dataclass(frozen=True, slots=True)
class View:
    """A text as the tally looks at it. By passage: whether it is a title, its first word's number, its words in lower
    case. For all: the lengths in words (at least 1), the title's letters, and how often each beginning is said."""

    reading: Reading
    titles: Sequence[bool]
    offsets: Sequence[int]
    lowered: Sequence[Sequence[str]]
    title_words: int
    text_words: int
    title_letters: int
    families: Mapping[str, int]

    @classmethod
    def of(cls, reading: Reading) -> View:
        """Look at a text."""
        titles = [passage.field == "title" for passage in reading.passages]
        lowered = [list(map(str.lower, words.surfaces)) for words in reading.words]
        offsets, lengths, letters = [], {True: 0, False: 0}, 1
        for title, words in zip(titles, lowered, strict=True):
            offsets.append(lengths[title])
            lengths[title] += len(words)
            letters += sum(map(len, words)) if title else 0
        families = Counter([word[:HEAD] for words in lowered for word in words])
        return cls(reading, titles, offsets, lowered, lengths[True] or 1, lengths[False] or 1, letters, families)


def tallies(found: Sequence[Candidate], view: View) -> NDArray[np.float64]:
    """One row a concept, one column each of :data:`TALLIES`."""
    if not found:
        return np.zeros((0, len(TALLIES)))
    looked = looks(found, view)
    counts = np.array([len(one.sightings) for one in found])
    starts = np.cumsum(counts) - counts
    sums = np.add.reduceat(looked[:, _SUMMED], starts, axis=0)
    most = np.maximum.reduceat(looked[:, _MOST], starts, axis=0)
    title, first = np.minimum.reduceat(looked[:, _LEAST], starts, axis=0).T
    last, letters, family, certainty = most.T
    inside = sums[:, _INSIDE]
    proper = np.where(inside > 0, sums[:, _INSIDE - 1] / np.maximum(inside, 1), UNKNOWN)
    shares = sums / counts[:, None]
    places = title, first, last, np.where(last == NEVER, 0, last - first)
    said = *sums[:, :4].T, shares[:, 1], certainty
    near = shares[:, _INSIDE - 2], proper, *shares[:, _INSIDE + 1 :].T
    return np.column_stack((*places, *said, *near, np.minimum(letters, 1), np.log1p(family)))


_WAYS = {LABEL: (1.0, 0.0, 0.0), ACRONYM: (1.0, 0.0, 0.0), VARIANT: (0.0, 1.0, 0.0), STEM: (0.0, 0.0, 1.0)}
_OTHER_WAY = 0.0, 0.0, 0.0
_LOOKED = 17
_LEAST, _MOST, _SUMMED, _INSIDE = slice(0, 2), slice(2, 6), slice(5, 17), 6
"""Of the numbers of :func:`looks`: those of which the least, the most and the sum are told; among the summed, the count
of sightings inside sentences, which comes after the two counts of capitals."""


def looks(found: Sequence[Candidate], view: View) -> NDArray[np.float64]:
    """A row a sighting: the numbers that are told over all of a concept's. What stands at a place is looked at once,
    however many concepts are said there."""
    numbers: list[float] = []
    around: dict[tuple[int, int, int], tuple[tuple[float, ...], tuple[float, ...]]] = {}
    titles, title_letters, families = view.titles, view.title_letters, view.families
    for _, sightings in found:
        for passage, first, last, entry, how, certainty, _ in sightings:
            place = passage, first, last
            known = around.get(place)
            if known is None:
                known = around[place] = _where(passage, first, view), _beside(passage, first, last, view)
            where, beside = known
            share = entry.characters / title_letters if titles[passage] else 0.0
            numbers += (*where, share, families.get(entry.head, 0), certainty, *_WAYS.get(how, _OTHER_WAY), *beside)
    return np.fromiter(numbers, np.float64, len(numbers)).reshape(-1, _LOOKED)


def _where(passage: int, first: int, view: View) -> tuple[float, ...]:
    """The place in the title, and the first and the last in the text, as shares of their lengths in words."""
    if view.titles[passage]:
        return (view.offsets[passage] + first) / view.title_words, NOWHERE, NEVER
    place = (view.offsets[passage] + first) / view.text_words
    return NOWHERE, place, place


def _beside(passage: int, first: int, last: int, view: View) -> tuple[float, ...]:
    """The capital, and the words and stops on both sides."""
    source, words = view.reading.words[passage], view.lowered[passage]
    gaps, after = source.gaps, last + 1
    capital = source.surfaces[first] != words[first]
    before = words[first - 1] if first and (gaps[first] == " " or _STOPS.isdisjoint(gaps[first])) else ""
    goes_on = after < len(words) and (gaps[after] == " " or _STOPS.isdisjoint(gaps[after]))
    following = words[after] if goes_on else ""
    inside = first > 0 and (gaps[first] == " " or _SENTENCE_ENDS.isdisjoint(gaps[first]))
    return (
        *(capital, inside and capital, inside),
        *(before in _ARTICLES, before in _OF, following in _OF, following in _JOINS, not goes_on),
    )
