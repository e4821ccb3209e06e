"""Things and their relations as GraphML and GEXF, for Gephi and its like. Measured networks are not for here."""

from __future__ import annotations

import re
from io import BytesIO
from typing import IO

from graph.exports.cells import writable
from graph.networks.things import thing_network
from graph.store import Store

__all__ = ["write_network"]

_DAY = re.compile(rb' lastmodifieddate="[0-9-]+"')


def write_network(store: Store, file: IO[bytes], language: str, extension: str) -> None:
    """Things as nodes and relations as edges, as ``graphml`` or ``gexf``; the day of writing is no part of it."""
    import networkx as nx

    network = thing_network(store, language)
    for _, known in network.nodes(data=True):
        known.update({name: writable(value) for name, value in known.items()})
    if extension == "graphml":
        nx.write_graphml(network, file, named_key_ids=True)
        return
    written = BytesIO()
    nx.write_gexf(network, written)
    file.write(_DAY.sub(b"", written.getvalue()))
