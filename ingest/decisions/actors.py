"""Who is who after people had their say: actors joined that a person said are one, kept apart that are not.

It works on what the resolution found; finding who a name is, is not for here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.actors.identity import Identity, Resolution
from ingest.decisions.known import Known, known, own_path
from ingest.decisions.merges import Merges
from ingest.decisions.rulings import Ruling, Rulings
from ingest.records import ActorReference
from ingest.told import Told
from ingest.triples import LinkedRecord

__all__ = ["DecidedActors"]

Pair = tuple[str, str]


class DecidedActors:
    """The identities of a build with the rulings on actors applied; ``base`` is what identities' paths are below.

    ``before`` is what was known of them at the last build, as far as it was not renewed since.
    """

    def __init__(self, rulings: Rulings, base: str, today: Told, before: Known) -> None:
        decided = [(*_ends(ruling, base), ruling) for ruling in rulings.of_actors()]
        self._apart: defaultdict[str, dict[str, Ruling]] = defaultdict(dict)
        for one, other, ruling in decided:
            if not ruling.accepted:
                self._apart[one][other] = self._apart[other][one] = ruling
        self.known = known(
            today, before, {path for one, other, _ in decided for path in (one, other)}, self._apart.keys()
        )
        self._alone: dict[str, Identity] = {}
        for path in sorted(self.known.alone):
            for own, each in self.known.alone[path].items():
                self._alone.setdefault(own, each)
        self._joined: dict[str, tuple[Identity, Ruling]] = {}
        self._join([(one, other, ruling) for one, other, ruling in decided if ruling.accepted])

    def _join(self, decided: Sequence[tuple[str, str, Ruling]]) -> None:
        """Make one of those said to be the same, the latest word first, never one of two that are kept apart."""
        merges = Merges(self._apart)
        said = [(one, other, ruling) for one, other, ruling in reversed(decided) if other in self.known.identities]
        for each in said:
            merges.join(*each)
        groups = merges.groups
        because: defaultdict[str, list[tuple[str, str, Ruling]]] = defaultdict(list)
        for one, other, ruling in said:
            if groups[one] == groups[other]:
                because[groups[one]].append((one, other, ruling))
        for root, together in because.items():
            self._settle(merges.members[root], together)

    def _settle(self, group: set[str], said: Sequence[tuple[str, str, Ruling]]) -> None:
        """« A is B » keeps the name and the IRI of B."""
        known = {path for path in group if path in self.known.identities}
        kept = min(known - {one for one, _, _ in said} or known)
        whole = _merged([self.known.identities[path] for path in (kept, *sorted(known - {kept}))])
        whole = replace(whole, candidates=self._left(whole, group))
        for path in group:
            because = next(ruling for one, other, ruling in said if path in {one, other})
            self._joined[path] = (whole, because)

    @property
    def renamed(self) -> dict[str, str]:
        """The path of each actor that was joined to another, with the path that both have now."""
        return {path: whole.path for path, (whole, _) in self._joined.items() if path != whole.path}

    def _are_apart(self, one: str, other: str) -> bool:
        return one in self._apart and other in self._apart[one]

    def effects(self) -> Iterator[tuple[str, object]]:
        """The path of each actor whom a ruling concerns, with all that follows from it for who names the actor."""
        for path in {*self._joined, *self._apart}:
            yield path, (self._joined.get(path), sorted(self._apart.get(path, ())), self._separated(path))

    def _separated(self, path: str) -> dict[str, tuple[Identity, Ruling | None]]:
        """Who names of the actor at that path are instead, by what these would be were they the only ones."""
        owns = [own for own in self.known.alone.get(path, ()) if self._is_taken_for(own, path)]
        return {own: self._resolved(self._alone[own]) for own in owns}

    def _is_taken_for(self, own: str, path: str) -> bool:
        """Whether a name that would be an actor of its own was taken for one whom a person told from it. Where there
        is an actor of that name anyway, these are two already, and neither's name says which of them it means."""
        return own not in self.known.identities and self._are_apart(own, path)

    def names(self) -> dict[str, set[str]]:
        """For the path of each actor whom decisions give other names, the paths that these names had before."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for path, now in self.renamed.items():
            found[now].add(path)
        for path in self.known.alone:
            for identity, _ in self._separated(path).values():
                found[identity.path].add(path)
        return found

    def concern(self, item: LinkedRecord) -> bool:
        """Whether a ruling may change who one of the record's actors is."""
        identities = (item.identity, item.owner, *(found.identity for _, found in item.actors))
        return bool(self._joined or self._apart) and any(each and self._is_concerned(each) for each in identities)

    def _is_concerned(self, identity: Identity) -> bool:
        paths = (identity.path, *identity.candidates)
        return any(path in self._joined or path in self._apart for path in paths)

    def identity(self, identity: Identity | None) -> Identity | None:
        """The same, joined with those that it is one with and rid of the candidates that it is not."""
        if identity is None or not self._is_concerned(identity):
            return identity
        if identity.path in self._joined:
            return self._joined[identity.path][0]
        left = self._left(identity, {identity.path})
        refused = bool(identity.candidates) and all(
            self._are_apart(identity.path, candidate) for candidate in identity.candidates
        )
        return replace(identity, candidates=left, ambiguous=identity.ambiguous and not refused)

    def _left(self, identity: Identity, group: set[str]) -> tuple[str, ...]:
        """The candidates that remain, by the names they have now."""
        open_ = (each for each in identity.candidates if not any(self._are_apart(path, each) for path in group))
        now = (self._joined[each][0].path if each in self._joined else each for each in open_)
        return tuple(dict.fromkeys(each for each in now if each not in group))

    def resolution(self, reference: ActorReference, found: Resolution) -> Resolution:
        """Who the reference names now, with the ruling that says so where one does."""
        if not self._is_concerned(found.identity):
            return found
        whole, ruling = self._resolved(self._separate(reference, found.identity))
        return replace(found, identity=whole, ruling=ruling)

    def _resolved(self, identity: Identity) -> tuple[Identity, Ruling | None]:
        """Who that is now, with the ruling that says so where one does."""
        whole = self.identity(identity)
        assert whole  # noqa: S101
        return whole, self._joined[identity.path][1] if whole.path != identity.path else None

    def _separate(self, reference: ActorReference, identity: Identity) -> Identity:
        """An actor of its own where the name alone would be one that a person told from who was found."""
        if identity.path not in self._apart:
            return identity
        own = own_path(reference, identity.type)
        return self._alone[own] if self._is_taken_for(own, identity.path) else identity


def _ends(ruling: Ruling, base: str) -> Pair:
    return ruling.subject.removeprefix(base), ruling.object.removeprefix(base)


def _merged(identities: Sequence[Identity]) -> Identity:
    """One identity of several: the first's name, the names and identifiers of all; no more doubt. Whom a name could
    have meant instead is left out where it turns out to mean one of them."""
    first = identities[0]
    names = dict.fromkeys(name for each in identities for name in (each.name, *each.variants))
    identifiers = dict.fromkeys(identifier for each in identities for identifier in each.identifiers)
    paths = {each.path for each in identities}
    open_ = (each for each in identities if not (each.ambiguous and paths.intersection(each.candidates)))
    candidates = dict.fromkeys(path for each in open_ for path in each.candidates)
    return replace(
        first,
        variants=tuple(name for name in names if name != first.name),
        identifiers=tuple(identifiers),
        ambiguous=False,
        candidates=tuple(candidates),
    )
