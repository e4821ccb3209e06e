"""The choice among the organisations that a name fits: by strength, then by place and company; else by a person.

Finding what a name fits is not for here.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from ingest.actors.index import Entry, Match, OrganisationIndex, Strength

__all__ = ["Choice", "Context", "choose"]

_CONFIDENCE = {
    Strength.NAME: 0.98,
    Strength.WORDS: 0.95,
    Strength.PART: 0.93,
    Strength.CODE: 0.92,
    Strength.SHORT: 0.92,
}
_METHODS = {
    Strength.NAME: "name",
    Strength.WORDS: "variant",
    Strength.PART: "variant",
    Strength.CODE: "variant",
    Strength.SHORT: "acronym",
}
_TELLING = 6
"""Characters from which an acronym is seldom borne by two."""
_EMINENT = 5
"""Organisations that belong to one, from which on its acronym alone names it."""
_OUTSHINING = 5
"""How many times as many belong to the one that a shared name means as to the other."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands beside a name: the words of places, and the paths of the organisations named there."""

    places: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """The organisation that is meant, or None with the candidates, likeliest first; how, and how sure that is."""

    entry: Entry | None
    candidates: tuple[Entry, ...] = ()
    method: str = "unresolved"
    confidence: float = 0.0


def choose(index: OrganisationIndex, matches: Sequence[Match], context: Context, met: Set[str]) -> Choice:
    """The organisation among the matches that the name means.

    ``met`` are the paths of the organisations that the network's own sources name in full somewhere: a short form is
    then likely theirs.
    """
    if not matches:
        return Choice(None)
    strength = matches[0].strength
    ranked = sorted({match.entry.identity.path: match for match in matches}.items())
    entries = [match.entry for _, match in ranked]
    entries.sort(key=lambda entry: (-_support(index, entry, context, met), -index.weight(entry), entry.identity.path))
    first, others = entries[0], entries[1:]
    support = _support(index, first, context, met)
    if others and not _stands_out(index, entries, context, met):
        return Choice(None, tuple(entries))
    sure = support > 0 or strength > Strength.SHORT or _telling(index, first, matches[0])
    if not sure or _contradicted(first, matches):
        return Choice(None, tuple(entries))
    return Choice(first, tuple(others), _METHODS[strength], _CONFIDENCE[strength] * (0.95 if others else 1))


def _support(index: OrganisationIndex, entry: Entry, context: Context, met: Set[str]) -> int:
    """What speaks for it beside the name: it was met in the network's sources, its place, its company."""
    relatives = any(index.related(entry, path) for path in context.company)
    here = bool(entry.places) and entry.places <= context.places
    return 2 * relatives + 2 * here + (entry.described or entry.identity.path in met)


def _stands_out(index: OrganisationIndex, entries: Sequence[Entry], context: Context, met: Set[str]) -> bool:
    first, second = entries[:2]
    if _support(index, first, context, met) > _support(index, second, context, met):
        return True
    weights = index.weight(first), index.weight(second)
    return weights[0] >= _EMINENT and weights[0] >= _OUTSHINING * weights[1]


def _telling(index: OrganisationIndex, entry: Entry, match: Match) -> bool:
    """Whether a short form alone says enough: it is long, or that of an organisation to which many others belong."""
    return len(match.reading.name) >= _TELLING or index.weight(entry) >= _EMINENT


def _contradicted(entry: Entry, matches: Sequence[Match]) -> bool:
    """Whether the name brings along another short form than the organisation's own (« COMETE - Mobilités »)."""
    shorts = {match.reading.short for match in matches if match.entry is entry and match.reading.short}
    return bool(shorts) and bool(entry.shorts) and not {s.casefold() for s in shorts} & entry.shorts
