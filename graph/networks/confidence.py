"""How sure each link is, by its surest evidence. Why it is said is told by the evidence itself, not here."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.networks.index import UNTOLD, Index, rows
from graph.networks.relations import RELATIONS
from graph.store import Store

__all__ = ["link_confidences"]


def link_confidences(store: Store, index: Index) -> NDArray[np.uint8]:
    """For each link of the index its confidence in percent; :data:`UNTOLD` where the source itself states it.

    It reads every annotation (some microseconds each): ask once a snapshot.
    """
    positions = {relation: position for position, relation in enumerate(RELATIONS)}
    size = len(index)
    told: dict[int, int] = {}
    for source, relation, target, confidence in rows(store, "confidences"):
        start, end = index.numbers.get(source), index.numbers.get(target)
        if start is not None and end is not None and relation in positions:
            key = (positions[relation] * size + start) * size + end
            told[key] = max(told.get(key, 0), round(float(confidence) * 100))
    confidences = np.full(len(index.sources), UNTOLD, dtype=np.uint8)
    keys = index.keys()
    wanted = np.fromiter(told.keys(), dtype=np.int64, count=len(told))
    places = np.searchsorted(keys, wanted)
    known = np.flatnonzero(places < len(keys))
    known = known[keys[places[known]] == wanted[known]]
    sure = np.fromiter(told.values(), dtype=np.uint8, count=len(told))
    confidences[places[known]] = sure[known]
    return confidences
