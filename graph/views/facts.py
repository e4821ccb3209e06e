"""What is said of a thing, as facts for people: which value, in which language and order. Links are not for here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, NamedNode

from graph.store import Term
from graph.views.labels import best_text, local_name
from graph.views.nodes import Names
from graph.views.things import Fact, Thing
from ontology.namespaces import BIBO, DCTERMS, FOAF, ML, OWL, RDF, RDFS, SCHEMA, SKOS, XSD

__all__ = ["facts_of", "text_of", "types_of"]

Said = Sequence[tuple[str, Term]]

_TEXTS = (
    DCTERMS.abstract.value,
    DCTERMS.description.value,
    SKOS.definition.value,
    RDFS.comment.value,
    SKOS.scopeNote.value,
)
_NO_FACTS = frozenset(
    {
        RDF.type.value, DCTERMS.type.value, RDFS.label.value, RDFS.isDefinedBy.value, OWL.versionInfo.value,
        SKOS.hiddenLabel.value, ML.authorOrder.value, *_TEXTS,
    }
)  # fmt: skip
"""Shown elsewhere on a page, or, as hidden labels and the order of authors are, said for programs only."""
_NAMES = frozenset({FOAF.name.value, SKOS.prefLabel.value, DCTERMS.title.value})
_FIRST = (
    SCHEMA.startDate, SCHEMA.endDate, DCTERMS.issued, SCHEMA.location, DCTERMS.bibliographicCitation,
    DCTERMS.alternative, SKOS.altLabel, FOAF.homepage, FOAF.page,
)  # fmt: skip
_ORDER = {term.value: place for place, term in enumerate(_FIRST)}


def text_of(said: Said, language: str) -> str:
    """The abstract, description or definition, in the best language."""
    for name in _TEXTS:
        if found := best_text(_literals(said, name), language):
            return found
    return ""


def types_of(said: Said, known: dict[str, Thing]) -> tuple[Thing, ...]:
    """The kinds of the thing, then its classes; the general class of documents only where there is no narrower one."""
    kinds = {value.value for name, value in said if name == DCTERMS.type.value and isinstance(value, NamedNode)}
    classes = {value.value for name, value in said if name == RDF.type.value and isinstance(value, NamedNode)}
    if len(classes) > 1:
        classes.discard(BIBO.Document.value)
    return tuple(known[iri] for iri in [*sorted(kinds), *sorted(classes)])


def facts_of(said: Said, known: dict[str, Thing], named: dict[str, Names], language: str) -> tuple[Fact, ...]:
    """The facts in reading order. Of texts in several languages, those of the asked one are shown, else all."""
    grouped: defaultdict[str, list[Term]] = defaultdict(list)
    for name, value in said:
        if name not in _NO_FACTS:
            grouped[name].append(value)
    labels = {value.value for name, value in said if name == RDFS.label.value and isinstance(value, Literal)}
    facts = []
    for name in sorted(grouped, key=lambda each: (_ORDER.get(each, len(_ORDER)), named[each].label, each)):
        values = _in_language(grouped[name], language)
        made = [_fact(name, named[name].label, value, known) for value in values]
        facts += sorted(
            (fact for fact in made if not (name in _NAMES and fact.value in labels)), key=lambda each: each.value
        )
    return tuple(facts)


def _in_language(values: Iterable[Term], language: str) -> list[Term]:
    kept = list(values)
    tags = {value.language.partition("-")[0] for value in kept if isinstance(value, Literal) and value.language}
    if language not in tags:
        return kept
    return [
        value
        for value in kept
        if not (isinstance(value, Literal) and value.language and value.language.partition("-")[0] != language)
    ]


def _fact(name: str, label: str, value: Term, known: dict[str, Thing]) -> Fact:
    if isinstance(value, Literal):
        datatype = "" if value.language or value.datatype == XSD.string else value.datatype.value
        link = value.value if value.datatype == XSD.anyURI else ""
        return Fact(name, label, value.value, value.language or "", datatype, link)
    iri = value.value if isinstance(value, NamedNode) else str(value)
    named = known[iri].label if iri in known else iri
    return Fact(
        name, label, iri if named == local_name(iri) else named, link=iri if iri.startswith(("http:", "https:")) else ""
    )


def _literals(said: Said, name: str) -> list[tuple[str, str]]:
    return [(value.value, value.language or "") for each, value in said if each == name and isinstance(value, Literal)]
