"""Names that are somebody since a person told them from whom they were taken for, and that no record has as a name of
its own: they are there as long as what names them is.

Giving records these names is for :mod:`ingest.decisions.actors`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from ingest.actors.identity import Identity
from ingest.decisions.known import Known, alone, own_path
from ingest.decisions.rulings import Ruling
from ingest.records import ActorReference, Relation
from ingest.told import Told

__all__ = ["told_apart"]


def told_apart(  # noqa: PLR0913, PLR0917
    gone: Set[str], names: Mapping[str, str], rejected: Iterable[Ruling], base: str, today: Told, before: Known
) -> set[str]:
    """Those of the paths that are ``gone`` by which today's records, read alone, call an actor who, as ``rejected``
    says, is another.

    ``names`` are the paths that things have now, by those of the decisions; ``before`` is what the last build knew of
    actors. Of two names of one actor, of which either may be the other's, the one that the actor goes by is none.
    """
    taken: defaultdict[str, set[str]] = defaultdict(set)
    for each in rejected:
        one, other = (end.removeprefix(base) for end in (each.subject, each.object))
        for own, whole in ((one, names.get(other, other)), (other, names.get(one, one))):
            if own in gone and today.has(whole):
                taken[whole].add(own)
    owns = alone(today, before, taken.keys()) if taken else {}
    found = {whole: some & owns[whole].keys() for whole, some in taken.items()}
    doubtful = {whole for whole, some in found.items() if any(names.get(own) == whole for own in some)}
    goes_by = dict(_first_names(today, doubtful)) if doubtful else {}
    return {own for whole, some in found.items() for own in some if goes_by.get(whole) != own}


def _first_names(today: Told, paths: Set[str]) -> Iterable[tuple[str, str]]:
    """For each actor the path that its name would have were it the only one."""
    for item in today.first_naming(paths):
        for identity in (item.identity, *(found.identity for _, found in item.actors)):
            if identity and identity.path in paths:
                yield identity.path, _of_name(identity)


def _of_name(identity: Identity) -> str:
    return own_path(ActorReference(identity.name, Relation.CREATOR), identity.type)
