"""Ctrl-C and deadlines in a terminal: answered in a sentence, with an exit code, though the engine is at work."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from explorer.cli import main
from tests.explorer.pages.fictional import publish, workspace

STOPPED = "maillage: stopped; what was published is unchanged."
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
INTERRUPTED = """
import os, signal, time
from explorer.stopping import told_when_stopping
signal.signal(signal.SIGINT, signal.default_int_handler)  # it may be ignored where tests run
with told_when_stopping():
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(60)
    finally:
        print("closing", flush=True)
        {then}
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = workspace(tmp_path_factory.mktemp("lacs"))
    publish(made)
    return made.root


def asking(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """``maillage query`` of the endless query, told by a line that it has begun."""
    begun = (
        "import signal, sys, graph.embedded as e, explorer.cli as c\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "ask = e.EmbeddedStore.query\n"
        "def told(*a): print('begun', file=sys.stderr, flush=True); return ask(*a)\n"
        "e.EmbeddedStore.query = told\n"
        "c.main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", begun, "query", "--workspace", str(folder), *arguments, ENDLESS]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_query_ends_at_its_deadline_with_a_sentence(published: Path) -> None:
    with asking(published, "--timeout", "0.5") as process:
        out, told = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert told.splitlines()[-1].startswith("maillage: the query was not done within 0.5 seconds. Ask for less")


def test_a_query_ends_at_ctrl_c(published: Path) -> None:
    with asking(published) as process:
        assert process.stderr
        assert process.stderr.readline() == "begun\n"
        process.send_signal(signal.SIGINT)
        out, told = process.communicate(timeout=60)
    assert (process.returncode, out, told.strip()) == (130, "", STOPPED)


def test_a_query_that_is_done_in_time_is_answered(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["query", "--workspace", str(published), "--timeout", "60", "ASK { ?a a skos:Concept }"])
    assert (stopped.value.code, capsys.readouterr().out) == (0, "true\n")


def interrupted(then: str) -> subprocess.CompletedProcess[str]:
    script = INTERRUPTED.format(then=then)
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)


def test_ctrl_c_says_at_once_what_is_waited_for() -> None:
    done = interrupted("raise SystemExit(130)")
    assert done.returncode == 130
    assert done.stderr.startswith("maillage: stopping: the draft's files are closed, then removed")


@pytest.mark.parametrize(("second", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_second_signal_waits_for_nothing_whichever_it_is(second: str, code: int) -> None:
    done = interrupted(f"os.kill(os.getpid(), signal.{second}); time.sleep(60)")
    assert (done.returncode, done.stdout) == (code, "closing\n")
    assert done.stderr.splitlines()[-1] == STOPPED


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_training_that_a_signal_ends_leaves_nothing_beside_the_model(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    command = [sys.executable, "-m", "explorer", "train", "--gold", "/dev/stdin", "--model", str(tmp_path / "m.json")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while not list(tmp_path.iterdir()):
            time.sleep(0.05)
        process.send_signal(number)
        _, told = process.communicate(timeout=60)
    assert (process.returncode, told.strip()) == (code, STOPPED)
    assert list(tmp_path.iterdir()) == []
