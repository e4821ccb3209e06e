"""The catalogue of what is published (DCAT 3): the dataset, its files with sizes and checksums, the services on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from explorer.http.dumps import Dump
from explorer.http.publication import about, licensed, publisher, titled
from graph.export import FORMATS, MEDIA_TYPES
from graph.published import Snapshot
from graph.sparql import load
from graph.store import Store, text
from graph.workspace import Network
from ontology.namespaces import DCAT, DCTERMS, FOAF, RDF, XSD, Namespace

__all__ = ["describe_catalogue"]

SPDX = Namespace("http://spdx.org/rdf/terms#")
_MEDIA = "https://www.iana.org/assignments/media-types/"
_SERVICES = {
    "sparql": ("Point d’accès SPARQL", "SPARQL endpoint", "https://www.w3.org/TR/sparql11-protocol/"),
    "reconcile": (
        "Service de réconciliation",
        "Reconciliation service",
        "https://www.w3.org/community/reports/reconciliation/",
    ),
}
"""The path of each service, its titles, the specification that it follows."""


def describe_catalogue(
    store: Store, snapshot: Snapshot, network: Network, address: str, dumps: Iterable[Dump]
) -> Iterator[Triple]:
    """The catalogue; ``address`` is where the server is, with a slash at its end."""
    catalogue, dataset = NamedNode(f"{address}catalog"), NamedNode(f"{address}.well-known/void#dataset")
    yield Triple(catalogue, RDF.type, DCAT.Catalog)
    yield from titled(catalogue, network)
    yield from licensed(catalogue, network)
    yield from publisher(catalogue, network, address)
    yield Triple(catalogue, DCTERMS.modified, Literal(snapshot.manifest.created, datatype=XSD.dateTime))
    yield Triple(catalogue, FOAF.homepage, NamedNode(address))
    yield Triple(catalogue, DCAT.dataset, dataset)
    yield from _dataset(dataset, store, snapshot, network, address)
    for dump in dumps:
        yield Triple(dataset, DCAT.distribution, NamedNode(f"{address}dumps/{dump.snapshot}/{dump.name}"))
        yield from _distribution(dump, snapshot, network, address)
    for path, (french, english, standard) in _SERVICES.items():
        service = NamedNode(f"{address}{path}#service")
        yield Triple(catalogue, DCAT.service, service)
        yield Triple(service, RDF.type, DCAT.DataService)
        yield Triple(service, DCTERMS.title, Literal(french, language="fr"))
        yield Triple(service, DCTERMS.title, Literal(english, language="en"))
        yield Triple(service, DCAT.endpointURL, NamedNode(f"{address}{path}"))
        yield Triple(service, DCAT.endpointDescription, NamedNode(f"{address}{path}"))
        yield Triple(service, DCAT.servesDataset, dataset)
        yield Triple(service, DCTERMS.conformsTo, NamedNode(standard))
        yield from licensed(service, network)


def _dataset(dataset: NamedNode, store: Store, snapshot: Snapshot, network: Network, address: str) -> Iterator[Triple]:
    yield Triple(dataset, RDF.type, DCAT.Dataset)
    yield from about(dataset, snapshot, network, address)
    yield Triple(dataset, DCAT.version, Literal(snapshot.id))
    yield Triple(dataset, DCAT.landingPage, NamedNode(address))
    for row in store.select(load("explorer.http", "years")):
        first, last = text(row, "first"), text(row, "last")
        if first and last:
            period = NamedNode(f"{dataset.value}-period")
            yield Triple(dataset, DCTERMS.temporal, period)
            yield Triple(period, RDF.type, DCTERMS.PeriodOfTime)
            yield Triple(period, DCAT.startDate, Literal(first, datatype=XSD.gYear))
            yield Triple(period, DCAT.endDate, Literal(last, datatype=XSD.gYear))
    for row in store.select(load("explorer.http", "themes")):
        yield Triple(dataset, DCAT.theme, NamedNode(text(row, "concept")))


def _distribution(dump: Dump, snapshot: Snapshot, network: Network, address: str) -> Iterator[Triple]:
    file, extension = NamedNode(f"{address}dumps/{dump.snapshot}/{dump.name}"), dump.extension
    yield Triple(file, RDF.type, DCAT.Distribution)
    yield Triple(file, DCTERMS.title, Literal(FORMATS[extension]))
    yield Triple(file, DCAT.downloadURL, file)
    yield Triple(file, DCAT.accessURL, NamedNode(f"{address}dumps/"))
    yield Triple(file, DCAT.mediaType, NamedNode(f"{_MEDIA}{MEDIA_TYPES[extension]}"))
    yield Triple(file, DCAT.compressFormat, NamedNode(f"{_MEDIA}application/gzip"))
    yield Triple(file, DCAT.byteSize, Literal(str(dump.size), datatype=XSD.nonNegativeInteger))
    yield Triple(file, DCTERMS.issued, Literal(snapshot.manifest.created, datatype=XSD.dateTime))
    yield from licensed(file, network)
    checksum = NamedNode(f"{file.value}#checksum")
    yield Triple(file, SPDX.checksum, checksum)
    yield Triple(checksum, RDF.type, SPDX.Checksum)
    yield Triple(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    yield Triple(checksum, SPDX.checksumValue, Literal(dump.sha256, datatype=XSD.hexBinary))
