"""Updates and the graph store over HTTP: who may write, what is published, what is refused, and that it holds."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import rmtree
from typing import Any

import httpx
import pytest
import rdflib
import SPARQLWrapper
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
from SPARQLWrapper.SPARQLExceptions import Unauthorized

from explorer.context import Context
from explorer.http.authority import read_token
from explorer.http.routes import Services
from graph.workspace import Workspace
from ontology.errors import CallError
from tests.explorer.http.conftest import open_workspace, publish, serving
from tests.explorer.http.test_pool import wait_until, workers

TOKEN = "a-token-for-the-tests"
HEADERS = {"authorization": f"Bearer {TOKEN}"}
ON = "[updates]\nenabled = true\nkeep = 3\n"
SPARQL = {"content-type": "application/sparql-update"}
TURTLE = {"content-type": "text/turtle"}
MINE = {"graph": "https://e.org/mine"}
NEWS = "INSERT DATA { GRAPH <https://e.org/mine> { <https://e.org/news> rdfs:label 'Nouvelle' } }"
SLOW = "INSERT { <a:a> <a:b> ?n } WHERE { SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } }"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Services, str]]:
    """A server that may be written to, and its address."""
    workspace = open_workspace(tmp_path_factory.mktemp("written"), ON)
    publish(workspace)
    services = Services(Context(workspace), TOKEN)
    with serving(services.application()) as address:
        yield services, address


@pytest.fixture
def writer(served: tuple[Services, str]) -> Iterator[httpx.Client]:
    """A client with the token."""
    with httpx.Client(base_url=served[1], timeout=30, headers=HEADERS) as client:
        yield client


def labels(client: httpx.Client, thing: str) -> list[str]:
    query = f"SELECT ?l {{ <https://e.org/{thing}> rdfs:label ?l }} ORDER BY ?l"
    return client.get("/sparql", params={"query": query, "format": "csv"}).text.split()[1:]


def test_an_update_is_published_at_once_and_told(writer: httpx.Client) -> None:
    for sent in ({"data": {"update": NEWS}}, {"content": NEWS.replace("news>", "second>"), "headers": SPARQL}):
        answer = writer.post("/sparql", **sent)
        assert (answer.status_code, answer.json()["added"]) == (200, 1)
        assert writer.get("/health").json()["snapshot"] == answer.json()["snapshot"]
    assert labels(writer, "news") == ["Nouvelle"]


@pytest.mark.parametrize(
    ("token", "status", "said"),
    [
        ("", 401, "needs the server's token"),
        ("Basic dXNlcjpzZWNyZXQ=", 401, "needs the server's token"),
        ("Bearer", 401, "needs the server's token"),
        ("Bearer another-token-altogether", 401, "not the server's token"),
        ("Bearer é", 401, "not the server's token"),
    ],
)
@pytest.mark.parametrize("method", ["update", "PUT", "POST", "DELETE"])
def test_without_the_token_nothing_is_written(
    served: tuple[Services, str], token: str, status: int, said: str, method: str
) -> None:
    headers = {"authorization": token.encode()} if token else {}
    with httpx.Client(base_url=served[1], headers=headers) as client:  # type: ignore[arg-type]
        before = client.get("/health").json()["snapshot"]
        if method == "update":
            answer = client.post("/sparql", data={"update": NEWS})
        else:
            answer = client.request(method, "/graph-store", params=MINE, headers=TURTLE, content=b"<a:a> <a:b> 1 .")
        assert (answer.status_code, answer.headers["www-authenticate"]) == (status, 'Bearer realm="maillage"')
        assert said in answer.json()["detail"]
        assert client.get("/health").json()["snapshot"] == before


def test_an_update_sent_as_a_query_is_told_how_to_be_sent(writer: httpx.Client) -> None:
    answer = writer.post("/sparql", data={"query": f"# news\nBASE <https://e.org/>\n{NEWS}"})
    assert answer.status_code == 400
    assert answer.json()["remedy"] == "Send it by POST as “update”."


@pytest.mark.parametrize(("settings", "token"), [("", TOKEN), (ON, "")])
def test_updates_are_off_unless_the_workspace_and_whoever_starts_the_server_say_so(
    serve: Callable[..., tuple[httpx.Client, Services]], settings: str, token: str
) -> None:
    client, _ = serve(settings, token=token)
    answer = client.post("/sparql", data={"update": NEWS}, headers=HEADERS)
    assert answer.status_code == 403
    assert "[updates]" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("update", "status", "said"),
    [
        ("CLEAR GRAPH <https://e.org/graph/agenda-csv/1>", 403, "made by builds"),
        ("LOAD <file:///etc/passwd>", 403, "nothing is fetched"),
        ("INSERT { <a:a> <a:b> ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, "SERVICE may not ask"),
        ("INSERT DATA { <https://e.org/x> a schema:Event }", 422, "shapes"),
        ("\nINSERT { <a:a> }", 400, "line 2"),
        ("CREATE GRAPH <https://e.org/m> ; CREATE GRAPH <https://e.org/m>", 400, "exists"),
    ],
)
def test_what_must_not_be_published_is_refused_with_the_reason(
    writer: httpx.Client, update: str, status: int, said: str
) -> None:
    before = writer.get("/health").json()["snapshot"]
    answer = writer.post("/sparql", data={"update": update})
    assert (answer.status_code, said in answer.json()["detail"]) == (status, True), answer.text
    assert writer.get("/health").json()["snapshot"] == before


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize(
    ("method", "path", "sent"),
    [
        ("POST", "/sparql", {"data": {"update": NEWS}}),
        ("PUT", "/graph-store", {"params": MINE, "headers": TURTLE, "content": b"<a:a> <a:b> 1 ."}),
        ("DELETE", "/graph-store", {"params": MINE}),
    ],
)
def test_nothing_is_written_where_the_current_snapshot_is_gone_until_someone_says_what_to_go_on_from(
    serve: Callable[..., tuple[httpx.Client, Services]], method: str, path: str, sent: dict[str, Any], kept: bool
) -> None:
    client, services = serve(ON, token=TOKEN)
    client.headers.update(HEADERS)
    snapshots = services.context.workspace.snapshots
    if kept:
        publish(services.context.workspace)
    assert client.get("/health").status_code == 200
    rmtree(snapshots.root / snapshots.current_id())
    before = {each.id for each in snapshots.all()}
    answer = client.request(method, path, **sent)
    assert (answer.status_code, "is gone. `maillage build` goes on" in answer.json()["detail"]) == (503, True)
    assert client.get("/health").status_code == 503
    french = client.get("/health", headers={"accept-language": "fr"}).json()["detail"]
    assert "a disparu. `maillage build` repart du plus récent" in french
    if kept:
        (snapshots.root / "current").unlink()
        answer = client.request(method, path, **sent)
        assert (answer.status_code, "no snapshot is the current one" in answer.json()["detail"]) == (503, True)
        snapshots.rollback(*before)
        assert client.request(method, path, **sent).status_code in {200, 201, 404}
        before |= {snapshots.current_id()}
    assert {each.id for each in snapshots.all()} == before


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["would break its shapes: 1 violation\n", "This thing has no name", "Only advised"]),
        ("fr", ["ses formes\xa0: 1 violation\n", "Cette chose n’a pas de nom", "Seulement conseillé"]),
    ],
)
def test_violations_are_told_once_and_before_what_is_only_advised(
    writer: httpx.Client, language: str, said: list[str]
) -> None:
    update = "INSERT DATA { <https://e.org/x> a schema:Event }"
    refused = writer.post("/sparql", data={"update": update}, headers={"accept-language": language}).json()
    assert [words for words in said if words not in refused["detail"]] == []
    violation, advised = refused["detail"].index("rdfs:label"), refused["detail"].index("dcterms:title")
    assert violation < advised
    assert refused["detail"].count("rdfs:label)") == 1
    assert "\n" not in refused["remedy"]


def test_an_update_past_its_deadline_dies_and_the_one_that_waits_is_done(
    serve: Callable[..., tuple[httpx.Client, Services]],
) -> None:
    client, services = serve("[updates]\nenabled = true\ndeadline = 6.0\n", token=TOKEN)
    client.headers.update(HEADERS)
    draft = services.context.workspace.snapshots.root / ".draft"
    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(client.post, "/sparql", data={"update": SLOW})
        wait_until(draft.exists)
        queued = threads.submit(client.post, "/sparql", data={"update": NEWS})
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
        assert [each.result().status_code for each in (slow, queued)] == [503, 200]
    assert "not published" in slow.result().json()["detail"]
    assert client.get("/health").json()["snapshot"] == queued.result().json()["snapshot"]
    assert not draft.exists()


def test_the_process_that_writes_is_replaced_when_it_is_killed(writer: httpx.Client) -> None:
    writer.post("/sparql", data={"update": NEWS})
    commands = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in workers()}
    (writing,) = [pid for pid, command in commands.items() if b"explorer.http.writer" in command]
    os.kill(writing, signal.SIGKILL)
    wait_until(lambda: writing not in workers())
    answer = writer.post("/sparql", data={"update": NEWS})
    assert answer.status_code == 200, answer.text


def test_updates_at_once_are_done_one_after_the_other_and_none_is_lost(served: tuple[Services, str]) -> None:
    def write(number: int) -> int:
        update = f"INSERT DATA {{ GRAPH <https://e.org/crowd> {{ <https://e.org/crowd> rdfs:label '{number}' }} }}"
        return httpx.post(f"{served[1]}/sparql", data={"update": update}, headers=HEADERS, timeout=60).status_code

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(write, range(4))) == {200}
    with httpx.Client(base_url=served[1]) as client:
        assert labels(client, "crowd") == list("0123")
    kept = served[0].context.workspace.snapshots.all()
    assert len([each for each in kept if each.manifest.origin == "update"]) <= 4


def test_a_graph_lives_through_its_methods(writer: httpx.Client) -> None:
    place = {"graph": "https://e.org/notes"}
    one, two = (f'<https://e.org/n> <https://e.org/says> "{word}" .'.encode() for word in ("one", "two"))
    assert writer.get("/graph-store", params=place).status_code == 404
    assert writer.delete("/graph-store", params=place).status_code == 404
    assert writer.put("/graph-store", params=place, content=one, headers=TURTLE).status_code == 201
    assert writer.post("/graph-store", params=place, content=two, headers=TURTLE).status_code == 204
    got = writer.get("/graph-store", params=place, headers={"accept": "application/n-triples"})
    assert sorted(got.content.splitlines()) == [one, two]
    assert writer.head("/graph-store", params=place).status_code == 200
    assert writer.put("/graph-store", params=place, content=two, headers=TURTLE).status_code == 204
    assert len(writer.get("/graph-store", params={**place, "format": "nt"}).text.splitlines()) == 1
    assert writer.delete("/graph-store", params=place).status_code == 204
    assert writer.head("/graph-store", params=place).status_code == 404


def test_the_default_graph_is_always_there_and_holds_what_was_written_to_it(writer: httpx.Client) -> None:
    assert writer.delete("/graph-store?default").status_code == 204
    assert writer.get("/graph-store?default&format=nt").status_code == 400
    assert writer.get("/graph-store?default").status_code == 200
    assert writer.put("/graph-store?default", content=b"<a:a> <a:b> 1 .", headers=TURTLE).status_code in {201, 204}
    answer = writer.get("/graph-store?default", headers={"accept": "application/n-triples"})
    assert len(answer.text.splitlines()) == 1


def test_a_graph_sent_without_a_name_is_given_one(writer: httpx.Client) -> None:
    answer = writer.post("/graph-store", content=b"<a:a> <a:b> 1 .", headers=TURTLE)
    assert answer.status_code == 201
    assert writer.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize(
    ("asked", "headers", "body", "status"),
    [
        ("PUT /graph-store?graph=https://e.org/m", {"content-type": "image/png"}, b"", 415),
        ("PUT /graph-store?graph=https://e.org/m", {}, b"<a:a> <a:b> 1 .", 415),
        ("PUT /graph-store?graph=https://e.org/m", TURTLE, b"<a:a> <a:b>", 400),
        ("PUT /graph-store?graph=https://e.org/m", TURTLE, b"\xff\xfe", 400),
        ("PUT /graph-store?graph=relative", TURTLE, b"", 400),
        ("PUT /graph-store?graph=https://e.org/m&default", TURTLE, b"", 400),
        ("PUT /graph-store", TURTLE, b"", 400),
        ("GET /graph-store", {}, b"", 400),
        ("DELETE /graph-store", {}, b"", 400),
        ("PATCH /graph-store?default", TURTLE, b"", 405),
        ("PUT /graph-store?graph=https://e.org/graph/agenda-csv/1", TURTLE, b"", 403),
        ("POST /graph-store?default", {"content-type": "multipart/form-data; boundary=x"}, b"nothing", 400),
        ("PUT /graph-store?graph=https://e.org/m", TURTLE, b"<https://e.org/z> a <https://schema.org/Event> .", 422),
    ],
)
def test_a_request_that_cannot_be_done_is_refused(
    writer: httpx.Client, asked: str, headers: dict[str, str], body: bytes, status: int
) -> None:
    answer = writer.request(*asked.split(), headers=headers, content=body)
    assert answer.status_code == status, answer.text
    assert answer.json()["detail"]


def test_rdflib_writes_with_the_token(served: tuple[Services, str]) -> None:
    store = SPARQLUpdateStore(f"{served[1]}/sparql", f"{served[1]}/sparql", method="POST", headers=HEADERS)
    graph = rdflib.Graph(store, identifier=rdflib.URIRef("https://e.org/from-rdflib"))
    triple = (rdflib.URIRef("https://e.org/r"), rdflib.RDFS.label, rdflib.Literal("écrit", lang="fr"))
    graph.add(triple)
    assert triple in graph
    graph.remove(triple)
    assert triple not in graph


def test_sparqlwrapper_writes_with_the_token(served: tuple[Services, str]) -> None:
    wrapper = SPARQLWrapper.SPARQLWrapper(f"{served[1]}/sparql")
    wrapper.setMethod(SPARQLWrapper.POST)
    wrapper.setQuery(NEWS.replace("news>", "wrapped>").replace("INSERT", "PREFIX rdfs: <x:> INSERT"))
    with pytest.raises(Unauthorized):
        wrapper.query()
    wrapper.addCustomHttpHeader("Authorization", HEADERS["authorization"])
    assert wrapper.query().response.status == 200


def test_what_was_written_outlives_the_next_build(tmp_path: Path) -> None:
    from graph.edits import Update
    from graph.updating import apply_edit
    from ingest.build import build

    table = "Titre,Date\nForum des bois,2024-05-01\n"
    source = '[[sources]]\npath = "a.csv"\nrecord = "event"\nmap = { title = "Titre", start = "Date" }\n'
    (tmp_path / "a.csv").write_text(table, encoding="utf-8")
    workspace = Workspace.open(open_workspace(tmp_path, source).root)
    build(workspace)
    apply_edit(workspace, Update(f"{NEWS} ; INSERT DATA {{ <https://e.org/b> rdfs:label 'Bois' }}"))
    (tmp_path / "a.csv").write_text(table + "Forum des eaux,2024-06-01\n", encoding="utf-8")
    report = build(workspace)
    assert report.published
    assert report.snapshot.manifest.origin == "build"
    store = report.snapshot.store()
    said = {str(row["l"].value) for row in store.select("SELECT ?l { ?s rdfs:label ?l }") if hasattr(row["l"], "value")}
    assert {"Nouvelle", "Bois", "Forum des bois", "Forum des eaux"} <= said
    assert not build(workspace).published


def test_a_token_is_read_from_a_file_or_the_environment_and_must_be_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MAILLAGE_UPDATE_TOKEN", raising=False)
    assert read_token(None) == ""
    monkeypatch.setenv("MAILLAGE_UPDATE_TOKEN", TOKEN)
    assert read_token(None) == TOKEN
    path = tmp_path / "token"
    for content in ("", "short", "x" * 20 + "é"):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(CallError):
            read_token(path)
    with pytest.raises(CallError, match="cannot be read"):
        read_token(tmp_path / "absent")
