"""Clients that researchers use, as they are."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlencode

import httpx
import pandas
import pytest
import rdflib
import SPARQLWrapper
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed


def test_rdflib_asks_the_endpoint_as_a_store(client: httpx.Client) -> None:
    remote = rdflib.Graph(SPARQLStore(f"{client.base_url}/sparql", method="POST"))
    velo = rdflib.URIRef("https://e.org/concept/velo")
    assert str(remote.value(rdflib.URIRef("https://e.org/event/2012-velo"), rdflib.RDFS.label)) == "Le vélo au travail"
    assert (velo, rdflib.SKOS.altLabel, rdflib.Literal("bicyclette", lang="fr")) in remote
    rows = remote.query("SELECT ?e { ?e a <https://schema.org/Event> }")
    assert len(list(rows)) == 2


def test_rdflib_reads_a_thing_from_its_identifier(client: httpx.Client) -> None:
    graph = rdflib.Graph().parse(f"{client.base_url}/id/concept/velo", format="turtle")
    assert rdflib.URIRef("https://e.org/event/2012-velo") in set(graph.subjects())


def test_pandas_reads_a_table(client: httpx.Client) -> None:
    query = "SELECT ?event ?date { ?event schema:startDate ?date } ORDER BY ?event"
    answer = client.get("/sparql", params={"query": query, "format": "csv"})
    table = pandas.read_csv(io.StringIO(answer.text))
    assert list(table.columns) == ["event", "date"]
    assert list(table["date"]) == ["2012-06-26", "2013-05"]


def test_pandas_reads_a_table_from_the_address_of_a_query(client: httpx.Client) -> None:
    query = urlencode({"query": "SELECT ?label { ?e a schema:Event ; rdfs:label ?label } ORDER BY ?label"})
    table = pandas.read_csv(f"{client.base_url}/sparql?{query}&format=csv")
    assert list(table["label"]) == ["La RSE en pratique", "Le vélo au travail"]


@pytest.fixture
def wrapper(client: httpx.Client) -> SPARQLWrapper.SPARQLWrapper:
    """A SPARQLWrapper on the server."""
    return SPARQLWrapper.SPARQLWrapper(f"{client.base_url}/sparql")


def converted(wrapper: SPARQLWrapper.SPARQLWrapper) -> Any:
    """The answer as SPARQLWrapper gives it: of another type for each form."""
    return wrapper.queryAndConvert()


@pytest.mark.parametrize("method", [SPARQLWrapper.GET, SPARQLWrapper.POST])
@pytest.mark.parametrize("sent", [SPARQLWrapper.URLENCODED, SPARQLWrapper.POSTDIRECTLY])
def test_sparqlwrapper_asks_in_each_of_its_ways(wrapper: SPARQLWrapper.SPARQLWrapper, method: str, sent: str) -> None:
    wrapper.setMethod(method)
    wrapper.setRequestMethod(sent if method == SPARQLWrapper.POST else SPARQLWrapper.URLENCODED)
    wrapper.setReturnFormat(SPARQLWrapper.JSON)
    wrapper.setQuery("SELECT ?e { ?e a <https://schema.org/Event> }")
    assert len(converted(wrapper)["results"]["bindings"]) == 2


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_sparqlwrapper_converts_every_form_of_answer(wrapper: SPARQLWrapper.SPARQLWrapper) -> None:
    wrapper.setQuery("ASK { ?e a <https://schema.org/Event> }")
    wrapper.setReturnFormat(SPARQLWrapper.XML)
    assert "true" in converted(wrapper).toxml()
    wrapper.setQuery("CONSTRUCT { ?e a ?t } WHERE { ?e a ?t ; <https://schema.org/startDate> ?d }")
    for form in (SPARQLWrapper.TURTLE, SPARQLWrapper.N3, SPARQLWrapper.RDFXML, SPARQLWrapper.XML, SPARQLWrapper.JSONLD):
        wrapper.setReturnFormat(form)
        answer = converted(wrapper)
        graph = answer if isinstance(answer, rdflib.Graph) else rdflib.Graph().parse(data=answer, format="turtle")
        assert len(graph) >= 2


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_sparqlwrapper_describes_a_thing_with_nothing_set(wrapper: SPARQLWrapper.SPARQLWrapper) -> None:
    wrapper.setQuery("DESCRIBE <https://e.org/concept/velo>")
    assert len(converted(wrapper)) >= 2


def test_sparqlwrapper_is_told_of_a_wrong_query(wrapper: SPARQLWrapper.SPARQLWrapper) -> None:
    wrapper.setQuery("SELECT {")
    with pytest.raises(QueryBadFormed, match="line 1"):
        wrapper.query()
