"""The few named errors of the project: each reads as a sentence and knows where it happened.

The command line prints them and chooses its exit code from them, HTTP answers with them. Errors of a programmer are
not for here: they stay the built-in ones.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CallError", "DataError", "LimitError", "LockedError", "MaillageError", "Place", "QueryError"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the input something stands: a file or address, and the line or record inside it.

    >>> str(Place("events.csv", "row 7"))
    'events.csv, row 7'
    >>> str(Place("events.csv"))
    'events.csv'
    """

    source: str
    locator: str = ""

    def __str__(self) -> str:
        return f"{self.source}, {self.locator}" if self.locator else self.source


class MaillageError(Exception):
    """What went wrong, in a sentence; where; and what to do about it.

    >>> print(DataError("no column is named “Titre”", Place("a.csv", "row 1"), "Name it in maillage.toml."))
    a.csv, row 1: no column is named “Titre”. Name it in maillage.toml.
    """

    exit_code = 1
    status_code = 500

    def __init__(self, problem: str, place: Place | None = None, remedy: str = "") -> None:
        self.problem = problem.rstrip(".")
        self.place = place
        self.remedy = remedy
        super().__init__(problem, place, remedy)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.problem}.{' ' + self.remedy if self.remedy else ''}"


class DataError(MaillageError):
    """The data is at fault: a file that cannot be read, a record that cannot be understood, a shape not kept."""

    status_code = 422


class CallError(MaillageError):
    """The call is at fault: an unknown option, setting, name or address."""

    exit_code = 2
    status_code = 400


class QueryError(CallError):
    """A SPARQL query that cannot be parsed or evaluated."""


class LimitError(MaillageError):
    """A limit was reached: time, rows, bytes, memory or concurrent requests."""

    status_code = 503


class LockedError(MaillageError):
    """Another process is writing to the same workspace."""

    status_code = 423
