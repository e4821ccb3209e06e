"""``maillage init``: the workspace that it writes, and what it says of the settings."""

from __future__ import annotations

import os
import re
from pathlib import Path

import msgspec
from click.testing import CliRunner

from explorer.cli import maillage
from explorer.commands.init import TEMPLATE
from graph.workspace import Settings, Workspace, read_settings


def sources(folder: Path) -> set[str]:
    done = CliRunner().invoke(maillage, ["init", str(folder)])
    assert done.exit_code == 0, done.output
    return {source.path for source in Workspace.open(folder).settings.sources}


def test_the_files_that_a_reader_reads_are_named_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "agenda.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n", encoding="utf-8")
    (tmp_path / "flux.xml").write_text('<rss version="2.0"><channel/></rss>', encoding="utf-8")
    (tmp_path / "vocabulaire.ttl").write_text("@prefix a: <urn:a> .", encoding="utf-8")
    (tmp_path / "decisions.jsonl").write_text("", encoding="utf-8")
    (tmp_path / ".caché.csv").write_text("a,b\n", encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (tmp_path / "dossier").mkdir()
    assert sources(tmp_path) == {"agenda.ics", "flux.xml"}


def test_a_folder_that_holds_what_a_reader_reads_is_a_source_and_rdf_is_left_to_the_keeper(tmp_path: Path) -> None:
    (tmp_path / "agendas" / "2025").mkdir(parents=True)
    (tmp_path / "agendas" / "2025" / "mai.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n", encoding="utf-8")
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "vieux.csv").write_text("a,b\n", encoding="utf-8")
    (tmp_path / "acteurs.nt").write_text("", encoding="utf-8")
    done = CliRunner().invoke(maillage, ["init", str(tmp_path)])
    assert {source.path for source in Workspace.open(tmp_path).settings.sources} == {"agendas"}
    assert "[[sources]] or [[vocabularies]]: acteurs.nt" in done.output


def test_documents_that_no_reader_reads_are_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "anciens").mkdir()
    names = ["a.xls", "b.ODS", "c.odt", "d.pptx", "e.zip", "anciens/f.doc", ".g.doc", "~$c.odt", "h.jpg", "i.csv"]
    for name in names:
        (tmp_path / name).write_bytes(b"PK\x03\x04")
    done = CliRunner().invoke(maillage, ["init", str(tmp_path)])
    assert [line for line in done.output.splitlines() if line.startswith("Not read yet")] == [
        "Not read yet, save as PDF: d.pptx",
        "Not read yet, save as .xlsx, or CSV: a.xls, b.ODS",
        "Not read yet, save as .docx, or PDF: anciens/f.doc, c.odt",
        "Not read yet, unpack in this folder: e.zip",
    ]


def test_what_builds_make_and_secrets_are_left_out_of_git(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / ".gitignore").write_text("*.bak\n", encoding="utf-8")
    for folder in ("new", "ours"):
        sources(tmp_path / folder)
    left_out = (tmp_path / "new" / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {".maillage/", "token", ".streamlit/secrets.toml"} <= set(left_out)
    assert (tmp_path / "ours" / ".gitignore").read_text(encoding="utf-8") == "*.bak\n"


def test_every_table_of_the_settings_is_shown_and_what_is_shown_is_right() -> None:
    for field in msgspec.structs.fields(Settings):
        assert re.search(rf"\[{field.name}\]|^# .*{field.name} = ", TEMPLATE, re.MULTILINE), field.name
    shown = TEMPLATE.format(title='"A"', base="https://e.org/", sources="")
    tables = re.sub(r"^# (?=\[|\w+ = )", "", shown, flags=re.MULTILINE)
    assert read_settings(tables).editors.emails


EVENTS = "title,date\nForum,2013-05-13\n"
ODD = os.fsdecode(b"\xe9t\xe9")


def test_a_file_and_a_folder_whose_names_are_not_utf_8_are_left_out_and_said(tmp_path: Path) -> None:
    for name in ("a.csv", f"{ODD}.csv", f"{ODD}/b.csv", f"{ODD}.doc", f"{ODD}.nt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(EVENTS, encoding="utf-8")
    done = CliRunner().invoke(maillage, ["init", str(tmp_path)])
    assert done.exit_code == 0, done.output
    for name in ("�t�", "�t�.csv"):
        assert f"Left out, for its name is not UTF-8: rename it. {tmp_path / name}\n" in done.output
    assert {source.path for source in Workspace.open(tmp_path).settings.sources} == {"a.csv"}


def test_a_workspace_whose_folders_name_is_not_utf_8_is_to_be_renamed(tmp_path: Path) -> None:
    folder = tmp_path / ODD
    folder.mkdir()
    (folder / "a.csv").write_text(EVENTS, encoding="utf-8")
    said = f"{tmp_path}/�t�: the folder's name is not UTF-8. Rename the folder."
    refused = CliRunner().invoke(maillage, ["init", str(folder)])
    assert str(refused.exception) == said
    (folder / "maillage.toml").write_text('[network]\ntitle = "R"\nbase_iri = "https://e.org/"\n', encoding="utf-8")
    for command in ("build", "stats", "snapshots"):
        assert str(CliRunner().invoke(maillage, [command, "--workspace", str(folder)]).exception) == said


def test_a_folder_that_links_to_itself_is_looked_through_once(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    for name in "abcde":
        (tmp_path / "images" / name).symlink_to(".")
    assert sources(tmp_path) == set()
