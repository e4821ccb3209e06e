"""How time and memory grow with the size, as one plot on logarithmic scales; measuring is not for here."""

from __future__ import annotations

from math import log10

from tests.benchmarks.report import Table, figure

__all__ = ["growth"]

_WIDTH, _HEIGHT, _SIDE, _FOOT = 520, 320, 60, 56
_COLOURS = ("#2a6f6b", "#b4541f", "#5b4a8a", "#777777")
_Point = tuple[float, float]


def growth(table: Table) -> str:
    """The columns that the table says are plotted, against its first one; what grows in proportion is at 45 degrees.

    >>> growth(Table(columns=("records", "s"), rows=((10, 1.0), (100, 10.0)), plotted=("s",))).count("<circle")
    2
    """
    sizes = [float(row[0]) for row in table.rows]
    lines = [[float(row[table.columns.index(name)]) for row in table.rows] for name in table.plotted]
    low = [log10(min(sizes)), min(log10(value) for line in lines for value in line)]
    spread = max(log10(max(sizes)) - low[0], max(log10(value) for line in lines for value in line) - low[1], 1.0)
    scale = min(_WIDTH - 5 * _SIDE, _HEIGHT - 2 * _FOOT) / spread

    def place(size: float, value: float) -> _Point:
        return _SIDE + (log10(size) - low[0]) * scale, _HEIGHT - _FOOT - (log10(value) - low[1]) * scale

    lowest = min(lines, key=lambda line: line[-1])
    drawn = [
        _line(
            [place(*pair) for pair in zip(sizes, line, strict=True)],
            [figure(value) for value in line],
            name,
            _COLOURS[at % len(_COLOURS)],
            20 if line is lowest else -9,
        )
        for at, (name, line) in enumerate(zip(table.plotted, lines, strict=True))
    ]
    feet = [
        f'<text x="{place(size, 1)[0]:.0f}" y="{_HEIGHT - 12}" text-anchor="middle">{figure(int(size))}</text>'
        for size in sizes
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'font-family="system-ui, sans-serif" font-size="13"><rect width="100%" height="100%" fill="#fff"/>'
        f'{"".join(feet)}<text x="{_WIDTH - 12}" y="{_HEIGHT - 12}" text-anchor="end">{table.columns[0]}</text>'
        f"{''.join(drawn)}</svg>\n"
    )


def _line(points: list[_Point], values: list[str], name: str, colour: str, below: int) -> str:
    """One column: its points joined, each with its value some pixels ``below``, and its name behind the last one."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    marks = [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/><text x="{x:.1f}" y="{y + below:.1f}" '
        f'text-anchor="middle" fill="{colour}">{value}</text>'
        for (x, y), value in zip(points, values, strict=True)
    ]
    x, y = points[-1]
    named = f'<text x="{x + 36:.1f}" y="{y + below:.1f}" fill="{colour}">{name}</text>'
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{"".join(marks)}{named}'
