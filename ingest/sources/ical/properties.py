"""The properties of a component by their names, as far as they can be read. What they tell is not for here."""

from __future__ import annotations

from datetime import date
from typing import Any

from icalendar import Event as Component
from icalendar.prop import vBroken

from ingest.records import Rejection
from ingest.sources.ical.components import RawComponent, unread
from ingest.sources.ical.recurrence import Moment
from ontology.errors import Place

__all__ = ["Properties"]

_READ = frozenset(
    "SUMMARY DESCRIPTION DTSTART DTEND DURATION LOCATION ORGANIZER ATTENDEE CATEGORIES URL UID STATUS"
    " RRULE RDATE EXDATE RECURRENCE-ID GEO SEQUENCE".split()
)


class Properties:
    """What a VEVENT says; a broken property that is read is told in ``rejections``, with its line, as what is left out.

    ``language`` is that of the texts that do not say theirs.
    """

    def __init__(self, raw: RawComponent, component: Component, source_name: str, language: str) -> None:
        self.rejections: list[Rejection] = []
        self.raw = raw
        self.component = component
        self.place = Place(source_name, f"line {raw.line}")
        self._name = source_name
        self._language = language
        for name, error in component.errors:
            if name is None or name.upper() in _READ:
                reason = unread(name, " ".join(str(error).split()), raw.values_of(name))
                self.reject(reason, "Mend the line, or take it out.", name)

    def listed(self, name: str) -> list[Any]:
        """The values of a property; a broken one counts as none, since its error is told already."""
        value = self.component.get(name)
        values = value if isinstance(value, list) else [] if value is None else [value]
        return [each for each in values if not isinstance(each, vBroken)]

    def text(self, name: str) -> str:
        """The first value of a property as text; empty where there is none."""
        values = self.listed(name)
        return str(values[0]).strip() if values else ""

    def language(self, name: str) -> str:
        """The language of a text."""
        values = self.listed(name)
        said = getattr(values[0], "params", {}).get("LANGUAGE", "") if values else ""
        return str(said).lower() or self._language

    def moment(self, name: str) -> Moment | None:
        """The day, or the time, that a property gives."""
        values = self.listed(name)
        moment = getattr(values[0], "dt", None) if values else None
        return moment if isinstance(moment, date) else None

    def reject(self, reason: str, remedy: str, name: str | None = None) -> None:
        """Tell of something that is left out, at the line of the property of that name, else at the component's."""
        place = Place(self._name, f"line {self.raw.line_of(name)}")
        self.rejections.append(Rejection(place, reason, remedy))
