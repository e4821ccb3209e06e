"""What is published as a whole: dumps, the dataset's description, named questions, health."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import feedparser
import httpx
import pyoxigraph
import pytest
import rdflib
from lxml import etree
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, VOID

from explorer.context import Context
from explorer.http.addresses import Addresses
from explorer.http.dumps import FORMATS
from explorer.http.routes import Services
from explorer.http.sitemap import sitemap
from ontology.errors import CallError
from tests.explorer.http.conftest import NETWORK, open_workspace, publish, serving


@pytest.mark.parametrize("extension", FORMATS)
def test_a_dump_is_the_whole_graph_and_its_checksum_is_right(client: httpx.Client, extension: str) -> None:
    (dump,) = (each for each in client.get("/dumps/").json()["dumps"] if each["href"].endswith(f".{extension}.gz"))
    expected = pyoxigraph.Store()
    expected.load(path=NETWORK)
    answer = client.get(dump["href"])
    assert (len(answer.content), sha256(answer.content).hexdigest()) == (dump["bytes"], dump["sha256"])
    assert client.get(dump["href"] + ".sha256").text.split() == [dump["sha256"], f"maillage.{extension}.gz"]
    assert client.get(f"/dumps/maillage.{extension}.gz").content == answer.content
    read = rdflib.Dataset()
    syntax = {"nq": "nquads", "trig": "trig", "ttl": "turtle", "jsonld": "json-ld"}[extension]
    read.parse(data=gzip.decompress(answer.content), format=syntax)
    if extension in {"nq", "trig"}:
        assert len(list(read.quads())) == len(expected)
    else:
        assert len(list(read.quads())) == len({quad.triple for quad in expected})


def test_a_dump_is_made_once_a_snapshot_and_the_same_graph_gives_the_same_bytes(
    serve: Callable[..., tuple[httpx.Client, Services]],
) -> None:
    client, services = serve()
    before = client.get("/dumps/").json()
    paths = sorted((services.context.workspace.state / "dumps").glob("*/*.gz"))
    times = [path.stat().st_mtime_ns for path in paths]
    client.get("/dumps/")
    assert [path.stat().st_mtime_ns for path in paths] == times
    publish(services.context.workspace)
    after = client.get("/dumps/").json()
    assert after["snapshot"] != before["snapshot"]
    assert [each["sha256"] for each in after["dumps"]] == [each["sha256"] for each in before["dumps"]]


def test_a_dump_is_made_anew_for_a_new_snapshot_and_that_of_the_one_before_stays_a_while(
    serve: Callable[..., tuple[httpx.Client, Services]],
) -> None:
    client, services = serve()
    first = services.context.snapshot().id
    before = client.get("/dumps/maillage.nq.gz")
    tag = {"if-none-match": before.headers["etag"]}
    assert client.get("/dumps/maillage.nq.gz", headers=tag).status_code == 304
    for number in range(3):
        new = f'<https://e.org/g2> {{ <https://e.org/a> <https://e.org/b> "new {number}" }}'
        latest = publish(services.context.workspace, new)
        after = client.get("/dumps/maillage.nq.gz", headers=tag)
        assert after.status_code == 200
        assert f'"new {number}"'.encode() in gzip.decompress(after.content)
    assert len(list((services.context.workspace.state / "dumps").iterdir())) == 2
    assert client.get(f"/dumps/{first}/maillage.nq.gz").content == before.content, "made again"
    assert client.get(f"/dumps/{latest.id}/maillage.nq.gz").content == after.content
    assert client.get("/dumps/20200101T000000000-abcdef01/maillage.nq.gz").status_code == 404
    assert client.get("/dumps/..%2F/maillage.nq.gz").status_code == 404
    assert client.get("/dumps/maillage.docx.gz").status_code == 400


def test_the_dataset_describes_itself_with_figures(client: httpx.Client) -> None:
    answer = client.get("/.well-known/void")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    store = pyoxigraph.Store()
    store.load(answer.content, format=pyoxigraph.RdfFormat.TURTLE)
    found = store.query(
        """
        PREFIX formats: <http://www.w3.org/ns/formats/>
        PREFIX void: <http://rdfs.org/ns/void#> PREFIX dcterms: <http://purl.org/dc/terms/>
        ASK { ?d a void:Dataset ; void:sparqlEndpoint ?s ; void:triples ?t ; dcterms:license ?l ; void:dataDump ?f ;
              dcterms:title "Réseau des Cimes"@fr ; void:classPartition [ void:class <https://schema.org/Event> ;
              void:entities 2 ; void:exampleResource <https://e.org/event/2012-velo> ] ;
              void:propertyPartition [ void:property dcterms:subject ; void:triples 4 ] ;
              void:feature formats:RDF_XML, formats:N-Triples, formats:N-Quads, formats:TriG }
        """
    )
    assert found
    count = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": "csv"})
    (said,) = store.query("SELECT ?n { [] a <http://rdfs.org/ns/void#Dataset> ; <http://rdfs.org/ns/void#triples> ?n }")  # type: ignore[misc]
    assert said["n"].value == count.text.split()[1]
    assert client.get("/.well-known/void", headers={"accept": "text/html"}).status_code == 200


@pytest.mark.parametrize("path", ["/dumps/", "/catalog", "/.well-known/void"])
@pytest.mark.parametrize(
    ("language", "said"), [("fr", ("Tous les fichiers publiés", "Taille")), ("en", ("All published files", "Size"))]
)
def test_who_reads_gets_a_page_of_the_published_files(
    client: httpx.Client, path: str, language: str, said: tuple[str, str]
) -> None:
    listed = client.get("/dumps/", headers={"accept": "*/*"}).json()["dumps"]
    browser = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8", "accept-language": language}
    answer = client.get(path, headers=browser)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == language
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "Accept" in answer.headers["vary"]
    assert all(each in answer.text for each in said)
    page = etree.HTML(answer.text)
    assert {each["href"] for each in listed} <= {str(each.get("href")) for each in page.iter("a")}
    assert {each["sha256"] for each in listed} == {each.text for each in page.iter("code")}
    assert not client.get(f"{path}?format=ttl", headers=browser).headers["content-type"].startswith("text/html")
    data = client.get(path, headers={"accept": "application/json, text/html;q=0.5"})
    assert not data.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/sparql", "/catalog", "/id/event/2012-velo", "/data/event/x", "/dumps/", "/exports"])
def test_what_a_resource_allows_is_told_to_who_asks(client: httpx.Client, path: str) -> None:
    answer = client.options(path)
    assert answer.status_code == 204
    assert answer.headers["allow"] == ("GET, HEAD, OPTIONS, POST" if path == "/sparql" else "GET, HEAD, OPTIONS")
    assert client.patch(path).headers["allow"] == answer.headers["allow"]


def test_named_questions_are_listed_and_answered_as_tables(client: httpx.Client) -> None:
    listed = {each["name"]: each for each in client.get("/questions").json()}
    assert listed["who-works-on"]["question"]["fr"]
    asked = {"concept": "https://e.org/concept/velo", "format": "csv", "language": "fr"}
    rows = list(csv.DictReader(io.StringIO(client.get(listed["who-works-on"]["href"], params=asked).text)))
    assert "Léa Martin" in {value for row in rows for value in row.values()}
    answer = client.get("/questions/who-works-on", params={"concept": "https://e.org/concept/velo"})
    assert answer.json()["results"]["bindings"]


def test_the_examples_of_questions_are_of_the_graph_at_hand_and_have_an_answer(client: httpx.Client) -> None:
    listed = client.get("/questions").json()
    given = {each["example"] for question in listed for each in question["parameters"]}
    assert {each for each in given if each and each.startswith("http")} >= {"https://e.org/concept/velo"}
    assert not [each for each in given if each and ("w3id.org" in each or each.startswith("concept:"))]
    (both,) = (question for question in listed if question["name"] == "actors-at-both")
    first, second, *_ = (each["example"] for each in both["parameters"])
    assert first != second
    for question in listed:
        parameters = {each["name"]: each["example"] for each in question["parameters"]}
        assert all(parameters.values())
        assert client.get(question["href"], params=parameters).status_code == 200


def test_where_the_answer_to_a_question_stops_is_said_in_its_header_and_in_the_list(client: httpx.Client) -> None:
    listed = {each["name"]: each["parameters"] for each in client.get("/questions").json()}
    assert all(parameters[-1]["name"] == "limit" for parameters in listed.values())
    for asked, said in (("", "100"), ("?limit=1", "1"), ("?limit=1", "1")):
        answer = client.get(f"/questions/coverage{asked}")
        assert (answer.status_code, answer.headers["row-limit"]) == (200, said)


def test_questions_are_listed_before_anything_is_published(tmp_path: Path) -> None:
    services = Services(Context(open_workspace(tmp_path)))
    with serving(services.application()) as address:
        listed = httpx.get(f"{address}/questions").json()
    assert len(listed) > 30
    given = {each["example"] for question in listed for each in question["parameters"][:-2]}
    assert given == {None}


def test_a_question_asked_wrongly_is_refused_with_what_to_do(client: httpx.Client) -> None:
    missing = client.get("/questions/who-works-on")
    assert (missing.status_code, "concept" in missing.json()["detail"]) == (400, True)
    for parameters in (
        {"concept": "} DROP ALL #"},
        {"concept": "urn:a", "wrong": "1"},
        {"concept": ["urn:a", "urn:b"]},
    ):
        assert client.get("/questions/who-works-on", params=parameters).status_code == 400


def test_the_language_of_a_question_is_named_as_on_pages_or_as_on_the_command_line(client: httpx.Client) -> None:
    address = "/questions/themes-by-year?format=csv"
    said = {each: client.get(f"{address}&{each}").text for each in ("lang=en", "language=en", "lang=fr", "language=fr")}
    assert said["lang=en"] == said["language=en"] == client.get(f"{address}&lang=en&language=en").text
    assert said["lang=fr"] == said["language=fr"] == client.get(f"{address}&lang=&language=fr").text
    assert ("bicycle" in said["lang=en"], "bicycle" in said["lang=fr"]) == (True, False)


@pytest.mark.parametrize("path", ["/questions/coverage", "/exports"])
def test_two_languages_for_one_answer_are_refused(client: httpx.Client, path: str) -> None:
    answer = client.get(f"{path}?lang=fr&language=en", headers={"accept-language": "fr"})
    said = "deux langues sont demandées, «\xa0fr\xa0» et «\xa0en\xa0». Donnez l’une des deux."
    assert (answer.status_code, answer.json()["detail"]) == (400, said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "il n’y a pas de question «\xa0who-work-on\xa0». Vouliez-vous dire «\xa0who-works-on\xa0»\xa0?"),
        ("en", "there is no question “who-work-on”. Did you mean “who-works-on”?"),
    ],
)
def test_a_misspelt_question_is_refused_with_the_nearest(client: httpx.Client, language: str, said: str) -> None:
    answer = client.get("/questions/who-work-on", headers={"accept-language": language})
    problem = answer.json()
    assert (answer.status_code, problem["detail"]) == (404, said)
    assert said.endswith(problem["remedy"])


@pytest.mark.parametrize(
    ("question", "named", "iri"),
    [
        ("documents-on?concept=", "Velo", "https://e.org/concept/velo"),
        ("documents-on?concept=", "bicycle", "https://e.org/concept/velo"),
        ("documents-on?concept=", "bicyclette", "https://e.org/concept/velo"),
        ("life-of?actor=", "organisation/universite", "https://e.org/organisation/universite"),
        ("life-of?actor=", "UVA", "https://e.org/organisation/universite"),
        ("what-is-said-of?thing=", "Pédaler : un état des lieux", "https://e.org/publication/2013-velo"),
    ],
)
def test_a_question_takes_the_names_of_things(client: httpx.Client, question: str, named: str, iri: str) -> None:
    answer, wanted = (client.get(f"/questions/{question}{quote(each)}&format=csv") for each in (named, iri))
    assert (answer.status_code, answer.text) == (200, wanted.text)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "documents-on?concept=velos",
            "rien ne s’appelle exactement «\xa0velos\xa0». Vouliez-vous dire «\xa0vélo\xa0»",
        ),
        ("documents-on?concept=nope", "rien ne s’appelle «\xa0nope\xa0». Donnez son IRI, ou un autre"),
        (
            "documents-on?concept=UVA",
            "«\xa0UVA\xa0» est du genre «\xa0organisation\xa0», qui ne convient pas ici. Nommez ce qui",
        ),
        ("life-of?actor=organisation/nobody", "le graphe ne sait rien de <https://e.org/organisation/nobody>"),
        ("life-of", "il manque à la question «\xa0life-of\xa0» son paramètre"),
    ],
)
def test_a_name_that_is_of_nothing_for_sure_is_refused(client: httpx.Client, question: str, said: str) -> None:
    answer = client.get(f"/questions/{question}", headers={"accept-language": "fr"})
    assert answer.status_code == 400
    assert said in answer.json()["detail"]
    assert "aueg" not in answer.json()["detail"]


def test_a_name_that_several_have_is_refused_with_their_iris(serve: Callable[..., tuple[httpx.Client, object]]) -> None:
    two = [f'<https://e.org/person/{name}> a foaf:Person ; rdfs:label "Anne Perrin" .' for name in ("a", "b")]
    prefixes = "@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
    client, _ = serve(trig=f"{prefixes} <https://e.org/g> {{ {' '.join(two)} }}")
    answer = client.get("/questions/life-of?actor=Anne+Perrin")
    assert answer.status_code == 400
    assert "several things are called “Anne Perrin”. Give the IRI of one: https://e.org/person/" in answer.text


def test_a_question_on_what_the_graph_does_not_know_says_so(client: httpx.Client) -> None:
    answer = client.get("/questions/documents-on?concept=concept:zzz&format=csv", headers={"accept-language": "fr"})
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("le graphe ne sait rien de <https://w3id.org/maillage/concept/zzz>.")


def test_a_form_that_there_is_not_is_refused_in_the_language_of_who_asks(client: httpx.Client) -> None:
    answer = client.get("/questions/coverage", params={"format": "xlsx"}, headers={"accept-language": "fr"})
    assert answer.status_code == 406
    assert answer.json()["detail"].startswith("aucune réponse ne peut être donnée en «\xa0xlsx\xa0». Acceptez l’un de ")
    assert answer.json()["remedy"].startswith("Acceptez l’un de ")


def test_health_says_what_is_served(client: httpx.Client, services: Services) -> None:
    said = client.get("/health").json()
    assert (said["status"], said["snapshot"]) == ("ok", services.context.snapshot().id)
    assert set(said["workers"]) == {"idle", "busy", "waiting"}
    assert set(said["desks"]) == {"ready", "stuck", "lent"}


def test_the_dataset_counts_its_links_to_others_by_target(client: httpx.Client) -> None:
    graph = rdflib.Graph().parse(data=client.get("/.well-known/void").content)
    (links,) = graph.subjects(RDF.type, VOID.Linkset)
    target = graph.value(links, VOID.objectsTarget)
    assert str(graph.value(target, DCTERMS.title)) == "Wikidata"
    assert graph.value(links, VOID.triples).toPython() == 1  # type: ignore[union-attr]
    dataset = graph.value(links, VOID.subjectsTarget)
    assert {str(each).rpartition("/")[2] for each in graph.objects(dataset, VOID.exampleResource)} >= {
        "2012-velo",
        "hugo",
    }
    vocabularies = {str(each) for each in graph.objects(dataset, VOID.vocabulary)}
    assert {"https://schema.org/", "http://www.w3.org/2004/02/skos/core#"} <= vocabularies
    assert not any("maillage" in each for each in vocabularies)


def test_the_catalogue_tells_of_every_file_and_service(client: httpx.Client, services: Services) -> None:
    answer = client.get("/catalog", headers={"accept": "application/rdf+xml"})
    assert answer.headers["content-type"] == "application/rdf+xml"
    graph = rdflib.Graph().parse(data=answer.content, format="xml")
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    dataset = graph.value(catalogue, DCAT.dataset)
    assert str(graph.value(dataset, rdflib.URIRef(f"{DCAT}version"))) == services.context.snapshot().id
    for property_ in (DCTERMS.license, DCTERMS.publisher, DCTERMS.issued, DCTERMS.modified, DCTERMS.temporal):
        assert graph.value(dataset, property_), property_
    assert str(graph.value(graph.value(dataset, DCTERMS.publisher), FOAF.name)) in {
        "Réseau des Cimes",
        "Summits Network",
    }
    spdx = rdflib.Namespace("http://spdx.org/rdf/terms#")
    files = list(graph.objects(dataset, DCAT.distribution))
    assert len(files) == len(FORMATS)
    for file in files:
        content = client.get(str(graph.value(file, DCAT.downloadURL))).content
        assert graph.value(file, DCAT.byteSize).toPython() == len(content)  # type: ignore[union-attr]
        checksum = graph.value(graph.value(file, spdx.checksum), spdx.checksumValue)
        assert str(checksum) == sha256(content).hexdigest()
        assert str(graph.value(file, DCAT.mediaType)).startswith("https://www.iana.org/assignments/media-types/")
        assert graph.value(file, DCTERMS.license)
    services_named = {str(graph.value(each, DCAT.endpointURL)) for each in graph.objects(catalogue, DCAT.service)}
    assert {each.rpartition("/")[2] for each in services_named} == {"sparql", "reconcile"}
    assert client.get("/catalog", headers={"if-none-match": client.get("/catalog").headers["etag"]}).status_code == 304


def test_a_licence_that_is_no_address_is_told_as_rights(serve: Callable[..., tuple[httpx.Client, Services]]) -> None:
    client, _ = serve("licence = 'à demander'\n[limits]\ndeadline = 10.0\n")
    for path in ("/catalog", "/.well-known/void"):
        graph = rdflib.Graph().parse(data=client.get(path).content)
        assert not list(graph.objects(None, DCTERMS.license))
        assert "à demander" in {str(each) for each in graph.objects(None, DCTERMS.rights)}


def test_the_feed_tells_what_changed_from_snapshot_to_snapshot(
    serve: Callable[..., tuple[httpx.Client, Services]],
) -> None:
    client, services = serve()
    publish(
        services.context.workspace,
        "<https://e.org/g2> { <https://e.org/person/x> a <http://xmlns.com/foaf/0.1/Person> }",
    )
    answer = client.get("/feed.atom", headers={"accept-language": "en"})
    read = feedparser.parse(answer.content)
    assert not read.bozo, read.get("bozo_exception")
    assert (read.version, read.feed.title) == ("atom10", "Summits Network: snapshots")
    newest, oldest = read.entries
    assert "Statements: +1 " in newest.summary
    assert "People: +1." in newest.summary
    assert newest.updated_parsed >= oldest.updated_parsed
    assert client.get(newest.enclosures[0].href).status_code == 200
    assert all(each.updated[11:19] in each.title for each in read.entries)
    assert "Énoncés" in feedparser.parse(client.get("/feed.atom?lang=fr").content).entries[0].summary


def test_the_map_of_the_site_leads_to_pages_that_are_there(client: httpx.Client) -> None:
    assert f"Sitemap: {client.base_url}/sitemap.xml" in client.get("/robots.txt").text
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    root = etree.fromstring(client.get("/sitemap.xml").content)
    pages = [str(each.text) for each in root.iterfind("s:url/s:loc", names)]
    assert f"{client.base_url}/page/event/2012-velo" in pages
    for page in pages:
        assert client.get(page, headers={"accept": "text/html"}).status_code == 200
    (other,) = {each.get("href") for each in root.iterfind("s:url/x:link[@hreflang='en']", names)} & {
        f"{client.base_url}/page/event/2012-velo?lang=en"
    }
    assert "round table" in client.get(str(other)).text


def test_a_large_site_has_an_index_of_maps(services: Services) -> None:
    store, addresses = services.context.store(), Addresses("https://e.org/")
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    index = etree.fromstring(sitemap(store, addresses, "https://a.org/", full=7))
    files = [str(each.text) for each in index.iterfind("s:sitemap/s:loc", names)]
    assert files[:2] == ["https://a.org/sitemap-1.xml", "https://a.org/sitemap-2.xml"]
    whole = etree.fromstring(sitemap(store, addresses, "https://a.org/"))
    told = [
        each.text
        for number in range(1, len(files) + 1)
        for each in etree.fromstring(sitemap(store, addresses, "https://a.org/", number, 7)).iterfind(
            "s:url/s:loc", names
        )
    ]
    assert told == [each.text for each in whole.iterfind("s:url/s:loc", names)]
    with pytest.raises(CallError):
        sitemap(store, addresses, "https://a.org/", 99, 7)
