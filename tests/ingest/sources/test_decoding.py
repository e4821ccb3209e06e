"""Files in the encodings that people leave behind, and files that are no text."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.records import Rejection
from ingest.sources import decoding, source_files
from ingest.sources.decoding import read_lines, read_text
from ingest.sources.pieces import whole
from ingest.sources.stray_bytes import stray_bytes
from ontology.errors import DataError

SENTENCE = "L’été, très tôt, à Grenoble : œuvres d’art"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-16-be"])
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


MIXED = SENTENCE.encode() + b"\r\nfor\xeat \x93\x94\r\n" + SENTENCE.encode()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("times", [1, 30_000])
def test_bytes_of_another_encoding_are_read_by_themselves_and_their_lines_told(
    tmp_path: Path, mark: bytes, times: int
) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(mark + b"\n".join([MIXED] * times))
    text = "\n".join([f"{SENTENCE}\nforêt “”\n{SENTENCE}"] * times)
    assert read_text(path) == text == "".join(read_lines(path))
    told = stray_bytes(path)
    assert [each.place.locator for each in told] == [f"line {number}" for number in range(2, 3 * times + 1, 3)][:21]
    assert told[0].reason == "the line is not all UTF-8; its other bytes were read as Windows-1252"
    assert times == 1 or told[-1].reason.startswith(f"{times - 20} more lines")


@pytest.mark.parametrize(
    "content",
    [
        SENTENCE.encode(),
        "Café\u00a0: CAFÉ\u00a0: œuvres".encode("cp1252"),
        ("forêt " * 9 + "Ã©").encode("cp1252"),
        SENTENCE.encode("utf-16"),
        "Москва, ёлки".encode("cp1251"),
    ],
)
def test_a_text_in_one_encoding_has_no_stray_bytes(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "page.txt").write_bytes(content)
    assert stray_bytes(tmp_path / "page.txt") == []


def test_the_reader_of_each_format_in_text_tells_of_stray_bytes(tmp_path: Path) -> None:
    files = {
        "m.csv": "Titre;Date\nL’été;2013-05-13\nFor\udcea t;2014-01-01\n",
        "b.bib": "@misc{a, title={Un été}, year={2014}}\n@misc{b, title={For\udcea t}, year={2014}}\n",
        "r.ris": "TY  - JOUR\nTI  - L’été\nER  - \nTY  - JOUR\nTI  - For\udcea t\nER  - \n",
        "t.md": "# L’été\n\nUne for\udcea t.\n",
        "p.html": "<html><title>L’été</title><p>Une for\udcea t.\n</p></html>",
        "c.ics": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20130513\nSUMMARY:L’été, for\udcea t\nEND:VEVENT\n"
        "END:VCALENDAR\n",
    }
    for name, content in files.items():
        path = tmp_path / name
        path.write_bytes(content.replace("\udcea ", "\udcea").encode("utf-8", "surrogateescape"))
        (file,) = source_files(Source(path=name, record="event" if name == "m.csv" else ""), tmp_path)
        pieces = file.pieces()
        items = list(whole(pieces) if pieces else file.read())
        told = [item.reason for item in items if isinstance(item, Rejection)]
        assert told == ["the line is not all UTF-8; its other bytes were read as Windows-1252"], name
        assert "forêt" in str(items).lower()
        assert "été" in str(items)
