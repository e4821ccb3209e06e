"""The names of an organisation beside an acronym: whether they begin with it, have its letters before their words, or
have it behind as that of the body of which they are part.

Whose acronym it is, is not for here.
"""

from __future__ import annotations

from collections.abc import Set

from ingest.actors.entry import Entry, short_key, spellings
from ingest.actors.forms import Reading, initials, is_short, readings
from ingest.actors.identity import Identity
from ingest.actors.names import organisation_key
from ontology.folding import fold

__all__ = ["begin", "is_called_after", "is_guest", "is_written_out"]

_LONG = 3
"""Words from which on a name is mostly abbreviated by what stands behind it."""


def begin(identity: Identity, starts: tuple[str, ...]) -> bool:
    """Whether one of the names begins with one of the keys, each with a space behind."""
    return any(f"{organisation_key(name)} ".startswith(starts) for name in spellings(identity))


def is_called_after(identity: Identity, short: str) -> bool:
    """Whether one of the names begins with the folded acronym as a word, and another has its letters in front of its
    words: « ENS Lyon » and « École normale supérieure de Lyon »."""
    names = spellings(identity)
    return any(fold(name).startswith(f"{short} ") for name in names) and any(
        initials(name).startswith(short) for name in names if not is_short(name)
    )


def is_written_out(entry: Entry, shorts: Set[str]) -> bool:
    """Whether one of the names of an organisation has the letters of one of its short forms in front of its words."""
    own = {short_key(each) for each in entry.shorts & {short.casefold() for short in shorts}}
    names = [name for name in spellings(entry.identity) if not is_short(name)]
    return any(initials(name).startswith(short[:3]) for name in names for short in own)


def is_guest(entry: Entry, short: str, *, is_others: bool) -> bool:
    """Whether the folded acronym behind a name of an organisation is that of the body of which it is part: « Polytech
    Grenoble - UGA ». It is where it has other letters than the name, which is short, or ``is_others``."""
    names = spellings(entry.identity)
    if short in map(short_key, (*entry.shorts, *names)) or short in map(initials, names):
        return False
    beside = [(name, each) for name in names for each in readings(name)[1:] if short_key(each.short) == short]
    return bool(beside) and all(_is_behind(name, each, short, is_others=is_others) for name, each in beside)


def _is_behind(name: str, reading: Reading, short: str, *, is_others: bool) -> bool:
    letters = iter(fold(reading.name))
    if name.startswith(reading.short) or all(letter in letters for letter in short):
        return False
    is_dashed = name.rstrip().endswith(reading.short)
    return is_others or (is_dashed and len(organisation_key(reading.name).split()) < _LONG)
