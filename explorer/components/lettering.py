"""Where names have room on a map: beside what they name, where they hide nothing and run into no other name.

A map is shown at many widths and letters keep their size, so places are sought for three widths. Drawing is not for
here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from explorer.components.render import shorten

__all__ = ["LETTER", "Name", "lettered"]

WIDTHS = {"small": (300, 20), "middle": (640, 26), "large": (1000, 34)}
"""The narrowest map of each size in pixels, and the most characters of a name on it; the stylesheet has the same."""
LETTER, LINE = 7.0, 18.0
"""Pixels of a character, with some to spare, and of a line."""
SMALLEST = 24.0
"""Pixels of a spot, at least."""
_DEGREES = (52.0, 18.0)
"""Pixels of the value of a degree; the small map has none."""


class Name(NamedTuple):
    """A name on maps of a size: the words, and on which side of the spot."""

    size: str
    side: str
    text: str


class _Area(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Area) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def lettered(
    labels: Sequence[str],
    spots: Sequence[tuple[float, float, float]],
    degrees: Iterable[tuple[float, float]],
    shape: float,
) -> list[tuple[Name, ...]]:
    """For each spot, the sizes of map on which its label has room; an empty label asks for none.

    A spot is its place, across and down, and its width, ``degrees`` are the places of what is written along the left
    and lower edges: all in parts of the map, which is ``shape`` times as high as wide. Spots that come first choose
    first.

    >>> lettered(["Ici", ""], [(0.5, 0.5, 0.02), (0.55, 0.5, 0.02)], [], 0.64)[0][0]
    Name(size='small', side='left', text='Ici')
    """
    found: list[list[Name]] = [[] for _ in labels]
    written = list(degrees)
    for size, (width, most) in WIDTHS.items():
        taken = [_spot(spot, width, shape) for spot in spots]
        taken += [_degree(place, width, shape) for place in written if size != "small"]
        whole = _Area(0, 0, width, width * shape)
        for at, label in enumerate(labels):
            text = shorten(label, most)
            room = ((side, area) for side, area in _around(taken[at], LETTER * len(text)) if _free(area, taken, whole))
            if label and (chosen := next(room, None)):
                found[at].append(Name(size, chosen[0], text))
                taken.append(chosen[1])
    return [tuple(names) for names in found]


def _spot(spot: tuple[float, float, float], width: float, shape: float) -> _Area:
    across, down, half = spot[0] * width, spot[1] * width * shape, max(spot[2] * width, SMALLEST) / 2
    return _Area(across - half, down - half, across + half, down + half)


def _degree(place: tuple[float, float], width: float, shape: float) -> _Area:
    left, top = place[0] * width, min(place[1] * width * shape, width * shape - _DEGREES[1])
    return _Area(left, top, left + _DEGREES[0], top + _DEGREES[1])


def _around(spot: _Area, length: float) -> Iterator[tuple[str, _Area]]:
    """The places of a name, the best first."""
    middle, height = (spot.left + spot.right) / 2, (spot.top + spot.bottom) / 2
    yield "right", _Area(spot.right, height - LINE / 2, spot.right + length, height + LINE / 2)
    yield "left", _Area(spot.left - length, height - LINE / 2, spot.left, height + LINE / 2)
    yield "above", _Area(middle - length / 2, spot.top - LINE, middle + length / 2, spot.top)
    yield "below", _Area(middle - length / 2, spot.bottom, middle + length / 2, spot.bottom + LINE)


def _free(area: _Area, taken: Iterable[_Area], whole: _Area) -> bool:
    held = whole.left <= area.left and area.right <= whole.right and whole.top <= area.top
    return held and area.bottom <= whole.bottom and not any(map(area.meets, taken))
