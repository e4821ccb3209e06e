"""A backend that NetworkX knows as cugraph computes the heavy measures, and its failure costs nothing but time.

The backend registered here is NetworkX itself behind that name: what is proven is that it is asked, and rightly.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BACKEND = """
import networkx as nx

class Graph(nx.Graph):
    __networkx_backend__ = "cugraph"

asked = []

def _asking(name):
    plain = getattr(nx, name).orig_func
    def compute(graph, *rest, **options):
        asked.append(name)
        if {broken}:
            raise RuntimeError("no CUDA-capable device is detected")
        return plain(nx.Graph(graph), *rest, **options)
    return compute

def from_scipy_sparse_array(matrix, *rest, **options):
    return Graph(nx.from_scipy_sparse_array.orig_func(matrix))

def convert_from_nx(graph, **options):
    return Graph(graph)

def convert_to_nx(found, **options):
    return found

for name in ("betweenness_centrality", "pagerank", "core_number"):
    globals()[name] = _asking(name)
"""

PROGRAM = """
import json, networkx as nx, numpy as np
from scipy import sparse
from graph.networks import accelerated
from graph.networks.betweenness import betweenness
from graph.networks.measures import core_number, pagerank
import stand_in
graph = nx.gnm_random_graph(300, 900, seed=1)
weights = sparse.csr_array(nx.to_scipy_sparse_array(graph, dtype=np.int32))
between = accelerated.betweenness(weights)
plain = betweenness(weights).values
values = {"pagerank": pagerank(weights).tolist(), "core_number": core_number(weights).tolist()}
wanted = {"pagerank": nx.pagerank(graph, tol=1e-12), "core_number": nx.core_number(graph)}
accelerated.EXACT = 100
sampled = accelerated.betweenness(weights)
print(json.dumps({
    "asked": stand_in.asked,
    "exact": None if between is None else [float(np.abs(between[0] - plain).max()), between[1]],
    "sampled": None if sampled is None else [float(np.abs(sampled[0] - plain).max()), sampled[1]],
    "off": max(abs(values[name][node] - wanted[name][node]) for name in wanted for node in graph),
}))
"""


@pytest.fixture(scope="module", params=[False, True], ids=["working", "broken"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[bool, dict[str, Any]]:
    """Whether the backend is broken, and what a program says when it is installed."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "stand_in.py").write_text(BACKEND.replace("{broken}", str(request.param)), encoding="utf-8")
    about = folder / "stand_in-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: stand-in\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[networkx.backends]\ncugraph = stand_in\n", encoding="utf-8")
    path = os.pathsep.join([str(folder), str(Path(__file__).parents[3])])
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.returncode, done.stderr
    return request.param, json.loads(done.stdout)


def test_the_backend_is_asked_for_every_heavy_measure(run: tuple[bool, dict[str, Any]]) -> None:
    assert set(run[1]["asked"]) == {"betweenness_centrality", "pagerank", "core_number"}


def test_the_values_are_the_same_with_a_backend_and_with_a_broken_one(run: tuple[bool, dict[str, Any]]) -> None:
    assert run[1]["off"] < 1e-8


def test_betweenness_by_batches_is_as_near_as_it_says(run: tuple[bool, dict[str, Any]]) -> None:
    broken, said = run
    if broken:
        assert said["exact"] is None
        assert said["sampled"] is None
    else:
        assert said["exact"] == pytest.approx([0, 0])
        off, error = said["sampled"]
        assert 0 < off <= error
