"""The concepts of a text side by side with what the ranking looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
