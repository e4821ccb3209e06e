"""Who those are that people decided on, before their decisions: what is known of them from the records that name them.

It is kept from one build to the next, so that only those whom a change may have renewed are looked for again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

import msgspec

from ingest.actors.identity import FOLDERS, Identity, identifier_slug
from ingest.actors.names import organisation_key, person_name
from ingest.records import ActorReference, ActorType, Relation
from ingest.told import Told
from ontology.folding import slug

__all__ = ["Known", "alone", "first_identities", "known", "own_path", "path_of_name"]


class Known(msgspec.Struct, frozen=True):
    """The identities at the paths that people decided on, as the first record that names each has them.

    ``alone`` are, for the path of each actor that was told from another, those that the names of it would be were each
    the only one, by their paths.
    """

    identities: dict[str, Identity] = {}
    alone: dict[str, dict[str, Identity]] = {}


def known(today: Told, before: Known, wanted: Set[str], apart: Set[str]) -> Known:
    """What is known of the actors that are ``wanted``, those among them told ``apart`` from another by a person."""
    owns = alone(today, before, apart)
    wanted = set(wanted).union(*owns.values())
    stay = {path for path in wanted if path in before.identities and not today.is_renewed(path)}
    identities = {path: each for path, each in before.identities.items() if path in stay}
    return Known(identities | _first(today, wanted - identities.keys()), owns)


def alone(today: Told, before: Known, apart: Set[str]) -> dict[str, dict[str, Identity]]:
    """For the path of each of these actors, those that the names of it would be were each the only one, by their
    paths."""
    kept = {path: owns for path, owns in before.alone.items() if path in apart and not today.is_renewed(path)}
    return kept | _alone(today, apart - kept.keys())


def _alone(today: Told, apart: Iterable[str]) -> dict[str, dict[str, Identity]]:
    found: dict[str, dict[str, Identity]] = {path: {} for path in apart}
    for item in today.naming(found) if found else ():
        for reference, each in item.actors:
            actor = each.identity
            if actor.path in found:
                own = own_path(reference, actor.type)
                only = Identity(own, actor.type, reference.name, identifiers=reference.identifiers)
                found[actor.path].setdefault(own, only)
    return found


def _first(today: Told, wanted: Set[str]) -> dict[str, Identity]:
    found = {today.owner.path: today.owner} if today.owner and today.owner.path in wanted else {}
    for identity in first_identities(today, wanted) if wanted else ():
        found.setdefault(identity.path, identity)
    return found


def first_identities(today: Told, paths: Set[str]) -> Iterator[Identity]:
    """The identities at these paths, as the first records that name them have them; one may come several times."""
    for item in today.first_naming(paths):
        for identity in (item.identity, *(found.identity for _, found in item.actors)):
            if identity and identity.path in paths:
                yield identity


def path_of_name(name: str, kind: ActorType) -> str:
    """The path that a name alone would have were it the only one; see :func:`own_path`."""
    return own_path(ActorReference(name, Relation.CREATOR), kind)


def own_path(reference: ActorReference, kind: ActorType) -> str:
    """The path that a name would have were it the only one.

    >>> from ingest.records import Relation
    >>> own_path(ActorReference("Groupe La Poste", Relation.ORGANIZER), ActorType.ORGANISATION)
    'organisation/groupe-poste'
    """
    if kind is ActorType.PERSON:
        name = person_name(reference.name)
        words = f"{name.given or name.initials} {name.family}"
    else:
        words = organisation_key(reference.name)
    return f"{FOLDERS[kind]}/{identifier_slug(reference.identifiers) or slug(words) or 'x'}"
