"""What in two names of organisations says that these are two: other numbers, other places.

Deciding who is who is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from ingest.actors.forms import word_key
from ontology.folding import fold

__all__ = ["arabic", "says_as_much", "tell_apart", "territories"]

_ROMAN = re.compile(r"(x{0,2})(ix|iv|v?)(i{0,3})")
_UNITS = {"": 0, "v": 5, "iv": 4, "ix": 9}
_SEVERAL = 3
_TERRITORIES = """
    ain, aisne, allier, alpes de haute provence, hautes alpes, alpes maritimes, ardeche, ardennes, ariege, aube,
    aude, aveyron, bouches du rhone, calvados, cantal, charente, charente maritime, cher, correze, corse, corse du
    sud, haute corse, cote d or, cotes d armor, creuse, dordogne, doubs, drome, eure, eure et loir, finistere,
    gard, haute garonne, gers, gironde, herault, ille et vilaine, indre, indre et loire, isere, jura, landes, loir
    et cher, loire, haute loire, loire atlantique, loiret, lot, lot et garonne, lozere, maine et loire, manche,
    marne, haute marne, mayenne, meurthe et moselle, meuse, morbihan, moselle, nievre, nord, oise, orne, pas de
    calais, puy de dome, pyrenees atlantiques, hautes pyrenees, pyrenees orientales, bas rhin, haut rhin, rhone,
    haute saone, saone et loire, sarthe, savoie, haute savoie, seine maritime, seine et marne, yvelines, deux
    sevres, somme, tarn, tarn et garonne, var, vaucluse, vendee, vienne, haute vienne, vosges, yonne, territoire
    de belfort, essonne, hauts de seine, seine saint denis, val de marne, val d oise, guadeloupe, martinique,
    guyane, la reunion, mayotte, auvergne, rhone alpes, auvergne rhone alpes, bourgogne, franche comte, bourgogne
    franche comte, bretagne, centre val de loire, grand est, alsace, lorraine, champagne ardenne, hauts de france,
    picardie, nord pas de calais, ile de france, normandie, haute normandie, basse normandie, nouvelle aquitaine,
    aquitaine, limousin, poitou charentes, occitanie, languedoc roussillon, midi pyrenees, pays de la loire,
    provence alpes cote d azur, paca
"""
"""The departments and regions of France, folded, with the regions before 2016."""
_LONGEST_FIRST = sorted((" ".join(name.split()) for name in _TERRITORIES.split(",")), key=len, reverse=True)
_NAMED = re.compile(rf"\b(?:{'|'.join(_LONGEST_FIRST)})\b")


def tell_apart(one: str, other: str, places: Set[str] = frozenset()) -> bool:
    """Whether the names say that they are of two organisations: each has a number, a department, a region, or a word
    among those of ``places``, that the other has not.

    >>> tell_apart("Conseil départemental de l'Isère", "Conseil départemental de la Marne")
    True
    >>> tell_apart("Université Lyon III", "Université Lyon 3"), tell_apart("Inserm U1234", "Inserm U1203")
    (False, True)
    """
    return (
        _differ(_numbers(one), _numbers(other))
        or _differ(territories(one), territories(other))
        or _differ(_words(one) & places, _words(other) & places)
    )


def says_as_much(name: str, longer: str) -> bool:
    """Whether the longer name has all words of a numbered one.

    >>> says_as_much("Université Lyon 3", "Université Jean Moulin Lyon III")
    True
    """
    words = _words(name)
    return len(words) >= _SEVERAL and bool(_numbers(name)) and words <= _words(longer)


@lru_cache(maxsize=8_192)
def territories(name: str) -> frozenset[str]:
    """The departments and regions of France that the name has, folded.

    >>> sorted(territories("Conseil départemental de la Haute-Savoie"))
    ['haute savoie']
    """
    return frozenset(_NAMED.findall(fold(name)))


def arabic(word: str) -> str:
    """A folded word, a small Roman number in figures.

    >>> arabic("iii"), arabic("xiv"), arabic("lyon")
    ('3', '14', 'lyon')
    """
    found = _ROMAN.fullmatch(word)
    return str(10 * len(found[1]) + _UNITS[found[2]] + len(found[3])) if found and word else word


def _differ(mine: Set[str], theirs: Set[str]) -> bool:
    return bool(mine - theirs and theirs - mine)


@lru_cache(maxsize=8_192)
def _words(name: str) -> frozenset[str]:
    return frozenset(map(arabic, word_key(name).split()))


def _numbers(name: str) -> frozenset[str]:
    return frozenset(str(int(number)) for word in _words(name) for number in re.findall(r"[0-9]+", word))
