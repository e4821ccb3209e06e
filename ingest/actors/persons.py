"""Persons: one identity through identifiers, and through the name only where something else supports it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from networkx.utils import UnionFind

from ingest.actors.identity import FOLDERS, Identity, Resolution, identifier_slug
from ingest.actors.names import PersonName, person_name
from ingest.records import Actor, ActorReference, ActorType, Identifier
from ontology.folding import slug

__all__ = ["Appearance", "PersonRegister"]

_BY_IDENTIFIER, _BY_REGISTER, _BY_COMPANY = 1.0, 0.95, 0.9


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person named somewhere: the name, the identifiers given there, and the company in which it was met.

    ``company`` are the keys of what supports that two namesakes are one: the source, the co-authors, the affiliation.
    """

    name: str
    identifiers: tuple[Identifier, ...]
    company: frozenset[str]
    described: bool = False


class PersonRegister:
    """Every person met, grouped into identities.

    Namesakes are one person when they share an identifier, or when no identifier differs and the same source, a
    co-author or an affiliation is common to both. A person that a source describes (a register) takes the references
    that bear the name. Initials alone never merge.
    """

    def __init__(self) -> None:
        self._appearances: dict[Appearance, None] = {}
        self._identity: dict[Appearance, Identity] = {}

    def learn(self, appearance: Appearance) -> None:
        """Take note of an appearance."""
        self._appearances.setdefault(appearance)

    def settle(self) -> None:
        """End of learning: group the appearances and give each group its identity."""
        by_name: defaultdict[PersonName, list[Appearance]] = defaultdict(list)
        for appearance in self._appearances:
            by_name[person_name(appearance.name)].append(appearance)
        groups: UnionFind[Appearance] = UnionFind(self._appearances)
        by_identifier: dict[Identifier, Appearance] = {}
        for appearance in self._appearances:
            for identifier in appearance.identifiers:
                groups.union(by_identifier.setdefault(identifier, appearance), appearance)
        for namesakes in by_name.values():
            _join_namesakes(namesakes, groups)
        self._name(groups)

    def _name(self, groups: UnionFind[Appearance]) -> None:
        members: defaultdict[Appearance, list[Appearance]] = defaultdict(list)
        for appearance in self._appearances:
            members[groups[appearance]].append(appearance)
        taken: dict[str, str] = {}
        plain: defaultdict[str, list[str]] = defaultdict(list)
        identities = [_identity(group, taken) for group in members.values()]
        for identity in identities:
            plain[slug(" ".join(_ordered(identity.name)))].append(identity.path)
        for identity, group in zip(identities, members.values(), strict=True):
            others = tuple(p for p in plain[slug(" ".join(_ordered(identity.name)))] if p != identity.path)
            known = Identity(
                identity.path, identity.type, identity.name, identity.variants, identity.identifiers, False, others
            )
            self._identity.update(dict.fromkeys(group, known))

    def resolve(self, appearance: Appearance) -> Resolution:
        """Who that is; only for an appearance that was learned before :meth:`settle`."""
        identity = self._identity[appearance]
        if appearance.identifiers:
            return Resolution(identity, "identifier", _BY_IDENTIFIER)
        return Resolution(identity, "name", _BY_REGISTER if not identity.candidates else _BY_COMPANY)


def _ordered(name: str) -> tuple[str, str]:
    parts = person_name(name)
    return parts.given or parts.initials, parts.family


def _join_namesakes(namesakes: Sequence[Appearance], groups: UnionFind[Appearance]) -> None:
    """Join those of one name that something else supports and no identifier forbids."""
    if not person_name(namesakes[0].name).is_full:
        same_source = defaultdict(list)
        for appearance in namesakes:
            for key in appearance.company:
                if key.startswith("source:"):
                    same_source[key].append(appearance)
        for together in same_source.values():
            for other in together[1:]:
                groups.union(together[0], other)
        return
    described = [appearance for appearance in namesakes if appearance.described]
    company: defaultdict[str, list[Appearance]] = defaultdict(list)
    identified = {groups[appearance] for appearance in namesakes if appearance.identifiers}
    for appearance in namesakes:
        for key in appearance.company:
            company[key].append(appearance)
    if len({groups[appearance] for appearance in described}) == 1 and len(identified - {groups[described[0]]}) == 0:
        for appearance in namesakes:
            groups.union(described[0], appearance)
        return
    for together in company.values():
        _join_unless_forbidden(together, groups, identified)


def _join_unless_forbidden(
    together: Iterable[Appearance], groups: UnionFind[Appearance], identified: set[Appearance]
) -> None:
    """Join the appearances of one company, unless that would make one person of two identified ones."""
    roots = list(dict.fromkeys(groups[appearance] for appearance in together))
    if sum(root in identified for root in roots) > 1:
        roots = [root for root in roots if root not in identified]
    for other in roots[1:]:
        is_identified = roots[0] in identified or other in identified
        groups.union(roots[0], other)
        if is_identified:
            identified.add(groups[roots[0]])


def _identity(group: Sequence[Appearance], taken: dict[str, str]) -> Identity:
    names = sorted(
        {appearance.name for appearance in group}, key=lambda name: (name.isupper(), "," in name, -len(name), name)
    )
    identifiers = tuple(dict.fromkeys(identifier for appearance in group for identifier in appearance.identifiers))
    base = f"{FOLDERS[ActorType.PERSON]}/{identifier_slug(identifiers) or slug(' '.join(_ordered(names[0]))) or 'x'}"
    path, number = base, 2
    while path in taken:
        path, number = f"{base}-{number}", number + 1
    taken[path] = names[0]
    return Identity(path, ActorType.PERSON, _readable(names[0]), tuple(names[1:]), identifiers)


def _readable(name: str) -> str:
    """« Family, Given » as « Given Family »; any other form as it stands."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() else name
