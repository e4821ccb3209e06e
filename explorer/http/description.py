"""The service description (SPARQL 1.1 Service Description): what the endpoint speaks and what it holds, as RDF."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pyoxigraph import Literal, NamedNode, Triple

from explorer.context import Context
from explorer.http.formats import FORMATS, PLAIN_GRAPHS, W3C_NAMES
from graph.exports.statements import write_triples
from graph.fulltext import SEARCH
from graph.published import Snapshot
from graph.sparql import load
from graph.store import Store, text
from graph.workspace import Settings
from ontology.namespaces import DCTERMS, ML, RDF, RDFS, VOID, XSD, Namespace

__all__ = ["describe_service"]

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
GRAPHS_NAMED = 100
"""Named graphs that the description tells; there may be one a record."""
_EXAMPLE = """SELECT ?thing ?label ?score {
  SERVICE ml:search { ?thing ml:matches "biodiv ecolo" ; ml:score ?score ; ml:limit 10 }
  ?thing rdfs:label ?label
} ORDER BY DESC(?score)"""
_UNIQUE = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "rdf": "RDF_XML",
    "jsonld": "JSON-LD",
    "nq": "N-Quads",
    "trig": "TriG",
}
"""The names of the formats in the W3C's list of unique IRIs for file formats."""


def describe_service(context: Context, address: str, form: str, *, updates: bool) -> bytes:
    """The description in a syntax without named graphs; ``address`` is the server's, with a slash at its end.

    ``updates`` says whether anyone may write. The graph is read through for its counts: keep the answer.
    """
    snapshot, store = context.opened()
    return write_triples(_triples(snapshot, store, context.workspace.settings, address, updates=updates), form)


def _triples(snapshot: Snapshot, store: Store, settings: Settings, address: str, *, updates: bool) -> Iterator[Triple]:
    endpoint = NamedNode(f"{address}sparql")
    yield Triple(endpoint, RDF.type, SD.Service)
    yield Triple(endpoint, SD.endpoint, endpoint)
    yield Triple(endpoint, SD.supportedLanguage, SD.SPARQL11Query)
    if updates:
        yield Triple(endpoint, SD.supportedLanguage, SD.SPARQL11Update)
    for name in FORMATS:
        yield Triple(endpoint, SD.resultFormat, W3C_NAMES[_UNIQUE[name]])
    for name in PLAIN_GRAPHS if updates else ():
        yield Triple(endpoint, SD.inputFormat, W3C_NAMES[_UNIQUE[name]])
    yield Triple(endpoint, SD.feature, SD.UnionDefaultGraph)
    if settings.federation.endpoints:
        yield Triple(endpoint, SD.feature, SD.BasicFederatedQuery)
    yield from _search(endpoint)
    yield from _dataset(endpoint, snapshot, store, settings, address)


def _search(endpoint: NamedNode) -> Iterator[Triple]:
    """The search by words, with an example."""
    yield Triple(endpoint, SD.feature, SEARCH)
    yield Triple(endpoint, SD.propertyFeature, ML.matches)
    for node, label, comment in (
        (SEARCH, "Recherche par les mots", "Des choses par leurs noms : accents et petites fautes sont pardonnés."),
        (ML.matches, "correspond à", "Les mots que porte la chose ; ml:score dit combien, de 0 à 1."),
    ):
        yield Triple(node, RDF.type, SD.Feature)
        yield Triple(node, RDFS.label, Literal(label, language="fr"))
        yield Triple(node, RDFS.comment, Literal(comment, language="fr"))
    for node, label, comment in (
        (SEARCH, "Search by words", "Things by their names: accents and small slips are forgiven."),
        (ML.matches, "matches", "The words that the thing bears; ml:score says how well, from 0 to 1."),
    ):
        yield Triple(node, RDFS.label, Literal(label, language="en"))
        yield Triple(node, RDFS.comment, Literal(comment, language="en"))
    yield Triple(SEARCH, NamedNode("http://www.w3.org/2004/02/skos/core#example"), Literal(_EXAMPLE))


def _dataset(
    endpoint: NamedNode, snapshot: Snapshot, store: Store, settings: Settings, address: str
) -> Iterator[Triple]:
    """The dataset: its default graph with counts, and the first of its named graphs."""
    dataset, default = (NamedNode(f"{endpoint.value}#{name}") for name in ("dataset", "default-graph"))
    yield Triple(endpoint, SD.defaultDataset, dataset)
    yield Triple(dataset, RDF.type, SD.Dataset)
    yield Triple(dataset, DCTERMS.identifier, Literal(snapshot.id))
    yield Triple(dataset, DCTERMS.license, NamedNode(settings.network.licence))
    yield Triple(dataset, RDFS.seeAlso, NamedNode(f"{address}.well-known/void"))
    for language in settings.network.languages:
        yield Triple(dataset, DCTERMS.title, Literal(settings.network.name(language), language=language))
    yield Triple(dataset, SD.defaultGraph, default)
    yield Triple(default, RDF.type, SD.Graph)
    (counted,) = store.select(load("explorer.http", "size"))
    for name, property_ in (("triples", VOID.triples), ("properties", VOID.properties), ("classes", VOID.classes)):
        yield Triple(default, property_, Literal(text(counted, name), datatype=XSD.integer))
    for number, graph in enumerate(islice(store.graphs(), GRAPHS_NAMED), 1):
        named = NamedNode(f"{dataset.value}-graph-{number}")
        yield Triple(dataset, SD.namedGraph, named)
        yield Triple(named, RDF.type, SD.NamedGraph)
        yield Triple(named, SD.name, graph)
