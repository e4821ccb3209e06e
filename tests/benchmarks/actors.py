"""Who is who, measured: names left out of a register in turn, and the affiliations of publications.

Run it as ``python -m tests.benchmarks.actors``. It is a measure, not a test: it asserts nothing.
"""

from __future__ import annotations

import argparse
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

SHARED = Path(os.environ.get("MAILLAGE_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED, help="the folder of real data")
    parser.add_argument("--tuning", action="store_true", help="show the half for tuning instead of the one held out")
    parser.add_argument("--worst", type=int, default=15, help="how many mistakes to show")
    arguments = parser.parse_args()
    actors = [
        record
        for record in read(arguments.data / "organisations" / "ror-fr.jsonl", Source(path="ror-fr.jsonl"))
        if isinstance(record, Actor)
    ]
    half = "for tuning" if arguments.tuning else "held out"
    print(f"{len(actors):,} organisations of ROR; the half {half}")
    _show_affiliations(OrganisationRegister([], actors), arguments.data / "publications", arguments.worst)
    for with_place in (False, True):
        for strict in (False, True):
            start = time.perf_counter()
            found = list(trials(actors, held_out=not arguments.tuning, with_place=with_place, strict=strict))
            seconds = time.perf_counter() - start
            title = f"{'name and town' if with_place else 'name alone'}, {'strict' if strict else 'as spelled'}"
            _show(title, found, seconds)
            if not strict:
                _show_mistakes(found, arguments.worst)


def _show_affiliations(register: OrganisationRegister, publications: Path, most: int) -> None:
    for title, measured in (
        ("HAL, structures by name alone", named_structures(register, publications)),
        ("HAL, affiliations as written", written_affiliations(register, publications)),
        ("Affiliations from other countries", foreign_strings(register, publications)),
    ):
        figures = (
            f"precision {measured.precision:.4f}, recall {measured.recall:.3f}" if measured.known else "none is known"
        )
        print(f"{title}: {measured.known:,} known, {measured.merged:,} merged, {measured.offered:,} offered; {figures}")
        for mistake in measured.mistakes[:most]:
            print(f"    {mistake}")


def _show(title: str, found: list[Trial], seconds: float) -> None:
    by_kind: defaultdict[str, list[Trial]] = defaultdict(list)
    for trial in found:
        by_kind["all"].append(trial)
        by_kind[trial.kind].append(trial)
    print(f"\n{title} ({seconds:.1f} s)")
    print(
        f"  {'':12}{'names':>7}{'precision':>11}{'recall':>8}"
        + "".join(f"{name:>8}" for name in OUTCOMES)
        + "  offered"
    )
    for kind, some in sorted(by_kind.items()):
        exact, recall, counts = precision(some)
        columns = "".join(f"{counts[name]:>8,}" for name in OUTCOMES)
        print(
            f"  {kind:12}{len(some):>7,}{exact:>11.4f}{recall:>8.3f}{columns}{sum(trial.offered for trial in some):>9,}"
        )


def _show_mistakes(found: list[Trial], most: int) -> None:
    wrong = [trial for trial in found if trial.outcome == "wrong"]
    for trial in wrong[:most]:
        print(f"    {trial.kind} “{trial.name}” of {trial.path} → {trial.answer}")


if __name__ == "__main__":
    main()
