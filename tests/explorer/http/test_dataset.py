"""What is published as a whole: dumps, the dataset's description, named questions, health."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable
from hashlib import sha256

import httpx
import pyoxigraph

from explorer.http.routes import Services
from tests.explorer.http.conftest import NETWORK, publish


def test_a_dump_is_the_whole_graph_and_its_checksum_is_right(client: httpx.Client) -> None:
    listed = client.get("/dumps/").json()
    expected = pyoxigraph.Store()
    expected.load(path=NETWORK)
    for dump in listed["dumps"]:
        answer = client.get(dump["href"])
        assert (len(answer.content), sha256(answer.content).hexdigest()) == (dump["bytes"], dump["sha256"])
        assert client.get(dump["href"] + ".sha256").text.split()[0] == dump["sha256"]
        form = pyoxigraph.RdfFormat.from_extension(dump["href"].split(".")[1])
        assert set(pyoxigraph.parse(gzip.decompress(answer.content), format=form)) == set(expected)


def test_a_dump_is_made_anew_for_a_new_snapshot_and_the_old_one_goes(
    serve: Callable[..., tuple[httpx.Client, Services]],
) -> None:
    client, services = serve()
    before = client.get("/dumps/maillage.nq.gz")
    tag = {"if-none-match": before.headers["etag"]}
    assert client.get("/dumps/maillage.nq.gz", headers=tag).status_code == 304
    publish(services.context.workspace, '<https://e.org/g2> { <https://e.org/a> <https://e.org/b> "new" }')
    after = client.get("/dumps/maillage.nq.gz", headers=tag)
    assert after.status_code == 200
    assert b'"new"' in gzip.decompress(after.content)
    assert len(list((services.context.workspace.state / "dumps").iterdir())) == 1


def test_the_dataset_describes_itself_with_figures(client: httpx.Client) -> None:
    answer = client.get("/.well-known/void")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    store = pyoxigraph.Store()
    store.load(answer.content, format=pyoxigraph.RdfFormat.TURTLE)
    found = store.query(
        """
        PREFIX void: <http://rdfs.org/ns/void#> PREFIX dcterms: <http://purl.org/dc/terms/>
        ASK { ?d a void:Dataset ; void:sparqlEndpoint ?s ; void:triples ?t ; dcterms:license ?l ; void:dataDump ?f ;
              dcterms:title "Réseau des Cimes"@fr ; void:classPartition [ void:class <https://schema.org/Event> ;
              void:entities 2 ; void:exampleResource <https://e.org/event/2012-velo> ] ;
              void:propertyPartition [ void:property dcterms:subject ; void:triples 4 ] }
        """
    )
    assert found
    assert client.get("/.well-known/void", headers={"accept": "text/html"}).status_code == 200


def test_named_questions_are_listed_and_answered_as_tables(client: httpx.Client) -> None:
    listed = {each["name"]: each for each in client.get("/questions").json()}
    assert listed["who-works-on"]["question"]["fr"]
    asked = {"concept": "https://e.org/concept/velo", "format": "csv", "language": "fr"}
    rows = list(csv.DictReader(io.StringIO(client.get(listed["who-works-on"]["href"], params=asked).text)))
    assert "Léa Martin" in {value for row in rows for value in row.values()}
    answer = client.get("/questions/who-works-on", params={"concept": "https://e.org/concept/velo"})
    assert answer.json()["results"]["bindings"]


def test_a_question_asked_wrongly_is_refused_with_what_to_do(client: httpx.Client) -> None:
    missing = client.get("/questions/who-works-on")
    assert (missing.status_code, "concept" in missing.json()["detail"]) == (400, True)
    for parameters in (
        {"concept": "} DROP ALL #"},
        {"concept": "urn:a", "wrong": "1"},
        {"concept": ["urn:a", "urn:b"]},
    ):
        assert client.get("/questions/who-works-on", params=parameters).status_code == 400


def test_health_says_what_is_served(client: httpx.Client, services: Services) -> None:
    said = client.get("/health").json()
    assert (said["status"], said["snapshot"]) == ("ok", services.context.snapshot().id)
    assert set(said["workers"]) == {"idle", "busy", "waiting"}
