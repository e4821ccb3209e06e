"""What is published here, as data: VoID (and DCAT where VoID has no word), with figures by class and property."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from graph.snapshot import Snapshot
from graph.sparql import load
from graph.store import Store, text
from graph.workspace import Network
from ontology.namespaces import DCAT, DCTERMS, FOAF, PREFIXES, RDF, VOID, XSD

__all__ = ["describe_dataset"]

_FORMATS = {"nq": "application/n-quads", "trig": "application/trig"}


def describe_dataset(store: Store, snapshot: Snapshot, network: Network, address: str) -> Iterator[Triple]:
    """The description of the dataset; ``address`` is where the server is, with a slash at its end.

    The graph is read through for the figures: keep the answer with the snapshot.
    """
    this = NamedNode(f"{address}.well-known/void#dataset")
    yield Triple(this, RDF.type, VOID.Dataset)
    yield Triple(this, RDF.type, DCAT.Dataset)
    yield from _about(this, snapshot, network)
    yield Triple(this, VOID.sparqlEndpoint, NamedNode(f"{address}sparql"))
    yield Triple(this, VOID.uriSpace, Literal(network.base_iri))
    yield Triple(this, FOAF.homepage, NamedNode(address))
    for vocabulary in ("bibo", "dcterms", "foaf", "oa", "org", "prov", "schema", "skos"):
        yield Triple(this, VOID.vocabulary, NamedNode(PREFIXES[vocabulary]))
    for extension, media_type in _FORMATS.items():
        file = NamedNode(f"{address}dumps/maillage.{extension}.gz")
        yield Triple(this, VOID.dataDump, file)
        yield Triple(this, DCAT.distribution, file)
        yield Triple(file, RDF.type, DCAT.Distribution)
        yield Triple(file, DCAT.downloadURL, file)
        yield Triple(file, DCAT.mediaType, Literal(media_type))
        yield Triple(file, DCTERMS.license, NamedNode(network.licence))
    yield from _partitions(this, store)


def _about(this: NamedNode, snapshot: Snapshot, network: Network) -> Iterator[Triple]:
    manifest = snapshot.manifest
    for language in network.languages:
        yield Triple(this, DCTERMS.title, Literal(network.name(language), language=language))
        yield Triple(this, DCTERMS.language, Literal(language))
    yield Triple(this, DCTERMS.identifier, Literal(snapshot.id))
    yield Triple(this, DCTERMS.license, NamedNode(network.licence))
    yield Triple(this, DCTERMS.issued, Literal(manifest.created, datatype=XSD.dateTime))
    yield Triple(this, VOID.triples, _number(manifest.quads))


def _partitions(this: NamedNode, store: Store) -> Iterator[Triple]:
    classes = properties = 0
    for row in store.select(load("explorer.http", "class_counts")):
        classes += 1
        part = NamedNode(f"{this.value}-class-{classes}")
        yield Triple(this, VOID.classPartition, part)
        yield Triple(part, VOID["class"], NamedNode(text(row, "class")))
        yield Triple(part, VOID.entities, _number(int(text(row, "entities"))))
        yield Triple(part, VOID.exampleResource, NamedNode(text(row, "example")))
    for row in store.select(load("explorer.http", "property_counts")):
        properties += 1
        part = NamedNode(f"{this.value}-property-{properties}")
        yield Triple(this, VOID.propertyPartition, part)
        yield Triple(part, VOID.property, NamedNode(text(row, "property")))
        yield Triple(part, VOID.triples, _number(int(text(row, "triples"))))
    yield Triple(this, VOID.classes, _number(classes))
    yield Triple(this, VOID.properties, _number(properties))


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)
