"""External identifiers as sources write them: one form of each, whatever its letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.actors.resolver import Resolver
from ingest.identifiers import identifier
from ingest.records import Actor, Rejection
from ingest.sources.table import read


@pytest.mark.parametrize(
    ("scheme", "written", "value"),
    [
        ("wikidata", "q1665121", "Q1665121"),
        ("wikidata", "https://www.wikidata.org/wiki/q1665121", "Q1665121"),
        ("idref", "02732517x", "02732517X"),
        ("openalex", "https://openalex.org/w2741809807", "W2741809807"),
        ("rnsr", "199812345a", "199812345A"),
        ("ror", "02RX3B187", "02rx3b187"),
        ("hal", "HAL-01234567v2", "hal-01234567"),
        ("isni", "0000 0001 2150 090x", "000000012150090X"),
        ("url", "https://example.org/A", "https://example.org/A"),
    ],
)
def test_an_identifier_has_one_form_whatever_its_letters(scheme: str, written: str, value: str) -> None:
    found = identifier(scheme, written)
    assert found is not None
    assert found.value == value


def test_small_letters_in_an_identifier_make_no_second_organisation(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Organisation;Wikidata\nÉcole du bois;Q1665121\nFabrique du bois;q1665121\n", encoding="utf-8")
    rows = [each for each in read(path, Source(path="a.csv", record="organisation")) if isinstance(each, Actor)]
    resolver = Resolver.among(rows)
    assert {resolver.identity(each).path for each in rows} == {"organisation/wikidata-q1665121"}


def test_a_ror_with_a_sign_mistyped_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Organisation;ROR\nÉcole du bois;02rx3b188\nUGA;https://ror.org/02RX3B187\n", encoding="utf-8")
    aside, school, university = read(path, Source(path="a.csv", record="organisation"))
    assert isinstance(aside, Rejection)
    assert isinstance(school, Actor)
    assert isinstance(university, Actor)
    assert aside.reason == "the check digit of “02rx3b188” is wrong"
    assert [[each.value for each in row.identifiers] for row in (school, university)] == [[], ["02rx3b187"]]


@pytest.mark.parametrize("written", ["1866/10033", "hdl:1866/10033", "https://hdl.handle.net/1866/10033"])
def test_a_handle_may_be_bare_in_its_own_column(tmp_path: Path, written: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Titre;Handle\nLe bois;{written}\n", encoding="utf-8")
    (row,) = read(path, Source(path="a.csv", record="publication"))
    assert not isinstance(row, Rejection)
    assert [each.value for each in row.identifiers] == ["1866/10033"]
