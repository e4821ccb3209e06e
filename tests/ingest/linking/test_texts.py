"""Files of texts: what is read, and how what cannot be read is named."""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

import pytest

from ingest.linking.texts import read_gold, read_texts
from ingest.records import Passage
from ontology.errors import DataError


def test_a_line_is_a_text_with_its_title(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('\ufeff{"id": 1, "text": "La RSE", "title": "T", "more": 1}\n\n{"id": "b", "text": ""}\n', "utf-8")
    first, second = read_texts(path)
    assert first.passages == (Passage("title", "T"), Passage("text", "La RSE"))
    assert (second.id, second.passages) == ("b", (Passage("text", ""),))


DEEP = pytest.param(b'{"id": "a", "text": "b", "more": ' + b"[" * 5_000, id="deep")


@pytest.mark.parametrize(
    "line",
    [b"{", b"[]", b'{"id": "a"}', b'{"id": "a", "text": 3}', b'{"id": "a", "text": "\xff"}', b"\0\0", b"3", DEEP],
)
def test_a_broken_line_is_named_by_its_number(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_bytes(b'{"id": "a", "text": "b"}\n' + line + b"\n")
    with pytest.raises(DataError, match=r"texts\.jsonl, line 2: the line cannot be understood"):
        list(read_texts(path))


def test_gold_needs_its_concepts(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "text": "b"}\n')
    with pytest.raises(DataError, match="concepts"):
        list(read_gold(path))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_file_is_read_in_the_encoding_that_its_mark_announces(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_bytes('{"id": 1, "text": "L’été"}\r\n{"id": 2, "text": "ਊ"}\n'.encode(encoding))
    assert [one.text for one in read_texts(path)] == ["L’été", "ਊ"]


@pytest.mark.parametrize("rest", [b"{", b"\xd8\x00\xd8", "{\n".encode("utf-16-le")])
def test_a_file_that_breaks_the_encoding_that_it_announces_is_named(tmp_path: Path, rest: bytes) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_bytes("{}\n".encode("utf-16")[:2] + rest)
    with pytest.raises(DataError, match=r"texts\.jsonl.*(does not go on so|cannot be understood)"):
        list(read_texts(path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_packed_file_is_read_line_by_line(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "texts.jsonl.gz"
    path.write_bytes(gzip.compress('{"id": 1, "text": "L’été"}\n{"id": 2, "text": "ਊ"}\n'.encode(encoding)))
    assert [one.text for one in read_texts(path)] == ["L’été", "ਊ"]


def test_a_packed_file_cut_short_or_damaged_is_named(tmp_path: Path) -> None:
    path, lines = tmp_path / "texts.jsonl.gz", b'{"id": 1, "text": "a"}\n' * 100_000
    packed = gzip.compress(lines)
    for content in (packed[:-10], packed[:-6] + b"000000", packed[:10] + b"\xff" * 50 + packed[60:]):
        path.write_bytes(content)
        with pytest.raises(DataError, match=r"texts\.jsonl\.gz: the file is packed by gzip, and damaged or cut short"):
            list(read_texts(path))


def test_a_line_that_would_fill_the_memory_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.linking.text_lines._LONGEST", 1_000_000)
    path = tmp_path / "texts.jsonl.gz"
    path.write_bytes(gzip.compress(b" " * 1_000_001))
    with pytest.raises(DataError, match=r"texts\.jsonl\.gz: a line of the packed file is longer than 1 MB"):
        list(read_texts(path))


def test_packed_texts_in_a_pipe_are_to_be_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(b"{}"))))
    with pytest.raises(DataError, match=r"-: the texts are packed by gzip"):
        list(read_texts(Path("-")))


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_an_empty_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(content)
    with pytest.raises(DataError, match="holds no text"):
        list(read_texts(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.jsonl: the file cannot be read"):
        list(read_texts(tmp_path / "none.jsonl"))
