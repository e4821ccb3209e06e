"""Names of organisations that are nearly the same, found without comparing each with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from rapidfuzz import fuzz

from ingest.actors.differences import tell_apart
from ingest.actors.names import organisation_key
from ontology.folding import fold

__all__ = ["nearly_the_same"]

ALIKE = 90
"""Similarity of two folded names (rapidfuzz token-sort ratio, 0 to 100) from which a person should look."""
_COMMON = 60
"""A word that more names than this share tells nothing of them."""
_BODIES = {
    "association": "",
    "mairie": "ville",
    "commune": "ville",
    "conseil departemental": "departement",
    "conseil general": "departement",
    "conseil regional": "region",
}
"""What public bodies and associations are called, too, by the first words of their names, folded."""


def nearly_the_same(names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """Pairs of actors, from pairs of actor and name, with the likeness of their closest names, 0 to 1.

    Only names that share a word rare enough are compared, so that the time grows with the number of names.

    >>> nearly_the_same([("a", "Ville de Grenoble"), ("b", "Grenoble, Ville de"), ("c", "Ville de Lyon")])
    {('a', 'b'): 1.0}
    >>> nearly_the_same([("a", "Conseil départemental de l'Isère"), ("b", "Département de l'Isère")])
    {('a', 'b'): 1.0}
    >>> nearly_the_same([("a", "Conseil départemental de l'Isère"), ("b", "Conseil départemental de l'Yonne")])
    {}
    """
    names = list(names)
    known = sorted({(actor, folded) for actor, name in names if len(folded := fold(name)) > 3})
    found = dict.fromkeys(_same_bodies(names), 1.0)
    for (actor, name), (other, other_name) in _sharing(known):
        likeness = fuzz.token_sort_ratio(name, other_name, score_cutoff=ALIKE)
        if likeness and likeness / 100 > found.get((actor, other), 0) and not tell_apart(name, other_name):
            found[actor, other] = round(likeness / 100, 3)
    return found


def _sharing(known: list[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """The pairs of different actors whose names share a word, each pair once, in their order."""
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for index, (_, name) in enumerate(known):
        for word in set(name.split()):
            by_word[word].append(index)
    pairs = {pair for together in by_word.values() if len(together) <= _COMMON for pair in combinations(together, 2)}
    return ((known[one], known[other]) for one, other in sorted(pairs) if known[one][0] != known[other][0])


def _same_bodies(names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pairs of actors that may be one body: the town and its hall, an association with and without that word."""
    bearing: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for actor, name in sorted(names):
        key = organisation_key(name)
        begin = next((each for each in _BODIES if key.startswith(f"{each} ")), None)
        body = key if begin is None else f"{_BODIES[begin]}{key.removeprefix(begin)}".strip()
        bearing[body][actor] = bearing[body].get(actor, False) or begin is not None
    for actors in bearing.values():
        if 1 < len(actors) <= _COMMON:
            yield from (pair for pair in combinations(actors, 2) if any(actors[each] for each in pair))
