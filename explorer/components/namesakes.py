"""Things of one name shown side by side, each with what tells it from the others. What notes say is not for here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from graph.views.things import Thing

__all__ = ["told_apart"]


def told_apart(things: Iterable[Thing]) -> dict[str, Thing]:
    """The things by IRI; the notes of namesakes whose notes do not tell them apart end with the end of their IRIs.

    >>> from graph.views.things import ThingKind
    >>> both = [Thing(f"https://e.org/person/{end}", "Anne", ThingKind.PERSON) for end in ("anne", "anne-2")]
    >>> [each.note for each in told_apart(both).values()]
    ['anne', 'anne-2']
    """
    known = {thing.iri: thing for thing in things}
    often = Counter((thing.label.casefold(), thing.note) for thing in known.values())
    return {
        iri: thing
        if often[thing.label.casefold(), thing.note] == 1
        else replace(thing, note=", ".join(filter(None, (thing.note, re.split(r"[/#]", iri)[-1]))))
        for iri, thing in known.items()
    }
