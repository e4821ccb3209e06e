"""Things and their relations as GraphML and GEXF, for Gephi and its like. Measured networks are not for here."""

from __future__ import annotations

from typing import IO

from graph.exports.cells import writable
from graph.networks.files import network_xml
from graph.networks.things import thing_network
from graph.store import Store

__all__ = ["write_network"]


def write_network(store: Store, file: IO[bytes], language: str, extension: str) -> None:
    """Things as nodes and relations as edges, as ``graphml`` or ``gexf``; the day of writing is no part of it."""
    network = thing_network(store, language)
    for _, known in network.nodes(data=True):
        known.update({name: writable(value) for name, value in known.items()})
    file.write(network_xml(network, extension))
