"""The date that is the whole of a cell or a field, its time included. Dates inside prose are not for here."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from ingest.prose.date_forms import month_number, weekday_number
from ingest.prose.dates import find_dates, numeric_order
from ingest.prose.hours import Hours, find_hours, read_hours
from ingest.records import When
from ontology.folding import fold

__all__ = ["BACKWARDS", "SEVERAL", "ends_backwards", "next_morning", "read_period"]

SEVERAL = "it names several days"
"""Why a text that is dates is not one."""
BACKWARDS = "it ends before it begins"
"""Why an end is none."""

_UNKNOWN = "it has no form of a date that is known"
_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?|(\d{4})(\d\d)(\d\d)")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_SPREADSHEET = re.compile(r"(?:(\d{1,2})-)?([^\W\d_]{3,9})\.?-(\d{2}|\d{4})")
"""« 13-mai-13 », « mai-13 », as spreadsheets show days and months."""
_TIME = re.compile(
    r"(?P<date>.*?\w)(?:(?P<iso>T)|,?\s+(?:à\s+|a\s+|at\s+)?)(?P<hour>\d{1,2})\s?[:h]\s?(?P<minute>\d{2})?"
    r"(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?:\s?(?P<half>[ap])\.?m\.?)?(?P<zone>\s?(?:Z|[+-]\d{2}:?\d{2}))?",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"(?P<date>.*?\w),?\s+(?:de\s+|entre\s+|from\s+)?(?P<hour>\d{1,2})\s?[:h]\s?(?P<minute>\d{2})?"
    r"\s?(?:à|a|et|to|-|–|—)\s?(?P<last_hour>\d{1,2})\s?[:h]\s?(?P<last_minute>\d{2})?",
    re.IGNORECASE,
)
_FARTHEST = (-12 * 60, 14 * 60)
"""Between these minutes from UTC are all time zones."""
_EVENING, _SMALL_HOURS = "18:00:00", "06:00:00"
"""From the one, what ends up to the other ends on the next day."""
_WEEKDAY = re.compile(r"(?P<name>[^\W\d_]{3,9})\.?,?\s(?:le\s)?(?P<date>\d.*)")
_RANGE = re.compile(r"\s(?:-|–|—|au|to|jusqu['’]au)\s", re.IGNORECASE)
_BETWEEN = re.compile(rf"{_RANGE.pattern}|\s(?P<and>et|and|&)\s", re.IGNORECASE)
_YEARLESS = re.compile(r"\d{1,2}(?P<mark>[/.])\d{1,2}|\d{1,2}(?:er|ère)?\s[^\W\d_]{3,9}\.?", re.IGNORECASE)
_TUESDAY = "mar"
"""Before a day and its month, « mar. » is no month."""
_LEAD = re.compile(r"(?:le|on|du|from|les|the)\s+", re.IGNORECASE)
_LONGEST = 80


@lru_cache(maxsize=8_192)
def read_period(text: str, language: str = "", order: str | None = None) -> tuple[When, When | None]:
    """The date that the text is, or the first and last day of the period that it is.

    Numbers alone are read day first; in English, only where no other order is possible. Where it is known what stands
    beside the text, ``order`` is that of its numbers: ``dmy``, ``mdy``, or empty where they have both. Raises
    :class:`ValueError` with, in words, why the text is no date.

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
    if moments := _moments(written, language, order):
        return When(moments[0], text), When(moments[1], text)
    if hours := _hours(written):
        first, last = read_period(hours[0], language, order)
        begun = _moment(first.value, *hours[1].split(":"))
        done = _moment((last or first).value, *hours[2].split(":")) if hours[2] else last.value if last else ""
        if done and done <= begun:
            done = "" if last or _looks_zoned(written) else next_morning(begun, done[11:])
        return When(begun, text), When(done, text) if done else None
    if timed := _TIME.fullmatch(written):
        first, last = read_period(timed["date"], language, order)
        hour = _of_day(timed["hour"], timed["half"])
        begun = _moment(first.value, hour, timed["minute"], timed["second"], _zone(timed))
        return When(begun, text), When(last.value, text) if last else None
    if (shown := _SPREADSHEET.fullmatch(written)) and (month := month_number(shown[2])):
        day, _ = read_period(f"{shown[1] or 1}/{month}/{shown[3]}", language, "dmy")
        return When(day.value if shown[1] else day.value[:7], text), None
    lead = _LEAD.match(written)
    written = written[lead.end() :] if lead else written
    read_in = _order(written, language, order)
    whole = [found for found in find_dates(written, read_in) if (found.start, found.end) == (0, len(written))]
    if len(whole) > 1:
        raise ValueError(SEVERAL)
    if whole and whole[0].problem:
        raise ValueError(whole[0].problem)
    value, until = (whole[0].value, whole[0].until) if whole else _put_together(written, language, order)
    return When(value, text), When(until, text) if until else None


def ends_backwards(text: str, end: When | None) -> bool:
    """Whether the text has hours of which the last can be no ``end`` of the period that was read of it.

    >>> ends_backwards("13/05/2013 18h-17h", read_period("13/05/2013 18h-17h")[1])
    True
    """
    hours = _hours(" ".join(text.split())) if end is None else None
    return bool(hours and hours[2])


def _hours(written: str) -> tuple[str, str, str] | None:
    """What stands before the hours with which a text ends, the first of them and the last: « 9h-12h », « 2–4 pm »."""
    if match := _HOURS.fullmatch(written):
        first, last = (f"{match[f'{end}hour']}:{match[f'{end}minute'] or '00'}" for end in ("", "last_"))
        return match["date"], first, last
    found = None if _TIME.fullmatch(written) else _ending(written)
    try:
        hours = read_hours(written[found.start :]) if found else None
    except ValueError:
        return None
    return (written[: found.start].rstrip(" ,:–—-"), hours.first, hours.last) if found and hours else None


def _ending(written: str) -> Hours | None:
    return next((each for each in find_hours(written) if each.start and each.end == len(written)), None)


def next_morning(begun: str, hour: str) -> str:
    """The moment of the day after what begins in an evening at which it ends in the small hours; else empty.

    >>> next_morning("2013-05-31T22:00:00", "02:00:00"), next_morning("2013-05-31T14:00:00", "02:00:00")
    ('2013-06-01T02:00:00', '')
    """
    if begun[11:19] < _EVENING or hour > _SMALL_HOURS:
        return ""
    return f"{date.fromisoformat(begun[:10]) + timedelta(days=1)}T{hour}"


def _looks_zoned(written: str) -> bool:
    """Whether what stands behind the hour may be a time zone, as in « 18:30-05:00 »."""
    timed = _TIME.fullmatch(written)
    return bool(timed and timed["zone"])


def _order(written: str, language: str, order: str | None) -> str:
    """The order of the numbers: what they show, else what is known of those beside, else that of the language."""
    if order is None:
        return numeric_order(written, "en" if language.startswith("en") else "fr")
    return numeric_order(written, "en") or order


def _moments(written: str, language: str, order: str | None) -> tuple[str, str] | None:
    """« 12/03/2024 9h30 - 13/03/2024 17h »: its first and its last moment."""
    for joint in _RANGE.finditer(written):
        halves = written[: joint.start()], written[joint.end() :]
        if all(map(_TIME.fullmatch, halves)):
            (first, none), (last, neither) = (read_period(half, language, order) for half in halves)
            if none is None and neither is None:
                return _in_order(first.value, last.value)
    return None


def _put_together(written: str, language: str, order: str | None) -> tuple[str, str]:
    """First and last day of other forms: numbers after a weekday, or two days of which the last alone has its year."""
    if (weekday := _WEEKDAY.fullmatch(written)) and (name := _weekday_name(weekday["name"])):
        first, last = read_period(weekday["date"], language, order)
        if len(first.value) < 10:
            raise ValueError(_UNKNOWN)
        if date.fromisoformat(first.value[:10]).weekday() != weekday_number(name):
            raise ValueError(f"that day is no {name}")
        return first.value, last.value if last else ""
    for joint in _BETWEEN.finditer(written):
        before, after = written[: joint.start()], written[joint.end() :]
        if not (yearless := _YEARLESS.fullmatch(before)):
            continue
        end, until = read_period(after, language, order)
        begin, _ = read_period(f"{before}{yearless['mark'] or ' '}{end.value[:4]}", language, order)
        if until or len(end.value) != 10 or len(begin.value) != 10:
            break
        days = [date.fromisoformat(day).toordinal() for day in (begin.value, end.value)]
        if joint["and"] and days[0] + 1 != days[1]:
            raise ValueError(SEVERAL)
        return _in_order(begin.value, end.value)
    raise ValueError(_UNKNOWN)


def _weekday_name(written: str) -> str:
    """The name of a day of the week, in small letters; empty where it is none."""
    name = "mardi" if fold(written) == _TUESDAY else written.lower()
    try:
        weekday_number(name)
    except KeyError:
        return ""
    return name


def _in_order(first: str, last: str) -> tuple[str, str]:
    begun, done = datetime.fromisoformat(first), datetime.fromisoformat(last)
    if not (begun.tzinfo and done.tzinfo):
        begun, done = begun.replace(tzinfo=None), done.replace(tzinfo=None)
    if begun >= done:
        raise ValueError(BACKWARDS)
    return first, last


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


def _of_day(hour: str, half: str | None) -> str:
    """The hour of the day; « 2 PM » is the fourteenth, « 12 AM » none."""
    if not half:
        return hour
    if not 1 <= int(hour) <= 12:
        raise ValueError("no day has that hour")
    return str(int(hour) % 12 + 12 * (half.lower() == "p"))


def _zone(timed: re.Match[str]) -> str:
    """The time zone behind a time: « Z », « +02:00 ».

    « -05:00 » is one behind a time that a program wrote, with its « T » or its seconds; else it is the hour of the end.
    """
    written = timed["zone"] or ""
    zone = written.strip().upper()
    if len(zone) < 2:
        return zone
    if zone[0] == "-" and not (timed["iso"] or timed["second"] or (written[0] == " " and ":" not in zone)):
        raise ValueError(_UNKNOWN)
    away = int(f"{zone[0]}1") * (int(zone[1:3]) * 60 + int(zone[-2:]))
    if not _FARTHEST[0] <= away <= _FARTHEST[1]:
        raise ValueError("no time zone is that far from UTC")
    return f"{zone[:3]}:{zone[-2:]}"


def _moment(day: str, hour: str, minute: str | None, second: str | None = None, zone: str = "") -> str:
    """The XSD form of a day's moment."""
    if len(day) != 10:
        raise ValueError("it has a time but no day")
    try:
        moment = datetime.fromisoformat(f"{day}T{int(hour):02}:{minute or '00'}:{second or '00'}{zone}")
    except ValueError:
        raise ValueError("no day has that hour") from None
    return moment.isoformat().replace("+00:00", "Z")
