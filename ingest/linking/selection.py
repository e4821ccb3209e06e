"""Keeps, among words that overlap, those that say most: the longest label. What they say is judged elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from ingest.linking.meaning import HIDDEN, HIDES, Said
from ingest.linking.spans import Span, Spans

__all__ = ["longest"]


def longest(spans: Spans) -> Spans:
    """What pages say that no longer label covers, of whichever vocabulary."""
    firsts, lasts, marks = spans.firsts, spans.lasts, spans.marks
    several = firsts != lasts
    # Of two stretches of which one covers the other, the longer comes first.
    shown = lasts > _reached(lasts, several & (marks & HIDES != 0))
    changed: dict[int, Said] = {}
    if len(partly := np.flatnonzero(several & (marks & HIDDEN != 0))):
        begins = np.flatnonzero(firsts > _reached(lasts, several))
        for number in np.unique(begins.searchsorted(partly, side="right")).tolist():
            first = int(begins[number - 1])
            last = int(begins[number]) if number < len(begins) else len(spans)
            kept = dict(_kept(first, spans.part(first, last)))
            shown[first:last] = [row in kept for row in range(first, last)]
            changed |= {row: said for row, said in kept.items() if said is not spans.said[row]}
    return (spans.saying(changed) if changed else spans).taken(np.flatnonzero(shown))


def _reached(lasts: NDArray[np.int64], which: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How far the stretches before each reach, of those which are asked for."""
    return np.append(-1, np.maximum.accumulate(np.where(which, lasts, -1)))[:-1]


def _kept(row: int, spans: Iterable[Span]) -> Iterator[tuple[int, Said]]:
    """Of stretches that touch, the rows from ``row`` on that no longer label covers, each with what it says then.

    There are labels among them that hide only labels of their own words.
    """
    covers: list[Span] = []
    for number, (first, last, said) in enumerate(spans, row):
        around = [cover for cover in covers if last <= cover[1] and last - first < cover[1] - cover[0]]
        if any(cover[2].hides for cover in around):
            continue
        shown = _shown(said, around) if around else said
        if not shown.everything:
            continue
        yield number, shown
        if first != last and (shown.hides or shown.hidden):
            covers.append((first, last, shown))


def _shown(said: Said, around: Iterable[Span]) -> Said:
    """What is left where labels with other words between cover these words: they hide only labels of their own words.

    « la responsabilité sociale des organisations et des entreprises » hides no « organisation ».
    """
    hidden = [words for cover in around for words in cover[2].hidden]
    shown = [one for one in said.everything if not any(words > set(one.entry.words) for words in hidden)]
    return said if len(shown) == len(said.everything) else Said.of(shown)
