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
        ("2013-05-13 10:00-05:00", "2013-05-13T10:00:00-05:00", ""),
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
