"""A fictional network of seven documents, small enough to count by hand."""

from __future__ import annotations

import pytest

from graph.embedded import EmbeddedStore
from graph.networks.index import Index, read_index

E = "https://e.org/"
GRAPH = """
PREFIX e: <https://e.org/>
INSERT DATA {
  GRAPH e:vocabulary {
    e:eco a skos:Concept ; rdfs:label "écologie"@fr, "ecology"@en .
    e:bio a skos:Concept ; rdfs:label "biodiversité"@fr ; skos:broader e:eco .
    e:rse a skos:Concept ; rdfs:label "RSE"@fr .
    e:lieu a skos:Concept ; rdfs:label "tiers-lieu"@fr .
    e:seul a skos:Concept ; rdfs:label "oublié"@fr .
  }
  GRAPH e:g1 {
    e:forum a schema:Event ; rdfs:label "Forum"@fr ; schema:startDate "2011-05-02"^^xsd:date ;
      dcterms:subject e:rse, e:bio ; schema:organizer e:uni ; schema:performer e:ada, e:bob .
    e:table a schema:Event ; rdfs:label "Table ronde"@fr ; schema:startDate "2013"^^xsd:gYear ;
      dcterms:subject e:lieu ; schema:organizer e:uni ; schema:performer e:bob, e:cyd .
    e:salon a schema:Event ; rdfs:label "Salon"@fr ; schema:startDate "2015-01"^^xsd:gYearMonth ;
      dcterms:subject e:lieu, e:rse ; schema:organizer e:firme .
  }
  GRAPH e:g2 {
    e:livre a bibo:Document ; rdfs:label "Livre"@fr ; dcterms:issued "2014"^^xsd:gYear ;
      dcterms:subject e:rse, e:bio ; dcterms:creator e:ada, e:cyd .
    e:note a bibo:Document ; rdfs:label "Note"@fr ; dcterms:subject e:bio ; dcterms:creator e:dan .
    e:page a bibo:Document, bibo:Webpage ; rdfs:label "Page"@fr ; dcterms:subject e:lieu ;
      dcterms:creator e:dan ; schema:mentions e:uni, e:forum .
    e:union a ml:Partnership ; rdfs:label "uni – firme" ; ml:partner e:uni, e:firme .
    e:ada a foaf:Person ; rdfs:label "Ada" ; org:memberOf e:uni .
    e:bob a foaf:Person ; rdfs:label "Bob" .
    e:cyd a foaf:Person ; rdfs:label "Cyd" .
    e:dan a foaf:Person ; rdfs:label "Dan" .
    e:uni a org:Organization ; rdfs:label "Université" .
    e:firme a org:Organization ; rdfs:label "Firme" .
  }
  GRAPH e:g3 {
    e:forum a schema:Event ; dcterms:subject e:rse .
    e:doubt a oa:Annotation ; oa:hasBody e:bio ; oa:hasTarget e:there ; ml:relation dcterms:subject ;
      ml:confidence 0.4 ; oa:motivatedBy oa:classifying .
    e:there oa:hasSource e:livre ; oa:hasSelector e:words .
    e:words oa:exact "biodiversité" .
  }
}
"""


@pytest.fixture(scope="session")
def store() -> EmbeddedStore:
    filled = EmbeddedStore.memory()
    filled.update(GRAPH)
    return filled


@pytest.fixture(scope="session")
def index(store: EmbeddedStore) -> Index:
    return read_index(store)
