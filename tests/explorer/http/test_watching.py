"""The measures and the journal of a real server: what is counted, what is told, and what never is."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from explorer.context import Context
from explorer.http.routes import Services
from tests.explorer.http.conftest import open_workspace, publish, serving

SETTINGS = "\n[limits]\ndeadline = 5.0\nrows = 5\n"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . ?q ?r ?s }"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    workspace = open_workspace(tmp_path, SETTINGS)
    publish(workspace)
    with (
        serving(Services(Context(workspace)).application()) as address,
        httpx.Client(base_url=address, timeout=30) as each,
    ):
        yield each


def measured(client: httpx.Client) -> dict[tuple[str, ...], float]:
    """Each sample by its name and the values of its labels."""
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    families = text_string_to_metric_families(answer.text)
    return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


def test_queries_are_counted_by_what_became_of_them(client: httpx.Client) -> None:
    ask = {"query": "ASK { ?s ?p ?o }"}
    tag = client.get("/sparql", params=ask).headers["etag"]
    client.get("/sparql", params=ask)
    client.get("/sparql", params=ask, headers={"if-none-match": tag})
    client.get("/sparql", params={"query": "SELECT nonsense"})
    assert client.get("/sparql", params={"query": ENDLESS}).status_code == 503
    assert client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}).status_code == 400
    found = measured(client)
    outcomes = {key[1]: value for key, value in found.items() if key[0] == "maillage_queries_total"}
    assert outcomes == {"answered": 2, "unchanged": 1, "wrong": 2, "limit": 1}
    assert found["maillage_kept_answers_total", "hit"] == 1
    assert found["maillage_requests_total", "/sparql", "400"] == 2
    assert found["maillage_request_seconds_count", "/sparql"] == 6


def test_the_snapshot_and_the_workers_are_measured(client: httpx.Client) -> None:
    found = measured(client)
    assert found[("maillage_snapshot_quads",)] > 100
    assert 0 <= found[("maillage_snapshot_age_seconds",)] < 600
    assert ("maillage_workers", "idle") in found
    assert found[("maillage_queries_waiting",)] == 0
    assert any(key[0] == "maillage_snapshot_info" for key in found)


def test_paths_that_nobody_planned_make_no_measure_of_their_own(client: httpx.Client) -> None:
    for path in ("/nowhere", "/%00", "/data/x/y", "//", "/sparql/"):
        client.get(path)
    assert {key[1] for key in measured(client) if key[0] == "maillage_requests_total"} <= {"pages", "/data", "/sparql"}


def test_every_answer_carries_an_id_and_a_proxys_is_kept_unless_it_could_forge_a_line(client: httpx.Client) -> None:
    assert len(client.get("/health").headers["x-request-id"]) == 32
    assert client.get("/health", headers={"x-request-id": "a-1.b"}).headers["x-request-id"] == "a-1.b"
    assert len(client.get("/health", headers={"x-request-id": 'a" b'}).headers["x-request-id"]) == 32


def journal(folder: Path, *options: str) -> list[str]:
    """The lines that a server writes while it is asked two things."""
    publish(open_workspace(folder))
    command = [sys.executable, "-m", "explorer", "serve", "--workspace", str(folder), "--port", "0", *options]
    environment = {**os.environ, "HOME": str(folder)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, env=environment, **pipes) as process:  # type: ignore[call-overload]
        address = process.stdout.readline().split()[3]
        with httpx.Client(base_url=address, timeout=30) as client:
            client.get("/health", headers={"x-request-id": "seen-1"})
            client.get("/sparql", params={"query": 'ASK { ?s ?p "Anne Perrin" }'})
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    return [line for line in str(err).splitlines() if "/health" in line or "/sparql" in line]


def test_the_journal_in_json_tells_a_request_a_line_and_no_query(tmp_path: Path) -> None:
    health, query = map(json.loads, journal(tmp_path, "--log", "json"))
    assert (health["path"], health["status"], health["request"], health["level"]) == ("/health", 200, "seen-1", "info")
    assert 0 <= health["seconds"] < 60
    assert query["path"] == "/sparql"
    assert "Perrin" not in str(query)


def test_the_journal_tells_queries_to_those_who_ask_for_them(tmp_path: Path) -> None:
    _, query = journal(tmp_path, "--log", "text", "--log-queries")
    assert "Perrin" in query


def test_without_a_journal_nothing_is_written(tmp_path: Path) -> None:
    assert journal(tmp_path) == []
