"""Every benchmark that fits half an hour, one after the other: ``python -m tests.benchmarks [NAME…]``.

What a benchmark lacks (the real data, a peer to compare with) it says; nothing is asserted.
"""

from __future__ import annotations

import subprocess
import sys
import time

BENCHMARKS: dict[str, tuple[str, ...]] = {
    "actors": ("tests.benchmarks.actors",),
    "linking": ("tests.benchmarks.linking_quality",),
    "http": ("tests.benchmarks.http_queries", "5000", "--seconds", "3"),
    "networks": ("tests.benchmarks.networks", "5000", "--plain"),
}


def main(names: list[str]) -> int:
    """Run the named benchmarks, all by default; the number of those that failed."""
    failed = 0
    for name in names or BENCHMARKS:
        started = time.monotonic()
        print(f"\n## {name}: python -m {' '.join(BENCHMARKS[name])}", flush=True)
        failed += subprocess.run([sys.executable, "-m", *BENCHMARKS[name]], check=False).returncode != 0
        print(f"({time.monotonic() - started:.0f} s)", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
