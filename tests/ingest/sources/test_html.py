"""The reader of web pages, on sound, empty, broken and hostile files."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.prose.markup import html_page
from ingest.records import Document, Event
from ingest.sources.html import read
from ontology.errors import DataError, Place

ENTRY = "<li>12 mars 2014 – Table ronde : L’été"


def records(folder: Path, content: bytes | str) -> list[object]:
    path = folder / "page.html"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read(path, Source(path=path.name)))


def titles(found: list[object]) -> list[str]:
    return [each.title.value for each in found if isinstance(each, Event) and each.title]


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "utf-8", "x-unknown"])
def test_an_old_page_is_read_in_the_encoding_that_people_meant(tmp_path: Path, declared: str) -> None:
    page = f"<meta charset={declared}><ul>{ENTRY}</ul>".encode("cp1252")
    if declared == "x-unknown":
        with pytest.raises(DataError, match="neither UTF-8 nor x-unknown"):
            records(tmp_path, page)
    else:
        assert titles(records(tmp_path, page)) == ["L’été"]


def test_a_declared_encoding_of_another_script_is_kept(tmp_path: Path) -> None:
    page = "<meta charset=koi8-r><p>Привет</p>".encode("koi8-r")
    (document,) = records(tmp_path, page)
    assert isinstance(document, Document)
    assert document.text == "Привет"


def test_an_xml_declaration_does_not_disturb(tmp_path: Path) -> None:
    assert titles(records(tmp_path, f"<?xml version='1.0' encoding='utf-8'?><html><ul>{ENTRY}</ul></html>")) == [
        "L’été"
    ]


def test_tags_left_open_and_crossed_are_read_as_browsers_do(tmp_path: Path) -> None:
    assert titles(records(tmp_path, f"<div><ul>{ENTRY}<b><i></b></ul></p></div></div><table>")) == ["L’été"]


@pytest.mark.parametrize(
    "page", ["<html></html>", "<!-- -->", "<script>var a = 1</script>", "<nav>Accueil</nav>", "<!doctype html>"]
)
def test_a_page_without_words_is_refused_by_name(tmp_path: Path, page: str) -> None:
    with pytest.raises(DataError, match=r"page\.html: the page holds no words"):
        records(tmp_path, page)


@pytest.mark.parametrize("content", [b"", b"\x00<p>a</p>\x00", b"PK\x03\x04"])
def test_a_file_that_is_no_page_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DataError):
        records(tmp_path, content)


def test_a_page_nested_past_reason_is_refused_and_a_deep_one_is_read(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nested too deep"):
        records(tmp_path, "<div>" * 100_000 + "x")
    assert titles(records(tmp_path, "<div>" * 1_000 + f"<ul>{ENTRY}")) == ["L’été"]


def test_entities_do_not_multiply(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><p>&b;&b; fin</p>'
    (document,) = records(tmp_path, bomb)
    assert isinstance(document, Document)
    assert len(document.text) < 100


def test_no_file_of_the_machine_gets_into_a_page(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("caché")
    page = f'<!DOCTYPE html [<!ENTITY s SYSTEM "file://{secret}">]><p>&s; fin</p>'
    (document,) = records(tmp_path, page)
    assert isinstance(document, Document)
    assert "caché" not in document.text


@pytest.mark.parametrize(
    "pattern",
    [
        *("x<br>", "<p a=b>x</p>", "&amp;", "<b>x</b>"),
        *("<tr><td>3 mai 2014<td>Semer", "<tr><td rowspan=1000>x", "<td rowspan=1000 colspan=1000>x"),
    ],
)
def test_thousands_of_one_pattern_are_read_in_seconds(tmp_path: Path, pattern: str) -> None:
    started = time.process_time()
    table = "<table><tr><th>Date<th>Titre<th>Lieu<tr>" * pattern.startswith(("<tr>", "<td"))
    records(tmp_path, table + pattern * (200_000 // len(pattern)) + "fin")
    assert time.process_time() - started < 60


def test_a_header_of_thousands_of_columns_is_not_looked_at_for_each_row(tmp_path: Path) -> None:
    started = time.process_time()
    records(tmp_path, "<table><tr>" + "<th>x" * 20_000 + "<tr><td>3 mai 2014<td>Semer" * 5_000)
    assert time.process_time() - started < 60


def test_cells_over_thousands_of_rows_and_columns_take_no_more_memory_than_others() -> None:
    rows = "<tr><td rowspan=1000 colspan=1000>3 mai 2014" * 3_000
    page = html_page(f"<table><tr><th>Date<th>Titre<th>Lieu{rows}</table>", Place("a.html"))
    assert max(len(block.above) for block in page.blocks) <= 3
    assert max(len(block.header) for block in page.blocks) == 3
