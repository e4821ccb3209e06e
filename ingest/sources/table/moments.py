"""When an event of a row begins and ends: the days of some cells at the hours of others. Cells are not read here."""

from __future__ import annotations

from dataclasses import replace

from ingest.prose.hours import NO_HOUR
from ingest.records import When
from ingest.sources.table.fields import Fields

__all__ = ["moments"]

_DAY = len("2013-05-13")


def moments(fields: Fields, language: str) -> tuple[When | None, When | None]:
    """The beginning and the end of the row's event, as precise as its cells are.

    A date that has its own hour keeps it. Hours that cannot be the date's are kept aside.
    """
    start, last = fields.period("start", language)
    end = fields.period("end", language)[0] or last
    hours, ending = fields.hours("hour"), fields.hours("end_hour")
    if not start or not hours or hours.first == NO_HOUR or len(start.value) > _DAY:
        return start, end
    if len(start.value) < _DAY:
        fields.set_aside("hour", "it has a time but no day", "Write the date to the day.")
        return start, end
    until = ending.first if ending else hours.last
    day = end or start
    begun = replace(start, value=f"{start.value}T{hours.first}")
    if until and len(day.value) == _DAY:
        if (day.value, until) > (start.value, hours.first):
            return begun, replace(day, value=f"{day.value}T{until}")
        fields.set_aside(
            "end_hour" if ending else "hour", "it ends before it begins", "Mend its hours, or give its last day."
        )
    return begun, None if day.value == start.value else end
