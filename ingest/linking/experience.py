"""What a corpus that carries keywords teaches of each concept: how often it is found, how often it is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

import numpy as np
from numpy.typing import NDArray

from ingest.linking.candidate import Candidate
from ingest.linking.label_entry import LabelEntry

__all__ = ["EXPERIENCE_FEATURES", "Experience"]

EXPERIENCE_FEATURES = ("chosen", "keyphraseness", "label_keyphraseness", "rarity", "tf_idf")
"""``keyphraseness`` is the smoothed share of the texts with the concept that chose it (after KEA++, Medelyan 2006),
``label_keyphraseness`` that of the texts that said it by the same label; ``tf_idf`` is ``rarity`` times the sightings.
"""

_RATE, _TEXTS = 0.05, 3.0
"""What is believed of a concept never seen, and how many texts it takes to believe otherwise."""


@dataclass(frozen=True)
class Experience:
    """Numbers of texts: in all, and where each concept or label of a concept was ``found``, and was ``chosen``.

    A label's key is its concept, a space, and its text.
    """

    texts: int
    found: Mapping[str, int]
    chosen: Mapping[str, int]

    @classmethod
    def of(cls, examples: Iterable[tuple[Sequence[Candidate], Collection[str]]]) -> Experience:
        """Count examples, each the concepts found and those chosen; what is counted is in alphabetical order."""
        texts, found, chosen = 0, Counter[str](), Counter[str]()
        for candidates, wanted in examples:
            texts += 1
            chosen.update(wanted)
            for one in candidates:
                labels = _labels(one)
                found.update((one.concept, *labels))
                if one.concept in wanted:
                    chosen.update(labels)
        return cls(texts, dict(sorted(found.items())), dict(sorted(chosen.items())))

    def describe(self, found: Sequence[Candidate]) -> NDArray[np.float64]:
        """One row a concept, one column each of :data:`EXPERIENCE_FEATURES`."""
        rows = list(map(self._described, found))
        return np.array(rows, dtype=np.float64).reshape(len(found), len(EXPERIENCE_FEATURES))

    def _described(self, one: Candidate) -> tuple[float, ...]:
        """What is known of a concept, and remembered for the texts to come."""
        known = self._known.get(one.concept)
        if known is None:
            known = self._known[one.concept] = self._counted(one.concept)
        shares, chosen, share, rarity = self._shares, *known
        by_label = 0.0
        for _, judged in one.sightings:
            said = shares.get(judged.entry)
            if said is None:
                said = shares[judged.entry] = self._share(_label(one.concept, judged.entry), share)
            by_label = max(by_label, said)
        return chosen, share, by_label, rarity, rarity * sum([judged.certainty for _, judged in one.sightings])

    def _counted(self, concept: str) -> tuple[float, float, float]:
        """How often it was chosen, the share of the texts with it that chose it, and how rare it is."""
        rarity = log((self.texts + 1) / (self.found.get(concept, 0) + 1))
        return self.chosen.get(concept, 0), self._share(concept, _RATE), rarity

    @cached_property
    def _known(self) -> dict[str, tuple[float, float, float]]:
        return {}

    @cached_property
    def _shares(self) -> dict[LabelEntry, float]:
        return {}

    def _share(self, key: str, believed: float) -> float:
        chosen, found = self.chosen.get(key, 0), self.found.get(key, 0)
        return (chosen + believed * _TEXTS) / (max(found, chosen) + _TEXTS)


def _label(concept: str, entry: LabelEntry) -> str:
    return f"{concept} {entry.text}"


def _labels(candidate: Candidate) -> set[str]:
    return {_label(candidate.concept, judged.entry) for _, judged in candidate.sightings}
