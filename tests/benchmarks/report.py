"""What a benchmark tells: ratios to its peers, tables, and what it could not measure. Measuring is not for here.

A benchmark is a module with ``run(…) -> Report``; it asserts nothing. ``python -m tests.benchmarks`` runs those that
its table names, one after the other, each in a process of its own, and writes ``docs/benchmarks.md``.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

__all__ = ["PEERS", "Cell", "Ratio", "Report", "Stopwatch", "Table", "figure", "peak_memory"]

PEERS = Path(os.environ.get("MAILLAGE_PEERS", "peers")).resolve()
"""The folder of the peers' environments, each a virtual environment."""
Result = TypeVar("Result")
Cell = str | int | float


class Ratio(msgspec.Struct, frozen=True, kw_only=True):
    """Ours beside a peer's, measured in the same run: the same thing, in the same ``unit``.

    ``more_is_better`` says which way is good: yes for requests a second, no for seconds and memory.
    """

    what: str
    peer: str
    ours: float
    theirs: float
    unit: str
    more_is_better: bool = True

    @property
    def times(self) -> float:
        """How many times as good as the peer: over 1 is won, under 1 is lost.

        >>> Ratio(what="a build", peer="rdflib", ours=2.0, theirs=5.0, unit="s", more_is_better=False).times
        2.5
        """
        over, under = (self.ours, self.theirs) if self.more_is_better else (self.theirs, self.ours)
        return over / under if under else float("inf")


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Figures in rows; ``columns`` names them, with their units. The first cell of a row says what it is of.

    ``plotted`` are columns to be drawn against the first one, which is then a size.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    plotted: tuple[str, ...] = ()


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """All that one benchmark tells: what it is, ratios first, then tables, then ``notes``, a sentence each.

    Notes say what was absent (a peer, the real data) and what a reader must know to judge the figures.
    """

    title: str
    ratios: tuple[Ratio, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()

    def markdown(self) -> str:
        """The report as Markdown, below a heading of the second level."""
        parts = [f"## {self.title}", _ratios(self.ratios), *map(_table, self.tables)]
        parts.append("\n".join(f"- {note}" for note in self.notes))
        return "\n\n".join(part for part in parts if part) + "\n"


def figure(value: Cell) -> str:
    """A cell as people read it: three significant digits at least, thousands apart.

    >>> figure(1234567), figure(0.98765), figure(12.345), figure("x"), figure(1234.5)
    ('1,234,567', '0.988', '12.3', 'x', '1,234')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}" if abs(value) >= 1 else f"{value:.3f}"


def _ratios(ratios: tuple[Ratio, ...]) -> str:
    rows = [
        (f"**{one.times:.2f} ×**", one.what, one.peer, f"{figure(one.ours)} {one.unit}", f"{figure(one.theirs)}")
        for one in sorted(ratios, key=lambda one: -one.times)
    ]
    columns = ("times as good", "what", "peer", "Maillage", "the peer")
    return _table(Table(columns=columns, rows=tuple(rows))) if rows else ""


def _table(table: Table) -> str:
    lines = [
        "| " + " | ".join(table.columns) + " |",
        "|---|" + "---:|" * (len(table.columns) - 1),
        *("| " + " | ".join(figure(cell).replace("|", "\\|") for cell in row) + " |" for row in table.rows),
    ]
    return (f"{table.title}\n\n" if table.title else "") + "\n".join(lines)


def peak_memory() -> float:
    """The most memory that this process used so far, in mebibytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Stopwatch:
    """Times steps one after the other and keeps a row of each: seconds, processor seconds, peak memory so far."""

    def __init__(self) -> None:
        self.rows: list[tuple[Cell, ...]] = []

    def time(self, name: str, compute: Callable[[], Result]) -> Result:
        """What ``compute`` returns; its row is kept, and printed so that whoever waits sees that it goes on."""
        before, busy = time.perf_counter(), time.process_time()
        result = compute()
        row = (name, time.perf_counter() - before, time.process_time() - busy, peak_memory())
        self.rows.append(row)
        print(f"{name:48} {row[1]:10.3f} s (processor {row[2]:8.3f} s) {row[3]:9.0f} MiB", flush=True)
        return result

    def processor(self, name: str) -> float:
        """The processor seconds of the step of that name, which other work on the machine does not change."""
        return next(float(row[2]) for row in self.rows if row[0] == name)

    def table(self, title: str = "") -> Table:
        """The rows so far."""
        columns = ("step", "seconds", "processor seconds", "peak memory so far, MiB")
        return Table(columns=columns, rows=tuple(self.rows), title=title)
