"""What a source says in RDF, stated as it says it. What is said in the fields of records is not for here."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from ingest.records import Relation, Resource, Statement, Text
from ingest.triples.linked import LinkedRecord
from ingest.triples.writer import GraphWriter, printable
from ontology.namespaces import ML, RDF, RDFS, SKOS, expand

__all__ = ["write_resource", "write_statements"]


def write_resource(writer: GraphWriter, thing: NamedNode, resource: Resource) -> None:
    """State what a thing that is neither event, publication nor actor is called."""
    label = resource.label or Text(resource.iri)
    writer.text(thing, RDFS.label, label)
    concept = Statement(RDF.type.value, SKOS.Concept.value)
    preferred = SKOS.prefLabel.value
    if concept in resource.statements and not any(each.property == preferred for each in resource.statements):
        writer.text(thing, SKOS.prefLabel, label)


def write_statements(writer: GraphWriter, thing: NamedNode, linked: LinkedRecord) -> None:
    """State what the source says in RDF; where it names another record's thing, by that thing's own name."""
    renamed = dict(linked.renamed)
    rejected = _rejected(writer, thing, linked)
    for statement in linked.record.statements:
        subject = writer.iri(statement.subject) if statement.subject else thing
        value = _value(writer, statement, renamed)
        if subject != thing or value not in rejected:
            writer.add(subject, NamedNode(statement.property), value)


def _rejected(writer: GraphWriter, thing: NamedNode, linked: LinkedRecord) -> set[NamedNode]:
    """The actors to whom people rejected every link of the record's thing: nothing that the source says links it."""
    found: dict[NamedNode, list[bool]] = {}
    for each, resolution in linked.actors if linked.rulings and linked.record.statements else ():
        actor, relation = writer.iri(resolution.identity.path), NamedNode(expand(each.relation.value))
        ruling = linked.ruling(thing, ML.partnerOf if each.relation is Relation.PARTNER else relation, actor)
        found.setdefault(actor, []).append(bool(ruling and not ruling.accepted))
    return {actor for actor, rejected in found.items() if all(rejected)}


def _value(writer: GraphWriter, statement: Statement, renamed: Mapping[str, str]) -> NamedNode | Literal:
    if not statement.datatype:
        return writer.iri(renamed.get(statement.value, statement.value))
    if statement.language:
        return Literal(printable(statement.value), language=statement.language)
    return Literal(printable(statement.value), datatype=NamedNode(statement.datatype))
