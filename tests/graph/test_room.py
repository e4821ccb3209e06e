"""What a disk has no room for is told with the file that was being written, or the folder, and what to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from errno import ENOSPC
from pathlib import Path

import pytest

from graph import scratch
from graph.room import no_room, told_without_room
from graph.scratch import Scratch
from graph.snapshot import Snapshots
from graph.whole_file import kept_file
from ontology.errors import LimitError, Place

FULL = Path("/dev/full")
pytestmark = pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")


def test_a_draft_without_room_names_its_folder_and_is_gone(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path / "snapshots")
    with pytest.raises(LimitError) as told, snapshots.draft() as draft, FULL.open("wb", buffering=0) as file:
        file.write(b"x")
    assert told.value.place == Place(str(draft.path))
    assert "(No space left on device). Make room on that disk" in str(told.value)
    assert not draft.path.exists()


def test_of_a_copy_the_new_file_is_named(tmp_path: Path) -> None:
    told = no_room(OSError(ENOSPC, "No space left on device", "old", None, "new"), tmp_path)
    assert told
    assert told.place == Place("new")


def test_other_errors_in_a_draft_stay_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(PermissionError), Snapshots(tmp_path).draft():
        raise PermissionError(1, "Operation not permitted", "a.csv")


def test_what_waits_or_is_kept_is_told_by_its_folder_or_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scratch, "_HELD", 0)
    monkeypatch.setattr(scratch, "TemporaryFile", lambda **_: FULL.open("r+b", buffering=0))
    with pytest.raises(OSError, match="No space left") as raised:
        Scratch(tmp_path).append(b"piece")
    assert raised.value.filename == str(tmp_path)

    (tmp_path / "a.new").symlink_to(FULL)
    with pytest.raises(OSError, match="No space left") as raised, kept_file(tmp_path / "a.txt") as file:
        file.write(b"x")
    assert raised.value.filename == str(tmp_path / "a.new")


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (OSError("IO error: While appending to file: 1.log: No space left on device"), "snapshots prune"),
        (OSError("IO error: While appending to file: 1.log: File too large"), "ulimit -f"),
    ],
)
def test_the_engine_tells_in_words_what_the_system_tells_in_numbers(
    tmp_path: Path, error: OSError, remedy: str
) -> None:
    told = no_room(error, tmp_path)
    assert told
    assert remedy in told.remedy


def test_a_database_without_room_is_told_too(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as database:
        database.execute("PRAGMA max_page_count = 2")
        with pytest.raises(LimitError, match=r"database or disk is full"), told_without_room(tmp_path):
            database.execute("CREATE TABLE a AS SELECT hex(randomblob(9999))")
