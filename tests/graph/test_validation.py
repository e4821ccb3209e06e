from __future__ import annotations

import logging
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad

from graph.embedded import EmbeddedStore
from graph.screening import Screen
from graph.store import Term
from graph.validation import Report, Result, Severity, validate
from ontology.errors import DataError, Place
from ontology.namespaces import DCTERMS, FOAF, ML, OA, ORG, PREFIXES, PROV, RDF, RDFS, SCHEMA, XSD

E = "https://e.org/"
G = NamedNode(E + "graph/agenda-csv/9")
EVENT = NamedNode(E + "event/9")
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix org: <http://www.w3.org/ns/org#> .
<http://e.org/EventShape> a sh:NodeShape ; sh:targetClass schema:Event ;
  sh:property [ sh:path rdfs:label ; sh:minCount 1 ; sh:message "sans nom"@fr, "no name"@en ] ;
  sh:property [ sh:path schema:startDate ; sh:maxCount 1 ] ;
  sh:property [ sh:path schema:organizer ; sh:class org:Organization ] ;
  sh:property [ sh:path schema:location ; sh:minCount 1 ; sh:severity sh:Warning ] .
"""


def event_graph(*said: tuple[NamedNode, NamedNode | Literal]) -> dict[NamedNode, list[Quad]]:
    quads = [
        Quad(G, RDF.type, ML.RecordGraph, G),
        Quad(G, PROV.wasDerivedFrom, NamedNode(E + "source/agenda-csv"), G),
        Quad(G, FOAF.primaryTopic, EVENT, G),
        Quad(G, ML.locator, Literal("row 9"), G),
        Quad(EVENT, RDF.type, SCHEMA.Event, G),
    ]
    return {G: [*quads, *(Quad(EVENT, predicate, value, G) for predicate, value in said)]}


@pytest.fixture
def store(network_graphs: dict[NamedNode, list[Quad]]) -> EmbeddedStore:
    store = EmbeddedStore.memory()
    store.replace(network_graphs)
    return store


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    path = tmp_path / "shapes.ttl"
    path.write_text(SHAPES, encoding="utf-8")
    return path


def test_the_network_keeps_to_our_shapes(store: EmbeddedStore) -> None:
    report = validate(store)
    assert report.conforms
    assert report.summary.graphs == 9
    assert report.summary.infos == len(report.results) > 0


def test_a_violation_says_where_it_was_read_in_both_languages(store: EmbeddedStore, shapes: Path) -> None:
    store.replace(event_graph((SCHEMA.location, Literal("ici"))))
    (result,) = validate(store, [G], shapes).results
    assert result.severity is Severity.VIOLATION
    assert result.sentence() == f"agenda.csv, row 9 : sans nom ({EVENT.value}, rdfs:label)"
    assert result.sentence("en") == f"agenda.csv, row 9: no name ({EVENT.value}, rdfs:label)"


def test_a_text_in_the_place_of_a_thing_is_told_as_any_other_fault(store: EmbeddedStore) -> None:
    target = NamedNode(E + "evidence/1/target")
    graph = NamedNode(E + "graph/agenda-csv/1")
    quads = [quad for quad in store.quads(graph) if (quad.subject, quad.predicate) != (target, OA.hasSelector)]
    store.replace({graph: [*quads, Quad(target, OA.hasSelector, Literal("x"), graph)]})
    assert "x" in {result.focus for result in validate(store).violations}


def test_only_the_asked_graphs_are_judged(store: EmbeddedStore, shapes: Path) -> None:
    store.replace(event_graph())
    assert not validate(store, [G], shapes).conforms
    assert validate(store, [NamedNode(E + "graph/agenda-csv/1")], shapes).conforms
    assert validate(store, [], shapes).summary.graphs == 0


def test_a_thing_is_judged_by_all_that_is_said_of_it_anywhere(store: EmbeddedStore, shapes: Path) -> None:
    other = NamedNode(E + "graph/other")
    store.replace(event_graph((RDFS.label, Literal("x")), (SCHEMA.startDate, Literal("2012"))))
    assert validate(store, [G], shapes).conforms
    store.replace({other: [Quad(EVENT, SCHEMA.startDate, Literal("2013"), other)]})
    assert [result.path for result in validate(store, [other], shapes).violations] == [SCHEMA.startDate.value]


def test_what_a_thing_points_to_has_its_types_from_elsewhere(store: EmbeddedStore, shapes: Path) -> None:
    known, unknown = NamedNode(E + "organisation/atelier"), NamedNode(E + "organisation/none")
    store.replace(event_graph((RDFS.label, Literal("x")), (SCHEMA.organizer, known)))
    assert validate(store, [G], shapes).conforms
    store.replace(event_graph((RDFS.label, Literal("x")), (SCHEMA.organizer, unknown)))
    assert [result.value for result in validate(store, [G], shapes).violations] == [unknown.value]


def test_a_subclass_counts_as_its_class(store: EmbeddedStore, shapes: Path) -> None:
    unit, core = NamedNode(E + "organisation/unit"), NamedNode(E + "graph/vocabulary/more")
    store.replace(
        {
            core: [
                Quad(ORG.OrganizationalUnit, RDFS.subClassOf, ORG.Organization, core),
                Quad(unit, RDF.type, ORG.OrganizationalUnit, core),
            ]
        }
    )
    store.replace(event_graph((RDFS.label, Literal("x")), (SCHEMA.organizer, unit)))
    assert validate(store, [G], shapes).conforms


def test_warnings_are_told_and_stop_nothing(store: EmbeddedStore, shapes: Path) -> None:
    store.replace(event_graph((RDFS.label, Literal("x"))))
    report = validate(store, [G], shapes)
    assert report.conforms
    assert (report.summary.violations, report.summary.warnings) == (0, 1)


def test_sentences_are_limited_and_count_the_rest() -> None:
    results = tuple(
        Result(Severity.INFO, "http://e.org/x", "", "", {"fr": said}) for said in ("Un.", "Deux.", "Trois.")
    )
    lines = Report(results, 1).sentences(limit=1).splitlines()
    assert lines == ["Un. (http://e.org/x)", "… et 2 de plus"]


@pytest.mark.parametrize(
    ("count", "graph", "expected"),
    [
        (1, "http://e.org/x", "http://e.org/x : Non. (rdfs:label)"),
        (2, "", "Non. (rdfs:label) 2 fois, par exemple http://e.org/x"),
    ],
)
def test_a_thing_is_named_once_in_a_line(count: int, graph: str, expected: str) -> None:
    values = ("a", "b") if count > 1 else ("http://e.org/x",)
    results = (
        Result(Severity.VIOLATION, "http://e.org/x", RDFS.label.value, value, {"fr": "Non."}, graph) for value in values
    )
    assert Report(tuple(results), 1).sentences() == expected


def test_what_is_said_alike_of_many_is_said_once_with_their_number() -> None:
    faults = [
        Result(
            Severity.INFO,
            f"http://e.org/{number}",
            "",
            "",
            {"fr": "Il manque un titre."},
            "",
            Place("a.csv", f"row {number}"),
        )
        for number in range(1, 41)
    ]
    other = Result(Severity.INFO, "http://e.org/x", "", "", {"fr": "Il manque une date."})
    lines = Report((*faults, other), 3).sentences().splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("Il manque un titre. 40 fois, par exemple http://e.org/1 [a.csv, row 1]")
    assert "http://e.org/4" not in lines[0]


def test_ill_typed_literals_are_told_without_noise(
    store: EmbeddedStore, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    bad = Literal("2013-13-45", datatype=XSD.date)
    store.replace(
        event_graph((RDFS.label, Literal("x")), (SCHEMA.startDate, bad), (DCTERMS.title, Literal("é" * 10_000)))
    )
    with caplog.at_level(logging.DEBUG):
        report = validate(store, [G])
    assert any(result.value == "2013-13-45" for result in report.violations)
    assert capfd.readouterr() == ("", "")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_batches_give_the_same_report_as_one(store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = validate(store)
    monkeypatch.setattr("graph.validation.BATCH", 1)
    assert validate(store) == whole


def test_shapes_that_cannot_be_used_are_named(store: EmbeddedStore, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"absent\.ttl: the file cannot be read"):
        validate(store, shapes=tmp_path / "absent.ttl")
    path = tmp_path / "broken.ttl"
    path.write_text("oops", encoding="utf-8")
    with pytest.raises(DataError, match=r"broken\.ttl, line 1"):
        validate(store, shapes=path)
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <http://e.org/S> a sh:NodeShape ; sh:targetNode <http://e.org/C> ;"
        " sh:property [ sh:path <http://e.org/p> ; sh:minCount 1, 2 ] ."
    )
    with pytest.raises(DataError, match="the shapes cannot be used"):
        validate(store, shapes=path)


def mutated(graphs: dict[NamedNode, list[Quad]], turn: int) -> dict[NamedNode, list[Quad]]:
    """The records of the network under another base, one quad of them taken away, doubled or spoilt."""

    def moved(term: Term) -> Term:
        inside = isinstance(term, NamedNode) and term.value.startswith(E) and "concept" not in term.value
        return NamedNode(term.value.replace(E, f"{E}{turn}/")) if inside and isinstance(term, NamedNode) else term

    odd: list[NamedNode | Literal] = [
        Literal(""),
        Literal("x"),
        Literal("2013-13-45", datatype=XSD.date),
        Literal(-3),
        NamedNode(E + "odd"),
    ]
    quads = [quad for name, each in sorted(graphs.items(), key=str) if "vocabulary" not in name.value for quad in each]
    chosen = quads[turn * 37 % len(quads)]
    spoilt = Quad(chosen.subject, chosen.predicate, odd[turn % len(odd)], chosen.graph_name)
    kept = [quad for quad in quads if quad != chosen or turn % 3 == 1] + ([spoilt] if turn % 3 else [])
    made: dict[NamedNode, list[Quad]] = {}
    for quad in kept:
        subject, value, name = moved(quad.subject), moved(quad.object), moved(quad.graph_name)  # type: ignore[arg-type]
        assert isinstance(name, NamedNode)
        made.setdefault(name, []).append(Quad(subject, quad.predicate, value, name))  # type: ignore[arg-type]
    return made


def test_the_quick_look_and_the_engine_alone_give_the_same_report(
    store: EmbeddedStore, network_graphs: dict[NamedNode, list[Quad]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for turn in range(60):
        store.replace(mutated(network_graphs, turn))
    quick = validate(store)
    monkeypatch.setattr("graph.screening.Screen.passes", lambda _screen, _iri: False)
    assert quick == validate(store)
    assert len({result.path for result in quick.violations}) >= 8


@pytest.mark.parametrize(
    ("said", "passes"),
    [
        ("sh:minCount 1", True), ("sh:minCount 2", False), ("sh:maxCount 0", False), ("sh:nodeKind sh:IRI", False),
        ("sh:datatype xsd:date", True), ("sh:datatype xsd:gYear", False), ("sh:pattern '^2'", True),
        ("sh:in ('2012-06-26'^^xsd:date)", True), ("sh:in ('2012')", False), ("sh:class rdfs:Resource", False),
        ("sh:minInclusive '2012-01-01'^^xsd:date", True), ("sh:maxInclusive '2012-01-01'^^xsd:date", False),
        ("sh:or ([sh:datatype xsd:date] [sh:datatype xsd:gYear])", True), ("sh:not [sh:nodeKind sh:IRI]", True),
        ("sh:and ([sh:datatype xsd:date] [sh:datatype xsd:gYear])", False), ("sh:node [sh:pattern '3']", False),
        ("sh:lessThan schema:endDate", True), ("sh:uniqueLang true", True), ("sh:hasValue 3", False),
        ("sh:pattern '^2' ; sh:flags 'i'", False), ("sh:qualifiedMinCount 1", False), ("sh:deactivated true", False),
    ],
)  # fmt: skip
def test_the_quick_look_passes_only_what_it_is_sure_of(said: str, passes: bool) -> None:
    prefixes = "".join(f"@prefix {name}: <{base}> .\n" for name, base in PREFIXES.items())
    text = (
        f"{prefixes} <http://e.org/S> sh:targetClass schema:Event ; sh:property [ sh:path schema:startDate ; {said} ] ."
    )
    screen = Screen(rdflib.Graph().parse(data=text, format="turtle"))
    day = Literal("2012-06-26", datatype=XSD.date)
    screen.describe({EVENT.value: {SCHEMA.startDate.value: [day]}}, {EVENT.value: {SCHEMA.Event.value}})
    assert screen.passes(EVENT.value) is passes
