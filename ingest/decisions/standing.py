"""Decisions as they stand on the things of today: by the names that these have now, and without what waits.

A replacement waits as a whole until what was chosen is there; until then the machine's own answer stays. What the
decisions that stand then do is for :mod:`ingest.decisions.applied`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from typing import Protocol

from ingest.actors.identity import FOLDERS
from ingest.decisions.apart import names_apart
from ingest.decisions.decision import Decision
from ingest.decisions.known import Known, first_identities, path_of_name
from ingest.decisions.merges import is_actor
from ingest.decisions.rulings import Rulings, since
from ingest.decisions.successors import successors
from ingest.told import Told

__all__ = ["ACTORS", "Background", "EveryRecordError", "Standing", "kind_of"]

_TITLED = frozenset({"event", "publication", "page"})
"""The kinds of things whose names are made from a title."""
ACTORS = frozenset(FOLDERS.values())
"""The kinds of those whose names follow from who is who."""


class EveryRecordError(Exception):
    """Where a thing is now can be found among all records alone."""


class _Former(Protocol):
    def knows(self, path: str) -> bool:
        """Whether there was a thing at that path in the published graph."""

    def gave_up(self, path: str) -> bool:
        """Whether people said that the actor at that path is another."""

    def mended(self, path: str) -> str:
        """The path of the actor whose name may be that one's mended, where one alone may be."""

    def traced(self, lost: Set[str], today: Told, held: Mapping[str, Set[str]]) -> dict[str, str]:
        """For each path that is lost the one that its thing has today, where that is known; ``held`` are those that
        others have, by their former ones."""


class Background:
    """What is known beside today's records: the things of the published graph, if any, whether vocabularies, or what
    could not be read, speak of an IRI, and whether the latter does."""

    def __init__(
        self,
        former: _Former | None = None,
        spoken: Callable[[str], bool] = lambda _: True,
        stays: Callable[[str], bool] = lambda _: False,
        *,
        everything: bool = False,
    ) -> None:
        self.former = former
        self.spoken = spoken
        self.stays = stays
        self.everything = everything
        """Whether today's records are all that there are: no source is left that could not be read."""


class Standing:
    """The decisions in force as they stand on the things of ``today``.

    ``rulings`` are these, ``followed`` the new names, as paths, of things that were known by others so far, ``traced``
    those among them that no later build would find. ``waiting`` are the replacements by what is not there, and what
    keeps apart two that have one name now, each with the IRI that is missing. ``unnamed`` are the merges of an actor
    whom no record names any more, likewise, ``mended`` those of them whose name may have been mended, each with the
    IRI that it gave. Raises :class:`EveryRecordError` where today's records were not all put
    together and one that was not may tell of a thing.
    """

    def __init__(self, rulings: Rulings, today: Told, base: str, known: Known, beside: Background) -> None:
        self._today = today
        self._base = base
        self._known = known
        self._apart: Set[str] = frozenset()
        self._beside = beside
        self.traced: Set[str] = frozenset()
        self._stale: dict[str, str] = {}
        """Things that bore another name, which is given, again since the last of theirs was noted."""
        names = self._names(rulings)
        had = {old: since(old, rulings.names) for old in names}
        self.followed = {self._stale.get(old, had[old][-1]): new for old, new in names.items() if new not in had[old]}
        self.waiting: dict[Decision, str] = {}
        while waiting := dict(self._lacking(rulings, names)):
            self.waiting |= waiting
            rulings = rulings.without(waiting)
        now = {base + old: base + new for old, new in names.items()}
        for each in rulings.of_actors():
            if not each.accepted and now.get(each.subject, each.subject) == now.get(each.object, each.object):
                self.waiting[each.decision] = each.subject if each.subject in now else each.object
        self.rulings = rulings.on_things(now)
        self.unnamed = dict(self._unnamed()) if beside.everything else {}
        self.mended = dict(self._likely(rulings.names))

    def _names(self, rulings: Rulings) -> dict[str, str]:
        """The path that each thing decided on has now, where it is no more at the one by which people decided."""
        base = self._base
        ends = {
            end.removeprefix(base) for each in rulings for end in (each.subject, each.object) if end.startswith(base)
        }
        gone = sorted(end for end in ends if kind_of(end) in _TITLED | ACTORS and not self._is_told_of(end))
        found: dict[str, str] = {}
        for path in gone:
            if still := [name for name in since(path, rulings.names) if self._today.has(name)]:
                found[path] = still[-1]
        stale = dict(self._outdated(found, rulings.names))
        left = {path for path in gone if path not in found} | stale.keys()
        self._apart = self._names_apart(left - stale.keys(), found, rulings)
        here = {end: found.get(end, end) for end in ends - (left - self._apart)}
        traced = self._traced(left - self._apart, rulings.names, here)
        if again := self._names_apart(traced.keys(), found | traced, rulings):
            self._apart |= again
            traced = {path: now for path, now in traced.items() if path not in again}
        left -= self._apart | traced.keys()
        new = self._mended(sorted(left), rulings.names) | traced
        new = {path: now for path, now in new.items() if self._is_read_so(now, rulings.names)}
        self.traced = frozenset(new[path] for path in traced.keys() & new.keys())
        self._stale = {path: last for path, last in stale.items() if new.get(path, found[path]) != found[path]}
        return found | new

    def _is_told_of(self, end: str) -> bool:
        """Whether a record has the name, be it one that cannot be read now; who is who is told by those that can."""
        return self._today.has(end) or (kind_of(end) in _TITLED and self._beside.stays(self._base + end))

    def _outdated(self, found: Mapping[str, str], names: Mapping[str, str]) -> Iterable[tuple[str, str]]:
        """Those of the paths whose thing had another name in the published graph than the one that was noted, which
        was another's there; each with that name."""
        if former := self._beside.former:
            for path, last in self._last(former, [path for path in found if former.knows(found[path])], names):
                if not self._today.has(last):
                    yield path, last

    def _names_apart(self, gone: Set[str], names: Mapping[str, str], rulings: Rulings) -> set[str]:
        rejected = [each for each in rulings.of_actors() if not each.accepted] if gone else []
        return names_apart(gone, names, rejected, self._base, self._today, self._known)

    def _is_read_so(self, now: str, names: Mapping[str, str]) -> bool:
        """Whether the next build will read that name, and not one that a thing of it had after."""
        return not any(self._today.has(name) for name in since(now, names)[1:])

    def _traced(self, gone: Set[str], names: Mapping[str, str], here: Mapping[str, str]) -> dict[str, str]:
        former = self._beside.former
        if former is None:
            return {}
        lost = dict(self._last(former, gone, names))
        if self._today.renewed is not None:
            if any(last in self._known.identities or not former.gave_up(last) for last in lost.values()):
                raise EveryRecordError
            return {}  # nobody named these at the last build either
        if not lost:
            return {}
        held: defaultdict[str, set[str]] = defaultdict(set)
        for path, last in self._last(former, here, names):
            held[last].add(here[path])
        now = former.traced(set(lost.values()), self._today, held)
        return {path: now[last] for path, last in lost.items() if last in now}

    @staticmethod
    def _last(former: _Former, paths: Iterable[str], names: Mapping[str, str]) -> Iterable[tuple[str, str]]:
        """Each path of a thing that there was in the published graph, with the one that it had there."""
        for path in paths:
            if known := [name for name in since(path, names) if former.knows(name)]:
                yield path, path if path in known else known[-1]

    def _mended(self, gone: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
        titled = [path for path in gone if kind_of(path) in _TITLED]
        return (
            successors(titled, {path for path in self._today.paths if kind_of(path) in _TITLED}, names)
            if titled
            else {}
        )

    def _is_there(self, path: str) -> bool:
        return self._today.has(path) or path in self._apart

    def _lacking(self, rulings: Rulings, names: Mapping[str, str]) -> Iterable[tuple[Decision, str]]:
        """The replacements in force by what is not there."""
        parted = {end for each in rulings.of_actors() if not each.accepted for end in (each.subject, each.object)}
        for each in rulings:
            if each.accepted and each.decision.by and each.object not in parted:
                path = each.object.removeprefix(self._base)
                if not (self._today.has(names.get(path, path)) or self._beside.spoken(each.object)):
                    yield each.decision, each.object

    def _unnamed(self) -> Iterable[tuple[Decision, str]]:
        """The merges whose first is neither named by a record nor what the other is called."""
        merges = [each for each in self.rulings.of_actors() if each.accepted and is_actor(each.subject, self._base)]
        left = [each for each in merges if not self._is_there(each.subject.removeprefix(self._base))]
        called = dict(self._called({each.object.removeprefix(self._base) for each in left}))
        for each in left:
            own = each.subject.removeprefix(self._base).partition("~")[0]
            if own not in called.get(each.object.removeprefix(self._base), ()):
                yield each.decision, each.decision.subject

    def _likely(self, names: Mapping[str, str]) -> Iterable[tuple[Decision, str]]:
        """The merges of an actor whom no record names any more but by a name that may be its own mended, each with the
        IRI of that."""
        if former := self._beside.former:
            subjects = {each: end.removeprefix(self._base) for each, end in self.unnamed.items()}
            last = dict(self._last(former, subjects.values(), names))
            for decision, path in subjects.items():
                if mended := former.mended(last.get(path, path)):
                    yield decision, self._base + mended

    def _called(self, paths: Set[str]) -> Iterable[tuple[str, Set[str]]]:
        """The paths that the names of each of these actors would have were each the only one."""
        for each in first_identities(self._today, paths):
            yield each.path, {path_of_name(name, each.type) for name in (each.name, *each.variants)}


def kind_of(path: str) -> str:
    """What a path says that its thing is.

    >>> kind_of("event/2013-forum")
    'event'
    """
    return path.partition("/")[0]
