"""Decisions put to the records of a build before they are written, so that only the records concerned change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from graph.scratch import Scratch
from ingest.decisions.actors import DecidedActors
from ingest.decisions.rulings import Ruling, Rulings
from ingest.decisions.successors import successors
from ingest.records import Document, Relation
from ingest.triples import LinkedRecord
from ingest.triples.packing import packed, unpacked

__all__ = ["decided"]

_TITLED = ("event/", "publication/", "page/")
"""The things whose names are made from a title; those of actors follow from who is who."""


def decided(
    linked: Iterable[LinkedRecord], rulings: Rulings, base: str, folder: Path
) -> tuple[Iterable[LinkedRecord], Rulings]:
    """The records with their actors as people decided and the rulings that touch each, as they are where none does.

    Beside them the rulings, on things by the names that they have now. The records wait in a file in the folder, from
    one look at them to the next.
    """
    if not rulings:
        return linked, rulings
    waiting = Scratch(folder)
    waiting.extend(map(packed, linked))
    every = partial(map, unpacked, waiting)
    rulings = rulings.renamed(_mended(every, rulings, base))
    actors = DecidedActors(every, rulings, base)
    rulings = rulings.renamed({base + path: base + now for path, now in actors.renamed.items()})
    return (_decided(item, actors, rulings, base) for item in every()), rulings


def _mended(every: Callable[[], Iterable[LinkedRecord]], rulings: Rulings, base: str) -> dict[str, str]:
    """The things under whose old names people decided, by old IRI: their names were mended in the sources since."""
    decided_on = {each.subject.removeprefix(base) for each in rulings if each.subject.startswith(base)}
    gone = {path for path in decided_on if path.startswith(_TITLED)}
    if gone:
        gone.difference_update(path for item in every() for path in (item.path, item.document))
    if not gone:
        return {}
    known = {path for item in every() for path in (item.path, item.document) if path.startswith(_TITLED)}
    return {base + old: base + new for old, new in successors(sorted(gone), known).items()}


def _decided(item: LinkedRecord, actors: DecidedActors, rulings: Rulings, base: str) -> LinkedRecord:
    now = _with_actors(item, actors) if actors.concern(item) else item
    touching = tuple(_touching(now, rulings, base))
    return replace(now, rulings=touching) if touching else now


def _with_actors(item: LinkedRecord, actors: DecidedActors) -> LinkedRecord:
    identity = actors.identity(item.identity)
    return replace(
        item,
        path=identity.path if identity else item.path,
        identity=identity,
        owner=actors.identity(item.owner),
        actors=tuple((reference, actors.resolution(reference, found)) for reference, found in item.actors),
    )


def _touching(item: LinkedRecord, rulings: Rulings, base: str) -> Iterator[Ruling]:
    """The rulings on links that this record may state."""
    yield from rulings.of(base + item.path)
    if item.document and item.document != item.path:
        yield from _on(rulings, base + item.document, {base + item.path})
    if item.owner and isinstance(item.record, Document):
        partners = {base + found.identity.path for each, found in item.actors if each.relation is Relation.PARTNER}
        yield from _on(rulings, base + item.owner.path, partners)


def _on(rulings: Rulings, subject: str, objects: set[str]) -> Iterator[Ruling]:
    return (ruling for ruling in rulings.of(subject) if ruling.object in objects)
