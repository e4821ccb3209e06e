"""The town in which an organisation is, as far as its name alone says so: « Mairie de Vif », « Univ. Grenoble Alpes ».

Places among the fields of a record, and organisations known by their place, are not for here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.actors.honorifics import is_of_firms
from ingest.actors.names import organisation_key, written_out
from ingest.actors.organisation_words import SMALL_WORDS
from ontology.folding import fold

__all__ = ["seats"]

_PART = re.compile(r"\s*[,;/()\[\]]\s*|\s+[-–—]\s+")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ][\w'’-]*"
_TOWN = rf"(?P<town>{_CAPITAL}(?:[ -]{_CAPITAL})*)"
_BEHIND = re.compile(rf"(?:\b(?:de|à|of|in|at) |\b[dD]['’]|(?P<kind>[^\W\d_]+)\.? ){_TOWN}(?: \d+)?$")


@lru_cache(maxsize=65_536)
def seats(name: str) -> frozenset[str]:
    """The words of the towns in which the name says that it is, folded; none where it says none.

    A topic has its article, or no capital; what is no kind of public body may be called by anything.

    >>> sorted(seats("Institut de neurosciences de Bordeaux")), sorted(seats("LIG, Univ. Grenoble Alpes"))
    (['bordeaux'], ['alpes', 'grenoble'])
    >>> seats("Schneider Electric"), seats("Centre National de la Recherche Scientifique")
    (frozenset(), frozenset())
    """
    found: set[str] = set()
    for part in _PART.split(name):
        said = _BEHIND.search(part)
        if said and any(map(_is_kind, part[: said.start("town")].split())) and _is_behind(said):
            found.update(fold(said["town"]).split())
    return frozenset(found - SMALL_WORDS)


def _is_behind(said: re.Match[str]) -> bool:
    """Whether what stands there is behind a preposition, or behind the kind itself and no adjective."""
    return not said["kind"] or (_is_kind(said["kind"]) and not any(map(_is_kind, said["town"].split())))


def _is_kind(word: str) -> bool:
    return is_of_firms(word) or is_of_firms(written_out(organisation_key(word)))
