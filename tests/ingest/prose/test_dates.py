"""Dates in French and English, with the precision given; what no calendar has is a problem and no guess."""

from __future__ import annotations

import pytest

from ingest.prose.dates import find_dates, numeric_order


def found(text: str, order: str = "dmy", year: str = "") -> list[str]:
    return ["/".join(part for part in (date.value, date.until) if part) for date in find_dates(text, order, year)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("26/06/2012", "2012-06-26"),
        ("26.06.2012", "2012-06-26"),
        ("26/06/12", "2012-06-26"),
        ("26 juin 2012", "2012-06-26"),
        ("1er mars 2014", "2014-03-01"),
        ("mardi 26 juin 2012", "2012-06-26"),
        ("12 AOUT 2014", "2014-08-12"),
        ("1 DÉCEMBRE 2013", "2013-12-01"),
        ("juin 2012", "2012-06"),
        ("en 2014", "2014"),
        ("2012-06-26", "2012-06-26"),
        ("June 26, 2012", "2012-06-26"),
        ("Tuesday, June 26, 2012", "2012-06-26"),
        ("26th of June, 2012", "2012-06-26"),
        ("Sept. 3, 2014", "2014-09-03"),
        ("26-28 juin 2012", "2012-06-26/2012-06-28"),
        ("du 3 au 5 mai 2013", "2013-05-03/2013-05-05"),
        ("du lundi 3 au mercredi 5 juin 2013", "2013-06-03/2013-06-05"),
        ("du 30 avril au 2 mai 2013", "2013-04-30/2013-05-02"),
        ("26 et 27 juin 2012", "2012-06-26/2012-06-27"),
        ("June 26–28, 2012", "2012-06-26/2012-06-28"),
        ("June 30 – July 2, 2012", "2012-06-30/2012-07-02"),
        ("31/12/2014 - 02/01/2015", "2014-12-31/2015-01-02"),
        ("2011-2014", "2011/2014"),
        ("2012/06/26", "2012-06-26"),
        ("2012.06.26", "2012-06-26"),
        ("26.VI.2012", "2012-06-26"),
        ("mar. 26 juin 2012", "2012-06-26"),
        ("26/27 juin 2012", "2012-06-26/2012-06-27"),
        ("26 & 27 juin 2012", "2012-06-26/2012-06-27"),
        ("26, 27 et 28 juin 2012", "2012-06-26/2012-06-28"),
        ("mardi 26 et mercredi 27 juin 2012", "2012-06-26/2012-06-27"),
        ("June 26 & 27, 2012", "2012-06-26/2012-06-27"),
        ("26-28/06/2012", "2012-06-26/2012-06-28"),
        ("26 et 27/06/2012", "2012-06-26/2012-06-27"),
        ("du 30/06 au 02/07/2012", "2012-06-30/2012-07-02"),
        ("2012-06-26/2012-06-28", "2012-06-26/2012-06-28"),
        ("juin-juillet 2012", "2012-06/2012-07"),
        ("juin et juillet 2012", "2012-06/2012-07"),
        ("décembre 2012 – janvier 2013", "2012-12/2013-01"),
    ],
)
def test_a_date_is_read_with_its_precision(text: str, value: str) -> None:
    assert found(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "04 76 12 20 12",
        "01.02.20.13.45",
        "version 2.0.2013",
        "2014 €",
        "2 000 personnes",
        "2012 habitants",
        "38000 Grenoble",
        "ISBN 978-2-2012-333",
        "de 9h à 12h30",
        "n° 2012-345",
    ],
)
def test_a_number_that_is_no_date_is_left_alone(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("31/02/2013", "no calendar has that day"),
        ("20/13/2012", "no calendar has that day"),
        ("31 juin 2014", "no calendar has that day"),
        ("4 avril 014", "“014” is no clear year"),
        ("lundi 26 juin 2012", "that day is no lundi"),
        ("du 5 au 3 mai 2013", "it ends before it begins"),
        ("le 12 mai", "its year is not given"),
        ("13/17 mai 2013", "whether the days between are meant is unclear"),
        ("du 30 avril au mercredi 2 mai 2013", "that day is no mercredi"),
        ("lundi 13 et mercredi 14 mai 2013", "that day is no mercredi"),
        ("novembre-janvier 2013", "it ends before it begins"),
        ("2013/31/05", "no calendar has that day"),
        ("printemps 2013", "a season, a quarter or a half-year is no date"),
        ("hiver 2013-2014", "a season, a quarter or a half-year is no date"),
        ("T2 2013", "a season, a quarter or a half-year is no date"),
        ("2e trimestre 2013", "a season, a quarter or a half-year is no date"),
    ],
)
def test_an_impossible_or_unclear_date_says_why(text: str, problem: str) -> None:
    (date,) = find_dates(text)
    assert (date.value, date.problem) == ("", problem)


def test_quotes_are_the_words_of_the_text_where_they_stand() -> None:
    text = "Le 22 janvier et le 2 avril 2015"
    for date in find_dates(text):
        assert text[date.start : date.end] == date.quote


def test_a_date_without_a_year_takes_that_of_the_date_it_is_joined_to_or_of_its_heading() -> None:
    assert found("le 22 janvier et le 2 avril 2015") == ["2015-01-22", "2015-04-02"]
    assert found("du 30 avril au 2 mai", year="2014") == ["2014-04-30/2014-05-02"]


def test_days_listed_one_by_one_are_so_many_dates() -> None:
    assert found("les 3, 10 et 17 mai 2013") == ["2013-05-03", "2013-05-10", "2013-05-17"]
    assert found("en mai et septembre 2013") == ["2013-05", "2013-09"]


def test_numbers_are_read_in_the_order_that_the_page_shows() -> None:
    assert numeric_order("le 26/06/2012", "fr") == "dmy"
    assert numeric_order("on 06/26/2012", "en") == "mdy"
    assert numeric_order("on 06/26/2012 and 26/06/2013", "fr") == ""
    assert found("06/07/2012", order="mdy") == ["2012-06-07"]


def test_numbers_whose_order_is_unclear_are_a_problem() -> None:
    for text in ("06/07/2012", "5 and 6/7/2012"):
        (date,) = find_dates(text, order=numeric_order(text, "en"))
        assert date.problem == "which number is the day and which the month is unclear"
