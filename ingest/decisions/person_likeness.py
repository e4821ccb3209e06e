"""Persons whose names are nearly the same, found without comparing each with each.

Those of one name, or of initials that fit, are found when who is who is decided, in :mod:`ingest.actors.persons`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from rapidfuzz.distance import OSA

from ingest.actors.names import PersonName, person_name

__all__ = ["persons_alike"]

_MOST = 60
"""A form that more persons than this have tells nothing of them."""
_LONG = 7
"""Letters from which on a family name says enough to be known with a letter amiss."""
_END = 3
_TWICE = re.compile(r"(.)\1")

_Known = dict[tuple[str, PersonName], None]


def persons_alike(names: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Pairs of actors, in order, from pairs of actor and name: whose names in full have the same words in another
    order, the same letters but for doubled ones and gaps, or one letter of a long family name amiss.

    >>> sorted(persons_alike([("a", "Thi Minh Nguyen"), ("b", "Nguyen Thi Minh")]))
    [('a', 'b')]
    >>> sorted(persons_alike([("a", "Mohamed Ben Ali"), ("b", "Mohammed Benali"), ("c", "Mohamed Ben Amor")]))
    [('a', 'b')]
    >>> sorted(persons_alike([("a", "Sandrine Feneuille"), ("b", "Sandrine Fenouille"), ("c", "Sandra Fenouille")]))
    [('a', 'b')]
    >>> persons_alike([("a", "Michel Petit"), ("b", "Michèle Petit"), ("c", "M. Petit")])
    set()
    """
    known: _Known = {(actor, read): None for actor, name in names if (read := person_name(name)).is_full}
    by_form: defaultdict[str, _Known] = defaultdict(_Known)
    by_end: defaultdict[tuple[str, str], _Known] = defaultdict(_Known)
    for actor, name in known:
        words = f"{name.given} {name.family}".split()
        for form in (" ".join(sorted(words)), f"={_plain(''.join(words))}"):
            by_form[form][actor, name] = None
        if len(name.family) >= _LONG:
            for end in (name.family[:_END], f"-{name.family[-_END:]}"):  # a letter amiss leaves one of them as it is
                by_end[_plain(name.given), end][actor, name] = None
    found = {pair for alike in by_form.values() for pair in _pairs(alike)}
    return found | {pair for alike in by_end.values() for pair in _pairs(alike, most=1)}


def _pairs(alike: _Known, most: int | None = None) -> Iterator[tuple[str, str]]:
    """The pairs of different actors, those only whose family names differ in so many letters at the ``most``."""
    if not 1 < len(alike) <= _MOST:
        return
    for (one, name), (other, other_name) in combinations(alike, 2):
        if one != other and (most is None or OSA.distance(name.family, other_name.family, score_cutoff=most) <= most):
            yield min(one, other), max(one, other)


def _plain(letters: str) -> str:
    """Each doubled letter once: « Yann » as « Yan »."""
    return _TWICE.sub(r"\1", letters)
