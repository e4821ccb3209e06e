"""Organisations whose names are nearly one: but for a slip of the pen, by the words that they share, or in front.

Those that a name fits are found by :mod:`ingest.actors.index`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from heapq import nsmallest

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from ingest.actors.differences import says_as_much, tell_apart
from ingest.actors.entry import Entry, Match, Strength, short_key, spellings
from ingest.actors.forms import LONGEST, Reading, is_short, word_key
from ingest.actors.identity import Identity
from ingest.actors.index import OrganisationIndex
from ingest.actors.initialisms import begin, is_called_after
from ingest.actors.names import organisation_key

__all__ = ["WRITTEN_OUT", "beginning", "is_kind", "named_after", "similar", "slipped"]

_COMPARED = 16
"""Names that share the most words with one, which are compared with it closely."""
_LONG = 8
"""Letters from which on a word says enough to be known with a letter amiss."""
WRITTEN_OUT = {
    "cci": "chambre de commerce et d'industrie",
    "cma": "chambre de métiers et de l'artisanat",
    "chu": "centre hospitalier universitaire",
    "ch": "centre hospitalier",
    "iut": "institut universitaire de technologie",
    "mjc": "maison des jeunes et de la culture",
}
"""The kinds of organisations that are mostly written as acronyms."""
_SIMILAR = 88
"""Likeness of two folded names (rapidfuzz token-sort ratio, 0 to 100) from which a person should compare them."""


def similar(index: OrganisationIndex, name: str, limit: int = 5) -> list[Entry]:
    """Organisations whose names are so like this one that a person should compare them, most alike first."""
    key = word_key(name[:LONGEST])
    bearers = [found for word in key.split() if (found := index.bearers(word)) is not None]
    shared = Counter(path for paths in bearers for path in paths)
    most = nsmallest(_COMPARED, shared.items(), key=lambda item: (-item[1], item[0]))
    scored = ((_likeness(index, name[:LONGEST], key, index.entries[path].identity), path) for path, _ in most)
    best = sorted((-score, path) for score, path in scored if score >= _SIMILAR)
    return [index.entries[path] for _, path in best[:limit]]


def _likeness(index: OrganisationIndex, name: str, key: str, identity: Identity) -> float:
    """How like the name the closest of an organisation's names is, of those that do not say that they are two."""
    names = [each for each in (identity.name, *identity.variants) if not is_short(each)][:20]
    scored = ((100.0 if says_as_much(name, each) else fuzz.ratio(key, word_key(each)), each) for each in names)
    return max(
        (score for score, each in scored if score >= _SIMILAR and not tell_apart(name, each, index.towns)),
        default=0.0,
    )


def slipped(index: OrganisationIndex, name: str) -> list[Match]:
    """The organisations whose name is this one but for a slip of the pen in one long word, or a space."""
    key = word_key(name[:LONGEST])
    found = [entry for entry in similar(index, name) if _is_slip(index, key, entry)]
    return [Match(entry, Strength.PART, Reading(name)) for entry in found]


def _is_slip(index: OrganisationIndex, key: str, entry: Entry) -> bool:
    mine = set(key.split())
    for name in spellings(entry.identity):
        theirs = set(word_key(name).split())
        if "".join(sorted(mine)) == "".join(sorted(theirs)) and len(key) >= _LONG:
            return True
        one, other = mine - theirs, theirs - mine
        if len(one) == len(other) == 1 and not (one | other) & index.towns and _alike(*one, *other):
            return True
    return False


def _alike(one: str, other: str) -> bool:
    shortest = min(len(one), len(other))
    return shortest >= _LONG and one.isalpha() and other.isalpha() and OSA.distance(one, other) <= 1


def is_kind(name: str) -> bool:
    """Whether the name is no more than that of a kind of organisations, written as an acronym.

    >>> is_kind("CHU"), is_kind("CNRS")
    (True, False)
    """
    return organisation_key(name[:LONGEST]) in WRITTEN_OUT


def beginning(index: OrganisationIndex, name: str) -> list[Entry]:
    """Organisations whose names begin with the words of this one, such as those of a kind; heaviest first."""
    key = organisation_key(name[:LONGEST])
    starts = (f"{key} ", f"{organisation_key(WRITTEN_OUT.get(key, key))} ")
    paths = {path for start in starts for path in _with_words(index, word_key(start).split())}
    found = [index.entries[path] for path in paths if begin(index.entries[path].identity, starts)]
    return sorted(found, key=lambda entry: (-index.weight(entry), entry.identity.path))


def _with_words(index: OrganisationIndex, words: Iterable[str]) -> set[str]:
    bearers = [index.bearers(word) for word in words]
    few = [set(each) for each in bearers if each is not None]
    return set.intersection(*few) if few and len(few) == len(bearers) else set()


def named_after(index: OrganisationIndex, short: str, entry: Entry) -> list[Entry]:
    """Others, no part or whole of it, that an acronym before a place or the like means: « ENS » and « ENS Lyon », whose
    full name has the same letters in front."""
    key = short_key(short)
    found = [other for other in beginning(index, short) if not index.related(other, entry.identity.path)]
    return [other for other in found if other is not entry and is_called_after(other.identity, key)]
