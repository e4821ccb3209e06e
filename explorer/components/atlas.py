"""A map without tiles: coasts and borders, a net of degrees, a scale, and spots that lead closer.

The outlines are those of Natural Earth (1:50 million, public domain), simplified to about five kilometres. Which
things are where is asked in ``graph.networks.places``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from explorer.components import ASSETS
from graph.networks.places import SMALLEST, Box, Places, Spot, latitude_of, northing

__all__ = ["HEIGHT", "WIDTH", "Mark", "Sheet", "box_of", "closer", "moved", "sheet", "word"]

WIDTH, HEIGHT = 1000, 640
"""The units of the drawing."""
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
_INNER = 0.2
"""How far from the middle of a view, in parts of it, a spot lies that is well inside when the view is half as wide."""
_KILOMETRES = 111.32
"""Of one degree of longitude at the equator."""
Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A spot on the drawing: its place and width in hundredths of the drawing's, and the box that a click opens."""

    spot: Spot
    left: float
    top: float
    width: float
    box: Box
    closest: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn: paths of land, lines of degrees with their places and values, the scale in kilometres."""

    outlines: str
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
    return Sheet(
        outlines=_outlines(box),
        meridians=tuple((_x(box, value), value) for value in _multiples(box.west, box.east, step)),
        parallels=tuple((_y(box, value), value) for value in _multiples(box.south, box.north, step)),
        kilometres=kilometres,
        scale=length,
        marks=tuple(_mark(box, spot) for spot in found.spots),
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
def _lines() -> tuple[tuple[Box, Line], ...]:
    """The outlines with the box of each: the file gives a line's first point, then steps, in hundredths of a degree."""
    found = []
    for text in (ASSETS / "outlines.txt").read_text(encoding="ascii").splitlines():
        x = y = 0
        line = []
        for pair in text.split():
            right, _, up = pair.partition(",")
            x, y = x + int(right), y + int(up)
            line.append((x / 100, y / 100))
        across, along = [point[0] for point in line], [point[1] for point in line]
        found.append((Box(min(across), min(along), max(across), max(along)), tuple(line)))
    return tuple(found)


def _outlines(box: Box) -> str:
    """The coasts and borders that may be seen, as the path of an SVG drawing."""
    parts = []
    for around, line in _lines():
        if around.east < box.west or around.west > box.east or around.north < box.south or around.south > box.north:
            continue
        parts += ["M" + "L".join(f"{_x(box, x):g} {_y(box, y):g}" for x, y in run) for run in _runs(line, box)]
    return "".join(parts)


def _runs(line: Line, box: Box) -> Iterator[list[tuple[float, float]]]:
    """The parts of a line that may cross the box, so that a close view stays light."""
    run: list[tuple[float, float]] = []
    for start, end in pairwise(line):
        beside = max(start[0], end[0]) < box.west or min(start[0], end[0]) > box.east
        if beside or max(start[1], end[1]) < box.south or min(start[1], end[1]) > box.north:
            if run:
                yield run
            run = []
        else:
            run = run or [start]
            run.append(end)
    if run:
        yield run
