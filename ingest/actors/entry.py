"""A known organisation, and every form under which it is found. Finding it is not for here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from ingest.actors.forms import Reading, codes, initials, is_code, is_short, readings, word_key
from ingest.actors.identity import Identity
from ingest.actors.names import organisation_key, without_group
from ingest.records import Identifier
from ontology.folding import fold

__all__ = ["Entry", "Match", "Strength", "forms_of", "short_key", "spellings"]


class Strength(IntEnum):
    """How well a form fits, weakest first; that initials fit says nothing but whose an acronym may be."""

    INITIALS = 0
    SHORT = 1
    CODE = 2
    PART = 3
    WORDS = 4
    NAME = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A known organisation: its place as words, what it is part of, its acronyms without case, and the organisations
    that it continues or that continue it.

    ``described`` when one of the network's own sources tells of it; a ``laboratory`` when one says that it is.
    """

    identity: Identity
    places: frozenset[str] = frozenset()
    parents: frozenset[Identifier] = frozenset()
    described: bool = False
    shorts: frozenset[str] = frozenset()
    successions: frozenset[Identifier] = frozenset()
    laboratory: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """An organisation that a name fits, and how: the strength and, where the name was taken apart, the reading."""

    entry: Entry
    strength: Strength
    reading: Reading


def spellings(identity: Identity) -> tuple[str, ...]:
    """The name of an organisation and its variants."""
    return (identity.name, *identity.variants)


def forms_of(entry: Entry) -> dict[tuple[Strength, str], None]:
    """Every form under which the organisation is found, with what it is."""
    forms: dict[tuple[Strength, str], None] = {}
    for name in spellings(entry.identity):
        unit = codes(name)
        forms.update(((Strength.CODE, code), None) for code in unit)
        if unit and is_code(name):
            continue
        if is_short(name) and (name != entry.identity.name or name.casefold() in entry.shorts):
            forms[Strength.SHORT, short_key(name)] = None
            continue
        forms[Strength.NAME, organisation_key(name)] = None
        forms[Strength.WORDS, word_key(name)] = None
        if not is_short(name):
            forms[Strength.INITIALS, initials(name)] = None
        if entry.described:
            forms[Strength.PART, without_group(name)] = None
        for reading in readings(name)[1:]:
            if not reading.place and not is_short(reading.name):
                forms[Strength.PART, organisation_key(reading.name)] = None
            if reading.short:
                forms[Strength.SHORT, short_key(reading.short)] = None
    return {form: None for form in forms if form[1]}


def short_key(name: str) -> str:
    """The form of an acronym, or of another single word; empty where the name is longer."""
    return fold(name).replace(" ", "") if is_short(name) else ""
