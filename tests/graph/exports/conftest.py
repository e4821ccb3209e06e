"""A fictional network's store, and the edition that its exports tell of."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.embedded import EmbeddedStore
from graph.export import Edition

NETWORK = Path(__file__).parents[2] / "explorer" / "http" / "network.trig"


@pytest.fixture(scope="session")
def store() -> EmbeddedStore:
    graphs: dict[NamedNode, list[Quad]] = {}
    for quad in parse(NETWORK.read_bytes(), format=RdfFormat.TRIG):
        assert isinstance(quad.graph_name, NamedNode)
        graphs.setdefault(quad.graph_name, []).append(quad)
    filled = EmbeddedStore.memory()
    filled.replace(graphs)
    return filled


@pytest.fixture(scope="session")
def edition() -> Edition:
    return Edition(
        title="Réseau des Cimes",
        iri="https://e.org/",
        licence="https://creativecommons.org/licenses/by/4.0/",
        homepage="https://e.org/accueil",
        snapshot="20261124T100000000-abcdef01",
        created="2026-11-24T10:00:00Z",
    )
