"""Dates in French and English text: where each stands, with the precision it is given, and why one is impossible.

Nothing is guessed: a day that the calendar lacks, or whose order is unclear, comes back with the problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from ingest.prose.date_forms import NUMERIC, date_forms, days_listed, month_number, weekday_number
from ingest.records import When

__all__ = ["DateMention", "find_dates", "may_hold_a_date", "numeric_order"]

_JOINT = re.compile(r"\s{0,3}(?:,|;|et|and|&|puis|then)?\s{0,3}(?:les?\s|on\s)?\s{0,3}", re.IGNORECASE)
_LIKE_A_DATE = re.compile(
    r"(?<!\d)(?:1[5-9]|2[01])\d\d(?!\d)|\d[/.-]\d\d?[/.-]\d\d|\d(?:er|st|nd|rd|th)?\s(?:of\s)?[^\W\d_]{3}"
    r"|[^\W\d_]{3}\.?\s\d"
)
_NO_YEAR = "its year is not given"
_SEASON = "a season, a quarter or a half-year is no date"
_DOUBTFUL = "whether the days between are meant is unclear"
_UNORDERED = "which number is the day and which the month is unclear"
_PIVOT = "70"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text, ``start`` and ``end`` in characters.

    ``value`` and ``until`` are its first and last day in XSD form. ``value`` is empty where
    ``problem`` says, in words, why the date cannot be taken; ``year`` is that of which it gives but a season.
    ``hour`` and ``until_hour`` are those of its beginning and its end, where :mod:`ingest.prose.hours` finds them.
    """

    start: int
    end: int
    quote: str
    value: str = ""
    until: str = ""
    problem: str = ""
    year: str = ""
    hour: str = ""
    until_hour: str = ""

    @property
    def is_day(self) -> bool:
        """Whether it is given to the day."""
        return len(self.value) == 10

    @property
    def is_vague(self) -> bool:
        """Whether it gives no more than a year, or a season of it."""
        return len(self.value) == 4 or bool(self.year)

    def to_the_year(self) -> DateMention:
        """The year of a season, where that is enough; any other date as it is."""
        return replace(self, value=self.year, year="", problem="") if self.year else self

    def first(self, offset: int) -> When:
        """Its beginning, for a text that starts at ``offset``."""
        return When(_moment(self.value, self.hour), self.quote, self.start + offset)

    def last(self, offset: int) -> When | None:
        """Its end, where it is a range or has an hour."""
        if not self.until and not self.until_hour:
            return None
        return When(_moment(self.until or self.value, self.until_hour), self.quote, self.start + offset)


def _moment(day: str, hour: str) -> str:
    return f"{day}T{hour}" if hour else day


class _ImpossibleError(ValueError):
    """Why a date cannot be taken, in words."""


def find_dates(text: str, order: str = "dmy", year: str = "") -> list[DateMention]:
    """The dates of a text, in their order, none overlapping.

    ``order`` is that of dates in numbers: ``dmy``, ``mdy``, or empty where it is not known; ``year`` is the one that
    the context gives for dates without one; as a month, ``2013-05``, it is that of the days from this month on.

    >>> [(found.value, found.until) for found in find_dates("du 30 avril au 2 mai 2013, puis en juin 2014")]
    [('2013-04-30', '2013-05-02'), ('2014-06', '')]
    >>> find_dates("le 31/02/2013")[0].problem
    'no calendar has that day'
    """
    taken = bytearray(len(text))
    found: list[DateMention] = []
    for form in date_forms():
        for match in form.finditer(text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * len(match[0])
                found += _read(match, order, year)
    return _with_years(sorted(found, key=lambda mention: (mention.start, mention.value)), text)


def may_hold_a_date(text: str) -> bool:
    """Whether anything in the text looks at all like a date: far quicker than to look for one."""
    return bool(_LIKE_A_DATE.search(text))


def numeric_order(text: str, language: str) -> str:
    """The order of dates in numbers: as the text's own unmistakable dates show it, else day first but in English.

    >>> numeric_order("on 06/26/2012, then 03/04/2013", "en")
    'mdy'
    >>> numeric_order("on 03/04/2013", "en")
    ''
    """
    shown = set()
    for match in NUMERIC.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        if 12 < first <= 31 and 0 < second <= 12:
            shown.add("dmy")
        elif 12 < second <= 31 and 0 < first <= 12:
            shown.add("mdy")
    if len(shown) == 1:
        return shown.pop()
    return "" if shown or language == "en" else "dmy"


def _read(match: re.Match[str], order: str, year: str) -> Iterator[DateMention]:
    """The dates that one expression gives, or the one problem that it has."""
    start, end, quote = match.start(), match.end(), match[0]
    if match.re.groupindex.get("vague"):
        until = match.groupdict().get("year2") or ""
        yield DateMention(start, end, quote, until=until, problem=_SEASON, year=match["year"])
        return
    try:
        for value, until in _ranges(match, order, year):
            yield DateMention(start, end, quote, value, until)
    except _ImpossibleError as problem:
        yield DateMention(start, end, quote, problem=str(problem))


def _ranges(match: re.Match[str], order: str, year: str) -> list[tuple[str, str]]:
    """First and last day of each date of an expression; raises :class:`_ImpossibleError`."""
    parts = {name: part or "" for name, part in match.groupdict().items()}
    if "first" in parts:
        _set_day_and_month(parts, "", order)
        if "first2" in parts:
            _set_day_and_month(parts, "2", order)
    if "days" in parts:
        return _several(parts, order, year)
    if "mark" in parts and "day2" in parts:
        _check_order(parts["day2"], order)
    first = _value(parts.get("year") or parts.get("year2", ""), parts.get("month", ""), parts.get("day", ""), year)
    if weekday := parts.get("weekday"):
        _check_weekday(first, weekday)
    if not any(parts.get(end) for end in ("day2", "month2")) and not ("year2" in parts and parts.get("year")):
        return [(first, "")]
    last_month = parts.get("month2") or parts.get("month", "")
    last = _value(parts.get("year2") or parts["year"], last_month, parts.get("day2", ""), year)
    if weekday := parts.get("weekday2"):
        _check_weekday(last, weekday)
    if first >= last:
        raise _ImpossibleError("it ends before it begins")
    if parts.get("and") and not _follow([first, last]):
        return [(first, ""), (last, "")]
    return [(first, last)]


def _several(parts: dict[str, str], order: str, year: str) -> list[tuple[str, str]]:
    """« Les 3, 10 et 17 mai 2013 » are three dates; days that follow each other are one stay."""
    days = []
    for weekday, day in days_listed(parts["days"]):
        if "mark" in parts:
            _check_order(day, order)
        days.append(_value(parts.get("year") or parts.get("year2", ""), parts["month"], day, year))
        if weekday:
            _check_weekday(days[-1], weekday)
    if _follow(days):
        return [(days[0], days[-1])]
    if "/" in parts["days"]:
        raise _ImpossibleError(_DOUBTFUL)
    return [(day, "") for day in days]


def _follow(dates: list[str]) -> bool:
    """Whether the days, or months, of one precision each follow the one before."""
    if any(len(each) == 7 for each in dates):
        numbers = [12 * int(month[:4]) + int(month[5:]) for month in dates]
    else:
        numbers = [date.fromisoformat(day).toordinal() for day in dates]
    return all(one + 1 == other for one, other in pairwise(numbers))


def _check_order(day: str, order: str) -> None:
    """« 5 et 6/7/2013 » is days and a month only where numbers are read day first."""
    if order != "dmy" and int(day) <= 12:
        raise _ImpossibleError(_UNORDERED)


def _set_day_and_month(parts: dict[str, str], end: str, order: str) -> None:
    """Tell which number is the day and which the month."""
    first, second = parts[f"first{end}"], parts[f"second{end}"]
    month_first = int(second) > 12 >= int(first) or (order == "mdy" and int(first) <= 12)
    if not order and int(first) <= 12 and int(second) <= 12 and first != second:
        raise _ImpossibleError(_UNORDERED)
    parts[f"month{end}"], parts[f"day{end}"] = (first, second) if month_first else (second, first)
    if len(year := parts.get(f"year{end}", "")) == 2:
        parts[f"year{end}"] = ("20" if year < _PIVOT else "19") + year


def _value(year: str, month: str, day: str, year_meant: str) -> str:
    """The XSD form of a day, a month or a year."""
    year = year or _meant(year_meant, month)
    if not year:
        raise _ImpossibleError(_NO_YEAR)
    if len(year) != 4 or not "1500" < year < "2200":
        raise _ImpossibleError(f"“{year}” is no clear year")
    if not month:
        return year
    try:
        return date(int(year), month_number(month), int(day or 1)).isoformat()[: 10 if day else 7]
    except ValueError:
        raise _ImpossibleError("no calendar has that day") from None


def _meant(year: str, month: str) -> str:
    """The year that the context gives; that of a month is not the one of the months before it."""
    first = int(year[5:] or 0)
    return year[:4] if not first or month_number(month) >= first else ""


def _check_weekday(day: str, name: str) -> None:
    if date.fromisoformat(day).weekday() != weekday_number(name):
        raise _ImpossibleError(f"that day is no {name.lower()}")


def _with_years(found: list[DateMention], text: str) -> list[DateMention]:
    """« Le 22 janvier et le 2 avril 2015 »: a date without a year takes that of the date it is joined to."""
    for index in range(len(found) - 2, -1, -1):
        mention, following = found[index], found[index + 1]
        if mention.problem == _NO_YEAR and following.is_day and _JOINT.fullmatch(text[mention.end : following.start]):
            completed = find_dates(mention.quote, year=following.value[:4])[0]
            found[index] = replace(mention, value=completed.value, problem=completed.problem)
    return found
