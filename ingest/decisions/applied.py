"""Decisions put to the records of a build before they are written, so that only the records concerned change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b

import msgspec

from ingest.actors.identity import Identity
from ingest.decisions.actors import DecidedActors
from ingest.decisions.known import Known
from ingest.decisions.rulings import Ruling, Rulings
from ingest.decisions.standing import Background, Standing
from ingest.mentions import candidate, named, told
from ingest.records import Document, Relation
from ingest.told import Noted, Told
from ingest.triples import LinkedRecord

__all__ = ["Applied", "Outcome", "decided"]


class Outcome(msgspec.Struct, frozen=True):
    """What decisions did to the records of a build, for the next one: a hash of all that they do to those with a
    mention, by mention, and what was known of the actors decided on."""

    effects: dict[int, bytes] = {}
    known: Known = Known()

    def since(self, before: Outcome) -> set[int]:
        """The mentions of the records to which decisions do something else than before."""
        return {mention for mention, _ in self.effects.items() ^ before.effects.items()}


_NOTHING, _ALONE = Outcome(), Background()


class Applied:
    """Decisions as they apply to the things of today; ``base`` is what these are below.

    ``before`` is the outcome of the last build, ``beside`` what is known of things beside. ``standing`` are those that
    count, ``rulings`` the same on things by the names that they have once actors are joined.
    """

    def __init__(
        self, rulings: Rulings, today: Told, base: str, before: Outcome = _NOTHING, beside: Background = _ALONE
    ) -> None:
        self.standing = Standing(rulings, today, base, before.known, beside)
        rulings = self.standing.rulings
        self._base = base
        self._owner = today.owner
        self._actors = DecidedActors(rulings, base, today, before.known)
        self.rulings = rulings.renamed({base + path: base + now for path, now in self._actors.renamed.items()})

    def __call__(self, item: LinkedRecord) -> LinkedRecord:
        """The record with its actors as people decided and the rulings that touch it, as it is where none does."""
        now = self._with_actors(item) if self._actors.concern(item) else item
        touching = tuple(self._touching(now))
        return replace(now, rulings=touching) if touching else now

    def _with_actors(self, item: LinkedRecord) -> LinkedRecord:
        actors = self._actors
        identity = actors.identity(item.identity)
        return replace(
            item,
            path=identity.path if identity else item.path,
            identity=identity,
            owner=actors.identity(item.owner),
            actors=tuple((reference, actors.resolution(reference, found)) for reference, found in item.actors),
        )

    def _touching(self, item: LinkedRecord) -> Iterator[Ruling]:
        """The rulings on links that this record may state."""
        base = self._base
        yield from self.rulings.of(base + item.path)
        if item.document and item.document != item.path:
            yield from self._on(base + item.document, {base + item.path})
        if item.owner and isinstance(item.record, Document):
            partners = {base + found.identity.path for each, found in item.actors if each.relation is Relation.PARTNER}
            yield from self._on(base + item.owner.path, partners)

    def _on(self, subject: str, objects: set[str]) -> Iterator[Ruling]:
        return (ruling for ruling in self.rulings.of(subject) if ruling.object in objects)

    @property
    def outcome(self) -> Outcome:
        """What to keep for the next build."""
        effects: dict[int, bytes] = {}
        for path, effect in self._actors.effects():
            effects[named(path)] = effects[candidate(path)] = _digest(effect)
        for mention, rulings in self._links().items():
            effects[mention] = _digest((effects.get(mention), rulings))
        return Outcome(effects, self._actors.known)

    def _links(self) -> dict[int, list[Ruling]]:
        """The rulings on links, by the mentions of the records that may state these: who tells of the subject, and
        who names the object where that is the network's partner."""
        before = self._actors.names()
        owner = self._actors.identity(self._owner)
        found: defaultdict[int, list[Ruling]] = defaultdict(list)
        for ruling in self.rulings:
            if not ruling.is_of_actors:
                subject, other = (end.removeprefix(self._base) for end in (ruling.subject, ruling.object))
                for path in {subject, *before.get(subject, ())}:
                    found[told(path)].append(ruling)
                if owner and subject == owner.path:
                    for path in {other, *before.get(other, ())}:
                        found[named(path)].append(ruling)
        return found


def decided(  # noqa: PLR0913, PLR0917
    linked: Iterable[LinkedRecord],
    rulings: Rulings,
    base: str,
    noted: Noted,
    owner: Identity | None,
    beside: Background = _ALONE,
) -> tuple[Iterable[LinkedRecord], Applied]:
    """All records of a build as people decided, noted as they pass by; beside them the decisions as they apply."""
    if not rulings:
        return noted.noting(linked), Applied(rulings, Told.nothing(), base)
    waiting, today = noted.waiting(linked, owner)
    applied = Applied(rulings, today, base, beside=beside)
    return map(applied, waiting), applied


def _digest(effect: object) -> bytes:
    return blake2b(msgspec.msgpack.encode(effect), digest_size=16).digest()
