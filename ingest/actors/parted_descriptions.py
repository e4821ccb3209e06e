"""Identifiers that organisations of quite different names bear, as where one was copied to the row of another.

One identifier may well stand for an acronym and a full name, two languages, a brand, or a name of before: names are
quite different only where both say much, or the one does in French and the other is an acronym that it does not
explain, and where they have nothing in common. Persons are for :mod:`ingest.actors.misborne`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from rapidfuzz import fuzz

from ingest.actors.forms import initials, is_short
from ingest.actors.groups import DECIDING
from ingest.actors.misborne import parted_bearers
from ingest.actors.names import organisation_key
from ingest.actors.words import stem
from ingest.records import Actor, Identifier
from ontology.folding import fold

__all__ = ["PartedDescriptions", "parted_descriptions"]

_OF_A_TOWN = frozenset("mairie ville commune".split())
"""The first words of bodies that have no name but their town's, folded."""
_OF_MANY = _OF_A_TOWN | {"association", "mjc", "societe"}
"""Words that say nothing of which organisation it is, folded."""
_ALIKE = 75
"""Likeness of two folded words (rapidfuzz ratio, 0 to 100) from which they may be one, spelled otherwise."""
_BEGINNING = 3
"""Letters from which on the one word may abbreviate the other."""
_ACRONYM = range(2, 5)
"""Letters of a word in capitals that is surely an acronym; a longer one may well be a brand."""
_ENGLISH = frozenset(
    "agency aerospace authority bank board center council federal for french german health institute italian "
    "laboratory network of research school sciences society spanish swiss survey technology the university".split()
)
"""Words of names translated for readers abroad, folded: the acronym is that of the name at home."""


@dataclass(frozen=True, slots=True)
class PartedDescriptions:
    """The descriptions with the identifiers by which each joins others, and with those that are its own; and the
    indices of those that bear one identifier wrongly, which may be one another."""

    joining: Sequence[Actor]
    own: Sequence[Actor]
    together: Sequence[Sequence[int]] = ()


def parted_descriptions(actors: Sequence[Actor], registered: int = 0) -> PartedDescriptions:
    """The descriptions, no two of quite different names joined by an identifier.

    The first ``registered`` come from registers: what one of those bears is its own, and that of what is called alike.
    """
    wrong = _wrong(actors, registered)
    if not wrong:
        return PartedDescriptions(actors, actors)
    joining, own = list(actors), list(actors)
    for index in {index for bearers in wrong.values() for index in bearers}:
        parted = {each: wrong[each][index] for each in actors[index].identifiers if index in wrong.get(each, {})}
        lost = {each: first for each, first in parted.items() if first >= registered}
        borne = actors[index].identifiers
        named = tuple(replace(each, value=f"{each.value} {lost[each]}") if each in lost else each for each in borne)
        joining[index] = replace(actors[index], identifiers=named)
        own[index] = replace(actors[index], identifiers=tuple(each for each in borne if each not in lost))
    return PartedDescriptions(joining, own, [sorted(bearers) for bearers in wrong.values()])


def _wrong(actors: Sequence[Actor], registered: int) -> Mapping[Identifier, Mapping[int, int]]:
    """By identifier, the bearers of which some are quite different, as indices, each with the first that is like it."""
    bearing: defaultdict[Identifier, list[int]] = defaultdict(list)
    for index, actor in enumerate(actors):
        for each in dict.fromkeys(actor.identifiers):
            if each.scheme in DECIDING:
                bearing[each].append(index)

    def differ(one: int, other: int) -> bool:
        return other >= registered and _quite_different(_called(actors[one]), _called(actors[other]))

    return parted_bearers({each: found for each, found in bearing.items() if found[-1] >= registered}, differ)


def _called(actor: Actor) -> list[str]:
    return [name for name in (actor.name, actor.acronym, *actor.variants) if name]


def _quite_different(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether the names of two organisations, in Latin letters, have nothing in common, and both say much.

    >>> [_quite_different(["Mairie de Vif"], [each]) for each in ("UGA", "Danone", "Mairie de Claix", "Ville de Vif")]
    [True, True, True, False]
    >>> _quite_different(["Cerema"], ["Centre d'études sur les risques"]), _quite_different(["La Poste"], ["Docaposte"])
    (False, False)
    >>> _quite_different(["Bank of France"], ["Banque de France"])
    False
    >>> [_quite_different(["LIG"], [each]) for each in ("Société Générale", "Grenoble Informatics Lab", "Inria")]
    [True, False, False]
    >>> _quite_different(["BRGM"], ["French Geological Survey"])
    False
    """
    if not all(fold(name).isascii() for name in (*mine, *theirs)):
        return False
    is_told = (
        all(map(_says_much, (mine, theirs))) or _is_acronym_of_none(mine, theirs) or _is_acronym_of_none(theirs, mine)
    )
    if not is_told and not _is_of_town(mine) and not _is_of_town(theirs):
        return False
    return not any(_has_in_common(*pair) for pair in product(mine, theirs))


def _says_much(names: Sequence[str]) -> bool:
    return any(" " in organisation_key(name) for name in names)


def _is_acronym_of_none(names: Sequence[str], others: Sequence[str]) -> bool:
    """Whether these names are acronyms, and the others say much in the language in which acronyms are made here."""
    are_acronyms = all(name.isupper() and name.isalpha() and len(name) in _ACRONYM for name in names)
    return are_acronyms and _says_much(others) and _ENGLISH.isdisjoint(fold(" ".join(others)).split())


def _is_of_town(names: Sequence[str]) -> bool:
    return organisation_key(names[0]).partition(" ")[0] in _OF_A_TOWN and _says_much(names)


def _has_in_common(one: str, other: str) -> bool:
    if is_short(one) or is_short(other):
        short, long = (one, other) if is_short(one) else (other, one)
        if _is_among(fold(short).replace(" ", ""), long):
            return True
    return any(_alike(*pair) for pair in product(_telling(one), _telling(other)))


def _is_among(short: str, long: str) -> bool:
    """Whether the letters of a short form follow one another in the name, or are its initials, in the order of whatever
    language."""
    letters = iter(fold(long))
    return sorted(short) == sorted(initials(long)) or all(letter in letters for letter in short)


def _telling(name: str) -> set[str]:
    words = organisation_key(name).split()
    telling = [word for word in words if word not in _OF_MANY] or words
    return {*telling, *map(stem, telling)} - {""}


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    begins = longer.startswith(shorter) and len(shorter) >= _BEGINNING
    return one == other or begins or fuzz.ratio(one, other) >= _ALIKE
