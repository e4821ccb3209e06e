"""A map without tiles: land and sea, borders, a net of degrees, a scale, and spots that lead closer.

The outlines are those of the countries of Natural Earth (1:50 million, public domain), simplified to about five
kilometres. Which things are where is asked in ``graph.networks.places``, where names have room in ``lettering``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from explorer.components import ASSETS
from explorer.components.lettering import Name, lettered
from graph.networks.places import SMALLEST, Box, Places, Spot, latitude_of, northing

__all__ = ["HEIGHT", "WIDTH", "Mark", "Sheet", "box_of", "closer", "moved", "sheet", "word"]

WIDTH, HEIGHT = 1000, 640
"""The units of the drawing."""
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
_INNER = 0.2
"""How far from the middle of a view, in parts of it, a spot lies that is well inside when the view is half as wide."""
_KILOMETRES = 111.32
"""Of one degree of longitude at the equator."""
_ROUND = 0.05
"""How far outside a view, in parts of it, land is cut: where it is cut is not seen."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A spot on the drawing: its place and width in hundredths of the drawing's, and the box that a click opens.

    ``names`` are where its name is written, where it has room.
    """

    spot: Spot
    left: float
    top: float
    width: float
    box: Box
    closest: bool
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn: the path of the land, lines of degrees with their places and values, the scale in kilometres."""

    land: str
    meridians: tuple[tuple[float, float], ...]
    parallels: tuple[tuple[float, float], ...]
    kilometres: float
    scale: float
    marks: tuple[Mark, ...]


def sheet(found: Places) -> Sheet:
    """The drawing of a view."""
    box = found.box
    step = next((each for each in _STEPS if (box.east - box.west) / each <= 8), _STEPS[-1])
    kilometres, length = _scale(box)
    meridians = tuple((_x(box, value), value) for value in _multiples(box.west, box.east, step))
    parallels = tuple((_y(box, value), value) for value in _multiples(box.south, box.north, step))
    marks = [_mark(box, spot) for spot in found.spots]
    labels = [mark.spot.thing.label if mark.spot.total == 1 else "" for mark in marks]
    degrees = [*((x / WIDTH, 1.0) for x, _ in meridians), *((0.0, y / HEIGHT) for y, _ in parallels)]
    spots = [(mark.left / 100, mark.top / 100, mark.width / 100) for mark in marks]
    names = lettered(labels, spots, degrees, HEIGHT / WIDTH)
    return Sheet(
        land=_land(box),
        meridians=meridians,
        parallels=parallels,
        kilometres=kilometres,
        scale=length,
        marks=tuple(replace(mark, names=each) for mark, each in zip(marks, names, strict=True)),
    )


def box_of(text: str) -> Box | None:
    """The box that an address names; nothing for what is no box.

    >>> box_of("5,44.5,6,45.5")
    Box(west=5.0, south=44.5, east=6.0, north=45.5)
    >>> box_of("1,2,3") is box_of("a,b,c,d") is box_of("9,1,2,3") is box_of("nan,1,2,3") is None
    True
    """
    try:
        parts = [float(part) for part in text[:120].split(",")]
    except ValueError:
        return None
    if len(parts) != 4 or not all(map(math.isfinite, parts)):
        return None
    box = Box(*parts)
    proper = -180 <= box.west < box.east <= 180 and -90 <= box.south < box.north <= 90
    return box if proper else None


def word(box: Box) -> str:
    """The box as an address names it.

    >>> word(Box(5.0, 44.5, 6.0, 45.5))
    '5,44.5,6,45.5'
    """
    return ",".join(f"{part:.4f}".rstrip("0").rstrip(".") for part in box)


def moved(box: Box, east: float = 0.0, north: float = 0.0, zoom: float = 1.0) -> Box:
    """The view moved by parts of its own size, or made ``zoom`` times as wide; it stays on the Earth."""
    low, high = northing(box.south), northing(box.north)
    width, height = box.east - box.west, high - low
    x = (box.west + box.east) / 2 + east * width
    y = (low + high) / 2 + north * height
    width, height = min(width * zoom, 360.0), height * zoom
    return Box(
        max(x - width / 2, -180.0),
        latitude_of(y - height / 2),
        min(x + width / 2, 180.0),
        latitude_of(y + height / 2),
    )


def closer(found: Places) -> Box:
    """The view half as wide, moved from its middle as little as it takes to hold the spot nearest to that."""
    beside = [
        (_x(found.box, spot.longitude) / WIDTH - 0.5, 0.5 - _y(found.box, spot.latitude) / HEIGHT)
        for spot in found.spots
    ]
    east, north = min(beside, key=lambda each: math.hypot(*each), default=(0.0, 0.0))
    return moved(moved(found.box, _beyond(east), _beyond(north)), zoom=0.5)


def _beyond(place: float) -> float:
    """By how much a place is further from the middle than what is well inside."""
    return place - max(-_INNER, min(place, _INNER))


def _mark(box: Box, spot: Spot) -> Mark:
    around = spot.box
    margin = max((around.east - around.west) * 0.25, (around.north - around.south) * 0.25, SMALLEST / 4)
    closer = Box(around.west - margin, around.south - margin, around.east + margin, around.north + margin)
    closest = spot.total > 1 and box.east - box.west < 2 * SMALLEST
    width = 2.4 + min(3.4, 1.1 * math.log10(max(spot.total, 1)) * 1.3)
    left, top = 100 * _x(box, spot.longitude) / WIDTH, 100 * _y(box, spot.latitude) / HEIGHT
    return Mark(spot, round(left, 2), round(top, 2), round(width, 2), closer, closest)


def _x(box: Box, longitude: float) -> float:
    return round(WIDTH * (longitude - box.west) / (box.east - box.west), 1)


def _y(box: Box, latitude: float) -> float:
    low, high = northing(box.south), northing(box.north)
    return round(HEIGHT * (high - northing(latitude)) / (high - low), 1)


def _multiples(low: float, high: float, step: float) -> list[float]:
    first, last = math.ceil(low / step + 1e-9), math.floor(high / step - 1e-9)
    return [round(number * step, 2) for number in range(first, last + 1)]


def _scale(box: Box) -> tuple[float, float]:
    """A round number of kilometres and its length on the drawing, at the middle of the view."""
    middle = math.radians(latitude_of((northing(box.south) + northing(box.north)) / 2))
    across = (box.east - box.west) * _KILOMETRES * math.cos(middle)
    wanted = across / 5
    power = 10 ** math.floor(math.log10(wanted))
    round_ = next(each for each in (5, 2, 1) if each * power <= wanted) * power
    return (round(round_, 2), round(WIDTH * round_ / across, 1))


@cache
def _countries() -> tuple[tuple[Box, tuple[Point, ...]], ...]:
    """The rings of land with the box of each: the file gives a ring's first point, then steps, in hundredths of a
    degree."""
    found = []
    for text in (ASSETS / "outlines.txt").read_text(encoding="ascii").splitlines():
        x = y = 0
        ring = []
        for pair in text.split():
            right, _, up = pair.partition(",")
            x, y = x + int(right), y + int(up)
            ring.append((x / 100, y / 100))
        across, along = [point[0] for point in ring], [point[1] for point in ring]
        found.append((Box(min(across), min(along), max(across), max(along)), tuple(ring)))
    return tuple(found)


def _land(box: Box) -> str:
    """The land that may be seen, country by country, as the path of an SVG drawing."""
    parts = []
    for around, ring in _countries():
        if around.east < box.west or around.west > box.east or around.north < box.south or around.south > box.north:
            continue
        drawn = _cut([(_x(box, x), _y(box, y)) for x, y in ring])
        if drawn:
            parts.append("M" + "L".join(f"{x:g} {y:g}" for x, y in drawn) + "Z")
    return "".join(parts)


def _cut(ring: Sequence[Point]) -> list[Point]:
    """The part of a ring that is in the drawing or close around it (Sutherland and Hodgman, 1974)."""
    left, top = -_ROUND * WIDTH, -_ROUND * HEIGHT
    drawn = _beside(ring, lambda point: point[0] - left)
    drawn = _beside(drawn, lambda point: WIDTH - left - point[0])
    drawn = _beside(drawn, lambda point: point[1] - top)
    return _beside(drawn, lambda point: HEIGHT - top - point[1])


def _beside(ring: Sequence[Point], inside: Callable[[Point], float]) -> list[Point]:
    """The part of a ring on one side of a line, on which ``inside`` is not negative."""
    kept: list[Point] = []
    for start, end in zip((*ring[-1:], *ring[:-1]), ring, strict=True):
        before, after = inside(start), inside(end)
        if (before < 0) != (after < 0):
            share = before / (before - after)
            x, y = (one + share * (other - one) for one, other in zip(start, end, strict=True))
            kept.append((round(x, 1), round(y, 1)))
        if after >= 0:
            kept.append(end)
    return kept
