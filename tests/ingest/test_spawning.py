"""Work is shared out from any script, page or notebook, whatever its own lines do."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.spawning import uninterrupted

SCRIPT = """
print("begun")
from ingest.processes import shared_out
print(list(shared_out(abs, [-1, -2, -3], 2)))
{last}
"""


@pytest.mark.parametrize("last", ["", "raise RuntimeError('only once it is done')"])
def test_a_script_without_a_guard_is_run_once(tmp_path: Path, last: str) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(last=last), encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.split("\n")[:2] == ["begun", "[1, 2, 3]"]
    assert done.returncode == (1 if last else 0)
    assert ("only once it is done" in done.stderr) == bool(last)


def test_ctrl_c_waits_until_a_process_is_started_whole() -> None:
    done = []
    before = signal.getsignal(signal.SIGINT)

    def start() -> None:
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)
            done.append("started")

    with pytest.raises(KeyboardInterrupt):
        start()
    assert done == ["started"]
    assert signal.getsignal(signal.SIGINT) == before
