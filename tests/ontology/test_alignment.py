"""Alignments say, in Turtle alone, of which of the model's terms those of other vocabularies are a kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal

from ontology.alignment import Alignment, alignment_files, general_alignment
from ontology.namespaces import DCTERMS, FOAF, ORG, RDF, RDFS, SCHEMA
from ontology.rdf_file import read_triples

PAIR = "http://virtual-assembly.org/ontologies/pair#"
VIVO = "http://vivoweb.org/ontology/core#"


@pytest.mark.parametrize("path", alignment_files().values(), ids=lambda path: path.stem)
def test_each_alignment_says_what_it_is_in_both_languages_and_names_its_terms(path: Path) -> None:
    triples = list(read_triples(path))
    labels = {
        each.object.language for each in triples if each.predicate == RDFS.label and isinstance(each.object, Literal)
    }
    assert labels == {"fr", "en"}
    assert len([each for each in triples if each.predicate != RDF.type]) > 10


@pytest.mark.parametrize(
    ("term", "wider"),
    [
        (f"{PAIR}Organization", ORG.Organization.value),
        (f"{VIVO}FacultyMember", FOAF.Person.value),
        (FOAF["Organization"].value, ORG.Organization.value),
        (SCHEMA.CollegeOrUniversity.value, ORG.Organization.value),
        ("http://purl.org/ontology/bibo/AcademicArticle", "http://purl.org/ontology/bibo/Document"),
    ],
)
def test_a_class_is_a_kind_of_the_model_s(term: str, wider: str) -> None:
    assert wider in general_alignment().classes(term)


def test_an_inverse_of_a_kind_of_property_is_one_of_the_wider_too() -> None:
    assert DCTERMS.subject.value in general_alignment().inverses(f"{PAIR}topicOf")


@pytest.mark.parametrize(
    "turtle",
    [
        "<urn:p> <http://www.w3.org/2002/07/owl#propertyChainAxiom> () .",
        "<urn:p> <http://www.w3.org/2002/07/owl#propertyChainAxiom> ( 1 [] <urn:q> ) .",
        "<urn:a> <http://www.w3.org/2000/01/rdf-schema#subClassOf> [ a <urn:b> ] .",
        "_:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l . "
        "<urn:p> <http://www.w3.org/2002/07/owl#propertyChainAxiom> _:l .",
    ],
)
def test_an_odd_alignment_says_nothing_and_ends(tmp_path: Path, turtle: str) -> None:
    (tmp_path / "a.ttl").write_text(turtle, encoding="utf-8")
    alignment = Alignment.from_files([tmp_path / "a.ttl"])
    assert alignment.classes("urn:a") == {"urn:a"}
    assert not alignment.selves
