"""Organisations that may be one, of which a name says less or more than another: « Pôle Minalogic ».

Names that are alike letter by letter are for :mod:`ingest.decisions.likeness`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from ingest.actors.differences import tell_apart
from ingest.actors.forms import is_short
from ingest.actors.honorifics import is_of_firms
from ingest.actors.names import organisation_key
from ingest.actors.places import is_place
from ingest.actors.similar_names import WRITTEN_OUT
from ontology.folding import fold

__all__ = ["shortened"]

_MOST = 60
"""A form that more organisations than this may have tells nothing of them."""
_WRITTEN_OUT = WRITTEN_OUT | {
    "cc": "communauté de communes",
    "ca": "communauté d'agglomération",
    "ens": "école normale supérieure",
    "iep": "institut d'études politiques",
    "pnr": "parc naturel régional",
}
"""Kinds that are written as acronyms before what tells them apart, with what these stand for."""
_KINDS = {
    "pole competitivite": "pole",
    "pole": "pole",
    "cluster": "pole",
    "unite mixte recherche": "laboratoire",
    "laboratoire": "laboratoire",
    "umr cnrs": "laboratoire",
    "umr": "laboratoire",
    "entreprise": "entreprise",
    "groupe": "entreprise",
    "group": "entreprise",
    "societe": "entreprise",
    "ressourcerie": "ressourcerie",
    "recyclerie": "ressourcerie",
    "tiers lieu": "tiers-lieu",
    "cooperative": "cooperative",
}
"""Kinds that stand before a name which says enough by itself, by their keys; those of one sort mean the same."""
_TELLING, _LONG = 4, 8
"""Letters from which on a word says enough behind a kind, and a name says enough without the gaps between its words."""
_BRACKETED = re.compile(r"(.*[^\W_])\s*\([^()]*\)\s*")
_TWICE = re.compile(r"([^\W\d_])\1")
_OWN, _WHOLE, _BRACKET = "", "=", "("

_Forms = dict[str, str]


def shortened(names: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Pairs of actors, in order, from pairs of actor and name: those of which a name is another's, once a kind before
    it is left out or written out, as are the acronyms in it, or without a bracket, the gaps between its words or the
    doubling of letters.

    >>> sorted(shortened([("a", "Chambre de métiers et de l'artisanat de l'Isère"), ("b", "CMA de l'Isère")]))
    [('a', 'b')]
    >>> sorted(shortened([("a", "Minalogic"), ("b", "Pôle Minalogic"), ("c", "Pôle de compétitivité Minalogic")]))
    [('a', 'b'), ('a', 'c'), ('b', 'c')]
    >>> shortened([("a", "La Fabrique (Lyon)"), ("b", "La Fabrique (Nantes)")])
    set()
    >>> shortened([("a", "La Fourmi"), ("b", "Ressourcerie La Fourmi"), ("c", "Isère"), ("d", "Recyclerie de l'Isère")])
    {('a', 'b')}
    """
    told = sorted({each for each in names if fold(each[1])})
    acronyms = _acronyms(told)
    bearing: defaultdict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for actor, name in told:
        for form, how in _forms(name, acronyms).items():
            bearing[form][actor, name] = how
    return {pair for alike in bearing.values() if 1 < len(alike) <= _MOST for pair in _pairs(alike)}


def _pairs(alike: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, str]]:
    for ((one, name), how), ((other, other_name), also) in combinations(alike.items(), 2):
        is_one = how != also if _OWN in (how, also) else how == also != _BRACKET
        if is_one and one != other and not tell_apart(name, other_name):
            yield min(one, other), max(one, other)


def _forms(name: str, acronyms: Mapping[str, str]) -> _Forms:
    """The forms of a name, each with how it came to be; the name's own is among them."""
    key = organisation_key(name)
    found: _Forms = {}
    if bracketed := _BRACKETED.fullmatch(name):
        found[organisation_key(bracketed[1])] = _BRACKET
    first, _, rest = key.partition(" ")
    if rest and first in _WRITTEN_OUT:
        found[f"{organisation_key(_WRITTEN_OUT[first])} {rest}"] = _WHOLE
    words = [acronyms.get(word, word) if rest else word for word in key.split()]
    found[" ".join(words)] = _WHOLE
    if kind := next((each for each in _KINDS if key.startswith(f"{each} ")), ""):
        bare = key.removeprefix(kind).strip()
        if not is_place(bare) and any(
            len(word) >= _TELLING and word.isalpha() and not is_of_firms(word) for word in bare.split()
        ):
            found[bare] = _KINDS[kind]
    glued = _TWICE.sub(r"\1", key.replace(" ", ""))
    if len(glued) >= _LONG:
        found[f"={glued}"] = _WHOLE
    found[key] = _OWN
    return found


def _acronyms(told: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What each acronym stands for that is another name of one organisation alone, as keys."""
    every: defaultdict[str, list[str]] = defaultdict(list)
    for actor, name in told:
        every[actor].append(name)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for names in every.values():
        full = next((name for name in names if " " in name.strip()), "")
        for name in names if full else ():
            if is_short(name) and name.isupper():
                found[organisation_key(name)].add(organisation_key(full))
    return {short: next(iter(full)) for short, full in found.items() if len(full) == 1}
