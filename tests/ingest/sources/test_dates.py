"""Dates that are the whole of a cell: many forms, their own precision, and none that cannot be."""

from __future__ import annotations

import pytest

from ingest.sources.dates import read_period


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2013", "2013"),
        ("2013-05", "2013-05"),
        ("05/2013", "2013-05"),
        ("mai 2013", "2013-05"),
        ("2013-05-13", "2013-05-13"),
        ("2013/5/13", "2013-05-13"),
        ("20130513", "2013-05-13"),
        ("13/05/2013", "2013-05-13"),
        ("13.05.2013", "2013-05-13"),
        ("13 mai 2013", "2013-05-13"),
        ("le lundi 13 mai 2013", "2013-05-13"),
        ("1er août 2013", "2013-08-01"),
        ("13-mai-13", "2013-05-13"),
        ("5-sept.-2013", "2013-09-05"),
        ("mai-13", "2013-05"),
        ("13-May-99", "1999-05-13"),
        ("05/13/2013 2:00 PM", "2013-05-13T14:00:00"),
        ("13/05/2013 12:30 a.m.", "2013-05-13T00:30:00"),
        ("May 13, 2013", "2013-05-13"),
        ("13th May 2013", "2013-05-13"),
        ("13 mai 2013 à 18h", "2013-05-13T18:00:00"),
        ("13/05/2013 18:30", "2013-05-13T18:30:00"),
        ("2013-05-13T18:00:00Z", "2013-05-13T18:00:00Z"),
        ("2013-05-13T18:00+0200", "2013-05-13T18:00:00+02:00"),
    ],
)
def test_a_date_keeps_the_precision_it_is_written_with(text: str, value: str) -> None:
    when, last = read_period(text)
    assert (when.value, when.quote, last) == (value, text, None)


def test_a_period_has_its_last_day() -> None:
    first, last = read_period("du 30 avril au 2 mai 2013")
    assert last is not None
    assert (first.value, last.value) == ("2013-04-30", "2013-05-02")


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("Lundi 13 mai 2013, de 14h à 17h30", "2013-05-13T14:00:00", "2013-05-13T17:30:00"),
        ("13/05/2013 9h-12h", "2013-05-13T09:00:00", "2013-05-13T12:00:00"),
        ("13/05/2013 14:00 - 17:00", "2013-05-13T14:00:00", "2013-05-13T17:00:00"),
        ("du 13 au 15 mai 2013, de 9h à 17h", "2013-05-13T09:00:00", "2013-05-15T17:00:00"),
        ("du 13 au 15 mai 2013 à 9h", "2013-05-13T09:00:00", "2013-05-15"),
        ("12/03/2024 9h30 - 13/03/2024 17h", "2024-03-12T09:30:00", "2024-03-13T17:00:00"),
        ("du 12 mars 2024 à 9h au 13 mars 2024 à 17h", "2024-03-12T09:00:00", "2024-03-13T17:00:00"),
        ("Mar. 5 mars 2024, 18h30-20h", "2024-03-05T18:30:00", "2024-03-05T20:00:00"),
        ("le mardi 12/03/2024 à 9h", "2024-03-12T09:00:00", ""),
        ("13/05/2013 14:00-16:00", "2013-05-13T14:00:00", "2013-05-13T16:00:00"),
        ("13 mai 2013 09:00-12:00", "2013-05-13T09:00:00", "2013-05-13T12:00:00"),
        ("2013-05-13 14:00 -16:30", "2013-05-13T14:00:00", "2013-05-13T16:30:00"),
        ("2013-05-13 10:00-05:00", "2013-05-13T10:00:00", ""),
        ("13/05/2013 22h-2h", "2013-05-13T22:00:00", "2013-05-14T02:00:00"),
        ("2013-05-31 20h-2h", "2013-05-31T20:00:00", "2013-06-01T02:00:00"),
        ("31/12/2013 de 20h à 0h", "2013-12-31T20:00:00", "2014-01-01T00:00:00"),
        ("13/05/2013 14h-2h", "2013-05-13T14:00:00", ""),
        ("2013-05-13 18:30-05:00", "2013-05-13T18:30:00", ""),
        ("2013-05-13T10:00-05:00", "2013-05-13T10:00:00-05:00", ""),
        ("2013-05-13 10:00:00-05:00", "2013-05-13T10:00:00-05:00", ""),
        ("2013-05-13 10:00 -0500", "2013-05-13T10:00:00-05:00", ""),
        ("2013-05-13 10:00+02:00", "2013-05-13T10:00:00+02:00", ""),
        ("12/03/2024 09:00+02:00 - 12/03/2024 08:30Z", "2024-03-12T09:00:00+02:00", "2024-03-12T08:30:00Z"),
    ],
)
def test_the_hours_of_a_day_or_of_several_are_the_ends_of_a_period(text: str, begins: str, ends: str) -> None:
    first, last = read_period(text)
    assert (first.value, last.value if last else "") == (begins, ends)


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2013",
        "2013-13",
        "2013-02-30",
        "2013-05-13 25:00",
        "mai 2013 18:00",
        "mai 2013 de 14h à 17h",
        "13/05/2013 de 14h à 25h",
        "2013-05-13T14:00-16:00",
        "2013-05-13T14:00+15:00",
        "13/05/2013 14:00-1600",
        "0013-05-13",
        "99999",
        "bientôt",
        "",
        "1" * 500,
    ],
)
def test_a_date_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        read_period(text)


def test_in_english_the_order_of_two_small_numbers_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="unclear"):
        read_period("03/04/2013", "en")
    assert read_period("05/13/2013", "en")[0].value == "2013-05-13"


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("du 28/02 au 02/03/2024", "2024-02-28", "2024-03-02"),
        ("28.02 - 02.03.2024", "2024-02-28", "2024-03-02"),
        ("30 avril et 1er mai 2024", "2024-04-30", "2024-05-01"),
        ("30/04 et 01/05/2024", "2024-04-30", "2024-05-01"),
    ],
)
def test_the_first_of_two_days_takes_the_year_of_the_last(text: str, begins: str, ends: str) -> None:
    first, last = read_period(text)
    assert last is not None
    assert (first.value, last.value) == (begins, ends)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("les 5, 12 et 19 mars 2024", "it names several days"),
        ("12 mars et 15 avril 2024", "it names several days"),
        ("du 28/12 au 02/01/2024", "it ends before it begins"),
        ("13/03/2024 9h - 12/03/2024 10h", "it ends before it begins"),
        ("12/03/2024 09:00Z - 12/03/2024 10:30+02:00", "it ends before it begins"),
        ("lundi 12/03/2024", "that day is no lundi"),
        ("lundi 2024", "no form"),
        ("12/03 au mars 2024", "no form"),
        ("31/02 au 02/03/2024", "no calendar has that day"),
    ],
)
def test_days_that_are_no_period_are_refused_with_the_reason(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        read_period(text)


def test_march_is_no_tuesday() -> None:
    assert [read_period(text)[0].value for text in ("mar. 2024", "Mar 5, 2024")] == ["2024-03", "2024-03-05"]
