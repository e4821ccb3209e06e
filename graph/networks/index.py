"""The things of a graph and their relations as arrays of numbers: what every measure and path is computed on.

It is read from a store once and never changes. Labels and evidence stay in the store.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import NamedNode

from graph.networks.relations import RELATIONS
from graph.sparql import load
from graph.store import Bindings, Store
from graph.views.kinds import THING_TYPES
from graph.views.things import ThingKind
from ontology.errors import CallError
from ontology.namespaces import KIND, ML

__all__ = [
    "KINDS",
    "UNTOLD",
    "Flags",
    "Floats",
    "Index",
    "Numbers",
    "date_number",
    "from_keys",
    "place_in",
    "read_index",
    "rows",
]

Numbers: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

KINDS = tuple(ThingKind)
"""The kinds in the order of their numbers."""
_DATE = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?![0-9]))?(?:-(0[1-9]|[12][0-9]|3[01])(?![0-9]))?")
UNTOLD = 101
"""The confidence, in percent, of a link that no annotation rates: what a source itself states."""


@dataclass(frozen=True, eq=False)
class Index:
    """Things numbered in the order of their IRIs, and links between them, each once, in order of relation and source.

    ``kinds`` are positions in :data:`KINDS`; ``dates`` are as in 20130513, the parts that are not known 0;
    ``relations`` are positions in :data:`RELATIONS`.
    """

    iris: tuple[str, ...]
    kinds: NDArray[np.uint8]
    dates: NDArray[np.int32]
    sources: NDArray[np.int32]
    targets: NDArray[np.int32]
    relations: NDArray[np.uint8]

    def __len__(self) -> int:
        """How many things there are."""
        return len(self.iris)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each thing, made when first asked for; :meth:`place` is for those who ask for few."""
        return {iri: number for number, iri in enumerate(self.iris)}

    def place(self, iri: str) -> int:
        """The number of a thing, -1 for one that the graph does not know."""
        return place_in(self.iris, iri)

    @cached_property
    def years(self) -> NDArray[np.int16]:
        """The year of each thing, 0 where no date is known."""
        return np.asarray(self.dates // 10_000, dtype=np.int16)

    def number(self, iri: str) -> int:
        """The number of a thing; raises :class:`CallError` for one that the graph does not know."""
        if iri not in self.numbers:
            raise CallError(f"the graph knows nothing of <{iri}>", None, "Search for it by its name.")
        return self.numbers[iri]

    def are(self, kinds: Collection[ThingKind]) -> Flags:
        """For each thing, whether it is of one of these kinds."""
        table = np.array([kind in kinds for kind in KINDS])
        return np.asarray(table[self.kinds], dtype=np.bool_)

    def links(self, relations: Collection[str]) -> Numbers:
        """The positions of the links of these relations."""
        table = np.array([relation in relations for relation in RELATIONS])
        return np.flatnonzero(table[self.relations])

    def keys(self) -> Numbers:
        """One growing number for each link, from its relation, source and target."""
        pairs = self.relations.astype(np.int64) * len(self) + self.sources
        return np.asarray(pairs * len(self) + self.targets, dtype=np.int64)

    def narrower(self, concept: int) -> set[int]:
        """A concept and all those below it."""
        links = self.links(["http://www.w3.org/2004/02/skos/core#broader"])
        below, above = self.sources[links], self.targets[links]
        found, fresh = {concept}, [concept]
        while fresh:
            fresh = [each for each in below[np.isin(above, fresh)].tolist() if each not in found]
            found.update(fresh)
        return found


def place_in(iris: Sequence[str], iri: str) -> int:
    """The place of an IRI among ordered ones, -1 where it is none of them."""
    place = bisect_left(iris, iri)
    return place if place < len(iris) and iris[place] == iri else -1


def read_index(store: Store) -> Index:
    """Number everything that people can meet, and read the relations between these things.

    It takes some microseconds a link: a few seconds for millions.
    """
    kinds = _kinds(store)
    iris = tuple(sorted(kinds))
    numbers = {iri: number for number, iri in enumerate(iris)}
    links = [_links(store, numbers, relation, position) for position, relation in enumerate(RELATIONS)]
    kind_numbers = np.array([KINDS.index(kinds[iri]) for iri in iris], dtype=np.uint8)
    return from_keys(iris, kind_numbers, _dates(store, numbers), np.concatenate(links))


def from_keys(iris: tuple[str, ...], kinds: NDArray[np.uint8], dates: NDArray[np.int32], keys: Numbers) -> Index:
    """The index of these things, whose links have these keys, in any order and as often as they are stated."""
    ordered = np.sort(keys, kind="stable")  # of an index that is renewed, nearly all are in order
    once = np.concatenate([np.ones(min(len(ordered), 1), dtype=np.bool_), ordered[1:] != ordered[:-1]])
    pairs, targets = np.divmod(ordered[once], max(len(iris), 1))
    relations, sources = np.divmod(pairs, max(len(iris), 1))
    return Index(
        iris=iris,
        kinds=kinds,
        dates=dates,
        sources=sources.astype(np.int32),
        targets=targets.astype(np.int32),
        relations=relations.astype(np.uint8),
    )


def rows(store: Store, name: str, bindings: Bindings | None = None) -> Iterator[tuple[str, ...]]:
    """The rows of a query of this package as texts."""
    for solution in store.solutions(load("graph.networks", name), bindings):
        yield tuple([term.value for term in solution])


def _kinds(store: Store) -> dict[str, ThingKind]:
    found: dict[str, ThingKind] = {}
    outside = (KIND.iri, ML.iri)
    for type_, kind in reversed(THING_TYPES.items()):
        for (iri,) in rows(store, "things", {"type": NamedNode(type_)}):
            if not iri.startswith(outside):
                found[iri] = kind
    return found


def _links(store: Store, numbers: dict[str, int], relation: str, position: int) -> Numbers:
    """The keys of the links of one relation whose two ends are things."""

    def known() -> Iterable[int]:
        size = len(numbers)
        for source, target in store.solutions(load("graph.networks", "links"), {"relation": NamedNode(relation)}):
            start, end = numbers.get(source.value), numbers.get(target.value)
            if start is not None and end is not None and start != end:
                yield (position * size + start) * size + end

    return np.fromiter(known(), dtype=np.int64)


def _dates(store: Store, numbers: dict[str, int]) -> NDArray[np.int32]:
    """The earliest date of each thing; of those of one year, the least precise comes first."""
    dates = np.zeros(len(numbers), dtype=np.int32)
    for iri, text in rows(store, "dates"):
        number, date = numbers.get(iri), date_number(text)
        if number is not None and date:
            dates[number] = min(date, dates[number] or date)
    return dates


def date_number(text: str) -> int:
    """A date of any precision as a number, 0 for what begins with no year.

    >>> date_number("2013-05-13"), date_number("2013-05"), date_number("2013T"), date_number("bientôt")
    (20130513, 20130500, 20130000, 0)
    """
    parts = _DATE.match(text)
    if not parts:
        return 0
    year, month, day = (int(part or 0) for part in parts.groups())
    return year * 10_000 + month * 100 + (day if month else 0)
