"""What a column's values look like: dates, identifiers, addresses, long texts. Which field they are is not for here."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.identifiers import SCHEMES, identifier
from ingest.prose.hours import read_hours
from ingest.sources.coordinates import read_coordinates
from ingest.sources.dates import read_period
from ingest.sources.languages import language_tag
from ingest.sources.table.counted import counted_days
from ingest.sources.table.fields import is_address
from ingest.sources.table.usual_names import is_usual_name
from ontology.folding import fold
from ontology.kinds import kind_of

__all__ = ["Column"]

_NUMBER = re.compile(r"[+-]?\d[\d\s.,]*")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-\w+)?", re.IGNORECASE)
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?: (?:d[eu]s? |van |von )?[^\W\d_a-z][\w.'’-]*){1,3}")
_ROLE = re.compile(
    r"(?:vice )?(?:president|direct(?:eur|rice|or)\b|charge\b|chargee\b|chef|responsable|maire|adjoint|elue?\b|delegue"
    r"|professeur|professor|maitre|enseignant|cherche|ingenieur|engineer|coordinat(?:eur|rice|or)\b|coordonnat"
    r"|secretaire|tresori|gerant|consultant|assistant|manager|head of|officer|chair|researcher|lecturer|treasurer)"
)
"""How the words for what a person does begin, folded."""
_WHOLE_DATE = 8


@dataclass(frozen=True)
class Column:
    """A column's name and the values that some of its rows have; each share is of them, from 0 to 1."""

    name: str
    values: Sequence[str]

    def share(self, test: Callable[[str], object]) -> float:
        """How many of the values pass."""
        return sum(bool(test(value)) for value in self.values) / max(1, len(self.values))

    @cached_property
    def is_value(self) -> bool:
        """Whether what stands for its name is a day or an address, as its values are: a table without header."""
        return any(test(self.name) and self.share(test) >= 0.5 for test in (_is_day, _MAIL.fullmatch, is_address))

    @cached_property
    def is_kind_of_actor(self) -> bool:
        """Whether it is called as a kind of organisations is: « Entreprise », « Laboratoire »."""
        return not is_usual_name(self.name) and bool(kind_of(self.name, "organisation"))

    @cached_property
    def dates(self) -> float:
        """Values that are a date of any precision."""
        return self.share(_is_date)

    @cached_property
    def counted(self) -> float:
        """Values that can be days as spreadsheets count them."""
        return self.share(counted_days)

    @cached_property
    def days(self) -> float:
        """Values that are dates and no mere number."""
        return self.share(_is_day)

    @cached_property
    def hours(self) -> float:
        """Values that are hours of a day."""
        return self.share(_is_hours)

    @cached_property
    def addresses(self) -> float:
        """Values that are addresses on the web."""
        return self.share(is_address)

    @cached_property
    def mails(self) -> float:
        """Values that are e-mail addresses."""
        return self.share(_MAIL.fullmatch)

    @cached_property
    def numbers(self) -> float:
        """Values that are numbers."""
        return self.share(_NUMBER.fullmatch)

    @cached_property
    def degrees(self) -> float:
        """Values that can be one of two coordinates."""
        return self.share(lambda value: _is_point("1", value))

    @cached_property
    def points(self) -> float:
        """Values that are a latitude and a longitude."""
        return self.share(lambda value: _is_point(value, ""))

    @cached_property
    def languages(self) -> float:
        """Values that name a language."""
        return self.share(lambda value: _LANGUAGE.fullmatch(value) or (" " not in value and language_tag(value)))

    @cached_property
    def lists(self) -> float:
        """Values of several lines or parts."""
        return self.share(lambda value: "\n" in value or ";" in value)

    @cached_property
    def people(self) -> float:
        """Values that have the form of a person's name and do not begin like an organisation's."""
        return self.share(lambda value: _PERSON.fullmatch(value) and not kind_of(value.split()[0], "organisation"))

    @cached_property
    def roles(self) -> float:
        """Values that say what a person does, as « Directrice » or « Chargé de mission »."""
        return self.share(lambda value: _ROLE.match(fold(value)))

    @cached_property
    def length(self) -> float:
        """The mean length in characters."""
        return sum(map(len, self.values)) / max(1, len(self.values))

    @cached_property
    def variety(self) -> float:
        """How many of the values are different from all others."""
        return len(set(self.values)) / max(1, len(self.values))

    def identifiers(self, scheme: str) -> float:
        """Values that are identifiers of that scheme; of one that takes any text, none."""
        return self.share(lambda value: identifier(scheme, value)) if scheme in SCHEMES else 0.0

    def kinds(self, group: str) -> float:
        """Values that are the word of a known kind."""
        return self.share(lambda value: kind_of(value, group))


def _is_day(value: str) -> bool:
    return len(value) >= _WHOLE_DATE and not value.isdecimal() and _is_date(value)


def _is_date(value: str) -> bool:
    try:
        read_period(value, "fr")
    except ValueError:
        return False
    return True


def _is_hours(value: str) -> bool:
    try:
        read_hours(value)
    except ValueError:
        return False
    return True


def _is_point(latitude: str, longitude: str) -> bool:
    try:
        read_coordinates(latitude, longitude)
    except ValueError:
        return False
    return True
