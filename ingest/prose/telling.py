"""One telling: what one place of a page says of one event or publication. Tellings of the same thing meet elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from ingest.prose.dates import DateMention, find_dates, may_hold_a_date
from ingest.prose.hours import with_hours
from ingest.prose.moments import with_days, with_hours_of
from ingest.prose.page import Moment, Span
from ingest.records import ActorReference, Identifier, When

__all__ = ["Manner", "Telling"]

_Marked = TypeVar("_Marked", bound=Span)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a page writes: its language, the order of its dates (:func:`~ingest.prose.dates.numeric_order`), the dates
    that its markup gives and the titles that it puts in italics.
    """

    language: str = "fr"
    order: str = "dmy"
    moments: tuple[Moment, ...] = ()
    titles: tuple[Span, ...] = ()

    def dates(self, span: Span, year: str = "") -> list[DateMention]:
        """The dates of a stretch of the page, with their hours, as its words and its markup give them.

        ``year`` is the one that the context gives for dates without one.
        """
        found, moments = find_dates(span.text, self.order, year), self._inside(span)
        found = with_hours(span.text, with_days(found, moments, span.start) if moments else found)
        return with_hours_of(found, moments, span.start) if moments else found

    def may_hold_a_date(self, span: Span) -> bool:
        """Whether anything in a stretch of the page looks at all like a date: far quicker than to look for one."""
        return may_hold_a_date(span.text) or bool(self._inside(span))

    def titles_in(self, span: Span) -> list[Span]:
        """The words in a stretch of the page that its markup puts in italics."""
        return _inside(self.titles, span)

    def _inside(self, span: Span) -> list[Moment]:
        return _inside(self.moments, span)


def _inside(marked: Sequence[_Marked], span: Span) -> list[_Marked]:
    """What of that stands within the span."""
    first = bisect_left(marked, span.start, key=lambda each: each.start)
    last = bisect_left(marked, span.end, lo=first, key=lambda each: each.start)
    return [each for each in marked[first:last] if each.end <= span.end]


@dataclass(frozen=True, slots=True)
class Telling:
    """What the words of ``span`` tell of an event or publication; what they do not say is empty.

    ``group`` is ``event`` or ``publication``, ``kind`` the page's own word; ``problem`` says why the
    date cannot be taken, ``doubtful`` are words of which it is unclear whom they name.
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
    actors: tuple[ActorReference, ...] = ()
    doubtful: tuple[str, ...] = ()
