"""The service description (SPARQL 1.1 Service Description): what the endpoint speaks and what it holds, as RDF."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple
from starlette.requests import Request
from starlette.responses import Response

from explorer.http.formats import FORMATS, PLAIN_GRAPHS, choose
from explorer.http.refusals import NotAcceptableError
from graph.export import write_triples
from graph.published import Snapshot
from graph.workspace import Settings
from ontology.errors import CallError
from ontology.namespaces import DCTERMS, RDF, VOID, XSD, Namespace

__all__ = ["describe_service"]

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMAT_NAMES = Namespace("http://www.w3.org/ns/formats/")
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


def describe_service(request: Request, snapshot: Snapshot, settings: Settings) -> Response:
    """The description in the syntax that is accepted; raises :class:`NotAcceptableError` when none is."""
    form = choose(PLAIN_GRAPHS, request.headers.get("accept", ""))
    if form is None:
        offered = ", ".join(form.media_type for form in PLAIN_GRAPHS.values())
        raise NotAcceptableError("the service is described in RDF", remedy=f"Accept one of {offered}.")
    try:
        endpoint = NamedNode(f"{request.url.scheme}://{request.url.netloc}{request.url.path}")
    except ValueError:
        raise CallError("the request names no host", remedy="Send a Host header.") from None
    body = write_triples(_triples(endpoint, snapshot, settings), form.name)
    return Response(body, headers={"content-type": form.content_type, "vary": "Accept", "cache-control": "no-cache"})


def _triples(endpoint: NamedNode, snapshot: Snapshot, settings: Settings) -> Iterator[Triple]:
    dataset, default = (NamedNode(f"{endpoint.value}#{name}") for name in ("dataset", "default-graph"))
    yield Triple(endpoint, RDF.type, SD.Service)
    yield Triple(endpoint, SD.endpoint, endpoint)
    yield Triple(endpoint, SD.supportedLanguage, SD.SPARQL11Query)
    for name in FORMATS:
        yield Triple(endpoint, SD.resultFormat, FORMAT_NAMES[_UNIQUE[name]])
    yield Triple(endpoint, SD.feature, SD.UnionDefaultGraph)
    if settings.federation.endpoints:
        yield Triple(endpoint, SD.feature, SD.BasicFederatedQuery)
    yield Triple(endpoint, SD.defaultDataset, dataset)
    yield Triple(dataset, RDF.type, SD.Dataset)
    yield Triple(dataset, DCTERMS.identifier, Literal(snapshot.id))
    yield Triple(dataset, DCTERMS.license, NamedNode(settings.network.licence))
    for language in settings.network.languages:
        yield Triple(dataset, DCTERMS.title, Literal(settings.network.name(language), language=language))
    yield Triple(dataset, SD.defaultGraph, default)
    yield Triple(default, RDF.type, SD.Graph)
    yield Triple(default, VOID.triples, Literal(str(snapshot.manifest.quads), datatype=XSD.integer))
