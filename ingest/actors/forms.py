"""The ways in which one organisation's name is written: codes, brackets, both languages, short forms, places.

Which organisation a form belongs to is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.actors.names import organisation_key
from ontology.folding import fold

__all__ = ["LONGEST", "Reading", "codes", "is_short", "place_words", "readings", "word_key"]

LONGEST = 400
"""Characters of a name that are compared; no organisation's name is longer."""

_CODE = re.compile(
    r"\b(umr|upr|umi|uar|ums|usr|irl|fre|fr|erl|ea|ur|upres|u|us|unite|cic|um)\s?"
    r"(?:(?:s|t|a|m|d|cnrs|inserm|inra|inrae|ird|cirad)\s)*(\d{2,5})\b"
)
_CODED = re.compile(
    r"[\[(]?\b(?:UMR|UPR|UMI|UAR|UMS|USR|IRL|FRE|FR|ERL|EA|UR|UPRES|U|US|UM)[ _-]?(?:[A-Z]{1,6}[ _-])?n?°? ?\d{2,5}\b[\])]?"
)
_CODE_NAMES = {"u": "umr", "unite": "umr", "us": "uar", "ums": "uar", "upres": "ea"}
_BRACKETED = re.compile(r"([^()\[\]]*[^()\[\]\s])\s*[(\[]([^()\[\]]+)[)\]]\s*")
_DASHED = re.compile(r"\s+[-–—]\s+|\s*[:=|]\s+|\s+/\s+")
_SHORT = 12
_NOT_PLACE = frozenset("cedex france bp cs rue avenue av boulevard bd place campus de du des la le les l d et en".split())

_WORDS = {
    "university": "universite",
    "universita": "universite",
    "institute": "institut",
    "laboratory": "laboratoire",
    "laboratories": "laboratoire",
    "centre": "center",
    "school": "ecole",
    "college": "college",
    "department": "departement",
    "hospital": "hopital",
    "hospitals": "hopital",
    "research": "recherche",
    "researches": "recherche",
    "studies": "etude",
    "study": "etude",
    "network": "reseau",
    "team": "equipe",
    "unit": "unite",
    "joint": "mixte",
    "agency": "agence",
    "council": "conseil",
    "museum": "musee",
    "library": "bibliotheque",
    "engineering": "ingenierie",
    "genie": "ingenierie",
    "health": "sante",
    "water": "eau",
    "sea": "mer",
    "earth": "terre",
    "law": "droit",
    "art": "art",
    "materials": "materiau",
    "materiaux": "materiau",
    "cells": "cellule",
    "cell": "cellule",
    "applied": "appliquee",
    "applique": "appliquee",
    "appliques": "appliquee",
    "computer": "informatique",
    "computing": "informatique",
    "physics": "physique",
    "chemistry": "chimie",
    "languages": "langue",
    "language": "langue",
    "company": "compagnie",
    "bank": "banque",
    "foundation": "fondation",
    "learning": "apprentissage",
    "advanced": "avancee",
    "higher": "superieure",
    "superieur": "superieure",
    "public": "publique",
    "food": "aliment",
    "alimentation": "aliment",
    "development": "developpement",
    "environmental": "environnement",
    "environment": "environnement",
    "ecology": "ecologie",
    "heart": "coeur",
    "brain": "cerveau",
    "cancer": "cancer",
    "world": "monde",
    "knowledge": "savoir",
    "power": "puissance",
    "aging": "vieillissement",
    "ageing": "vieillissement",
    "networks": "reseau",
    "disease": "maladie",
    "diseases": "maladie",
    "plant": "plante",
    "plants": "plante",
    "space": "espace",
    "for": "",
    "on": "",
    "sur": "",
    "in": "",
    "dans": "",
    "pour": "",
    "par": "",
    "by": "",
    "with": "",
    "avec": "",
    "from": "",
    "of": "",
    "its": "",
    "leur": "",
    "leurs": "",
    "d": "",
}
_ENDINGS = (
    (re.compile(r"(?:ical|ique|iques|ics|ic)$"), "i"),
    (re.compile(r"(?:ties|ty|tes|te)$"), "t"),
    (re.compile(r"(?:aire|aires|ar|ary)$"), "ar"),
    (re.compile(r"(?:eur|eurs|or|ors)$"), "or"),
    (re.compile(r"(?:ales|ale|aux|al)$"), "al"),
    (re.compile(r"(?:elles|elle|els|el)$"), "al"),
    (re.compile(r"(?:ives|ive|ifs|if)$"), "iv"),
    (re.compile(r"(?:ies|ie|y)$"), "i"),
    (re.compile(r"(?:es|e|s|x)$"), ""),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take a name: what is left of it, and the short form, code or place that was written beside it."""

    name: str
    short: str = ""
    place: str = ""


@lru_cache(maxsize=65_536)
def word_key(name: str) -> str:
    """The name's words without their endings, in French where both languages have one, in alphabetical order.

    >>> word_key("Grenoble Alpes University") == word_key("Univ. Grenoble Alpes")
    True
    >>> word_key("Laboratory of Applied Mathematics") == word_key("Laboratoire de Mathématiques Appliquées")
    True
    """
    words = {_stem(word) for word in organisation_key(name).split()}
    return " ".join(sorted(word for word in words if word))


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    word = _WORDS.get(word, word)
    if len(word) < 5 or not word.isalpha():
        return word
    for ending, kept in _ENDINGS:
        stem, found = ending.subn(kept, word)
        if found:
            return stem
    return word


def codes(name: str) -> tuple[str, ...]:
    """The codes of research units in the name, written alike.

    >>> codes("Laboratoire d'Informatique de Grenoble (UMR_5217)"), codes("UMR CNRS 5217"), codes("Paris 7")
    (('umr 5217',), ('umr 5217',), ())
    """
    found = (f"{_CODE_NAMES.get(kind, kind)} {number}" for kind, number in _CODE.findall(fold(name[:LONGEST])))
    return tuple(dict.fromkeys(found))


def is_short(name: str) -> bool:
    """Whether the name is one short word, as an acronym is: several organisations may well bear it.

    >>> is_short("CNRS"), is_short("La Poste"), is_short("Schneider Electric")
    (True, False, False)
    """
    return " " not in name.strip() and len(fold(name).replace(" ", "")) <= _SHORT


def place_words(text: str) -> frozenset[str]:
    """The words of a place that can tell it from another.

    >>> sorted(place_words("38058 Saint-Martin-d'Hères Cedex 9"))
    ['heres', 'martin', 'saint']
    """
    return frozenset(word for word in fold(text[:LONGEST]).split() if word.isalpha()) - _NOT_PLACE


def readings(name: str) -> tuple[Reading, ...]:
    """The ways to take a name, the whole first; a bracket holds a short form, a code or a place.

    >>> [reading.name for reading in readings("LIRIS - Laboratoire d'images [UMR5205]")]
    ["LIRIS - Laboratoire d'images [UMR5205]", "LIRIS - Laboratoire d'images", "Laboratoire d'images"]
    >>> readings("La Fabrique (Lyon)")[-1]
    Reading(name='La Fabrique', short='', place='Lyon')
    """
    name = name[:LONGEST].strip()
    return tuple(dict.fromkeys([Reading(name), *_taken_apart(name)]))


def _taken_apart(name: str) -> Iterator[Reading]:
    bare = " ".join(_CODED.sub(" ", name).split()).strip(" -–,:;/")
    if bare and bare != name and fold(bare):
        yield Reading(bare)
        name = bare
    if bracketed := _BRACKETED.fullmatch(name):
        inside = bracketed[2].strip()
        short = inside if is_short(inside) and not inside.istitle() else ""
        yield Reading(bracketed[1], short, "" if short else inside)
        return
    parts = [part for part in _DASHED.split(name) if fold(part)]
    if len(parts) == 2:
        for part, other in (parts, parts[::-1]):
            if is_short(part) and part[1:] != part[1:].lower() and not is_short(other):
                yield Reading(other, part)
                return
        if "=" in name or " / " in name:
            yield from (Reading(part) for part in parts)
        else:
            yield Reading(parts[0], "", parts[1])
