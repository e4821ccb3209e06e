"""Queries over HTTP: answers a second here, on Oxigraph's own server and on rdflib-endpoint, on the same quads.

45,000 documents make 2 million quads. The servers take turns, several times each, so that a busy machine is busy for
all. A peer that is not installed is left out, and that is said: the program ``oxigraph``, and rdflib-endpoint in the
environment ``rdflib`` of the folder that ``MAILLAGE_PEERS`` names, else ``peers``, which ``make peers`` makes.

Nothing is asserted.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from math import isnan
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.questions import get_question
from graph.workspace import Workspace
from ontology.namespaces import sparql_prefixes
from tests.benchmarks.http_clients import Figures, Place, put
from tests.benchmarks.http_servers import build, current, going, maillage, oxigraph, rdflib_endpoint, stop
from tests.benchmarks.networks import BASE
from tests.benchmarks.report import PEERS, Cell, Ratio, Report, Table

TITLE = "Queries over HTTP"

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
WHOLE = ("blank-spots", "only-mentioned", "publications-by-year", "linked-to-nothing", "kinds-of-events")
"""Named questions on all of the graph, as a person asks them who wants to know what is in it."""
YEARS = {"first": 2000, "last": 2020}
PREFIXES = sparql_prefixes()
_FIRST, _SECOND = "FIRST", "SECOND"


@dataclass(frozen=True, slots=True)
class Load:
    """What clients ask: a name, and the query of each number; and who is not asked, since it would not end."""

    name: str
    query: Callable[[int], str]
    unasked: str = ""


def mixed(number: int, things: int) -> str:
    """One of the named questions, on one of so many things; the hundred that all documents are about are left out."""
    text = _written(number % len(MIXED))
    text = text.replace(_FIRST, str(100 + number * 7919 % things)).replace(_SECOND, str(100 + number * 6841 % things))
    return f"{text}\n# {number}"  # or the same answer would be kept


@cache
def _written(question: int) -> str:
    """A question on things that are put in later: writing it anew would take the client as long as many an answer."""
    name, parameters = MIXED[question]
    given = {key: BASE + path.format(c=_FIRST, d=_SECOND) for key, path in parameters.items()}
    return PREFIXES + get_question(name).sparql(**given)


def whole(number: int) -> str:
    """One of the named questions on all of the graph."""
    question = get_question(WHOLE[number % len(WHOLE)])
    return f"{PREFIXES}{question.sparql(**(YEARS if question.parameters else {}))}\n# {number}"


LOADS = (
    Load("look-ups", lambda n: f"{PREFIXES}{LOOK_UP.format(base=BASE, n=n % 40_000)}\n# {n}"),
    Load("look-ups, 100 again and again", lambda n: PREFIXES + LOOK_UP.format(base=BASE, n=n % 100)),
    Load("mixed questions", lambda n: mixed(n, 4_900)),
    Load("mixed questions, 100 again and again", lambda n: mixed(n % 100, 4_900)),
    Load("questions on the whole graph", whole, unasked="rdflib-endpoint"),
)


def run(
    *,
    documents: int = 5_000,
    seconds: float = 3.0,
    rounds: int = 2,
    before: float = 8.0,
    clients: tuple[int, ...] = (1, 8, 64),
    loads: tuple[int, ...] = (0, 1, 2, 3, 4),
    workspace: str = "",
) -> Report:
    """Each load for so many seconds a round, from so many connections; the servers take turns, ``rounds`` times.

    Each server answers ``before`` seconds first, which do not count: what is done once at a start disturbs no figure.
    ``workspace`` is a folder that keeps the generated graph for the next time; ``loads`` are numbers of :data:`LOADS`.
    """
    rows: list[tuple[Cell, ...]] = []
    ratios: list[Ratio] = []
    with TemporaryDirectory() as folder, ExitStack() as running:
        opened = build(Path(workspace or folder), documents)
        places, notes = _places(opened, running)
        notes.insert(0, f"{current(opened).manifest.quads:,} quads. No question is asked twice but “again and again”.")
        notes.append(f"Each server answered look-ups for {before:.0f} seconds before it was measured.")
        notes.append("While one is measured, the others are stopped: some still work for those who have left.")
        notes.append("What rdflib-endpoint would not end, questions on the whole graph, is not asked of it.")
        asked: Counter[str] = Counter()  # no question is asked twice of a server, or its memory would answer
        for name, place in places.items():
            asked[name] += len(put(place, LOADS[0].query, 2, before, first=0).times) + 2
            stop(place)
        for load in (LOADS[number] for number in loads):
            for count in clients:
                figures = measure(places, load, count, asked, seconds=seconds, rounds=rounds)
                rows += [(load.name, count, name, *_told(one)) for name, one in figures.items()]
                ratios += compared(f"{load.name}, {count} client{'s' if count > 1 else ''}", figures)
    columns = ("load", "clients", "server", "answers a second", "p95, ms", "failed")
    table = Table(columns=columns, rows=tuple(rows))
    return Report(title=TITLE, ratios=tuple(ratios), tables=(table,), notes=tuple(notes))


def _told(figures: Figures) -> tuple[Cell, ...]:
    late = "too few answers" if isnan(figures.late) else figures.late
    return figures.rate, late, figures.failed


def _places(workspace: Workspace, running: ExitStack) -> tuple[dict[str, Place], list[str]]:
    """The servers that are installed, ours first, and a sentence on each that is not."""
    places, notes = {"Maillage": running.enter_context(maillage(workspace))}, []
    beside = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    if program := shutil.which("oxigraph", path=beside):
        places["Oxigraph's server"] = running.enter_context(oxigraph(workspace, program))
    else:
        notes.append("Oxigraph's server is not installed here, and was not measured.")
    python = PEERS / "rdflib" / "bin" / "python"
    if python.exists():
        places["rdflib-endpoint"] = running.enter_context(rdflib_endpoint(workspace, str(python)))
    else:
        notes.append("rdflib-endpoint is not installed here, and was not measured.")
    return places, notes


def measure(
    places: dict[str, Place], load: Load, clients: int, asked: Counter[str], *, seconds: float, rounds: int
) -> dict[str, Figures]:
    """What each server did with a load, the servers taking turns, and standing still in those of others; each is asked
    every question in its turn.
    """
    figures = {name: Figures(0.0) for name in places if name != load.unasked}
    for _ in range(rounds):
        for name, place in ((name, places[name]) for name in figures):
            with going(place):
                found = put(place, load.query, clients, seconds, first=asked[name])
            asked[name] += len(found.times) + found.failed + clients
            figures[name].add(found)
            print(f"{load.name:38}{clients:>4} clients  {name} {found.rate:8,.1f} /s", flush=True)
    return figures


def compared(what: str, figures: dict[str, Figures]) -> list[Ratio]:
    """Ours beside each peer that answered."""
    (_, ours), *peers = figures.items()
    return [
        Ratio(what=what, peer=name, ours=ours.rate, theirs=one.rate, unit="answers/s")
        for name, one in peers
        if one.rate
    ]
