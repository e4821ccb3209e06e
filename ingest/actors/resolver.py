"""The resolution of every actor that a set of records names to one identity each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.actors.identity import Identity, Resolution
from ingest.actors.names import organisation_key
from ingest.actors.organisations import OrganisationRegister
from ingest.actors.persons import Appearance, PersonRegister
from ingest.records import Actor, ActorReference, ActorType, Record, Relation
from ontology.folding import fold
from ontology.kinds import kind_of

__all__ = ["Resolver", "reference_type"]

_OF_PERSONS = frozenset({Relation.CREATOR, Relation.CONTRIBUTOR, Relation.PERFORMER, Relation.ATTENDEE})


class Resolver:
    """Who is who among all the records of a build: made once, then asked reference by reference.

    ``others`` are organisations that no record needs to name, such as the network itself.
    """

    def __init__(
        self,
        records: Sequence[Record],
        others: Iterable[ActorReference] = (),
        registered: Sequence[Actor] = (),
    ) -> None:
        organisations = [r for r in records if isinstance(r, Actor) and r.type is not ActorType.PERSON]
        known = [actor for actor in registered if actor.type is not ActorType.PERSON]
        self._organisations = OrganisationRegister(organisations, known)
        self._persons = PersonRegister()
        for actor in registered:
            if actor.type is ActorType.PERSON:
                self._persons.learn(_described(actor))
        for record in records:
            self._learn(record)
        for reference in others:
            self._organisations.learn(reference)
        self._organisations.settle()
        self._persons.settle()

    def _learn(self, record: Record) -> None:
        if isinstance(record, Actor) and record.type is ActorType.PERSON:
            self._persons.learn(_described(record))
        for reference in record.actors:
            if self._type(reference) is ActorType.PERSON:
                self._persons.learn(_appearance(record, reference))
            else:
                self._organisations.learn(reference)

    def _type(self, reference: ActorReference) -> ActorType:
        return reference_type(reference, known_organisation=self._organisations.knows(reference))

    def identity(self, actor: Actor) -> Identity:
        """The identity of an actor that a source describes."""
        if actor.type is ActorType.PERSON:
            return self._persons.resolve(_described(actor)).identity
        return self._organisations.identity(actor)

    def organisation(self, reference: ActorReference) -> Identity:
        """The organisation of that name, whether or not a record names it."""
        return self._organisations.resolve(reference).identity

    def resolve(self, record: Record, reference: ActorReference) -> Resolution:
        """Who the reference names, how that was decided and how sure it is."""
        if self._type(reference) is ActorType.PERSON:
            return self._persons.resolve(_appearance(record, reference))
        return self._organisations.resolve(reference)


def reference_type(reference: ActorReference, *, known_organisation: bool = False) -> ActorType:
    """What the reference names when the source does not say: a person for authors and speakers, else an organisation.

    >>> reference_type(ActorReference("Anne Coste", Relation.CREATOR)).value
    'person'
    >>> reference_type(ActorReference("CGET", Relation.CREATOR)).value
    'organisation'
    """
    if reference.type is not None:
        return reference.type
    words = reference.name.split()
    says_organisation = known_organisation or len(words) == 1 or any(kind_of(word, "organisation") for word in words)
    is_person = reference.relation in _OF_PERSONS and not says_organisation
    return ActorType.PERSON if is_person else ActorType.ORGANISATION


def _described(actor: Actor) -> Appearance:
    company = _company(actor.place.source, actor.actors, None)
    return Appearance(actor.name, actor.identifiers, company, described=True)


def _appearance(record: Record, reference: ActorReference) -> Appearance:
    return Appearance(reference.name, reference.identifiers, _company(record.place.source, record.actors, reference))


def _company(source: str, references: Iterable[ActorReference], itself: ActorReference | None) -> frozenset[str]:
    """What the record says beside the person: its source, the others it names."""
    others = (reference for reference in references if reference is not itself and fold(reference.name))
    return frozenset({f"source:{source}", *(f"actor:{organisation_key(other.name)}" for other in others)})
