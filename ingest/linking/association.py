"""Concepts that a text is about, named or not, from words that went with them in a corpus with keywords."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

__all__ = ["Association", "Hints", "associate"]

_FEWEST_TEXTS, _COMMONEST = 2, 0.5
_RIDGE = 0.3
_MOST_TEXTS = 5_000
_KEPT = 700
"""Weights kept of a concept: the heaviest."""

_Floats = NDArray[np.float64]


_NOTHING = np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp), np.zeros(0)


@dataclass(frozen=True, slots=True)
class Hints:
    """What a text's words say of concepts: its ``stems``, then side by side the place of one among them (its owner),
    the number of a concept, and what the stem adds to its score."""

    association: Association
    stems: Sequence[str]
    owners: NDArray[np.intp]
    numbers: NDArray[np.intp]
    shares: _Floats

    def scores(self) -> _Floats:
        """A score a concept of the association, about its probability."""
        count = len(self.association.rates)
        places = np.concatenate((np.arange(count), self.numbers))
        added = np.bincount(places, np.concatenate((self.association.rates, self.shares)), count)
        return np.asarray(added, dtype=np.float64)

    def telling(self, concepts: Collection[str]) -> dict[str, list[str]]:
        """For each of the concepts, the stems of the text that speak for it, the strongest first."""
        known, wanted = self.association, np.zeros(len(self.association.concepts), dtype=np.bool_)
        wanted[[known.numbers[concept] for concept in concepts]] = True
        places = np.flatnonzero(wanted[self.numbers] & (self.shares > 0))
        found = zip(self.numbers[places].tolist(), (-self.shares[places]).tolist(), self.owners[places], strict=True)
        told: dict[str, list[str]] = {concept: [] for concept in concepts}
        for number, _, stem in sorted((number, share, self.stems[owner]) for number, share, owner in found):
            told[known.concepts[number]].append(stem)
        return told


@dataclass(frozen=True)
class Association:
    """Linear scores from the words of a text (tf-idf, unit length) to concepts.

    ``rates`` are how often each concept was chosen; ``rarities`` the inverse document frequency of each stem;
    ``weights`` those of its concepts, by their number.
    """

    concepts: Sequence[str]
    rates: Sequence[float]
    rarities: Mapping[str, float]
    weights: Mapping[str, tuple[Sequence[int], Sequence[float]]]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each concept."""
        return {concept: number for number, concept in enumerate(self.concepts)}

    @cached_property
    def _rows(self) -> dict[str, int]:
        """The row of each stem in :attr:`_table`."""
        return {stem: row for row, stem in enumerate(self.rarities)}

    @cached_property
    def _table(self) -> tuple[_Floats, NDArray[np.intp], NDArray[np.intp], _Floats]:
        """By row, the rarity of a stem and where its weights begin (one more ends the last); then of all the weights
        the number of the concept, and the weight: laid out once for all the texts to come."""
        told = [self.weights.get(stem, ((), ())) for stem in self.rarities]
        begins = list(accumulate((len(numbers) for numbers, _ in told), initial=0))
        numbers, weights = (list(chain.from_iterable(column)) for column in zip(*told, strict=True))
        rarities = np.array(list(self.rarities.values()), dtype=np.float64)
        return rarities, np.array(begins), np.array(numbers, dtype=np.intp), np.array(weights, dtype=np.float64)

    def hints(self, stems: Mapping[str, int]) -> Hints:
        """What each known stem of a text, which ``stems`` counts, says of concepts: its tf-idf times its weight."""
        rows = self._rows
        known = [stem for stem in stems if stem in rows]
        if not known:
            return Hints(self, (), *_NOTHING)
        places = np.array([rows[stem] for stem in known])
        rarities, begins, numbers, weights = self._table
        values = (1 + np.log([stems[stem] for stem in known])) * rarities[places]
        values /= sqrt(values @ values) or 1.0
        sizes = begins[places + 1] - begins[places]
        owners = np.arange(len(known)).repeat(sizes)
        told = np.arange(len(owners)) + (begins[places] - np.cumsum(sizes) + sizes)[owners]
        return Hints(self, known, owners, numbers[told], values[owners] * weights[told])


def associate(texts: Sequence[Mapping[str, int]], chosen: Sequence[Collection[str]]) -> tuple[Association, _Floats]:
    """Learn from texts (counts of stems) and their keywords, by ridge regression.

    Returns the association, and the scores that each text would get from all the others (the leave-one-out formula of
    ridge regression: Hastie, Tibshirani and Friedman, 2009, section 7.10), one row a text, one column a concept. Only
    the first 5,000 texts are learned from; the others' rows are plain scores.
    """
    learned = texts[:_MOST_TEXTS]
    uses = Counter(stem for text in learned for stem in text)
    rarities = {
        stem: log(len(learned) / count)
        for stem, count in uses.items()
        if count >= _FEWEST_TEXTS and count <= _COMMONEST * len(learned)
    }
    concepts = sorted({concept for concepts in chosen[:_MOST_TEXTS] for concept in concepts})
    if not concepts or not rarities:
        return Association((), (), {}, {}), np.zeros((len(texts), 0))
    matrix = _matrix(learned, rarities)
    answers = np.array(
        [[concept in wanted for concept in concepts] for wanted in chosen[:_MOST_TEXTS]], dtype=np.float64
    )
    rates = answers.mean(axis=0)
    inverse = np.linalg.inv((matrix @ matrix.T).toarray() + _RIDGE * np.eye(len(learned)))
    duals = inverse @ (answers - rates)
    left_out = answers - duals / np.diag(inverse)[:, None]
    association = Association(
        concepts,
        [round(float(rate), 6) for rate in rates],
        {stem: round(value, 5) for stem, value in rarities.items()},
        _sparse(matrix.T @ duals, list(rarities)),
    )
    others = [association.hints(text).scores() for text in texts[_MOST_TEXTS:]]
    return association, np.vstack([left_out, *others])


def _unit(stems: Mapping[str, int], rarities: Mapping[str, float]) -> dict[str, float]:
    """The tf-idf of each known stem, scaled so that their squares sum to one."""
    values = {stem: (1 + log(count)) * rarities[stem] for stem, count in stems.items() if stem in rarities}
    length = sqrt(sum([value * value for value in values.values()])) or 1.0
    return {stem: value / length for stem, value in values.items()}


def _matrix(texts: Sequence[Mapping[str, int]], rarities: Mapping[str, float]) -> csr_array[np.float64]:
    columns = {stem: column for column, stem in enumerate(rarities)}
    units = [_unit(text, rarities) for text in texts]
    rows = [row for row, unit in enumerate(units) for _ in unit]
    places = [columns[stem] for unit in units for stem in unit]
    values = [value for unit in units for value in unit.values()]
    return csr_array((values, (rows, places)), shape=(len(texts), len(columns)), dtype=np.float64)


def _sparse(weights: _Floats, stems: Sequence[str]) -> dict[str, tuple[list[int], list[float]]]:
    """The heaviest weights of each concept, by stem."""
    kept: dict[str, tuple[list[int], list[float]]] = {}
    for row, number in sorted(_heaviest(weights)):
        numbers, values = kept.setdefault(stems[row], ([], []))
        numbers.append(number)
        values.append(round(float(weights[row, number]), 5))
    return kept


def _heaviest(weights: _Floats) -> Iterator[tuple[int, int]]:
    for number, column in enumerate(weights.T):
        for row in np.argsort(-np.abs(column), kind="stable")[:_KEPT]:
            yield int(row), number
