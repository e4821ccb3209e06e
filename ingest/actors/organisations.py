"""Organisations, groups and categories: one identity a name, through registers, variants and acronyms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from networkx.utils import UnionFind

from ingest.actors.identity import FOLDERS, Identity, Resolution, identifier_slug
from ingest.actors.names import organisation_key, organisation_keys
from ingest.records import Actor, ActorReference, ActorType, Identifier
from ontology.folding import fold, slug
from ontology.kinds import kind_of

__all__ = ["OrganisationRegister"]

_BY_IDENTIFIER, _BY_NAME, _BY_VARIANT, _BY_WORDS = 1.0, 0.98, 0.95, 0.9


class OrganisationRegister:
    """Every organisation the sources describe, by identifier and by the keys of its names.

    Two descriptions are one organisation when they share an identifier, or have the same name and no place or
    identifier that differs.
    """

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._by_identifier: dict[Identifier, Identity] = {}
        self._by_key: defaultdict[str, dict[str, Identity]] = defaultdict(dict)
        self._by_name: defaultdict[str, dict[str, Identity]] = defaultdict(dict)
        self._undescribed: dict[tuple[ActorType, str], set[Identifier]] = {}
        self.identities: list[Identity] = []
        self.of_actor: dict[int, Identity] = {}
        taken: set[str] = set()
        for group in _same(actors):
            identity = _identity([actors[index] for index in group], taken)
            taken.add(identity.path)
            self._register(identity)
            self.of_actor.update(dict.fromkeys(group, identity))

    def _register(self, identity: Identity) -> None:
        self.identities.append(identity)
        for identifier in identity.identifiers:
            self._by_identifier.setdefault(identifier, identity)
        for name in (identity.name, *identity.variants):
            self._by_name[fold(name)][identity.path] = identity
            for key in organisation_keys(name):
                self._by_key[key][identity.path] = identity

    def knows(self, reference: ActorReference) -> bool:
        """Whether an organisation that a source describes bears the name, an acronym or an identifier of it."""
        return fold(reference.name) in self._by_name or any(i in self._by_identifier for i in reference.identifiers)

    def learn(self, reference: ActorReference) -> None:
        """Take note of a name that no source describes, so that its shorter forms lead to the same actor."""
        if not self._found(reference) and organisation_keys(reference.name):
            kind = reference.type or ActorType.ORGANISATION
            self._undescribed.setdefault((kind, reference.name), set()).update(reference.identifiers)

    def settle(self) -> None:
        """End of learning: the names that no source describes become identities, a short form with its full one."""
        groups: UnionFind[tuple[ActorType, str]] = UnionFind(sorted(self._undescribed))
        by_key = {
            (kind, organisation_key(name)): (kind, name) for kind, name in sorted(self._undescribed, reverse=True)
        }
        for kind, name in sorted(self._undescribed):
            for key in organisation_keys(name):
                if (kind, key) in by_key:
                    groups.union(by_key[kind, key], (kind, name))
        for group in sorted(sorted(names) for names in groups.to_sets()):
            self._register(self._of_names(group))
        self._undescribed.clear()

    def _of_names(self, group: list[tuple[ActorType, str]]) -> Identity:
        kind = group[0][0]
        names = sorted((name for _, name in group), key=lambda name: (name.isupper(), len(name), name))
        identifiers = tuple(sorted({identifier for item in group for identifier in self._undescribed[item]}, key=str))
        shortest = min((organisation_key(name) for name in names), key=lambda key: (len(key), key))
        path = f"{FOLDERS[kind]}/{identifier_slug(identifiers) or slug(shortest) or 'x'}"
        generic = kind is ActorType.ORGANISATION and all(kind_of(name, "organisation") for name in names)
        return Identity(path, kind, names[0], tuple(names[1:]), identifiers, ambiguous=generic)

    def resolve(self, reference: ActorReference) -> Resolution:
        """The identity that the reference names; an ambiguous one, with its candidates, when several are possible."""
        if found := self._found(reference):
            return found
        keys = organisation_keys(reference.name) or ("x",)
        path = f"{FOLDERS[reference.type or ActorType.ORGANISATION]}/{slug(keys[0]) or 'x'}"
        kind = reference.type or ActorType.ORGANISATION
        return Resolution(Identity(path, kind, reference.name, ambiguous=True), "unresolved", 0.5)

    def _found(self, reference: ActorReference) -> Resolution | None:
        for identifier in reference.identifiers:
            if known := self._by_identifier.get(identifier):
                return Resolution(known, "identifier", _BY_IDENTIFIER)
        folded = fold(reference.name)
        if named := self._of_type(self._by_name.get(folded, {}), reference.type):
            sure = _BY_NAME if any(fold(identity.name) == folded for identity in named) else _BY_VARIANT
            return _decided(named, reference, "name" if sure == _BY_NAME else "variant", sure)
        for key in organisation_keys(reference.name):
            if named := self._of_type(self._by_key.get(key, {}), reference.type):
                return _decided(named, reference, "variant", _BY_WORDS)
        return None

    @staticmethod
    def _of_type(known: dict[str, Identity], wanted: ActorType | None) -> list[Identity]:
        return [known[path] for path in sorted(known) if wanted in (None, known[path].type)]


def _decided(named: list[Identity], reference: ActorReference, method: str, confidence: float) -> Resolution:
    if len(named) == 1:
        return Resolution(named[0], method, confidence * (0.6 if named[0].ambiguous else 1.0))
    kind = reference.type or ActorType.ORGANISATION
    path = f"{FOLDERS[kind]}/{slug(organisation_key(reference.name)) or 'x'}"
    candidates = tuple(identity.path for identity in named)
    path = path if path not in candidates else f"{path}-ambiguous"
    return Resolution(
        Identity(path, kind, reference.name, ambiguous=True, candidates=candidates), "unresolved", 1 / len(named)
    )


def _same(actors: Sequence[Actor]) -> list[list[int]]:
    """The groups of descriptions that are one organisation, in the order of their first."""
    groups: UnionFind[int] = UnionFind(range(len(actors)))
    by_identifier: dict[Identifier, int] = {}
    by_name: defaultdict[tuple[ActorType, str], list[int]] = defaultdict(list)
    for index, actor in enumerate(actors):
        for identifier in actor.identifiers:
            groups.union(by_identifier.setdefault(identifier, index), index)
        by_name[actor.type, organisation_key(actor.name)].append(index)
    for namesakes in by_name.values():
        for index in namesakes[1:]:
            for other in namesakes:
                if other < index and _compatible(actors[other], actors[index]):
                    groups.union(other, index)
                    break
    gathered: defaultdict[int, list[int]] = defaultdict(list)
    for index in range(len(actors)):
        gathered[groups[index]].append(index)
    return list(gathered.values())


def _compatible(one: Actor, other: Actor) -> bool:
    """Whether nothing that the two descriptions say forbids that they are one."""
    places = {fold(place) for place in (one.location, other.location) if place}
    mine = {identifier.scheme: identifier.value for identifier in one.identifiers}
    theirs = {identifier.scheme: identifier.value for identifier in other.identifiers}
    return len(places) < 2 and all(mine[scheme] == theirs[scheme] for scheme in mine.keys() & theirs.keys())


def _identity(actors: Iterable[Actor], taken: set[str]) -> Identity:
    described = list(actors)
    first = described[0]
    identifiers = tuple(dict.fromkeys(identifier for actor in described for identifier in actor.identifiers))
    spellings = (name for actor in described for name in (actor.name, actor.acronym, *actor.variants))
    variants = tuple(name for name in dict.fromkeys(spellings) if name and name != first.name)
    name = identifier_slug(identifiers) or slug(organisation_key(first.name)) or "x"
    place = next((slug(actor.location, 24) for actor in described if actor.location), "")
    path, number = f"{FOLDERS[first.type]}/{name}", 2
    if path in taken and place:
        path = f"{path}-{place}"
    while path in taken:
        path, number = f"{FOLDERS[first.type]}/{name}-{number}", number + 1
    return Identity(path, first.type, first.name, variants, identifiers)
