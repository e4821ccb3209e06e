"""The drawing of a relationship graph as an SVG picture: for print, for slides, to be edited.

Where things stand is told; what it looks like in the browser is drawn there.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, log2, sqrt
from textwrap import wrap

from explorer.components.drawing import Drawing, network_data
from explorer.components.kinds import LOOKS
from explorer.components.layouts import Guide
from explorer.components.render import render
from explorer.texts import Texts
from graph.export import writable
from graph.views.things import ThingKind

__all__ = ["picture"]

MARGIN = 90
_LETTERS = 22


@dataclass(frozen=True, slots=True)
class _Shape:
    x: int
    y: int
    size: float
    path: str
    colour: str
    lines: tuple[str, ...]
    title: str
    rest: bool
    seed: bool


@dataclass(frozen=True, slots=True)
class _Line:
    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    weak: bool
    oneway: bool
    title: str


@dataclass(frozen=True, slots=True)
class _Frame:
    left: int
    top: int
    width: int
    height: int


def picture(t: Texts, drawing: Drawing, title: str, note: str) -> bytes:
    """The picture, on a light ground; ``title`` names it, ``note`` says where it comes from."""
    nodes, edges = network_data(t, drawing)
    shapes = {node["id"]: _shape(node) for node in nodes}
    lines = [
        _line(shapes[edge["from"]], shapes[edge["to"]], edge)
        for edge in edges
        if {edge["from"], edge["to"]} <= shapes.keys()
    ]
    values = {"shapes": list(shapes.values()), "lines": lines, "guides": drawing.guides, "title": writable(title)}
    frame = _frame(list(shapes.values()), drawing.guides)
    return render("relations_picture.svg", t.language, frame=frame, note=writable(note), **values).encode()


def _shape(node: dict[str, object]) -> _Shape:
    look = LOOKS[ThingKind(str(node["kind"]))]
    size, seed, rest = node.get("size"), bool(node["seed"]), bool(node.get("rest"))
    colour = node.get("colour")
    label = writable(str(node["label"]))
    return _Shape(
        x=int(str(node.get("x", 0))),
        y=int(str(node.get("y", 0))),
        size=7 + 15 * sqrt(size) if isinstance(size, float) else 13 if rest else 17 if seed else 11,
        path=look.path,
        colour=str(colour["light"]) if isinstance(colour, dict) else look.light,
        lines=tuple(wrap(label, _LETTERS, max_lines=2, placeholder="…")),
        title=", ".join(part for part in (label, writable(str(node["note"]))) if part),
        rest=rest,
        seed=seed,
    )


def _line(start: _Shape, end: _Shape, edge: dict[str, object]) -> _Line:
    """From edge to edge of the two shapes, so that an arrow is seen."""
    across, down = end.x - start.x, end.y - start.y
    length = hypot(across, down) or 1.0
    away, before = start.size / length, (end.size + 3) / length
    return _Line(
        x1=round(start.x + across * away, 1),
        y1=round(start.y + down * away, 1),
        x2=round(end.x - across * before, 1),
        y2=round(end.y - down * before, 1),
        width=round(min(1 + log2(int(str(edge["weight"]))), 5), 1),
        weak=bool(edge["weak"]),
        oneway=bool(edge["oneway"]),
        title=writable(str(edge["label"])),
    )


def _frame(shapes: list[_Shape], guides: tuple[Guide, ...]) -> _Frame:
    across = [shape.x for shape in shapes] + [guide.x for guide in guides] or [0]
    down = [shape.y for shape in shapes] + [y for guide in guides for y in (guide.y, guide.bottom)] or [0]
    left, top = min(across) - MARGIN, min(down) - MARGIN // 2
    return _Frame(left, top, max(across) + MARGIN - left, max(down) + MARGIN - top)
