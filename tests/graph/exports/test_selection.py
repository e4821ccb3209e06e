"""A part of the graph is what was asked for, with as much of its evidence and origin as was asked for."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, URIRef

from graph.embedded import EmbeddedStore
from graph.export import Edition, Selection, export, select
from graph.views.things import ThingKind
from ontology.errors import CallError
from tests.graph.exports.conftest import NETWORK

BASE = "https://e.org/"


def things(store: EmbeddedStore, selection: Selection) -> set[str]:
    """The things that a selection says when or what they are, without those that are only named."""
    query = "SELECT DISTINCT ?s { ?s a ?type ; ?p ?o FILTER(?p NOT IN (rdf:type, rdfs:label)) }"
    found = {str(row["s"].value) for row in select(store, selection).select(query)}  # type: ignore[union-attr]
    return {iri.removeprefix(BASE) for iri in found if "/evidence/" not in iri and "/graph/" not in iri}


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(kinds=(ThingKind.EVENT,)), {"event/2012-velo", "event/2013-rse"}),
        (Selection(kinds=(ThingKind.EVENT,), until="2012"), {"event/2012-velo"}),
        (Selection(kinds=(ThingKind.EVENT,), since="2013-05-10"), {"event/2013-rse"}),
        (Selection(since="2013", until="2013"), {"event/2013-rse", "publication/2013-velo"}),
        (
            Selection(kinds=(ThingKind.EVENT, ThingKind.PUBLICATION), concepts=(BASE + "concept/mobilite",)),
            {"event/2012-velo", "publication/2013-velo"},
        ),
        (
            Selection(sources=(BASE + "source/bibliography-bib",), kinds=(ThingKind.PUBLICATION,)),
            {"publication/2013-velo", "publication/2014"},
        ),
        (
            Selection(kinds=(ThingKind.PERSON,), concepts=(BASE + "concept/mobilite",)),
            {"person/lea", "person/hugo"},
        ),
        (Selection(kinds=(ThingKind.PERSON,), until="2012"), {"person/lea"}),
        (
            Selection(kinds=(ThingKind.ORGANISATION, ThingKind.EVENT), concepts=(BASE + "concept/velo",), since="2013"),
            {"organisation/universite"},
        ),
    ],
)
def test_a_selection_holds_what_answers_every_criterion(
    store: EmbeddedStore, selection: Selection, expected: set[str]
) -> None:
    found = {each for each in things(store, selection) if not each.startswith("source/")}
    assert found == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2014-07-02", "2014-07-03", {"days"}),
        ("2014-07-04", "", {"days", "years"}),
        ("2014-07-05", "", {"years"}),
        ("", "2014-06-30", {"wrong"}),
        ("2015", "2015", {"years"}),
        ("2012-03", "2012-12", set()),
    ],
)
def test_what_lasts_is_in_a_period_that_it_meets(since: str, until: str, expected: set[str]) -> None:
    lasting = EmbeddedStore.memory()
    lasting.update(
        """PREFIX e: <https://e.org/>
        INSERT DATA { GRAPH e:g {
        e:days a schema:Event ; schema:startDate "2014-07-01"^^xsd:date ; schema:endDate "2014-07-04"^^xsd:date .
        e:years a schema:Event ; schema:startDate "2014-07-14"^^xsd:date ; schema:endDate "2016"^^xsd:gYear .
        e:wrong a schema:Event ; schema:startDate "2012-02"^^xsd:gYearMonth ; schema:endDate "2011"^^xsd:gYear
        } }"""
    )
    selection = Selection(since=since, until=until, kinds=(ThingKind.EVENT,))
    if expected:
        assert things(lasting, selection) == expected
    else:
        with pytest.raises(CallError, match="nothing is selected"):
            select(lasting, selection)


def test_what_is_linked_to_keeps_its_name(store: EmbeddedStore) -> None:
    part = select(store, Selection(kinds=(ThingKind.EVENT,), until="2012"))
    assert part.ask('ASK { <https://e.org/concept/velo> a skos:Concept ; rdfs:label "vélo"@fr }')
    assert not part.ask("ASK { <https://e.org/concept/velo> skos:broader ?other }")


def test_evidence_and_origin_go_along_or_not(store: EmbeddedStore) -> None:
    criteria = {"kinds": (ThingKind.EVENT,), "until": "2012"}
    whole = select(store, Selection(**criteria))  # type: ignore[arg-type]
    bare = select(store, Selection(**criteria, evidence=False, provenance=False))  # type: ignore[arg-type]
    quoted = "ASK { ?a a oa:Annotation ; oa:hasTarget/oa:hasSelector/oa:exact ?words }"
    derived = "ASK { GRAPH ?g { ?g prov:wasDerivedFrom ?source } GRAPH ?h { ?source rdfs:label ?name } }"
    assert (whole.ask(quoted), whole.ask(derived)) == (True, True)
    assert (bare.ask(quoted), bare.ask(derived)) == (False, False)
    assert not whole.ask("ASK { <https://e.org/evidence/3> ?p ?o }"), "it explains a link of the page"


def test_the_whole_without_evidence_or_origin_keeps_everything_else(store: EmbeddedStore) -> None:
    bare = select(store, Selection(evidence=False, provenance=False))
    assert not bare.ask("ASK { ?s a ?type FILTER(?type IN (oa:Annotation, ml:RecordGraph, prov:Entity)) }")
    kept = "SELECT (COUNT(*) AS ?n) { ?s dcterms:subject ?o }"
    assert [str(row["n"]) for row in bare.select(kept)] == [str(row["n"]) for row in store.select(kept)]
    assert select(store, Selection()) is store


def test_a_query_selects_by_itself(store: EmbeddedStore, tmp_path: Path, edition: Edition) -> None:
    part = select(store, Selection(construct="CONSTRUCT WHERE { ?e dcterms:creator ?person }"))
    (path,) = export(part, tmp_path, "ttl", edition)
    assert {str(person) for person in Graph().parse(path).objects()} == {BASE + "person/lea", BASE + "person/hugo"}
    with pytest.raises(CallError, match="no named graphs"):
        export(part, tmp_path, "nq", edition)


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "ASK {}"])
def test_a_query_that_constructs_nothing_is_refused(store: EmbeddedStore, query: str) -> None:
    with pytest.raises(CallError, match="selects no triples"):
        select(store, Selection(construct=query))


def test_a_selection_of_nothing_is_said_to_be_so(store: EmbeddedStore) -> None:
    with pytest.raises(CallError, match="nothing is selected"):
        select(store, Selection(since="3000", kinds=(ThingKind.EVENT,)))
    with pytest.raises(CallError):
        select(store, Selection(concepts=("} DROP ALL #",)))


def test_named_graphs_survive_a_selection(store: EmbeddedStore, tmp_path: Path, edition: Edition) -> None:
    (path,) = export(select(store, Selection(kinds=(ThingKind.EVENT,))), tmp_path, "trig", edition)
    read = Dataset()
    read.parse(path, format="trig")
    assert read.graph(URIRef(BASE + "graph/agenda-csv/1")).value(URIRef(BASE + "event/2012-velo")) is None
    assert (URIRef(BASE + "event/2012-velo"), None, None) in read.graph(URIRef(BASE + "graph/agenda-csv/1"))


EXPORTED = """
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from pyoxigraph import RdfFormat, parse
from graph.embedded import EmbeddedStore
from graph.export import FORMATS, Edition, Selection, export, select
from graph.views.things import ThingKind
graphs = {}
for quad in sorted(parse(Path(sys.argv[1]).read_bytes(), format=RdfFormat.TRIG), key=str, reverse=sys.argv[2] == "1"):
    graphs.setdefault(quad.graph_name, []).append(quad)
with TemporaryDirectory() as folder:
    store = EmbeddedStore.open(Path(folder) / "store")
    store.replace(graphs)
    for name, part in (("a", store), ("b", select(store, Selection(kinds=(ThingKind.EVENT, ThingKind.PUBLICATION))))):
        for extension in FORMATS:
            for path in export(part, Path(folder) / "out", extension, Edition(created="2026-11-24T10:00:00Z"), name):
                print(path.name, sha256(path.read_bytes()).hexdigest())
"""


def test_the_same_graph_gives_the_same_bytes_in_another_process_that_wrote_it_in_another_order() -> None:
    one, two = (
        subprocess.run(
            [sys.executable, "-c", EXPORTED, str(NETWORK), order], capture_output=True, text=True, check=True
        )
        for order in ("1", "12")
    )
    assert len(one.stdout.splitlines()) == 26
    assert one.stdout == two.stdout


@pytest.mark.parametrize(
    ("selection", "chosen"),
    [
        (Selection(kinds=(ThingKind.EVENT,), until="2012"), {"event/2012-velo"}),
        (
            Selection(
                construct="CONSTRUCT { ?e a schema:Event ; rdfs:label ?l } WHERE { ?e a schema:Event ; rdfs:label ?l }"
            ),
            None,
        ),
        (Selection(provenance=False), None),
        (Selection(), None),
    ],
)
def test_the_table_of_things_says_which_of_them_answer_the_criteria(
    store: EmbeddedStore, tmp_path: Path, edition: Edition, selection: Selection, chosen: set[str] | None
) -> None:
    written = export(select(store, selection), tmp_path, "csv", edition)
    with (tmp_path / f"{written[0].name}").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 1
    found = {row["iri"].removeprefix(BASE) for row in rows if row["selected"] == "true"}
    assert found == (chosen or {row["iri"].removeprefix(BASE) for row in rows})
    assert {row["selected"] for row in rows} <= {"true", "false"}
    described = json.loads(written[2].read_text(encoding="utf-8"))
    assert [each["name"] for each in described["tables"][0]["tableSchema"]["columns"]] == list(rows[0])
