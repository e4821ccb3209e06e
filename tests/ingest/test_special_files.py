"""A pipe, a socket, a device and a link to nothing are said to be what they are; none is waited for."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from explorer.texts import texts
from explorer.texts.told import told_error
from graph.workspace import Workspace
from ingest.build import build
from ingest.hashed import file_hash
from ingest.linking.texts import read_gold
from ontology.errors import DataError
from tests.workspaces import EVENTS_SETTINGS, NETWORK_SETTINGS, MakeWorkspace

EVENTS = "title,date\nForum des lieux,2013-05-13\n"


def listen(path: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as listening:
        listening.bind(str(path))


def lead_nowhere(path: Path) -> None:
    path.symlink_to("gone.csv")


def lead_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize(
    ("make", "said", "in_french"),
    [
        (os.mkfifo, "this is a named pipe, and no file", "ceci est un tube nommé, pas un fichier"),
        (listen, "this is a socket, and no file", "ceci est une socket, pas un fichier"),
        (lead_to_a_device, "this is a device, and no file", "ceci est un périphérique, pas un fichier"),
        (
            lead_nowhere,
            "this link leads to gone.csv, where there is no file",
            "ce lien mène à gone.csv, où il n’y a pas de fichier",
        ),
    ],
)
def test_what_is_no_file_is_said_for_a_source_and_for_a_vocabulary(
    make_workspace: MakeWorkspace,
    make: Callable[[Path], None],
    said: str,
    in_french: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = make_workspace(EVENTS_SETTINGS, {"other.csv": EVENTS})
    monkeypatch.chdir(folder)  # a socket's path has few characters
    make(Path("events.csv"))
    with pytest.raises(DataError) as raised:
        build(Workspace.open(folder))
    place = "maillage.toml, source “events.csv”"
    remedy = f"Name a file, a folder or a glob: {folder / 'events.csv'} is none."
    assert str(raised.value) == f"{place}: {said}. {remedy}"
    assert in_french in told_error(texts("fr"), raised.value)

    make(Path("own.ttl"))
    settings = f'{NETWORK_SETTINGS}[[sources]]\npath = "other.csv"\n[[vocabularies]]\npath = "own.ttl"\n'
    Path("maillage.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(DataError) as raised:
        build(Workspace.open(folder))
    assert str(raised.value) == (
        f"{folder / 'own.ttl'}: the vocabulary cannot be read ({said}). Check [[vocabularies]] in maillage.toml."
    )


@pytest.mark.parametrize("path", ["all", "all/*.csv", "**/*.csv"])
def test_in_a_folder_and_a_glob_only_a_link_to_nothing_is_told(make_workspace: MakeWorkspace, path: str) -> None:
    settings = f'{NETWORK_SETTINGS}[[sources]]\npath = "{path}"\nrecord = "event"\n'
    folder = make_workspace(settings, {"all/events.csv": EVENTS})
    os.mkfifo(folder / "all" / "pipe.csv")
    assert [source.name for source in build(Workspace.open(folder)).reading.sources] == ["all/events.csv"]
    lead_nowhere(folder / "all" / "lost.csv")
    with pytest.raises(DataError, match=r"all/lost\.csv: this link leads to gone\.csv, where there is no file\."):
        build(Workspace.open(folder))
    report = build(Workspace.open(folder), keep_going=True)
    assert [error.problem for error in report.reading.failures] == [
        "this link leads to gone.csv, where there is no file"
    ]
    assert [source.name for source in report.reading.sources] == ["all/events.csv"]


def test_what_may_never_end_is_not_hashed() -> None:
    with pytest.raises(OSError, match="this is a device, and no file"):
        file_hash(Path("/dev/zero"))


@pytest.mark.parametrize(
    ("settings", "name", "said"),
    [
        ('[[sources]]\npath = "a.nt"\nalignment = "own.ttl"\n', "own.ttl", ": this is a named pipe, and no file"),
        (
            '[[sources]]\npath = "a.nt"\n[linking]\nmodel = "own.json"\n',
            "own.json",
            ": the model cannot be read (this is a named pipe, and no file)",
        ),
    ],
    ids=["alignment", "model"],
)
def test_a_pipe_in_the_place_of_what_a_build_reads_beside_its_sources_is_not_waited_for(
    make_workspace: MakeWorkspace, settings: str, name: str, said: str
) -> None:
    folder = make_workspace(NETWORK_SETTINGS + settings, {"a.nt": "<urn:a> <urn:b> <urn:c> ."})
    os.mkfifo(folder / name)
    with pytest.raises(DataError) as raised:
        build(Workspace.open(folder))
    assert str(raised.value) == f"{folder / name}{said}. Check the path."


def test_gold_texts_are_read_from_a_pipe_that_a_shell_hands_over_and_not_from_one_that_has_a_name(
    tmp_path: Path,
) -> None:
    os.mkfifo(tmp_path / "gold.jsonl")
    with pytest.raises(DataError, match=r"gold\.jsonl: this is a named pipe, and no file\. Check the path\."):
        read_gold(tmp_path / "gold.jsonl")
    reading, writing = os.pipe()
    os.write(writing, b'{"id": 1, "text": "la RSE", "concepts": []}\n')
    os.close(writing)
    assert [text.text for text in read_gold(Path(f"/dev/fd/{reading}"))] == ["la RSE"]
    os.close(reading)


@pytest.mark.parametrize(("path", "form"), [("all", ""), ("all/*.csv", ""), ("all/**/*.csv", ""), ("all", "site")])
def test_a_link_that_turns_in_circles_is_told_as_one_that_leads_nowhere(
    make_workspace: MakeWorkspace, path: str, form: str
) -> None:
    chosen = f'format = "{form}"\n' if form else 'record = "event"\n'
    files = {"all/a.csv": EVENTS, "all/a.html": "<html><body><p>Le forum.</p></body></html>"}
    folder = make_workspace(f'{NETWORK_SETTINGS}[[sources]]\npath = "{path}"\n{chosen}', files)
    (folder / "all" / "round.csv").symlink_to("round.csv")
    (folder / "all" / "round.html").symlink_to("back.html")
    (folder / "all" / "back.html").symlink_to("round.html")
    (folder / "all" / "here").symlink_to(".")
    report = build(Workspace.open(folder), keep_going=True)
    told = [error.problem for error in report.reading.failures] + [each.reason for each in report.reading.rejections]
    if form:
        assert told == ["the file cannot be read (Too many levels of symbolic links)"] * 2
    else:
        leads = {"back.html", "round.html", "round.csv"} if path == "all" else {"round.csv"}
        assert {f"this link leads to {each}, where there is no file" for each in leads} == set(told)
    assert ("all" if form else "all/a.csv") in [source.name for source in report.reading.sources]
