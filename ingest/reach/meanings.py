"""What names of organisations mean, where others came or went: one may be another form of a name that is there, or make
it doubtful."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.actors.resolver import Resolver
from ingest.actors.unknown import Unknown
from ingest.mentions import maybe
from ingest.records import ActorReference
from ontology.folding import fold

__all__ = ["Meanings"]


class Meanings:
    """What names mean to those organisations that were known ``before``, and to those that are known ``now``."""

    def __init__(self, before: Resolver, now: Resolver) -> None:
        self._before = before
        self._now = now
        self._known: dict[Unknown, bool] = {}

    def is_other(self, reference: ActorReference) -> bool:
        """Whether the organisation of that name is another, or bears other names."""
        return self._before.organisation(reference) != self._now.organisation(reference)

    def changed(self, names: Iterable[Unknown]) -> set[Unknown]:
        """Those of the names that may mean something else now."""
        return {name for name in names if self._is_changed(name)}

    def _is_changed(self, name: Unknown) -> bool:
        if name not in self._known:
            self._known[name] = self._before.grounds(name) != self._now.grounds(name)
        return self._known[name]

    def mentions(self, names: Iterable[Unknown]) -> set[int]:
        """The mentions of records that do not say whether they name a person or an organisation, where one of these
        names, or one that came or went, may make another of it now."""
        called = self._before.called_by() ^ self._now.called_by()
        called |= {fold(name) for _, name, _ in self.changed({(kind, name, ()) for kind, name, _ in names})}
        return set(map(maybe, called))
