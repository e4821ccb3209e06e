"""Clients that researchers use, as they are."""

from __future__ import annotations

import io

import httpx
import pandas
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore


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
