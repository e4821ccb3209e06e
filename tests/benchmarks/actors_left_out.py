"""Each name of a register left out of it in turn: does it still lead to its own record, to none, or to another?"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.actors.choice import Context
from ingest.actors.entry import Entry, spellings
from ingest.actors.forms import is_short, place_words
from ingest.actors.organisations import OrganisationRegister
from ingest.actors.similar_names import similar
from ingest.records import Actor, ActorReference, ActorType, Relation
from ontology.folding import fold

__all__ = ["OUTCOMES", "Trial", "is_held_out", "precision", "trials"]

OUTCOMES = ("right", "review", "none", "wrong")
"""Its own record; several or unsure, its own among the candidates or not; a name of its own; another's record."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One name left out: its kind (label, alias, acronym), the record it is of, what became of it."""

    name: str
    kind: str
    path: str
    outcome: str
    answer: str = ""
    offered: bool = False


def is_held_out(key: str) -> bool:
    """Whether a record is in the half that was never tuned on, by the hash of its identifier."""
    return hashlib.sha256(key.encode()).digest()[0] % 2 == 1


def trials(actors: Sequence[Actor], *, held_out: bool, with_place: bool, strict: bool) -> Iterator[Trial]:
    """One trial for each name of the half of the records.

    ``with_place``: the record's town stands beside the name. ``strict``: spellings that differ only in case, accents,
    spaces and punctuation are left out together.
    """
    register = OrganisationRegister([], actors)
    for actor in actors:
        if is_held_out(actor.key) is held_out:
            entry = register.index.entries[register.identity(actor).path]
            context = Context(place_words(actor.location)) if with_place else Context()
            for name in spellings(entry.identity):
                if len(entry.identity.variants):
                    yield _trial(register, entry, name, _kind(actor, name), context, strict=strict)


def _kind(actor: Actor, name: str) -> str:
    if name == actor.acronym:
        return "acronym"
    if name == actor.name:
        return "label"
    return "short alias" if is_short(name) else "alias"


def _trial(
    register: OrganisationRegister, entry: Entry, name: str, kind: str, context: Context, *, strict: bool
) -> Trial:
    index, path = register.index, entry.identity.path
    index.remove(path)
    index.add(_without(entry, name, strict=strict))
    reference = ActorReference(name, Relation.MEMBER_OF, ActorType.ORGANISATION)
    found = register.resolve(reference, context).identity
    alike = [] if found.candidates else [each.identity.path for each in similar(index, name)]
    index.remove(path)
    index.add(entry)
    if found.path == path:
        return Trial(name, kind, path, "right", found.name)
    if found.path in index.entries:
        return Trial(name, kind, path, "wrong", f"{found.name} ({found.path})")
    if candidates := found.candidates or alike:
        return Trial(name, kind, path, "review", offered=path in candidates)
    return Trial(name, kind, path, "none")


def _without(entry: Entry, name: str, *, strict: bool) -> Entry:
    left_out = _bare(name) if strict else name
    names = [each for each in spellings(entry.identity) if (_bare(each) if strict else each) != left_out]
    first, *others = names or ["\N{WHITE SQUARE}"]
    identity = replace(entry.identity, name=first, variants=tuple(others))
    return replace(entry, identity=identity, shorts=entry.shorts & {each.casefold() for each in names})


def _bare(name: str) -> str:
    return fold(name).replace(" ", "")


def precision(found: Iterable[Trial]) -> tuple[float, float, Counter[str]]:
    """Of the names merged, the share that is right; of all names, the share rightly merged; the counts."""
    counts = Counter(trial.outcome for trial in found)
    merged = counts["right"] + counts["wrong"]
    return counts["right"] / merged if merged else 1.0, counts["right"] / max(counts.total(), 1), counts
