"""A workspace that names a SPARQL server, from the command line: builds publish there, questions are asked there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

import graph
from graph.endpoint import PASSWORD, Endpoint
from graph.publication import held_by
from graph.remote import RemoteStore
from graph.workspace import Workspace
from tests.explorer.test_cli import run
from tests.servers import SERVERS, free_port, oxigraph
from tests.workspaces import MakeWorkspace

BASE = "https://example.org/r/"
SETTINGS = f'[network]\ntitle = "Réseau"\nbase_iri = "{BASE}"\n[[sources]]\npath = "e.csv"\nrecord = "event"\n'
EVENTS = "title,date,kind,organizer\nForum des tiers-lieux,2013-05-13,Forum,La Fabrique\nRSE,2014-01-01,Atelier,\n"
COUNT = "SELECT (COUNT(?e) AS ?n) { ?e a schema:Event }"


def settings(endpoint: Endpoint, more: str = "") -> str:
    return f'{SETTINGS}[store]\nlocation = "{endpoint.address}"\nuser = "{endpoint.user}"\n{more}'


@pytest.fixture(params=list(SERVERS))
def endpoint(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Endpoint]:
    monkeypatch.setenv(PASSWORD, "dba")
    with SERVERS[request.param](tmp_path_factory.mktemp("server")) as started:
        yield started


def test_a_build_publishes_on_the_server_and_questions_are_asked_there(
    endpoint: Endpoint, make_workspace: MakeWorkspace, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = make_workspace(settings(endpoint), {"e.csv": EVENTS})
    assert run("build", "--workspace", folder) == 0
    assert f"{endpoint.address} holds it now" in capfd.readouterr().out
    assert run("build", "--workspace", folder) == 0
    assert f"{endpoint.address} holds it already" in capfd.readouterr().out

    opened = Workspace.open(folder)
    snapshot = opened.snapshots.current()
    assert snapshot is not None
    assert isinstance(opened.home.store(snapshot), RemoteStore)
    assert run("query", "--workspace", folder, "--format", "csv", COUNT) == 0
    assert capfd.readouterr().out.split() == ["n", "2"]
    assert run("stats", "--workspace", folder) == 0
    assert "2  event" in capfd.readouterr().out
    for place in (endpoint.address, folder):
        assert graph.open(place).query(COUNT).n.tolist() == [2]
    assert graph.open(folder).ask("documents-on", concept="tiers-lieu").shape[0] == 1

    make_workspace(settings(endpoint), {"e.csv": EVENTS.rpartition("RSE")[0]})
    assert run("build", "--workspace", folder) == 0
    assert "removed: 1" in capfd.readouterr().out
    assert graph.open(endpoint.address).query(COUNT).n.tolist() == [1]
    assert run("snapshots", "rollback", "--workspace", folder) == 0
    assert "holds it now" in capfd.readouterr().out
    assert graph.open(endpoint.address).query(COUNT).n.tolist() == [2]


def test_what_others_changed_on_the_server_is_mended_by_the_same_build(
    endpoint: Endpoint, make_workspace: MakeWorkspace, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = make_workspace(settings(endpoint), {"e.csv": EVENTS})
    assert run("build", "--workspace", folder) == 0
    event = f"<{BASE}event/2014-01-01-rse>"
    snapshot = Workspace.open(folder).snapshots.current()
    assert snapshot is not None
    (row,) = snapshot.store().select(f"SELECT ?graph {{ GRAPH ?graph {{ {event} a schema:Event }} }}")
    endpoint.update(f"DELETE WHERE {{ GRAPH {row['graph']} {{ {event} ?p ?o }} }}")
    assert run("build", "--workspace", folder) == 0
    assert "graphs written: 1, removed: 0" in capfd.readouterr().out
    assert run("build", "--workspace", folder) == 0
    assert f"{endpoint.address} holds it already" in capfd.readouterr().out


def test_a_publication_that_was_killed_goes_on_and_meanwhile_the_snapshot_answers(
    tmp_path: Path, make_workspace: MakeWorkspace, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"Rencontre {number} sur la biodiversité,2013-05-13,Forum,\n" for number in range(1_500))
    events = EVENTS.partition("\n")[0] + "\n" + rows
    (tmp_path / "server").mkdir()
    with oxigraph(tmp_path / "server") as endpoint:
        folder = make_workspace(settings(endpoint), {"e.csv": events})
        build = [sys.executable, "-m", "explorer", "build", "--workspace", str(folder)]
        there = RemoteStore(endpoint, f"{BASE}graph/published")
        with subprocess.Popen(build, stdout=subprocess.DEVNULL, start_new_session=True) as building:
            end = time.monotonic() + 300
            while sum(1 for _ in there.graphs()) < 50:
                assert time.monotonic() < end
                assert building.poll() is None, "the build ended before it could be killed"
                time.sleep(0.01)
            os.killpg(building.pid, signal.SIGKILL)
        assert held_by(endpoint, BASE).snapshot == ""  # type: ignore[union-attr]
        reached = sum(1 for _ in there.graphs())
        capfd.readouterr()
        assert run("query", "--workspace", folder, "--format", "csv", COUNT) == 0
        answered = capfd.readouterr()
        assert answered.out.split() == ["n", "1500"]
        assert "does not hold snapshot" in answered.err
        assert run("build", "--workspace", folder) == 0
        said = capfd.readouterr().out
        assert "Nothing changed" in said
        assert int(said.partition("graphs written: ")[2].partition(",")[0]) <= 1_510 - reached + 50
        assert RemoteStore(endpoint).ask("ASK { ?e dcterms:title ?t FILTER(CONTAINS(?t, 'Rencontre 1499')) }")
        assert graph.open(endpoint.address).query(COUNT).n.tolist() == [1_500]


def test_a_server_that_is_down_keeps_the_snapshot_and_is_said(
    make_workspace: MakeWorkspace, capfd: pytest.CaptureFixture[str]
) -> None:
    endpoint = Endpoint(f"http://127.0.0.1:{free_port()}/query")
    folder = make_workspace(settings(endpoint), {"e.csv": EVENTS})
    assert run("build", "--workspace", folder) == 1
    said = capfd.readouterr()
    assert "Published snapshot" in said.out
    assert f"{endpoint.address}: the server that holds the graph cannot be reached" in said.err
    assert "is kept here: build again" in said.err
    assert run("query", "--workspace", folder, COUNT) == 1
    assert "cannot be reached" in capfd.readouterr().err
    assert run("export", "--workspace", folder, folder / "out") == 0


def test_a_server_that_is_read_only_is_said_with_what_to_set(
    tmp_path: Path, make_workspace: MakeWorkspace, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "server").mkdir()
    with oxigraph(tmp_path / "server"):
        pass
    with oxigraph(tmp_path / "server", command="serve-read-only") as endpoint:
        folder = make_workspace(settings(endpoint), {"e.csv": EVENTS})
        assert run("build", "--workspace", folder) == 1
        said = capfd.readouterr().err
    place = endpoint.address.replace("/query", "/update")
    assert f"{place}: the server is read-only, or takes no updates from us here (403: " in said
    assert "under [store] in maillage.toml" in said


def test_a_server_that_refuses_what_is_sent_fails_the_build_and_not_the_call(
    make_workspace: MakeWorkspace, capfd: pytest.CaptureFixture[str]
) -> None:
    class Refusing(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(400)
            self.end_headers()
            self.wfile.write(b"This is too much for me")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        serving = Thread(target=server.serve_forever)
        serving.start()
        endpoint = Endpoint(f"http://127.0.0.1:{server.server_port}/query")
        folder = make_workspace(settings(endpoint), {"e.csv": EVENTS})
        assert run("build", "--workspace", folder) == 1
        server.shutdown()
        serving.join()
    said = capfd.readouterr().err
    assert "This is too much for me" in said
    assert "is kept here: build again" in said


def test_a_server_that_does_not_answer_is_said_to_be_waited_for(
    make_workspace: MakeWorkspace, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Event()

    class Silent(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert said.wait(60)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    def say(sentence: str) -> None:
        print(sentence, file=sys.stderr)
        said.set()

    monkeypatch.setattr("graph.waiting._LATE", 0.1)
    monkeypatch.setattr("explorer.progress.say", say)
    with ThreadingHTTPServer(("127.0.0.1", 0), Silent) as server:
        serving = Thread(target=server.serve_forever)
        serving.start()
        endpoint = Endpoint(f"http://127.0.0.1:{server.server_port}/query")
        folder = make_workspace(settings(endpoint), {"e.csv": EVENTS})
        for command in (("build",), ("query", COUNT)):
            said.clear()
            assert run(command[0], "--workspace", folder, *command[1:]) == 1
            assert f"{endpoint.address} has not answered yet: it is waited for" in capfd.readouterr().err
        server.shutdown()
        serving.join()


class AtOnce:
    """A timer that waits for nothing."""

    def __init__(self, _seconds: float, function: Callable[..., object], said: list[str]) -> None:
        self.function, self.said, self.daemon = function, said, False

    def start(self) -> None:
        self.function(*self.said)

    def cancel(self) -> None:
        """There is nothing left to do."""


def test_whenever_a_server_is_asked_it_is_said_that_it_is_waited_for_and_how_long(
    tmp_path: Path,
    make_workspace: MakeWorkspace,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def told(address: str) -> bool:
        said = f"maillage: {address} has not answered yet: it is waited for, 60 seconds at most; Ctrl-C stops."
        return said in capfd.readouterr().err

    (tmp_path / "server").mkdir()
    with oxigraph(tmp_path / "server") as endpoint:
        folder = make_workspace(settings(endpoint), {"e.csv": EVENTS})
        assert run("build", "--workspace", folder) == 0
        assert not told(endpoint.address)
        monkeypatch.setattr("graph.waiting.Timer", AtOnce)
        for command in (("doctor", "--quick"), ("query", COUNT), ("stats",)):
            assert run(command[0], "--workspace", folder, *command[1:]) == 0
            assert told(endpoint.address)
        for place in (endpoint.address, folder):
            opened = graph.open(place)
            assert told(endpoint.address)
            assert opened.query(COUNT).n.tolist() == [2]
            assert told(endpoint.address)


def test_a_server_whose_default_graph_repeats_triples_is_refused(
    tmp_path: Path, make_workspace: MakeWorkspace, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "server").mkdir()
    with oxigraph(tmp_path / "server", "--union-default-graph") as endpoint:
        folder = make_workspace(settings(endpoint), {"e.csv": EVENTS})
        assert run("build", "--workspace", folder) == 1
        assert "without --union-default-graph" in capfd.readouterr().err
        assert not list(RemoteStore(endpoint).graphs())


@pytest.mark.parametrize(
    ("store", "said"),
    [
        ('location = "localhost:7878"', "no address of an endpoint"),
        ('location = "http://me:secret@e.org/query"', "holds a name or a password"),
        ('location = "http://e.org/query"\nupdate = "e.org"', "no address of an endpoint"),
    ],
)
def test_a_wrong_address_is_told_with_its_line(
    make_workspace: MakeWorkspace, store: str, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = make_workspace(f"{SETTINGS}[store]\n{store}\n", {"e.csv": EVENTS})
    assert run("build", "--workspace", folder) == 1
    told = capfd.readouterr().err
    assert said in told
    assert f"line {8 + store.count(chr(10))}" in told
    assert "secret" not in told
