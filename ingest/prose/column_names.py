"""The usual names of a table's columns, and what each holds. Reading the rows below them is not for here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ontology.folding import fold

__all__ = ["field_of", "fields_of", "names_columns"]

_FIELDS = {
    "date": frozenset("date dates quand when jour day annee year parution".split()),
    "title": frozenset("titre intitule title theme sujet topic name nom evenement event".split()),
    "kind": frozenset("type nature kind format categorie category genre".split()),
    "hour": frozenset("heure heures horaire horaires time hour hours".split()),
    "performer": frozenset("intervenant intervenants intervenante intervenantes orateurs speaker speakers".split()),
    "organizer": frozenset(
        ("organisateur", "organisateurs", "organise par", "organizer", "organizers", "organised by")
    ),
    "place": frozenset("lieu ville place where venue location town city ou".split()),
}
_LONGEST = 40


def field_of(name: str) -> str:
    """What a column of that name holds: date, hour, title, kind, people or place; empty for any other.

    >>> field_of("Intitulé"), field_of("Tarif")
    ('title', '')
    """
    return next((field for field, names in _FIELDS.items() if fold(name) in names), "")


@lru_cache(maxsize=16)
def fields_of(header: tuple[str, ...]) -> tuple[str, ...]:
    """What each column of a header holds, worked out once for all rows below it."""
    return tuple(map(field_of, header))


def names_columns(cells: Sequence[str]) -> bool:
    """Whether a row whose layout does not say so names columns: a date's and a title's among them, and no figures.

    >>> names_columns(["Date", "Intitulé", "Intervenant"]), names_columns(["Date", "12 mars"])
    (True, False)
    """
    if any(len(cell) > _LONGEST or any(map(str.isdigit, cell)) for cell in cells):
        return False
    return {"date", "title"} <= set(map(field_of, cells))
