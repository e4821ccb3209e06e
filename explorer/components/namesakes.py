"""Things of one name shown side by side, each with what tells it from the others. What notes say is not for here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from explorer.components.answers import graph_of_now, named
from graph.search import Hit
from graph.views.things import Thing, ThingKind
from ontology.folding import fold
from ontology.namespaces import SKOS

__all__ = ["beside", "told_apart", "twins"]


def twins(things: Iterable[Thing | Hit]) -> tuple[str, ...]:
    """The IRIs of those that another one of the same kind is called as.

    >>> from graph.views.things import ThingKind
    >>> names = {"a": "musique", "b": "Musique", "c": "cinéma"}
    >>> twins(Thing(iri, name, ThingKind.CONCEPT) for iri, name in names.items())
    ('a', 'b')
    """
    known = {thing.iri: thing for thing in things}
    called = Counter((fold(thing.label), thing.kind) for thing in known.values())
    return tuple(iri for iri, thing in known.items() if called[fold(thing.label), thing.kind] > 1)


def beside(namesakes: tuple[str, ...], language: str) -> dict[str, str]:
    """What is said beside each of these namesakes: a concept's broader ones, else where its vocabulary is; another
    thing's note; the end of an IRI where these do not tell.
    """
    index = graph_of_now().index
    links = index.links([SKOS.broader.value])
    wanted = {index.numbers[iri] for iri in namesakes if iri in index.numbers}
    pairs = zip(index.sources[links].tolist(), index.targets[links].tolist(), strict=True)
    above: dict[str, list[str]] = {}
    for source, target in pairs:
        if source in wanted:
            above.setdefault(index.iris[source], []).append(index.iris[target])
    known = named((*namesakes, *(iri for each in above.values() for iri in each)), language)
    called = {
        iri: ", ".join(sorted({known[each].label for each in above.get(iri, ())} - {known[iri].label}))
        for iri in namesakes
    }
    apart = told_apart(
        replace(known[iri], note=called[iri] or known[iri].note or _vocabulary(known[iri])) for iri in namesakes
    )
    return {iri: thing.note for iri, thing in apart.items()}


def _vocabulary(thing: Thing) -> str:
    """The host at which a concept is named; nothing for another thing."""
    return (urlsplit(thing.iri).hostname or "").removeprefix("www.") if thing.kind is ThingKind.CONCEPT else ""


def told_apart(things: Iterable[Thing]) -> dict[str, Thing]:
    """The things by IRI; the notes of namesakes whose notes do not tell them apart end with the end of their IRIs.

    >>> from graph.views.things import ThingKind
    >>> both = [Thing(f"https://e.org/person/{end}", "Anne", ThingKind.PERSON) for end in ("anne", "anne-2")]
    >>> [each.note for each in told_apart(both).values()]
    ['anne', 'anne-2']
    """
    known = {thing.iri: thing for thing in things}
    often = Counter((fold(thing.label), thing.note) for thing in known.values())
    return {
        iri: thing
        if often[fold(thing.label), thing.note] == 1
        else replace(thing, note=", ".join(filter(None, (thing.note, re.split(r"[/#]", iri)[-1]))))
        for iri, thing in known.items()
    }
