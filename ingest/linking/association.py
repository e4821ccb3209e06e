"""Concepts that a text is about without naming them, from words that went with them in a corpus with keywords."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

__all__ = ["Association", "associate"]

_FEWEST_CHOICES, _FEWEST_TEXTS, _COMMONEST = 2, 2, 0.5
_RIDGE = 0.3
_MOST_TEXTS = 5_000
_KEPT = 400
"""Words kept for a concept: those that weigh most."""

_Floats = NDArray[np.float64]


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
    def _columns(self) -> dict[str, tuple[NDArray[np.intp], _Floats]]:
        """The weights, laid out once for all the texts to come."""
        return {
            stem: (np.array(numbers, dtype=np.intp), np.array(weights, dtype=np.float64))
            for stem, (numbers, weights) in self.weights.items()
        }

    @cached_property
    def _by_concept(self) -> dict[str, dict[int, float]]:
        """The same weights, to be asked concept by concept."""
        return {stem: dict(zip(numbers, weights, strict=True)) for stem, (numbers, weights) in self.weights.items()}

    def weighed(self, stems: Mapping[str, int]) -> dict[str, float]:
        """The tf-idf of each known stem of a text, which ``stems`` counts: what the methods below are asked with."""
        return _unit(stems, self.rarities)

    def scores(self, weighed: Mapping[str, float]) -> _Floats:
        """A score a concept, about its probability."""
        scores = np.array(self.rates, dtype=np.float64)
        for stem, value in weighed.items():
            if stem in self._columns:
                numbers, weights = self._columns[stem]
                scores[numbers] += value * weights
        return scores

    def telling(self, concept: str, weighed: Mapping[str, float]) -> list[str]:
        """The stems of the text that speak for the concept, the strongest first."""
        number = self.numbers[concept]
        shares = {}
        for stem, value in weighed.items():
            weight = self._by_concept[stem].get(number, 0.0) if stem in self._by_concept else 0.0
            if weight > 0:
                shares[stem] = value * weight
        return sorted(shares, key=lambda stem: (-shares[stem], stem))


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
    choices = Counter(concept for concepts in chosen[:_MOST_TEXTS] for concept in set(concepts))
    concepts = sorted(concept for concept, count in choices.items() if count >= _FEWEST_CHOICES)
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
    others = [association.scores(association.weighed(text)) for text in texts[_MOST_TEXTS:]]
    return association, np.vstack([left_out, *others])


def _unit(stems: Mapping[str, int], rarities: Mapping[str, float]) -> dict[str, float]:
    """The tf-idf of each known stem, scaled so that their squares sum to one."""
    values = {stem: (1 + log(count)) * rarities[stem] for stem, count in stems.items() if stem in rarities}
    length = sqrt(sum(value * value for value in values.values())) or 1.0
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
