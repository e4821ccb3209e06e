"""The partners of an event have a part in it, whatever counts parts; a partnership is no event of its partners."""

from __future__ import annotations

import pytest
from pyoxigraph import QuerySolution

from graph.embedded import EmbeddedStore
from graph.networks.declarations import get_declaration
from graph.networks.filters import EVERYTHING, Filters
from graph.networks.indexed import IndexedGraph
from graph.networks.meanings import meaning
from graph.networks.projections import project
from graph.networks.similarity import close_things
from graph.questions import get_question
from ontology.namespaces import ML

E = "https://e.org/"
GRAPH = """
PREFIX e: <https://e.org/>
INSERT DATA { GRAPH e:g {
  e:fair a schema:Event ; rdfs:label "Fair" ; schema:startDate "2016"^^xsd:gYear ;
    dcterms:subject e:place ; ml:partner e:uni, e:bank ; schema:organizer e:dan .
  e:walk a schema:Event ; rdfs:label "Walk" ; schema:startDate "2017"^^xsd:gYear ; ml:partner e:bank, e:mill .
  e:union a ml:Partnership ; rdfs:label "uni – mill" ; schema:startDate "2010"^^xsd:gYear ; ml:partner e:uni, e:mill .
  e:lone a ml:Partnership ; rdfs:label "uni – inn" ; ml:partner e:uni, e:inn .
  e:place a skos:Concept ; rdfs:label "place"@en .
  e:dan a foaf:Person ; rdfs:label "Dan" .
  e:uni a org:Organization ; rdfs:label "Uni" .
  e:bank a org:Organization ; rdfs:label "Bank" .
  e:mill a org:Organization ; rdfs:label "Mill" .
  e:inn a org:Organization ; rdfs:label "Inn" .
} }
"""


@pytest.fixture(scope="module")
def graph() -> IndexedGraph:
    store = EmbeddedStore.memory()
    store.update(GRAPH)
    return IndexedGraph(store)


@pytest.mark.parametrize(
    ("which", "filters", "expected"),
    [
        ("actors-by-events", EVERYTHING, ["bank-dan", "bank-mill", "bank-uni", "dan-uni"]),
        ("actors-by-events", Filters(first=2017), ["bank-mill"]),
        ("actors-concepts", EVERYTHING, ["bank-place", "dan-place", "place-uni"]),
        ("actors-by-publications", EVERYTHING, []),
        ("documents-by-actors", EVERYTHING, ["fair-walk"]),
        ("partners", EVERYTHING, ["inn-uni", "mill-uni"]),
        ("partners", Filters(first=2017), ["inn-uni", "mill-uni"]),
    ],
)
def test_partners_of_events_are_tied_by_these(
    graph: IndexedGraph, which: str, filters: Filters, expected: list[str]
) -> None:
    found = project(graph.index, get_declaration(which), filters)
    names = [graph.index.iris[number].removeprefix(E) for number in found.nodes.tolist()]
    sources, targets, _ = found.ties()
    assert sorted(f"{names[one]}-{names[other]}" for one, other in zip(sources, targets, strict=True)) == expected


@pytest.mark.parametrize("which", ["actors", "actors-by-events", "actors-by-publications"])
def test_a_network_that_counts_partners_names_them(which: str) -> None:
    assert ML.partner.value in get_declaration(which).left[0].relations
    assert "partenaires) ;" in meaning(which).sentences["fr"]
    assert "partners);" in meaning(which).sentences["en"]


def test_a_partnership_makes_its_partners_no_closer(graph: IndexedGraph) -> None:
    assert {each.thing.label for each in close_things(graph, E + "mill")} == {"Bank"}


@pytest.mark.parametrize(
    ("question", "asked", "expected"),
    [
        ("works-with", {"actor": "uni"}, [("bank", "1"), ("dan", "1")]),
        ("who-works-on", {"concept": "place"}, [("bank", "1"), ("dan", "1"), ("uni", "1")]),
        ("actors-at-both", {"first": "place", "second": "place"}, [("bank", "1"), ("dan", "1"), ("uni", "1")]),
        ("themes-of", {"actor": "bank"}, [("place", "1")]),
        ("partners-by-theme", {}, [("bank", "1"), ("uni", "1")]),
        ("life-of", {"actor": "mill"}, [("walk", "2017")]),
        ("links-of", {"document": "walk"}, [("bank", ""), ("mill", "")]),
        ("silent-partners", {}, [("inn", "")]),
    ],
)
def test_named_questions_count_partners_of_events(
    graph: IndexedGraph, question: str, asked: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    rows = get_question(question).run(graph.store, **{name: E + value for name, value in asked.items()})
    told = ("other", "actor", "partner", "document", "object", "concept")
    counted = ("documents", "on_first", "date")

    def value(row: QuerySolution, names: tuple[str, ...]) -> str:
        return next((row[name].value for name in names if row[name] is not None), "")

    assert [(value(row, told).removeprefix(E), value(row, counted)) for row in rows] == expected


def test_the_partners_of_an_event_are_no_partners_of_each_other() -> None:
    store = EmbeddedStore.memory()
    store.update(GRAPH)
    fete = 'e:fete a schema:Event ; schema:startDate "1999"^^xsd:gYear ; ml:partner e:uni, e:mill'
    store.update(f"PREFIX e: <{E}> INSERT DATA {{ GRAPH e:g {{ {fete} . e:mill ml:partnerOf e:uni }} }}")
    rows = get_question("partners").run(store)
    told = ("actor_label", "partner_label", "since")
    assert [[row[each].value for each in told if row[each] is not None] for row in rows] == [
        ["Inn", "Uni"],
        ["Mill", "Uni", "2010"],
    ]


def test_a_partner_of_a_publication_is_not_silent() -> None:
    store = EmbeddedStore.memory()
    store.update(GRAPH)
    book = "e:book a bibo:Document ; ml:partner e:inn, e:mill"
    store.update(f"PREFIX e: <{E}> INSERT DATA {{ GRAPH e:g {{ {book} }} }}")
    assert not list(get_question("silent-partners").run(store))
