"""The hours of an event in French and English text: « 18h30 », « de 14 h à 17 h 30 », « 6–8 pm », « 9 am to noon ».

An hour that may be a duration, or is but about right, is none. Dates are not for here, but for which hours are theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.prose.dates import DateMention, find_dates

__all__ = ["NO_HOUR", "Hours", "find_hours", "read_hours", "timed", "with_hours"]

_HOUR = (
    r"(?:(?P<hour{end}>\d{{1,2}})(?:\s?(?P<mark{end}>h)(?:(?:eure|r)?s?\b)?(?:\s?(?P<minute{end}>[0-5]\d)(?!\d))?"
    r"|:(?P<colon{end}>[0-5]\d)(?::[0-5]\d)?)?(?:\s?(?P<half{end}>[ap])\.?m\b\.?)?|(?P<word{end}>midi|noon|minuit|midnight)\b)"
)
_HOURS = re.compile(
    r"(?:\b(?P<lead>de|dès|à partir de|from|à|at|between|entre)\s{1,2}|@\s?)?(?<![\w/.:,-])"
    + _HOUR.format(end="")
    + r"(?:\s{0,2}(?P<to>-|–|—|/|à|to|until|et|and)\s{0,2}"
    + _HOUR.format(end="2")
    + r")?(?![\w/]|[.,:]\d)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:vers|environ|autour de|durée|durant|pendant|about|around|for)[\s:]{1,2}$", re.IGNORECASE)
_MORE = re.compile(r"\s?(?:,|;|/|et|and|&|puis|then)\s?", re.IGNORECASE)
_BEHIND = re.compile(r"[\s,;:|([–—-]{0,4}")
_BEFORE = re.compile(r"[\s,–—-]{0,4}(?:(?:le|du|on)\s)?")
_TO = re.compile(r"\s{0,2}(?:-|–|—|au|to|until|jusqu['’]au|et jusqu['’]au)\s{0,2}(?:le\s)?", re.IGNORECASE)
_WORDS = {"midi": 12, "noon": 12, "minuit": 0, "midnight": 0}
"""Hours that are words; they count where another hour stands with them."""
_MORNING = 7
"""Below it, « 2h » may be how long something lasts, and « 6:30 » in the evening."""
NO_HOUR = "00:00:00"
"""How a day without an hour is written by programs."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Where hours stand in a text, and the ``first`` and ``last`` in XSD form; ``last`` may be empty."""

    start: int
    end: int
    first: str
    last: str = ""


def find_hours(text: str) -> Iterator[Hours]:
    """The hours that a text tells without doubt, in order; several in a row (« 9h-12h et 14h-17h ») are one.

    >>> [(found.first, found.last) for found in find_hours("à 18h30 | de 14 à 17 h | 6–8 pm | (2h30) | 10h et 14h")]
    [('18:30:00', ''), ('14:00:00', '17:00:00'), ('18:00:00', '20:00:00')]
    """
    row: Hours | None = None
    for match in _HOURS.finditer(text):
        found = _read(match)
        if not found or _ABOUT.search(text, max(0, match.start() - 20), match.start()):
            continue
        if row and row.last and found.last > row.last and _MORE.fullmatch(text, row.end, found.start):
            row = replace(row, end=found.end, last=found.last)
            continue
        if row:
            yield row
        row = found
    if row:
        yield row


def read_hours(text: str) -> Hours:
    """The hours that a text is, such as that of a cell; raises :class:`ValueError` with, in words, why it is none.

    The last may be before the first, as that of the next day is.

    >>> read_hours("18:30:00").first, read_hours("de 9h à 12h").last, read_hours("20h-2h").last
    ('18:30:00', '12:00:00', '02:00:00')
    """
    written = text.strip()
    match = _HOURS.fullmatch(written)
    if found := _read(match, sure=True) if match else None:
        return found
    rows = list(find_hours(written))
    if len(rows) == 1 and (rows[0].start, rows[0].end) == (0, len(written)):
        return rows[0]
    raise ValueError("it has no form of an hour that is known")


def with_hours(text: str, dates: list[DateMention]) -> list[DateMention]:
    """The dates of a text with the hours that stand beside them; « du 3 mai à 9h au 4 mai à 17h » is one stay.

    Where the text tells other hours, too, those of a date may be but of its first part: it ends at none of them.
    """
    hours = list(find_hours(text)) if any(date.value for date in dates) else []
    if not hours:
        return dates
    found: list[DateMention] = []
    taken: dict[Hours, int] = {}
    for date in dates:
        free = [each for each in hours if taken.get(each, date.start) == date.start]  # days of one list share them
        beside = _beside(text, date, free)
        at_hours = timed(date, beside)
        stay = _stay(text, found[-1], at_hours) if found and at_hours.hour else None
        if beside:
            taken[beside] = date.start
        found[len(found) - bool(stay) :] = [stay or at_hours]
    if len(taken) == len(hours):
        return found
    return [date if date.until else replace(date, until_hour="") for date in found]


def _read(match: re.Match[str], *, sure: bool = False) -> Hours | None:
    """The hours of an expression; ``sure`` where nothing else than hours may stand."""
    last = _time(match, "2", match["half2"])
    first, half = _first(match, last)
    if not first or (match["to"] and not last):
        return None
    if (match["to"] or "").lower() in ("et", "and") and (match["lead"] or "").lower() not in ("entre", "between"):
        return None
    noon = (match["word2"] or "").lower() in ("midi", "noon")
    if not (match["mark"] or match["colon"] or match["half"] or match["mark2"] or match["half2"] or noon):
        return None
    small = len(match["hour"] or "12") == 1 and int(match["hour"]) < _MORNING and not half
    if not sure and small and (match["colon"] or not (match["lead"] or match["to"])):
        return None
    if last and last <= first and not match["mark"] and not match["colon"] and not match["half"]:
        return None
    return Hours(match.start(), match.end(), first, last if last > first or (sure and last < first) else "")


def _first(match: re.Match[str], last: str) -> tuple[str, str]:
    """The hour at which it begins, and its half of the day: its own, else that of the end where it can be its."""
    own, both = match["half"] or "", match["half2"] or ""
    if own or not both or match["mark"] or match["word"]:
        return _time(match, "", own), own
    first = _time(match, "", both)
    return (_time(match, "", ""), "") if match["colon"] and not "" < first < last else (first, both)


def _time(match: re.Match[str], end: str, half: str | None) -> str:
    """An hour in XSD form; empty where there is none, or no day has it. Nothing begins at a « minuit » in words."""
    if word := (match[f"word{end}"] or "").lower():
        return f"{_WORDS[word]:02}:00:00" if match["to"] and (end or _WORDS[word]) else ""
    if not match[f"hour{end}"]:
        return ""
    hour, minute = int(match[f"hour{end}"]), match[f"minute{end}"] or match[f"colon{end}"] or "00"
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return f"{hour:02}:{minute}:00" if hour < 24 else ""


def _beside(text: str, date: DateMention, hours: list[Hours]) -> Hours | None:
    """The hours right behind a date, else those right before it."""
    behind = (each for each in hours if each.start >= date.end and _BEHIND.fullmatch(text, date.end, each.start))
    before = (each for each in hours if each.end <= date.start and _BEFORE.fullmatch(text, each.end, date.start))
    return next(behind, None) or next(before, None)


def timed(date: DateMention, hours: Hours | None) -> DateMention:
    """The date at those hours, where they can be its; of several days one hour alone may be that of each."""
    if not hours or not date.is_day or hours.first == NO_HOUR:
        return date
    last = hours.last if hours.last > hours.first else ""
    if date.until and not last:
        return date
    return replace(date, hour=hours.first, until_hour=last)


def _stay(text: str, first: DateMention, last: DateMention) -> DateMention | None:
    """The stay from a day at an hour to another day at an hour, where no more than « au » parts them."""
    beside = next(find_hours(text[first.end : last.start]), None)
    if not beside or not _BEHIND.fullmatch(text, first.end, first.end + beside.start):
        return None
    begun = first if first.value else find_dates(first.quote, year=last.value[:4])[0]
    if first.until or last.until or not begun.is_day or begun.value >= last.value:
        return None
    if not _TO.fullmatch(text, first.end + beside.end, last.start):
        return None
    return DateMention(
        start=first.start,
        end=last.end,
        quote=text[first.start : last.end],
        value=begun.value,
        until=last.value,
        hour=beside.first,
        until_hour=last.until_hour or last.hour,
    )
