"""When an event of a row begins and ends: the days of some cells at the hours of others. Cells are not read here."""

from __future__ import annotations

from dataclasses import replace

from ingest.prose.hours import NO_HOUR, Hours
from ingest.records import When
from ingest.sources.dates import BACKWARDS, next_morning
from ingest.sources.table.fields import Fields

__all__ = ["moments"]

_DAY = len("2013-05-13")
_MOMENT = len("2013-05-13T18:30:00")


def moments(fields: Fields, language: str) -> tuple[When | None, When | None]:
    """The beginning and the end of the row's event, as precise as its cells are.

    A date that has its own hour keeps it. Hours that cannot be the date's are kept aside.
    """
    start, last = fields.period("start", language)
    end = fields.period("end", language)[0] or last
    hours, ending = fields.hours("hour"), fields.hours("end_hour")
    if hours and hours.first == NO_HOUR:
        hours = None
    if not start or not (hours or ending):
        return start, end
    if len(start.value) < _DAY:
        field = "hour" if hours else "end_hour"
        fields.set_aside(field, "it has a time but no day", "Write the date to the day.")
        return start, end
    begun = replace(start, value=f"{start.value}T{hours.first}") if hours and len(start.value) == _DAY else start
    if len(begun.value) == _DAY:
        if ending and ending.first != NO_HOUR:
            remedy = "Write the hour at which it begins."
            fields.set_aside("end_hour", "it ends at an hour, but begins at none", remedy)
        return start, end
    return begun, _ended(begun, end, hours, ending, fields)


def _ended(begun: When, end: When | None, hours: Hours | None, ending: Hours | None, fields: Fields) -> When | None:
    """The end of what begins at an hour, in the small hours that of the next day; an end with its own hour keeps it."""
    until = ending.first if ending else ""
    if hours and not ending and hours.first == begun.value[_DAY + 1 : _MOMENT]:
        until = hours.last
    day = end.value if end else begun.value[:_DAY]
    if until and len(day) == _DAY:
        moment = f"{day}T{until}"
        if moment <= begun.value[:_MOMENT]:
            moment = "" if end else next_morning(begun.value, until)
        if moment:
            return replace(end or begun, value=moment + begun.value[_MOMENT:])
        fields.set_aside("end_hour" if ending else "hour", BACKWARDS, "Mend its hours, or give its last day.")
    return None if day == begun.value[:_DAY] else end
