"""Exports over HTTP, as a browser that follows the link of the page meets them."""

from __future__ import annotations

import asyncio
import io
import re
import socket
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from urllib.parse import quote
from zipfile import ZipFile

import httpx
import pytest

from explorer.http import taking_away
from explorer.http.routes import Services
from explorer.http.taking_away import Wanted
from graph.export import FORMATS
from graph.manifest import Manifest, SourceSummary
from ontology.errors import LimitError

EVENTS = "CONSTRUCT { ?e rdfs:label ?l } WHERE { ?e a schema:Event ; rdfs:label ?l }"
ENDLESS = "CONSTRUCT { ?a ?b ?l } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
Serve = Callable[..., tuple[httpx.Client, Services]]


def take(client: httpx.Client, **asked: str | list[str]) -> httpx.Response:
    return client.get("/exports", params=asked)


@pytest.mark.parametrize("extension", FORMATS)
def test_the_whole_graph_is_sent_in_every_format_as_a_file_with_a_name(client: httpx.Client, extension: str) -> None:
    answer = take(client, format=extension)
    ending = "csv.zip" if extension == "csv" else extension
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].endswith(f'{ending}"')
    assert len(answer.content) == int(answer.headers["content-length"])


@pytest.mark.parametrize("asked", [{"format": "ttl"}, {"format": "csv"}, {"format": "nt", "crate": "1"}])
def test_a_head_tells_what_would_come_and_writes_nothing(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, asked: dict[str, str]
) -> None:
    whole = take(client, **asked)
    monkeypatch.setattr("explorer.http.taking_away._written", None)
    head = client.head("/exports", params=asked)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert "content-length" not in head.headers
    assert client.head("/exports", params={"format": "exe"}).status_code == 400


def test_what_a_query_constructs_is_sent_and_nothing_else(client: httpx.Client) -> None:
    answer = take(client, format="nt", construct=EVENTS)
    assert answer.headers["content-type"].startswith("application/n-triples")
    assert len(answer.text.splitlines()) == 2
    assert "La RSE en pratique" in answer.text


def test_a_kind_and_a_crate_give_an_archive_with_its_description(client: httpx.Client) -> None:
    answer = take(client, format="ttl", kind="event", crate="1")
    assert {"selection.ttl", "ro-crate-metadata.json"} == set(ZipFile(io.BytesIO(answer.content)).namelist())


@pytest.mark.parametrize(
    "asked",
    [
        {"format": "exe"},
        {"kind": "unicorn"},
        {"lang": "tlh"},
        {"language": "tlh"},
        {"source": "https://e.org/nobody"},
        {"concept": "no iri"},
        {"kind": "event", "since": "2999"},
        {"construct": "CONSTRUCT nothing"},
        {"construct": "SELECT * { ?s ?p ?o }"},
        {"construct": EVENTS, "kind": "event"},
        {"construct": EVENTS, "format": "trig"},
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(client: httpx.Client, asked: dict[str, str]) -> None:
    answer = take(client, **asked)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"kind": "event", "since": "abc"}, "«\xa0abc\xa0» n’est pas une date. Écrivez une année, un mois ou un jour"),
        ({"until": "2013-13"}, "«\xa02013-13\xa0» n’est pas une date."),
        ({"since": "2018-02-31"}, "«\xa02018-02-31\xa0» n’est pas une date."),
        ({"format": "bib", "kind": "event"}, "une bibliographie contient des publications. Choisissez-les aussi"),
        ({"format": "ics", "kind": ["person", "publication"]}, "un agenda contient des événements."),
        ({"kind": "event", "since": "2999"}, "rien n’est choisi."),
        (
            {"from": "2050"},
            "il n’y a pas de paramètre «\xa0from\xa0». Choisissez parmi\xa0: format, kind, concept, since,",
        ),
        ({"evidence": "maybe"}, "«\xa0maybe\xa0» ne convient pas au paramètre «\xa0evidence\xa0»."),
        ({"crate": "yes"}, "«\xa0yes\xa0» ne convient pas au paramètre «\xa0crate\xa0»."),
    ],
)
def test_what_is_wrong_with_what_is_asked_is_said_in_french(
    client: httpx.Client, asked: dict[str, str | list[str]], said: str
) -> None:
    answer = client.get("/exports", params=asked, headers={"accept-language": "fr"})
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(said)


@pytest.mark.parametrize("name", ["vélo", "VELO", "bicyclette", "bicycle"])
def test_a_concept_may_be_told_by_any_of_its_names(client: httpx.Client, name: str) -> None:
    answer = take(client, format="nt", concept=name)
    assert answer.status_code == 200, answer.text
    assert answer.content == take(client, format="nt", concept="https://e.org/concept/velo").content


def test_short_iris_and_names_of_sources_are_understood_and_names_of_several_concepts_refused(serve: Serve) -> None:
    client, services = serve()
    with services.context.workspace.snapshots.draft() as draft:
        draft.store.update(
            """INSERT DATA { GRAPH <https://e.org/g> {
            concept:forum a skos:Concept ; rdfs:label "forum"@fr .
            <https://e.org/forum> a skos:Concept ; rdfs:label "Forum"@en .
            <https://e.org/event/2012-velo> dcterms:subject concept:forum } }"""
        )
        draft.publish(Manifest(sources=(SourceSummary(name="bibliography.bib", iri="source/bibliography-bib"),)))
    assert "Le vélo au travail" in take(client, format="ics", concept="concept:forum").text
    refused = take(client, concept="forum")
    assert (refused.status_code, "several things are called “forum”" in refused.json()["detail"]) == (400, True)
    assert {"https://e.org/forum", "concept/forum"} <= {*re.findall(r"https://e.org/forum|concept/forum", refused.text)}
    named, told = (take(client, source=each) for each in ("bibliography.bib", "https://e.org/source/bibliography-bib"))
    assert (named.status_code, named.content) == (200, told.content)
    assert "Use one of: bibliography.bib." in take(client, source="other.bib").text


def test_a_period_told_backwards_is_turned_around(client: httpx.Client) -> None:
    forwards, backwards = (
        {"kind": "event", "since": since, "until": until} for since, until in (("2010", "2026"), ("2026", "2010"))
    )
    assert take(client, **backwards).content == take(client, **forwards).content
    assert take(client, format="bib", kind=["event", "publication"]).status_code == 200


def test_a_query_that_would_ask_another_server_is_refused(client: httpx.Client) -> None:
    query = "CONSTRUCT WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"
    assert take(client, construct=query).status_code == 403


def test_nothing_is_left_on_the_disk(client: httpx.Client, services: Services) -> None:
    assert take(client, format="nt").status_code == 200
    assert not list(services.context.workspace.state.glob("export-*"))


def test_a_client_that_leaves_while_its_export_is_written_gives_the_turn_to_the_next(serve: Serve) -> None:
    client, services = serve()
    leaving = socket.create_connection((client.base_url.host, client.base_url.port or 0))
    leaving.sendall(f"GET /exports?format=nt&construct={quote(ENDLESS)} HTTP/1.1\r\nHost: e.org\r\n\r\n".encode())
    end = time.monotonic() + 60
    while not list(services.context.workspace.state.glob("export-*")):
        assert time.monotonic() < end, "the export is not written"
        time.sleep(0.05)
    assert take(client, format="nt", kind="event").status_code == 503
    leaving.close()
    while (answer := take(client, format="nt", kind="event")).status_code == 503:
        assert time.monotonic() < end, "the turn is not free"
        time.sleep(0.05)
    assert answer.status_code == 200
    assert not list(services.context.workspace.state.glob("export-*"))


class Slowly:
    """Stands for the process that writes: begins the file, and ends it once it may, or fails."""

    def __init__(self) -> None:
        self.may_end = Event()
        self.fails = False
        self.was_cancelled = False

    async def __call__(self, writing: Wanted, folder: str) -> str:
        part, whole = Path(folder) / ".maillage-x", Path(folder) / f"{writing.selection.name}.{writing.extension}"
        part.write_bytes(BEGINNING)
        try:
            while not self.may_end.is_set():
                await asyncio.sleep(0.01)
        except asyncio.CancelledError:
            self.was_cancelled = True
            raise
        if self.fails:
            raise LimitError("the export needs more memory than one may use")
        with part.open("ab") as file:
            file.write(END)
        part.rename(whole)
        return str(whole)


BEGINNING, END = b"<a:a> <a:b> <a:c> .\n" * 40_000, b"<a:d> <a:e> <a:f> .\n"


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Slowly:
    writing = Slowly()
    monkeypatch.setattr(taking_away, "_written", writing)
    monkeypatch.setattr(taking_away, "BEGINS", 0.1)
    return writing


def test_a_file_that_takes_long_is_sent_while_it_is_written(client: httpx.Client, slowly: Slowly) -> None:
    with client.stream("GET", "/exports", params={"format": "nt", "kind": "event"}) as answer:
        assert (answer.status_code, "content-length" in answer.headers) == (200, False)
        assert answer.headers["content-disposition"] == 'attachment; filename="selection.nt"'
        assert answer.headers["content-type"].startswith("application/n-triples")
        pieces = answer.iter_raw()
        got = next(pieces)
        while len(got) < len(BEGINNING):
            got += next(pieces)
        assert got == BEGINNING
        slowly.may_end.set()
        assert b"".join(pieces) == END
    assert take(client, format="nt").content == BEGINNING + END


def test_what_cannot_be_written_to_its_end_is_cut_and_nothing_of_it_stays(
    client: httpx.Client, services: Services, slowly: Slowly
) -> None:
    slowly.fails = True
    with client.stream("GET", "/exports", params={"format": "nt"}) as answer:
        assert answer.status_code == 200
        slowly.may_end.set()
        with pytest.raises(httpx.RemoteProtocolError):
            answer.read()
    assert take(client, format="nt").status_code == 503
    assert not list(services.context.workspace.state.glob("export-*"))


def test_a_client_that_leaves_a_file_on_its_way_ends_the_work(
    client: httpx.Client, services: Services, slowly: Slowly
) -> None:
    with client.stream("GET", "/exports", params={"format": "nt"}) as answer:
        next(answer.iter_raw())
    end = time.monotonic() + 60
    while not slowly.was_cancelled or list(services.context.workspace.state.glob("export-*")):
        assert time.monotonic() < end, "it is still written"
        time.sleep(0.05)
    slowly.may_end.set()
    assert take(client, format="nt").status_code == 200
