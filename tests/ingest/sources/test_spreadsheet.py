"""XLSX workbooks: typed cells, formulas' values, and archives that are damaged or hostile."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from graph.workspace import Source
from ingest.records import Event, Record, Rejection
from ingest.sources.table import read
from ontology.errors import DataError

SHEET = "xl/worksheets/sheet1.xml"


def workbook(path: Path, rows: list[list[object]], formats: dict[str, str] | None = None) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    book.save(path)
    return path


def rewritten(path: Path, part: str, content: bytes) -> Path:
    """The workbook with one part replaced."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, old in parts.items():
            archive.writestr(name, content if name == part else old)
    return path


def records(path: Path) -> list[Record | Rejection]:
    return list(read(path, Source(path=path.name)))


def starts(path: Path) -> list[str]:
    return [item.start.value for item in records(path) if isinstance(item, Event) and item.start]


@pytest.fixture
def xlsx(tmp_path: Path) -> Path:
    return tmp_path / "events.xlsx"


def test_dates_have_the_precision_that_their_format_shows(xlsx: Path) -> None:
    cells: list[object] = [
        date(2013, 5, 13),
        datetime.fromisoformat("2013-05-13T18:30"),
        date(2013, 5, 1),
        date(2013, 1, 1),
        2013,
        "mai 2013",
    ]
    workbook(xlsx, [["Titre", "Date"], *(["x", cell] for cell in cells)], {"B4": "mmmm yyyy", "B5": "yyyy"})
    assert starts(xlsx) == ["2013-05-13", "2013-05-13T18:30:00", "2013-05", "2013", "2013", "2013-05"]


def test_each_error_that_a_workbook_can_hold_is_set_aside_as_one(xlsx: Path) -> None:
    workbook(xlsx, [["Titre", "Date"], *([error, 2013] for error in ERROR_CODES)])
    reasons = [item.reason for item in records(xlsx) if isinstance(item, Rejection)]
    assert reasons == [f"the cell holds the error {error}" for error in ERROR_CODES]


def test_a_formula_without_a_value_is_set_aside(xlsx: Path) -> None:
    rows: list[list[object]] = [
        ["Titre", "Date", "Lieu", "Participants"],
        ["Forum", "=DATE(2024,6,1)", '=A1&" <bis>"'],
        ["Total", "", "", "=1"],
    ]
    workbook(xlsx, rows)
    found = [f"{item.place.locator}: {item.reason}" for item in records(xlsx) if isinstance(item, Rejection)]
    assert found == [
        "row 2, column “Date”: the formula has no value",
        "row 2, column “Lieu”: the formula has no value",
        "row 3: the row is a sum of others",
    ]
    assert [item.title.value for item in records(xlsx) if isinstance(item, Event) and item.title] == ["Forum"]


@pytest.mark.parametrize(
    ("cell", "place", "aside"),
    [
        ('<c r="C2" t="str"><f>IF(A1="",1,"")</f><v></v></c>', "", 0),
        ('<c r="C2" t="str"><f>A2</f><v>Vif</v></c>', "Vif", 0),
        ('<c r="C2" s="0"><f t="shared" si="0"/></c>', "", 1),
        ('<c r="C2" s="0"><f>A2</f><v/></c>', "", 1),
        ('<c r="C2"/><c r="D2"><f>A2</f></c>', "", 0),
    ],
)
def test_a_formula_may_give_an_empty_text(xlsx: Path, cell: str, place: str, aside: int) -> None:
    workbook(xlsx, [["Titre", "Date", "Lieu", "x"], ["Forum", 2013, "LIEU", 1]])
    with ZipFile(xlsx) as archive:
        sheet = archive.read(SHEET).decode()
    start = sheet.index('<c r="C2"')
    content = sheet[:start] + cell + sheet[sheet.index("</row>", start) :]
    found = records(rewritten(xlsx, SHEET, content.encode()))
    assert [item.location for item in found if isinstance(item, Event)] == [place]
    assert sum("formula" in item.reason for item in found if isinstance(item, Rejection)) == aside


@pytest.mark.parametrize("drawn", [True, False])
def test_a_sheet_that_is_a_chart_is_passed_over(xlsx: Path, drawn: bool) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (["Titre", "Date"], ["Forum", 2013]):
        sheet.append(row)
    tab = book.create_chartsheet("Graphique", 0)
    if drawn:
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2))
        tab.add_chart(chart)
    book.save(xlsx)
    assert starts(xlsx) == ["2013"]


def test_rows_are_counted_as_the_sheet_shows_them(xlsx: Path) -> None:
    workbook(xlsx, [[], ["Titre", "Date"], [], ["Forum", 2013], ["Forum", "31/02/2013"]])
    event, rejection, _ = records(xlsx)
    assert isinstance(rejection, Rejection)
    assert (event.place.locator, rejection.place.locator) == ("row 4", "row 5, column “Date”")


def test_the_title_of_a_sheet_and_its_merged_headings_are_no_rows(xlsx: Path) -> None:
    rows: list[list[object]] = [["Saison 2013"], [], ["Rencontre", None, "Quand"], ["Titre", "Type", "Début", "Fin"]]
    workbook(xlsx, [*rows, ["Forum", "Atelier", date(2013, 5, 13), date(2013, 5, 14)]])
    (event,) = records(xlsx)
    assert isinstance(event, Event)
    assert (event.kind, event.place.locator, [when.value for when in (event.start, event.end) if when]) == (
        "Atelier",
        "row 5",
        ["2013-05-13", "2013-05-14"],
    )


def test_a_formula_counts_by_its_value(xlsx: Path) -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="str"><v>Titre</v></c><c r="B1" t="str"><v>Date</v></c></row>'
        '<row r="2"><c r="A2" t="str"><f>"For"&amp;"um"</f><v>Forum</v></c>'
        '<c r="B2"><f>2000+13</f><v>2013</v></c></row>'
        "</sheetData></worksheet>"
    )
    rewritten(workbook(xlsx, [["x"]]), SHEET, sheet.encode())
    assert starts(xlsx) == ["2013"]


def test_the_first_sheet_with_rows_is_read(xlsx: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet("Agenda")
    sheet.append(["Titre", "Date"])
    sheet.append(["Forum", 2013])
    book.save(xlsx)
    assert starts(xlsx) == ["2013"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"Titre,Date\n", "not an XLSX workbook"), (b"PK\x03\x04" + b"\0" * 99, "not an XLSX")],
)
def test_what_is_no_workbook_is_refused(xlsx: Path, content: bytes, said: str) -> None:
    xlsx.write_bytes(content)
    with pytest.raises(DataError, match=said):
        records(xlsx)


def test_an_empty_workbook_is_refused(xlsx: Path) -> None:
    workbook(xlsx, [])
    with pytest.raises(DataError, match="has no rows"):
        records(xlsx)


def test_a_zip_bomb_is_refused_before_it_is_opened(xlsx: Path) -> None:
    rewritten(workbook(xlsx, [["Titre"]]), SHEET, b" " * 50_000_000)
    assert xlsx.stat().st_size < 100_000
    with pytest.raises(DataError, match=r"it unpacks to 50 MB in .* too much"):
        records(xlsx)


@pytest.mark.parametrize(
    "sheet",
    [
        "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>99999</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData>",
        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
            f"<!ENTITY {new} '{f'&{old};' * 20}'>" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
        ) + "]><worksheet><sheetData><row><c t='str'><v>&i;</v></c></row></sheetData></worksheet>",
    ],
    ids=["index out of range", "cut short", "expanding entities"],
)  # fmt: skip
def test_a_damaged_or_hostile_sheet_is_refused(xlsx: Path, sheet: str) -> None:
    text = sheet.replace("<worksheet>", '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">')
    rewritten(workbook(xlsx, [["Titre"]]), SHEET, text.encode())
    with pytest.raises(DataError, match=r"damaged|no rows"):
        records(xlsx)


def test_a_row_with_an_absurd_number_does_not_hang(xlsx: Path) -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="str"><v>Titre</v></c></row>'
        '<row r="9999999999"><c r="A9999999999" t="str"><v>x</v></c></row></sheetData></worksheet>'
    )
    rewritten(workbook(xlsx, [["Titre"]]), SHEET, sheet.encode())
    with pytest.raises(DataError, match=r"more than 1,048,576 rows|damaged"):
        records(xlsx)


def test_a_truncated_workbook_is_refused(xlsx: Path) -> None:
    whole = io.BytesIO(workbook(xlsx, [["Titre"], ["Forum"]]).read_bytes()).getvalue()
    xlsx.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match="not an XLSX workbook"):
        records(xlsx)


@pytest.mark.parametrize("number", [41407, 41407.75, "41407,5"])
def test_a_day_that_a_spreadsheet_shows_as_a_number_is_kept_aside_with_what_it_means(
    xlsx: Path, number: float | str
) -> None:
    workbook(xlsx, [["Titre", "Date"], ["Forum", number]])
    rejection, event = records(xlsx)
    assert isinstance(rejection, Rejection)
    assert rejection.reason.startswith(f"“{number}” cannot be taken as a date")
    counting = "2013-05-13 so, or 2017-05-14 from 1904"
    assert rejection.remedy == f"Spreadsheets count {counting}: give the column the format of a date."
    assert isinstance(event, Event)
    assert event.start is None


def test_links_behind_cells_are_the_pages_of_events(xlsx: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[list[object]] = [
        ["Titre", "Date", "Site web"],
        ["Forum", date(2023, 5, 13), "Voir le site"],
        ["Café", date(2023, 5, 14), None],
        ["Atelier", date(2023, 5, 15), "https://a.fr/atelier"],
        ["Repas", date(2023, 5, 16), '=HYPERLINK("https://a.fr/repas?a=1&b=2","Ici")'],
        ["Balade", date(2023, 5, 17), "bientôt"],
        ["Concert", date(2023, 5, 18), "par courriel"],
    ]
    for row in rows:
        sheet.append(row)
    for cell, address in {
        "C2": "https://a.fr/forum?a=1&b=2",
        "A3": "https://a.fr/cafe",
        "C4": "https://b.fr/",
        "C7": "mailto:a@b.fr",
    }.items():
        sheet[cell].hyperlink = address
    book.save(xlsx)
    found = list(read(xlsx, Source(path=xlsx.name, record="event")))
    assert [each.url for each in found if isinstance(each, Event)] == [
        "https://a.fr/forum?a=1&b=2",
        "https://a.fr/cafe",
        "https://a.fr/atelier",
        "https://a.fr/repas?a=1&b=2",
        "",
        "",
    ]
    aside = [f"{each.place.locator}: {each.reason}" for each in found if isinstance(each, Rejection)]
    assert aside == [
        "row 6, column “Site web”: “bientôt” is not an address",
        "row 7, column “Site web”: “par courriel” is not an address",
    ]


def test_links_of_another_sheet_follow_the_order_of_the_columns(xlsx: Path) -> None:
    book = Workbook()
    first, second = book.worksheets[0], book.create_sheet("2024")
    for row in (["Titre", "Date", "Site web"], ["Forum", date(2023, 5, 13), "https://a.fr/"]):
        first.append(row)
    for row in (["Site web", "Titre", "Date"], ["ici", "Café", date(2024, 5, 13)]):
        second.append(row)
    second["A2"].hyperlink = "https://a.fr/cafe"
    book.save(xlsx)
    events = [each for each in read(xlsx, Source(path=xlsx.name)) if isinstance(each, Event)]
    assert [each.url for each in events] == ["https://a.fr/", "https://a.fr/cafe"]
