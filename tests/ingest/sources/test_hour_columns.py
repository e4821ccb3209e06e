"""Hours that stand in columns of their own, beside those of dates."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from graph.workspace import Source
from ingest.records import Event, Rejection
from ingest.sources.table import read
from ingest.sources.table.proposal import propose


def told(path: Path) -> tuple[list[str], list[str]]:
    """Beginning and end of each event, and where and why something is set aside."""
    found = list(read(path, Source(path=path.name, language="fr")))
    events = [each for each in found if isinstance(each, Event)]
    aside = [f"{each.place.locator}: {each.reason}" for each in found if isinstance(each, Rejection)]
    return ["/".join(when.value for when in (each.start, each.end) if when) for each in events], aside


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("Date;Heure\n13/05/2013;18h30", "2013-05-13T18:30:00"),
        ("Date;Horaires\n13/05/2013;de 14 h à 17 h 30", "2013-05-13T14:00:00/2013-05-13T17:30:00"),
        ("Date;Heure de début;Heure de fin\n13/05/2013;9:00;12h", "2013-05-13T09:00:00/2013-05-13T12:00:00"),
        ("Date;End time;Time\n2013-05-13;8 pm;6:30 pm", "2013-05-13T18:30:00/2013-05-13T20:00:00"),
        ("Du;Au;Heure;Heure de fin\n13/05/2013;14/05/2013;9h;17h", "2013-05-13T09:00:00/2013-05-14T17:00:00"),
        ("Du;Au;Heure\n13/05/2013;13/05/2013;9h", "2013-05-13T09:00:00"),
        ("Date;Heure\n13/05/2013;00:00", "2013-05-13"),
        ("Date;Heure\n13/05/2013 à 20h;18h30", "2013-05-13T20:00:00"),
        ("Date;Heure\n13/05/2013;", "2013-05-13"),
        ("Date;Heure de fin\n13/05/2013 9h30;11h", "2013-05-13T09:30:00/2013-05-13T11:00:00"),
        ("Date;Heure;Heure de fin\n13/05/2013 9h30;10h;11h", "2013-05-13T09:30:00/2013-05-13T11:00:00"),
        ("Date;Heure\n13/05/2013 9h30;9h30-11h", "2013-05-13T09:30:00/2013-05-13T11:00:00"),
        ("Date;Heure de fin\n2013-05-13T09:30:00Z;11h", "2013-05-13T09:30:00Z/2013-05-13T11:00:00Z"),
        ("Date;Heure de fin\n13/05/2013 9h30-10h;11h", "2013-05-13T09:30:00/2013-05-13T10:00:00"),
        ("Du;Au;Heure de fin\n13/05/2013 9h30;14/05/2013;11h", "2013-05-13T09:30:00/2013-05-14T11:00:00"),
        ("Date;Heure;Heure de fin\n13/05/2013;00:00;00:00", "2013-05-13"),
        ("Date;Heure;Heure de fin\n31/05/2013;20h;2h", "2013-05-31T20:00:00/2013-06-01T02:00:00"),
        ("Date;Heure de fin\n2013-05-31T20:00:00Z;02:00", "2013-05-31T20:00:00Z/2013-06-01T02:00:00Z"),
        ("Date;Time\n13/05/2013;2:00-4:00 pm", "2013-05-13T14:00:00/2013-05-13T16:00:00"),
        ("Date;Time\n13/05/2013;from 9 am to noon", "2013-05-13T09:00:00/2013-05-13T12:00:00"),
        ("Date;Time\n13/05/2013;8 pm-2 am", "2013-05-13T20:00:00/2013-05-14T02:00:00"),
        ("Date;Heure\n13/05/2013;20h-minuit", "2013-05-13T20:00:00/2013-05-14T00:00:00"),
        ("Date\n13 May 2013, 2-4pm", "2013-05-13T14:00:00/2013-05-13T16:00:00"),
        ("Date\n13/05/2013 2:00-4:00 pm", "2013-05-13T14:00:00/2013-05-13T16:00:00"),
        ("Date\n13/05/2013 from 9 am to noon", "2013-05-13T09:00:00/2013-05-13T12:00:00"),
        ("Date\n13 mai 2013 : de 9h à midi", "2013-05-13T09:00:00/2013-05-13T12:00:00"),
        ("Date\n13/05/2013 8 pm", "2013-05-13T20:00:00"),
        ("Date\n31/05/2013 10 pm-2 am", "2013-05-31T22:00:00/2013-06-01T02:00:00"),
        ("Date;Heure\n31/05/2013;20h-2h", "2013-05-31T20:00:00/2013-06-01T02:00:00"),
        ("Date;Heure\n31/05/2013;22h-22h", "2013-05-31T22:00:00"),
        ("Date\n31/05/2013 20h-2h", "2013-05-31T20:00:00/2013-06-01T02:00:00"),
    ],
)
def test_an_event_begins_and_ends_at_the_hours_of_its_row(tmp_path: Path, table: str, expected: str) -> None:
    path = tmp_path / "a.csv"
    header, row = table.split("\n")
    path.write_text(f"Titre;{header}\nForum;{row}\n", encoding="utf-8")
    assert told(path) == ([expected], [])


@pytest.mark.parametrize(
    ("row", "kept", "aside"),
    [
        (
            "13/05/2013;matin;",
            "2013-05-13",
            "column “Heure”: “matin” cannot be taken as an hour: it has no form of an hour",
        ),
        ("mai 2013;18h30;", "2013-05", "column “Heure”: it has a time but no day"),
        ("13/05/2013;18h30;17h", "2013-05-13T18:30:00", "column “Heure de fin”: it ends before it begins"),
        ("13/05/2013;;11h", "2013-05-13", "column “Heure de fin”: it ends at an hour, but begins at none"),
        ("13/05/2013;00:00;11h", "2013-05-13", "column “Heure de fin”: it ends at an hour, but begins at none"),
        ("13/05/2013 14h-2h;;", "2013-05-13T14:00:00", "column “Date”: it ends before it begins"),
        ("13/05/2013 2 pm-2 am;;", "2013-05-13T14:00:00", "column “Date”: it ends before it begins"),
        ("2013-05-13 18:30-05:00;;", "2013-05-13T18:30:00", "column “Date”: it ends before it begins"),
        ("13/05/2013;14h-2h;", "2013-05-13T14:00:00", "column “Heure”: it ends before it begins"),
        ("13/05/2013;14h;2h", "2013-05-13T14:00:00", "column “Heure de fin”: it ends before it begins"),
        ("13/05/2013 12h;;11h", "2013-05-13T12:00:00", "column “Heure de fin”: it ends before it begins"),
        ("mai 2013;;11h", "2013-05", "column “Heure de fin”: it has a time but no day"),
        ("31/02/2013;18h30;20h", "", "column “Date”: “31/02/2013” cannot be taken as a date: no calendar has that day"),
    ],
)
def test_hours_that_cannot_be_are_set_aside_and_the_day_kept(tmp_path: Path, row: str, kept: str, aside: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Titre;Date;Heure;Heure de fin\nForum;{row}\n", encoding="utf-8")
    events, (rejection,) = told(path)
    assert events == [kept]
    assert rejection.startswith(f"line 2, {aside}")


def test_the_hours_of_a_workbook_are_read_and_proposed(tmp_path: Path) -> None:
    book, path = Workbook(), tmp_path / "a.xlsx"
    sheet = book.active
    assert sheet is not None
    for cells in (("Titre", "Date", "Heure", "Heure de fin"), ("Forum", date(2013, 5, 13), time(18, 30), time(20, 0))):
        sheet.append(cells)
    book.save(path)
    assert told(path) == (["2013-05-13T18:30:00/2013-05-13T20:00:00"], [])
    assert propose(path).fields == {"title": "Titre", "start": "Date", "hour": "Heure", "end_hour": "Heure de fin"}
