"""The whole application in a process of its own: pages and routes at one address, started and stopped by hand."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from explorer.app import STREAMLIT_OPTIONS, serve
from explorer.context import Context, get_context, set_context
from explorer.stopping import STOPPED
from ontology.errors import CallError
from tests.explorer.http.conftest import open_workspace, publish

SERVE = """
import sys
from pathlib import Path
from explorer.app import serve
from graph.workspace import Workspace
serve(Workspace.open(Path(sys.argv[1])), "127.0.0.1", 0, lambda address: print(address, flush=True))
"""

HEARING = """
import signal, sys
from explorer.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # it may be ignored where tests run
main(sys.argv[1:])
"""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that serves a published network; its first line is its address."""
    publish(open_workspace(tmp_path))
    command = [sys.executable, "-c", SERVE, str(tmp_path)]
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONWARNINGS": "error::ResourceWarning"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        yield process
        process.kill()


def test_everything_is_at_one_address_and_ctrl_c_ends_it_quietly(running: subprocess.Popen[str]) -> None:
    assert running.stdout is not None
    address = running.stdout.readline().strip()
    with httpx.Client(base_url=address, timeout=30) as client:
        assert "<title>" in client.get("/").text
        assert client.get("/_stcore/health").text == "ok"
        assert client.get("/health").json()["status"] == "ok"
        assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True
        assert client.get("/").headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in client.get("/").headers
        refused = client.delete("/sparql")
        assert (refused.status_code, refused.headers["content-type"]) == (405, "application/problem+json")
        assert refused.headers["allow"] == "GET, HEAD, OPTIONS, POST"
        for nowhere in ("/openapi.json", "/a/b", "/nulle-part"):
            assert client.get(nowhere).status_code == 404, nowhere
        assert client.get("/favicon.png").status_code == 200
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=20)
    assert (running.returncode, out, err) == (0, "", "")


@pytest.mark.parametrize(("presses", "code", "said"), [(1, 0, ""), (2, 130, STOPPED)])
def test_one_ctrl_c_waits_a_little_for_answers_in_silence_and_a_second_one_does_not(
    tmp_path: Path, presses: int, code: int, said: str
) -> None:
    publish(open_workspace(tmp_path))
    command = [sys.executable, "-c", HEARING, "serve", "--port", "0", "--workspace", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().partition("127.0.0.1:")[2].partition("/")[0])
        with socket.create_connection(("127.0.0.1", port), timeout=30) as asking:
            asking.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n")
            assert asking.recv(99).startswith(b"HTTP/1.1 100")  # its body is waited for
            process.send_signal(signal.SIGINT)
            while listens(port):
                pass
            if presses > 1:
                process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=30)
    assert (process.returncode, err.strip()) == (code, said)


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=30).close()
    except (ConnectionRefusedError, ConnectionResetError):  # reset where it is closed just then
        return False
    return True


def test_a_taken_port_is_told_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(CallError, match=r"cannot listen.*--port"):
        serve(open_workspace(tmp_path), "127.0.0.1", taken.getsockname()[1], lambda _: None)
    with pytest.raises(CallError, match="between 0 and 65535"):
        serve(open_workspace(tmp_path), "127.0.0.1", 70_000, lambda _: None)


def test_nothing_is_told_to_anyone() -> None:
    assert STREAMLIT_OPTIONS["browser.gatherUsageStats"] is False


def test_the_context_is_that_of_the_process(tmp_path: Path) -> None:
    context = Context(open_workspace(tmp_path))
    set_context(context)
    assert get_context() is context


def test_a_context_follows_what_is_published_and_opens_each_snapshot_once(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    first = publish(workspace)
    context = Context(workspace)
    assert context.snapshot() == first
    assert context.store() is context.store()
    old = context.store()
    second = publish(workspace, '<https://e.org/g> { <https://e.org/a> <https://e.org/b> "c" }')
    assert context.snapshot() == second
    assert context.store() is not old
    assert context.labels().path.parent == second.path
