"""The shapes let a good graph pass, and catch each fault with a sentence in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyshacl
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import SH

from ontology import vocabulary_files

SHAPES = rdflib.Graph().parse(vocabulary_files()["shapes"])
PREFIXES = """@prefix : <http://e.org/> .
@prefix bibo: <http://purl.org/ontology/bibo/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix kind: <https://w3id.org/maillage/kind/> .
@prefix ml: <https://w3id.org/maillage/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
EVENT = """:e a schema:Event ; rdfs:label "Forum"@fr ; dcterms:title "Forum"@fr ; dcterms:type kind:forum ;
  schema:startDate "2013-05-13"^^xsd:date ; schema:endDate "2013-05-14"^^xsd:date ; schema:location "Grenoble" ;
  schema:organizer :o ; dcterms:subject :c ; ml:keyword "vélo"@fr ; foaf:page <http://e.org/forum> ."""
DOCUMENT = """:d a bibo:Document, bibo:Report ; rdfs:label "Bilan"@fr ; dcterms:title "Bilan"@fr ;
  dcterms:type kind:rapport ; dcterms:issued "2014"^^xsd:gYear ; dcterms:abstract "On y fait le point."@fr ;
  dcterms:creator :p, :g ; ml:authorOrder "http://e.org/p http://e.org/g" ; dcterms:publisher :o ."""
ACTORS = """:p a foaf:Person ; rdfs:label "Anne Coste" ; foaf:name "Anne Coste" ; org:memberOf :o .
:o a org:Organization ; rdfs:label "CCI" ; skos:altLabel "Chambre" ; ml:ambiguous true ; ml:candidate :o2 .
:g a foaf:Group ; rdfs:label "Groupe de pilotage" .
:k a ml:ActorCategory ; rdfs:label "architectes" ; skos:prefLabel "architectes"@fr ."""
PARTNERSHIP = """:pa a ml:Partnership ; rdfs:label "AUEG – CEA" ; ml:partner :o, :o2 ;
  schema:startDate "2011"^^xsd:gYear ."""
CONCEPT = """:c a skos:Concept ; skos:prefLabel "vélo"@fr, "bicycle"@en ; skos:altLabel "bicyclette"@fr ;
  skos:broader :c2 ."""
EVIDENCE = """:a a oa:Annotation ; oa:motivatedBy oa:classifying ; oa:hasBody :c ; oa:hasTarget :t ;
  ml:relation dcterms:subject ; ml:confidence 0.93 ; ml:method ml:method-label ; ml:decision ml:accepted ;
  ml:candidate :c2 .
:t oa:hasSource :e ; oa:hasSelector :s .
:s a oa:TextQuoteSelector, oa:TextPositionSelector ; oa:exact "vélo" ; oa:prefix "Le " ; oa:start 3 ; oa:end 7 ."""
GRAPH = """:r a ml:RecordGraph ; prov:wasDerivedFrom :source ; foaf:primaryTopic :e ;
  ml:locator "row 2" ; dcterms:source <http://e.org/agenda> .
:source a prov:Entity ; rdfs:label "agenda.csv" ; dcterms:format "table" ; ml:sourceHash "sha256:0a1b" ."""
EVERYTHING = "\n".join((EVENT, DOCUMENT, ACTORS, PARTNERSHIP, CONCEPT, EVIDENCE, GRAPH))


@dataclass(frozen=True)
class Finding:
    severity: str
    french: str
    english: str


def findings(turtle: str) -> list[Finding]:
    data = rdflib.Graph().parse(data=PREFIXES + turtle, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=SHAPES)
    assert isinstance(report, rdflib.Graph)
    found = []
    for result in report.objects(None, SH.result):
        severity = str(report.value(result, SH.resultSeverity)).removeprefix(str(SH))
        told = {
            text.language: str(text)
            for text in report.objects(result, SH.resultMessage)
            if isinstance(text, rdflib.Literal)
        }
        found.append(Finding(severity, told.get("fr", ""), told.get("en", "")))
    return found


def changed(turtle: str, old: str, new: str) -> str:
    assert old in turtle
    return turtle.replace(old, new)


def test_the_shapes_are_well_formed_shacl() -> None:
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=SHAPES, meta_shacl=True)
    assert conforms, text


def test_a_good_graph_passes_without_a_remark() -> None:
    assert findings(EVERYTHING) == []


@pytest.mark.parametrize(
    "date", ['"2013"^^xsd:gYear', '"2013-05"^^xsd:gYearMonth', '"2013-05-13T18:00:00+02:00"^^xsd:dateTime']
)
def test_a_date_of_any_precision_is_good(date: str) -> None:
    assert (
        findings(
            f':e a schema:Event ; rdfs:label "F" ; dcterms:title "F" ; ml:kindLabel "x" ; schema:startDate {date} .'
        )
        == []
    )


@pytest.mark.parametrize(
    ("turtle", "told"),
    [
        (
            ':e a schema:Event ; rdfs:label "Forum"@fr ; dcterms:title "F"@fr ; ml:kindLabel "x" .',
            "This event has no date",
        ),
        (':d a bibo:Document ; rdfs:label "Rapport"@fr ; dcterms:title "R"@fr .', "This publication has no date"),
        (':d a bibo:Document ; rdfs:label "Rapport"@fr ; ml:status "planned" .', "This publication has no title"),
    ],
)
def test_what_the_source_does_not_say_is_only_told(turtle: str, told: str) -> None:
    (finding,) = findings(turtle)
    assert finding.severity == "Info"
    assert finding.english.startswith(told)


def test_a_page_needs_no_date() -> None:
    assert findings(':w a bibo:Document, bibo:Webpage ; rdfs:label "Accueil"@fr ; dcterms:title "Accueil"@fr .') == []


@pytest.mark.parametrize(
    ("turtle", "old", "new", "told"),
    [
        (EVENT, "dcterms:type kind:forum ;", "", "The kind of event is unknown"),
        (EVENT, '"2013-05-14"^^xsd:date', '"2013-05-12"^^xsd:date', "The event ends before it starts"),
        (CONCEPT, '"bicycle"@en', '"cycle"@fr', "A concept has a preferred label"),
        (CONCEPT, 'skos:prefLabel "vélo"@fr, "bicycle"@en ;', "", "A concept has a preferred label"),
        (CONCEPT, '"bicyclette"@fr', '" "@fr', "A label or definition of this concept is empty"),
        (CONCEPT, "skos:broader :c2", 'skos:broader "mobilité"', "This concept is related to a text"),
    ],
)
def test_what_is_worth_mending_is_a_warning(turtle: str, old: str, new: str, told: str) -> None:
    (finding,) = findings(changed(turtle, old, new))
    assert finding.severity == "Warning"
    assert finding.english.startswith(told)


@pytest.mark.parametrize(
    ("turtle", "old", "new", "told"),
    [
        (EVENT, 'rdfs:label "Forum"@fr ;', "", "This thing has no name"),
        (EVENT, 'rdfs:label "Forum"@fr', 'rdfs:label "  "@fr', "This thing has no name"),
        (EVENT, 'dcterms:title "Forum"@fr', 'dcterms:title "Forum"@fr, "Salon"@fr', "The title is empty, or there"),
        (EVENT, 'dcterms:title "Forum"@fr', 'dcterms:title ""@fr', "The title is empty"),
        (EVENT, '"2013-05-13"^^xsd:date', '"13/05/2013"', "The start is no date"),
        (EVENT, '"2013-05-13"^^xsd:date', '"2013-05-13"^^xsd:date, "2013-05-14"^^xsd:date', "The start is no date, or"),
        (EVENT, '"2013-05-14"^^xsd:date', '"bientôt"', "The end is no date"),
        (EVENT, "schema:organizer :o", 'schema:organizer "CCI"', "This link leads to a text"),
        (EVENT, "dcterms:subject :c", 'dcterms:subject "vélo"', "This link leads to a text"),
        (EVENT, "dcterms:type kind:forum", 'dcterms:type "forum"', "The kind is a text"),
        (EVENT, 'ml:keyword "vélo"@fr', 'ml:keyword " "', "This text is empty"),
        (DOCUMENT, '"2014"^^xsd:gYear', '"2014"', "The date of publication is no date"),
        (DOCUMENT, '"On y fait le point."@fr', '""', "This text is empty"),
        (DOCUMENT, "dcterms:creator :p", 'dcterms:creator "Anne Coste"', "This link leads to a text"),
        (DOCUMENT, "http://e.org/p http", "http://e.org/p  http", "This order of authors is no row of IRIs"),
        (DOCUMENT, 'rdfs:label "Bilan"@fr ;', "", "This thing has no name"),
        (DOCUMENT, "dcterms:creator :p", 'dcterms:modified "hier"', "The date of modification is no date"),
        (ACTORS, ":p a foaf:Person", ":p a foaf:Person, org:Organization", "This person is an organ"),
        (ACTORS, ":k a ml:ActorCategory", ":k a ml:ActorCategory, org:Organization", "This category of actors is an"),
        (ACTORS, 'rdfs:label "Anne Coste" ;', "", "This thing has no name"),
        (ACTORS, "ml:ambiguous true", 'ml:ambiguous "oui"', "ml:ambiguous is true or false"),
        (ACTORS, "ml:candidate :o2", 'ml:candidate "CCI de Lyon"', "This link leads to a text"),
        (ACTORS, 'rdfs:label "Groupe de pilotage"', 'foaf:name "G"', "This thing has no name"),
        (PARTNERSHIP, "ml:partner :o, :o2", "ml:partner :o", "A partnership relates two actors"),
        (PARTNERSHIP, "ml:partner :o, :o2", "ml:partner :o, :o2, :o3", "A partnership relates two actors"),
        (PARTNERSHIP, '"2011"^^xsd:gYear', '"2011"', "The date of the partnership is no date"),
        (EVIDENCE, "oa:hasBody :c ;", "", "A piece of evidence explains a link to a thing"),
        (EVIDENCE, "oa:hasBody :c", 'oa:hasBody "vélo"', "A piece of evidence explains a link to a thing"),
        (EVIDENCE, "oa:hasSource :e ; ", "", "The evidence does not say, by oa:hasTarget"),
        (EVIDENCE, "oa:classifying", "oa:tagging", "The motivation of evidence"),
        (EVIDENCE, "ml:relation dcterms:subject ;", "", "The evidence does not say which relation"),
        (EVIDENCE, "ml:confidence 0.93 ;", "", "Confidence is a single decimal number"),
        (EVIDENCE, "0.93", "1.01", "Confidence is a single decimal number"),
        (EVIDENCE, "0.93", "-0.1", "Confidence is a single decimal number"),
        (EVIDENCE, "0.93", "9.3e-1", "Confidence is a single decimal number"),
        (EVIDENCE, "0.93", "0.93, 0.5", "Confidence is a single decimal number"),
        (EVIDENCE, "ml:method ml:method-label ;", "", "The evidence does not say how the link was found"),
        (EVIDENCE, "ml:decision ml:accepted", "ml:decision ml:accepted, ml:rejected", "A decision is ml:accepted"),
        (EVIDENCE, "ml:decision ml:accepted", "ml:decision ml:maybe", "A decision is ml:accepted"),
        (EVIDENCE, "ml:candidate :c2", 'ml:candidate "mobilité"', "A candidate, or the activity"),
        (EVIDENCE, 'oa:exact "vélo" ;', "", "A passage quotes words of the source"),
        (EVIDENCE, 'oa:exact "vélo"', 'oa:exact "  "', "A passage quotes words of the source"),
        (EVIDENCE, "oa:start 3 ;", "", "The start of the passage"),
        (EVIDENCE, "oa:start 3", "oa:start 7", "The start of the passage"),
        (EVIDENCE, "oa:start 3", "oa:start -1", "The start of the passage"),
        (EVIDENCE, "oa:end 7", 'oa:end "7"', "The end of the passage"),
        (EVIDENCE, 'oa:prefix "Le "', "oa:prefix :e", "What surrounds the passage"),
        (GRAPH, "prov:wasDerivedFrom :source ;", "", "This graph does not say which source"),
        (GRAPH, "foaf:primaryTopic :e", "foaf:primaryTopic :e, :d", "The graph of a record tells of one thing"),
        (GRAPH, '"sha256:0a1b"', '"unknown"', "The hash of the source is written"),
        (GRAPH, "<http://e.org/agenda>", '"e.org/agenda"', "The address where the fact was found"),
    ],
)  # fmt: skip
def test_what_would_mislead_is_a_violation(turtle: str, old: str, new: str, told: str) -> None:
    violations = [finding for finding in findings(changed(turtle, old, new)) if finding.severity == "Violation"]
    assert any(finding.english.startswith(told) for finding in violations), violations


def test_hostile_text_is_only_text() -> None:
    hostile = 'rdfs:label "<script>alert(1)</script>{{x}}\\u0000"@fr'
    assert findings(changed(EVENT, 'rdfs:label "Forum"@fr', hostile)) == []


def messages() -> dict[rdflib.term.Node, dict[str | None, str]]:
    told: dict[rdflib.term.Node, dict[str | None, str]] = {}
    for shape, text in SHAPES.subject_objects(SH.message):
        assert isinstance(text, rdflib.Literal)
        told.setdefault(shape, {})[text.language] = str(text)
    return told


def test_every_message_is_a_sentence_in_french_and_in_english() -> None:
    assert len(messages()) > 30
    for told in messages().values():
        assert sorted(told, key=str) == ["en", "fr"]
        assert all(re.fullmatch(r"\S.{20,200}\.", text) for text in told.values()), told


def test_every_check_of_a_property_says_something_itself_or_by_its_shape() -> None:
    silent = set(SHAPES.subjects(SH.path)) - set(messages()) - set(SHAPES.subjects(SH.property))
    alternatives = {step for choice in SHAPES.objects(None, SH["or"]) for step in Collection(SHAPES, choice)}
    assert all(set(SHAPES.subjects(SH.property, check)) <= alternatives for check in silent)
