"""What records call organisations after a change, and those records that did not change but one of whose names means
something else for it."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.actors.appearances import appearances
from ingest.actors.resolver import Used
from ingest.assembly import Organisations, owner_of, resolver_of
from ingest.reach.changes import EverythingError, Reached
from ingest.reach.gathered import Gathered
from ingest.reach.ledger import Ledger
from ingest.reach.meanings import Meanings
from ingest.reach.uses import Uses

__all__ = ["Called"]


class Called:
    """The ``names`` of organisations that records use now, and the ``affiliations`` that are taken apart into some of
    them; ``organisations`` are those that registers and sources describe, the network's own, whose name is ``owner``,
    and these.

    Raises :class:`EverythingError` where an organisation is described anew: any name may mean that one.
    """

    def __init__(self, read: Gathered, ledger: Ledger, found: Reached, owner: str) -> None:
        if set(found.now[ledger.described].tolist()) != set(read.described):
            raise EverythingError
        self._ledger = ledger
        self._found = found
        self._owner = owner_of(owner)
        self._described = resolver_of(read)
        self._known = self._described.apart()
        used = self._used(read)
        self.names = ledger.names.renewed(found.now, {number: each.names for number, each in used.items()})
        self.affiliations: Uses = ledger.affiliations.renewed(
            found.now, {number: each.affiliations for number, each in used.items()}
        )
        self._known.settle(self._owner, self.names.names)
        self.organisations = Organisations(self._described, self._known)

    def _used(self, read: Gathered) -> Mapping[int, Used]:
        """What the records use that are new."""
        learn = self._known.learn
        records = ((number, read[number].record) for number in self._found.new)
        return {number: learn(record, appearances(record)) for number, record in records}

    def reached(self) -> Reached:
        """What the change reaches, with the records that names mean something else to where names came or went.

        Raises :class:`EverythingError` where the network's own organisation does, which each record has.
        """
        before, found = self._ledger.names, self._found
        if set(self.names.names) == set(before.names):
            return found
        known = self._described.apart()
        known.settle(self._owner, before.names)
        meanings = Meanings(known, self._known)
        if any(map(meanings.is_other, self._owner)):
            raise EverythingError
        mention = self._ledger.mentions.of(meanings.mentions(before.names))
        reached = set(mention[mention < len(self._ledger)].tolist())  # those of registers are made anew in any case
        for uses in (before, self._ledger.affiliations):
            reached |= uses.records(meanings.changed(uses.names))
        return found.reaching(reached)
