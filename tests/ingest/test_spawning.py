"""Work is shared out from any script, page or notebook, whatever its own lines do."""

from __future__ import annotations

import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest

from ingest.processes import Team, shared_out
from ingest.spawning import SPAWNING, copying, uninterrupted

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


KILLED = """
import os, signal, sys
from pathlib import Path
from ingest.processes import shared_out
from ingest.spawning import SPAWNING, copying
known, once = list(range(5)), Path(sys.argv[1])
def work(task):
    if task == 3 and not once.exists():
        once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return known[task], os.getpid() != here
here, context = os.getpid(), copying()
print(context is SPAWNING, list(shared_out(work, range(5), 2, context)))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")
def test_a_copy_knows_what_this_process_knows_and_is_replaced_once_killed(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(KILLED, encoding="utf-8")
    command = [sys.executable, str(script), str(tmp_path / "once")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == f"False {[(number, True) for number in range(5)]}\n"


STILLBORN = """
import sys
from functools import partial
from multiprocessing.spawn import set_executable
from ingest.processes import shared_out
set_executable(sys.argv[1])
try:
    print(list(shared_out(partial(max, b"x" * 1_000_000), range(3), 2)))
except Exception as error:
    print(type(error).__name__)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the process is a script of the shell")
def test_processes_that_are_killed_before_they_read_much_work_keep_nobody_waiting(tmp_path: Path) -> None:
    stillborn, script = tmp_path / "python", tmp_path / "script.py"
    stillborn.write_text(f'#!/bin/sh\ncase "$*" in *spawn_main*) exit 1;; esac\nexec {sys.executable} "$@"\n')
    stillborn.chmod(0o755)
    script.write_text(STILLBORN, encoding="utf-8")
    command = [sys.executable, str(script), str(stillborn)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "LimitError\n"


def test_processes_started_ahead_do_with_what_they_have_what_they_are_told_later() -> None:
    thing = bytearray(b"abc")
    team = Team(thing, 2)
    try:
        team.begin(partial(thing.index, 7, 8))  # it fails, which is no one's loss
        assert list(team.shared_out(thing.count, [b"a", b"d"])) == [1, 0]
        assert list(team.shared_out(thing.__getitem__, range(3))) == list(thing)
        thing.extend(b"d")  # theirs is what it was when they were started
        assert list(team.shared_out(thing.count, [b"a", b"d"])) == [1, 0]
    finally:
        team.end()


def test_a_process_with_several_threads_is_not_copied() -> None:
    done = Event()
    thread = Thread(target=done.wait)
    thread.start()
    try:
        assert copying() is SPAWNING
        assert list(shared_out(abs, [-1], 2, copying())) == [1]
    finally:
        done.set()
        thread.join()
