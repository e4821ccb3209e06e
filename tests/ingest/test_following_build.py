"""A build after a change puts together what the change reaches, and publishes what a build from nothing would."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Set
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from graph.workspace import Source, Workspace
from ingest.assembly import Assembly
from ingest.build import build
from ingest.decisions import Decision, DecisionLog, Verdict
from ingest.linking.label_index import LabelIndex
from ingest.linking.model import vocabulary_hash
from ingest.reach.pieced import Pieced, read_again
from ingest.records import Record
from ingest.sources.pieces import Pieces
from ingest.sources.table import rows
from ingest.sources.table.fields import Fields
from ingest.triples import LinkedRecord
from ingest.vocabularies import read_vocabularies
from ontology.namespaces import DCTERMS, OWL, expand
from ontology.thesaurus import Thesaurus
from tests.workspaces import BASE, NETWORK_SETTINGS, MakeWorkspace, written

SETTINGS = f"""{NETWORK_SETTINGS}
[[sources]]
path = "agenda-*.csv"
record = "event"
[[sources]]
path = "notices.jsonl"
record = "publication"
"""
AGENDA = "title,date,speakers,organizer\n" + "".join(
    f"Rencontre {name},20{number + 10}-03-1{number % 10},Anne {name},La Fabrique\n"
    for number, name in enumerate("Alba Borg Costa Dray Evin Faure Gomez Haller Ismail Jolly Kern Lopez".split())
)
NOTICES = [
    {"title": f"Étude {name}", "issued": f"{2000 + number}", "creators": [f"{name}, Paul", f"{name}x, Zoé"]}
    for number, name in enumerate("Ader Bost Cano Dinh Erard Fabre Gilet Henri Imbert Jacob Klein Leroy".split())
]


def notices(**changes: dict[str, object]) -> str:
    """The publications, with what changes in those of these authors."""
    lines = (each | changes.get(str(each["title"]).removeprefix("Étude "), {}) for each in NOTICES)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


CHANGES: list[dict[str, str | None]] = [
    {"notices.jsonl": notices(Ader={"title": "Étude Ader (revue)"})},
    {"notices.jsonl": notices(Bost={"creators": ["Bost, Paul (0000-0002-1825-0097)", "Cano, P."]})},
    {"agenda-b.csv": "title,date,speakers\nRencontre Alba,2010-03-10,Paul Bost\nÉtude Cano,2012,\n"},
    {"agenda-a.csv": AGENDA.replace("Rencontre Borg,2011-03-11,Anne Borg,La Fabrique\n", "")},
    {"notices.jsonl": notices(Dinh={"title": "Étude Erard"}, Fabre={"creators": ["Alba, Anne"]})},
    {"agenda-b.csv": None},
    {"notices.jsonl": notices(Dinh={"title": "Étude Erard"}, Erard={"issued": "2003"}, Gilet={"title": ""})},
    {"notices.jsonl": "\n" + notices(Dinh={"title": "Étude Erard"}).replace("\n", "\n\n", 7)},
    {"agenda-a.csv": AGENDA.replace("Anne Kern,La Fabrique", "Anne Kern,Université du Rhône")},
]

DECISIONS = [
    (
        "accepted",
        "publication/2000-etude-ader",
        DCTERMS.subject.value,
        expand("concept:biodiversite"),
        ["2000-etude-ader"],
    ),
    ("accepted", "person/paul-bost", OWL.sameAs.value, "person/paul-cano", ["2001-etude-bost", "2002-etude-cano"]),
    ("rejected", "person/paul-bost", OWL.sameAs.value, "person/paul-cano", ["2001-etude-bost", "2002-etude-cano"]),
    ("undone", "person/paul-bost", OWL.sameAs.value, "person/paul-cano", ["2001-etude-bost", "2002-etude-cano"]),
    ("rejected", "publication/etude-gone", DCTERMS.subject.value, expand("concept:biodiversite"), []),
]
"""Each with the keys of the records that it concerns."""


@pytest.fixture
def folder(make_workspace: MakeWorkspace) -> Path:
    return make_workspace(SETTINGS, {"agenda-a.csv": AGENDA, "notices.jsonl": notices()})


@pytest.fixture
def built(make_built: MakeWorkspace) -> Path:
    return make_built(SETTINGS, {"agenda-a.csv": AGENDA, "notices.jsonl": notices()})


@pytest.fixture
def put_together(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of the records that are put together, one by one."""
    keys: list[str] = []
    linked = Assembly.linked

    def spied(self: Assembly, number: int) -> LinkedRecord:
        made = linked(self, number)
        keys.append(made.record.key)
        return made

    monkeypatch.setattr(Assembly, "linked", spied)
    return keys


def published(folder: Path, state: Path | None = None) -> tuple[str, set[str]]:
    """The fingerprint of the named graphs, and all that the default graph says but when it was made."""
    snapshot = build(Workspace.open(folder, state), processes=1).snapshot
    store: EmbeddedStore = snapshot.store()
    return snapshot.manifest.fingerprint, {line for line in map(str, store.triples()) if "generatedAtTime" not in line}


def test_each_build_after_a_change_publishes_what_a_build_from_nothing_does(folder: Path, tmp_path: Path) -> None:
    published(folder)
    for number, change in enumerate(CHANGES):
        for name, content in change.items():
            written(folder, {name: content}) if content is not None else (folder / name).unlink()
        assert published(folder) == published(folder, tmp_path / f"again-{number}"), change


BY_COPIES = """
import os, sys
from pathlib import Path
from graph.workspace import Workspace
from ingest.build import build
from ingest.shards import ShardWriter
write = ShardWriter.__call__
def noted(writer, shard):
    Path(sys.argv[2], str(os.getpid())).touch()
    return write(writer, shard)
ShardWriter.__call__ = noted
build(Workspace.open(Path(sys.argv[1])), processes=2)
print(Path(sys.argv[2], str(os.getpid())).exists())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")
def test_few_records_are_linked_by_copies_of_the_process_that_wait_for_them(folder: Path, tmp_path: Path) -> None:
    published(folder)
    script, writers = tmp_path / "script.py", tmp_path / "writers"
    script.write_text(BY_COPIES, encoding="utf-8")
    writers.mkdir()
    written(folder, {"notices.jsonl": notices(Ader={"title": "Étude Ader (revue)"})})
    command = [sys.executable, str(script), str(folder), str(writers)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert (done.stdout, len(list(writers.iterdir()))) == ("False\n", 1)
    assert published(folder) == published(folder, tmp_path / "again")


def test_the_hash_of_the_vocabulary_is_kept_and_is_that_of_its_concepts(folder: Path) -> None:
    published(folder)
    known = read_vocabularies(Workspace.open(folder))
    assert known.hash == vocabulary_hash(known.thesaurus)
    assert read_vocabularies(Workspace.open(folder, folder / "new")).hash == ""


def test_a_workspace_that_was_moved_is_published_as_it_was(folder: Path) -> None:
    before = build(Workspace.open(folder), processes=1)
    folder = folder.rename(folder.with_name("moved"))
    after = build(Workspace.open(folder), processes=1)
    assert (after.published, after.snapshot.id) == (False, before.snapshot.id)


def test_only_what_a_change_reaches_is_put_together(folder: Path, put_together: list[str]) -> None:
    published(folder)
    assert len(put_together) == 24
    put_together.clear()
    written(folder, {"notices.jsonl": notices(Ader={"title": "Étude Ader (revue)"})})
    published(folder)
    assert put_together == ["2000-etude-ader-revue"]


def decide(folder: Path, verdict: str, subject: str, relation: str, other: str) -> None:
    ends = (BASE + subject, relation, other if "://" in other else BASE + other)
    DecisionLog.of(Workspace.open(folder)).append(Decision(Verdict(verdict), *ends, "anne", "2026-11-23T21:00:00Z"))


def test_only_what_a_decision_concerns_is_put_together(folder: Path, put_together: list[str]) -> None:
    published(folder)
    for verdict, subject, relation, other, keys in DECISIONS:
        put_together.clear()
        decide(folder, verdict, subject, relation, other)
        published(folder)
        assert put_together == keys, (verdict, subject, other)


def test_what_was_decided_holds_through_changes_as_in_a_build_from_nothing(folder: Path, tmp_path: Path) -> None:
    published(folder)
    for number, change in enumerate(CHANGES):
        for name, content in change.items():
            written(folder, {name: content}) if content is not None else (folder / name).unlink()
        decide(folder, *DECISIONS[number % len(DECISIONS)][:4])
        assert published(folder) == published(folder, tmp_path / f"again-{number}"), change


def test_only_lines_that_changed_are_understood_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(folder)
    understood: list[str] = []
    record = rows.record_of

    def spied(kind: str, fields: Fields, source: Source) -> Record | None:
        understood.append(str(fields.place.locator))
        return record(kind, fields, source)

    monkeypatch.setattr("ingest.sources.table.record_of", spied)
    written(folder, {"notices.jsonl": notices(Dinh={"title": "Étude Ader (revue)"})})
    published(folder)
    assert understood == ["line 4"]


def test_labels_are_looked_through_once_for_all_builds(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    languages: list[str] = []
    of = LabelIndex.of

    def spied(thesaurus: Thesaurus, language: str) -> LabelIndex:
        languages.append(language)
        return of(thesaurus, language)

    monkeypatch.setattr(LabelIndex, "of", spied)
    for number, kept in enumerate((True, False)):
        if not kept:
            (Workspace.open(built).state / "labels.msgpack").write_bytes(b"\x82\xa7made_of")
        written(built, {"notices.jsonl": notices(Ader={"title": f"Étude Ader {number}"})})
        published(built)
        assert bool(languages) is not kept


def test_a_name_that_a_change_brings_concerns_those_alone_to_whom_another_name_means_something_else_for_it(
    built: Path, put_together: list[str]
) -> None:
    published(built)
    for name, keys in (("Université du Rhône", 1), ("Fabrique", 12)):
        put_together.clear()
        written(built, {"agenda-a.csv": AGENDA.replace("Anne Kern,La Fabrique", f"Anne Kern,{name}")})
        assert published(built) == published(built, built / name)
        assert len(put_together) == keys + 24


REGISTER = """name,acronym,ror,location
La Fabrique,,,Lyon
La Fabrique,,,Nantes
Université du Rhône,UDR,02rx3b187,Lyon
Université de la Loire,UDL,,Nantes
"""
AMONG_REGISTERED = [
    ({"agenda-a.csv": AGENDA.replace("Anne Kern,La Fabrique", "Anne Kern,UDR")}, None, 1),
    ({"notices.jsonl": notices(Bost={"creators": ["Paul Bost", "UDL"]})}, None, 1),
    ({}, ("accepted", "organisation/fabrique", OWL.sameAs.value, "organisation/fabrique-nantes"), 11),
    ({"agenda-a.csv": AGENDA.replace("Anne Kern,La Fabrique", "Anne Kern,Université de la Loire")}, None, 1),
    ({}, ("undone", "organisation/fabrique", OWL.sameAs.value, "organisation/fabrique-nantes"), 11),
    ({"registre.csv": REGISTER.replace("UDL,,Nantes", "UDL,,Angers")}, None, 24),
]
"""Each with the number of records that are put together for it."""


def test_what_is_named_of_a_register_comes_and_goes_with_the_records_that_a_change_reaches(
    make_workspace: MakeWorkspace, tmp_path: Path, put_together: list[str]
) -> None:
    settings = f'{SETTINGS}[[registers]]\npath = "registre.csv"\nrecord = "organisation"\n'
    files = {"agenda-a.csv": AGENDA, "notices.jsonl": notices(), "registre.csv": REGISTER}
    folder = make_workspace(settings, files)
    published(folder)
    for number, (change, decision, count) in enumerate(AMONG_REGISTERED):
        written(folder, change)
        if decision:
            decide(folder, *decision)
        put_together.clear()
        now = published(folder)
        assert len(put_together) == count, (change, decision)
        assert now == published(folder, tmp_path / f"again-{number}"), (change, decision)


def test_a_source_that_becomes_a_register_is_read_whole(folder: Path) -> None:
    published(folder)
    settings = folder / "maillage.toml"
    mended = settings.read_text(encoding="utf-8").replace(
        '[[sources]]\npath = "notices', '[[registers]]\npath = "notices'
    )
    settings.write_text(mended, encoding="utf-8")
    assert len(build(Workspace.open(folder), processes=1).reading.rejections) == len(NOTICES)


def test_a_line_that_tells_the_order_of_a_columns_dates_changes_those_of_all_lines(
    folder: Path, tmp_path: Path
) -> None:
    lines = "title,date,speakers\nForum Alba,05/06/2013,Anne Alba\nForum Borg,06/03/2013,Anne Borg\n"
    added = ("", "Forum Cano,05/13/2013,Paul Cano\n", "Forum Cano,13/05/2013,Paul Cano\n", "")
    for number, line in enumerate(added):
        written(folder, {"agenda-a.csv": lines + line})
        now = published(folder)
        assert now == published(folder, tmp_path / f"again-{number}"), line
        month_first = "05/13" in line
        assert ("2013-05-06" in str(now), "2013-06-05" in str(now)) == (month_first, not month_first)


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04", b"\x00" * 100])
def test_where_nothing_is_known_of_the_records_all_are_put_together(
    built: Path, put_together: list[str], content: bytes | None
) -> None:
    kept = Workspace.open(built).state / "records.npz"
    kept.unlink() if content is None else kept.write_bytes(content)
    put_together.clear()
    written(built, {"notices.jsonl": notices(Ader={"title": "Étude Ader (revue)"})})
    published(built)
    assert len(put_together) == 24


def test_what_was_kept_of_another_snapshot_is_not_followed(built: Path, put_together: list[str]) -> None:
    workspace = Workspace.open(built)
    first = workspace.snapshots.current()
    assert first
    written(built, {"notices.jsonl": notices(Ader={"title": "Étude Ader (revue)"})})
    published(built)
    workspace.snapshots.rollback(first.id)
    put_together.clear()
    written(built, {"notices.jsonl": notices(Bost={"title": "Étude Bost (revue)"})})
    assert published(built)[0] == published(built, built / "again")[0]
    assert len(put_together) == 48


def test_where_all_records_are_put_together_a_file_is_not_read_again_for_each(
    folder: Path, monkeypatch: pytest.MonkeyPatch, put_together: list[str]
) -> None:
    published(folder)
    again: list[int] = []

    def spied(file: Pieces, path: str, known: Pieced, wanted: Set[int]) -> Iterator[tuple[int, Record]]:
        again.append(len(wanted))
        return read_again(file, path, known, wanted)

    monkeypatch.setattr("ingest.reach.gathered.read_again", spied)
    decide(folder, "accepted", "organisation/fabrique", OWL.sameAs.value, "organisation/reseau-lieux")
    written(folder, {"agenda-a.csv": AGENDA.replace("Anne Kern,La Fabrique", "Anne Kern,Université du Rhône")})
    published(folder)
    assert len(put_together) >= 48
    assert sum(again) == len(NOTICES) + AGENDA.count("\n") - 2  # all lines but the header and the one that changed
    assert len(again) <= 4
