"""Columns of dates: what all their values show together counts for each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from graph.workspace import Source
from ingest.records import Event, Record, Rejection
from ingest.sources.table import read


def table(path: Path, dates: list[str], other: str = "") -> Path:
    """A table with a row for each date, in the format that the path says."""
    rows = [{"Titre": f"Forum {number}", "Date": written} for number, written in enumerate(dates)]
    if path.suffix == ".json":
        path.write_text(json.dumps(rows).replace("/", "\\/"), encoding="utf-8")
    elif path.suffix == ".xlsx":
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for cells in (("Titre", "Date"), *(tuple(row.values()) for row in rows)):
            sheet.append(cells)
        book.save(path)
    else:
        lines = ["Titre;Date", *(";".join(row.values()) for row in rows)]
        path.write_text("\n".join(lines), encoding=other or "utf-8")
    return path


def records(path: Path, language: str = "fr") -> list[Record | Rejection]:
    return list(read(path, Source(path=path.name, language=language)))


def starts(path: Path, language: str = "fr") -> list[str]:
    """The day of each event; empty where it has none."""
    found = [item for item in records(path, language) if isinstance(item, Event)]
    return [item.start.value if item.start else "" for item in found]


AMERICAN = ["05/06/2013", "05/13/2013", "06/03/2013 18:30", "2013-07-01", "mai 2013"]
READ = ["2013-05-06", "2013-05-13", "2013-06-03T18:30:00", "2013-07-01", "2013-05"]


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.xlsx"])
@pytest.mark.parametrize("language", ["fr", "en", ""])
def test_one_date_that_can_only_be_month_and_day_tells_the_order_of_its_column(
    tmp_path: Path, name: str, language: str
) -> None:
    assert starts(table(tmp_path / name, AMERICAN), language) == READ


def test_a_year_that_a_program_took_for_a_decimal_number_is_a_year(tmp_path: Path) -> None:
    assert starts(table(tmp_path / "a.csv", ["2019.0", "2020,0", "2021"])) == ["2019", "2020", "2021"]


def test_the_order_is_found_in_utf_16_and_far_below(tmp_path: Path) -> None:
    dates = ["05/06/2013"] * 3_000 + ["05/13/2013"]
    assert starts(table(tmp_path / "a.csv", dates, "utf-16"))[::3_000] == ["2013-05-06", "2013-05-13"]


def test_the_order_is_looked_for_at_the_beginning_of_a_large_table_alone(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ["05/06/2013"] * 12_000 + ["05/13/2013"])
    assert starts(path)[::12_000] == ["2013-06-05", "2013-05-13"]


def test_where_a_column_has_both_orders_what_is_unclear_is_set_aside(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ["05/06/2013", "05/13/2013", "14/05/2013", "06/06/2013"])
    assert starts(path) == ["", "2013-05-13", "2013-05-14", "2013-06-06"]
    (aside,) = [item for item in records(path) if isinstance(item, Rejection)]
    assert "which number is the day and which the month is unclear" in aside.reason
    assert aside.remedy.startswith("Dates of this column have both orders.")


@pytest.mark.parametrize("other", ["02/30/2013", "13/05/2013", "version 05/13/2013", ""])
def test_dates_are_day_and_month_where_none_shows_another_order(tmp_path: Path, other: str) -> None:
    assert starts(table(tmp_path / "a.csv", ["05/06/2013", other]))[0] == "2013-06-05"


def test_each_column_has_an_order_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Titre;Début;Fin\nForum;05/06/2013;06/30/2013\n", encoding="utf-8")
    assert starts(tmp_path / "a.csv") == ["2013-06-05"]
