"""The quarantine: what a build could not understand is kept with its place, reason and beginning."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from explorer.cli import main
from graph.workspace import Workspace
from ingest.build import build
from ingest.quarantine import Quarantine, SetAside
from ontology.errors import DataError
from tests.workspaces import MakeWorkspace

SETTINGS = """[network]
base_iri = "https://example.org/r/"
[[sources]]
path = "e.csv"
record = "event"
[[sources]]
path = "a.ics"
"""
CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
SUMMARY:Forum des tiers-lieux
DTSTART:pas une date
UID:1
END:VEVENT
END:VCALENDAR
"""
EVENTS = "Titre;Date\nForum;31/02/2013\nRSE;2013\n;\nTrop;de;cellules\n"
FILES = {"e.csv": EVENTS, "a.ics": CALENDAR}


@pytest.fixture
def folder(make_workspace: MakeWorkspace) -> Path:
    return make_workspace(SETTINGS, FILES)


@pytest.fixture
def built(make_built: MakeWorkspace) -> Path:
    return make_built(SETTINGS, FILES)


def kept(folder: Path) -> list[SetAside]:
    workspace = Workspace.open(folder)
    build(workspace, keep_going=True)
    return list(Quarantine.of(workspace).items())


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as stopped:
        main([str(each) for each in arguments])
    assert isinstance(stopped.value.code, int)
    return stopped.value.code


def test_each_thing_is_kept_with_source_line_reason_and_its_beginning(folder: Path) -> None:
    found = {(item.source, item.locator): item for item in kept(folder)}
    date = found["e.csv", "line 2, column “Date”"]
    assert date.reason == "“31/02/2013” cannot be taken as a date: no calendar has that day"
    assert date.excerpt == "31/02/2013"
    assert found["e.csv", "line 5"].excerpt == "Trop | de | cellules"
    assert found["a.ics", "line 4"].excerpt == "DTSTART:pas une date"


def test_what_is_mended_leaves_the_quarantine_even_when_nothing_is_published(folder: Path) -> None:
    assert kept(folder)
    (folder / "e.csv").write_text("Titre;Date\nForum;\nRSE;2013\n", encoding="utf-8")
    (folder / "a.ics").write_text(CALENDAR.replace("DTSTART:pas une date\n", ""), encoding="utf-8")
    assert kept(folder) == []


def test_a_file_that_cannot_be_read_is_kept_whole(folder: Path) -> None:
    (folder / "e.csv").write_bytes(b"%PDF-1.7")
    assert ("e.csv", "") in {(item.source, item.locator) for item in kept(folder)}


def test_groups_say_how_many_without_anybodys_words(built: Path) -> None:
    groups = Quarantine.of(Workspace.open(built)).groups()
    assert "“…” cannot be taken as a date: no calendar has that day" in {group.reason for group in groups}
    assert not any("31/02" in group.reason for group in groups)
    assert any(group.reason.startswith("DTSTART cannot be read: ") for group in groups)
    assert not any("pas une date" in group.reason for group in groups)


DEEP = pytest.param(b'{"more": ' + b"[" * 5_000, id="deep")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"{}", b"[1]\n", DEEP])
def test_a_damaged_file_is_a_sentence(folder: Path, content: bytes) -> None:
    workspace = Workspace.open(folder)
    quarantine = Quarantine.of(workspace)
    quarantine.path.parent.mkdir(parents=True)
    quarantine.path.write_bytes(content)
    with pytest.raises(DataError, match=r"quarantine\.jsonl: it is damaged"):
        list(quarantine.items())


def test_a_sheet_that_another_source_of_its_workbook_reads_is_not_set_aside(make_workspace: MakeWorkspace) -> None:
    maps = (
        'record = "person"\nmap = {name = "Nom", given_name = "Prénom"}',
        'record = "organisation"\nmap = {name = "Structure", siren = "SIRET"}',
        'record = "event"\nmap = {title = "Titre", start = "Date"}',
    )
    sources = "\n".join(f'[[sources]]\npath = "a.xlsx"\n{each}' for each in maps)
    folder = make_workspace(f'[network]\nbase_iri = "https://example.org/r/"\n{sources}\n', {})
    book = Workbook()
    rows = {
        "A": (["Nom", "Prénom"], ["Petit", "Anne"]),
        "B": (["Structure", "SIRET"], ["La Fourmi", ""]),
        "C": (["Titre", "Date"], ["Forum", "2013"]),
        "D": (["Couleur", "Poids"], ["vert", "12"]),
    }
    for title, (header, row) in rows.items():
        sheet = book.create_sheet(title)
        sheet.append(header)
        sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(folder / "a.xlsx")
    assert {item.locator for item in kept(folder)} == {"sheet “D”"}
    manifest = build(Workspace.open(folder)).snapshot.manifest
    assert [source.quarantined for source in manifest.sources] == [1, 1, 1]


def test_the_command_tells_them_and_build_says_how_many(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("build", "--workspace", folder) == 0
    said = capfd.readouterr().err
    assert "`maillage quarantine` shows them" in said
    assert "set aside: e.csv, line 5: " in said
    assert str(folder) not in said
    assert run("quarantine", "--language", "en", "--workspace", folder) == 0
    assert "e.csv, line 5: the row has 3 cells, the header 2." in capfd.readouterr().out


def test_the_command_speaks_the_first_language_of_the_network(built: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("quarantine", "--limit", "2", "--workspace", built) == 0
    told = capfd.readouterr()
    row, remedy = "la ligne a 3 cellules, l’en-tête 2", "Mettez des guillemets autour d’une cellule"
    assert f"e.csv, ligne 5 : {row}. {remedy}" in told.out
    assert "Et 1 autre\xa0:" in told.err
    assert run("quarantine", "--summary", "--workspace", built) == 0
    assert f"e.csv : {row}" in capfd.readouterr().out
    assert run("quarantine", "--format", "json", "--workspace", built) == 0
    assert f'"reason": "{row}"' in capfd.readouterr().out


@pytest.mark.parametrize(("form", "begins"), [("json", "[\n {"), ("csv", "source,locator,reason,remedy,excerpt\n")])
def test_programs_get_all_of_one_source(built: Path, capfd: pytest.CaptureFixture[str], form: str, begins: str) -> None:
    assert run("quarantine", "a.ics", "--format", form, "--workspace", built) == 0
    out = capfd.readouterr().out
    assert out.startswith(begins)
    assert "e.csv" not in out


def test_no_cell_of_the_table_is_a_formula(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "e.csv").write_text('Titre;Date\nForum;"=1+1"\n', encoding="utf-8")
    kept(folder)
    run("quarantine", "--format", "csv", "--workspace", folder)
    assert ",'=1+1" in capfd.readouterr().out


def test_where_nothing_is_set_aside_it_is_said_whether_anything_is_published(
    make_workspace: MakeWorkspace, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = make_workspace(SETTINGS.partition('[[sources]]\npath = "a.ics"')[0], {"e.csv": b"%PDF-1.7"})
    assert run("build", "--workspace", folder) == 1
    capfd.readouterr()
    assert run("quarantine", "--workspace", folder) == 0
    assert run("quarantine", "--language", "en", "--workspace", folder) == 0
    assert capfd.readouterr().out.splitlines()[1::2] == [  # behind why the build failed
        "Rien n’est encore publié\xa0: lancez `maillage build`, qui dit ce qui l’arrête.",
        "Nothing is published yet: run `maillage build`, which says what stops it.",
    ]
    assert run("quarantine", "--summary", "--workspace", folder) == 0
    assert "Rien n’est encore publié" in capfd.readouterr().err
    (folder / "e.csv").write_text("Titre;Date\nForum;2013\n", encoding="utf-8")
    assert run("build", "--workspace", folder) == 0
    capfd.readouterr()
    assert run("quarantine", "--language", "en", "--workspace", folder) == 0
    assert capfd.readouterr().out == "Nothing is set aside.\n"


def test_a_file_that_is_cut_short_is_told_once(make_workspace: MakeWorkspace) -> None:
    cut = CALENDAR.replace("END:VCALENDAR\n", "")
    items = kept(make_workspace(SETTINGS, {**FILES, "a.ics": cut}))
    assert [item.locator for item in items if "cut short" in item.reason] == ["line 1"]


def test_a_source_that_there_is_not_is_told_with_those_that_there_are(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("quarantine", "e.cvs", "--workspace", built) == 2
    assert "there is no source “e.cvs”. There are: a.ics, e.csv." in capsys.readouterr().err
    assert run("quarantine", "a.ics", "--workspace", built) == 0
    assert "a.ics, ligne 4" in capsys.readouterr().out
