"""What a corpus that carries keywords teaches of each concept: how often it is found, how often it is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

__all__ = ["EXPERIENCE_FEATURES", "Experience"]

EXPERIENCE_FEATURES = ("chosen", "keyphraseness", "rarity")
"""``keyphraseness`` is the smoothed share of the texts with the concept that chose it (after KEA++, Medelyan 2006)."""

_PRIOR, _PRIOR_TEXTS = 0.05, 3.0


@dataclass(frozen=True, slots=True)
class Experience:
    """Numbers of texts: in all, where each concept was found, and where it was chosen as a keyword."""

    texts: int
    found: Mapping[str, int]
    chosen: Mapping[str, int]

    @classmethod
    def of(cls, examples: Iterable[tuple[Collection[str], Collection[str]]]) -> Experience:
        """Count examples, each the concepts found and those chosen."""
        texts, found, chosen = 0, Counter[str](), Counter[str]()
        for concepts, wanted in examples:
            texts += 1
            found.update(concepts)
            chosen.update(wanted)
        return cls(texts, found, chosen)

    def describe(self, concepts: Sequence[str], counted: Collection[str] | None = None) -> NDArray[np.float64]:
        """One row a concept, one column each of :data:`EXPERIENCE_FEATURES`.

        ``counted`` are the keywords of the text at hand where it is one of the examples: it is left out of the counts,
        so that no example is described by its own answer.
        """
        left_out = 0 if counted is None else 1
        rows = []
        for concept in concepts:
            chosen = self.chosen.get(concept, 0) - (counted is not None and concept in counted)
            found = max(self.found.get(concept, 0) - left_out, 0)
            share = (chosen + _PRIOR * _PRIOR_TEXTS) / (max(found, chosen) + _PRIOR_TEXTS)
            rows.append((chosen, share, log((self.texts - left_out + 1) / (found + 1))))
        return np.array(rows, dtype=np.float64).reshape(len(concepts), len(EXPERIENCE_FEATURES))
