from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.embedded import EmbeddedStore

NETWORK = Path(__file__).with_name("network.trig")


@pytest.fixture(scope="session")
def network_graphs() -> dict[NamedNode, list[Quad]]:
    """The quads of a fictional network, by named graph."""
    quads = sorted(parse(path=NETWORK, format=RdfFormat.TRIG), key=lambda quad: str(quad.graph_name))
    grouped = groupby(quads, key=lambda quad: quad.graph_name)
    return {name: list(members) for name, members in grouped if isinstance(name, NamedNode)}


@pytest.fixture(scope="session")
def network(network_graphs: dict[NamedNode, list[Quad]]) -> EmbeddedStore:
    """A store with the fictional network; not to be written to."""
    store = EmbeddedStore.memory()
    store.replace(network_graphs)
    return store
