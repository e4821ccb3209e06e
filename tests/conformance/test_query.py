"""SPARQL 1.1 Query and its result formats: every test of the W3C over HTTP, those that fail with the reason."""

from __future__ import annotations

import re

import httpx
import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat

from tests.conformance.known import REASONS
from tests.conformance.results import csv_rows, expected_graph, rows_as_graph, same, triples_as_graph
from tests.conformance.suite import BASE, Test, folder, read_tests

SUITES = [
    "aggregates", "bind", "bindings", "cast", "construct", "csv-tsv-res", "exists", "functions", "grouping",
    "json-res", "negation", "project-expression", "property-path", "subquery", "syntax-fed", "syntax-query",
]  # fmt: skip


def cases(*kinds: str) -> list[object]:
    """The tests of those kinds as parameters, the known failures marked with their reasons."""
    return [
        pytest.param(test, id=test.name, marks=_marks(test.name))
        for suite in SUITES
        for test in read_tests(suite)
        if test.kind in kinds
    ]


def _marks(name: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=REASONS[name], strict=True)] if name in REASONS else []


def ask(endpoint: httpx.Client, test: Test, form: str, *, base: bool = True) -> httpx.Response:
    """The answer to a test's query over its data alone."""
    query = test.query.read_text(encoding="utf-8")
    if base:
        query = f"BASE <{BASE}{test.query.parent.name}/{test.query.name}>\n{query}"
    parameters: dict[str, list[str]] = {"query": [query]}
    if "FROM" not in query:
        parameters["default-graph-uri"] = [*test.default] or ["urn:nothing"]
        parameters["named-graph-uri"] = [*test.named]
    return endpoint.post("/sparql", data=parameters, headers={"accept": form})


def test_the_suites_are_there() -> None:
    if not folder().exists():
        pytest.skip(f"the suites are not at {folder()} (set MAILLAGE_SHARED_DATA)")
    assert len(cases("QueryEvaluationTest")) > 200


@pytest.mark.parametrize("test", cases("QueryEvaluationTest"))
def test_the_answer_is_the_expected_one(endpoint: httpx.Client, test: Test) -> None:
    assert test.result is not None
    kind, expected = expected_graph(test.result)
    accept = {
        ".srx": "application/sparql-results+xml",
        ".tsv": "text/tab-separated-values",
    }.get(test.result.suffix, "application/sparql-results+json")
    answer = ask(endpoint, test, accept if kind == "table" else "application/n-triples")
    assert answer.status_code == 200, answer.text
    if kind == "graph":
        assert same(triples_as_graph(answer.content, RdfFormat.N_TRIPLES), expected), answer.text
        return
    form = QueryResultsFormat.from_media_type(accept)
    assert form is not None
    assert same(rows_as_graph(answer.content, form), expected), answer.text


@pytest.mark.parametrize("test", cases("CSVResultFormatTest"))
def test_a_table_in_csv_is_the_expected_one(endpoint: httpx.Client, test: Test) -> None:
    assert test.result is not None
    answer = ask(endpoint, test, "text/csv")
    assert csv_rows(answer.content) == csv_rows(test.result.read_bytes())


@pytest.mark.parametrize("test", cases("PositiveSyntaxTest11"))
def test_a_right_query_is_understood(endpoint: httpx.Client, test: Test) -> None:
    answer = ask(endpoint, test, "*/*")
    understood = re.search("SERVICE may not|custom function .* is not supported", answer.text)
    assert answer.status_code == 200 or understood, answer.text


@pytest.mark.parametrize("test", cases("NegativeSyntaxTest11"))
def test_a_wrong_query_is_refused(endpoint: httpx.Client, test: Test) -> None:
    answer = ask(endpoint, test, "*/*", base=False)
    assert answer.status_code == 400
    assert answer.json()["detail"]
