"""Who is who, measured: names left out of a register in turn, and the affiliations of publications.

It is a measure, not a test: it asserts nothing.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from pathlib import Path

from graph.workspace import Source
from ingest.actors.organisations import OrganisationRegister
from ingest.records import Actor
from ingest.sources.ror import read
from tests.benchmarks.actors_hal import foreign_strings, named_structures, written_affiliations
from tests.benchmarks.actors_left_out import OUTCOMES, Trial, precision, trials
from tests.benchmarks.report import Cell, Report, Table

TITLE = "Who is who"
SHARED = Path(os.environ.get("MAILLAGE_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")


def run(*, tuning: bool = False, worst: int = 15) -> Report:
    """The figures on the half of the register that is held out, or on the half for tuning."""
    path = SHARED / "organisations" / "ror-fr.jsonl"
    if not path.exists():
        return Report(title=TITLE, notes=(f"The real data is absent: there is no {path.name}.",))
    actors = [record for record in read(path, Source(path=path.name)) if isinstance(record, Actor)]
    half = "for tuning" if tuning else "held out"
    tables = [_affiliations(OrganisationRegister([], actors), SHARED / "publications", worst)]
    for with_place in (False, True):
        for strict in (False, True):
            start = time.perf_counter()
            found = list(trials(actors, held_out=not tuning, with_place=with_place, strict=strict))
            title = f"{'Name and town' if with_place else 'Name alone'}, {'strict' if strict else 'as spelled'}"
            tables.append(_table(f"{title} ({time.perf_counter() - start:.1f} s)", found))
            if not strict:
                _show_mistakes(found, worst)
    note = f"{len(actors):,} organisations of ROR; figures are of the half {half}."
    return Report(title=TITLE, tables=tuple(tables), notes=(note,))


def _affiliations(register: OrganisationRegister, publications: Path, most: int) -> Table:
    rows = []
    for title, measured in (
        ("HAL, structures by name alone", named_structures(register, publications)),
        ("HAL, affiliations as written", written_affiliations(register, publications)),
        ("Affiliations from other countries", foreign_strings(register, publications)),
    ):
        shares: tuple[Cell, Cell] = (measured.precision, measured.recall) if measured.known else ("none known", "")
        rows.append((title, measured.known, measured.merged, measured.offered, *shares))
        for mistake in measured.mistakes[:most]:
            print(f"    {mistake}")
    columns = ("affiliations", "known", "merged", "offered", "precision", "recall")
    return Table(columns=columns, rows=tuple(rows))


def _table(title: str, found: list[Trial]) -> Table:
    by_kind: defaultdict[str, list[Trial]] = defaultdict(list)
    for trial in found:
        by_kind["all"].append(trial)
        by_kind[trial.kind].append(trial)
    rows: list[tuple[Cell, ...]] = []
    for kind, some in sorted(by_kind.items()):
        exact, recall, counts = precision(some)
        outcomes = [counts[name] for name in OUTCOMES]
        rows.append((kind, len(some), exact, recall, *outcomes, sum(trial.offered for trial in some)))
    columns = ("kind of name", "names", "precision", "recall", *OUTCOMES, "offered")
    return Table(columns=columns, rows=tuple(rows), title=title)


def _show_mistakes(found: list[Trial], most: int) -> None:
    wrong = [trial for trial in found if trial.outcome == "wrong"]
    for trial in wrong[:most]:
        print(f"    {trial.kind} “{trial.name}” of {trial.path} → {trial.answer}")
