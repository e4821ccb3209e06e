"""Workbooks of several sheets: those of the same columns are one table, others are told; merged cells count for all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from openpyxl import Workbook, load_workbook

from graph.workspace import Source
from ingest.records import Event, Record, Rejection
from ingest.sources.table import read
from ingest.sources.table.proposal import propose
from ontology.errors import DataError

Sheet = list[list[object]]
HEADER: list[object] = ["Titre", "Date", "Lieu"]
YEARS: dict[str, Sheet] = {
    "2023": [["Saison 2023"], HEADER, ["Forum", date(2023, 5, 13), "Vif"], ["Atelier", date(2023, 6, 1), "Lyon"]],
    "2024": [["Lieu", "Titre", "Date"], ["Vif", "Rencontre", date(2024, 5, 13)], ["Lyon", "Forum", "#N/A"]],
}
READ_ME: dict[str, Sheet] = {"Lisez-moi": [["Champ", "Description"], ["Titre", "le titre"], ["Date", "le jour"]]}


def workbook(path: Path, sheets: dict[str, Sheet], merged: dict[str, list[str]] | None = None) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for cells in (merged or {}).get(title, ()):
            sheet.merge_cells(cells)
    book.save(path)
    return path


def told(path: Path, **mapping: str) -> list[str]:
    return [_told(each) for each in read(path, Source(path=path.name, map=mapping))]


def _told(each: Record | Rejection) -> str:
    if isinstance(each, Rejection):
        return f"{each.place.locator}: {each.reason}"
    assert isinstance(each, Event)
    title, start = each.title.value if each.title else "", each.start.value if each.start else ""
    return f"{each.place.locator}: {title}, {start}, {each.location}"


@pytest.fixture
def xlsx(tmp_path: Path) -> Path:
    return tmp_path / "agenda.xlsx"


def test_sheets_of_the_same_columns_are_read_as_one_table(xlsx: Path) -> None:
    assert told(workbook(xlsx, YEARS)) == [
        "sheet “2023”, row 3: Forum, 2023-05-13, Vif",
        "sheet “2023”, row 4: Atelier, 2023-06-01, Lyon",
        "sheet “2024”, row 2: Rencontre, 2024-05-13, Vif",
        "sheet “2024”, row 3, column “Date”: the cell holds the error #N/A",
        "sheet “2024”, row 3: Forum, , Lyon",
    ]


def test_a_sheet_of_other_columns_is_told_and_is_not_proposed(xlsx: Path) -> None:
    workbook(xlsx, READ_ME | YEARS)
    assert propose(xlsx).fields == {"title": "Titre", "start": "Date", "location": "Lieu"}
    reasons = [line for line in told(xlsx) if "left out" in line]
    assert reasons == ["sheet “Lisez-moi”: the sheet is left out: its columns are not those of the table"]
    assert len(told(xlsx)) == 6


@pytest.mark.parametrize(
    ("header", "lacking", "is_read"),
    [
        (["Titre", "Date", "Lieu"], ["Date", "Titre"], True),
        (["Nom", "Prénom", "Organisme"], ["Prénom", "Nom"], True),
        (["Titre", "Date", "Organisation", "Site web"], ["Organisation", "Site web"], False),
        (["Titre", "Date", "Lieu"], ["Titre"], False),
        (["Titre", "Date", "Lieu"], ["Titre", "Date", "Budget"], False),
        (["Nom", "Prénom", "Organisme"], ["Nom", "Organisme"], False),
        (["Titre", "Date", "Lieu"], ["Titre", "Date", "Date"], False),
        (["Titre", "Date", "Date"], ["Titre", "Date", "Date"], False),
    ],
)
def test_a_sheet_may_lack_columns_that_name_nothing(
    xlsx: Path, header: list[object], lacking: list[object], is_read: bool
) -> None:
    row: list[object] = ["Coste"] * len(lacking)
    workbook(xlsx, {"A": [header, ["Martin"] * len(header)], "B": [lacking, row]})
    found = list(read(xlsx, Source(path=xlsx.name)))
    read_from = {each.place.locator for each in found if not isinstance(each, Rejection)}
    assert ("sheet “B”, row 2" in read_from) == is_read
    assert any("left out" in each.reason for each in found if isinstance(each, Rejection)) != is_read


def test_a_sheet_in_which_a_mapped_column_has_its_name_twice_is_left_out(xlsx: Path) -> None:
    twice: Sheet = [["Titre", "Titre", "Date"], ["Café", "Repas", date(2024, 5, 13)]]
    workbook(xlsx, {"2023": YEARS["2023"], "2024": twice})
    assert told(xlsx, title="Titre", start="Date") == [
        "sheet “2024”: the sheet is left out: its columns are not those of the table",
        "sheet “2023”, row 3: Forum, 2023-05-13, ",
        "sheet “2023”, row 4: Atelier, 2023-06-01, ",
    ]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_read_and_told_once(xlsx: Path, state: Literal["hidden", "veryHidden"]) -> None:
    book = load_workbook(workbook(xlsx, YEARS))
    book["2024"].sheet_state = state
    book.save(xlsx)
    rows = ["row 3: Forum, 2023-05-13, Vif", "row 4: Atelier, 2023-06-01, Lyon"]
    assert sorted(told(xlsx)) == sorted([*rows, ": hidden sheets are not read: “2024”"])


def test_the_mapped_columns_tell_which_sheets_are_read(xlsx: Path) -> None:
    wide: Sheet = [["Quoi", "Quand", "Jauge"], ["Forum", 2023, 80]]
    narrow: Sheet = [["Quand", "Quoi"], [2024, "Atelier"], [2025, "Fête", "trop"]]
    workbook(xlsx, YEARS | {"A": wide, "B": narrow})
    assert told(xlsx, title="Quoi", start="Quand") == [
        "sheet “2023”: the sheet is left out: its columns are not those of the table",
        "sheet “2024”: the sheet is left out: its columns are not those of the table",
        "sheet “A”, row 2: Forum, 2023, ",
        "sheet “B”, row 2: Atelier, 2024, ",
        "sheet “B”, row 3: the row has 4 cells, the header 3",
    ]
    with pytest.raises(DataError, match="no column is named “Qui”; the columns are “Titre”"):
        told(xlsx, title="Qui")


@pytest.mark.parametrize("others", [{}, {"Vide": []}])
def test_a_workbook_of_one_sheet_names_no_sheet(xlsx: Path, others: dict[str, Sheet]) -> None:
    rows = told(workbook(xlsx, others | {"2023": YEARS["2023"]}))
    assert rows == ["row 3: Forum, 2023-05-13, Vif", "row 4: Atelier, 2023-06-01, Lyon"]


def test_a_cell_merged_over_rows_counts_for_each_of_them(xlsx: Path) -> None:
    rows: Sheet = [
        ["Saison 2024", None, None],
        ["Titre", "Date", "Lieu"],
        ["Forum", date(2024, 5, 13), "Vif"],
        ["Atelier", None, "Lyon"],
        [],
        ["Visite", None, None],
        ["Fête", None, None],
    ]
    workbook(xlsx, {"A": rows}, {"A": ["A1:C1", "B3:B6", "C4:C4"]})
    assert told(xlsx) == [
        "row 3: Forum, 2024-05-13, Vif",
        "row 4: Atelier, 2024-05-13, Lyon",
        "row 6: Visite, 2024-05-13, ",
        "row 7: Fête, , ",
    ]
    workbook(xlsx, YEARS | {"A": rows[1:]}, {"A": ["B2:B3"]})
    assert told(xlsx)[-3] == "sheet “A”, row 3: Atelier, 2024-05-13, Lyon"


def test_a_header_merged_over_two_rows_stays_one(xlsx: Path) -> None:
    rows: Sheet = [
        ["Titre", "Quand", None, "Lieu"],
        [None, "Début", "Fin"],
        ["Forum", 2024, 2025, "Vif"],
        ["Fête", 2026],
    ]
    workbook(xlsx, {"A": rows}, {"A": ["A1:A2", "B1:C1", "D1:D2"]})
    assert told(xlsx) == ["row 3: Forum, 2024, Vif", "row 4: Fête, 2026, "]
