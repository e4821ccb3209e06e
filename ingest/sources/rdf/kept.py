"""What an RDF file says beyond the fields of a record, kept as it says it. What the fields hold is not for here."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal

from ingest.records import Statement
from ingest.sources.rdf.aligned import Aligned
from ingest.sources.rdf.identifying import is_own_number
from ingest.sources.rdf.statements import Term
from ontology.namespaces import BIBO, DCTERMS, FOAF, ML, OA, ORG, PROV, RDF, RDFS, SCHEMA, SKOS

__all__ = ["RESERVED", "beyond_fields", "whole"]

_TYPE = RDF.type.value
_IDENTIFIER = DCTERMS.identifier.value
_EDITOR = BIBO.editor.value
_MODEL = (BIBO.iri, DCTERMS.iri, FOAF.iri, ORG.iri, SCHEMA.iri, SKOS.iri, RDFS.iri)
"""The vocabularies of the model: of these, alignments add to things that are kept as they are."""
RESERVED = (ML.iri, OA.iri, PROV.iri, SCHEMA.GeoCoordinates.value)
"""What only a build states: evidence, provenance, points. Told by a source, it would pass for what a build found."""
_CHECKED = frozenset(
    [
        *(DCTERMS[name].value for name in ("title", "alternative", "abstract", "description", "issued", "modified")),
        *(DCTERMS[name].value for name in ("creator", "contributor", "publisher", "type", "bibliographicCitation")),
        *(SCHEMA[name].value for name in ("startDate", "endDate", "location", "geo", "latitude", "longitude")),
        *(SCHEMA[name].value for name in ("organizer", "performer", "attendee", "mentions")),
        *(DCTERMS[name].value for name in ("subject", "isPartOf", "identifier", "license")),
        *(FOAF[name].value for name in ("name", "homepage", "page")),
        *(BIBO.doi.value, BIBO.isbn.value, _EDITOR, ML.partnerOf.value, FOAF.givenName.value, FOAF.familyName.value),
        *(ORG.memberOf.value, SCHEMA.sameAs.value, RDFS.label.value, SKOS.altLabel.value),
    ]
)
"""The properties that the model's own statements use: what these say is in the fields, or is not said."""


def beyond_fields(node: str, aligned: Aligned) -> tuple[Statement, ...]:
    """The statements on a node that the fields of its record do not hold: of properties that no alignment knows, links
    to nodes that the file does not describe, identifiers of no known scheme.
    """
    return tuple(sorted(_beyond(node, aligned), key=repr))


def _beyond(node: str, aligned: Aligned) -> Iterator[Statement]:
    for name, values in aligned.statements.by_subject.get(node, {}).items():
        if name == _TYPE or name.startswith(RESERVED):
            continue
        read = {name, *aligned.means(name)} & _CHECKED
        for value in values:
            is_field = name in _CHECKED and (name != _EDITOR or value in aligned.statements.by_subject)
            if not read or (isinstance(value, str) and not is_field):
                yield _statement(name, value)
            elif _IDENTIFIER in read and is_own_number(value):
                yield from (_statement(each, value) for each in {name, _IDENTIFIER})


def whole(node: str, aligned: Aligned) -> tuple[Statement, ...]:
    """All statements on a node, and what they say in the terms of the model by an alignment."""
    found = {_statement(_TYPE, each) for each in aligned.classes(node) if not each.startswith(RESERVED)}
    for name, values in aligned.statements.by_subject.get(node, {}).items():
        wider = [each for each in aligned.means(name) if each.startswith(_MODEL)]
        for value in values if name != _TYPE and not name.startswith(RESERVED) else ():
            found |= {_statement(each, value) for each in (name, *wider)}
    return tuple(sorted(found, key=repr))


def _statement(name: str, value: Term) -> Statement:
    if isinstance(value, Literal):
        return Statement(name, value.value, value.datatype.value, value.language or "")
    return Statement(name, value)
