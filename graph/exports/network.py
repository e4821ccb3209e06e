"""Things and their relations as GraphML and GEXF, for Gephi and its like. Measured networks are not for here."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from graph.exports.cells import writable
from graph.exports.weights import weigh
from graph.networks.files import network_xml
from graph.networks.things import labels, thing_network
from graph.store import Store

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["weighed_network", "write_network"]


def weighed_network(store: Store, language: str, *, linked_only: bool = True) -> nx.MultiDiGraph[str]:
    """The network of things with what :func:`graph.exports.weights.weigh` tells besides."""
    network = thing_network(store, language, linked_only=linked_only)
    weigh(network, store, labels(store, language))
    return network


def write_network(store: Store, file: IO[bytes], language: str, extension: str) -> None:
    """Things as nodes and relations as edges with their weight, as ``graphml`` or ``gexf``.

    The day of writing is no part of it.
    """
    network = weighed_network(store, language)
    for *_, known in (*network.nodes(data=True), *network.edges(data=True)):
        known.update({name: writable(value) for name, value in known.items() if isinstance(value, str)})
    file.write(network_xml(network, extension))
