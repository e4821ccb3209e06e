"""Persons whose names are nearly the same, found without comparing each with each.

Those of one name, or of initials that fit, are found when who is who is decided, in :mod:`ingest.actors.persons`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from rapidfuzz.distance import OSA

from ingest.actors.names import PersonName, begins_with_honorific, person_name
from ontology.folding import fold

__all__ = ["persons_alike"]

_MOST = 60
"""A form that more persons than this have tells nothing of them."""
_LONG = 7
"""Letters from which on a family name says enough to be known with a letter amiss."""
_END = 3
_FEW = 5
"""Persons of a family name among whom one may look for « M. Coste »."""
_DOUBLE = re.compile(r"([^\W\d_]+)-([^\W\d_]+)")
"""A double family name."""
_TWICE = re.compile(r"(.)\1")

_Known = dict[tuple[str, PersonName], None]


def persons_alike(names: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Pairs of actors, in order, from pairs of actor and name: whose names in full have the same words in another
    order, the same letters but for doubled ones and gaps, or one letter of a long family name amiss; or of whom one has
    one half of the other's double family name, or nothing but an honorific and the family name of a few.

    >>> sorted(persons_alike([("a", "Thi Minh Nguyen"), ("b", "Nguyen Thi Minh")]))
    [('a', 'b')]
    >>> sorted(persons_alike([("a", "Mohamed Ben Ali"), ("b", "Mohammed Benali"), ("c", "Mohamed Ben Amor")]))
    [('a', 'b')]
    >>> sorted(persons_alike([("a", "Sandrine Feneuille"), ("b", "Sandrine Fenouille"), ("c", "Sandra Fenouille")]))
    [('a', 'b')]
    >>> sorted(persons_alike([("a", "Anne-Laure Petit"), ("b", "Anne-Laure Petit-Roux"), ("c", "Anne Petit")]))
    [('a', 'b')]
    >>> sorted(persons_alike([("a", "Jean-Marc Petit"), ("b", "M. Petit"), ("c", "Dr Roux")]))
    [('a', 'b')]
    >>> persons_alike([("a", "Michel Petit"), ("b", "Michèle Petit"), ("c", "Petit")])
    set()
    """
    told = [(actor, name, person_name(name)) for actor, name in names]
    known: _Known = {(actor, read): None for actor, _, read in told if read.is_full}
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
    found |= {pair for alike in by_end.values() for pair in _pairs(alike, most=1)}
    return found | set(_halves(told, known)) | set(_of_family(told, known))


def _halves(told: Iterable[tuple[str, str, PersonName]], known: _Known) -> Iterator[tuple[str, str]]:
    """The pairs of one given name of which one's family name is half of the other's."""
    bearing: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for actor, name in known:
        bearing[name.given, name.family].append(actor)
    for actor, written, name in told:
        doubles = _DOUBLE.finditer(written) if name.is_full else ()
        for half in (half for double in doubles if fold(double[0]) == name.family for half in double.groups()):
            others = bearing.get((name.given, fold(half)), ())
            yield from (_ordered(actor, other) for other in others[:_MOST] if other != actor)


def _of_family(told: Iterable[tuple[str, str, PersonName]], known: _Known) -> Iterator[tuple[str, str]]:
    """The pairs of one who is called « M. Coste », « Dr Coste » alone and one of the few whose family name that is."""
    bearing: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for actor, name in known:
        bearing[name.family][actor] = None
    for actor, written, name in told:
        if not name.given and begins_with_honorific(written):
            others = bearing.get(fold(written.partition(" ")[2]), {})
            if len(others) <= _FEW and actor not in others:
                yield from (_ordered(actor, other) for other in others)


def _ordered(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)


def _pairs(alike: _Known, most: int | None = None) -> Iterator[tuple[str, str]]:
    """The pairs of different actors, those only whose family names differ in so many letters at the ``most``."""
    if not 1 < len(alike) <= _MOST:
        return
    for (one, name), (other, other_name) in combinations(alike, 2):
        if one != other and (most is None or OSA.distance(name.family, other_name.family, score_cutoff=most) <= most):
            yield _ordered(one, other)


def _plain(letters: str) -> str:
    """Each doubled letter once: « Yann » as « Yan »."""
    return _TWICE.sub(r"\1", letters)
