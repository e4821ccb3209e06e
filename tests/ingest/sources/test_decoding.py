"""Files in the encodings that people leave behind, and files that are no text."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.sources import decoding
from ingest.sources.decoding import read_lines, read_text
from ontology.errors import DataError

SENTENCE = "L’été à Grenoble : œuvres d’art"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_the_same_sentence_is_read_from_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(SENTENCE.encode(encoding))
    assert read_text(path) == SENTENCE


def test_every_line_end_becomes_a_newline(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"one\r\ntwo\rthree\n")
    assert read_text(path) == "one\ntwo\nthree\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "the file is empty"),
        ("\ufeff".encode(), "the file is empty"),
        (b"%PDF-1.4 \xc3\x28", "this is a PDF"),
        (b"PK\x03\x04rest", "this is a ZIP archive"),
        (b"text with \x00 inside", "this is binary data"),
        (bytes(range(256)) * 4, "this is binary data"),
        (b"\x01\x00" * 400, "this is binary data"),
        (b"\xff\xfeodd", "its mark announces utf-16"),
        (b"caf\xe9 \x81\x8d", "neither UTF-8 nor cp1252"),
    ],
)
def test_a_file_that_is_no_text_is_named_with_the_reason(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    with pytest.raises(DataError, match=said) as error:
        read_text(path)
    assert str(path) in str(error.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no such file"):
        read_text(tmp_path / "none.txt")
    with pytest.raises(DataError, match="this is a folder"):
        read_text(tmp_path)


def test_a_file_past_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_BYTES", 10)
    path = tmp_path / "page.txt"
    path.write_bytes(b"more than ten bytes")
    with pytest.raises(DataError, match="too large"):
        read_text(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_lines_of_a_long_file_come_one_by_one_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(("été\r\n" * 400_000 + "fin").encode(encoding))
    lines = read_lines(path)
    assert (next(lines), sum(1 for _ in lines)) == ("été\n", 400_000)


def test_a_long_file_that_turns_binary_or_holds_but_blanks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    for content, said in ((b"a\n" * 700_000 + b"\x00" * 9, "binary data"), (b" \n" * 700_000, "the file is empty")):
        path.write_bytes(content)
        with pytest.raises(DataError, match=said):
            next(read_lines(path))


def test_a_line_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes(b"a" * 10_000_001)
    with pytest.raises(DataError, match=r"long\.txt, line 1: the line is longer"):
        next(read_lines(tmp_path / "long.txt"))
