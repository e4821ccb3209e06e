"""The benchmarks, one after the other, and the page that tells them: ``python -m tests.benchmarks [--full] [NAME…]``.

What a benchmark lacks (the real data, a peer to compare with) it says; nothing is asserted.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from tests.benchmarks.page import FOLDER, Kept, write
from tests.benchmarks.report import Report


class Benchmark(NamedTuple):
    """A module with ``run``, and what ``run`` is given: where half an hour is shared, and in full."""

    module: str
    quick: Mapping[str, object] = MappingProxyType({})
    full: Mapping[str, object] | None = None


BENCHMARKS: dict[str, Benchmark] = {
    "actors": Benchmark("actors"),
    "engines": Benchmark("engines", {}, {"documents": 2_000}),
    "build": Benchmark(
        "build",
        {},
        {
            "sizes": (2_000, 20_000, 200_000),
            "few": (2_000, 20_000, 200_000, 1_000_000),
            "plain": (500, 2_000, 5_000),
        },
    ),
    "build-sizes": Benchmark(
        "build",
        {"sizes": (), "few": (2_000, 20_000), "plain": (), "title": "How builds grow"},
        {"sizes": (), "few": (2_000, 20_000, 200_000), "plain": (), "title": "How builds grow"},
    ),
    "linking-quality": Benchmark("linking_quality"),
    "linking-speed": Benchmark("linking_speed", {"texts": 7_600}),
    "http": Benchmark("http_queries", {}, {"documents": 45_000}),
    "http-limits": Benchmark("http_limits", {}, {"documents": 45_000, "seconds": 20.0, "publishing": 120.0}),
    "explorer": Benchmark("explorer_clicks", {"documents": 5_000}, {"documents": 45_000}),
    "networks": Benchmark("networks", {"documents": 5_000, "plain": True}, {"documents": 45_000, "plain": True}),
    "networks-bare": Benchmark(
        "networks",
        {"documents": 20_000, "bare": True, "plain": True},
        {"documents": 1_000_000, "bare": True, "plain": True},
    ),
    "relations": Benchmark("relations", {"documents": 5_000}, {"documents": 45_000}),
}
"""Those of ``make bench`` and, where ``full`` is given, of ``make bench-full`` (their page is the same)."""
PACKAGES = ("maillage", "pyoxigraph", "networkx", "numpy", "scipy", "streamlit", "uvicorn")


def main() -> int:
    """Run the chosen benchmarks, all by default, and write the page; the number of those that failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"among {', '.join(BENCHMARKS)}")
    parser.add_argument("--full", action="store_true", help="at full size: hours")
    parser.add_argument("--write", action="store_true", help="only write the page again from the reports kept")
    chosen = parser.parse_args()
    if wrong := [name for name in chosen.names if name not in BENCHMARKS]:
        parser.error(f"no benchmark is named {', '.join(wrong)}: choose among {', '.join(BENCHMARKS)}")
    kept, failed = _kept(), 0
    for name in [] if chosen.write else chosen.names or BENCHMARKS:
        print(f"\n# {name}", flush=True)
        report = _run(name, full=chosen.full)
        failed += report is None
        if report:
            kept[name] = report
            write(kept)
    write({name: kept[name] for name in BENCHMARKS if name in kept})
    return failed


def _kept() -> dict[str, Kept]:
    """The reports of earlier runs: those that are not run again stay on the page, with their date."""
    files = {name: FOLDER / f"{name}.json" for name in BENCHMARKS}
    return {name: msgspec.json.decode(path.read_bytes(), type=Kept) for name, path in files.items() if path.exists()}


def _run(name: str, *, full: bool) -> Kept | None:
    """The report of one benchmark, run in a process of its own so that its memory is its own; None if it failed."""
    benchmark = BENCHMARKS[name]
    given = benchmark.full if full and benchmark.full is not None else benchmark.quick
    command = f"python -m tests.benchmarks {'--full ' if full else ''}{name}"
    started, date = time.monotonic(), datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
    with TemporaryDirectory() as folder:
        answer = Path(folder) / "report.json"
        asked = msgspec.json.encode((f"tests.benchmarks.{benchmark.module}", dict(given), str(answer))).decode()
        code = "import sys; from tests.benchmarks.__main__ import alone; alone(sys.argv[1])"
        if subprocess.run([sys.executable, "-c", code, asked], check=False).returncode or not answer.exists():
            return None
        report = msgspec.json.decode(answer.read_bytes(), type=Report)
    return Kept(
        report=report,
        command=command,
        date=date,
        seconds=time.monotonic() - started,
        machine=_machine(),
        versions={"Python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
    )


def alone(asked: str) -> None:
    """Run one benchmark in this process and leave its report in a file."""
    module, given, answer = msgspec.json.decode(asked, type=tuple[str, dict[str, object], str])
    report: Report = importlib.import_module(module).run(**given)
    print(f"\n{report.markdown()}", flush=True)
    Path(answer).write_bytes(msgspec.json.encode(report))


def _machine() -> str:
    """The machine in a sentence: processor, cores, memory, system."""
    processor = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            processor = line.partition(":")[2].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{processor}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}"


if __name__ == "__main__":
    sys.exit(main())
