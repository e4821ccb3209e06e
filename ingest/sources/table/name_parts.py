"""Columns that hold the given and the family names of one person, beside others: « Nom participant », « Nom payeur ».

Plain « Nom » and « Prénom » are for :mod:`ingest.sources.table.usual_names`.
"""

from __future__ import annotations

from collections.abc import Sequence

from ontology.folding import fold

__all__ = ["given_and_family", "is_of_the_row"]

_GIVEN = ("prenoms", "prenom", "first name", "given name", "firstname")
_FAMILY = ("noms", "nom de famille", "nom", "last name", "family name", "surname", "lastname")

_BESIDE = frozenset(
    """contact responsable referent referente representant correspondant dirigeant president presidente intervenant
    payeur conjoint parent speaker organizer organiser payer
    auteur auteure auteurs auteures author authors createur createurs creator creators contributeur contributeurs
    contributor contributors editeur editeurs editor editors directeur directrice directeurs director directors
    encadrant encadrante encadrants supervisor supervisors intervenants speakers contacts
    organizers organisers""".split()
)
"""Who stands beside what a row tells of."""


def is_of_the_row(column: str) -> bool:
    """Whether a column that holds a part of a name may be that of the person whom the row tells of.

    >>> [is_of_the_row(one) for one in ("Nom participant", "Nom du contact", "authors.lastName")]
    [True, False, False]
    """
    return _BESIDE.isdisjoint(fold(column).split())


def given_and_family(names: Sequence[str]) -> list[tuple[str, str]]:
    """The columns of given and family names that say whose they are, in pairs, in the order of the table.

    >>> given_and_family(["Nom payeur", "Nom participant", "Prénom participant", "Prénom", "Nom"])
    [('Prénom participant', 'Nom participant')]
    """
    families = {whose: name for name in names if (whose := _whose(name, _FAMILY))}
    pairs = ((name, families.get(_whose(name, _GIVEN), "")) for name in names)
    return [(given, family) for given, family in pairs if family]


def _whose(name: str, parts: Sequence[str]) -> str:
    """Whose the part of a name is that a column is called by, folded; empty where it says no more, or no such part."""
    folded = fold(name)
    for part in parts:
        if folded.startswith(f"{part} "):
            return folded.removeprefix(f"{part} ").removeprefix("du ").removeprefix("de la ").removeprefix("de l ")
        if folded.endswith(f" {part}"):
            return folded.removesuffix(f" {part}")
    return ""
