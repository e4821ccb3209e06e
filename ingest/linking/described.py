"""The concepts of a text side by side with what the ranking looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ingest.linking.candidate import Candidate

__all__ = ["Described"]


@dataclass(frozen=True, slots=True)
class Described:
    """Concepts, a row of numbers for each, and the names of the columns."""

    candidates: Sequence[Candidate]
    rows: NDArray[np.float64]
    features: tuple[str, ...]

    @property
    def concepts(self) -> list[str]:
        """The IRIs, in the order of the rows."""
        return [one.concept for one in self.candidates]

    @classmethod
    def together(cls, described: Sequence[Described]) -> Described:
        """The concepts of several texts, one text after the other; at least one text is given."""
        candidates = list(chain.from_iterable([one.candidates for one in described]))
        columns = np.concatenate([one.rows.T for one in described], axis=1)
        return cls(candidates, columns.T, described[0].features)
