"""Every person that a record describes or names, with the company in which it was met. Who that is, is not for here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from sys import intern

from ingest.actors.common_things import may_be_another, things_of
from ingest.actors.honorifics import behind_honorific
from ingest.actors.names import organisation_key
from ingest.actors.persons import Appearance
from ingest.actors.seats import seats
from ingest.records import OF_PERSONS, Actor, ActorReference, ActorType, Identifier, Publication, Record, Relation
from ontology.folding import fold
from ontology.surnames import family_start

__all__ = ["appearance", "appearances", "description", "may_be_person", "persons"]

_PARTS = re.compile(r"[,;/]")
_OF_WORK = (Relation.CREATOR, Relation.CONTRIBUTOR)


def may_be_person(reference: ActorReference) -> bool:
    """Whether a reference of which no type is told may name a person: an author, a speaker, « Mme » who organises."""
    return reference.relation in OF_PERSONS or bool(_organising(reference))


def _organising(reference: ActorReference) -> str:
    """The name of a person who organises, without the honorific that tells it from an organisation's; else empty."""
    told = reference.type is not None or reference.relation is not Relation.ORGANIZER
    return "" if told else behind_honorific(reference.name)


def _called(record: Record, reference: ActorReference) -> str:
    """The name by which the record calls somebody: « M. » is an initial before the family name of who wrote a work."""
    of_work = isinstance(record, Publication) and reference.relation in _OF_WORK
    if of_work and reference.name.startswith(("M. ", "M ")):
        initial, *words = reference.name.split()
        if family_start([initial, *words]) == 1:
            return f"{' '.join(words)}, {initial}"
    return _organising(reference) or reference.name


def appearances(record: Record) -> tuple[Appearance | None, ...]:
    """One for each of the actors that the record names; None for what is surely no person."""
    source, keys, things = _source(record), _keys(record), things_of(record)
    doubtful = _doubtful(record) if things else frozenset()
    return tuple(
        Appearance(
            _called(record, each),
            each.identifiers,
            source,
            _friends(record, keys, each),
            "",
            things,
            _called(record, each) in doubtful,
            _towns(record, each),
            beside=_beside(each),
        )
        if _is_one(each)
        else None
        for each in record.actors
    )


def appearance(record: Record, reference: ActorReference) -> Appearance:
    """The person that one of the record's references names."""
    friends, things = _friends(record, _keys(record), reference), things_of(record)
    called = _called(record, reference)
    is_doubtful = bool(things) and called in _doubtful(record)
    told = (called, reference.identifiers, _source(record), friends, "", things, is_doubtful)
    return Appearance(*told, _towns(record, reference), beside=_beside(reference))


def description(actor: Actor) -> Appearance:
    """The person that the record describes.

    A blank node without identifier, as RDF has for an author in the place of a name, is no more than that name.
    """
    is_name = actor.is_anonymous and not actor.identifiers
    described = "" if is_name else f"{actor.place.source} {actor.key}"
    friends, towns = _friends(actor, _keys(actor), None), _towns(actor, None)
    variants = tuple(filter(fold, actor.variants)) if described else ()
    told = (actor.name, actor.identifiers, _source(actor), friends, described)
    return Appearance(*told, towns=towns, variants=variants)


def persons(record: Record, named: Sequence[Appearance | None]) -> Iterator[Appearance]:
    """The person that the record describes, then those among its :func:`appearances`, which are ``named``."""
    if isinstance(record, Actor) and record.type is ActorType.PERSON:
        yield description(record)
    yield from (each for each in named if each)


def _is_one(reference: ActorReference) -> bool:
    """Whether a reference names a person, as far as that can be told from it alone."""
    return reference.type is ActorType.PERSON or (reference.type is None and may_be_person(reference))


def _doubtful(record: Record) -> Set[str]:
    """The names in the record that may be those of others there, too: by what they are, or by their identifiers."""
    told: dict[str, set[tuple[Identifier, ...]]] = {}
    for each in filter(_is_one, record.actors):
        told.setdefault(_called(record, each), set()).add(each.identifiers)
    return may_be_another(told) | {name for name, known in told.items() if len(known) > 1}


def _friends(record: Record, keys: Sequence[str], itself: ActorReference | None) -> tuple[str, ...]:
    """The others that the record names beside the person, but not those others' affiliations."""
    own = ("", itself.name if itself else "")
    others = zip(record.actors, keys, strict=True)
    return tuple(sorted({key for other, key in others if other is not itself and other.member in own and key}))


def _towns(record: Record, named: ActorReference | None) -> tuple[str, ...]:
    """The words of the towns in which the affiliations of one whom the record names say that they are, in order; those
    of whom it describes, where nobody is ``named``."""
    member, beside = (named.name, named.beside) if named else ("", "")
    member_of = (each for each in record.actors if each.relation is Relation.MEMBER_OF and each.member == member)
    said = [each.name for each in member_of] + [beside] * bool(beside)
    return tuple(sorted({intern(town) for each in said for town in seats(each)}))


def _beside(reference: ActorReference) -> tuple[str, ...]:
    """What stands for the words in brackets behind a name, whole and part by part, as for an actor."""
    if not reference.beside:  # as with most
        return ()
    return tuple(sorted({key for each in (reference.beside, *_PARTS.split(reference.beside)) if (key := _key(each))}))


def _keys(record: Record) -> list[str]:
    return [_key(each.name) for each in record.actors]


@lru_cache(maxsize=65_536)
def _key(name: str) -> str:
    """What stands for an actor in the company of others, empty where the name says nothing. All who were met in that
    company hold it, so it is there once."""
    return intern(f"actor:{organisation_key(name)}") if fold(name) else ""


def _source(record: Record) -> str:
    return intern(f"source:{record.place.source}")
