"""What is seen around each place of a text: where it stands, its capital, the words and stops on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from ingest.linking.gaps import ENDS, STOPS
from ingest.linking.page import Page
from ingest.linking.reading import Reading
from ingest.linking.word_form import AND, ARTICLE, CAPITAL, OF

__all__ = ["NEVER", "NOWHERE", "SURROUNDINGS", "surroundings"]

SURROUNDINGS = (
    *("title_position", "first", "last"),
    *("capital", "capital_inside", "inside"),
    *("after_article", "after_of", "before_of", "before_join", "before_break"),
)
"""What :func:`surroundings` tells.

The place as a share of the length of the titles, and of the rest, in words; then ones and zeros: for a capital, a
capital inside a sentence, a place inside one, and what stands just before and just after.
"""

NOWHERE, NEVER = 1.5, -0.5
"""For want of a place in a text: first and last."""

_NO_MARK = np.zeros(1, dtype=np.uint16)


def surroundings(readings: Sequence[Reading]) -> NDArray[np.float64]:
    """One row each of :data:`SURROUNDINGS`, one column a place of the texts, one text after the other."""
    places = np.concatenate([one.places for one in readings])
    begins = list(accumulate([len(one.pages) for one in readings], initial=0))[:-1]
    numbers = places[:, 0] + np.array(begins).repeat([len(one.places) for one in readings])
    firsts, lasts = places[:, 1], places[:, 2]
    seen = np.empty((len(SURROUNDINGS), len(places)))
    _locate(seen, readings, numbers, firsts)
    marks, gaps, starts = _side_by_side([page for one in readings for page in one.pages])
    at = starts[numbers] + firsts
    after = starts[numbers] + lasts + 1
    before_gap, after_gap, own = gaps[at], gaps[after], marks[at]
    before = np.where(before_gap & STOPS, 0, marks[at - 1])
    following = np.where(after_gap & STOPS, 0, marks[after])
    inside = (before_gap & ENDS) == 0
    seen[3] = own & CAPITAL != 0
    seen[4] = seen[3] * inside
    seen[5] = inside
    seen[6] = before & ARTICLE != 0
    seen[7] = before & OF != 0
    seen[8] = following & OF != 0
    seen[9] = following & AND != 0
    seen[10] = after_gap & STOPS != 0
    return seen


def _locate(
    seen: NDArray[np.float64], readings: Sequence[Reading], numbers: NDArray[np.intp], firsts: NDArray[np.intp]
) -> None:
    titles, offsets, totals = [], [], []
    for reading in readings:
        lengths = {True: 0, False: 0}
        for page in reading.pages:
            titles.append(page.is_title)
            offsets.append(lengths[page.is_title])
            lengths[page.is_title] += len(page.numbers)
        totals += [lengths[page.is_title] or 1 for page in reading.pages]
    position = (np.array(offsets, dtype=np.intp)[numbers] + firsts) / np.array(totals)[numbers]
    in_title = np.array(titles, dtype=np.bool_)[numbers]
    seen[0] = np.where(in_title, position, NOWHERE)
    seen[1] = np.where(in_title, NOWHERE, position)
    seen[2] = np.where(in_title, NEVER, position)


def _side_by_side(pages: Iterable[Page]) -> tuple[NDArray[np.uint16], NDArray[np.uint8], NDArray[np.intp]]:
    """The marks of all words and gaps, one more word ending each page; and where each page begins."""
    marks, gaps, starts = [], [], [0]
    for page in pages:
        marks += [page.forms.words.marks(page.places), _NO_MARK]
        gaps.append(page.words.gaps)
        starts.append(starts[-1] + len(page.words.gaps))
    side_by_side = np.concatenate(gaps) if gaps else np.zeros(0, np.uint8)
    begins = np.array(starts, dtype=np.intp)
    side_by_side[begins[:-1]] |= STOPS | ENDS
    side_by_side[begins[1:] - 1] |= STOPS
    return np.concatenate(marks) if marks else _NO_MARK[:0], side_by_side, begins
