"""The reader of plain text, on sound, empty, broken and hostile files."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.records import Document, Event, Rejection
from ingest.sources.text import read
from ontology.errors import DataError

ENTRY = "- 12 mars 2014 – Table ronde : Les haies\n"


def records(path: Path, **settings: str) -> list[object]:
    return list(read(path, Source(path=path.name, **settings)))  # type: ignore[arg-type]


def written(folder: Path, content: bytes | str) -> Path:
    path = folder / "page.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_source_s_settings_go_with_every_record(tmp_path: Path) -> None:
    found = records(written(tmp_path, ENTRY), language="de", found_at="https://example.org/page")
    assert [(each.language, each.found_at) for each in found if isinstance(each, Document | Event)] == [
        ("de", ("https://example.org/page",)),
        ("de", ("https://example.org/page",)),
    ]


def test_places_name_the_file_and_the_line(tmp_path: Path) -> None:
    path = written(tmp_path, "Agenda\n\n" + ENTRY)
    (event,) = (each for each in records(path) if isinstance(each, Event))
    assert str(event.place) == f"{path}, line 3"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "the file is empty"), (b"\x00\x01\x02", "this is binary data"), (b"\x89PNG\r\n", "this is a PNG image")],
)
def test_a_file_that_is_no_text_is_refused_by_name(tmp_path: Path, content: bytes, said: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(DataError, match=said) as error:
        records(path)
    assert str(path) in str(error.value)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.txt: there is no such file"):
        records(tmp_path / "none.txt")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_same_event_is_read_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    found = records(written(tmp_path, ("Été\n\n" + ENTRY).encode(encoding)))
    assert [each.title.value for each in found if isinstance(each, Event) and each.title] == ["Les haies"]


@pytest.mark.parametrize(
    "pattern",
    [
        "(partenaires ",
        "« table ronde ",
        "1/2/3 ",
        "A. ",
        "- ",
        "mardi ",
        "Nom, A. ",
        "12 et 12 ",
        " \n",
        "\u202e",
        "🌿 ",
    ],
)
def test_thousands_of_one_pattern_is_read_in_seconds(tmp_path: Path, pattern: str) -> None:
    path = written(tmp_path, (pattern * (300_000 // len(pattern.encode()))) + "fin")
    started = time.process_time()
    found = records(path)
    assert time.process_time() - started < 20
    assert not [each for each in found if isinstance(each, Event)]


def test_a_block_just_short_enough_to_be_read_takes_seconds(tmp_path: Path) -> None:
    path = written(tmp_path, ("Le forum du 3 mai 2014 a réuni (A, B) « C » partenaires 1/2/3 " * 4_000)[:199_000])
    started = time.process_time()
    records(path)
    assert time.process_time() - started < 20


def test_a_paragraph_of_a_program_s_making_is_set_aside(tmp_path: Path) -> None:
    found = records(written(tmp_path, "Table ronde du 3 mai 2014 " * 10_000))
    (rejection,) = (each for each in found if isinstance(each, Rejection))
    assert "too long to be read" in rejection.reason
    assert rejection.place.locator == "line 1"


def test_words_written_right_to_left_and_emoji_do_not_disturb_offsets(tmp_path: Path) -> None:
    found = records(written(tmp_path, "🌿 \u202eשלום\u202c\n\n" + ENTRY + "\n- 3 mai 2015 – Atelier : 🌿 Semer"))
    page = next(each for each in found if isinstance(each, Document))
    for event in (each for each in found if isinstance(each, Event)):
        for passage in event.passages:
            assert page.text[passage.start :].startswith(passage.text)
