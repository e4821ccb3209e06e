"""Which of several dates of one publication counts. Reading a date is not for here."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.records import When

__all__ = ["OWN_DATE", "first_dated"]

OWN_DATE = "Give the date of its first publication alone."
"""What to do about the others."""


def first_dated(found: Sequence[When]) -> tuple[When | None, list[When]]:
    """The earliest date, as precise as another of the same year or month makes it, and those that differ from it.

    >>> best, others = first_dated([When("2020-03-01"), When("2019"), When("2019-05")])
    >>> best.value, [other.value for other in others]
    ('2019-05', ['2020-03-01'])
    """
    if not found:
        return None, []
    earliest = min(when.value for when in found)
    within = (when for when in found if when.value.startswith(earliest))
    best = min(within, key=lambda when: (-len(when.value), when.value))
    others = {when.value: when for when in found if not best.value.startswith(when.value)}
    return best, [others[value] for value in sorted(others)]
