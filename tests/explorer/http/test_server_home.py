"""What programs ask of a workspace whose graph is on a SPARQL server is answered as from the snapshot itself."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from explorer.context import Context
from explorer.http.routes import Services
from graph.endpoint import PASSWORD, Endpoint
from graph.workspace import Workspace
from tests.explorer.http.conftest import open_workspace, publish, serving
from tests.servers import SERVERS, free_port, oxigraph

TOKEN = "token"
UPDATES = "[updates]\nenabled = true\n"
JSON, NTRIPLES = "application/sparql-results+json", "application/n-triples"


class Both(NamedTuple):
    """The same snapshot behind two servers of ours: asked at home, and on a SPARQL server."""

    here: httpx.Client
    there: httpx.Client
    workspace: Workspace


def on_server(here: Workspace, folder: Path, endpoint: Endpoint) -> Workspace:
    """The same workspace, snapshot and all, that names a server."""
    shutil.copytree(here.root, folder, symlinks=True)
    return open_workspace(folder, f'[store]\nlocation = "{endpoint.address}"\nuser = "{endpoint.user}"\n{UPDATES}')


@pytest.fixture(scope="module", params=list(SERVERS))
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("homes")
    here = open_workspace(folder / "here", UPDATES)
    snapshot = publish(here)
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv(PASSWORD, "dba")
        endpoint = stack.enter_context(SERVERS[request.param](tmp_path_factory.mktemp("server")))
        there = on_server(here, folder / "there", endpoint)
        assert there.home.bring(snapshot) is not None
        clients = [
            stack.enter_context(
                httpx.Client(
                    base_url=stack.enter_context(serving(Services(Context(each), TOKEN).application())), timeout=60
                )
            )
            for each in (here, there)
        ]
        yield Both(clients[0], clients[1], there)


def said(client: httpx.Client, method: str, path: str, **given: object) -> tuple[int, str]:
    """The status and the body, without the server's own address; triples in order."""
    answer = client.request(method, path, **given)  # type: ignore[arg-type]
    text = answer.text.replace(str(client.base_url).rstrip("/"), "")
    if answer.headers["content-type"].startswith((NTRIPLES, "text/turtle")):
        text = "\n".join(sorted(text.splitlines()))
    return answer.status_code, text


def alike(both: Both, method: str, path: str, **given: object) -> tuple[int, str]:
    there = said(both.there, method, path, **given)
    assert there == said(both.here, method, path, **given)
    return there


def test_it_says_whether_the_server_holds_the_snapshot(both: Both) -> None:
    assert both.there.get("/health").json()["server"] == {"holds_snapshot": True}
    assert "server" not in both.here.get("/health").json()


def test_every_page_and_all_data_are_the_same(both: Both) -> None:
    query = "SELECT DISTINCT ?thing { ?thing rdfs:label ?label FILTER(STRSTARTS(STR(?thing), 'https://e.org/')) }"
    rows = both.here.post("/sparql", data={"query": query}).json()["results"]["bindings"]
    assert len(rows) > 10
    for row in rows:
        path = row["thing"]["value"].removeprefix("https://e.org/")
        assert alike(both, "GET", f"/page/{path}")[0] == 200
        assert alike(both, "GET", f"/data/{path}.nt")[0] == 200
        assert alike(both, "GET", f"/data/{path}.nq")[0] == 200


@pytest.mark.parametrize("path", ["/.well-known/void", "/catalog", "/sparql"])
def test_descriptions_are_the_same(both: Both, path: str) -> None:
    assert alike(both, "GET", path, headers={"accept": "text/turtle"})[0] == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT ?s ?l { ?s rdfs:label ?l } ORDER BY ?s STR(?l) LANG(?l)", 200),
        ("ASK { ?s a schema:Event }", 200),
        ("ASK { ?s a <urn:nothing> }", 200),
        ("BASE <https://e.org/> SELECT ?p ?o { <concept/velo> ?p ?o } ORDER BY ?p STR(?o)", 200),
        ('SELECT ?t { SERVICE ml:search { ?t ml:matches "velo" } } ORDER BY ?t', 200),
        ("SELECT * { ?s ?p", 400),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", 400),
        ("DROP ALL", 400),
    ],
)
@pytest.mark.parametrize("form", [JSON, "text/csv", "application/sparql-results+xml"])
def test_queries_have_the_same_answers_and_refusals(both: Both, query: str, status: int, form: str) -> None:
    assert alike(both, "POST", "/sparql", data={"query": query}, headers={"accept": form})[0] == status


@pytest.mark.parametrize("form", [NTRIPLES, "text/turtle"])
def test_constructed_triples_are_the_same(both: Both, form: str) -> None:
    query = "CONSTRUCT { ?s rdfs:label ?label } { ?s a schema:Event ; rdfs:label ?label }"
    assert alike(both, "POST", "/sparql", data={"query": query}, headers={"accept": form})[0] == 200


def test_named_graphs_and_datasets_are_the_same(both: Both) -> None:
    graph = "https://e.org/graph/agenda-csv/2"
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert alike(both, "GET", "/sparql", params={"query": count, "default-graph-uri": graph})[0] == 200
    assert alike(both, "GET", "/graph-store", params={"graph": graph}, headers={"accept": NTRIPLES})[0] == 200
    assert alike(both, "GET", "/graph-store", params={"graph": "urn:none"})[0] == 404


def test_questions_and_reconciliation_are_the_same(both: Both) -> None:
    assert alike(both, "GET", "/questions/documents-on", params={"concept": "https://e.org/concept/velo"})[0] == 200
    assert alike(both, "GET", "/reconcile", params={"queries": '{"q0": {"query": "velo"}}'})[0] == 200
    assert alike(both, "GET", "/reconcile/suggest/property", params={"prefix": ""})[0] == 200


def test_an_update_is_answered_from_the_snapshot_until_the_server_holds_it(both: Both) -> None:
    update = {"update": 'INSERT DATA { GRAPH <urn:mine> { <urn:a> rdfs:label "neuf" } }'}
    done = both.there.post("/sparql", data=update, headers={"authorization": f"Bearer {TOKEN}"})
    assert done.json()["added"] == 1
    end = time.monotonic() + 60
    while True:
        assert both.there.post("/sparql", data={"query": 'ASK { <urn:a> rdfs:label "neuf" }'}).json()["boolean"]
        if both.there.get("/health").json()["server"]["holds_snapshot"]:
            break
        assert time.monotonic() < end, "the server was not brought to what the update published"
        time.sleep(0.2)
    remote = both.workspace.home.store(both.workspace.snapshots.current())  # type: ignore[arg-type]
    assert remote.ask('ASK { GRAPH <urn:mine> { <urn:a> rdfs:label "neuf" } }')


def test_limits_hold_for_what_the_server_answers(tmp_path: Path) -> None:
    here = open_workspace(tmp_path / "here")
    snapshot = publish(here)
    (tmp_path / "server").mkdir()
    with oxigraph(tmp_path / "server") as endpoint:
        there = on_server(here, tmp_path / "there", endpoint)
        there.home.bring(snapshot)
        settings = f'[store]\nlocation = "{endpoint.address}"\n[limits]\ndeadline = 6.0\nrows = 5\n'
        limited = open_workspace(tmp_path / "there", settings)
        with serving(Services(Context(limited)).application()) as address:
            few = httpx.post(f"{address}/sparql", data={"query": "SELECT * { ?s ?p ?o }"}, timeout=30)
            assert (few.status_code, "more than 5 rows" in few.text) == (400, True)
            assert "retry-after" not in few.headers
            product = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
            long = httpx.post(f"{address}/sparql", data={"query": product}, timeout=30)
            assert (long.status_code, "6 seconds" in long.text) == (503, True)


def test_a_server_that_is_down_is_said_everywhere_in_a_sentence(tmp_path: Path) -> None:
    here = open_workspace(tmp_path / "here")
    publish(here)
    there = on_server(here, tmp_path / "there", Endpoint(f"http://127.0.0.1:{free_port()}/query"))
    with serving(Services(Context(there)).application()) as address:
        for path in (
            "/health",
            "/page/concept/velo",
            "/data/concept/velo.ttl",
            "/sparql?query=ASK{}",
            "/questions/coverage",
        ):
            answer = httpx.get(f"{address}{path}", timeout=30)
            assert answer.status_code == 503, path
            assert "the server that holds the graph cannot be reached" in answer.text
            assert answer.headers["retry-after"] == "30"
            assert "Traceback" not in answer.text
            assert "127.0.0.1" not in answer.text
        assert httpx.get(f"{address}/dumps/", timeout=30).status_code == 200
