"""The picture of themes: circles side by side, larger where more documents are. Drawing them is for the template."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from graph.views.things import Thing

__all__ = ["LETTERS", "Bubble", "Frame", "frame", "pack"]

SMALLEST, LARGEST = 56.0, 112.0
GAP = 5.0
NARROWEST = 8 * LARGEST
"""The width of a picture of few circles."""
LETTERS = 52
"""Of a label, shown in a circle."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """A circle; the place of its middle and its radius are in the picture's own units."""

    thing: Thing
    count: int
    x: float
    y: float
    radius: float

    @property
    def letter(self) -> float:
        """The height of a letter with which the longest word of the label fits."""
        longest = max(map(len, self.thing.label[:LETTERS].split()), default=1)
        return round(min(14.0, 1.8 * self.radius / (0.54 * longest)), 1)


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle that holds every circle."""

    left: float
    top: float
    width: float
    height: float


def pack(themes: Sequence[tuple[Thing, int]]) -> tuple[Bubble, ...]:
    """Place circles without overlap, the largest in the middle; the same themes give the same picture."""
    placed: list[Bubble] = []
    counts = [count for _, count in themes]
    low, high = min(counts, default=0), max(counts, default=0)
    for thing, count in sorted(themes, key=lambda each: (-each[1], each[0].iri)):
        share = (count - low) / (high - low) if high > low else 1.0
        radius = SMALLEST + (LARGEST - SMALLEST) * math.sqrt(share)
        x, y = _spot(placed, radius)
        placed.append(Bubble(thing, count, round(x, 1), round(y, 1), round(radius, 1)))
    return tuple(placed)


def frame(bubbles: Sequence[Bubble]) -> Frame:
    """The smallest rectangle that holds every circle, but none so narrow that a few circles would fill a page.

    >>> frame([])
    Frame(left=0.0, top=0.0, width=1.0, height=1.0)
    """
    if not bubbles:
        return Frame(0.0, 0.0, 1.0, 1.0)
    left = min(each.x - each.radius for each in bubbles)
    top = min(each.y - each.radius for each in bubbles)
    right = max(each.x + each.radius for each in bubbles)
    bottom = max(each.y + each.radius for each in bubbles)
    beside = max(0.0, NARROWEST - (right - left)) / 2
    return Frame(left - beside, top, right - left + 2 * beside, bottom - top)


def _spot(placed: Sequence[Bubble], radius: float) -> tuple[float, float]:
    """The first free place along a flattened spiral from the middle."""
    turn = 0.0
    while True:
        x, y = 2.9 * turn * 1.6 * math.cos(turn), turn * 1.6 * math.sin(turn)
        if all(math.hypot(x - each.x, y - each.y) >= radius + each.radius + GAP for each in placed):
            return x, y
        turn += 0.08
