"""Concepts and themes that a text is about, named or not, from words that went with them in a corpus with keywords."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["Association", "Hints", "associate"]

_FEWEST_TEXTS, _COMMONEST = 2, 0.5
_RIDGE = 0.5
_MOST_TEXTS = 5_000
_HEAVIEST: Final = 127
"""The heaviest weight of a concept, in units of its scale: what a signed byte holds."""

_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hints:
    """What a text's words say of concepts: its known ``stems`` in alphabetical order, their tf-idf, and the units of
    weight of each, a row a stem, a column a concept or a theme of the association."""

    association: Association
    stems: Sequence[str]
    values: _Floats
    units: NDArray[np.int8]

    def scores(self) -> _Floats:
        """A score a concept of the association, then a score a theme: about its probability."""
        rates, scales = self.association.line
        # Summed stem by stem, so that the same text has the same scores to the last digit, wherever it is linked.
        told = np.einsum("i,ij->j", self.values, self.units.astype(np.float64))
        told *= scales
        told += rates
        return np.asarray(told, dtype=np.float64)

    def telling(self, concepts: Sequence[str], most: int) -> dict[str, list[str]]:
        """For each of the concepts, the stems of the text that speak for it, the strongest first, ``most`` at most.

        None speaks less than half as much as the first.
        """
        numbers = [self.association.numbers[concept] for concept in concepts]
        shares = self.values[:, None] * self.units[:, numbers]
        strongest = np.argsort(-shares, axis=0, kind="stable")[:most]
        shares = np.take_along_axis(shares, strongest, axis=0)
        speaks = (shares > 0) & (shares >= shares[:1] / 2)
        columns = zip(strongest.T.tolist(), speaks.sum(axis=0).tolist(), strict=True)
        told = ([self.stems[row] for row in rows[:count]] for rows, count in columns)
        return dict(zip(concepts, told, strict=True))


@dataclass(frozen=True)
class Association:
    """Linear scores from the words of a text (tf-idf, unit length) to concepts, and to the themes of concepts.

    ``rates`` are how often each concept, or a concept of each theme, was chosen; ``rarities`` the inverse document
    frequency of each stem, the stems in alphabetical order. ``table`` holds the weights, a signed byte each, a row a
    stem and a column a concept, then a column a theme, in units of the column's scale (``scales``). Raises
    :class:`ValueError` where they do not fit each other.
    """

    concepts: Sequence[str]
    themes: Sequence[str]
    rates: Sequence[float]
    rarities: Mapping[str, float]
    scales: Sequence[float]
    table: bytes

    def __post_init__(self) -> None:
        columns = len(self.concepts) + len(self.themes)
        if len(self.table) != len(self.rarities) * columns:
            raise ValueError("the table of weights does not have a row a stem and a column a concept or a theme")
        if not len(self.rates) == len(self.scales) == columns:
            raise ValueError("the concepts and themes do not have a rate and a scale each")

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each concept."""
        return {concept: number for number, concept in enumerate(self.concepts)}

    @cached_property
    def line(self) -> tuple[_Floats, _Floats]:
        """The rate and the scale of each column: a score begins at the one and rises by the other."""
        return np.array(self.rates, dtype=np.float64), np.array(self.scales, dtype=np.float64)

    @cached_property
    def _rows(self) -> dict[str, int]:
        """The row of each stem in :attr:`table`."""
        return {stem: row for row, stem in enumerate(self.rarities)}

    @cached_property
    def _units(self) -> NDArray[np.int8]:
        return np.frombuffer(self.table, np.int8).reshape(len(self.rarities), len(self.rates))

    @cached_property
    def _rarity(self) -> _Floats:
        return np.array(list(self.rarities.values()), dtype=np.float64)

    def hints(self, stems: Mapping[str, int]) -> Hints:
        """What each known stem of a text, which ``stems`` counts, says of concepts: its tf-idf times its weight."""
        rows = self._rows
        known = sorted(rows.keys() & stems.keys())
        places = np.array([rows[stem] for stem in known], dtype=np.intp)
        values = (1 + np.log([stems[stem] for stem in known])) * self._rarity[places]
        values /= sqrt(values @ values) or 1.0
        return Hints(self, known, values, self._units[places])


def associate(
    texts: Sequence[Mapping[str, int]], chosen: Sequence[Collection[str]], themes: Sequence[Collection[str]] = ()
) -> Association:
    """Learn from texts (counts of stems), their keywords and the themes of these, by ridge regression.

    It is solved in its dual form (Hastie, Tibshirani and Friedman, 2009, section 12.3.7). Only the first 5,000 texts
    are learned from.
    """
    learned = texts[:_MOST_TEXTS]
    uses = Counter(stem for text in learned for stem in text)
    rarities = {
        stem: log(len(learned) / count)
        for stem, count in sorted(uses.items())
        if count >= _FEWEST_TEXTS and count <= _COMMONEST * len(learned)
    }
    concepts, choices = _choices(chosen[:_MOST_TEXTS])
    if not concepts or not rarities:
        return Association((), (), (), {}, (), b"")
    matrix = _matrix(learned, rarities)
    known, theirs = _choices(themes[:_MOST_TEXTS] or [()] * len(learned))
    answers = np.hstack([choices, theirs])
    rates = answers.mean(axis=0)
    duals = np.linalg.solve((matrix @ matrix.T).toarray() + _RIDGE * np.eye(len(learned)), answers - rates)
    return Association(
        concepts,
        known,
        [round(float(rate), 6) for rate in rates],
        {stem: round(value, 5) for stem, value in rarities.items()},
        *_in_units(matrix.T @ duals),
    )


def _choices(chosen: Sequence[Collection[str]]) -> tuple[list[str], _Floats]:
    """All that was chosen, in alphabetical order; and a row a text: one where it was chosen for the text, else zero."""
    known = sorted({one for wanted in chosen for one in wanted})
    rows = np.array([[one in wanted for one in known] for wanted in chosen], dtype=np.float64)
    return known, rows.reshape(len(chosen), len(known))


def _unit(stems: Mapping[str, int], rarities: Mapping[str, float]) -> dict[str, float]:
    """The tf-idf of each known stem, scaled so that their squares sum to one."""
    values = {stem: (1 + log(count)) * rarities[stem] for stem, count in stems.items() if stem in rarities}
    length = sqrt(sum([value * value for value in values.values()])) or 1.0
    return {stem: value / length for stem, value in values.items()}


def _matrix(texts: Sequence[Mapping[str, int]], rarities: Mapping[str, float]) -> csr_array[np.float64]:
    from scipy.sparse import csr_array  # takes long to import, and linking needs none of it

    columns = {stem: column for column, stem in enumerate(rarities)}
    units = [_unit(text, rarities) for text in texts]
    rows = [row for row, unit in enumerate(units) for _ in unit]
    places = [columns[stem] for unit in units for stem in unit]
    values = [value for unit in units for value in unit.values()]
    return csr_array((values, (rows, places)), shape=(len(texts), len(columns)), dtype=np.float64)


def _in_units(weights: _Floats) -> tuple[list[float], bytes]:
    """The scale of each concept, and the weights in units of it."""
    scales = [float(f"{heaviest / _HEAVIEST:.6g}") or 1.0 for heaviest in np.abs(weights).max(axis=0).tolist()]
    units = np.clip(np.rint(weights / scales), -_HEAVIEST, _HEAVIEST).astype(np.int8)
    return scales, units.tobytes()
