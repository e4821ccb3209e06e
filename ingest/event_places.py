"""The places and the organisers of events by their names: whether two may be one, and whether they are.

A word that any place may have (« salle », « mairie », « Saint- ») says nothing of which it is. Coordinates and who an
organiser is are not for here.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from ingest.actors.collective import says_organisation
from ingest.actors.forms import LONGEST, initials, is_short, place_words
from ingest.actors.names import organisation_key
from ingest.actors.towns import ANYWHERE, OF_ANY_PLACE, SAINTS, town_of
from ontology.folding import fold
from ontology.kinds import kind_of

__all__ = [
    "differ",
    "differ_in_one_source",
    "is_told",
    "organised_by",
    "organisers_differ",
    "same_place",
    "told_by",
]


@dataclass(frozen=True, slots=True)
class _Place:
    """The words of a place's name, those of them that tell it from others, and those of its town, where it says one."""

    words: frozenset[str]
    telling: frozenset[str]
    town: frozenset[str]


def is_told(place: str) -> bool:
    """Whether the words say anything of where that is."""
    return bool(_read(place).words)


def told_by(place: str) -> Hashable:
    """What the name says of the place: no other place differs from one, or is the same, of two that say the same.

    >>> told_by("Salle 12") == told_by("Salle 13") != told_by("Casemate")
    True
    """
    return _read(place)


def organised_by(organiser: str) -> Hashable:
    """What the name says of the organiser, in the same sense as :func:`told_by`; None where it is no organisation's.

    >>> organised_by("MJC de Mens") == organised_by("MJC de Vif"), organised_by("Marie Berger")
    (False, None)
    """
    read = _organiser(organiser)
    return read if read.is_organisation else None


def same_place(one: str, other: str) -> bool:
    """Whether the two have in common what tells a place from others, and do not differ; a town alone is its whole name.

    >>> same_place("La Casemate", "La Casemate, Grenoble"), same_place("Mairie", "Mairie de Voiron")
    (True, False)
    >>> same_place("Saint-Martin", "Saint-Martin-d'Hères")
    False
    """
    mine, theirs = _read(one), _read(other)
    if not mine.telling.isdisjoint(theirs.telling):
        return not differ(one, other)
    less, more = sorted((mine, theirs), key=lambda each: len(each.words))
    return bool(less.telling) and less.words <= more.words and less.words != less.town


def differ(one: str, other: str) -> bool:
    """Whether these are two places: of two towns, or with nothing in common that tells one place from others.

    What says no more than the other does not differ.

    >>> differ("Mairie de Voiron", "Mairie de Vizille"), differ("Salle des fêtes", "Salle des fêtes, Mens")
    (True, False)
    >>> differ("Saint-Martin-d'Hères", "Saint-Martin-le-Vinoux"), differ("Lyon", "Fab Lab, 69001 LYON")
    (True, False)
    """
    mine, theirs = _read(one), _read(other)
    if mine.words <= theirs.words or theirs.words <= mine.words:
        return False
    if mine.words.isdisjoint(theirs.words):
        return True
    if mine.town and theirs.town and not mine.town <= theirs.words and not theirs.town <= mine.words:
        return True
    return bool(mine.telling and theirs.telling) and mine.telling.isdisjoint(theirs.telling)


def differ_in_one_source(one: str, other: str) -> bool:
    """Whether these are two places for who names both: each says something of which the other says nothing.

    >>> differ_in_one_source("MSH Alpes, Grenoble", "Maison des sciences de l'homme, Grenoble")
    True
    """
    mine, theirs = _read(one), _read(other)
    return differ(one, other) or bool(mine.telling - theirs.words and theirs.telling - mine.words)


@dataclass(frozen=True, slots=True)
class _Organiser:
    """Whether a name says that it is an organisation's, and is short; its initials, itself folded, what tells it."""

    is_organisation: bool
    is_short: bool
    initials: str
    folded: str
    telling: tuple[str, ...]


def organisers_differ(one: str, other: str) -> bool:
    """Whether these are two organisations: no word in common tells which they are, and neither is an acronym.

    >>> organisers_differ("MJC de Mens", "MJC de Vif"), organisers_differ("UGA", "Université Grenoble Alpes")
    (True, False)
    >>> organisers_differ("Marie Berger", "Ville de Vif")
    False
    """
    first, second = _organiser(one), _organiser(other)
    if not (first.is_organisation and second.is_organisation) or first.is_short is not second.is_short:
        return False
    if first.initials == second.folded or second.initials == first.folded:
        return False
    pairs = product(first.telling, second.telling)
    return not any(mine.startswith(theirs) or theirs.startswith(mine) for mine, theirs in pairs)


@lru_cache(maxsize=65_536)
def _organiser(name: str) -> _Organiser:
    folded, words = fold(name), organisation_key(name[:LONGEST]).split()
    telling = [
        word for word in _without_saints(words) if word not in OF_ANY_PLACE and not kind_of(word, "organisation")
    ]
    is_organisation = says_organisation(name) or folded.partition(" ")[0] in OF_ANY_PLACE
    return _Organiser(is_organisation, is_short(name), initials(name), folded, tuple(telling or words))


@lru_cache(maxsize=65_536)
def _read(place: str) -> _Place:
    words = place_words(place) - ANYWHERE
    kept = [word for word in fold(place[:LONGEST]).split() if word in words]
    telling = [word for word in _without_saints(kept) if word not in OF_ANY_PLACE]
    if not telling:  # « Saint-Étienne »
        telling = [word for word in kept if word not in OF_ANY_PLACE]
    return _Place(words, frozenset(telling), town_of(place[:LONGEST]))


def _without_saints(words: list[str]) -> list[str]:
    """The words but those behind « Saint »: too many places are called by one saint.

    >>> _without_saints(["saint", "martin", "vinoux"])
    ['saint', 'vinoux']
    """
    return [word for before, word in zip(["", *words], words, strict=False) if before not in SAINTS]
