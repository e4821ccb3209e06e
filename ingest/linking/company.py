"""How much a text says of the concepts next to each that it names. What is said of the concept itself is elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from math import fsum

import numpy as np
from numpy.typing import NDArray

from ontology.thesaurus import Thesaurus

__all__ = ["Company"]

_Floats = NDArray[np.float64]
_Numbers = NDArray[np.intp]

_ROUNDED = 2
"""Numbers whose sum, in whatever order, is rounded once."""


class Company:
    """The concepts of a thesaurus as numbers, with their neighbours and their schemes: laid out once for all texts."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        concepts = thesaurus.concepts
        self._numbers = {iri: number for number, iri in enumerate(concepts)}
        beside = (dict.fromkeys((*one.broader, *one.narrower, *one.related)) for one in concepts.values())
        # A neighbour that the thesaurus does not describe is never named.
        self._neighbours = _Lists([self._numbers[iri] for iri in near if iri in self._numbers] for near in beside)
        schemes: dict[str, int] = {}
        self._schemes = _Lists(
            [schemes.setdefault(iri, len(schemes)) for iri in one.schemes] for one in concepts.values()
        )
        self._most_schemes = len(schemes)

    def of(self, concepts: Sequence[str], weights: _Floats, texts: _Numbers, totals: _Floats) -> Sequence[_Floats]:
        """Of each of these, the weight of its neighbours there, and the share of the others in its schemes.

        ``texts`` are the numbers of the concepts' texts, ``totals`` the weights of each text.
        """
        numbers = np.array(list(map(self._numbers.__getitem__, concepts)), dtype=np.intp)
        return self._beside(numbers, weights, texts, len(totals)), self._theme(numbers, weights, texts, totals)

    def _beside(self, numbers: _Numbers, weights: _Floats, texts: _Numbers, count: int) -> _Floats:
        known = np.unique(numbers)
        columns = np.full(len(self._numbers), len(known))  # the last: nothing is said of it
        columns[known] = np.arange(len(known))
        named = np.zeros((count, len(known) + 1))
        named[texts, columns[numbers]] = weights
        owners, neighbours = self._neighbours.of(numbers)
        said = named[texts[owners], columns[neighbours]]
        heard = np.flatnonzero(said)
        owners, said = owners[heard], said[heard]
        sums = np.zeros(len(numbers))
        np.add.at(sums, owners, said)
        several = np.flatnonzero(np.bincount(owners, minlength=1) > _ROUNDED)
        bounds = owners.searchsorted(several).tolist(), owners.searchsorted(several, side="right").tolist()
        sums[several] = [fsum(said[first:last]) for first, last in zip(*bounds, strict=True)]
        return sums

    def _theme(self, numbers: _Numbers, weights: _Floats, texts: _Numbers, totals: _Floats) -> _Floats:
        owners, schemes = self._schemes.of(numbers)
        places = texts[owners] * self._most_schemes + schemes
        themes = np.bincount(places, weights[owners], len(totals) * self._most_schemes)
        sums = np.bincount(owners, themes[places], len(numbers))
        return np.asarray((sums - self._schemes.sizes[numbers] * weights) / totals[texts], dtype=np.float64)


class _Lists:
    """Lists of numbers, one after the other in one array."""

    def __init__(self, lists: Iterable[list[int]]) -> None:
        kept = list(lists)
        self.sizes = np.array(list(map(len, kept)), dtype=np.intp)
        self._begins = np.array(list(accumulate(map(len, kept), initial=0)), dtype=np.intp)
        self._numbers = np.array(list(chain.from_iterable(kept)), dtype=np.intp)

    def of(self, wanted: _Numbers) -> tuple[_Numbers, _Numbers]:
        """What is in the lists wanted, after the place of each list among them."""
        sizes = self.sizes[wanted]
        owners = np.arange(len(wanted)).repeat(sizes)
        places = np.arange(len(owners)) + (self._begins[wanted] - np.cumsum(sizes) + sizes)[owners]
        return owners, self._numbers[places]
