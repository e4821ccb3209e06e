"""Events, publications and pages as statements. Their links to concepts and actors are not for here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from textwrap import shorten

from pyoxigraph import NamedNode

from ingest.identity import full_title
from ingest.records import Document, Event, Publication, Text, When
from ingest.triples.linked import LinkedRecord
from ingest.triples.writer import GraphWriter, date_literal
from ontology.kinds import kind_class, kind_labels, kind_of
from ontology.namespaces import BIBO, DCTERMS, FOAF, ML, RDF, RDFS, SCHEMA

__all__ = ["write_document", "write_event", "write_publication"]

_OPENING = 60
"""Characters of a page without a title that stand for one."""


def write_event(writer: GraphWriter, thing: NamedNode, event: Event, linked: LinkedRecord) -> None:
    """State an event: title, kind, dates, place, as far as this record is the one to state them."""
    writer.add(thing, RDF.type, SCHEMA.Event)
    _write_title(writer, thing, full_title(event), linked)
    _write_kind(writer, thing, event, "event")
    for word in event.other_kinds:
        if known := kind_of(word, "event", event.language):
            writer.add(thing, DCTERMS.type, NamedNode(known))
    if not linked.titled and "label" in linked.states:
        _write_made_label(writer, thing, event, "event", event.start)
    if "start" in linked.states:
        writer.add(thing, SCHEMA.startDate, date_literal(event.start))
    if "end" in linked.states:
        writer.add(thing, SCHEMA.endDate, date_literal(event.end))
    writer.text(thing, DCTERMS.description, event.description)
    writer.text(thing, SCHEMA.location, event.location)
    if "coordinates" in linked.states:
        writer.point(thing, event.coordinates)
    writer.text(thing, ML.status, event.status)
    writer.address(thing, FOAF.page, event.url)


def write_publication(writer: GraphWriter, thing: NamedNode, publication: Publication, linked: LinkedRecord) -> None:
    """State a publication: title, kind and its bibo class, date, container, status."""
    writer.add(thing, RDF.type, BIBO.Document)
    _write_title(writer, thing, publication.title, linked)
    for title in publication.alternative_titles:
        writer.text(thing, DCTERMS.alternative, title)
    kind = _write_kind(writer, thing, publication, "publication")
    if kind and (known := kind_class(kind)):
        writer.add(thing, RDF.type, NamedNode(known))
    if not linked.titled and "label" in linked.states:
        _write_made_label(writer, thing, publication, "publication", publication.issued)
    if "issued" in linked.states:
        writer.add(thing, DCTERMS.issued, date_literal(publication.issued))
    for abstract in (publication.abstract, *publication.other_abstracts):
        writer.text(thing, DCTERMS.abstract, abstract)
    writer.text(thing, DCTERMS.bibliographicCitation, publication.container)
    writer.text(thing, ML.status, publication.status)
    writer.address(thing, DCTERMS.license, publication.licence)
    writer.address(thing, FOAF.page, publication.url)


def write_document(writer: GraphWriter, thing: NamedNode, document: Document) -> None:
    """State a page that people read: its title and where it is. Its text stays at its source."""
    writer.add(thing, RDF.type, BIBO.Document)
    writer.add(thing, RDF.type, BIBO.Webpage)
    writer.text(thing, RDFS.label, document.title or _opening(document))
    writer.text(thing, DCTERMS.title, document.title)
    writer.add(thing, DCTERMS.issued, date_literal(document.issued))
    writer.add(thing, DCTERMS.modified, date_literal(document.modified))
    writer.text(thing, DCTERMS.language, document.language)
    writer.address(thing, FOAF.page, document.url)


def _opening(document: Document) -> Text:
    """How a page without a title begins, or the name of its file: never where that file is on this machine."""
    begins = document.text[: 10 * _OPENING].strip()
    if not begins:
        return Text(PurePosixPath(document.place.source).name)
    words = shorten(begins, _OPENING, placeholder="…")
    return Text(words if len(words) > 1 else f"{begins[:_OPENING]}…", document.language)


def _write_title(writer: GraphWriter, thing: NamedNode, title: Text | None, linked: LinkedRecord) -> None:
    """One record states the title and the label; what the others call the thing is an alternative."""
    if title is None:
        return
    if "title" in linked.states:
        writer.text(thing, DCTERMS.title, title)
        writer.text(thing, RDFS.label, title)
    elif title.value != linked.titled:
        writer.text(thing, DCTERMS.alternative, title)


def _write_kind(writer: GraphWriter, thing: NamedNode, record: Event | Publication, group: str) -> str | None:
    known = _kind(record, group)
    if known:
        writer.add(thing, DCTERMS.type, NamedNode(known))
    else:
        writer.text(thing, ML.kindLabel, record.kind)
    return known


def _kind(record: Event | Publication, group: str) -> str | None:
    return kind_of(record.kind, group, record.language) if record.kind else None


def _write_made_label(
    writer: GraphWriter, thing: NamedNode, record: Event | Publication, group: str, when: When | None
) -> None:
    """A label for a thing to which no source gives a title: its kind and its date. It is no title."""
    for language, name in _kind_names(record, group):
        label = f"{name} ({when.day})" if when else name
        writer.text(thing, RDFS.label, Text(label, language))


def _kind_names(record: Event | Publication, group: str) -> Iterable[tuple[str, str]]:
    known = _kind(record, group)
    if known:
        return sorted(kind_labels(known).items())
    if record.kind:
        return ((record.language, record.kind),)
    return (
        (("en", "Event"), ("fr", "Événement")) if group == "event" else (("en", "Publication"), ("fr", "Publication"))
    )
