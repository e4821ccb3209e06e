"""What a corpus that carries keywords teaches of each concept: how often it is found, how often it is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from ingest.linking.candidate import Candidate

__all__ = ["EXPERIENCE_FEATURES", "Experience"]

EXPERIENCE_FEATURES = ("chosen", "keyphraseness", "label_keyphraseness", "rarity", "tf_idf")
"""``keyphraseness`` is the smoothed share of the texts with the concept that chose it (after KEA++, Medelyan 2006),
``label_keyphraseness`` that of the texts that said it by the same label; ``tf_idf`` is ``rarity`` times the sightings.
"""

_RATE, _TEXTS = 0.05, 3.0
"""What is believed of a concept never seen, and how many texts it takes to believe otherwise."""


@dataclass(frozen=True, slots=True)
class Experience:
    """Numbers of texts: in all, and where each concept or label of a concept was ``found``, and was ``chosen``.

    A label's key is its concept, a space, and its text.
    """

    texts: int
    found: Mapping[str, int]
    chosen: Mapping[str, int]

    @classmethod
    def of(cls, examples: Iterable[tuple[Sequence[Candidate], Collection[str]]]) -> Experience:
        """Count examples, each the concepts found and those chosen."""
        texts, found, chosen = 0, Counter[str](), Counter[str]()
        for candidates, wanted in examples:
            texts += 1
            chosen.update(wanted)
            for one in candidates:
                labels = _labels(one)
                found.update((one.concept, *labels))
                if one.concept in wanted:
                    chosen.update(labels)
        return cls(texts, found, chosen)

    def describe(self, found: Sequence[Candidate], counted: Collection[str] | None = None) -> NDArray[np.float64]:
        """One row a concept, one column each of :data:`EXPERIENCE_FEATURES`.

        ``counted`` are the keywords of the text at hand where it is one of the examples: it is left out of the counts,
        so that no example is described by its own answer.
        """
        less = 0 if counted is None else 1
        rows = []
        for one in found:
            right = 1 if counted is not None and one.concept in counted else 0
            share = self._share(one.concept, _RATE, less, right)
            by_label = max((self._share(label, share, less, right) for label in _labels(one)), default=share)
            rarity = log((self.texts - less + 1) / (max(self.found.get(one.concept, 0) - less, 0) + 1))
            said = sum(sighting.certainty for sighting in one.sightings)
            rows.append((self.chosen.get(one.concept, 0) - right, share, by_label, rarity, rarity * said))
        return np.array(rows, dtype=np.float64).reshape(len(found), len(EXPERIENCE_FEATURES))

    def _share(self, key: str, believed: float, less: int, right: int) -> float:
        chosen, found = self.chosen.get(key, 0) - right, self.found.get(key, 0) - less
        return (chosen + believed * _TEXTS) / (max(found, chosen) + _TEXTS)


def _labels(candidate: Candidate) -> set[str]:
    return {f"{candidate.concept} {sighting.entry.text}" for sighting in candidate.sightings}
