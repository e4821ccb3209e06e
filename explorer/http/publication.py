"""What VoID and DCAT say alike of what is published: titles, dates, licence, publisher. Figures are not for here."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from graph.published import Snapshot
from graph.workspace import Network
from ontology.namespaces import DCTERMS, FOAF, RDF, XSD

__all__ = ["about", "licensed", "publisher", "titled"]

_LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"


def about(this: NamedNode, snapshot: Snapshot, network: Network, address: str) -> Iterator[Triple]:
    """What is said of the dataset: titles, languages, the snapshot's id and date, licence, publisher, homepage."""
    yield from titled(this, network)
    yield Triple(this, DCTERMS.identifier, Literal(snapshot.id))
    yield Triple(this, DCTERMS.issued, Literal(snapshot.manifest.created, datatype=XSD.dateTime))
    yield Triple(this, DCTERMS.modified, Literal(snapshot.manifest.created, datatype=XSD.dateTime))
    yield from licensed(this, network)
    yield from publisher(this, network, address)
    yield Triple(this, FOAF.homepage, NamedNode(address))


def titled(this: NamedNode, network: Network) -> Iterator[Triple]:
    """Its titles, and the languages that it is in."""
    for language in network.languages:
        yield Triple(this, DCTERMS.title, Literal(network.name(language), language=language))
        yield Triple(this, DCTERMS.language, NamedNode(f"{_LANGUAGES}{language}"))


def licensed(this: NamedNode, network: Network) -> Iterator[Triple]:
    """Its licence, where that is an address; else what is said of the rights."""
    try:
        yield Triple(this, DCTERMS.license, NamedNode(network.licence))
    except ValueError:
        yield Triple(this, DCTERMS.rights, Literal(network.licence))


def publisher(this: NamedNode, network: Network, address: str) -> Iterator[Triple]:
    """Who publishes it: the network."""
    agent = NamedNode(f"{address}catalog#publisher")
    yield Triple(this, DCTERMS.publisher, agent)
    yield Triple(agent, RDF.type, FOAF.Agent)
    for language in network.languages:
        yield Triple(agent, FOAF.name, Literal(network.name(language), language=language))
    if network.homepage.startswith(("http://", "https://")):
        yield Triple(agent, FOAF.homepage, NamedNode(network.homepage))
