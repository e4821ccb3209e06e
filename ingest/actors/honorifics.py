"""Names that say by « Mme », « M. », « Dr » or « Pr » that they are a person's. Which person it is, is not for here."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.actors.legal_forms import LEGAL_FORMS
from ingest.actors.words import UNIT_WORDS, stem
from ontology.folding import fold
from ontology.kinds import kind_of

__all__ = ["behind_honorific", "is_of_firms", "without_honorific"]

_WORD = r"[A-ZÀ-ÖØ-Þ](?:[^\W\d_]|['’.-])*"
_PARTICLES = r"(?:d['’]|(?:de la|de|du|des|di|da|del|della|van der|van den|van|von|le|la|el|ben) )?"
_CIVIL, _LEARNED = r"M\.|M(?:me|lle)\.?", r"(?:Dre?|Pre?|Prof)\.?(?:-Ing\.)?"
_FURTHER = rf"(?: (?:{_LEARNED}|Ing\.|h\.\s?c\.|habil\.)(?= ))*+"
"""Titles behind the first: « Pr. Dr. Ing. »"""
_TITLED = re.compile(
    rf"(?:{_CIVIL}|(?P<learned>{_LEARNED})){_FURTHER} (?P<name>{_WORD}(?: {_PARTICLES}{_WORD}){{0,3}})"
)
_BEFORE = re.compile(rf"^(?:(?:Mme|Mlle|Mr|Monsieur|Madame|Mademoiselle)\.?|{_LEARNED}){_FURTHER} (?=\S+ \S)")
"""What stands before a whole name, and is no part of it; « M. » may be an initial."""
_OF_FIRMS = frozenset(
    """and conseil conseils consultant consultants consulting design et europe fils formation formations france group
    international labs paris sante services shop solutions store studio""".split()
)
"""Words that stand in the names of firms, such as « Dr Oetker France », and in nobody's."""


@lru_cache(maxsize=65_536)
def behind_honorific(name: str) -> str:
    """The name of a person, without the honorific that says it is one; empty for any other.

    A family name alone is enough behind « Mme » and « M. », which it keeps, since two may bear it; it is not enough
    behind « Dr » and « Pr », with which brands begin.

    >>> behind_honorific("Mme Anne Coste"), behind_honorific("M. Coste"), behind_honorific("Pr. Dr. Ing. Jean de Vif")
    ('Anne Coste', 'M. Coste', 'Jean de Vif')
    >>> behind_honorific("Dr. Martens"), behind_honorific("M. le maire"), behind_honorific("Dr Anne Coste Conseil")
    ('', '', '')
    """
    written = " ".join(name.split())
    found = _TITLED.fullmatch(written)
    if not found or any(map(is_of_firms, found["name"].split())):
        return ""
    if " " in found["name"]:
        return found["name"]
    return "" if found["learned"] else written


def without_honorific(name: str) -> str:
    """A person's name as it stands, but for the honorific before a whole one.

    >>> without_honorific("Mme Anne Coste"), without_honorific("Mme Coste"), without_honorific("M. Durand Roux")
    ('Anne Coste', 'Mme Coste', 'M. Durand Roux')
    """
    return _BEFORE.sub("", name)


def is_of_firms(word: str) -> bool:
    """Whether a word stands in the names of firms and other organisations, and in nobody's.

    >>> is_of_firms("Agence"), is_of_firms("Coste")
    (True, False)
    """
    folded = fold(word)
    known = folded in _OF_FIRMS or folded in LEGAL_FORMS or stem(folded) in UNIT_WORDS
    return known or kind_of(word, "organisation") is not None
