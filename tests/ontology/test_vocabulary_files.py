"""The Turtle files that come with Maillage can be read by all, and every term of ours is defined in two languages."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from ontology import vocabulary_files
from ontology.kinds import kind_class, kinds
from ontology.namespaces import ML, PREFIXES

FILES = vocabulary_files()
CORE = rdflib.Graph().parse(FILES["core"])
LANGUAGES = {"fr", "en"}


def languages(term: rdflib.URIRef, said_by: rdflib.URIRef) -> set[str | None]:
    return {text.language for text in CORE.objects(term, said_by) if isinstance(text, rdflib.Literal)}


def our_terms(path: Path) -> set[rdflib.URIRef]:
    return {
        term
        for triple in rdflib.Graph().parse(path)
        for term in triple
        if isinstance(term, rdflib.URIRef) and term.startswith(ML.iri)
    }


@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_rdflib_and_pyoxigraph_read_the_same_number_of_statements(path: Path) -> None:
    with path.open("rb") as file:
        by_oxigraph = set(pyoxigraph.parse(input=file, format=pyoxigraph.RdfFormat.TURTLE))
    assert len(by_oxigraph) == len(rdflib.Graph().parse(path)) > 100


def test_what_has_a_partner_need_not_be_a_partnership() -> None:
    partner = rdflib.URIRef(f"{ML.iri}partner")
    assert not list(CORE.objects(partner, RDFS.domain))
    assert languages(partner, RDFS.comment) == LANGUAGES


@pytest.mark.parametrize("name", ["core", "kinds", "concepts"])
def test_what_goes_into_a_graph_has_no_blank_node(name: str) -> None:
    terms = {term for triple in rdflib.Graph().parse(FILES[name]) for term in triple}
    assert not [term for term in terms if isinstance(term, rdflib.BNode)]


@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_prefixes_are_those_of_the_queries(path: Path) -> None:
    declared = dict(re.findall(r"@prefix (\w+): <([^>]+)>", path.read_text(encoding="utf-8")))
    assert {prefix: iri for prefix, iri in declared.items() if PREFIXES.get(prefix, iri) != iri} == {}


@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_every_declared_prefix_is_used(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    declared = re.findall(r"@prefix (\w+):", text)
    assert [prefix for prefix in declared if not re.search(rf"(?<!@prefix ){prefix}:\w", text)] == []


@pytest.mark.parametrize("name", ["shapes", "kinds", "concepts", "core"])
def test_every_term_of_ours_is_defined_with_a_name_in_both_languages(name: str) -> None:
    assert [term for term in our_terms(FILES[name]) if languages(term, RDFS.label) != LANGUAGES] == []


def test_every_class_and_property_of_ours_is_explained_in_both_languages() -> None:
    types = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    ours = {term for kind in types for term in CORE.subjects(RDF.type, kind) if isinstance(term, rdflib.URIRef)}
    assert len(ours) > 15
    assert [term for term in ours if languages(term, RDFS.comment) != LANGUAGES] == []


def test_every_class_and_property_of_ours_stands_beside_a_known_term() -> None:
    types = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    near = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso)
    for term in {term for kind in types for term in CORE.subjects(RDF.type, kind)}:
        assert any(CORE.value(term, alignment) for alignment in near), term


def test_every_property_that_leads_to_a_thing_has_a_name_from_its_other_end() -> None:
    for term in CORE.subjects(RDF.type, OWL.ObjectProperty):
        assert languages(rdflib.URIRef(str(term)), rdflib.URIRef(ML["inverseLabel"].value)) == LANGUAGES, term


def test_every_method_tells_a_person_in_both_languages_how_a_link_was_found() -> None:
    methods = list(CORE.subjects(RDF.type, rdflib.URIRef(ML["Method"].value)))
    assert len(methods) >= 10
    assert all(languages(rdflib.URIRef(str(method)), SKOS.definition) == LANGUAGES for method in methods)


def test_every_class_that_a_kind_names_has_a_name_in_both_languages() -> None:
    classes = {found for iri in kinds() if (found := kind_class(iri))}
    assert [iri for iri in classes if languages(rdflib.URIRef(iri), RDFS.label) != LANGUAGES] == []
