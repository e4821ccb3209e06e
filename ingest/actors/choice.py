"""The choice among the organisations that a name fits: by strength, then by place and company; else by a person.

Finding what a name fits is not for here.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from ingest.actors.bodies import is_of_any_town
from ingest.actors.entry import Entry, Match, Strength, spellings
from ingest.actors.forms import initials
from ingest.actors.index import OrganisationIndex
from ingest.actors.names import organisation_key
from ingest.actors.places import is_territory
from ingest.actors.similar_names import beginning, named_after
from ontology.folding import fold

__all__ = ["Choice", "Context", "choose", "grounds", "is_unmistakable"]

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
_LOOSE = (Strength.CODE, Strength.WORDS)
"""The forms in which an organisation and the one that it continues are alike: the same words, the same unit's code."""
_EMINENT = 10
"""Organisations that belong to one, from which on its acronym alone names it."""
_LARGE = 60
"""Organisations known in a town, beyond which several may well bear one short form."""
_FEWEST = 4
"""Letters of an acronym from which on one who is known widely may be meant by it alone."""
_LONG = 7
"""Letters of an acronym that is an organisation's own, from which on hardly another has it too."""
_OUTSHINING = 5
"""How many times as many belong to the one that a shared name means as to the other."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands beside a name: the words of places, the paths of the organisations named there, and the words of the
    town where that is, if it is clear."""

    places: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()
    town: frozenset[str] = frozenset()


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
    there = [match for match in matches if not _is_elsewhere(match, context)]
    if not there:
        return Choice(None, tuple(dict.fromkeys(match.entry for match in matches)))
    matches = there
    if any(map(_is_called_so, matches)):  # then one that has but the same words is another
        matches = [match for match in matches if match.strength is not Strength.WORDS]
    by_path = {match.entry.identity.path: match for match in matches}
    entries = [match.entry for match in by_path.values()]
    # What the name itself may mean is no company to it: else a part would win by its whole.
    context = replace(context, company=context.company - by_path.keys())
    entries.sort(key=lambda entry: (-_support(index, entry, context, met), -index.weight(entry), entry.identity.path))
    first, others = entries[0], entries[1:]
    match = by_path[first.identity.path]
    strength = match.strength
    if others and not _stands_out(index, entries, strength, context, met):
        return Choice(None, tuple(entries))
    if _mistakable(index, first, match, context, met) or (
        not _vouched(index, first, context, met) and _doubtful(index, first, match)
    ):
        return Choice(None, (*entries, *index.twins(first), *_confused(index, first, match)))
    return Choice(first, tuple(others), _METHODS[strength], _CONFIDENCE[strength] * (0.95 if others else 1))


def _is_elsewhere(match: Match, context: Context) -> bool:
    """Whether the name is but that of a body which each town has, and another town is meant than the organisation's."""
    known = match.entry.places
    if not context.town or is_territory(known) or not context.town.isdisjoint(known):
        return False
    return is_of_any_town(match.reading.name)


def is_unmistakable(index: OrganisationIndex, matches: Sequence[Match], places: Set[str]) -> bool:
    """Whether the matches are of one organisation that is known widely, by its name as it is written or an acronym that
    no other bears, so that it is meant in any town; not where another's name goes on with these ``places``."""
    chosen = choose(index, matches, Context(), frozenset())
    if chosen.entry is None or chosen.candidates:
        return False
    entry, match = chosen.entry, matches[0]
    name = match.reading.name
    is_written_so = match.reading.name and fold(name) in map(fold, spellings(entry.identity))
    if match.strength not in (Strength.NAME, Strength.SHORT) or not is_written_so or index.twins(entry):
        return False
    if any(each is not entry and _goes_on(each, name, places) for each in beginning(index, name)):
        return False
    if index.weight(entry) >= _EMINENT or _is_renowned(entry, name):
        return True
    return " " in name and _is_widely_known(entry) and not index.is_unit(name) and not index.is_common(name)


def _goes_on(entry: Entry, name: str, places: Set[str]) -> bool:
    """Whether a name of an organisation is this one and one of the places behind it: « Institut Pasteur de Lille »."""
    key = f"{organisation_key(name)} "
    keys = map(organisation_key, spellings(entry.identity))
    return any(each.startswith(key) and not places.isdisjoint(each.removeprefix(key).split()) for each in keys)


def _is_called_so(match: Match) -> bool:
    """Whether the network's own sources call an organisation just that, but for case, accents and punctuation."""
    if match.strength is not Strength.NAME or not match.entry.described:
        return False
    return fold(match.reading.name) in map(fold, spellings(match.entry.identity))


def grounds(index: OrganisationIndex, matches: Sequence[Match], met: Set[str]) -> list[object]:
    """All that the choice among the matches rests on, but for what stands beside the name.

    Where it is the same of two indexes, both give the same choice in any context.
    """
    found: list[object] = []
    for match in matches:
        twins = index.twins(match.entry)
        others = [(_standing(index, twin, met), index.succeeds(match.entry, twin)) for twin in twins]
        doubts = _doubtful(index, match.entry, match), index.continues(match.entry)
        confused = _confused(index, match.entry, match)
        found.append((match, _standing(index, match.entry, met), doubts, others, confused))
    return found


def _standing(index: OrganisationIndex, entry: Entry, met: Set[str]) -> tuple[Entry, int, bool, bool]:
    return entry, index.weight(entry), entry.identity.path in met, index.inhabitants(entry.places) <= _LARGE


def _support(index: OrganisationIndex, entry: Entry, context: Context, met: Set[str]) -> int:
    """What speaks for it beside the name: it was met in the network's sources, its place, its company."""
    relatives = any(index.related(entry, path) for path in context.company)
    here = bool(entry.places) and entry.places <= context.places
    return 2 * relatives + 2 * here + (entry.described or entry.identity.path in met)


def _vouched(index: OrganisationIndex, entry: Entry, context: Context, met: Set[str]) -> bool:
    """Whether something beside a doubtful form says that it is this organisation; a large town says too little."""
    here = bool(entry.places) and entry.places <= context.places and index.inhabitants(entry.places) <= _LARGE
    related = any(index.related(entry, path) for path in context.company)
    return here or related or entry.described or entry.identity.path in met


def _stands_out(
    index: OrganisationIndex, entries: Sequence[Entry], strength: Strength, context: Context, met: Set[str]
) -> bool:
    """Whether the first is meant rather than the others: what stands beside the name says so, or it is far better
    known. An acronym is anyone's: there the others must be parts of the first."""
    first, second = entries[:2]
    if _support(index, first, context, met) > _support(index, second, context, met):
        return True
    if strength is Strength.SHORT:
        return all(index.related(other, first.identity.path) for other in entries[1:])
    weights = index.weight(first), index.weight(second)
    return weights[0] >= _EMINENT and weights[0] >= _OUTSHINING * weights[1]


def _doubtful(index: OrganisationIndex, entry: Entry, match: Match) -> bool:
    """Whether nothing but a form that others may bear as well speaks for the organisation. So may a code: with one
    digit amiss it is another's."""
    is_short = match.strength is Strength.SHORT
    short = match.reading.name if is_short else index.only_word(match.reading.name)
    is_known = index.weight(entry) >= _EMINENT or (is_short and _is_renowned(entry, short))
    if short and not is_known and not index.is_telling(short):
        return True
    if match.strength is Strength.CODE:
        return True
    if is_short:
        return bool(named_after(index, short, entry))
    if is_known:
        return False
    return index.is_common(match.reading.name) or bool(_confused(index, entry, match))


def _is_renowned(entry: Entry, short: str) -> bool:
    """Whether the acronym is the organisation's own, as it writes it, and says enough: a long one, or of one that is no
    part of another and that libraries know by name, too."""
    if len(short) < _FEWEST or short not in spellings(entry.identity) or short.casefold() not in entry.shorts:
        return False
    return len(short) >= _LONG or _is_widely_known(entry)


def _is_widely_known(entry: Entry) -> bool:
    """Whether it is no part of another, and libraries know it by name, too."""
    return not entry.parents and any(identifier.scheme == "isni" for identifier in entry.identity.identifiers)


def _confused(index: OrganisationIndex, entry: Entry, match: Match) -> list[Entry]:
    """Others that an acronym of the name may mean; where it is an organisation's first name to the letter, and no mere
    unit's, only those that are called by the acronym and what is their own (« Icam Toulouse »)."""
    name = match.reading.name
    if match.strength is Strength.SHORT:
        return [*index.abbreviated(entry, name), *named_after(index, name, entry)]
    others = index.abbreviated(entry, name)
    if match.strength is not Strength.NAME or fold(name) != fold(entry.identity.name) or index.is_unit(name):
        return others
    shorts = tuple(f"{short} " for short in {initials(name), *map(fold, entry.shorts)})
    return [other for other in others if any(fold(each).startswith(shorts) for each in spellings(other.identity))]


def _mistakable(index: OrganisationIndex, entry: Entry, match: Match, context: Context, met: Set[str]) -> bool:
    """Whether another may be meant: the name brings another's acronym along, or one beside it has the same names."""
    if match.strength is Strength.PART and match.reading.short and not _bears(entry, match.reading.short):
        return True
    if match.strength in _LOOSE and index.continues(entry):
        return True
    support, weight = _support(index, entry, context, met), index.weight(entry)
    return any(
        support <= _support(index, twin, context, met)
        and (weight < max(_EMINENT, _OUTSHINING * index.weight(twin)) or index.succeeds(entry, twin))
        for twin in index.twins(entry, spelled_so=_is_called_so(match))
    )


def _bears(entry: Entry, short: str) -> bool:
    """Whether the short form beside a name is the organisation's own, as far as that is known."""
    if entry.shorts:
        return short.casefold() in entry.shorts
    return any(initials(name) == fold(short) for name in spellings(entry.identity))
