"""Things on the Earth: those that the filters keep, gathered where they would hide each other at the scale of a view.

Drawing a map is not for here. Positions are in the plane of the Mercator projection, where the Earth is 360 wide.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from graph.networks.filters import EVERYTHING, Filters
from graph.networks.index import KINDS, Flags, Floats, Index, Numbers, rows
from graph.networks.indexed import IndexedGraph
from graph.networks.relations import DOCUMENTS, ROLES, SUBJECTS
from graph.views.nodes import things
from graph.views.things import Thing, ThingKind

__all__ = ["Box", "Places", "Spot", "latitude_of", "northing", "places"]

HIGHEST = 85.0
"""Degrees of latitude that the projection shows."""
ACROSS = 13
"""Spots that fit side by side in a view."""
MARGIN = 0.15
"""Around the places of the first view, in parts of it: names and degrees are written there."""
LEAST = 0.2
"""Degrees that the first view has at least: a town and what is around it."""
SMALLEST = 0.005
"""Degrees of longitude of the closest view: about four hundred metres."""


class Box(NamedTuple):
    """A rectangle in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Spot:
    """Things close together: where their middle is, how many of each kind, the rectangle around them, the first."""

    latitude: float
    longitude: float
    counts: dict[ThingKind, int]
    box: Box
    thing: Thing

    @property
    def total(self) -> int:
        """All things of the spot."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Places:
    """A view of ``box``: its spots, the largest first, some of its things in order of IRI, and how many it has.

    ``elsewhere`` counts the things outside the view, ``kinds`` all things that have a place by kind, whatever is
    filtered.
    """

    box: Box
    spots: tuple[Spot, ...]
    things: tuple[Thing, ...]
    total: int
    elsewhere: int
    kinds: dict[ThingKind, int]


def northing(latitude: float) -> float:
    """How far north of the equator a latitude is drawn (Mercator, on an Earth 360 wide).

    >>> northing(0.0), round(northing(60.0), 1)
    (0.0, 75.5)
    """
    held = max(-HIGHEST, min(HIGHEST, latitude))
    return math.degrees(math.asinh(math.tan(math.radians(held)))) if held else 0.0


def latitude_of(north: float) -> float:
    """The latitude that is drawn so far north.

    >>> round(latitude_of(northing(45.2)), 6)
    45.2
    """
    return math.degrees(math.atan(math.sinh(math.radians(north))))


@dataclass(frozen=True, eq=False)
class _Points:
    """The things that have a place, each once, with where they are."""

    numbers: Numbers
    longitudes: Floats
    latitudes: Floats

    def only(self, kept: Flags) -> _Points:
        return _Points(self.numbers[kept], self.longitudes[kept], self.latitudes[kept])


def places(  # noqa: PLR0913
    graph: IndexedGraph,
    language: str = "fr",
    filters: Filters = EVERYTHING,
    *,
    kinds: Collection[ThingKind] = (),
    box: Box | None = None,
    shape: float = 1.5,
    limit: int = 60,
) -> Places:
    """The things with a place that are of these kinds (none: all) and that the filters keep, in a view.

    Of actors, the filters keep those with a part in a document that they keep, and those tied to the concept itself.
    Without a ``box`` the view holds them all, but for a few far from the others; ``shape`` is its width by its
    height. Raises :class:`CallError` for an unknown concept.
    """
    index = graph.index
    known = graph.kept(("places",), lambda: _points(graph))
    found = known.only(_kept(index, filters, kinds)[known.numbers])
    view = _fitted(box or _around(found), shape)
    inside = _inside(found, view)
    seen = found.only(inside)
    gathered = list(_gathered(seen, view))
    first = [int(seen.numbers[members[0]]) for members in gathered]
    listed = seen.numbers[:limit].tolist()
    named = things(graph.store, [index.iris[number] for number in dict.fromkeys([*first, *listed])], language)
    spots = [
        _spot(index, seen, members, named[index.iris[number]]) for members, number in zip(gathered, first, strict=True)
    ]
    return Places(
        box=view,
        spots=tuple(sorted(spots, key=lambda each: -each.total)),
        things=tuple(named[index.iris[number]] for number in listed),
        total=len(seen.numbers),
        elsewhere=len(found.numbers) - len(seen.numbers),
        kinds=_counts(index, known.numbers),
    )


def _points(graph: IndexedGraph) -> _Points:
    """Every point that is told; of a thing with several, the first in order."""
    told: dict[int, tuple[float, float]] = {}
    for iri, latitude, longitude in rows(graph.store, "places"):
        number = graph.index.numbers.get(iri)
        point = _point(latitude, longitude)
        if number is not None and point:
            told[number] = min(point, told.get(number, point))
    numbers = sorted(told)
    pairs = np.array([told[number] for number in numbers], dtype=np.float64).reshape(-1, 2)
    return _Points(np.array(numbers, dtype=np.int64), pairs[:, 1], pairs[:, 0])


def _point(latitude: str, longitude: str) -> tuple[float, float] | None:
    try:
        point = float(latitude), float(longitude)
    except ValueError:
        return None
    return point if abs(point[0]) <= 90 and abs(point[1]) <= 180 else None


def _kept(index: Index, filters: Filters, kinds: Collection[ThingKind]) -> Flags:
    documents = filters.documents(index)
    others = ~index.are((*DOCUMENTS, ThingKind.PAGE))
    if filters.about is not None or filters.has_period:
        others &= _taking_part(index, documents)
        if filters.about is not None and not filters.has_period:
            links = index.links(SUBJECTS)
            wanted = sorted(index.narrower(index.number(filters.about)))
            on_it = np.zeros(len(index), dtype=np.bool_)
            on_it[index.sources[links[np.isin(index.targets[links], wanted)]]] = True
            others |= on_it & ~index.are((*DOCUMENTS, ThingKind.PAGE))
    kept = documents | others
    return kept & index.are(kinds) if kinds else kept


def _taking_part(index: Index, documents: Flags) -> Flags:
    """For each thing, whether it has a part in one of these documents."""
    links = index.links(ROLES)
    found = np.zeros(len(index), dtype=np.bool_)
    found[index.targets[links[documents[index.sources[links]]]]] = True
    return found


def _around(points: _Points) -> Box:
    """The rectangle of most points: the outermost hundredths are left out where that makes it much closer."""
    if not len(points.numbers):
        return Box(-5.0, 41.0, 9.5, 51.5)
    ranges = [_range(points.longitudes), _range(points.latitudes)]
    return Box(ranges[0][0], ranges[1][0], ranges[0][1], ranges[1][1])


def _range(values: Floats) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    inner_low, inner_high = (float(each) for each in np.quantile(values, [0.015, 0.985]))
    if inner_high - inner_low < (high - low) / 2:
        low, high = inner_low, inner_high
    margin = max((high - low) * MARGIN, (LEAST - (high - low)) / 2)
    return low - margin, high + margin


def _fitted(box: Box, shape: float) -> Box:
    """The smallest rectangle of that shape, on the map, that holds the box."""
    south, north = northing(min(box.south, box.north)), northing(max(box.south, box.north))
    width = max(abs(box.east - box.west), (north - south) * shape, SMALLEST)
    width = min(width, 360.0)
    height = width / shape
    middle = ((box.west + box.east) / 2, (south + north) / 2)
    top = northing(HIGHEST)
    centre = max(-top + height / 2, min(top - height / 2, middle[1]))
    across = max(-180 + width / 2, min(180 - width / 2, middle[0]))
    return Box(
        round(across - width / 2, 4),
        round(latitude_of(centre - height / 2), 4),
        round(across + width / 2, 4),
        round(latitude_of(centre + height / 2), 4),
    )


def _inside(points: _Points, box: Box) -> Flags:
    across = (points.longitudes >= box.west) & (points.longitudes <= box.east)
    return np.asarray(across & (points.latitudes >= box.south) & (points.latitudes <= box.north), dtype=np.bool_)


def _gathered(points: _Points, box: Box) -> Iterator[Numbers]:
    """The positions of the points of each spot: those of one cell of a grid, and cells whose middles nearly touch."""
    if not len(points.numbers):
        return
    cell = (box.east - box.west) / ACROSS
    x = points.longitudes
    y = np.array([northing(each) for each in points.latitudes.tolist()])
    columns = np.floor(x / cell).astype(np.int64)
    lines = np.floor(y / cell).astype(np.int64)
    _, cells = np.unique(np.stack([columns, lines]), axis=1, return_inverse=True)
    groups = [np.flatnonzero(cells.ravel() == number) for number in range(int(cells.max()) + 1)]
    groups.sort(key=lambda each: (-len(each), int(each[0])))
    middles: list[tuple[float, float]] = []
    spots: list[Numbers] = []
    for members in groups:
        middle = float(x[members].mean()), float(y[members].mean())
        near = next((at for at, each in enumerate(middles) if math.dist(each, middle) < 0.7 * cell), None)
        if near is None:
            middles.append(middle)
            spots.append(members)
        else:
            spots[near] = np.sort(np.concatenate([spots[near], members]))
    yield from spots


def _spot(index: Index, points: _Points, members: Numbers, thing: Thing) -> Spot:
    x, y = points.longitudes[members], points.latitudes[members]
    box = Box(float(x.min()), float(y.min()), float(x.max()), float(y.max()))
    return Spot(float(y.mean()), float(x.mean()), _counts(index, points.numbers[members]), box, thing)


def _counts(index: Index, numbers: Numbers) -> dict[ThingKind, int]:
    counts = np.bincount(index.kinds[numbers], minlength=len(KINDS)).tolist()
    return {kind: count for kind, count in zip(KINDS, counts, strict=True) if count}
