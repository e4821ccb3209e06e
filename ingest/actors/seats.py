"""The town in which an organisation is, as far as its name alone says so: « Mairie de Vif », « Univ. Grenoble Alpes ».

Places among the fields of a record, and organisations known by their place, are not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.actors.forms import LONGEST
from ingest.actors.honorifics import is_of_firms
from ingest.actors.names import organisation_key, written_out
from ingest.actors.organisation_words import SMALL_WORDS
from ingest.actors.places import is_large_town
from ontology.folding import fold

__all__ = ["seats"]

_PART = re.compile(r"\s*[,;/()\[\]]\s*|\s+[-–—]\s+")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ][\w'’-]*+"
_TOWN = rf"(?P<town>{_CAPITAL}(?: {_CAPITAL}){{0,5}})"
_BEHIND = re.compile(rf"(?:\b(?:de|à|of|in|at) |\b[dD]['’]|\b(?P<kind>[^\W\d_]++)\.? ){_TOWN}(?: \d+)?$")
_POSTED = re.compile(rf"\b\d{{5}} {_TOWN}")
_OF_TOWNS = frozenset("mairie commune municipalite ccas".split())
"""Bodies that none but a town has, folded."""


@lru_cache(maxsize=65_536)
def seats(name: str) -> frozenset[str]:
    """The words of the towns in which the name says that it is, folded; none where it says none.

    A word counts as a town where it is known as one, has a post code in the name, or a town hall: « Joseph Fourier »
    and « Droit » have none. What is no kind of public body may be called by anything.

    >>> sorted(seats("Institut de neurosciences de Bordeaux")), sorted(seats("LIG, Univ. Grenoble Alpes"))
    (['bordeaux'], ['grenoble'])
    >>> seats("Schneider Electric"), seats("Université Joseph Fourier"), seats("Faculté de Droit")
    (frozenset(), frozenset(), frozenset())
    """
    name = name[:LONGEST]
    posted = {fold(found["town"]) for found in _POSTED.finditer(name)}
    found: set[str] = set()
    for part in _PART.split(name):
        said = _BEHIND.search(part)
        if said and (town := _town(said, posted)) and any(map(_is_kind, part[: said.start("town")].split())):
            found.update(town.split() if _is_behind(said) else ())
    return frozenset(found - SMALL_WORDS)


def _town(said: re.Match[str], posted: set[str]) -> str:
    """The town with which the words begin or end, folded; empty where they have none."""
    town = fold(said["town"])
    if not said["kind"] and _OF_TOWNS.intersection(fold(said.string[: said.start("town")]).split()[-2:-1]):
        return town
    return next((words for words in _ends(town.split()) if words in posted or is_large_town(words)), "")


def _ends(words: list[str]) -> Iterator[str]:
    """The words from the first and to the last, the longest first."""
    for count in range(len(words), 0, -1):
        yield from (" ".join(words[:count]), " ".join(words[-count:]))


def _is_behind(said: re.Match[str]) -> bool:
    """Whether what stands there is behind a preposition, or behind the kind itself and no adjective."""
    return not said["kind"] or (_is_kind(said["kind"]) and not any(map(_is_kind, said["town"].split())))


def _is_kind(word: str) -> bool:
    return is_of_firms(word) or is_of_firms(written_out(organisation_key(word)))
