"""The keys of a person, of which two who may concern one another have one in common, and of names with numbers behind.

What is done with those who have is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.actors.groups import JOINING
from ingest.actors.identity import identifier_slug
from ingest.actors.names import person_name, slug_of
from ingest.records import Identifier

__all__ = ["person_keys", "person_names", "unnumbered"]

_NUMBERED = re.compile(r"(.+)-[1-9]\d*")


def person_names(called: str, identifiers: Iterable[Identifier], variants: Iterable[str] = ()) -> list[str]:
    """The ends of IRIs that a person of that name, or called by one of its variants, may have, without a number behind.

    >>> person_names("Cognet, Gérard", [Identifier("idref", "026788")])
    ['person/gerard-cognet', 'person/idref-026788']
    """
    slugs = [identifier_slug([each]) for each in identifiers]
    called_so = [slug_of(each) for each in (called, *variants)]
    return [*dict.fromkeys(f"person/{each}" for each in (*called_so, *slugs) if each)]


def person_keys(called: str, identifiers: Iterable[Identifier], variants: Iterable[str] = ()) -> list[str]:
    """What else a person has in common with those who may be the same.

    >>> person_keys("Cognet, Gérard", [Identifier("idref", "026788")])
    ['family cognet g', 'person idref 026788']
    """
    names = [person_name(each) for each in (called, *variants)]
    families = dict.fromkeys(f"family {name.family} {name.initials[:1]}" for name in names)
    deciding = [f"person {each.scheme} {each.value}" for each in identifiers if each.scheme in JOINING]
    return [*families, *deciding]


def unnumbered(names: Iterable[str]) -> list[str]:
    """The names of which one of these may be another one's with a number behind.

    >>> unnumbered(["person/jean-2", "person/jean", "person/louis-14-2"])
    ['person/louis-14', 'person/louis', 'person/jean']
    """
    found: list[str] = []
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name[-1:].isdigit() and (one := _NUMBERED.fullmatch(name)):
            found.append(one[1])
            waiting.append(one[1])
    return found
