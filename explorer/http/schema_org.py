"""A thing in the words of schema.org, as JSON-LD for search engines. Our own model is not for here."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode, Triple

from graph.views.authors import in_order
from graph.views.things import ThingKind
from ontology.namespaces import BIBO, DCTERMS, FOAF, ML, OWL, RDF, RDFS, SCHEMA, SKOS

__all__ = ["described", "script"]

_TYPES = {
    ThingKind.EVENT: "Event",
    ThingKind.PUBLICATION: "CreativeWork",
    ThingKind.PAGE: "WebPage",
    ThingKind.PERSON: "Person",
    ThingKind.ORGANISATION: "Organization",
    ThingKind.GROUP: "Organization",
    ThingKind.CONCEPT: "DefinedTerm",
}
_NARROWER = {
    BIBO.AcademicArticle: "ScholarlyArticle",
    BIBO.Article: "Article",
    BIBO.Book: "Book",
    BIBO.Chapter: "Chapter",
    BIBO.Report: "Report",
    BIBO.Thesis: "Thesis",
}
_PROPERTIES = {
    DCTERMS.abstract: "abstract",
    DCTERMS.alternative: "alternateName",
    DCTERMS.creator: "author",
    DCTERMS.contributor: "contributor",
    DCTERMS.description: "description",
    DCTERMS.issued: "datePublished",
    DCTERMS.publisher: "publisher",
    DCTERMS.subject: "about",
    FOAF.homepage: "url",
    FOAF.page: "subjectOf",
    OWL.sameAs: "sameAs",
    SCHEMA.attendee: "attendee",
    SCHEMA.endDate: "endDate",
    SCHEMA.location: "location",
    SCHEMA.mentions: "mentions",
    SCHEMA.organizer: "organizer",
    SCHEMA.performer: "performer",
    SCHEMA.startDate: "startDate",
    SKOS.altLabel: "alternateName",
    SKOS.definition: "description",
    SKOS.exactMatch: "sameAs",
    SKOS.inScheme: "inDefinedTermSet",
}
_OF_ACTORS = {"about": "knowsAbout", "mentions": "knowsAbout"}
_OTHERWISE: dict[ThingKind, dict[str, str]] = {
    **dict.fromkeys((ThingKind.PERSON, ThingKind.ORGANISATION, ThingKind.GROUP), _OF_ACTORS),
    ThingKind.EVENT: {"mentions": "about"},
}
"""What schema.org says of these kinds in the place of what it says of works."""
_Value = str | dict[str, str]


def described(iri: str, kind: ThingKind, label: str, triples: Iterable[Triple], language: str) -> dict[str, object]:
    """The thing as a JSON-LD object; of texts in several languages, those of ``language`` or of none are taken."""
    said, names = _sorted(iri, triples, language)
    said[DCTERMS.creator] = _authors(said, names)
    found: defaultdict[str, list[_Value]] = defaultdict(list)
    for term, name in _PROPERTIES.items():
        told = found[_OTHERWISE.get(kind, {}).get(name, name)]
        for value in (_value(name, each, names, language) for each in said[term]):
            if value and value not in told:
                told.append(value)
    types = [_NARROWER[each] for each in said[RDF.type] if isinstance(each, NamedNode) and each in _NARROWER]
    thing: dict[str, object] = {
        "@context": "https://schema.org",
        "@id": iri,
        "@type": types[0] if types else _TYPES.get(kind, "Thing"),
        "name": label,
    }
    return thing | {name: values if len(values) > 1 else values[0] for name, values in sorted(found.items()) if values}


def script(thing: Mapping[str, object]) -> Markup:
    """The object as text for a ``script`` element, which nothing in it can end.

    >>> print(script({"name": "</script>&"}))
    {"name": "\\u003c/script\\u003e\\u0026"}
    """
    text = json.dumps(thing, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704  # no sign of markup is left


_Object = NamedNode | Literal


def _sorted(
    iri: str, triples: Iterable[Triple], language: str
) -> tuple[defaultdict[NamedNode, list[_Object]], dict[str, str]]:
    """What is said of the thing by property, and the names of things, in the language where there is one."""
    said: defaultdict[NamedNode, list[_Object]] = defaultdict(list)
    names: dict[str, str] = {}
    for triple in sorted(triples, key=str):
        subject, value = triple.subject, triple.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
            continue
        if subject.value == iri:
            said[triple.predicate].append(value)
        if triple.predicate == RDFS.label and isinstance(value, Literal):
            if (value.language or language).partition("-")[0] == language:
                names[subject.value] = value.value
            names.setdefault(subject.value, value.value)
    return said, names


def _authors(said: Mapping[NamedNode, list[_Object]], names: Mapping[str, str]) -> list[_Object]:
    """The authors in their order."""
    values = {each.value: each for each in said[DCTERMS.creator]}
    orders = [each.value for each in said[ML.authorOrder]]
    return [values[each] for each in in_order({each: names.get(each, each) for each in values}, orders)]


def _value(name: str, value: _Object, names: Mapping[str, str], language: str) -> _Value | None:
    if isinstance(value, Literal):
        if (value.language or language).partition("-")[0] != language:
            return None
        return {"@type": "Place", "name": value.value} if name == "location" else value.value
    if name in {"sameAs", "url", "subjectOf", "inDefinedTermSet"}:
        return value.value
    return {"@id": value.value, "name": names[value.value]} if value.value in names else {"@id": value.value}
