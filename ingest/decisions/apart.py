"""Names that are somebody since a person told them from whom they were taken for, and that no record has as a name of
its own: they are there as long as what names them is.

Giving records these names is for :mod:`ingest.decisions.actors`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from ingest.decisions.known import Known, alone, first_identities, path_of_name
from ingest.decisions.rulings import Ruling
from ingest.told import Told

__all__ = ["names_apart"]


def names_apart(  # noqa: PLR0913, PLR0917
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
    first = first_identities(today, doubtful) if doubtful else ()
    goes_by = {each.path: path_of_name(each.name, each.type) for each in first}
    return {own for whole, some in found.items() for own in some if goes_by.get(whole) != own}
