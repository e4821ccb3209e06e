"""The hours of events, in French and English; what may be a duration, or another thing's hour, is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph.store import text
from graph.workspace import Workspace
from ingest.build import build
from ingest.prose.dates import find_dates
from ingest.prose.hours import find_hours, read_hours, timed
from tests.ingest.prose.reading import events, read_text, rejections
from tests.workspaces import BASE, EVENTS_SETTINGS, MakeWorkspace, written


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("18h30", "18:30"),
        ("à 18 h", "18:00"),
        ("18 heures 30", "18:30"),
        ("18h30 – 20h", "18:30/20:00"),
        ("de 14 h à 17 h 30", "14:00/17:30"),
        ("14-17h", "14:00/17:00"),
        ("entre 9h et 12h", "09:00/12:00"),
        ("9h-12h et 14h-17h", "09:00/17:00"),
        ("at 6:30 pm", "18:30"),
        ("6–8 p.m.", "18:00/20:00"),
        ("12 pm", "12:00"),
        ("2:00-4:00 pm", "14:00/16:00"),
        ("11:00-1:00 pm", "11:00/13:00"),
        ("from 9 am to noon", "09:00/12:00"),
        ("de 9h à midi", "09:00/12:00"),
        ("from 9 to noon", "09:00/12:00"),
        ("midi-14h", "12:00/14:00"),
        ("20h-minuit", "20:00"),
        ("8 pm-2 am", "20:00"),
        ("20h – 2h", "20:00"),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, hours: str) -> None:
    (found,) = find_hours(text)
    assert "/".join(hour.removesuffix(":00") for hour in (found.first, found.last) if hour) == hours


@pytest.mark.parametrize(
    "text",
    [
        "2h",
        "2h30",
        "24h/24",
        "25h",
        "9h75",
        "vers 18h",
        "à 10h et 14h",
        "6:30",
        "11–1 pm",
        "35 personnes",
        "12h30min",
        "à midi",
        "10-12 am",
        "Midi-Pyrénées",
        "entre midi et 2",
        "8-minuit",
    ],
)
def test_what_may_be_no_hour_is_none(text: str) -> None:
    assert list(find_hours(text)) == []


def test_a_row_of_a_page_ends_at_no_hour_before_it_begins() -> None:
    (day,) = find_dates("13 mai 2013")
    assert timed(day, read_hours("20h-2h")) == replace(day, hour="20:00:00")


def test_a_cell_is_hours_and_nothing_else() -> None:
    assert (read_hours("6:30").first, read_hours("18:30:00").first) == ("06:30:00", "18:30:00")
    with pytest.raises(ValueError, match="no form of an hour"):
        read_hours("matin")


@pytest.mark.parametrize(
    ("words", "event"),
    [
        (
            "- Lundi 13 mai 2013, 18h30 – 20h : Forum « Les haies »",
            "2013-05-13T18:30/2013-05-13T20:00 | Forum | Les haies",
        ),
        (
            "- Forum « Les haies », 13 mai 2013, de 14 h à 17 h 30, Vif",
            "2013-05-13T14:00/2013-05-13T17:30 | Forum | Les haies | Vif",
        ),
        (
            "- May 13, 2013, 6–8 pm: Workshop “Hedges”, Lyon",
            "2013-05-13T18:00/2013-05-13T20:00 | Workshop | Hedges | Lyon",
        ),
        (
            "- May 13, 2013, 2:00-4:00 pm: Workshop “Hedges”, Lyon",
            "2013-05-13T14:00/2013-05-13T16:00 | Workshop | Hedges | Lyon",
        ),
        (
            "- May 13, 2013, from 9 am to noon: Forum of hedges",
            "2013-05-13T09:00/2013-05-13T12:00 | Forum | Forum of hedges",
        ),
        (
            "- 13 mai 2013, de 9h à midi : Forum des haies",
            "2013-05-13T09:00/2013-05-13T12:00 | Forum | Forum des haies",
        ),
        (
            "- 13 mai 2013, midi-14h : Forum des haies",
            "2013-05-13T12:00/2013-05-13T14:00 | Forum | Forum des haies",
        ),
        (
            "- 13 mai 2013, de 9 à midi : Forum des haies",
            "2013-05-13T09:00/2013-05-13T12:00 | Forum | Forum des haies",
        ),
        (
            "- Forum des haies, May 13, 2013, noon to 2 pm",
            "2013-05-13T12:00/2013-05-13T14:00 | Forum | Forum des haies",
        ),
        ("- 13 mai 2013, 14-17h : Forum des haies", "2013-05-13T14:00/2013-05-13T17:00 | Forum | Forum des haies"),
        ("- 18h30, lundi 13 mai 2013 : Forum des haies", "2013-05-13T18:30 | Forum | Forum des haies"),
        ("Un colloque s'est tenu le 13 mai 2013 à 18h30 à Grenoble.", "2013-05-13T18:30 | colloque |  | Grenoble"),
        (
            "Forum des haies\n\nDate : 13 mai 2013\nHoraires : 9h-12h\nLieu : Vif",
            "2013-05-13T09:00/2013-05-13T12:00 | Forum | Forum des haies | Vif",
        ),
        ("- 13 mai 2013 (2h) : Forum des haies", "2013-05-13 | Forum | Forum des haies"),
        (
            "- 13 mai 2013, 9h-10h : Forum des haies (repas à 12h)",
            "2013-05-13T09:00 | Forum | Forum des haies (repas à 12h)",
        ),
    ],
)
def test_an_event_of_one_day_has_the_hours_beside_its_date(tmp_path: Path, words: str, event: str) -> None:
    assert events(read_text(tmp_path, words)) == [event]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "- du 13 mai à 9h au 14 mai 2013 à 17h : Forum des haies",
            ["2013-05-13T09:00/2013-05-14T17:00 | Forum | Forum des haies"],
        ),
        (
            "- 13 et 14 mai 2013, 9h-17h : Forum des haies",
            ["2013-05-13T09:00/2013-05-14T17:00 | Forum | Forum des haies"],
        ),
        ("- 13 et 14 mai 2013, 18h30 : Forum des haies", ["2013-05-13/2013-05-14 | Forum | Forum des haies"]),
        (
            "- les 3 et 10 mai 2013 à 18h30 : Forum des haies",
            ["2013-05-03T18:30 | Forum | Forum des haies", "2013-05-10T18:30 | Forum | Forum des haies"],
        ),
        (
            "- Forum des haies, 13 mai 2013, 14h\n- Forum des haies, 13 mai 2013, 16h",
            ["2013-05-13T14:00 | Forum | Forum des haies", "2013-05-13T16:00 | Forum | Forum des haies"],
        ),
        (
            "- Forum des haies, 13 mai 2013\n\nLe forum du 13 mai 2013 à 14h a plu.",
            ["2013-05-13T14:00 | Forum | Forum des haies"],
        ),
    ],
)
def test_hours_of_several_days_and_tellings(tmp_path: Path, words: str, expected: list[str]) -> None:
    assert events(read_text(tmp_path, words)) == expected


def test_an_impossible_day_stays_so_with_its_hour(tmp_path: Path) -> None:
    (rejection,) = rejections(read_text(tmp_path, "- 31 février 2013 à 18h30 : Forum « Les haies »"))
    assert rejection.endswith("no calendar has that day")


def test_a_row_may_have_its_hours_in_a_column_of_their_own(tmp_path: Path) -> None:
    rows = "13/05/2013\t18h30 – 20h\tLes haies\tForum\n14/05/2013\tmatin\tLes lacs\tAtelier"
    assert events(read_text(tmp_path, f"Date\tHoraire\tTitre\tType\n{rows}")) == [
        "2013-05-13T18:30/2013-05-13T20:00 | Forum | Les haies",
        "2013-05-14 | Atelier | Les lacs",
    ]


def test_an_event_told_with_and_without_its_hour_is_one_under_the_same_name(make_workspace: MakeWorkspace) -> None:
    settings = f'{EVENTS_SETTINGS}[[sources]]\npath = "page.txt"\n'
    page = "- Forum « Les haies », 13 mai 2013{}, Vif\n"
    folder = make_workspace(settings, {"events.csv": "title,date\nLes haies,2013-05-13\n", "page.txt": page.format("")})
    found = []
    for hour in ("", ", 18h30 – 20h"):
        store = build(Workspace.open(written(folder, {"page.txt": page.format(hour)}))).snapshot.store()
        rows = store.select("SELECT * { ?event schema:startDate ?start OPTIONAL { ?event schema:endDate ?end } }")
        found += [tuple(text(row, name) for name in ("event", "start", "end")) for row in rows]
    iri = f"{BASE}event/2013-05-13-les-haies"
    assert found == [(iri, "2013-05-13", ""), (iri, "2013-05-13T18:30:00", "2013-05-13T20:00:00")]
