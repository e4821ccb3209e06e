"""Persons: one identity through identifiers, and through the name only where something else supports it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.actors.groups import Groups
from ingest.actors.identity import FOLDERS, Identity, Paths, Resolution, identifier_slug
from ingest.actors.names import PersonName, person_name
from ingest.records import ActorType, Identifier
from ontology.folding import slug

__all__ = ["Appearance", "PersonRegister", "slug_of"]

_BY_IDENTIFIER, _BY_REGISTER, _BY_COMPANY = 1.0, 0.95, 0.9
_CANDIDATES = 12
"""The most candidates that are kept for one person."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person named somewhere: the name, the identifiers given there, and the company in which it was met.

    What supports that two namesakes are one are the key of the source, and those of co-authors and affiliation, the
    ``friends``, in order. ``described`` is the key of the description, where the source describes the person.
    """

    name: str
    identifiers: tuple[Identifier, ...]
    source: str
    friends: tuple[str, ...] = ()
    described: str = ""


class PersonRegister:
    """Every person met, grouped into identities.

    Namesakes are one person when they share an identifier, or when no identifier differs and the same source, a
    co-author or an affiliation is common to both. A person that one source describes takes the references that bear
    the name; two that sources describe stay two. Initials never merge, unless a co-author or an affiliation is common
    and only one name fits them. Who else a person may be is among the candidates.
    """

    def __init__(self) -> None:
        self._appearances: dict[Appearance, None] = {}
        self._identity: dict[Appearance, Identity] = {}

    def learn(self, appearance: Appearance) -> None:
        """Take note of an appearance."""
        self._appearances.setdefault(appearance)

    def settle(self) -> None:
        """End of learning: group the appearances and give each group its identity, whatever the order of learning."""
        appearances = sorted(self._appearances, key=_order)
        by_name: defaultdict[PersonName, list[int]] = defaultdict(list)
        for index, appearance in enumerate(appearances):
            by_name[person_name(appearance.name)].append(index)
        groups = Groups([appearance.identifiers for appearance in appearances])
        for name, namesakes in by_name.items():
            _join_namesakes(name, namesakes, appearances, groups)
        fitting = _fitting(by_name)
        for name, full in fitting.items():
            if len(full) == 1:
                _join_friends(by_name[name], by_name[full[0]], appearances, groups)
        self._name([[appearances[index] for index in group] for group in groups.members()], fitting)

    def _name(self, groups: Sequence[Sequence[Appearance]], fitting: dict[PersonName, list[PersonName]]) -> None:
        paths = Paths()
        identities = [_identity(group, paths) for group in groups]
        named = [list(dict.fromkeys([person_name(appearance.name) for appearance in group])) for group in groups]
        bearing: defaultdict[PersonName, list[str]] = defaultdict(list)
        for identity, names in zip(identities, named, strict=True):
            for name in names:
                if len(bearing[name]) <= _CANDIDATES:
                    bearing[name].append(identity.path)
        for identity, group, names in zip(identities, groups, named, strict=True):
            wanted = [each for name in names for each in (name, *fitting.get(name, ()))]
            others = dict.fromkeys([path for name in wanted for path in bearing[name] if path != identity.path])
            known = replace(identity, candidates=tuple(others)[:_CANDIDATES]) if others else identity
            self._identity.update(dict.fromkeys(group, known))

    def resolve(self, appearance: Appearance) -> Resolution:
        """Who that is; only for an appearance that was learned before :meth:`settle`."""
        identity = self._identity[appearance]
        if appearance.identifiers:
            return Resolution(identity, "identifier", _BY_IDENTIFIER)
        return Resolution(identity, "name", _BY_REGISTER if not identity.candidates else _BY_COMPANY)


def _order(appearance: Appearance) -> tuple[bool, str, list[str], tuple[str, ...], str]:
    """Those that sources describe first, then by what was said of them: the same whatever came first."""
    identifiers = sorted([f"{each.scheme}:{each.value}" for each in appearance.identifiers])
    company = (*appearance.friends, appearance.source)
    return not appearance.described, appearance.described, identifiers, company, appearance.name


def _join_namesakes(
    name: PersonName, namesakes: Sequence[int], appearances: Sequence[Appearance], groups: Groups
) -> None:
    """Join those of one name that something else supports and no identifier forbids."""
    if len(namesakes) == 1:  # as most are
        return
    described = [index for index in namesakes if appearances[index].described]
    if name.is_full and len({groups.head(index) for index in described}) == 1:
        others = {groups.head(index) for index in namesakes if appearances[index].identifiers}
        if others <= {groups.head(described[0])}:
            groups.join_all((described[0], *namesakes))
            return
    company: defaultdict[str, list[int]] = defaultdict(list)
    for index in namesakes:
        appearance = appearances[index]
        if not appearance.described:
            company[appearance.source].append(index)
        for key in appearance.friends if name.is_full else ():
            company[key].append(index)
    for key in sorted(key for key, met in company.items() if len(met) > 1):
        groups.join_all(company[key])


def _fitting(by_name: Iterable[PersonName]) -> dict[PersonName, list[PersonName]]:
    """For each name with initials only, the full names that fit it; none where too many do."""
    full: defaultdict[tuple[str, str], list[PersonName]] = defaultdict(list)
    for name in by_name:
        if name.is_full and len(full[name.family, name.initials[:1]]) <= _CANDIDATES:
            full[name.family, name.initials[:1]].append(name)
    initials = [name for name in by_name if not name.is_full and name.initials]
    fitting = {name: [each for each in full[name.family, name.initials[0]] if name.agrees(each)] for name in initials}
    return {name: found for name, found in fitting.items() if 0 < len(found) <= _CANDIDATES}


def _join_friends(few: Sequence[int], full: Sequence[int], appearances: Sequence[Appearance], groups: Groups) -> None:
    """Join a name with initials to the full one where both were met in one company."""
    met: dict[str, int] = {}
    for index in full:
        for key in appearances[index].friends:
            met.setdefault(key, index)
    for index in few:
        if known := sorted({met[key] for key in appearances[index].friends if key in met}):
            groups.join(known[0], index)


@lru_cache(maxsize=65_536)
def slug_of(name: str) -> str:
    """The IRI slug that a name gives.

    >>> slug_of("Cognet, Gérard")
    'gerard-cognet'
    """
    parts = person_name(name)
    return slug(f"{parts.given or parts.initials} {parts.family}") or "x"


def _identity(group: Sequence[Appearance], paths: Paths) -> Identity:
    spelled = {appearance.name for appearance in group}
    names = sorted(
        spelled, key=lambda name: (name.isupper(), not person_name(name).is_full, "," in name, -len(name), name)
    )
    identifiers = tuple(dict.fromkeys(identifier for appearance in group for identifier in appearance.identifiers))
    base = f"{FOLDERS[ActorType.PERSON]}/{identifier_slug(identifiers) or slug_of(names[0])}"
    return Identity(paths.free(base), ActorType.PERSON, _readable(names[0]), tuple(names[1:]), identifiers)


def _readable(name: str) -> str:
    """« Family, Given » as « Given Family »; any other form as it stands."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() else name
