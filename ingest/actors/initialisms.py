"""The names of an organisation beside an acronym: whether they begin with it, or have its letters before their words.

Whose acronym it is, is not for here.
"""

from __future__ import annotations

from collections.abc import Set

from ingest.actors.entry import Entry, short_key, spellings
from ingest.actors.forms import initials, is_short
from ingest.actors.identity import Identity
from ingest.actors.names import organisation_key
from ontology.folding import fold

__all__ = ["begin", "is_called_after", "is_written_out"]


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
