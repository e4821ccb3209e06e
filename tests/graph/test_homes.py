"""One graph, three homes: what is asked of the embedded store, Oxigraph's server and Virtuoso is answered alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad, RdfFormat, parse

from graph import views
from graph.embedded import EmbeddedStore
from graph.export import FORMATS, Edition, Selection, export, select
from graph.exports.statements import SYNTAXES
from graph.networks.census import census
from graph.networks.chronology import chronology
from graph.networks.indexed import IndexedGraph
from graph.networks.paths import best_paths
from graph.networks.scheme import scheme
from graph.networks.similarity import close_things
from graph.networks.suggestion import who_could_talk
from graph.publication import on_server, publish_on
from graph.questions import get_question, questions
from graph.snapshot import Snapshot
from graph.store import Store
from graph.views.things import ThingKind
from graph.workspace import Workspace
from ingest.build import build
from ingest.corpus import CORPUS
from ontology.namespaces import CONCEPT, XSD
from tests.servers import SERVERS

AUEG = "https://w3id.org/maillage/aueg/"
WORK, PLACE = CONCEPT["teletravail"].value, CONCEPT["tiers-lieu-d-activites"].value


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return build(Workspace.open(CORPUS, tmp_path_factory.mktemp("state"))).snapshot


@pytest.fixture(scope="module")
def embedded(snapshot: Snapshot) -> EmbeddedStore:
    return snapshot.store()


@pytest.fixture(scope="module", params=list(SERVERS))
def home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, embedded: EmbeddedStore
) -> Iterator[Store]:
    """The corpus on a server, as whoever knows its address finds it."""
    with ExitStack() as stack:
        endpoint = stack.enter_context(SERVERS[request.param](tmp_path_factory.mktemp("server")))
        publish_on(endpoint, embedded, AUEG, snapshot="whole")
        yield on_server(endpoint.address)


@pytest.fixture(scope="module")
def things(embedded: EmbeddedStore) -> list[str]:
    """Every tenth thing of the corpus, of each kind."""
    index = IndexedGraph(embedded).index
    return sorted(index.iris, key=lambda iri: (index.kinds[index.numbers[iri]], iri))[::10]


TRUTH = {
    str(Literal(bit, datatype=XSD.boolean)): str(Literal(word == "true"))
    for bit, word in (("1", "true"), ("0", "false"))
}
"""The two ways of writing what is true and what is not (XML Schema 1.1, section 3.3.2)."""


def cells(store: Store, name: str) -> list[list[str]]:
    """The answer to the example of a named question; Virtuoso says "" where nothing is said, and 1 where it is true."""
    question = get_question(name)
    answer = question.run(store, **{each.name: each.example for each in question.parameters})
    return [
        ["" if cell is None or str(cell) == '""' else TRUTH.get(str(cell), str(cell)) for cell in row] for row in answer
    ]


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_named_question_has_the_same_rows_in_the_same_order(
    home: Store, embedded: EmbeddedStore, name: str
) -> None:
    assert cells(home, name) == cells(embedded, name) != []


def test_every_fiche_is_the_same(home: Store, embedded: EmbeddedStore, things: list[str]) -> None:
    assert len(things) > 20
    for iri in things:
        for language in ("fr", "en"):
            assert views.describe(home, iri, language, 20) == views.describe(embedded, iri, language, 20)
        assert views.evidence(home, iri) == views.evidence(embedded, iri)


def test_things_and_coverage_are_the_same(home: Store, embedded: EmbeddedStore, things: list[str]) -> None:
    assert views.things(home, things, "en") == views.things(embedded, things, "en")
    assert views.coverage(home) == views.coverage(embedded)


def test_the_networks_are_the_same(home: Store, snapshot: Snapshot, embedded: EmbeddedStore) -> None:
    there, here = IndexedGraph(home), IndexedGraph(embedded)
    assert there.index.iris == here.index.iris
    assert there.index.targets.tolist() == here.index.targets.tolist()
    assert there.confidences.tolist() == here.confidences.tolist()
    assert census(there, snapshot.manifest) == census(here, snapshot.manifest)
    assert chronology(there) == chronology(here)
    assert scheme(there) == scheme(here)
    assert best_paths(there, WORK, PLACE) == best_paths(here, WORK, PLACE)
    assert close_things(there, PLACE) == close_things(here, PLACE)
    assert who_could_talk(there, WORK) == who_could_talk(here, WORK)


WRITTEN = {**SYNTAXES, "nq": RdfFormat.N_QUADS}
EDITION = Edition(title="Réseau", iri=AUEG)


@pytest.mark.parametrize("extension", FORMATS)
def test_every_export_is_the_same(home: Store, embedded: EmbeddedStore, extension: str, tmp_path: Path) -> None:
    there, here = exported(home, extension, tmp_path / "there"), exported(embedded, extension, tmp_path / "here")
    if extension in WRITTEN:  # the order of subjects is each home's own
        assert [statements(file, extension) for file in there] == [statements(file, extension) for file in here]
    else:
        assert there == here


def statements(file: bytes, extension: str) -> set[Quad]:
    return set(parse(file, format=WRITTEN[extension]))


@pytest.mark.parametrize(
    "selection",
    [
        Selection(kinds=(ThingKind.EVENT,), concepts=(PLACE,), since="2012"),
        Selection(construct="CONSTRUCT { ?s dcterms:subject ?o } { ?s a schema:Event ; dcterms:subject ?o }"),
    ],
    ids=["events", "construct"],
)
def test_a_selection_has_the_same_bytes(
    home: Store, embedded: EmbeddedStore, selection: Selection, tmp_path: Path
) -> None:
    there = exported(select(home, selection), "ttl", tmp_path / "there")
    assert there == exported(select(embedded, selection), "ttl", tmp_path / "here")
    assert b"dcterms:subject" in there[0]


def exported(store: Store, extension: str, folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in export(store, folder, extension, EDITION)]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT (COUNT(?s) AS ?n) { GRAPH ?graph { ?s a schema:Event } }",
        f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{AUEG}graph/vocabulary/concepts> {{ ?s ?p ?o }} }}",
        f"BASE <{AUEG}> SELECT (COUNT(*) AS ?n) {{ GRAPH <graph/vocabulary/kinds> {{ ?s ?p ?o }} }}",
        f"PREFIX g: <{AUEG}graph/vocabulary/> SELECT (COUNT(*) AS ?n) {{ ?event a schema:Event "
        "GRAPH ?where { ?event dcterms:subject ?c } GRAPH g:concepts { ?c skos:prefLabel ?label } }",
        f"SELECT (COUNT(*) AS ?n) FROM <{AUEG}graph/vocabulary/concepts> {{ ?s ?p ?o }}",
        f"SELECT (COUNT(*) AS ?n) FROM NAMED <{AUEG}graph/vocabulary/concepts> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "SELECT ?event ?date { ?event schema:startDate ?date } ORDER BY ?date ?event",
        "ASK { ?actor ml:ambiguous true }",
        "ASK { ?event a <urn:nothing> }",
    ],
)
def test_a_query_sees_the_same_graphs(home: Store, embedded: EmbeddedStore, query: str) -> None:
    if query.startswith("ASK"):
        assert home.ask(query) == embedded.ask(query)
    else:
        assert [str(row) for row in home.select(query)] == [str(row) for row in embedded.select(query)]


def test_its_graphs_are_ours_alone(home: Store, embedded: EmbeddedStore) -> None:
    assert set(home.graphs()) == set(embedded.graphs())
    assert len(home) == len(embedded)
    assert all(home.has_graph(name) for name in list(embedded.graphs())[:3])
