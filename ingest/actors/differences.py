"""What in two names of organisations says that these are two: other numbers, other places.

Deciding who is who is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from ingest.actors.forms import word_key
from ingest.actors.places import territories

__all__ = ["arabic", "says_as_much", "tell_apart"]

_ROMAN = re.compile(r"(x{0,2})(ix|iv|v?)(i{0,3})")
_UNITS = {"": 0, "v": 5, "iv": 4, "ix": 9}
_SEVERAL = 3


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
