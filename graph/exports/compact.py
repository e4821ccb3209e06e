"""JSON-LD 1.1 as a person would write it: one object a thing, short names, one context at its head.

Reading it is not for here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import IO

from pyoxigraph import Literal, NamedNode, Triple

from graph.store import Term
from graph.views.authors import in_order
from ontology.namespaces import PREFIXES, RDF, XSD, compact

__all__ = ["context", "write_compact"]

_LINKS = (
    "dcterms:contributor dcterms:creator dcterms:isPartOf dcterms:license dcterms:publisher "
    "dcterms:source dcterms:subject foaf:homepage foaf:page foaf:primaryTopic ml:candidate ml:decision ml:method "
    "ml:partner ml:partnerOf ml:relation oa:hasBody oa:hasSelector oa:hasSource oa:hasTarget oa:motivatedBy "
    "org:memberOf org:unitOf prov:wasDerivedFrom schema:attendee schema:geo schema:mentions schema:organizer "
    "schema:performer schema:sameAs skos:broadMatch skos:broader skos:closeMatch skos:exactMatch skos:hasTopConcept "
    "skos:inScheme skos:narrowMatch skos:narrower skos:related skos:relatedMatch skos:topConceptOf"
).split()
"""Properties that lead to things: their values are IRIs, and are written as plain text."""
_WORDS = (
    "dcterms:abstract dcterms:alternative dcterms:description dcterms:identifier dcterms:issued dcterms:title "
    "foaf:name ml:authorOrder ml:confidence ml:keyword ml:locator oa:exact oa:prefix oa:suffix rdfs:label "
    "schema:endDate schema:location schema:startDate skos:altLabel skos:definition skos:hiddenLabel skos:prefLabel"
).split()
_LINK_NAMES = frozenset(_LINKS)
_SHORT = {name: name.partition(":")[2] for name in (*_LINKS, *_WORDS)}


def context() -> dict[str, object]:
    """The context: ``id`` and ``type``, the prefixes of the project, the short names of its commonest properties."""
    names: dict[str, object] = {"id": "@id", "type": "@type", **PREFIXES}
    for name, short in _SHORT.items():
        if name in _LINK_NAMES:
            names[short] = {"@id": name, "@type": "@id"}
        else:
            names[short] = name
    return names


def write_compact(triples: Iterable[Triple], file: IO[bytes]) -> None:
    """Write triples that come subject by subject, an object a subject, as they come."""
    file.write(b'{"@context": ' + _json(context()) + b',\n"@graph": [')
    between = b"\n"
    for subject, said in groupby(triples, key=lambda triple: triple.subject):
        file.write(between + _json(_object(subject, said)))
        between = b",\n"
    file.write(b"\n]}\n")


def _object(subject: Term, said: Iterable[Triple]) -> dict[str, object]:
    values: defaultdict[str, list[object]] = defaultdict(list)
    for triple in said:
        if triple.predicate == RDF.type and isinstance(triple.object, NamedNode):
            values["type"].append(compact(triple.object.value))
        else:
            name = compact(triple.predicate.value)
            values[_SHORT.get(name, name)].append(_value(name, triple.object))
    if {"authorOrder", "creator"} <= values.keys():
        values["creator"] = _authors(values["creator"], values["authorOrder"])
    ordered = sorted(values.items(), key=lambda pair: (pair[0] != "type", pair[0]))
    return {"id": _name(subject), **dict(_alone(ordered))}


def _authors(values: Iterable[object], orders: Iterable[object]) -> list[object]:
    """Authors in their order, for those who read them as a list, though JSON-LD holds them for a set."""
    named = {str(each): each for each in values}
    told = (" ".join(map(compact, each.split())) for each in orders if isinstance(each, str))
    return [named[each] for each in in_order(dict.fromkeys(named, ""), told)]


def _alone(values: Iterable[tuple[str, list[object]]]) -> Iterator[tuple[str, object]]:
    for name, found in values:
        yield name, found[0] if len(found) == 1 else found


def _name(term: Term) -> str:
    return compact(term.value) if isinstance(term, NamedNode) else str(term)


def _value(name: str, term: Term) -> object:
    if not isinstance(term, Literal):
        return _name(term) if name in _LINK_NAMES else {"id": _name(term)}
    if term.language:
        return {"@language": term.language, "@value": term.value}
    if term.datatype == XSD.string:
        return {"@value": term.value} if name in _LINK_NAMES else term.value
    return {"type": compact(term.datatype.value), "@value": term.value}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
