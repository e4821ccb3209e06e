"""From the fields of a row to the record it tells of. How cells are read is not for here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sys import intern
from typing import Any

from graph.workspace import Source
from ingest.identity import identifier_path, naming, titled
from ingest.records import (
    Actor,
    ActorReference,
    ActorType,
    Event,
    Identifier,
    Passage,
    Publication,
    Record,
    Relation,
    Text,
    When,
)
from ingest.sources.keys import base_of
from ingest.sources.languages import language_code
from ingest.sources.status import status_word
from ingest.sources.table.fields import Fields
from ingest.sources.table.moments import moments

__all__ = ["record_of"]


def record_of(kind: str, fields: Fields, source: Source) -> Record | None:
    """The record of a row, or None when the row does not say which thing it tells of; its key may be another's too."""
    if kind == "event":
        return _event(fields, source)
    if kind == "publication":
        return _publication(fields, source)
    return _actor(kind, fields, source)


def _event(fields: Fields, source: Source) -> Event | None:
    language = _language(fields, source)
    title = fields.localised("title", language)
    start, end = moments(fields, language)
    if title is None and start is None:
        return None
    shared = _shared(fields, source, "title", "subtitle", "description")
    return Event(
        key=base_of(*_telling(naming(shared["identifiers"]), start, title, fields)),
        title=title,
        subtitle=fields.localised("subtitle", language),
        description=fields.localised("description", language),
        kind=fields.text("kind"),
        start=start,
        end=end,
        location=fields.text("location"),
        coordinates=fields.point(),
        status=status_word(fields.text("status")),
        url=fields.address("url") or fields.link("title"),
        **shared,
    )


def _publication(fields: Fields, source: Source) -> Publication | None:
    language = _language(fields, source)
    title = fields.localised("title", language)
    issued, _ = fields.period("issued", language)
    if title is None and issued is None:
        return None
    shared = _shared(fields, source, "title", "abstract")
    whole = _whole_title(title, fields.localised("subtitle", language))
    if whole and whole != title:
        others = (passage for passage in shared["passages"] if passage.field != "title")
        shared["passages"] = (Passage("title", whole.value), *others)
    return Publication(
        key=base_of(*_telling(naming(shared["identifiers"], fields.text("kind")), issued, title, fields)),
        title=whole,
        alternative_titles=tuple(Text(value, language) for value, _ in fields.parts("alternative")),
        abstract=fields.localised("abstract", language),
        kind=fields.text("kind"),
        issued=issued,
        status=status_word(fields.text("status")),
        container=fields.text("container"),
        url=fields.address("url") or fields.link("title"),
        **shared,
    )


def _whole_title(title: Text | None, subtitle: Text | None) -> Text | None:
    if not title or not subtitle:
        return title or subtitle
    return Text(titled(title.value, subtitle.value), title.language)


def _actor(kind: str, fields: Fields, source: Source) -> Actor | None:
    name = " ".join(part for part in (fields.text("given_name"), fields.text("name")) if part)
    if not fields.text("name"):
        return None
    usual = ActorType.PERSON if kind == "person" else ActorType.ORGANISATION
    since, until = moments(fields, _language(fields, source))
    return Actor(
        key=base_of(name),
        type=fields.actor_type(usual),
        name=name,
        variants=tuple(variant for variant, _ in fields.parts("variants")),
        acronym=fields.text("acronym"),
        kind=fields.text("kind"),
        description=fields.localised("description", _language(fields, source)),
        homepage=fields.address("homepage"),
        location=fields.text("location"),
        coordinates=fields.point(),
        since=since,
        until=until,
        **_shared(fields, source, "description"),
    )


def _telling(named: Sequence[Identifier], when: When | None, title: Text | None, fields: Fields) -> Iterable[str]:
    """What tells a row from others: the identifier that names its thing, whose title may change; else day and title."""
    if named:
        return (identifier_path(named[0]),)
    return when.value if when else "", title.value if title else fields.text("kind")


def _shared(fields: Fields, source: Source, *passages: str) -> dict[str, Any]:
    """What all records have."""
    language = _language(fields, source)
    actors = fields.actors()
    if source.publisher and not fields.text("publisher"):
        actors += (ActorReference(source.publisher, Relation.PUBLISHER, field="publisher"),)
    return {
        "place": fields.place,
        "identifiers": fields.identifiers(),
        "passages": fields.passages(*passages, "keywords"),
        "actors": actors,
        "keywords": tuple(Text(word, language) for word, _ in fields.parts("keywords")),
        "found_at": fields.addresses("found_at") or ((source.found_at,) if source.found_at else ()),
        "language": language,
    }


def _language(fields: Fields, source: Source) -> str:
    """The language of the row's texts; a code of three letters that no table of ours knows stays as it is."""
    said = fields.text("language")
    if not said:
        return source.language
    return intern(language_code(said))
