"""The resolution of every actor that a set of records names to one identity each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.actors.affiliations import affiliations, is_affiliation, may_be_several, parts
from ingest.actors.appearances import appearance, appearances, description, may_be_person
from ingest.actors.choice import Context
from ingest.actors.collective import says_organisation
from ingest.actors.forms import place_words
from ingest.actors.identity import Identity, Resolution
from ingest.actors.imprints import is_imprint
from ingest.actors.lists import LISTING
from ingest.actors.organisations import OrganisationRegister
from ingest.actors.person_register import PersonRegister
from ingest.actors.persons import Appearance
from ingest.actors.towns import clear_town
from ingest.actors.unknown import Unknown, unknown
from ingest.records import Actor, ActorReference, ActorType, Identifier, Record, Relation

__all__ = ["Resolver", "Used", "reference_type"]

_UNDIVIDED = (ActorType.PERSON, ActorType.CATEGORY)
_COMPANY = 64
"""Actors of one record whose company is looked at."""


@dataclass(slots=True)
class Used:
    """The names of organisations that a record uses, and the affiliations that are taken apart into some of these."""

    names: list[Unknown] = field(default_factory=list)
    affiliations: list[Unknown] = field(default_factory=list)


class Resolver:
    """Who is who among all the records of a build: told of each, settled, then asked reference by reference.

    ``described`` are the actors that sources describe, persons apart; ``registered`` those of registers, which serve to
    recognise the others. What is learned of persons waits in a file in the ``folder``.
    """

    def __init__(
        self, described: Sequence[Actor] = (), registered: Sequence[Actor] = (), folder: Path | None = None
    ) -> None:
        known = [actor for actor in registered if actor.type is not ActorType.PERSON]
        self._register = registered
        self._organisations = OrganisationRegister(described, known)
        self._known = self._organisations.told
        self._begin(folder)

    def _begin(self, folder: Path | None) -> None:
        """Be ready to learn, knowing nobody but those of the registers."""
        self._last: tuple[Record | None, Context] = (None, Context())
        self._types: dict[tuple[str, bool, tuple[Identifier, ...]], ActorType] = {}
        self._persons = PersonRegister(folder)
        for actor in self._register:
            if actor.type is ActorType.PERSON:
                self._persons.learn(description(actor))

    def apart(self) -> Resolver:
        """One that knows the same descriptions, has learned nothing and learns for itself: made much sooner than from
        the descriptions. This one must not learn any more."""
        other = copy(self)
        other._organisations = self._organisations.apart()
        other._begin(None)
        return other

    @classmethod
    def among(cls, records: Sequence[Record], registered: Sequence[Actor] = ()) -> Resolver:
        """One that is settled, for these records."""
        made = cls([r for r in records if isinstance(r, Actor) and r.type is not ActorType.PERSON], registered)
        for record in records:
            made.learn(record, appearances(record))
        made.settle()
        return made

    def learn(self, record: Record, named: Sequence[Appearance | None]) -> Used:
        """Take note of the actors that the record names, whose appearances are ``named``; returns the names of
        organisations that it uses."""
        if isinstance(record, Actor) and record.type is ActorType.PERSON:
            self._persons.learn(description(record))
        used = Used()
        for reference, person in zip(record.actors, named, strict=True):
            if person and self._type(reference) is ActorType.PERSON:
                self._persons.learn(person)
                continue
            taken = [part for part, _ in self._taken_apart(reference)]
            used.names.extend(self._organisations.learn(unknown(each)) for each in taken or [reference])
            if taken:
                used.affiliations.append(unknown(reference))
        return used

    def settle(
        self, others: Iterable[ActorReference] = (), used: Iterable[Unknown] = (), like: Resolver | None = None
    ) -> None:
        """End of learning. ``others`` are organisations that no record needs to name, such as the network itself;
        ``used`` are names of organisations that records use which were not learned. ``like`` is one that is settled
        with the same descriptions and the same names: its organisations are this one's then."""
        if like:
            self._organisations = like._organisations
        else:
            for name in (*map(unknown, others), *used):
                self._organisations.learn(name)
            self._organisations.settle()
        self._types.clear()  # a name may be an organisation's now
        self._persons.settle()

    def grounds(self, name: Unknown) -> object:
        """All that who a record names so rests on, but for what stands beside the name: where two that know the same
        descriptions have the same grounds, they give the same answer in any company."""
        reference = ActorReference(name[1], Relation.MEMBER_OF, None, name[2])
        taken = [
            part
            for relation in (Relation.MEMBER_OF, Relation.PARTNER)
            for part in self._parts(reference.name, relation)
        ]
        return [(each.start, each.confidence, self._organisations.grounds(each)) for each in (reference, *taken)]

    def _parts(self, name: str, relation: Relation) -> list[ActorReference]:
        return parts(name, self._organisations, relation) if is_affiliation(name, relation) else []

    def called_by(self) -> set[str | Identifier]:
        """All folded names and identifiers by which a record that does not say what it names may name an
        organisation."""
        return self._organisations.index.called_by

    def _type(self, reference: ActorReference) -> ActorType:
        """What the reference names; kept by name, since most names come again, and each is asked for several times."""
        if reference.type is not None:
            return reference.type
        key = reference.name, may_be_person(reference), reference.identifiers
        found = self._types.get(key)
        if found is None:
            known = self._organisations.knows(reference)
            found = self._types[key] = reference_type(reference, known_organisation=known)
        return found

    def identity(self, actor: Actor) -> Identity:
        """The identity of an actor that a source or a register describes."""
        if actor.type is ActorType.PERSON:
            return self._persons.resolve(description(actor)).identity
        return self._organisations.identity(actor)

    def organisation(self, reference: ActorReference) -> Identity:
        """The organisation of that name, whether or not a record names it."""
        return self._organisations.resolve(reference).identity

    def resolve(self, record: Record, reference: ActorReference) -> Resolution:
        """Who the reference names, how that was decided and how sure it is."""
        if self._type(reference) is ActorType.PERSON:
            return self._persons.resolve(appearance(record, reference))
        found = self._organisations.resolve(reference, self._context(record))
        if is_imprint(record, reference) and found.identity.path not in self._beside(record, reference):
            return self._organisations.doubted(reference, found.identity.path) or found
        return found

    def _beside(self, record: Record, publisher: ActorReference) -> Set[str]:
        """The organisations that the record names otherwise than its publisher."""
        others = [each for each in record.actors if each.name != publisher.name]
        others = [each for each in others if self._type(each) is ActorType.ORGANISATION][:_COMPANY]
        found = (self._taken_apart(each) or [(each, self._organisations.resolve(each))] for each in others)
        return {resolution.identity.path for parts in found for _, resolution in parts}

    def resolved(self, record: Record) -> tuple[tuple[ActorReference, Resolution], ...]:
        """Every actor that the record names; an affiliation of several organisations becomes a reference to each."""
        found: list[tuple[ActorReference, Resolution]] = []
        for reference, person in zip(record.actors, appearances(record), strict=True):
            if person and self._type(reference) is ActorType.PERSON:
                found.append((reference, self._persons.resolve(person)))
            else:
                found += self._taken_apart(reference) or [self._whole(record, reference)]
        return tuple(found)

    def affiliations(
        self, text: str, relation: Relation = Relation.MEMBER_OF
    ) -> tuple[tuple[ActorReference, Resolution], ...]:
        """The organisations in an affiliation such as « LIG, Univ. Grenoble Alpes, CNRS », with their words."""
        return affiliations(text, self._organisations, relation)

    def _whole(self, record: Record, reference: ActorReference) -> tuple[ActorReference, Resolution]:
        """The one organisation that the reference names; in doubt where that may be several of which none is known."""
        resolution = self.resolve(record, reference)
        doubtful = resolution.identity.path not in self._known and not reference.identifiers
        if doubtful and may_be_several(reference, self._organisations):
            reference = replace(reference, confidence=reference.confidence / 2)
        return reference, resolution

    def _taken_apart(self, reference: ActorReference) -> list[tuple[ActorReference, Resolution]]:
        """The references into which an affiliation is taken apart; none where the name is that of one organisation."""
        name, relation = reference.name, reference.relation
        if reference.identifiers or not is_affiliation(name, relation) or self._type(reference) in _UNDIVIDED:
            return []
        if self._organisations.knows(reference):
            return []
        parts = self.affiliations(name, relation)
        if relation not in LISTING and not any(resolution.identity.path in self._known for _, resolution in parts):
            return []
        return [
            (
                replace(
                    part,
                    start=reference.start + part.start,
                    field=reference.field,
                    confidence=reference.confidence * part.confidence,
                    method=reference.method,
                    member=reference.member,
                ),
                resolution,
            )
            for part, resolution in parts
        ]

    def _context(self, record: Record) -> Context:
        """The places and the organisations that the record names; the last record's is kept, for its next reference."""
        if self._last[0] is not record:
            organisations = [each for each in record.actors if self._type(each) is ActorType.ORGANISATION]
            places = place_words(getattr(record, "location", ""))
            places = places.union(*(place_words(each.name) for each in organisations[:_COMPANY]))
            company = [each for each in organisations[:_COMPANY] if not is_imprint(record, each)]
            found = map(self._organisations.resolve, company)
            known = frozenset(each.identity.path for each in found if each.method != "unresolved")
            town = clear_town(getattr(record, "location", ""), self._organisations.index)
            self._last = record, Context(places, known, town)
        return self._last[1]

    def registered(self) -> Iterator[tuple[Actor, Identity]]:
        """The descriptions in registers, in the registers' order, each with who it is."""
        return ((actor, self.identity(actor)) for actor in self._register)


def reference_type(reference: ActorReference, *, known_organisation: bool = False) -> ActorType:
    """What the reference names when the source does not say: a person for authors and speakers, and for organisers
    who are called « Mme » or « Dr »; else an organisation.

    >>> reference_type(ActorReference("Anne Coste", Relation.CREATOR)).value
    'person'
    >>> reference_type(ActorReference("CGET", Relation.CREATOR)).value
    'organisation'
    """
    if reference.type is not None:
        return reference.type
    if known_organisation or not may_be_person(reference) or says_organisation(reference.name):
        return ActorType.ORGANISATION
    return ActorType.PERSON
