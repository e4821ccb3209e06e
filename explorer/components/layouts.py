"""Where things stand when the forces are not left to decide: by level, along time, by kind.

The same things and links give the same places. Forces are at work in the browser, not here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil, sqrt
from statistics import fmean

from graph.networks.relations import ACTORS
from graph.views.things import ThingKind

__all__ = ["Guide", "Standing", "along_time", "by_kind", "by_level"]

ACROSS, DOWN = 165, 74
"""Room for a thing with two lines of its name, in the units of the drawing."""
_ORDER = (
    ThingKind.ORGANISATION,
    ThingKind.GROUP,
    ThingKind.CATEGORY,
    ThingKind.PARTNERSHIP,
    ThingKind.PERSON,
    ThingKind.EVENT,
    ThingKind.PUBLICATION,
    ThingKind.PAGE,
    ThingKind.CONCEPT,
    ThingKind.OTHER,
)
_TALLEST = 9
"""Things of one year above each other."""
Places = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a layout asks of a thing; ``year`` is 0 where it has none."""

    name: str
    label: str
    kind: ThingKind
    year: int = 0


@dataclass(frozen=True, slots=True)
class Guide:
    """A heading at the top of a column, with a line down to ``bottom``."""

    text: str
    x: int
    y: int
    bottom: int

    def data(self) -> dict[str, str | int]:
        """The guide for the browser."""
        return asdict(self)


def by_level(things: Sequence[Standing], near: Mapping[str, Collection[str]], begun: Collection[str]) -> Places:
    """Those begun with on top, below them who is linked to them, and so on; each level in rows."""
    places: Places = {}
    y = 0
    for level in _levels(things, near, begun):

        def order(each: Standing) -> tuple[float, int, str]:
            above = [places[other][0] for other in near.get(each.name, ()) if other in places]
            return (round(fmean(above)) if above else 0.0, _ORDER.index(each.kind), each.label)

        y += _rows(places, sorted(level, key=order), y) + 2 * DOWN
    return places


def _rows(places: Places, ordered: Sequence[Standing], y: int) -> int:
    """Put things in rows from ``y`` down, in the middle, every other one shorter; returns the height."""
    width = max(5, ceil(sqrt(len(ordered) * 1.2)))
    rows: list[Sequence[Standing]] = []
    at = 0
    while at < len(ordered):
        length = width - len(rows) % 2
        rows.append(ordered[at : at + length])
        at += length
    for number, row in enumerate(rows):
        for place, each in enumerate(row):
            places[each.name] = (place * ACROSS - (len(row) - 1) * ACROSS // 2, y + number * DOWN)
    return len(rows) * DOWN


def _levels(
    things: Sequence[Standing], near: Mapping[str, Collection[str]], begun: Collection[str]
) -> list[list[Standing]]:
    """The things by their distance from those begun with; those that are not linked to them come last."""
    by_name = {each.name: each for each in things}
    level = [each for each in things if each.name in begun] or list(things[:1])
    seen = {each.name for each in level}
    levels = []
    while level:
        levels.append(level)
        fresh = [other for each in level for other in near.get(each.name, ()) if other in by_name and other not in seen]
        level = [by_name[name] for name in dict.fromkeys(fresh)]
        seen.update(fresh)
    if apart := [each for each in things if each.name not in seen]:
        levels.append(apart)
    return levels


def by_kind(
    things: Sequence[Standing], near: Mapping[str, Collection[str]], title: Callable[[ThingKind, int], str]
) -> tuple[Places, list[Guide]]:
    """A block of columns for each kind, the best linked on top, with a heading."""
    blocks: defaultdict[ThingKind, list[Standing]] = defaultdict(list)
    for each in things:
        blocks[each.kind].append(each)
    rows = max(6, ceil(sqrt(len(things) * 1.4)))
    places: Places = {}
    guides: list[Guide] = []
    x = 0
    for kind in filter(blocks.__contains__, _ORDER):
        block = sorted(blocks[kind], key=lambda each: (-len(near.get(each.name, ())), each.label, each.name))
        columns = ceil(len(block) / rows)
        height = ceil(len(block) / columns)
        for number, each in enumerate(block):
            places[each.name] = (x + number // height * ACROSS, number % height * DOWN)
        middle = x + (columns - 1) * ACROSS // 2
        guides.append(Guide(title(kind, len(block)), middle, -DOWN, -DOWN))
        x += columns * ACROSS + ACROSS // 3
    return places, guides


def along_time(things: Sequence[Standing], near: Mapping[str, Collection[str]]) -> tuple[Places, list[Guide]]:
    """Dated things in the column of their year; actors above and the others below, in the middle of theirs."""
    years: defaultdict[int, list[Standing]] = defaultdict(list)
    for each in things:
        if each.year:
            years[each.year].append(each)
    places: Places = {}
    columns: list[tuple[int, int]] = []
    x = 0
    for year, dated in sorted(years.items()):
        width = ceil(len(dated) / _TALLEST)
        for number, each in enumerate(sorted(dated, key=lambda each: (_ORDER.index(each.kind), each.label, each.name))):
            places[each.name] = (x + number % width * ACROSS, number // width * DOWN)
        columns.append((year, x + (width - 1) * ACROSS // 2))
        x += width * ACROSS + ACROSS // 4
    bottom = max((y for _, y in places.values()), default=-DOWN)
    undated = [each for each in things if not each.year]
    above = [each for each in undated if each.kind in {*ACTORS, ThingKind.CATEGORY, ThingKind.PARTNERSHIP}]
    below = [each for each in undated if each not in above]
    top = _beside(places, above, near, -2 * DOWN, -DOWN)
    end = _beside(places, below, near, bottom + 2 * DOWN, DOWN)
    return places, [Guide(str(year), middle, top - DOWN, end) for year, middle in columns]


def _beside(
    places: Places, undated: Sequence[Standing], near: Mapping[str, Collection[str]], start: int, step: int
) -> int:
    """Put undated things in rows from ``start``, each as near as it can be to what it is linked to; the last row."""
    dated = dict(places)

    def wanted(each: Standing) -> float:
        found = [dated[other][0] for other in near.get(each.name, ()) if other in dated]
        return fmean(found) if found else 0.0

    ends: list[float] = []
    rows: list[list[tuple[str, float]]] = []
    for each in sorted(undated, key=lambda each: (wanted(each), each.label, each.name)):
        x = wanted(each)
        shifts = [max(end + ACROSS - x, 0) + number * ACROSS for number, end in enumerate([*ends, x - ACROSS])]
        row = shifts.index(min(shifts))
        if row == len(ends):
            ends.append(x - ACROSS)
            rows.append([])
        ends[row] = max(x, ends[row] + ACROSS)
        rows[row].append((each.name, ends[row] - x))
        places[each.name] = (round(ends[row]), start + row * step)
    for placed in rows:  # what could only be shifted to the right is brought back to the middle
        back = round(fmean(shift for _, shift in placed))
        for name, _ in placed:
            places[name] = (places[name][0] - back, places[name][1])
    return start + max(len(ends) - 1, 0) * step
