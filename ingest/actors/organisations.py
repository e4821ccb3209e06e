"""Organisations, groups and categories: one identity a name, through registers, variants, acronyms and company."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from copy import copy
from dataclasses import replace
from itertools import compress

from ingest.actors.choice import Choice, Context, choose, grounds
from ingest.actors.described import Descriptions
from ingest.actors.descriptions import same_organisations
from ingest.actors.entry import Entry, Match, Strength, spellings
from ingest.actors.forms import is_short, place_words
from ingest.actors.groups import differing_identifiers
from ingest.actors.identity import FOLDERS, Identity, Paths, Resolution, identifier_slug
from ingest.actors.imprints import is_laboratory, of_laboratories
from ingest.actors.index import OrganisationIndex
from ingest.actors.names import organisation_key, organisation_keys
from ingest.actors.parted_descriptions import parted_descriptions
from ingest.actors.similar_names import beginning, is_kind, similar, slipped
from ingest.actors.unknown import Unknown, identities
from ingest.records import Actor, ActorReference, ActorType, Identifier, Relation
from ontology.folding import slug

__all__ = ["CANDIDATES", "OrganisationRegister"]

CANDIDATES = 12
"""The most candidates that are kept for one name."""
_NOWHERE = Context()
_WHOLES = frozenset({Relation.PART_OF})
_SUCCESSIONS = frozenset({Relation.REPLACES, Relation.REPLACED_BY})


class OrganisationRegister:
    """Every organisation that registers and sources describe or name, each once.

    ``described`` are the descriptions of the network's sources, ``registered`` those of registers. What nothing
    describes is learned from the names that records use, until :meth:`settle`.
    """

    def __init__(self, described: Sequence[Actor], registered: Sequence[Actor] = ()) -> None:
        self.index = OrganisationIndex()
        self._path_of: dict[int, str] = {}
        self._met: set[str] = set()
        self._learned: dict[Unknown, Unknown] = {}
        self._paths = Paths()
        self._shared = False
        """Whether another knows things by the same objects."""
        self.told: frozenset[str] = frozenset()
        """The paths of those that registers and sources describe."""
        actors = [*registered, *described]
        rows = parted_descriptions(actors, len(registered))
        groups = same_organisations(rows.joining, len(registered))
        is_registered = [group[0] < len(registered) for group in groups]
        for group in compress(groups, is_registered):
            self._note(group, actors, self._new([rows.own[index] for index in group], registered=True), len(registered))
        others = [group for group, known in zip(groups, is_registered, strict=True) if not known]
        descriptions = Descriptions(self.index)
        found = [self._registered_as([rows.own[index] for index in group], descriptions) for group in others]
        for group, chosen in zip(others, found, strict=True):
            self._note(group, actors, self._add([rows.own[index] for index in group], chosen), len(registered))
        for together in rows.together:
            self._ask([self._path_of[id(actors[index])] for index in together])
        self.told = frozenset(self.index.entries)

    def _ask(self, paths: Sequence[str]) -> None:
        """Make candidates of one another of those that the network's sources describe."""
        for path in dict.fromkeys(paths):
            entry = self.index.entries[path]
            if entry.described:
                others = [*entry.identity.candidates, *[other for other in paths if other != path]]
                candidates = tuple(dict.fromkeys(others))[:CANDIDATES]
                self.index.entries[path] = replace(entry, identity=replace(entry.identity, candidates=candidates))

    def apart(self) -> OrganisationRegister:
        """One that knows the same descriptions and learns for itself: what both know is copied when it settles."""
        other = copy(self)
        other._learned, other._shared = {}, True
        return other

    def _take_apart(self) -> None:
        self.index, self._paths, self._met = self.index.copy(), self._paths.copy(), self._met.copy()
        self._shared = False

    def _note(self, group: Sequence[int], actors: Sequence[Actor], known: Entry, registered: int) -> None:
        self._path_of.update((id(actors[index]), known.identity.path) for index in group)
        if group[-1] >= registered:
            self._met.add(known.identity.path)

    def _add(self, actors: Sequence[Actor], chosen: Choice) -> Entry:
        """Make the descriptions of one organisation known: as the registered one that they surely tell of, else new."""
        if chosen.entry is None:
            return self._new(actors, registered=False, candidates=_paths(chosen))
        known = self.index.entries[chosen.entry.identity.path]
        self.index.remove(known.identity.path)
        names = _names((*spellings(known.identity), *_spellings(actors)))
        identity = replace(known.identity, variants=names[1:])
        known = replace(known, identity=identity, places=known.places or _places(actors), described=True)
        known = replace(known, laboratory=known.laboratory or _are_laboratories(actors))
        self.index.add(known)
        return known

    def _new(self, actors: Sequence[Actor], *, registered: bool, candidates: tuple[str, ...] = ()) -> Entry:
        shorts = frozenset(actor.acronym.strip().casefold() for actor in actors if actor.acronym)
        identity = replace(self._identity(actors, registered=registered), candidates=candidates)
        known = Entry(identity, _places(actors), _related(actors, _WHOLES), not registered, shorts)
        known = replace(known, successions=_related(actors, _SUCCESSIONS))
        known = replace(known, laboratory=not registered and _are_laboratories(actors))
        self.index.add(known)
        return known

    def _registered_as(self, actors: Sequence[Actor], descriptions: Descriptions) -> Choice:
        identifiers = [identifier for actor in actors for identifier in actor.identifiers]
        matches = self._matches(actors[0].name, actors[0].type)
        return descriptions.find(actors[0].name, _places(actors), identifiers, matches)

    def _identity(self, actors: Sequence[Actor], *, registered: bool) -> Identity:
        first = actors[0]
        identifiers = tuple(dict.fromkeys(identifier for actor in actors for identifier in actor.identifiers))
        place = next((slug(actor.location, 24) for actor in actors if actor.location), "")
        name = identifier_slug(identifiers) or slug(organisation_key(first.name)) or "x"
        if registered and place and not identifier_slug(identifiers):
            name = f"{name}-{place}"
        path = self._paths.free(f"{FOLDERS[first.type]}/{name}", place)
        names = _names(_spellings(actors))
        return Identity(path, first.type, first.name, tuple(name for name in names if name != first.name), identifiers)

    def identity(self, actor: Actor) -> Identity:
        """The identity of an actor that a source or a register describes."""
        return self.index.entries[self._path_of[id(actor)]].identity

    def knows(self, reference: ActorReference) -> bool:
        """Whether an organisation that is described bears the name, an acronym or an identifier of it."""
        return bool(self.index.identified(reference.identifiers)) or self.index.called(reference.name)

    def grounds(self, reference: ActorReference) -> object:
        """All that the identity which the reference names rests on, but for what stands beside it."""
        known = self.index.identified(reference.identifiers)
        matches = self._matches(reference.name, None)
        offered = [(entry, self._is_own(entry)) for entry in self._of_kind(reference.name)]
        return self.knows(reference), known, grounds(self.index, matches, self._met), offered

    def learn(self, name: Unknown) -> Unknown:
        """Take note of a name that a record uses; returns it as it was first learned, so that it is there once."""
        return self._learned.setdefault(name, name)

    def settle(self) -> None:
        """End of learning: the names that fit nothing known become identities, a short form with its full one."""
        if self._shared:
            self._take_apart()
        unknown = [item for item in sorted(self._learned, key=str) if not self._is_known(item)]
        self._learned.clear()
        learned = identities(unknown, self._paths)
        similar = {identity.path: self._similar(identity) for identity in learned}
        for identity in learned:
            self.index.add(Entry(replace(identity, candidates=similar[identity.path]), described=True))
        for identity in learned:
            if identity.ambiguous:
                self._offer(identity)

    def _offer(self, identity: Identity) -> None:
        """Give a name that is only a kind its candidates: those of the kind, the network's own first (« CCI »)."""
        found = [entry for entry in beginning(self.index, identity.name) if entry.identity.path != identity.path]
        found.sort(key=lambda entry: not self._is_own(entry))
        candidates = tuple(entry.identity.path for entry in found)[:CANDIDATES]
        entry = self.index.entries[identity.path]
        self.index.entries[identity.path] = replace(entry, identity=replace(identity, candidates=candidates))

    def _is_own(self, entry: Entry) -> bool:
        return entry.described or entry.identity.path in self._met

    def _of_kind(self, name: str) -> list[Entry]:
        """Those of the kind that the name is: « CHU Grenoble Alpes » of « CHU »; none where it is no mere kind."""
        return beginning(self.index, name) if is_kind(name) else []

    def _likeliest(self, name: str, context: Context) -> list[Entry]:
        """Those of the kind that the name is which are the network's own, or of the place."""
        own = [entry for entry in self._of_kind(name) if self._is_own(entry)]
        here = [entry for entry in self._of_kind(name) if entry.places and entry.places <= context.places]
        return sorted([*own, *here], key=lambda entry: entry not in here)

    def _is_known(self, item: Unknown) -> bool:
        kind, name, identifiers = item
        known = self.index.identified(identifiers)
        chosen = choose(self.index, self._matches(name, kind), _NOWHERE, frozenset())
        if known is None and chosen.entry:
            if differing_identifiers(identifiers, chosen.entry.identity.identifiers):
                return False
            known = chosen.entry
        if known:
            self.index.alias(identifiers, known.identity.path)
            if not self.index.matches(name):
                self.index.spell(name, known.identity.path)
            self._met.add(known.identity.path)
        return bool(known) or not organisation_keys(name) or (bool(chosen.candidates) and not identifiers)

    def _similar(self, identity: Identity) -> tuple[str, ...]:
        """The paths of known organisations with a similar name, which the unknown one may be."""
        if identity.type is not ActorType.ORGANISATION or identity.ambiguous:
            return ()
        return tuple(entry.identity.path for entry in similar(self.index, identity.name, 3))

    def _matches(self, name: str, kind: ActorType | None) -> list[Match]:
        matches = self.index.matches(name) or ([] if is_short(name) else slipped(self.index, name))
        if matches and all(match.strength is Strength.WORDS and not self._is_told(match) for match in matches):
            matches = [match for match in self.index.part(name) if self._is_told(match)] or matches
        return [match for match in matches if kind in (None, match.entry.identity.type)]

    def _is_told(self, match: Match) -> bool:
        return match.entry.identity.path in self.told

    def resolve(self, reference: ActorReference, context: Context = _NOWHERE) -> Resolution:
        """The identity that the reference names; an ambiguous one, with its candidates, when several are possible."""
        if known := self.index.identified(reference.identifiers):
            return Resolution(known.identity, "identifier", 1.0)
        matches = self._matches(reference.name, reference.type)
        chosen = choose(self.index, matches, context, self._met)
        if chosen.entry is None:
            likeliest = (*self._likeliest(reference.name, context), *chosen.candidates)
            return _undecided(reference, replace(chosen, candidates=likeliest), self.told)
        doubt = 0.6 if chosen.entry.identity.ambiguous else 1.0
        return Resolution(chosen.entry.identity, chosen.method, chosen.confidence * doubt)

    def doubted(self, reference: ActorReference, path: str) -> Resolution | None:
        """What the name is, if it is not that of the laboratory at that path; None where no laboratory is there, or one
        is that is called so by its own name, as « Inria » is, and not by an acronym."""
        entry = self.index.entries.get(path)
        if entry is None or not is_laboratory(entry):
            return None
        if reference.name == entry.identity.name and not reference.name.isupper():
            return None
        return _undecided(reference, Choice(None, (entry,)), self.told)


def _undecided(reference: ActorReference, chosen: Choice, told: Set[str]) -> Resolution:
    """An identity of its own, with its candidates: what nothing but that very name tells of is not one of them."""
    kind = reference.type or ActorType.ORGANISATION
    path = f"{FOLDERS[kind]}/{slug(organisation_key(reference.name)) or 'x'}"
    candidates = _paths(chosen)
    if path in candidates:
        candidates = tuple(each for each in candidates if each != path or path in told)
        path = f"{path}-ambiguous"
    confidence = 1 / (len(candidates) + 1) if candidates else 0.5
    return Resolution(
        Identity(path, kind, reference.name, ambiguous=True, candidates=candidates), "unresolved", confidence
    )


def _paths(chosen: Choice) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.identity.path for entry in chosen.candidates))[:CANDIDATES]


def _spellings(actors: Iterable[Actor]) -> list[str]:
    return [name for actor in actors for name in (actor.name, actor.acronym, *actor.variants)]


def _names(spellings: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(spellings) if name)


def _places(actors: Iterable[Actor]) -> frozenset[str]:
    return next((words for actor in actors if (words := place_words(actor.location))), frozenset())


def _are_laboratories(actors: Iterable[Actor]) -> bool:
    return of_laboratories(tuple(actor.kind for actor in actors))


def _related(actors: Iterable[Actor], relations: Set[Relation]) -> frozenset[Identifier]:
    return frozenset(
        identifier
        for actor in actors
        for reference in actor.actors
        if reference.relation in relations
        for identifier in reference.identifiers
    )
