"""Affiliations as publications write them: the organisations in one string, each with its words.

« LIG, Univ. Grenoble Alpes, CNRS, 38000 Grenoble, France » names three organisations and a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.actors.choice import Context
from ingest.actors.forms import place_words
from ingest.actors.identity import Resolution
from ingest.actors.lists import LISTING, Named, Reader, is_marked
from ingest.actors.nobody import names_nobody
from ingest.actors.organisations import OrganisationRegister
from ingest.actors.spans import Span, is_town, longest, says_its_kind, spans
from ingest.records import ActorReference, ActorType, Relation

__all__ = ["affiliations", "is_affiliation", "may_be_several", "parts"]

_BREAK = re.compile(r"[,;|\n()\[\]/]|\s[-–—=]\s")
_DOUBT = 0.5
"""How sure a name is whose words may be several names, or a place."""
_PIECES = 64
"""Pieces of one string that are looked at; no affiliation has more."""


def is_affiliation(text: str, relation: Relation = Relation.MEMBER_OF) -> bool:
    """Whether a name has several parts, as affiliations have, and lists of partners."""
    return "," in text or ";" in text or (relation in LISTING and is_marked(text))


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
    return [
        ActorReference(
            each.span.of(text),
            relation,
            ActorType.ORGANISATION,
            quote=each.span.of(text),
            start=each.span.start,
            confidence=_DOUBT if each.doubtful else 1.0,
        )
        for each in (
            Reader(register.index, register.told).names(text)
            if relation in LISTING
            else map(Named, _names(text, register))
        )
    ]


def _once(found: Iterator[tuple[ActorReference, Resolution]]) -> Iterator[tuple[ActorReference, Resolution]]:
    """Each organisation once: « Laboratoire d'informatique (LIG) » names one."""
    seen: set[str] = set()
    for reference, resolution in found:
        if resolution.identity.path not in seen:
            seen.add(resolution.identity.path)
            yield reference, resolution


def _names(text: str, register: OrganisationRegister) -> Iterator[Span]:
    """The pieces that name an organisation, the longest known names first at each place."""
    pieces = list(spans(text, _BREAK))[:_PIECES]
    position = 0
    while position < len(pieces):
        taken = longest(text, pieces[position:], register.index.matches) or int(
            _is_name(text, pieces[position], register)
        )
        if taken:
            yield Span(pieces[position].start, pieces[position + taken - 1].end)
        position += taken or 1


def _is_name(text: str, piece: Span, register: OrganisationRegister) -> bool:
    """Whether the piece is a known name, or an unknown one that says what it is."""
    name = piece.of(text)
    if names_nobody(name):
        return False
    return not is_town(name, register.index) and (bool(register.index.matches(name)) or says_its_kind(name))


def may_be_several(reference: ActorReference, register: OrganisationRegister) -> bool:
    """Whether the name that a list gives may be several names, so that a person should look at it."""
    return reference.relation in LISTING and Reader(register.index, register.told).is_doubtful(reference.name)
