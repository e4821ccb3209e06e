"""Products of two features of a description: a sum of one curve a feature says nothing of two together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ingest.linking.surroundings import NOWHERE

__all__ = ["PRODUCTS", "products"]

PRODUCTS: Final = ("title_characters", "keyphraseness_sightings", "specificity_sightings", "keyphraseness_association")
"""The length of a label that the title says; what is usual of the label, and how rare its words are, each times the
logarithm of the sightings; what is usual of the label times the association."""

_Floats = NDArray[np.float64]


def products(rows: _Floats, features: Sequence[str]) -> _Floats:
    """One column each of :data:`PRODUCTS`, of rows whose columns are those features.

    >>> features = ("title_position", "characters", "label_keyphraseness", "specificity", "association", "sightings")
    >>> products(np.array([[0.0, 9.0, 0.5, 3.0, 0.1, 0.0], [NOWHERE, 9.0, 0.5, 3.0, 0.1, 0.0]]), features).tolist()
    [[9.0, 0.0, 0.0, 0.05], [0.0, 0.0, 0.0, 0.05]]
    """
    column = {feature: rows[:, number] for number, feature in enumerate(features)}
    usual, often = column["label_keyphraseness"], np.log1p(column["sightings"])
    in_title = column["title_position"] < NOWHERE
    return np.stack(
        [
            in_title * column["characters"],
            usual * often,
            column["specificity"] * often,
            usual * column["association"],
        ],
        axis=1,
    )
