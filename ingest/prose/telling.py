"""One telling: what one place of a page says of one event or publication. Tellings of the same thing meet elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.prose.dates import DateMention, find_dates
from ingest.prose.hours import with_hours
from ingest.prose.page import Span
from ingest.records import Identifier, When

__all__ = ["Manner", "Telling"]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a page writes: its language, and the order of its dates (:func:`~ingest.prose.dates.numeric_order`)."""

    language: str = "fr"
    order: str = "dmy"

    def dates(self, text: str, year: str = "") -> list[DateMention]:
        """The dates of a text, with their hours; ``year`` is the one that the context gives for dates without one."""
        return with_hours(text, find_dates(text, self.order, year))


@dataclass(frozen=True, slots=True)
class Telling:
    """What the words of ``span`` tell of an event or publication; what they do not say is empty.

    ``group`` is ``event`` or ``publication``, ``kind`` the page's own word; ``problem`` says why the
    date cannot be taken.
    """

    group: str
    span: Span
    kind: str = ""
    when: When | None = None
    until: When | None = None
    title: Span | None = None
    subtitle: Span | None = None
    location: str = ""
    status: str = ""
    creators: tuple[str, ...] = ()
    container: str = ""
    identifiers: tuple[Identifier, ...] = ()
    confidence: float = 0.9
    problem: str = ""
