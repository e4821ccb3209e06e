"""An iCalendar text cut into its components (RFC 5545, section 3.4), each with its line, so that one broken event harms
no other. What the properties mean is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.records import Rejection
from ingest.sources.ical.quoted_printable import goes_on, readable
from ontology.errors import Place

__all__ = ["Calendar", "RawComponent", "cut", "unread"]

_KEPT = frozenset({"VEVENT", "VTIMEZONE"})
_OTHER = frozenset({"VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY"})
_ZONE = "X-WR-TIMEZONE"
_NAME = re.compile(r"[A-Za-z0-9-]+(?=[;:])")
_NO_PARTS = re.compile(r"Content line could not be parsed into parts: '(.*)': ")


@dataclass(frozen=True, slots=True)
class RawComponent:
    """A component as it is written: its unfolded lines, each with the number of the line where it begins."""

    name: str
    lines: tuple[tuple[int, str], ...]

    @property
    def text(self) -> str:
        """The lines as they go to a parser."""
        return "".join(f"{line}\r\n" for _, line in self.lines)

    @property
    def line(self) -> int:
        """The number of the line where it begins."""
        return self.lines[0][0]

    def line_of(self, name: str | None) -> int:
        """The number of the first line of that property, else of the component."""
        return next((number for number, _ in self._named(name)), self.line)

    def values_of(self, name: str | None) -> set[str]:
        """What that property's lines say after their first colon, where it is more than two letters."""
        values = (" ".join(line.partition(":")[2].split()) for _, line in self._named(name))
        return {value for value in values if len(value) > 2}

    def _named(self, name: str | None) -> Iterator[tuple[int, str]]:
        wanted = (name or "").upper()
        return (each for each in self.lines if (found := _NAME.match(each[1])) and found[0].upper() == wanted)


@dataclass(slots=True)
class Calendar:
    """What a file holds: events, time zones by identifier, and what is wrong with its structure.

    ``zones`` are those that calendars in the file call their own, as Google and others do, each with its line's number.
    """

    events: list[RawComponent] = field(default_factory=list)
    timezones: dict[str, RawComponent] = field(default_factory=dict)
    rejections: list[Rejection] = field(default_factory=list)
    is_calendar: bool = False
    zones: dict[str, int] = field(default_factory=dict)


def cut(text: str, source: str) -> Calendar:
    """The components of an iCalendar text; ``source`` is the name of the file."""
    cutting = _Cutting(source)
    for number, line in _unfolded(text):
        cutting.take(number, readable(line))
    return cutting.finish()


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The content lines, with the number of the line where each begins; a line that begins with a space goes on.

    So does in quoted-printable what ends with « = ».
    """
    begun, parts = 1, list[str]()
    for number, line in enumerate(text.split("\n"), 1):
        if parts and goes_on(parts[0], parts[-1]):
            parts[-1] = parts[-1][:-1]
            parts.append(line.lstrip(" \t"))
            continue
        if line[:1] in (" ", "\t") and parts:
            parts.append(line[1:])
            continue
        if any(parts):
            yield begun, "".join(parts)
        begun, parts = number, [line]
    if any(parts):
        yield begun, "".join(parts)


class _Cutting:
    """The state between one line and the next."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.calendar = Calendar()
        self.open: list[tuple[str, int]] = []
        self.gathered: list[tuple[int, str]] = []
        self.stray = 0
        self.others: dict[str, int] = {}

    def take(self, number: int, line: str) -> None:
        keyword, _, name = line.strip().partition(":")
        name = name.strip().upper()
        if keyword.upper() == "BEGIN":
            self._begin(number, line, name)
        elif keyword.upper() == "END":
            self._end(number, line, name)
        elif self.gathered:
            self.gathered.append((number, line))
        elif keyword.partition(";")[0].upper() == _ZONE and [name for name, _ in self.open] == ["VCALENDAR"]:
            self.calendar.zones.setdefault(line.partition(":")[2].strip(), number)
        elif not self.open and line.strip():
            self.stray = self.stray or number

    def _begin(self, number: int, line: str, name: str) -> None:
        self.calendar.is_calendar |= name == "VCALENDAR" or name in _KEPT
        if name in (*_KEPT, "VCALENDAR") and self.gathered:
            self._reject(self.gathered[0][0], "the component is never ended", "Add its END line.")
            self.gathered = []
            self.open = [each for each in self.open if each[0] == "VCALENDAR"][:1]
        if name in _OTHER:
            self.others[name] = self.others.get(name, 0) + 1
        self.open.append((name, number))
        if self.gathered or name in _KEPT:
            self.gathered.append((number, line))

    def _end(self, number: int, line: str, name: str) -> None:
        if not self.open or self.open[-1][0] != name:
            ending = f"END:{name[:40]}"
            self._reject(number, f"“{ending}” ends what was not begun", "Take the line out, or add its BEGIN line.")
            return
        self.open.pop()
        if self.gathered:
            self.gathered.append((number, line))
        if name in _KEPT and self.gathered:
            self._keep(RawComponent(name, tuple(self.gathered)))
            self.gathered = []

    def _keep(self, component: RawComponent) -> None:
        if component.name == "VEVENT":
            self.calendar.events.append(component)
            return
        for _, line in component.lines:
            if line.upper().startswith("TZID"):
                self.calendar.timezones.setdefault(line.partition(":")[2].strip(), component)
                return

    def finish(self) -> Calendar:
        if self.open:
            name, number = self.open[-1]
            self._reject(number, f"{name[:40]} is never ended: the file is cut short", "Fetch or export it again.")
        if self.stray:
            self._reject(
                self.stray, "the line belongs to no component", "Put it between BEGIN and END, or take it out."
            )
        for name, count in sorted(self.others.items()):
            reason = f"{count} {name} left aside: only events are read"
            self.calendar.rejections.append(Rejection(Place(self.source), reason, "Nothing, if they are no events."))
        return self.calendar

    def _reject(self, number: int, reason: str, remedy: str) -> None:
        """Tell that the calendar's structure is broken at that line."""
        rejection = Rejection(Place(self.source, f"line {number}" if number else ""), reason, remedy, breaks=True)
        self.calendar.rejections.append(rejection)


def unread(name: str | None, said: str, values: Iterable[str]) -> str:
    """Why a property was left out, by what the parser says; the file's words in it, its ``values``, are in “ ”.

    >>> unread(None, "Content line could not be parsed into parts: ':15': :15", ())
    '“:15” is no line of a calendar'
    >>> unread("DTSTART", "Expected date, got: soon.", ["soon"])
    'DTSTART cannot be read: Expected date, got: “soon”'
    """
    if not name:
        line = _NO_PARTS.match(said)
        return f"“{(line[1] if line else said)[:60]}” is no line of a calendar"
    for value in values:
        said = said.replace(f"'{value}'", value).replace(value, f"“{value[:60]}”")
    return f"{name} cannot be read: {said[:200].rstrip('.')}"
