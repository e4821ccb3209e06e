"""The SPARQL endpoint, as clients of the protocol meet it."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pyoxigraph
import pytest

EVENTS = "SELECT ?event ?label { ?event a schema:Event ; rdfs:label ?label } ORDER BY ?event"
GRAPH = "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a schema:Event ; rdfs:label ?l }"
FORM = {"content-type": "application/x-www-form-urlencoded"}


def ask(client: httpx.Client, query: str, accept: str = "", **parameters: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **parameters}, headers={"accept": accept} if accept else {})


def test_the_endpoint_starts_without_what_asks_other_servers() -> None:
    code = "import explorer.http.sparql, sys; print('requests' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_query_is_answered_by_get_by_form_and_by_direct_post(client: httpx.Client) -> None:
    answers = [
        client.get("/sparql", params={"query": EVENTS}),
        client.post("/sparql", data={"query": EVENTS}),
        client.post("/sparql", content=EVENTS, headers={"content-type": "application/sparql-query"}),
        client.post("/sparql", content=EVENTS, headers={"content-type": "application/sparql-query; charset=UTF-8"}),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.text for answer in answers} == {answers[0].text}
    rows = answers[0].json()["results"]["bindings"]
    assert [row["label"]["value"] for row in rows] == ["Le vélo au travail", "La RSE en pratique"]


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values;q=0.9, text/csv;q=0.1", "text/tab-separated-values; charset=utf-8"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "application/sparql-results+xml"),
        ("text/turtle, text/csv;q=0.5", "text/csv; charset=utf-8"),
    ],
)
def test_a_table_comes_in_the_syntax_that_is_wanted_most(client: httpx.Client, accept: str, content_type: str) -> None:
    answer = ask(client, EVENTS, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)


@pytest.mark.parametrize("name", ["ttl", "nt", "rdf", "jsonld", "nq", "trig"])
def test_a_graph_comes_in_every_syntax_and_says_the_same(client: httpx.Client, name: str) -> None:
    answer = ask(client, GRAPH, format=name)
    form = pyoxigraph.RdfFormat.from_media_type(answer.headers["content-type"])
    triples = {quad.triple for quad in pyoxigraph.parse(answer.content, format=form)}
    assert {triple.object.value for triple in triples} == {"Le vélo au travail", "La RSE en pratique"}


@pytest.mark.parametrize("form", ["SELECT (@ AS ?x) {}", "CONSTRUCT { <a:a> <a:b> ?x } { BIND(@ AS ?x) }"])
@pytest.mark.parametrize("filler", [0, 8_189, 8_190, 70_000])
def test_xml_is_well_formed_whatever_the_texts_hold(client: httpx.Client, form: str, filler: int) -> None:
    text = "{}a\\u0001b\\u000Bc\\r\\nd\\te\\uFFFEf\\uFFFF\\uFFFD".format("é" * filler)
    answer = client.post("/sparql", data={"query": form.replace("@", f'"{text}"'), "format": "xml"})
    said = "".join(ElementTree.fromstring(answer.content).itertext()).strip()
    assert said.lstrip("é") == "a\ufffdb\ufffdc\r\nd\te\ufffdf\ufffd\ufffd"


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_yes_and_no_come_in_every_syntax_of_tables(client: httpx.Client, name: str) -> None:
    assert "true" in ask(client, "ASK { ?e a schema:Event }", format=name).text


def test_format_wins_over_accept(client: httpx.Client) -> None:
    assert ask(client, EVENTS, "application/json", format="csv").headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize(("query", "accept"), [(EVENTS, "image/png"), (EVENTS, "text/turtle"), (GRAPH, "text/csv")])
def test_what_cannot_be_given_is_refused_with_what_can(client: httpx.Client, query: str, accept: str) -> None:
    answer = ask(client, query, accept)
    assert answer.status_code == 406
    assert "Accept one of" in answer.json()["detail"]


def test_a_wrong_query_is_told_with_line_and_column(client: httpx.Client) -> None:
    answer = ask(client, "SELECT *\n{ ?s ?p }")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["place"] == "line 2, column 10"


def test_a_person_is_told_of_an_error_on_a_page_without_the_query_running_in_it(client: httpx.Client) -> None:
    answer = ask(client, "SELECT <script>alert(1)</script>", "text/html, text/csv;q=0.1")
    assert answer.status_code == 400
    assert "<script>" not in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none';")
    assert "color-scheme: light dark" in answer.text


@pytest.mark.parametrize(
    "query",
    [
        f"ASK {'{' * 3_000}{'}' * 3_000}",
        f"SELECT ({'(' * 20_000}1{')' * 20_000} AS ?x) {{}}",
        f"ASK {{ ?s ?p {'[ ?p ' * 300}1{']' * 300} }}",
        f"ASK {{ FILTER({'! ' * 20_000}true) }}",
        f"ASK {{ ?s ?p ?x FILTER(1<{'(' * 3_000}?x>1{')' * 3_000}) }}",
        f"ASK {{ ?s ?p ?x FILTER(?s<?p#'>\n) {'{' * 3_000}{'}' * 3_000} }} #'",
    ],
)
def test_a_query_that_is_nested_too_deep_is_refused_before_the_engine_sees_it(client: httpx.Client, query: str) -> None:
    answer = client.post("/sparql", content=query, headers={"content-type": "application/sparql-query"})
    assert answer.status_code == 400, answer.text
    assert "more than 200" in answer.json()["detail"]


def test_brackets_in_texts_names_and_comments_nest_nothing_and_many_side_by_side_are_taken(
    client: httpx.Client,
) -> None:
    open_, beside = "{[(" * 300, "{ ?s ?p <http://fr.dbpedia.org/Ain_(x> } UNION " * 300
    query = f"ASK {{ {beside} {{ ?s ?p '{open_}' }} }} # {open_}"
    assert client.post("/sparql", data={"query": query}).json()["boolean"] is False


def test_a_chain_that_the_engine_has_no_room_for_is_told_as_such(client: httpx.Client) -> None:
    answer = client.post("/sparql", data={"query": f"ASK {{ FILTER(true{'||true' * 30_000}) }}"})
    assert answer.status_code == 503
    assert "more parts than the engine has room for" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("query=ASK{}&query=ASK{}", FORM["content-type"], 400),
        ("nothing=1", FORM["content-type"], 400),
        ("", FORM["content-type"], 400),
        ("query=%FF", FORM["content-type"], 400),
        ("ASK {}".encode("utf-16"), "application/sparql-query", 400),
        ("ASK {}", "text/plain", 415),
        ("ASK {}", "", 415),
        ("query=ASK{}&default-graph-uri=relative", FORM["content-type"], 400),
        ("update=DROP+ALL", FORM["content-type"], 403),
        ("DROP ALL", "application/sparql-update", 403),
        ("x" * 1_000_001, "application/sparql-query", 413),
        ("&".join("a=1" for _ in range(2_000)), FORM["content-type"], 400),
    ],
)
def test_a_request_that_is_not_of_the_protocol_is_refused(
    client: httpx.Client, body: str | bytes, content_type: str, status: int
) -> None:
    answer = client.post("/sparql", content=body, headers={"content-type": content_type} if content_type else {})
    assert answer.status_code == status, answer.text
    assert answer.json()["detail"]


def test_a_query_is_not_taken_from_the_address_of_a_form(client: httpx.Client) -> None:
    assert client.post("/sparql?query=ASK{}", data={"query": "ASK {}"}).status_code == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused_and_the_right_ones_named(client: httpx.Client, method: str) -> None:
    answer = client.request(method, "/sparql", params={"query": "ASK {}"})
    assert answer.status_code == 405
    assert {"GET", "HEAD", "POST"} <= set(answer.headers["allow"].replace(" ", "").split(","))


@pytest.mark.parametrize(("coding", "packed"), [("br, gzip;q=0.5", True), ("gzip;q=0", False), ("br", False)])
def test_an_answer_is_compressed_only_where_that_is_accepted(client: httpx.Client, coding: str, packed: bool) -> None:
    answer = client.get(
        "/sparql", params={"query": "SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 3000"}, headers={"accept-encoding": coding}
    )
    assert ("content-encoding" in answer.headers) == packed
    assert len(answer.json()["results"]["bindings"]) == 3000


def test_an_update_sent_as_a_query_is_a_wrong_query(client: httpx.Client) -> None:
    assert ask(client, "INSERT DATA { <a:a> <a:b> <a:c> }").status_code == 400


def count(client: httpx.Client, query: str, **parameters: str | list[str]) -> int:
    answer = client.get("/sparql", params={"query": query, **parameters}, headers={"accept": "text/csv"})
    return len(answer.text.splitlines()) - 1


def test_the_default_graph_is_all_graphs_unless_a_dataset_is_named(client: httpx.Client) -> None:
    first, second = "https://e.org/graph/agenda-csv/1", "https://e.org/graph/agenda-csv/2"
    events = "SELECT DISTINCT ?e { ?e a schema:Event }"
    assert count(client, events) == 2
    assert count(client, events, **{"default-graph-uri": first}) == 1
    assert count(client, events, **{"default-graph-uri": [first, second]}) == 2
    assert count(client, events, **{"default-graph-uri": ""}) == count(client, events)
    assert count(client, events, **{"default-graph-uri": ["", first], "named-graph-uri": [""]}) == 1
    assert count(client, events, **{"named-graph-uri": first}) == 0
    assert count(client, "SELECT ?e { GRAPH ?g { ?e a schema:Event } }", **{"named-graph-uri": first}) == 1


def test_a_dataset_in_the_query_is_respected_and_one_in_the_request_wins(client: httpx.Client) -> None:
    first = "https://e.org/graph/agenda-csv/1"
    query = f"SELECT ?e FROM <{first}> {{ ?e a schema:Event }}"
    assert count(client, query) == 1
    assert count(client, query, **{"default-graph-uri": "https://e.org/graph/nothing"}) == 0


def test_relative_names_are_those_of_the_network(client: httpx.Client) -> None:
    assert count(client, "SELECT ?o { <event/2012-velo> dcterms:subject ?o }") == 2


def test_head_says_what_get_would(client: httpx.Client) -> None:
    got = client.get("/sparql", params={"query": EVENTS})
    head = client.head("/sparql", params={"query": EVENTS})
    assert head.content == b""
    for name in ("content-type", "content-length", "etag"):
        assert head.headers[name] == got.headers[name]


def test_the_same_question_has_the_same_tag_and_is_not_sent_twice(client: httpx.Client) -> None:
    tag = ask(client, EVENTS).headers["etag"]
    again = client.get("/sparql", params={"query": EVENTS}, headers={"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert ask(client, EVENTS, "text/csv").headers["etag"] != tag
    assert ask(client, EVENTS + " LIMIT 1").headers["etag"] != tag


def test_what_changes_by_itself_is_neither_tagged_nor_kept(client: httpx.Client) -> None:
    first, second = (ask(client, "SELECT (RAND() AS ?n) {}") for _ in range(2))
    assert "etag" not in first.headers
    assert first.text != second.text


def test_a_large_answer_is_compressed_for_those_who_take_it(client: httpx.Client) -> None:
    query = {"query": "SELECT * { ?s ?p ?o }"}
    plain = client.get("/sparql", params=query, headers={"accept-encoding": "identity"})
    with client.stream("GET", "/sparql", params=query, headers={"accept-encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed) == plain.content
    assert len(packed) < len(plain.content) / 3


def test_a_site_elsewhere_may_ask(client: httpx.Client) -> None:
    asked = {"origin": "https://yasgui.example", "access-control-request-method": "POST"}
    answer = client.options("/sparql", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert ask(client, EVENTS).headers["access-control-allow-origin"] == "*"
    assert ask(client, "wrong").headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("name", ["ttl", "rdf", "jsonld", "nt"])
def test_without_a_query_the_service_describes_itself(client: httpx.Client, name: str) -> None:
    media_type = {"ttl": "text/turtle", "rdf": "application/rdf+xml", "jsonld": "application/ld+json"}.get(
        name, "application/n-triples"
    )
    answer = client.get("/sparql", headers={"accept": media_type})
    store = pyoxigraph.Store()
    store.load(answer.content, format=pyoxigraph.RdfFormat.from_media_type(media_type))
    found = store.query(
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"
        f"ASK {{ ?s a sd:Service ; sd:endpoint <{client.base_url}/sparql> ; sd:supportedLanguage sd:SPARQL11Query ;"
        " sd:resultFormat ?f ; sd:defaultDataset/sd:defaultGraph ?g }"
    )
    assert found


def test_a_browser_without_a_query_is_led_to_the_page_for_people(client: httpx.Client) -> None:
    answer = client.get("/sparql", headers={"accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/interroger")


def test_words_of_every_alphabet_and_every_sign_come_back_unchanged(client: httpx.Client) -> None:
    said = 'é 日本 \U0001f600 " \\ < & \t end'
    answer = ask(client, f"SELECT ({json.dumps(said, ensure_ascii=False)} AS ?x) {{}}")
    assert answer.json()["results"]["bindings"][0]["x"]["value"] == said


def test_line_breaks_in_parameters_never_reach_the_headers(client: httpx.Client) -> None:
    answer = client.get("/sparql?format=" + quote("csv\r\nset-cookie: a=b") + "&query=ASK%7B%7D")
    assert answer.status_code == 406
    assert "set-cookie" not in answer.headers


def test_a_service_is_refused_unless_it_is_only_spoken_of(client: httpx.Client) -> None:
    refused = ask(client, "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    assert refused.status_code == 403
    assert "http://127.0.0.1:1/" in refused.json()["detail"]
    assert ask(client, "ASK { ?s ?p 'SERVICE <http://a/> {' } # SERVICE <http://a/> {}").status_code == 200


@pytest.mark.parametrize("query", ["", "\x00", "ASK {" * 500, "SELECT * { ?s " + "<a:b>/" * 500 + "<a:b> ?o }"])
def test_odd_queries_are_answered_with_a_sentence_at_worst(client: httpx.Client, query: str) -> None:
    answer = client.post("/sparql", content=query, headers={"content-type": "application/sparql-query"})
    assert answer.status_code in {200, 400, 503}
    assert client.get("/health").status_code == 200


def test_a_search_by_words_is_answered_inside_a_query(client: httpx.Client) -> None:
    search = 'SERVICE ml:search { ?event ml:matches "velo au travial" ; ml:score ?score }'
    answer = ask(client, f"SELECT ?date ?score {{ {search} ?event schema:startDate ?date }}")
    (row,) = answer.json()["results"]["bindings"]
    assert row["date"]["value"] == "2012-06-26"
    assert 0.6 < float(row["score"]["value"]) < 1
    wrong = ask(client, "SELECT * { SERVICE ml:search { ?e ml:matches ?words } }")
    assert (wrong.status_code, "ml:matches takes a text" in wrong.json()["detail"]) == (400, True)


def test_the_description_tells_the_dataset_the_features_and_a_bounded_number_of_graphs(client: httpx.Client) -> None:
    store = pyoxigraph.Store()
    store.load(client.get("/sparql", headers={"accept": "text/turtle"}).content, format=pyoxigraph.RdfFormat.TURTLE)
    prefixes = {
        "sd": "http://www.w3.org/ns/sparql-service-description#",
        "void": "http://rdfs.org/ns/void#",
        "ml": "https://w3id.org/maillage/ontology#",
    }
    described = """ASK { ?s sd:propertyFeature ml:matches ; sd:feature ml:search, sd:UnionDefaultGraph ;
      sd:defaultDataset [ sd:defaultGraph [ void:triples ?n ; void:classes ?c ] ; sd:namedGraph/sd:name ?g ] }"""
    assert store.query(described, prefixes=prefixes)
    (counted,) = store.query("SELECT ?n { ?s void:triples ?n }", prefixes=prefixes)  # type: ignore[misc]
    asked = ask(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json()["results"]["bindings"][0]["n"]["value"]
    assert counted["n"].value == asked
    assert not store.query("ASK { ?s sd:supportedLanguage sd:SPARQL11Update }", prefixes=prefixes)
