"""The sightings of several texts side by side, so that all are counted at once. Counting them is not for here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from ingest.linking.candidate import Candidate
from ingest.linking.meaning import Meaning
from ingest.linking.reading import Reading
from ingest.linking.word_forms import WordForms

__all__ = ["Sighted"]

_Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Sighted:
    """The candidates of some texts, one text after the other, and their sightings, one candidate after the other.

    Of a candidate: ``texts`` has the number of its text, ``begins`` that of its first sighting, ``sizes`` how many it
    has. Of a sighting: ``places`` has the number of its place among those of all texts, ``meanings`` the label said
    there, ``certainties`` how certain that is. ``bounds`` are where the candidates of each text begin, and their end;
    ``edges`` the same of its sightings.
    """

    readings: Sequence[Reading]
    candidates: Sequence[Candidate]
    texts: _Numbers
    begins: _Numbers
    sizes: _Numbers
    places: _Numbers
    meanings: Sequence[Meaning]
    certainties: NDArray[np.float64]
    bounds: Sequence[int]
    edges: Sequence[int]

    @property
    def words(self) -> WordForms:
        """The words that the texts were looked up among; there is a text with a passage."""
        return next(page.forms.words for one in self.readings for page in one.pages)

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> Sighted:
        """Lay out what the texts say."""
        candidates = list(chain.from_iterable([one.candidates for one in readings]))
        sizes = np.array([len(one.sightings) for one in candidates], dtype=np.intp)
        bounds = list(accumulate([len(one.candidates) for one in readings], initial=0))
        texts = np.arange(len(readings)).repeat(np.diff(bounds))
        ends = np.cumsum(sizes)
        sightings = list(chain.from_iterable([one.sightings for one in candidates]))
        places, meanings = [place for place, _ in sightings], [meaning for _, meaning in sightings]
        offsets = np.array(list(accumulate([len(one.places) for one in readings], initial=0)), dtype=np.intp)
        return cls(
            readings,
            candidates,
            texts,
            ends - sizes,
            sizes,
            np.array(places, dtype=np.intp) + offsets[texts].repeat(sizes),
            meanings,
            np.array([one.certainty for one in meanings], dtype=np.float64),
            bounds,
            np.concatenate(([0], ends))[bounds].tolist(),
        )
