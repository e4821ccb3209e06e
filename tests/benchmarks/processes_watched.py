"""A command run to its end: how long it took, the processor's time, and the memory of all its processes together."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Run", "watched"]

_EVERY = 0.25
"""Seconds between two looks at the memory, at least."""
_SHARE = 20
"""How much longer than a look the time between two is, at least: looking takes a twentieth of a core at most."""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds by the clock, seconds of processor, and the peak of memory in MB: pages shared are counted once (PSS)."""

    seconds: float
    processor: float
    peak: float

    def __str__(self) -> str:
        return f"{self.seconds:8.1f} s, processor {self.processor:8.1f} s, peak {self.peak:7.0f} MB"


def watched(command: Sequence[str]) -> Run:
    """Run a command, with compiled modules kept as everyone has them by default.

    The memory is what two looks in a row show: a process that is being started has, for a moment, all the memory of the
    one that starts it (vfork), and is counted beside it then. Raises :class:`subprocess.CalledProcessError` when the
    command fails.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started, peak, seen = time.perf_counter(), 0.0, 0.0
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    while process.poll() is None:
        begun = time.perf_counter()
        before_that, seen = seen, _memory(process.pid)
        peak = max(peak, min(before_that, seen))
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(_EVERY, _SHARE * (time.perf_counter() - begun)))
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak)


def _memory(process: int) -> float:
    """The proportional memory of a process and of all that came from it, in MB."""
    total = 0
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
        children = [
            child for path in Path(f"/proc/{process}/task").glob("*/children") for child in path.read_text().split()
        ]
    except OSError:
        return 0.0
    return total / 1024 + sum(_memory(int(child)) for child in children)
