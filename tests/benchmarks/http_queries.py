"""Queries over HTTP: answers a second here, on Oxigraph's own server and on rdflib-endpoint, on the same quads.

Run it as ``python -m tests.benchmarks.http_queries [DOCUMENTS]``; 45,000 documents make 2 million quads, which
``--workspace`` keeps for the next time. The servers take turns, several times each, so that a busy machine is busy for
all. A peer that is not installed is left out, and that is said. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.questions import get_question
from ontology.namespaces import sparql_prefixes
from tests.benchmarks.http_clients import Figures, Place, run
from tests.benchmarks.http_servers import build, current, maillage, oxigraph, rdflib_endpoint
from tests.benchmarks.networks import BASE

LOOK_UP = "SELECT ?p ?o {{ <{base}publication/{n}> ?p ?o }}"
MIXED = (
    ("documents-on", {"concept": "concept/{c}"}),
    ("concepts-with", {"concept": "concept/{c}"}),
    ("who-works-on", {"concept": "concept/{c}"}),
    ("where-both-are-said", {"first": "concept/{c}", "second": "concept/{d}"}),
    ("works-with", {"actor": "person/{c}"}),
    ("themes-of", {"actor": "person/{c}"}),
    ("life-of", {"actor": "person/{c}"}),
    ("links-of", {"document": "publication/{c}"}),
)
"""Named questions on one thing or two, as a person asks them one after the other."""
PREFIXES = sparql_prefixes()


@dataclass(frozen=True, slots=True)
class Load:
    """What clients ask: a name, and the query of each number."""

    name: str
    query: Callable[[int], str]


def mixed(number: int, things: int) -> str:
    """One of the named questions, on one of so many things; the hundred that all documents are about are left out."""
    name, parameters = MIXED[number % len(MIXED)]
    at = {"c": 100 + number * 7919 % things, "d": 100 + number * 6841 % things}
    given = {key: BASE + path.format(**at) for key, path in parameters.items()}
    return PREFIXES + get_question(name).sparql(**given)


LOADS = (
    Load("look-ups", lambda n: PREFIXES + LOOK_UP.format(base=BASE, n=n % 40_000)),
    Load("look-ups, 100 again and again", lambda n: PREFIXES + LOOK_UP.format(base=BASE, n=n % 100)),
    Load("mixed questions", lambda n: mixed(n, 4_900)),
    Load("mixed questions, 100 again and again", lambda n: mixed(n % 100, 4_900)),
)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=5_000)
    parser.add_argument("--workspace", type=Path, help="a folder that keeps the generated graph")
    parser.add_argument("--oxigraph", default=shutil.which("oxigraph"), help="the program of Oxigraph's server")
    parser.add_argument("--rdflib", help="a Python that has rdflib-endpoint")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each load lasts in a round")
    parser.add_argument("--rounds", type=int, default=2, help="how often the servers take turns")
    parser.add_argument("--clients", type=int, nargs="*", default=[1, 8])
    parser.add_argument("--loads", type=int, nargs="*", default=range(len(LOADS)), help="which loads, from 0 on")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder, ExitStack() as running:
        workspace = build(arguments.workspace or Path(folder), arguments.documents)
        print(f"{current(workspace).manifest.quads:,} quads; {os.cpu_count()} processors")
        places = {"maillage": running.enter_context(maillage(workspace))}
        if arguments.oxigraph:
            places["oxigraph"] = running.enter_context(oxigraph(workspace, arguments.oxigraph))
        if arguments.rdflib:
            places["rdflib"] = running.enter_context(rdflib_endpoint(workspace, arguments.rdflib))
        for name in {"oxigraph", "rdflib"} - places.keys():
            print(f"{name} is not installed here, or not named, and left out")
        asked: Counter[str] = Counter()  # no question is asked twice of a server, or its memory would answer
        for number in arguments.loads:
            for clients in arguments.clients:
                show(LOADS[number], clients, measure(places, LOADS[number], clients, asked, arguments))


def measure(
    places: dict[str, Place], load: Load, clients: int, asked: Counter[str], arguments: argparse.Namespace
) -> dict[str, Figures]:
    """What each server did with a load, the servers taking turns; each is asked every question in its turn."""
    figures = {name: Figures(0.0) for name in places}
    for _ in range(arguments.rounds):
        for name, place in places.items():
            found = run(place, load.query, clients, arguments.seconds, first=asked[name])
            asked[name] += len(found.times) + found.failed + clients
            figures[name].add(found)
    return figures


def show(load: Load, clients: int, measured: dict[str, Figures]) -> None:
    """Print a line, with the ratio to each peer."""
    columns = "".join(
        f"  {name} {each.rate:8,.1f} /s p95 {each.late:8.1f} ms{f' {each.failed} failed' if each.failed else ''}"
        for name, each in measured.items()
    )
    ours, *peers = measured.values()
    ratios = " ".join(f"{ours.rate / peer.rate:6.2f}" if peer.rate else "   all" for peer in peers)
    print(f"{load.name:38}{clients:>4} clients{columns}  ratio {ratios}", flush=True)


if __name__ == "__main__":
    main()
