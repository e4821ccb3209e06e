"""Counts over a concept's sightings: where they stand, how they were said, which words stand next to them."""

from __future__ import annotations

from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ingest.linking.methods import ACRONYM, COORDINATION, INSERTION, LABEL, STEM, VARIANT
from ingest.linking.reading import Reading
from ingest.linking.sighted import Sighted
from ingest.linking.surroundings import NEVER, surroundings

__all__ = ["TALLIES", "UNKNOWN", "tally"]

_Floats = NDArray[np.float64]

TALLIES = (
    *("title_position", "first", "last", "spread"),
    *("sightings", "exact", "inflected", "derived", "exact_share", "certainty"),
    *("capitalised", "proper", "after_article", "after_of", "before_of", "before_join", "before_break"),
    *("title_share", "family"),
)
"""What :func:`tally` counts.

Places are shares of the title's or the text's length in words; ``title_position`` and ``first`` are 1.5 and ``last``
is -0.5 where the concept is not there. ``sightings`` sums certainties; ``exact`` counts acronyms too. From
``capitalised`` to ``before_break`` are shares of the sightings: those with a capital (``proper``: of those inside
sentences), those after an article or a « de », those before a « de », a conjunction or a stop (« l'éthique » says more
of a text than « le comité d'éthique »). ``title_share`` is the share of the title's letters that the concept's words
take; ``family`` the logarithm of how often words with the same beginning are said.
"""

UNKNOWN = 0.5
"""For want of anything to tell a proper name by."""

_WAYS = {LABEL: 1, ACRONYM: 1, VARIANT: 2, STEM: 3, COORDINATION: 0, INSERTION: 0}
_BY_WAY = np.array([[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]], dtype=np.float64)
_LEAST, _MOST, _CERTAINTY, _COUNTED = slice(0, 2), slice(2, 6), 5, slice(6, 17)
"""Of the rows of :func:`_looked`: those of which the least and the most are told, and the sum; ones and zeros."""


def tally(sighted: Sighted, labels: _Floats, counted: _Floats) -> None:
    """Fill in one row each of :data:`TALLIES`, one column a candidate.

    ``labels`` are the rows of :class:`ingest.linking.label_table.LabelTable`, one a sighting.
    """
    looked, starts, sizes = _looked(sighted, labels), sighted.begins, sighted.sizes
    counts = np.cumsum(looked[_COUNTED], axis=1)[:, starts + sizes - 1]
    counts[:, 1:] -= counts[:, :-1].copy()  # those of the candidates before
    last, letters, family, certainty = np.maximum.reduceat(looked[_MOST], starts, axis=1)
    counted[0:2] = np.minimum.reduceat(looked[_LEAST], starts, axis=1)
    counted[2] = last
    counted[3] = np.where(last == NEVER, 0, last - counted[1])
    counted[4] = np.add.reduceat(looked[_CERTAINTY], starts)
    counted[5:8] = counts[:3]
    counted[8] = counts[0] / sizes
    counted[9] = certainty
    counted[10] = counts[3] / sizes
    counted[11] = np.where(counts[5] > 0, counts[4] / np.maximum(counts[5], 1), UNKNOWN)
    counted[12:17] = counts[6:] / sizes
    counted[17] = np.minimum(letters, 1)
    counted[18] = np.log1p(family)


def _looked(sighted: Sighted, labels: _Floats) -> _Floats:
    """One column a sighting, in rows: what is told over all of a concept's."""
    meanings, places = sighted.meanings, sighted.places
    looked = np.empty((17, len(meanings)))
    # What stands at a place is looked at once, however many concepts are said there.
    around = surroundings(sighted.readings).take(places, axis=1)
    looked[0:3] = around[0:3]
    looked[3] = labels[:, 0] / np.concatenate([_title_letters(one) for one in sighted.readings])[places]
    looked[4] = _families(sighted, labels[:, 4])
    looked[5] = sighted.certainties
    looked[6:9] = _BY_WAY.take([_WAYS[one.how] for one in meanings], axis=1)
    looked[9:17] = around[3:]
    return looked


def _families(sighted: Sighted, families: _Floats) -> NDArray[np.intp]:
    """How often words of each label's family are said in the text."""
    pages = [(number, page) for number, one in enumerate(sighted.readings) for page in one.pages]
    said = sighted.words.families(np.concatenate([page.places for _, page in pages]))
    own = families.astype(np.int64)
    texts = np.array([number for number, _ in pages]).repeat([len(page.places) for _, page in pages])
    known = 1 + max(said.max(), own.max())
    keys = np.sort(texts * known + said)
    wanted = sighted.texts.repeat(sighted.sizes) * known + own
    counts: NDArray[np.intp] = np.searchsorted(keys, wanted, "right") - np.searchsorted(keys, wanted)
    return counts


def _title_letters(reading: Reading) -> _Floats:
    """The number of the titles' letters at each place in a title; at the others, one that nothing is a share of."""
    titles = [page.is_title for page in reading.pages]
    words = [page.words.surfaces for page in reading.pages if page.is_title]
    if not any(words):
        return np.full(len(reading.places), np.inf)
    letters = 1 + sum(map(len, map(str.lower, chain.from_iterable(words))))
    return np.where(np.array(titles)[reading.places[:, 0]], float(letters), np.inf)
