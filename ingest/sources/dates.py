"""The date that is the whole of a cell or a field, its time included. Dates inside prose are not for here."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from ingest.prose.dates import find_dates, numeric_order
from ingest.records import When

__all__ = ["read_period"]

_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?|(\d{4})(\d\d)(\d\d)")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_TIME = re.compile(
    r"(?P<date>.*?\w)(?:T|,?\s+(?:à\s+|a\s+|at\s+)?)(?P<hour>\d{1,2})\s?[:h]\s?(?P<minute>\d{2})?"
    r"(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s?(?P<zone>Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"(?P<date>.*?\w),?\s+(?:de\s+|entre\s+|from\s+)?(?P<hour>\d{1,2})\s?(?P<mark>[:h])\s?(?P<minute>\d{2})?"
    r"(?P<to>\s?(?:à|a|et|to|–|—)\s?|\s-\s|-)(?P<last_hour>\d{1,2})\s?[:h]\s?(?P<last_minute>\d{2})?",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:le|on|du|from|les|the)\s+", re.IGNORECASE)
_LONGEST = 80


@lru_cache(maxsize=8_192)
def read_period(text: str, language: str = "") -> tuple[When, When | None]:
    """The date that the text is, or the first and last day of the period that it is.

    Numbers alone are read day first; in English, only where no other order is possible. Raises :class:`ValueError`
    with, in words, why the text is no date.

    >>> [read_period(text)[0].value for text in ("2013", "05/2013", "1er mai 2013", "13/05/2013 à 18h30")]
    ['2013', '2013-05', '2013-05-01', '2013-05-13T18:30:00']
    >>> read_period("31/02/2013")
    Traceback (most recent call last):
    ValueError: no calendar has that day
    """
    written = " ".join(text.split())
    if len(written) > _LONGEST:
        raise ValueError("it is too long to be a date")
    if form := _YEAR_FIRST.fullmatch(written) or _reversed(_MONTH_YEAR.fullmatch(written)):
        return When(_value(form), text), None
    hours = _HOURS.fullmatch(written)
    if hours and (hours["mark"], hours["to"]) != (":", "-"):  # which is a time and its zone
        first, last = read_period(hours["date"], language)
        begun = _moment(first.value, hours["hour"], hours["minute"])
        return When(begun, text), When(_moment((last or first).value, hours["last_hour"], hours["last_minute"]), text)
    if timed := _TIME.fullmatch(written):
        first, last = read_period(timed["date"], language)
        begun = _moment(first.value, timed["hour"], timed["minute"], timed["second"], timed["zone"])
        return When(begun, text), When(last.value, text) if last else None
    lead = _LEAD.match(written)
    written = written[lead.end() :] if lead else written
    order = numeric_order(written, "en" if language.startswith("en") else "fr")
    for found in find_dates(written, order):
        if (found.start, found.end) == (0, len(written)):
            if found.problem:
                raise ValueError(found.problem)
            return When(found.value, text), When(found.until, text) if found.until else None
    raise ValueError("it has no form of a date that is known")


def _reversed(form: re.Match[str] | None) -> re.Match[str] | None:
    """« 05/2013 » as year and month."""
    return _YEAR_FIRST.fullmatch(f"{form[2]}-{form[1]}") if form else None


def _value(form: re.Match[str]) -> str:
    """The XSD form of a date that begins with its year."""
    year, month, day = (form[1], form[3], form[4]) if form[1] else (form[5], form[6], form[7])
    if not "1500" < year < "2200":
        raise ValueError(f"“{year}” is no clear year")
    try:
        checked = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError("no calendar has that day") from None
    return checked.isoformat()[: 10 if day else 7 if month else 4]


def _moment(day: str, hour: str, minute: str | None, second: str | None = None, zone: str | None = None) -> str:
    """The XSD form of a day's moment."""
    if len(day) != 10:
        raise ValueError("it has a time but no day")
    zone = (zone or "").upper()
    zone = f"{zone[:3]}:{zone[-2:]}" if len(zone) == 5 else zone
    try:
        moment = datetime.fromisoformat(f"{day}T{int(hour):02}:{minute or '00'}:{second or '00'}{zone}")
    except ValueError:
        raise ValueError("no day has that hour") from None
    return moment.isoformat().replace("+00:00", "Z")
