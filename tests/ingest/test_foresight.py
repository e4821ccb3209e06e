"""What a build would change is told before it is built, and nothing is published; unchanged inputs are left alone."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from typing import TypeVar

import pytest

from explorer.cli import main
from graph.workspace import Workspace
from ingest.build import build, foresee
from ingest.sources import SourceFile
from ingest.sources.pieces import Pieces
from ontology.errors import DataError
from tests.workspaces import MakeWorkspace

Item = TypeVar("Item")
SETTINGS = """
[network]
base_iri = "https://example.org/reseau/"
[[sources]]
path = "events.csv"
record = "event"
"""
EVENTS = "title,date,description\nForum des tiers-lieux,2013-05-13,La RSE\n"
MORE = EVENTS + "Atelier,2014-01-01,Le coworking\n"


def refuse(_file: SourceFile) -> Pieces | None:
    raise AssertionError("a source was read")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    return int(stopped.value.code or 0)


def test_a_dry_run_says_what_would_change_by_source_and_publishes_nothing(
    make_built: MakeWorkspace, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = make_built(SETTINGS, {"events.csv": EVENTS})
    before = Workspace.open(folder).snapshots.current()
    assert before
    (folder / "events.csv").write_text(MORE, encoding="utf-8")
    assert run("build", "--dry-run", "--workspace", str(folder)) == 0
    told = capfd.readouterr().out
    assert "events.csv: 1 record added, 0 removed, 0 changed" in told
    assert "  added: Atelier\n" in told
    assert "nothing was published" in told
    assert "people wrote" not in told
    assert "what is noted of the sources themselves, such as their hashes: +1 -1 quads\n" in told
    assert Workspace.open(folder).snapshots.current() == before


def test_a_dry_run_calls_a_source_that_went_by_its_name(
    make_built: MakeWorkspace, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = make_built(SETTINGS.replace("events.csv", "*.csv"), {"events.csv": EVENTS, "more.csv": MORE})
    (folder / "more.csv").unlink()
    assert run("build", "--dry-run", "--workspace", str(folder)) == 0
    told = capfd.readouterr().out
    assert "more.csv: 0 records added" in told
    assert "source/more" not in told


def test_a_difference_names_what_came_went_and_changed_and_counts_what_only_moved(
    make_built: MakeWorkspace, capfd: pytest.CaptureFixture[str]
) -> None:
    head, first, *rest = [f"Rencontre {number},2013-05-{number:02},Le lieu {number}\n" for number in range(1, 20)]
    top = EVENTS.partition("\n")[0] + "\n"
    folder = make_built(SETTINGS, {"events.csv": top + head + first + "".join(rest[:9])})
    moved = "".join(rest[:8]) + rest[8].replace("lieu", "tiers-lieu")
    (folder / "events.csv").write_text(top + first + moved + "".join(rest[9:]), encoding="utf-8")
    build(Workspace.open(folder))
    capfd.readouterr()
    assert run("snapshots", "diff", "--workspace", str(folder)) == 0
    told = capfd.readouterr().out.splitlines()
    assert told[0].startswith("events.csv: 8 records added, 1 removed, 10 changed (+")
    assert told[1:5] == [
        "  added: Rencontre 12; Rencontre 13; Rencontre 14; Rencontre 15; Rencontre 16; and 3 more",
        "  removed: Rencontre 1",
        "  changed: Rencontre 11",
        "  changed in their provenance alone, such as the line: 9",
    ]


def test_what_a_dry_run_foresees_is_what_the_build_does(make_built: MakeWorkspace) -> None:
    folder = make_built(SETTINGS, {"events.csv": MORE})
    before = Workspace.open(folder).snapshots.current()
    assert before
    time.sleep(1)  # the second in which a graph was made is one of its statements
    (folder / "events.csv").write_text(EVENTS.replace("RSE", "biodiversité"), encoding="utf-8")
    foreseen = foresee(Workspace.open(folder)).changes
    after = build(Workspace.open(folder)).snapshot
    from graph.difference import summarise

    done = summarise(Workspace.open(folder).snapshots.diff(before.id, after.id))
    assert foreseen == done
    assert [(each.records_removed, each.records_changed) for each in done if "/source/" in each.source] == [(1, 1)]


def test_a_first_dry_run_tells_all_there_is_and_leaves_no_snapshot(make_workspace: MakeWorkspace) -> None:
    folder = make_workspace(SETTINGS, {"events.csv": MORE})
    added = {change.source: change.records_added for change in foresee(Workspace.open(folder)).changes}
    assert added["https://example.org/reseau/source/events-csv"] == 2
    assert Workspace.open(folder).snapshots.current() is None


def test_a_dry_run_tells_what_would_break_the_shapes_or_cannot_be_read(
    make_workspace: MakeWorkspace, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = make_workspace(SETTINGS, {"events.csv": b""})
    assert run("build", "--dry-run", "--workspace", str(folder)) == 1
    assert "events.csv" in capfd.readouterr().err


def test_inputs_of_which_no_byte_changed_are_not_read_again(
    make_workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_workspace(SETTINGS, {"events.csv": EVENTS})
    first = build(Workspace.open(folder)).snapshot
    monkeypatch.setattr(SourceFile, "pieces", refuse)
    second = build(Workspace.open(folder))
    assert (second.published, second.snapshot) == (False, first)


def test_another_version_that_finds_nothing_to_change_reads_the_sources_once(
    make_workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_workspace(SETTINGS, {"events.csv": EVENTS})
    first = build(Workspace.open(folder)).snapshot
    monkeypatch.setattr("ingest.inputs.program", lambda *_packages: "another version")
    with monkeypatch.context() as refusing:
        refusing.setattr(SourceFile, "pieces", refuse)
        with pytest.raises(DataError, match="a source was read"):
            build(Workspace.open(folder))
    assert build(Workspace.open(folder)).snapshot == first
    monkeypatch.setattr(SourceFile, "pieces", refuse)
    last = build(Workspace.open(folder))
    assert (last.published, last.snapshot) == (False, first)


@pytest.mark.parametrize("name", ["events.csv", "maillage.toml", "own.ttl", "decisions.jsonl"])
def test_whatever_input_changes_is_looked_at_again(make_built: MakeWorkspace, name: str) -> None:
    own = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<http://e.org/a> a skos:Concept ; skos:prefLabel "
    settings = SETTINGS + '[[vocabularies]]\npath = "own.ttl"\n'
    folder = make_built(settings, {"events.csv": EVENTS, "own.ttl": own + '"abaque"@fr .\n'})
    changed = {
        "events.csv": MORE,
        "maillage.toml": settings.replace("[network]", '[network]\ntitle = "Autre"'),
        "own.ttl": own + '"forum"@fr .\n',
        "decisions.jsonl": "ceci n'est pas une décision\n",
    }
    (folder / name).write_text(changed[name], encoding="utf-8")
    if name == "decisions.jsonl":
        with pytest.raises(DataError, match="decisions"):
            build(Workspace.open(folder))
    else:
        steps: list[str] = []

        def track(step: str, items: Iterable[Item], _total: int | None = None, /) -> Iterable[Item]:
            steps.append(step)
            return items

        build(Workspace.open(folder), track=track)
        assert "reading" in steps


def test_a_source_that_changes_while_it_is_read_is_told_and_nothing_is_published(
    make_workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_workspace(SETTINGS, {"events.csv": EVENTS})
    opened = SourceFile.pieces

    def meanwhile(file: SourceFile) -> Pieces | None:
        pieces = opened(file)
        with (folder / "events.csv").open("a", encoding="utf-8") as source:
            source.write("Atelier,2014-01-01,Le coworking\n")
            os.fsync(source.fileno())
        return pieces

    monkeypatch.setattr(SourceFile, "pieces", meanwhile)
    with pytest.raises(DataError, match=r"events\.csv.*changed while it was read.*Build again"):
        build(Workspace.open(folder))
    assert Workspace.open(folder).snapshots.current() is None


def test_a_reader_that_fails_of_itself_publishes_nothing(
    make_built: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_built(SETTINGS, {"events.csv": EVENTS})
    before = Workspace.open(folder).snapshots.current()
    assert before
    (folder / "events.csv").write_text(MORE, encoding="utf-8")

    def fail(_file: SourceFile) -> Pieces | None:
        raise RuntimeError("a mistake in a reader")

    monkeypatch.setattr(SourceFile, "pieces", fail)
    with pytest.raises(DataError, match=r"events\.csv.*RuntimeError.*a mistake in a reader"):
        build(Workspace.open(folder))
    assert Workspace.open(folder).snapshots.current() == before
    assert not list(before.path.parent.glob(".draft"))
