"""What is published here as VoID: figures by class and property, links to others counted by target, vocabularies.

The catalogue in DCAT is not for here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from explorer.http.dumps import FORMATS
from explorer.http.formats import W3C_NAMES
from explorer.http.publication import about, licensed
from graph.export import MEDIA_TYPES
from graph.outward import linksets
from graph.published import Snapshot
from graph.sparql import load
from graph.store import Store, text
from graph.workspace import Network
from ontology.namespaces import DCTERMS, FOAF, PREFIXES, RDF, VOID, XSD

__all__ = ["describe_dataset"]

_FEATURES = ("N-Quads", "TriG", "Turtle", "JSON-LD", "RDF_XML", "N-Triples")
"""The syntaxes in which things are described, by the W3C's names of file formats."""
_LEFT_OUT = frozenset(PREFIXES[name] for name in ("concept", "kind", "ml"))
"""What is ours, and no vocabulary of others."""


def describe_dataset(store: Store, snapshot: Snapshot, network: Network, address: str) -> Iterator[Triple]:
    """The description of the dataset; ``address`` is where the server is, with a slash at its end.

    The graph is read through for the figures: keep the answer with the snapshot.
    """
    this = NamedNode(f"{address}.well-known/void#dataset")
    document = NamedNode(f"{address}.well-known/void")
    yield Triple(document, RDF.type, VOID.DatasetDescription)
    yield Triple(document, FOAF.primaryTopic, this)
    yield Triple(this, RDF.type, VOID.Dataset)
    yield from about(this, snapshot, network, address)
    yield Triple(this, VOID.sparqlEndpoint, NamedNode(f"{address}sparql"))
    yield Triple(this, VOID.uriSpace, Literal(network.base_iri))
    for extension in FORMATS:
        file = NamedNode(f"{address}dumps/{snapshot.id}/maillage.{extension}.gz")
        yield Triple(this, VOID.dataDump, file)
        yield Triple(file, DCTERMS["format"], Literal(MEDIA_TYPES[extension]))
    for name in _FEATURES:
        yield Triple(this, VOID.feature, W3C_NAMES[name])
    yield from _partitions(this, store)
    yield from _linksets(this, store, network)


def _partitions(this: NamedNode, store: Store) -> Iterator[Triple]:
    classes = properties = entities = 0
    vocabularies: Counter[str] = Counter()
    for row in store.select(load("explorer.http", "class_counts")):
        classes += 1
        class_, count = NamedNode(text(row, "class")), int(text(row, "entities"))
        entities = max(entities, count)
        part = NamedNode(f"{this.value}-class-{classes}")
        yield Triple(this, VOID.classPartition, part)
        yield Triple(part, VOID["class"], class_)
        yield Triple(part, VOID.entities, _number(count))
        yield Triple(part, VOID.exampleResource, NamedNode(text(row, "example")))
        yield Triple(this, VOID.exampleResource, NamedNode(text(row, "example")))
        vocabularies.update(_vocabulary(class_.value))
    for row in store.select(load("explorer.http", "property_counts")):
        properties += 1
        property_ = NamedNode(text(row, "property"))
        part = NamedNode(f"{this.value}-property-{properties}")
        yield Triple(this, VOID.propertyPartition, part)
        yield Triple(part, VOID.property, property_)
        yield Triple(part, VOID.triples, _number(int(text(row, "triples"))))
        vocabularies.update(_vocabulary(property_.value))
    for row in store.select(load("explorer.http", "size")):
        yield Triple(this, VOID.triples, _number(int(text(row, "triples"))))
        yield Triple(this, VOID.distinctSubjects, _number(int(text(row, "subjects"))))
    yield Triple(this, VOID.classes, _number(classes))
    yield Triple(this, VOID.properties, _number(properties))
    for vocabulary in sorted(vocabularies):
        yield Triple(this, VOID.vocabulary, NamedNode(vocabulary))


def _vocabulary(term: str) -> set[str]:
    """The vocabulary of a term, of those that are known and not ours."""
    return {iri for iri in PREFIXES.values() if term.startswith(iri)} - _LEFT_OUT


def _linksets(this: NamedNode, store: Store, network: Network) -> Iterator[Triple]:
    for number, links in enumerate(linksets(store, network.base_iri), 1):
        node = NamedNode(f"{this.value}-linkset-{number}")
        other = NamedNode(f"{this.value}-target-{_slug(links.target.title)}")
        yield Triple(this, VOID.subset, node)
        yield Triple(node, RDF.type, VOID.Linkset)
        yield Triple(node, VOID.linkPredicate, NamedNode(links.property))
        yield Triple(node, VOID.subjectsTarget, this)
        yield Triple(node, VOID.objectsTarget, other)
        yield Triple(node, VOID.triples, _number(links.links))
        yield Triple(node, VOID.exampleResource, NamedNode(links.example))
        yield from licensed(node, network)
        yield Triple(other, RDF.type, VOID.Dataset)
        yield Triple(other, DCTERMS.title, Literal(links.target.title))
        yield Triple(other, VOID.uriSpace, Literal(links.target.space))


def _slug(title: str) -> str:
    return "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in title.lower())


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)
