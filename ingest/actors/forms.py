"""The ways in which one organisation's name is written: codes, brackets, both languages, short forms, places.

Which organisation a form belongs to is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.actors.names import organisation_key
from ingest.actors.words import stem
from ontology.folding import fold

__all__ = [
    "LONGEST",
    "Reading",
    "behind_acronym",
    "codes",
    "initials",
    "is_code",
    "is_short",
    "place_words",
    "readings",
    "word_key",
]

LONGEST = 400
"""Characters of a name that are compared; no organisation's name is longer."""

_CODE = re.compile(
    r"\b(umr|upr|umi|uar|ums|usr|irl|fre|fr|erl|ea|equipe d accueil|ur|unite de recherche|u|inserm|us|cic|um)\s?"
    r"((?:(?:s|t|a|m|d|cnrs|inserm|inra|inrae|ird|cirad)\s)*)(\d{2,5})\b"
)
_CODE_NAMES = {"u": "inserm", "equipe d accueil": "ea", "unite de recherche": "ur"}
_CODED = re.compile(
    r"[\[(]?\b(?:UMR|UPR|UMI|UAR|UMS|USR|IRL|FRE|FR|ERL|EA|UR|UPRES|U|US|UM)"
    r"[ _-]?(?:[A-Z]{1,6}[ _-])?n?°? ?\d{2,5}\b[\])]?"
)
_DIGITS = re.compile(r"\d\d")
_BRACKETED = re.compile(r"([^()\[\]]*[^()\[\]\s])\s*[(\[]([^()\[\]]+)[)\]]\s*")
_DASHED = re.compile(r"\s+[-–—]\s+|\s*[:=|]\s+|\s+/\s+")
_BEFORE = re.compile(r"([A-Z][A-Z0-9-]{1,9}) ([^\W\d_]\S* \S.*)")
_SHORT = 12
_NOT_PLACE = frozenset("cedex france bp cs rue avenue boulevard bd place campus de du des la le les l d et en".split())


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
    words = {stem(word) for word in organisation_key(name).split()}
    return " ".join(sorted(word for word in words if word))


def codes(name: str) -> tuple[str, ...]:
    """The codes of research units in the name, written alike.

    >>> codes("Laboratoire d'Informatique de Grenoble (UMR_5217)"), codes("UMR CNRS 5217"), codes("Paris 7")
    (('umr 5217',), ('umr 5217',), ())
    >>> codes("U1158") == codes("UMR_S 1158")  # both are Inserm's
    True
    """
    if not _DIGITS.search(name):
        return ()
    found = (
        f"{'inserm' if {'s', 'inserm'} & set(owner.split()) else _CODE_NAMES.get(kind, kind)} {int(number)}"
        for kind, owner, number in _CODE.findall(fold(name[:LONGEST]))
    )
    return tuple(dict.fromkeys(found))


def is_code(name: str) -> bool:
    """Whether the name is nothing but the code of a research unit.

    >>> is_code("UMR 5217"), is_code("LIG UMR 5217"), is_code("Paris 7")
    (True, False, False)
    """
    return bool(_DIGITS.search(name)) and not fold(_CODED.sub(" ", name[:LONGEST]))


def is_short(name: str) -> bool:
    """Whether the name is one short word, as an acronym is: several organisations may well bear it.

    >>> is_short("CNRS"), is_short("La Poste"), is_short("Schneider Electric")
    (True, False, False)
    """
    return " " not in name.strip() and len(fold(name).replace(" ", "")) <= _SHORT


def initials(name: str) -> str:
    """The first letters of the words that count.

    >>> initials("Laboratoire d'Informatique de Grenoble")
    'lig'
    """
    return "".join(word[0] for word in organisation_key(name).split())


@lru_cache(maxsize=8_192)
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
    >>> readings("ADEME (Agence de la transition écologique)")[-1]
    Reading(name='Agence de la transition écologique', short='ADEME', place='')
    """
    name = name[:LONGEST].strip()
    return tuple(dict.fromkeys([Reading(name), *_taken_apart(name)]))


def behind_acronym(name: str) -> tuple[Reading, ...]:
    """What stands behind an acronym without any mark: « LIG Laboratoire d'Informatique de Grenoble »."""
    before = _BEFORE.fullmatch(name[:LONGEST].strip())
    return (Reading(before[2], before[1]),) if before else ()


def _taken_apart(name: str) -> Iterator[Reading]:
    bare = " ".join(_CODED.sub(" ", name).split()).strip(" -–,:;/") if _DIGITS.search(name) else ""
    if bare and bare != name and fold(bare):
        yield Reading(bare)
        name = bare
    if bracketed := _BRACKETED.fullmatch(name):
        inside = bracketed[2].strip()
        short = inside if is_short(inside) and not inside.istitle() else ""
        yield Reading(bracketed[1], short, "" if short else inside)
        if bracketed[1].isupper() and is_short(bracketed[1]) and " " in inside:
            yield Reading(inside, bracketed[1])
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
