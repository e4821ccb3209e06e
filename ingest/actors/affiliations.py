"""Affiliations as publications write them: the organisations in one string, each with its words.

« LIG, Univ. Grenoble Alpes, CNRS, 38000 Grenoble, France » names three organisations and a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.actors.choice import Context
from ingest.actors.entry import Strength
from ingest.actors.forms import LONGEST, place_words
from ingest.actors.identity import Resolution
from ingest.actors.names import organisation_key
from ingest.actors.organisations import OrganisationRegister
from ingest.actors.words import UNIT_WORDS, stem
from ingest.records import ActorReference, ActorType, Relation
from ontology.folding import fold
from ontology.kinds import kind_of

__all__ = ["affiliations", "is_affiliation", "parts"]

_BREAK = re.compile(r"[,;|\n()\[\]/]|\s[-–—=]\s")
_JOINED = 4
"""Pieces between commas that one name may span."""
_PIECES = 64
"""Pieces of one string that are looked at; no affiliation has more."""


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int


def is_affiliation(text: str) -> bool:
    """Whether a name has several parts, as affiliations have."""
    return "," in text or ";" in text


def affiliations(
    text: str, register: OrganisationRegister, relation: Relation = Relation.MEMBER_OF
) -> tuple[tuple[ActorReference, Resolution], ...]:
    """The organisations that the string names, in its order: known ones, and those whose name says what they are.

    Each reference has its words as ``quote`` and their offset as ``start``, in characters. What stands in the string
    supports the rest: its places, and the organisations that others are part of.
    """
    found = parts(text, register, relation)
    places = place_words(text)
    company: frozenset[str] = frozenset()
    for _ in range(2):
        context = Context(places, company)
        resolved = [register.resolve(reference, context) for reference in found]
        company = frozenset(each.identity.path for each in resolved if each.method != "unresolved")
    resolved = [register.resolve(reference, Context(places, company)) for reference in found]
    return tuple(_once(zip(found, resolved, strict=True)))


def parts(text: str, register: OrganisationRegister, relation: Relation = Relation.MEMBER_OF) -> list[ActorReference]:
    """The names of organisations in the string, whoever these are."""
    found = [
        ActorReference(text[piece.start : piece.end], relation, ActorType.ORGANISATION, start=piece.start)
        for piece in _names(text, register)
    ]
    return [replace(reference, quote=reference.name) for reference in found]


def _once(found: Iterator[tuple[ActorReference, Resolution]]) -> Iterator[tuple[ActorReference, Resolution]]:
    """Each organisation once: « Laboratoire d'informatique (LIG) » names one."""
    seen: set[str] = set()
    for reference, resolution in found:
        if resolution.identity.path not in seen:
            seen.add(resolution.identity.path)
            yield reference, resolution


def _names(text: str, register: OrganisationRegister) -> Iterator[_Piece]:
    """The pieces that name an organisation, the longest known names first at each place."""
    pieces = list(_pieces(text))[:_PIECES]
    position = 0
    while position < len(pieces):
        taken = _longest(text, pieces[position:], register)
        if taken:
            yield _Piece(pieces[position].start, pieces[position + taken - 1].end)
        position += taken or 1


def _longest(text: str, pieces: Sequence[_Piece], register: OrganisationRegister) -> int:
    """How many pieces make up the longest known name; 1 for an unknown one that says what it is, 0 for no name."""
    for count in range(min(_JOINED, len(pieces)), 1, -1):
        name = text[pieces[0].start : pieces[count - 1].end]
        matches = register.index.matches(name) if len(name) <= LONGEST else []
        if matches and matches[0].strength >= Strength.WORDS and matches[0].reading.name == name:
            return count
    name = text[pieces[0].start : pieces[0].end]
    if _is_place(name, register):
        return 0
    return 1 if register.index.matches(name) or _says_its_kind(name) else 0


def _pieces(text: str) -> Iterator[_Piece]:
    """The parts between the marks that part them, without the space around."""
    start = 0
    for mark in (*_BREAK.finditer(text), None):
        end = mark.start() if mark else len(text)
        piece = text[start:end]
        if fold(piece):
            lead = len(piece) - len(piece.lstrip())
            yield _Piece(start + lead, start + len(piece.rstrip()))
        start = mark.end() if mark else end


def _is_place(name: str, register: OrganisationRegister) -> bool:
    words = fold(name).split()
    letters = [word for word in words if not any(character.isdigit() for character in word)]
    return all(register.index.is_town(word) for word in letters if word not in ("cedex", "f", "fr", "france"))


def _says_its_kind(name: str) -> bool:
    """Whether the first word, of several, says that an organisation is named (« Laboratoire … », « Fondation … »)."""
    words = organisation_key(name).split()
    return len(words) > 1 and (stem(words[0]) in UNIT_WORDS or bool(kind_of(words[0], "organisation")))
