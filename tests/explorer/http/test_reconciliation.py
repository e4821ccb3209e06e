"""A spreadsheet's cells matched to things: forgiving, certain only where it can be, bounded, safe to anyone's input."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

ATELIER = "https://e.org/organisation/atelier"
VELO = "https://e.org/concept/velo"


def match(client: httpx.Client, **query: Any) -> list[dict[str, Any]]:
    answer = client.post("/reconcile", data={"queries": json.dumps({"q": query})})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["q"]["result"]
    return found


def extended(client: httpx.Client, iri: str, *properties: str, **settings: Any) -> dict[str, list[dict[str, Any]]]:
    asked = {"ids": [iri], "properties": [{"id": each, "settings": settings} for each in properties]}
    answer = client.get("/reconcile", params={"extend": json.dumps(asked), "lang": "fr"})
    cells: dict[str, list[dict[str, Any]]] = answer.json()["rows"][iri]
    return cells


def test_an_identifier_names_its_thing_and_a_concept_is_told_by_what_it_means(client: httpx.Client) -> None:
    for query in (VELO, f" {VELO} ", "http://www.wikidata.org/entity/Q11442"):
        (found,) = match(client, query=query)
        assert (found["id"], found["match"], found["score"]) == (VELO, True, 100.0)
    (concept, *_) = match(client, query="mobilité")
    assert concept["description"] in {"Les façons de se déplacer.", "The ways in which people move."}
    assert match(client, query="https://nowhere.example/x") == []
    assert match(client, query=VELO, type="foaf:Person") == []


@pytest.mark.parametrize("words", ["Atelier Cyclable", "atelier  CYCLABLE", "Atelier cyclabel", "atelier-cyclable"])
def test_a_name_is_found_whatever_its_accents_case_and_slips(client: httpx.Client, words: str) -> None:
    assert match(client, query=words, type="org:Organization")[0]["id"] == ATELIER


def test_a_match_is_certain_only_when_the_name_is_the_things_own(client: httpx.Client) -> None:
    assert match(client, query="université de valmont")[0]["match"] is True
    assert match(client, query="universite de valmon")[0]["match"] is False


def test_a_person_is_not_certain_by_name_alone(client: httpx.Client) -> None:
    assert match(client, query="Léa Martin")[0]["match"] is False
    known = [{"pid": "^dcterms:creator", "v": "Pédaler : un état des lieux"}]
    assert match(client, query="Léa Martin", properties=known)[0]["match"] is True


def test_an_ambiguous_name_is_never_certain(client: httpx.Client) -> None:
    assert match(client, query="CCI")[0]["match"] is False


def test_a_type_keeps_the_things_of_that_type(client: httpx.Client) -> None:
    kinds = {each["type"][0]["id"] for each in match(client, query="velo", type=["schema:Event", "skos:Concept"])}
    assert kinds == {"https://schema.org/Event", "http://www.w3.org/2004/02/skos/core#Concept"}
    assert match(client, query="velo", type="https://e.org/NoType") == []


@pytest.mark.parametrize("name", ["Event", "event", "schema:Event", "https://schema.org/Event"])
def test_a_type_is_known_by_its_identifier_or_the_last_part_of_it(client: httpx.Client, name: str) -> None:
    assert {each["type"][0]["name"] for each in match(client, query="velo", type=name)} == {"Événement"}
    assert match(client, query="velo", type=["", name]) == match(client, query="velo", type=name)


def test_what_is_no_type_is_refused_with_those_there_are(client: httpx.Client) -> None:
    queries = json.dumps({"q1": {"query": "velo"}, "q2": {"query": "velo", "type": "Bicycle"}})
    answer = client.post("/reconcile", data={"queries": queries}, headers={"accept-language": "fr"})
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(
        "il n’y a pas de type «\xa0Bicycle\xa0». Choisissez parmi\xa0: org:Organization, "
    )


def test_a_property_that_agrees_puts_its_thing_first(client: httpx.Client) -> None:
    in_2013 = match(client, query="rse pratique", properties=[{"pid": "schema:startDate", "v": 2013}])
    assert in_2013[0]["id"] == "https://e.org/event/2013-rse"
    scores = [
        match(client, query="Le vélo au travail", properties=[{"pid": "schema:location", "v": place}])[0]
        for place in ("valmont", "Paris")
    ]
    assert [each["match"] for each in scores] == [True, False]
    assert scores[0]["score"] > scores[1]["score"]


@pytest.mark.parametrize(
    ("pid", "value"),
    [("skos:exactMatch", "http://www.wikidata.org/entity/Q11442"), ("skos:altLabel", "bicyclette")],
)
def test_an_identifier_finds_its_thing_without_a_name(client: httpx.Client, pid: str, value: str) -> None:
    assert match(client, properties=[{"pid": pid, "v": value}])[0]["id"] == VELO
    assert match(client, properties=[{"pid": pid, "v": [{"id": value}]}])[0]["id"] == VELO


def test_rows_are_extended_from_either_end_of_a_relation(client: httpx.Client) -> None:
    cells = extended(client, ATELIER, "foaf:name", "^schema:organizer", "ml:partnerOf", "dcterms:title")
    assert cells["foaf:name"] == [{"str": "Atelier Cyclable"}]
    assert [each["name"] for each in cells["^schema:organizer"]] == ["Le vélo au travail", "La RSE en pratique"]
    assert cells["ml:partnerOf"][0]["name"] == "Banque Verte"
    assert cells["dcterms:title"] == []


def test_authors_extend_a_row_in_their_order(client: httpx.Client) -> None:
    cells = extended(client, "https://e.org/publication/2013-velo", "dcterms:creator")
    assert [each["name"] for each in cells["dcterms:creator"]] == ["Léa Martin", "Hugo Bernard"]
    assert list(cells) == ["dcterms:creator"]


def test_cells_hold_dates_and_the_words_of_one_language_within_a_limit(client: httpx.Client) -> None:
    event = extended(client, "https://e.org/event/2012-velo", "schema:startDate", "dcterms:subject", limit="1")
    assert event["schema:startDate"] == [{"date": "2012-06-26T00:00:00"}]
    assert len(event["dcterms:subject"]) == 1
    assert extended(client, VELO, "rdfs:label")["rdfs:label"] == [{"str": "vélo"}]
    assert extended(client, "https://e.org/event/2013-rse", "schema:startDate")["schema:startDate"] == [
        {"str": "2013-05"}
    ]


def test_things_types_and_properties_are_suggested_while_one_types(client: httpx.Client) -> None:
    def names(what: str, prefix: str) -> list[str]:
        asked = client.get(f"/reconcile/suggest/{what}", params={"prefix": prefix, "lang": "fr"})
        return [each["name"] for each in asked.json()["result"]]

    assert "vélo" in names("entity", "vel")
    assert names("type", "org") == ["Organisation"]
    assert names("property", "a pour")[0] == "a pour sujet"
    assert names("entity", "") == []
    first = client.get("/reconcile/suggest/entity", params={"prefix": "cci"}).json()["result"]
    rest = client.get("/reconcile/suggest/entity", params={"prefix": "cci", "cursor": "1"}).json()["result"]
    assert rest == first[1:]


def test_properties_are_proposed_for_a_type_as_the_graph_uses_them(client: httpx.Client) -> None:
    asked: dict[str, str | int] = {"type": "https://schema.org/Event", "limit": 3, "lang": "en"}
    said = client.get("/reconcile/properties", params=asked).json()
    assert (len(said["properties"]), said["type"], said["limit"]) == (3, asked["type"], 3)
    names = {
        each["name"] for each in client.get("/reconcile/properties", params=asked | {"limit": 50}).json()["properties"]
    }
    assert {"is about", "organised by"} <= names
    assert client.get("/reconcile/properties", params={"type": "urn:none"}).json()["properties"] == []


def test_a_preview_says_what_a_thing_is_without_script(client: httpx.Client) -> None:
    answer = client.get("/reconcile/preview", params={"id": VELO, "lang": "en"})
    assert "bicycle" in answer.text
    assert "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert client.get("/reconcile/preview", params={"id": "https://e.org/none"}).status_code == 404
    assert "vélo" in client.get("/reconcile/flyout", params={"id": VELO, "lang": "fr"}).json()["html"]
    for name in ("foaf:page", "http://xmlns.com/foaf/0.1/page"):
        assert client.get("/reconcile/flyout", params={"id": name, "lang": "en"}).json()["html"] != f"<p>{name}</p>"


def test_any_site_may_ask(client: httpx.Client) -> None:
    assert client.get("/reconcile").headers["access-control-allow-origin"] == "*"
    headers = {"origin": "https://refine.example", "access-control-request-method": "POST"}
    assert client.options("/reconcile", headers=headers).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "queries",
    [
        "",
        "[]",
        "{",
        "null",
        '{"q": {}}',
        '{"q": {"query": 3}}',
        '{"q": {"query": "a", "props": []}}',
        '{"q": {"query": "a", "properties": [{"pid": "nothing", "v": "x"}]}}',
        '{"q": {"query": "a", "properties": [{"pid": "urn:a> } DROP ALL #", "v": "x"}]}}',
        '{"q": {"query": "a", "properties": [{"pid": "urn:a", "v": [[1]]}]}}',
        "[" * 100_000,
    ],
)
def test_what_is_no_query_is_refused_with_a_sentence(client: httpx.Client, queries: str) -> None:
    answer = client.post("/reconcile", data={"queries": queries})
    assert (answer.status_code, "detail" in answer.json()) == (400, True)


@pytest.mark.parametrize(
    "words", ["'\"; DROP TABLE name; --", "* OR word:*", "\x00", "\ud83d\ude00", "é" * 20_000, "<script>", "   "]
)
def test_hostile_words_find_nothing_and_harm_nothing(client: httpx.Client, words: str) -> None:
    known = [{"pid": "rdfs:label", "v": words}, {"pid": "^rdfs:label", "v": {"id": words}}]
    found = match(client, query=words, properties=known, limit=1e308)
    assert all(set(each) >= {"id", "name", "score", "match"} for each in found)


def test_a_blank_cell_has_no_candidate_and_the_cells_beside_it_have_theirs(client: httpx.Client) -> None:
    answer = client.post("/reconcile", data={"queries": '{"a": {"query": ""}, "b": {"query": "Atelier cyclable"}}'})
    assert answer.json()["a"] == {"result": []}
    assert answer.json()["b"]["result"][0]["id"] == ATELIER


@pytest.mark.parametrize("limit", [0, -5, 2.7])
def test_any_limit_gives_one_candidate_at_least(client: httpx.Client, limit: float) -> None:
    assert 1 <= len(match(client, query="velo", limit=limit)) <= 2


def test_too_much_at_once_is_refused(client: httpx.Client) -> None:
    many = {f"q{n}": {"query": "a"} for n in range(101)}
    assert client.post("/reconcile", data={"queries": json.dumps(many)}).status_code == 413
    assert client.post("/reconcile", content=b"queries=" + b"x" * 1_000_001).status_code == 413
    rows = {"ids": [VELO] * 1_001, "properties": []}
    assert client.post("/reconcile", data={"extend": json.dumps(rows)}).status_code == 413
    properties = [{"pid": "rdfs:label", "v": "a"}] * 21
    assert client.post("/reconcile", data={"queries": json.dumps({"q": {"properties": properties}})}).status_code == 413


@pytest.mark.parametrize(
    "extend", ["{}", '{"ids": "a", "properties": []}', '{"ids": ["not an iri"], "properties": [{"id": "rdfs:label"}]}']
)
def test_what_is_no_extension_is_refused(client: httpx.Client, extend: str) -> None:
    assert client.get("/reconcile", params={"extend": extend}).status_code == 400
    bad = {"ids": [VELO], "properties": [{"id": "rdfs:label", "settings": {"limit": "many"}}]}
    assert client.get("/reconcile", params={"extend": json.dumps(bad)}).status_code == 400


@pytest.mark.parametrize(
    "path", ["/reconcile/suggest/entity?cursor=x", "/reconcile/properties?limit=-1", "/reconcile/preview"]
)
def test_parameters_that_do_not_fit_are_refused(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 400
