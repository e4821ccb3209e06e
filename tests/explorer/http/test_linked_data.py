"""Things at their addresses, as programs and people without script meet them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

import httpx
import pyoxigraph
import pytest

from explorer.http.routes import Services
from ontology.namespaces import RDFS

EVENT = "/page/event/2012-velo"
PEOPLE = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
HOSTILE = """
<https://e.org/graph/bad> {
  <https://e.org/event/bad> a <https://schema.org/Event> ;
    <http://www.w3.org/2000/01/rdf-schema#label> "</script><script>alert(1)</script><b>&\\"' {{ 7*7 }}" ;
    <http://xmlns.com/foaf/0.1/page> <javascript:alert(1)> ;
    <http://purl.org/dc/terms/description> "<img src=x onerror=alert(1)>" .
  <https://e.org/event/%C3%A9t%C3%A9%20x> a <https://schema.org/Event> ;
    <http://www.w3.org/2000/01/rdf-schema#label> "été" .
  <https://e.org/event/a.ttl> a <https://schema.org/Event> ; <http://www.w3.org/2000/01/rdf-schema#label> "point" .
  <https://e.org/event/élan?b#c> a <https://schema.org/Event> ; <http://www.w3.org/2000/01/rdf-schema#label> "élan" .
  <http://other.org/x> a <https://schema.org/Event> ; <http://www.w3.org/2000/01/rdf-schema#label> "ailleurs" .
}
"""

COMPACT = """
PREFIX oa: <http://www.w3.org/ns/oa#>
<https://e.org/g> {
  <https://e.org/evidence/1> a oa:Annotation ; oa:hasBody <https://e.org/concept/velo> ;
    <https://w3id.org/maillage/ontology#relation> <http://purl.org/dc/terms/subject> ;
    oa:hasTarget <https://e.org/evidence/1/target> .
  <https://e.org/evidence/1/target> oa:hasSource <https://e.org/event/a> ;
    oa:hasSelector <https://e.org/evidence/1/selector> .
  <https://e.org/evidence/1/selector> oa:exact "vélo" ; oa:start 3 .
}
"""
UNFINISHED = """
<https://e.org/g> {
  <https://e.org/event/b> <http://purl.org/dc/terms/subject> <https://e.org/concept/a> .
  <https://e.org/evidence/1> <http://www.w3.org/ns/oa#hasBody> <https://e.org/concept/a> ;
    <https://w3id.org/maillage/ontology#relation> <http://purl.org/dc/terms/subject> .
}
"""


class Reading(HTMLParser):
    """What a browser would see of a page: its elements, its text, the texts of its scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.scripts: list[str] = []
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open == "script":
            self.scripts.append(data)
        elif self._open != "style":
            self.text += data

    def links(self) -> list[str]:
        return [each["href"] or "" for tag, each in self.tags if tag == "a"]


def graph(answer: httpx.Response) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(answer.content, format=pyoxigraph.RdfFormat.from_media_type(answer.headers["content-type"]))
    return store


@pytest.mark.parametrize(
    ("accept", "where"),
    [
        (PEOPLE["accept"], "/page/event/2012-velo"),
        ("", "/data/event/2012-velo.ttl"),
        ("text/turtle", "/data/event/2012-velo.ttl"),
        ("application/ld+json", "/data/event/2012-velo.jsonld"),
        ("application/rdf+xml, text/html;q=0.5", "/data/event/2012-velo.rdf"),
        ("application/json;q=0.2, application/n-triples", "/data/event/2012-velo.nt"),
        ("application/n-quads", "/data/event/2012-velo.nq"),
        ("application/trig, text/html;q=0.5", "/data/event/2012-velo.trig"),
    ],
)
def test_an_identifier_leads_people_to_a_page_and_programs_to_data(
    client: httpx.Client, accept: str, where: str
) -> None:
    answer = client.get("/id/event/2012-velo", headers={"accept": accept} if accept else {})
    assert (answer.status_code, answer.headers["location"]) == (303, where)
    assert client.get(where).status_code == 200


@pytest.mark.parametrize("path", ["/id/event/none", "/page/event/none", "/data/event/none.ttl", "/data?iri=urn:none"])
def test_a_thing_that_the_graph_does_not_know_is_not_found(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "knows nothing" in answer.json()["detail"]
    assert "<h1>There is no such page</h1>" in client.get(path, headers=PEOPLE).text


@pytest.mark.parametrize("extension", ["ttl", "nt", "rdf", "jsonld", "nq", "trig"])
def test_the_data_hold_the_thing_what_points_to_it_and_its_evidence(client: httpx.Client, extension: str) -> None:
    store = graph(client.get(f"/data/concept/velo.{extension}"))
    found = store.query(
        use_default_graph_as_union=True,
        query="""
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX dcterms: <http://purl.org/dc/terms/>
        PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        ASK { <https://e.org/concept/velo> skos:broader/rdfs:label "mobilité"@fr .
              <https://e.org/event/2012-velo> dcterms:subject <https://e.org/concept/velo> ; rdfs:label ?label .
              ?evidence oa:hasBody <https://e.org/concept/velo> ; oa:hasTarget/oa:hasSelector/oa:exact "vélo" }
        """,
    )
    assert found
    assert len(store) < 80


@pytest.mark.parametrize("part", ["", "/target", "/selector"])
def test_an_annotation_is_whole_under_its_own_name_and_those_of_its_parts(
    serve: Callable[..., tuple[httpx.Client, Services]], part: str
) -> None:
    client, _ = serve(trig=COMPACT)
    store = graph(client.get(f"/data/evidence/1{part}.ttl"))
    whole = """
    <https://e.org/evidence/1> a oa:Annotation ; oa:motivatedBy oa:classifying ; oa:hasTarget ?target .
    ?target oa:hasSource ?source ; oa:hasSelector ?selector .
    ?selector a oa:TextQuoteSelector, oa:TextPositionSelector ; oa:exact ?words ; oa:start 3 ; oa:end 7"""
    assert store.query(f"ASK {{ {whole} }}", prefixes={"oa": "http://www.w3.org/ns/oa#"})


@pytest.mark.parametrize("path", ["/data/organisation/atelier.nq", "/data/organisation/atelier.trig"])
def test_data_with_named_graphs_tell_which_of_them_state_each_triple(client: httpx.Client, path: str) -> None:
    store, plain = graph(client.get(path)), graph(client.get("/data/organisation/atelier.nt"))
    label = '<https://e.org/organisation/atelier> rdfs:label "Atelier Cyclable"'
    partner = "<https://e.org/organisation/atelier> ?property <https://e.org/organisation/banque>"
    for triple, graphs in [(label, ("agenda-csv/1", "agenda-csv/2", "page-txt/1")), (partner, ("page-txt/1",))]:
        rows = store.query(f"SELECT ?graph {{ GRAPH ?graph {{ {triple} }} }}", prefixes={"rdfs": RDFS.iri})
        assert isinstance(rows, pyoxigraph.QuerySolutions)
        assert sorted(row["graph"].value for row in rows) == [f"https://e.org/graph/{name}" for name in graphs]
    assert {quad.triple for quad in store} == {quad.triple for quad in plain}


def test_what_a_thing_is_linked_to_is_named_in_the_first_graph_that_does(client: httpx.Client) -> None:
    lines = client.get("/data/event/2013-rse.nq").text.splitlines()
    (named,) = (line for line in lines if line.startswith("<https://e.org/organisation/atelier>"))
    assert named.endswith("<https://e.org/graph/agenda-csv/1> .")


def test_what_the_data_add_is_in_no_named_graph(serve: Callable[..., tuple[httpx.Client, Services]]) -> None:
    client, _ = serve(trig=UNFINISHED)
    lines = client.get("/data/concept/a.nq").text.splitlines()
    added = [line for line in lines if not line.endswith("<https://e.org/g> .")]
    assert sorted(line.split()[1].rpartition("#")[2] for line in added) == ["motivatedBy>"]
    assert client.get("/data/event/b.trig").text.count("<https://e.org/g> {") == 1


def test_the_headings_of_a_page_count_in_the_singular_and_the_plural(client: httpx.Client) -> None:
    text = client.get("/page/publication/2013-velo?lang=fr", headers=PEOPLE).text
    assert '<span class="soft">2 personnes</span>' in text
    assert '<span class="soft">1 ' in client.get("/page/person/lea?lang=fr", headers=PEOPLE).text
    assert "s · 1" not in client.get("/page/person/lea?lang=fr", headers=PEOPLE).text


def test_a_publication_has_its_authors_in_their_order(client: httpx.Client) -> None:
    html = client.get("/page/publication/2013-velo", headers=PEOPLE).text
    read = Reading(html)
    names = ["Léa Martin", "Hugo Bernard"]
    (thing,) = map(json.loads, read.scripts)
    assert [each["name"] for each in thing["author"]] == names
    assert [each for each in read.links() if "/page/person/" in each] == ["/page/person/lea", "/page/person/hugo"]
    assert "https://e.org/person/lea https" not in read.text
    data = client.get("/data/publication/2013-velo.nt").text
    assert '#authorOrder> "https://e.org/person/lea https://e.org/person/hugo"' in data


def test_the_same_data_are_the_same_bytes_and_are_not_sent_twice(client: httpx.Client) -> None:
    first, second = (client.get("/data/event/2012-velo.ttl", params={"x": x}) for x in "ab")
    assert first.content == second.content
    tag = {"if-none-match": first.headers["etag"]}
    assert client.get("/data/event/2012-velo.ttl", params={"x": "a"}, headers=tag).status_code == 304


def test_much_is_paged_and_each_page_names_the_next(serve: Callable[..., tuple[httpx.Client, Services]]) -> None:
    many = "\n".join(
        f"<https://e.org/event/{n}> <http://purl.org/dc/terms/subject> <https://e.org/c> ." for n in range(1_100)
    )
    client, _ = serve(trig=f"<https://e.org/g> {{ {many} }}")
    address, triples = "/data?iri=https://e.org/c&format=nt", set[str]()
    pages = 0
    while address:
        answer = client.get(address)
        triples.update(answer.text.splitlines())
        following = re.search(r'<([^>]*)>; rel="next"', answer.headers["link"])
        address, pages = following[1] if following else "", pages + 1
    assert (pages, len(triples)) == (3, 1_100)
    assert client.get("/data?iri=https://e.org/c&format=nt&page=4").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "1" * 50, "²"])
def test_a_page_that_is_no_number_is_refused(client: httpx.Client, page: str) -> None:
    assert client.get("/data/event/2012-velo.ttl", params={"page": page}).status_code == 400


def test_a_page_works_without_script_and_opens_everything_by_links(client: httpx.Client) -> None:
    answer = client.get(EVENT, headers={"accept-language": "fr"})
    page = Reading(answer.text)
    assert {tag for tag, _ in page.tags} & {"script", "iframe", "form", "img"} == {"script"}
    assert "vélo" in page.text
    assert "Le vélo au travail" in page.text
    assert "93" in page.text
    for link in page.links():
        if link.startswith(("/page/", "/data/")):
            assert client.get(link).status_code == 200, link


def test_a_page_speaks_the_language_that_is_preferred_or_chosen(client: httpx.Client) -> None:
    french = client.get(EVENT, headers={"accept-language": "fr-FR,fr;q=0.9,en;q=0.8"})
    english = client.get(EVENT, headers={"accept-language": "de, en-GB;q=0.7, fr;q=0.3"})
    assert ('<html lang="fr">' in french.text, '<html lang="en">' in english.text) == (True, True)
    assert "Ouvrir dans l" in french.text
    assert "Open in the explorer" in english.text
    assert '<html lang="en">' in client.get(f"{EVENT}?lang=en", headers={"accept-language": "fr"}).text
    assert '<html lang="fr">' in client.get(f"{EVENT}?lang=xx").text
    assert english.headers["content-language"] == "en"
    assert french.headers["etag"] != english.headers["etag"]


def test_a_page_carries_schema_org_for_search_engines(client: httpx.Client) -> None:
    (script,) = Reading(client.get(EVENT).text).scripts
    thing = json.loads(script)
    assert (thing["@type"], thing["name"], thing["startDate"]) == ("Event", "Le vélo au travail", "2012-06-26")
    assert thing["organizer"]["name"] == "Atelier Cyclable"
    (script,) = Reading(client.get("/page/publication/2013-velo").text).scripts
    assert json.loads(script)["@type"] == "Report"


def test_a_page_has_one_title_a_way_past_the_head_and_landmarks(client: httpx.Client) -> None:
    tags = [tag for tag, _ in Reading(client.get(EVENT).text).tags]
    assert tags.count("h1") == 1
    assert {"header", "nav", "main", "footer"} <= set(tags)
    assert Reading(client.get(EVENT).text).links()[0] == "#contenu"


def test_hostile_words_are_only_words(serve: Callable[..., tuple[httpx.Client, Services]]) -> None:
    client, _ = serve(trig=HOSTILE)
    answer = client.get("/page/event/bad")
    page = Reading(answer.text)
    assert len(page.scripts) == 1
    assert json.loads(page.scripts[0])["name"].startswith("</script>")
    assert not [tag for tag, _ in page.tags if tag in {"img", "b"}]
    assert "{{ 7*7 }}" in page.text
    assert not [link for link in page.links() if link.startswith("javascript")]
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/page/event/%25C3%25A9t%25C3%25A9%2520x", "été"),
        ("/page/event/%C3%A9t%C3%A9%20x", "été"),
        ("/page/event/a.ttl", "point"),
        ("/page/event/%C3%A9lan%3Fb%23c", "élan"),
        ("/page?iri=http://other.org/x", "ailleurs"),
        ("/page?iri=https%3A%2F%2Fe.org%2Fevent%2Fa.ttl", "point"),
    ],
)
def test_things_with_odd_names_have_pages_and_data_too(
    serve: Callable[..., tuple[httpx.Client, Services]], path: str, label: str
) -> None:
    client, _ = serve(trig=HOSTILE)
    answer = client.get(path)
    assert answer.status_code == 200
    assert f"<h1>{label}</h1>" in answer.text
    for link in Reading(answer.text).links():
        if link.startswith("/data"):
            assert client.get(link).status_code == 200, link


@pytest.mark.parametrize(
    "path",
    [
        "/data/../../etc/passwd",
        "/data/%2e%2e/%2e%2e/etc/passwd.ttl",
        "/dumps/maillage...%2f..%2fetc%2fpasswd.gz",
        "/dumps/maillage.gexf.gz",
        "/page/%00",
        "/page/%ff%fe",
        "/page?iri=%0d%0aset-cookie:a=b",
        "/id/" + "a" * 5_000,
        "/id/",
        "/data",
        "/data?iri=",
        "/data?iri=<>",
        "/page/event/2012-velo%0d%0ax:y",
        "/questions/none",
        "/questions/..%2f..%2fpyproject",
    ],
)
def test_hostile_addresses_get_a_sentence_and_nothing_else(client: httpx.Client, path: str) -> None:
    answer = client.get(httpx.URL(str(client.base_url) + path))
    assert answer.status_code in {400, 404}, answer.text
    assert answer.headers["content-type"].startswith(("application/problem+json", "text/plain"))
    assert "set-cookie" not in answer.headers
    assert "root:" not in answer.text


@pytest.mark.parametrize("accept", ["text/turtle", PEOPLE["accept"]])
def test_a_concept_of_maillage_has_its_addresses_on_every_server(
    serve: Callable[..., tuple[httpx.Client, Services]], accept: str
) -> None:
    label = '<http://www.w3.org/2000/01/rdf-schema#label> "RSE"'
    client, _ = serve(trig=f"<https://e.org/g> {{ <https://w3id.org/maillage/concept/rse> {label} }}")
    answer = client.get("/id/concept/rse", headers={"accept": accept})
    assert answer.status_code == 303
    assert answer.headers["location"].rpartition("/")[2] in {"rse", "rse.ttl"}
    assert "RSE" in client.get(answer.headers["location"]).text


TYPES = {"Person": "<http://xmlns.com/foaf/0.1/Person>", "Event": "<https://schema.org/Event>"}
MANY = (
    """
PREFIX schema: <https://schema.org/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX oa: <http://www.w3.org/ns/oa#>
<https://e.org/g> {
  <https://e.org/concept/eau> a skos:Concept ; skos:prefLabel "eau"@fr ; skos:narrower <https://e.org/concept/pluie> .
  <https://e.org/concept/pluie> a skos:Concept ; skos:prefLabel "pluie"@fr ; skos:broader <https://e.org/concept/eau> .
  <https://e.org/kind/a> skos:prefLabel "réunion"@fr, "meeting"@en .
  <https://e.org/kind/b> skos:prefLabel "atelier"@fr, "workshop"@en .
  skos:narrower rdfs:label "concept plus étroit"@fr .
  skos:broader <https://w3id.org/maillage/ontology#inverseLabel> "concept plus étroit"@fr .
  <https://e.org/evidence/1> a oa:Annotation ; oa:hasBody <https://e.org/concept/eau> ;
    <https://w3id.org/maillage/ontology#relation> dcterms:subject ; oa:hasTarget <https://e.org/evidence/1/target> .
  <https://e.org/evidence/1/target> oa:hasSource <https://e.org/event/99> ;
    oa:hasSelector <https://e.org/evidence/1/s> .
  <https://e.org/evidence/1/s> oa:exact "la nappe" ; oa:start 3 .
"""
    + "".join(
        f"""<https://e.org/event/{each}> a schema:Event ; rdfs:label "Rencontre {each}" ;
    dcterms:subject <https://e.org/concept/eau> ;
    schema:startDate "{1900 + each}-05-13T09:30:00"^^<http://www.w3.org/2001/XMLSchema#dateTime> ;
    dcterms:type <https://e.org/kind/a>, <https://e.org/kind/b> .
"""
        for each in range(120)
    )
    + "}"
)


@pytest.fixture
def many(serve: Callable[..., tuple[httpx.Client, Services]]) -> httpx.Client:
    return serve(trig=MANY)[0]


def test_all_links_are_reached_without_script_fifty_at_once(many: httpx.Client) -> None:
    seen, address, pages = [], "/page/concept/eau", 0
    while address and pages < 5:
        html = many.get(address, headers=PEOPLE).text
        assert ('<h1><a href="/page/concept/eau">' in html) is (pages > 0)
        read = Reading(html)
        seen += [each for each in read.links() if each.startswith("/page/event/")]
        pages += 1
        address = next((each for each in read.links() if "screen=" in each and f"screen={pages + 1}" in each), "")
    assert (pages, len(seen), len(set(seen))) == (3, 120, 120)
    assert "De 101 à 120 sur 120" in read.text
    wrong = (("0", "1"), ("x" * 900, "2"), ("0", "99999"))
    beyond = [many.get(f"/page/concept/eau?links={name}&screen={screen}") for name, screen in wrong]
    assert [each.status_code for each in beyond] == [404, 404, 404]
    assert many.get("/page/concept/eau?links=0&screen=-1").status_code == 400
    assert many.get("/page/concept/eau?links=&screen=-1").status_code == 200


def test_a_page_tells_a_relation_once_and_why_from_either_end(many: httpx.Client) -> None:
    html = many.get("/page/concept/eau", headers=PEOPLE).text
    assert html.count('href="/page/concept/pluie"') == 1
    assert html.count("<mark>la nappe</mark>") == 1
    assert many.get("/page/event/99", headers=PEOPLE).text.count("<mark>la nappe</mark>") == 1


@pytest.mark.parametrize(
    ("language", "kinds", "day"),
    [
        ("fr", "réunion, atelier, 13 mai 1901", "13 mai 1901, 9\xa0h\xa030"),
        ("en", "meeting, workshop, 13 May 1901", "13 May 1901, 09:30"),
    ],
)
def test_a_page_says_all_kinds_in_one_order_and_days_as_people_do(
    many: httpx.Client, language: str, kinds: str, day: str
) -> None:
    text = Reading(many.get(f"/page/event/1?lang={language}", headers=PEOPLE).text).text
    assert kinds in text
    assert day in text


@pytest.mark.parametrize(
    ("path", "type_", "name"), [("person/lea", "Person", "knowsAbout"), ("event/2012-velo", "Event", "about")]
)
def test_search_engines_are_told_what_schema_org_says_of_each_kind(
    serve: Callable[..., tuple[httpx.Client, Services]], path: str, type_: str, name: str
) -> None:
    said = f"""<https://e.org/g> {{ <https://e.org/{path}> <https://schema.org/mentions> <https://e.org/concept/velo> ;
      <http://purl.org/dc/terms/subject> <https://e.org/concept/velo> ; a {TYPES[type_]} . }}"""
    client, _ = serve(trig=said)
    (script,) = Reading(client.get(f"/page/{path}", headers=PEOPLE).text).scripts
    thing = json.loads(script)
    assert (thing["@type"], thing[name]) == (type_, {"@id": "https://e.org/concept/velo"})
    assert "mentions" not in thing
