"""Counts over a concept's sightings: where they stand, how they were said, which words stand next to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

from ingest.linking.label_entry import HEAD
from ingest.linking.methods import LABEL, STEM, VARIANT
from ingest.linking.reading import Reading
from ingest.linking.sighting import Sighting

__all__ = ["NEVER", "NOWHERE", "TALLIES", "UNKNOWN", "View", "tally"]

TALLIES = (
    *("title_position", "first", "last", "spread"),
    *("sightings", "exact", "inflected", "derived", "exact_share", "certainty"),
    *("capitalised", "proper", "after_article", "after_of", "before_of", "before_join", "before_break"),
    *("title_share", "family"),
)
"""What :func:`tally` counts.

Places are shares of the title's or the text's length in words; ``title_position`` and ``first`` are 1.5 and ``last``
is -0.5 where the concept is not there. ``sightings`` sums certainties. From ``capitalised`` to ``before_break`` are
shares of the sightings: those with a capital (``proper``: of those inside sentences), those after an article or a
« de », those before a « de », a conjunction or a stop (« l'éthique » says more of a text than « le comité d'éthique »).
``title_share`` is the share of the title's letters that the concept's words take; ``family`` the logarithm of how often
words with the same beginning are said.
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
    case. For all: the lengths in words (at least 1), the title's letters, the families of words."""

    reading: Reading
    titles: Sequence[bool]
    offsets: Sequence[int]
    lowered: Sequence[Sequence[str]]
    title_words: int
    text_words: int
    title_letters: int
    families: Counter[str]

    @classmethod
    def of(cls, reading: Reading) -> View:
        """Look at a text."""
        titles = [passage.field == "title" for passage in reading.passages]
        lowered = [[surface.lower() for surface in words.surfaces] for words in reading.words]
        offsets, lengths, letters = [], {True: 0, False: 0}, 1
        for title, words in zip(titles, lowered, strict=True):
            offsets.append(lengths[title])
            lengths[title] += len(words)
            letters += sum(map(len, words)) if title else 0
        families = Counter([word[:HEAD] for words in lowered for word in words if len(word) > 4])
        return cls(reading, titles, offsets, lowered, lengths[True] or 1, lengths[False] or 1, letters, families)


def tally(sightings: Sequence[Sighting], view: View) -> tuple[float, ...]:
    """The numbers of :data:`TALLIES` for one concept."""
    count = len(sightings)
    ways = [sighting.how for sighting in sightings]
    certainties = [sighting.certainty for sighting in sightings]
    exact = ways.count(LABEL)
    said = exact, ways.count(VARIANT), ways.count(STEM), exact / count
    capitals = inside = proper = 0
    near = [0, 0, 0, 0, 0]
    for sighting in sightings:
        capital = view.reading.words[sighting.passage].surfaces[sighting.first][0].isupper()
        capitals += capital
        if _look_around(sighting, view, near):
            inside += 1
            proper += capital
    return (
        *_places(sightings, view),
        sum(certainties),
        *said,
        max(certainties),
        capitals / count,
        proper / inside if inside else UNKNOWN,
        *[number / count for number in near],
        _title_share(sightings, view),
        log1p(max([view.families[sighting.entry.head] for sighting in sightings])),
    )


def _places(sightings: Sequence[Sighting], view: View) -> tuple[float, float, float, float]:
    places = [(view.titles[one.passage], view.offsets[one.passage] + one.first) for one in sightings]
    in_title = [place for title, place in places if title]
    in_text = [place for title, place in places if not title]
    title = min(in_title) / view.title_words if in_title else NOWHERE
    if not in_text:
        return title, NOWHERE, NEVER, 0.0
    first, last = min(in_text) / view.text_words, max(in_text) / view.text_words
    return title, first, last, last - first


def _look_around(sighting: Sighting, view: View, near: list[int]) -> bool:
    """Count the words next to a sighting; whether it is inside a sentence."""
    gaps, words = view.reading.words[sighting.passage].gaps, view.lowered[sighting.passage]
    first, after = sighting.first, sighting.last + 1
    before_gap = gaps[first]
    if first and (before_gap == " " or _STOPS.isdisjoint(before_gap)):
        near[0] += words[first - 1] in _ARTICLES
        near[1] += words[first - 1] in _OF
    if after == len(words) or (gaps[after] != " " and not _STOPS.isdisjoint(gaps[after])):
        near[4] += 1
    else:
        near[2] += words[after] in _OF
        near[3] += words[after] in _JOINS
    return first > 0 and (before_gap == " " or _SENTENCE_ENDS.isdisjoint(before_gap))


def _title_share(sightings: Sequence[Sighting], view: View) -> float:
    letters = [sighting.entry.characters for sighting in sightings if view.titles[sighting.passage]]
    return min(max(letters) / view.title_letters, 1.0) if letters else 0.0
