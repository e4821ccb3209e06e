"""One record's named graph: where it comes from, what it says of its thing, its links and why."""

from __future__ import annotations

from collections.abc import Iterable, Set

from pyoxigraph import Literal, NamedNode, Quad

from ingest.identifiers import address
from ingest.identity import own_identifiers
from ingest.linking import Mention, is_stated, is_subject
from ingest.records import KEYWORDS, Actor, Document, Event, Passage, Publication, Record, Resource, Text
from ingest.triples.actors import write_actor, write_references
from ingest.triples.evidence import Link, Words, explain, state
from ingest.triples.linked import LinkedRecord
from ingest.triples.resources import write_resource, write_statements
from ingest.triples.things import write_document, write_event, write_publication
from ingest.triples.writer import GraphWriter
from ontology.namespaces import DCTERMS, FOAF, ML, OA, PROV, RDF, SCHEMA

__all__ = ["record_quads", "write_record"]


def record_quads(linked: LinkedRecord, base: str, graph: NamedNode) -> list[Quad]:
    """The quads of a record's graph: deterministic, each once, without blank nodes."""
    return write_record(linked, base, graph).quads


def write_record(linked: LinkedRecord, base: str, graph: NamedNode) -> GraphWriter:
    """The record's graph, to which more can be added."""
    writer = GraphWriter(base, graph)
    thing = writer.iri(linked.path)
    _write_origin(writer, linked, thing)
    _write_thing(writer, linked, thing)
    _write_concepts(writer, linked, thing)
    write_references(writer, linked, thing)
    _write_mentions_of_record(writer, linked, thing)
    return writer


def _write_origin(writer: GraphWriter, linked: LinkedRecord, thing: NamedNode) -> None:
    record, graph = linked.record, writer.graph
    writer.add(graph, RDF.type, ML.RecordGraph)
    writer.add(graph, PROV.wasDerivedFrom, writer.iri(linked.source))
    writer.add(graph, FOAF.primaryTopic, thing)
    writer.text(graph, ML.locator, record.place.locator)
    for page in record.found_at:
        writer.address(graph, DCTERMS.source, page)


def _write_thing(writer: GraphWriter, linked: LinkedRecord, thing: NamedNode) -> None:
    match linked.record:
        case Event() as event:
            write_event(writer, thing, event, linked)
        case Publication() as publication:
            write_publication(writer, thing, publication, linked)
        case Document() as document:
            write_document(writer, thing, document)
        case Actor() as actor if linked.identity:
            write_actor(writer, linked.identity, actor)
        case Resource() as resource:
            write_resource(writer, thing, resource)
    write_statements(writer, thing, linked)
    for keyword in linked.record.keywords:
        writer.text(thing, ML.keyword, keyword)
    if not isinstance(linked.record, Actor):
        _write_identifiers(writer, thing, linked.record)


def _write_identifiers(writer: GraphWriter, thing: NamedNode, record: Record) -> None:
    """State each external identifier: the bare value, and the address it resolves at where it is the thing's own."""
    own = own_identifiers(record)
    for identifier in record.identifiers:
        writer.text(thing, DCTERMS.identifier, f"{identifier.scheme}:{identifier.value}")
        if identifier in own and (resolved := address(identifier)):
            writer.address(thing, SCHEMA.sameAs, resolved)


def _write_concepts(writer: GraphWriter, linked: LinkedRecord, thing: NamedNode) -> None:
    stated = {value.value for value in writer.values(thing) if isinstance(value, Literal)}
    for subject in linked.subjects:
        concept = NamedNode(subject.concept)
        relation = DCTERMS.subject if is_subject(subject) else SCHEMA.mentions
        ruling = linked.ruling(thing, relation, concept)
        if not (ruling or is_stated(subject)):
            continue
        relation = NamedNode(ruling.relation) if ruling else relation
        for mention in subject.mentions:
            others = tuple(NamedNode(other) for other in mention.candidates if other != mention.concept)
            # That a document is about a concept is less sure than that its words say it.
            sure = subject.confidence if relation == DCTERMS.subject else mention.confidence
            ends, certainty = (thing, relation, concept), mention.confidence
            link = Link(*ends, mention.method, sure, None, others, ruling, certainty)
            state(writer, link)
            passage = _passage(linked.record.passages, mention)
            seen = passage is None or _is_seen(passage, mention, stated, linked.record.keywords)
            explain(writer, link, _words(None if seen else passage, mention))


def _passage(passages: Iterable[Passage], mention: Mention) -> Passage | None:
    """The stretch of the record's text in which the words stand."""
    field, start, found = mention.field, mention.start, None
    for passage in passages:
        if passage.field == field and passage.start <= start and (found is None or passage.start > found.start):
            found = passage
    return found


def _is_seen(passage: Passage, mention: Mention, stated: Set[str], keywords: Iterable[Text]) -> bool:
    """Whether the words are seen in their sentence already: the whole passage is ``stated``, or a keyword of it."""
    if passage.text in stated and not passage.start:
        return True
    if mention.field != KEYWORDS:
        return False
    start, end = mention.start - passage.start, mention.end - passage.start
    each = (keyword.value for keyword in keywords if keyword.value in stated)
    return any(passage.text.find(said, max(0, end - len(said)), start + len(said)) >= 0 for said in each)


def _words(passage: Passage | None, mention: Mention) -> Words:
    """The words with the rest of their sentence in the passage, where there is one to tell of."""
    if passage is None:
        return Words(mention.quote, mention.start)
    start, end = mention.start - passage.start, mention.end - passage.start
    return Words.within(passage.text, start, end, passage.start)


def _write_mentions_of_record(writer: GraphWriter, linked: LinkedRecord, thing: NamedNode) -> None:
    """The page that the record was read from mentions its thing: with the words that say so."""
    record = linked.record
    if not linked.document or linked.document == linked.path:
        return
    page = writer.iri(linked.document)
    ruling = linked.ruling(page, SCHEMA.mentions, thing)
    link = Link(page, SCHEMA.mentions, thing, record.method, record.confidence, OA.describing, ruling=ruling)
    state(writer, link)
    for passage in record.evidence:
        explain(writer, link, Words(passage.text, passage.start))
