"""What is seen around each place of a text: where it stands, its capital, the words and stops on both sides."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ingest.linking.gaps import ENDS, STOPS
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


def surroundings(reading: Reading) -> NDArray[np.float64]:
    """One row each of :data:`SURROUNDINGS`, one column a place of the text."""
    seen = np.empty((len(SURROUNDINGS), len(reading.places)))
    numbers, firsts, lasts = np.array(reading.places, dtype=np.intp).reshape(-1, 3).T
    _locate(seen, reading, numbers, firsts)
    marks, gaps, starts = _side_by_side(reading)
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


def _locate(seen: NDArray[np.float64], reading: Reading, numbers: NDArray[np.intp], firsts: NDArray[np.intp]) -> None:
    titles = [page.is_title for page in reading.pages]
    lengths, offsets = {True: 0, False: 0}, []
    for page, title in zip(reading.pages, titles, strict=True):
        offsets.append(lengths[title])
        lengths[title] += len(page.numbers)
    totals = [lengths[title] or 1 for title in titles]
    position = (np.array(offsets, dtype=np.intp)[numbers] + firsts) / np.array(totals)[numbers]
    if not lengths[True]:
        seen[0], seen[1], seen[2] = NOWHERE, position, position
        return
    in_title = np.array(titles)[numbers]
    seen[0] = np.where(in_title, position, NOWHERE)
    seen[1] = np.where(in_title, NOWHERE, position)
    seen[2] = np.where(in_title, NEVER, position)


def _side_by_side(reading: Reading) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.intp]]:
    """The marks of all words and gaps, one more word ending each page; and where each page begins."""
    marks, gaps, starts = bytearray(), bytearray(), []
    for page in reading.pages:
        starts.append(len(marks))
        marks += bytes(page.marks)
        marks.append(0)
        around = bytearray(page.gaps)
        around[0] |= STOPS | ENDS
        around[-1] |= STOPS
        gaps += around
    return np.frombuffer(marks, np.uint8), np.frombuffer(gaps, np.uint8), np.array(starts, dtype=np.intp)
