"""``docs/benchmarks.md`` from the reports that were kept, with a plot of the ratios; measuring is not for here."""

from __future__ import annotations

from html import escape
from math import log10
from pathlib import Path

import msgspec

from tests.benchmarks.growth import growth
from tests.benchmarks.report import Ratio, Report, Table

__all__ = ["FOLDER", "PAGE", "Kept", "page", "plot", "write"]

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE, FOLDER = DOCS / "benchmarks.md", DOCS / "benchmarks"
_HEAD = """# Benchmarks

`make bench` runs what fits half an hour, `make bench-full` the rest, and both write this page; `make bench ONLY=NAME`
runs one. Ours and a peer's are measured in one run on one machine, and the ratio is what counts: over 1 we win, under 1
we lose. Absolute figures are those of a small machine that was often shared.
"""
_ROW, _LEFT, _WIDTH = 22, 500, 960
_WON, _LOST = "#2a6f6b", "#b4541f"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A report with its circumstances: the command, when it ran (UTC), seconds, the machine, versions of software."""

    report: Report
    command: str
    date: str
    seconds: float
    machine: str
    versions: dict[str, str]


def write(kept: dict[str, Kept]) -> None:
    """Write the page, the plots, and each report beside them as JSON, by name."""
    FOLDER.mkdir(exist_ok=True)
    for name, one in kept.items():
        (FOLDER / f"{name}.json").write_bytes(msgspec.json.format(msgspec.json.encode(one), indent=1) + b"\n")
        if one.report.ratios:
            (FOLDER / f"{name}.svg").write_text(plot(one.report.ratios), encoding="utf-8")
        for table in _plotted(one.report):
            (FOLDER / f"{name}-growth.svg").write_text(growth(table), encoding="utf-8")
    PAGE.write_text(page(kept), encoding="utf-8")


def page(kept: dict[str, Kept]) -> str:
    """The page: every ratio first, then each report with its command, machine and versions."""
    ratios = [
        f"| {one.times:.2f} × | {one.what} | {one.peer} | [{name}](#{_anchor(each.report.title)}) |"
        for name, each in kept.items()
        for one in each.report.ratios
    ]
    ratios.sort(key=lambda row: -float(row.split()[1]))
    head = "| times as good | what | peer | measured by |\n|---:|---|---|---|"
    parts = [_HEAD, "\n".join([head, *ratios])] if ratios else [_HEAD]
    return "\n\n".join([*map(str.strip, parts), *(_section(name, one) for name, one in kept.items())]) + "\n"


def _section(name: str, kept: Kept) -> str:
    heading, _, rest = kept.report.markdown().strip().partition("\n\n")
    image = f"![Ratios](benchmarks/{name}.svg)" if kept.report.ratios else ""
    grown = f"![Growth](benchmarks/{name}-growth.svg)" if _plotted(kept.report) else ""
    versions = ", ".join(f"{package} {version}" for package, version in kept.versions.items())
    said = f"`{kept.command}`, {kept.date}, {kept.seconds:.0f} s. {kept.machine}. {versions}."
    return "\n\n".join(part for part in (heading, said, image, grown, rest) if part)


def _plotted(report: Report) -> list[Table]:
    """The table that is to be drawn, if there is one."""
    return [table for table in report.tables if table.plotted and table.rows][:1]


def _anchor(title: str) -> str:
    kept = "".join(sign for sign in title.lower() if sign.isalnum() or sign in " -")
    return kept.replace(" ", "-")


def plot(ratios: tuple[Ratio, ...]) -> str:
    """The ratios as bars in SVG, on a logarithmic scale whose middle is 1: to the right we win, to the left we lose."""
    ordered = sorted(ratios, key=lambda one: -one.times)
    widest = max([1.0, *(abs(log10(one.times)) for one in ordered if 0 < one.times < float("inf"))])
    middle, scale = (_LEFT + _WIDTH) / 2, (_WIDTH - _LEFT - 120) / 2 / widest
    height = _ROW * len(ordered) + 34
    bars = [_bar(one, 24 + _ROW * row, middle, scale * widest, scale) for row, one in enumerate(ordered)]
    line = f'<line x1="{middle}" x2="{middle}" y1="18" y2="{height - 8}" stroke="#777"/>'
    signs = f'<text x="{middle - 8}" y="13" text-anchor="end">lost</text><text x="{middle + 8}" y="13">won</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" '
        f'font-family="system-ui, sans-serif" font-size="13"><rect width="100%" height="100%" fill="#fff"/>'
        f"{signs}{line}{''.join(bars)}</svg>\n"
    )


def _bar(one: Ratio, top: float, middle: float, most: float, scale: float) -> str:
    length = min(most, abs(log10(one.times)) * scale) if 0 < one.times < float("inf") else most
    won = one.times >= 1
    left, end = (middle, middle + length + 5) if won else (middle - length, middle - length - 5)
    name = escape(f"{one.what}, {one.peer}")
    return (
        f'<text x="{_LEFT - 8}" y="{top + 14}" text-anchor="end">{name}</text>'
        f'<rect x="{left:.1f}" y="{top + 3}" width="{length:.1f}" height="15" fill="{_WON if won else _LOST}"/>'
        f'<text x="{end:.1f}" y="{top + 15}" text-anchor="{"start" if won else "end"}">{one.times:.2f} ×</text>'
    )
