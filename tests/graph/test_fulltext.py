"""Search by words inside SPARQL: what is found, and that a text stays a text."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from pyoxigraph import QuerySolutions, Store

from graph.fulltext import expand_search
from graph.search import Entry, LabelIndex
from graph.views.things import ThingKind
from ontology.errors import QueryError
from ontology.namespaces import PREFIXES

E = "https://e.org/"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LabelIndex:
    """An index of four things."""
    entries = [
        Entry(f"{E}bio", ThingKind.CONCEPT, {"fr": "biodiversité", "en": "biodiversity"}),
        Entry(f"{E}forum", ThingKind.EVENT, {"fr": "Forum de la biodiversité"}),
        Entry(f"{E}eco", ThingKind.CONCEPT, {"fr": "éco-conception"}),
        Entry(f"{E}quote", ThingKind.PERSON, {"": 'Jean "} #'}),
    ]
    return LabelIndex.build(tmp_path_factory.mktemp("index") / "labels.sqlite", entries)


def rows(index: LabelIndex, clause: str, prologue: str = "", rest: str = "", columns: str = "*") -> list[list[str]]:
    """The answer to a query with this clause, over no data at all."""
    query = f"{prologue} SELECT {columns} {{ SERVICE {clause} {rest} }}"
    answer = Store().query(expand_search(query, index), prefixes=PREFIXES)
    assert isinstance(answer, QuerySolutions)
    return sorted([str(getattr(term, "value", term)) for term in row] for row in answer)


@pytest.mark.parametrize("typed", ["biodiversite", "BIODIV", "boidiversité", "biodiversity"])
def test_accents_case_beginnings_and_slips_are_forgiven(index: LabelIndex, typed: str) -> None:
    assert [f"{E}bio"] in rows(index, f'ml:search {{ ?thing ml:matches "{typed}" }}')


def test_a_search_gives_scores_names_kinds_and_as_many_as_are_wanted(index: LabelIndex) -> None:
    found = rows(
        index, 'ml:search { ?t ml:matches "biodiversité" ; ml:score ?s ; ml:matchedLabel ?l }', columns="?t ?s ?l"
    )
    assert [row[0] for row in found] == [f"{E}bio", f"{E}forum"]
    assert {row[2] for row in found} == {"biodiversité", "Forum de la biodiversité"}
    assert float(found[0][1]) == 1.0 > float(found[1][1])
    assert len(rows(index, 'ml:search { ?t ml:matches "biodiversité" ; ml:limit 1 . }')) == 1
    assert rows(index, "ml:search { ?t ml:matches 'biodiversité'@fr ; ml:kind \"event\" }") == [[f"{E}forum"]]
    assert rows(index, 'ml:search { ?t ml:matches "zzzzzz" }') == []


@pytest.mark.parametrize(
    ("clause", "prologue"),
    [
        ("<https://w3id.org/maillage/ontology#search> { ?t ml:matches 'bio' }", ""),
        ("SILENT m:search{?t m:matches'''bio'''}", "PREFIX m: <https://w3id.org/maillage/ontology#>"),
    ],
)
def test_the_service_is_known_however_it_is_written(index: LabelIndex, clause: str, prologue: str) -> None:
    assert [f"{E}bio"] in rows(index, clause, prologue)


def test_a_name_of_the_graph_never_becomes_syntax(index: LabelIndex) -> None:
    found = rows(index, 'ml:search { ?t ml:matches "jean" ; ml:matchedLabel ?l }', columns="?t ?l")
    assert found == [[f"{E}quote", 'Jean "} #']]


def test_several_searches_meet_in_one_query(index: LabelIndex) -> None:
    both = rows(index, "ml:search { ?t ml:matches 'forum' }", rest="SERVICE ml:search { ?t ml:matches 'biodiversité' }")
    assert both == [[f"{E}forum"]]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE ml:search { }' } # SERVICE ml:search { }",
        "SELECT ?search { ?search ml:matches 'x' }",
        "SELECT * { SERVICE <https://e.org/search> { ?t ml:matches 'bio' } }",
        "SERVICE",
        "SERVICE ml:search",
    ],
)
def test_other_queries_are_left_as_they_are(index: LabelIndex, query: str) -> None:
    assert expand_search(query, index) == query


@pytest.mark.parametrize(
    "clause",
    [
        "{ }",
        "{ ?t ml:score ?s }",
        "{ <https://e.org/a> ml:matches 'x' }",
        "{ ?t ml:matches ?words }",
        "{ ?t ml:matches <a:a> }",
        "{ ?t ml:matches UNDEF }",
        "{ ?t ml:matches 'x' ; ml:matches 'y' }",
        "{ ?t ml:matches 'x' ; ml:limit 0 }",
        "{ ?t ml:matches 'x' ; ml:limit 1001 }",
        "{ ?t ml:matches 'x' ; ml:limit 'ten' }",
        "{ ?t ml:matches 'x' ; ml:kind 'dragon' }",
        "{ ?t ml:matches 'x' ; ml:score ?t }",
        "{ ?t ml:matches 'x' ; ml:score 1 }",
        "{ ?t ml:matches 'x' ; rdfs:label ?l }",
        "{ ?t ml:matches 'x' . ?u ml:matches 'y' }",
        "{ ?t ml:matches 'x' { ?a ?b ?c } }",
        "{ ?t a ?b }",
    ],
)
def test_a_search_that_cannot_be_understood_says_what_to_write(index: LabelIndex, clause: str) -> None:
    with pytest.raises(QueryError, match=r"SERVICE ml:search \{ \?thing"):
        rows(index, f"ml:search {clause}")


def test_lines_stay_where_they_are(index: LabelIndex) -> None:
    query = "SELECT * {\nSERVICE ml:search {\n?t ml:matches 'bio'\n}\n?s ?p ?o }"
    assert expand_search(query, index).count("\n") == query.count("\n")


@pytest.mark.parametrize("piece", ["SERVICE ml:search {", "SERVICE ", "search service (", "SERVICE x:y { }"])
def test_a_huge_query_takes_no_time(index: LabelIndex, piece: str) -> None:
    started = time.process_time()
    with suppress(QueryError):
        expand_search("search " + piece * 3_000, index)
    assert time.process_time() - started < 10
