"""A graph is published on real SPARQL servers, Oxigraph's and Virtuoso, and read there as it is at home."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.embedded import EmbeddedStore
from graph.endpoint import Endpoint
from graph.publication import PIECE, Publication, publish_on
from graph.remote import RemoteStore
from ontology.errors import DataError, MaillageError
from ontology.namespaces import RDFS
from tests.servers import SERVERS, free_port

BASE = "https://example.org/r/"


@pytest.fixture(scope="module", params=SERVERS.values(), ids=list(SERVERS))
def endpoint(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    with request.param(tmp_path_factory.mktemp("server")) as started:
        yield started


@pytest.fixture
def published(endpoint: Endpoint, network: EmbeddedStore) -> Publication:
    return publish_on(endpoint, network, BASE)


Change = Callable[[EmbeddedStore], None]


def copy(network: EmbeddedStore, *changes: Change) -> EmbeddedStore:
    """The fictional network in a store of its own, changed."""
    made = EmbeddedStore.memory()
    made.replace({name: list(network.quads(name)) for name in network.graphs()})
    for change in changes:
        change(made)
    return made


def more(network: EmbeddedStore, name: NamedNode) -> list[Quad]:
    """What a graph of the network says, and one thing more."""
    return [*network.quads(name), Quad(NamedNode("urn:a"), NamedNode("urn:lost"), Literal("c"), name)]


def rows(store: EmbeddedStore | RemoteStore, query: str) -> list[str]:
    return sorted(str(sorted((name, str(value)) for name, value in row.items())) for row in store.select(query))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT ?thing ?label { ?thing a schema:Event ; rdfs:label ?label }",
        "SELECT ?event ?date { ?event schema:startDate ?date }",
        "SELECT ?type (COUNT(?thing) AS ?n) { ?thing a ?type } GROUP BY ?type",
        "SELECT ?event ?source { ?event a schema:Event . GRAPH ?graph { ?event rdfs:label ?l } "
        "?graph prov:wasDerivedFrom ?source }",
    ],
)
def test_the_server_answers_as_the_graph_does_at_home(
    published: Publication, network: EmbeddedStore, query: str
) -> None:
    assert rows(RemoteStore(published.endpoint), query) == rows(network, query)


def test_what_is_there_already_is_not_sent_again(
    published: Publication, endpoint: Endpoint, network: EmbeddedStore
) -> None:
    assert published.quads == len(network)
    again = publish_on(endpoint, network, BASE)
    assert (again.written, again.removed) == (0, 0)


@pytest.mark.usefixtures("published")
def test_only_changed_graphs_are_sent_and_the_default_graph_follows(endpoint: Endpoint, network: EmbeddedStore) -> None:
    one, other, *_ = sorted(network.graphs(), key=str)
    label = Literal('« Échange » "entre" \\ \n’'.replace("\n", "\t"), language="fr")
    quad = Quad(NamedNode(BASE + "event/x"), NamedNode(BASE + "said"), label, one)
    changed = copy(
        network,
        lambda store: store.replace({one: [*list(network.quads(one))[1:], quad]}),
        lambda store: store.replace({other: []}),
    )
    done = publish_on(endpoint, changed, BASE)
    assert (done.written, done.removed, done.quads) == (1, 1, len(changed))
    counted = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert rows(RemoteStore(done.endpoint), counted) == rows(changed, counted)
    assert set(RemoteStore(done.endpoint).quads(one)) == set(changed.quads(one))
    assert publish_on(endpoint, network, BASE).quads == len(network)


@pytest.mark.usefixtures("published")
def test_graphs_that_others_changed_there_are_sent_again_at_once(endpoint: Endpoint, network: EmbeddedStore) -> None:
    one, other, *_ = sorted(network.graphs(), key=str)
    endpoint.update(f"DELETE WHERE {{ GRAPH {one} {{ ?s <{RDFS.label.value}> ?o }} }}")
    endpoint.update(f'INSERT DATA {{ GRAPH {other} {{ <urn:a> <urn:b> "c" }} }}')
    done = publish_on(endpoint, network, BASE)
    assert (done.written, done.removed, done.quads) == (2, 0, len(network))
    for graph in (one, other):
        assert set(RemoteStore(endpoint).quads(graph)) == set(network.quads(graph))


@pytest.mark.parametrize(("graphs", "said"), [(1, "1 graph does not hold"), (2, "2 graphs do not hold")])
@pytest.mark.usefixtures("published")
def test_a_server_that_keeps_less_than_it_is_given_is_told_after_the_second_sending(
    endpoint: Endpoint, network: EmbeddedStore, graphs: int, said: str
) -> None:
    names = sorted(network.graphs(), key=str)[:graphs]
    changed = copy(network, lambda store: store.replace({name: more(network, name) for name in names}))
    loses = "; ".join(f"DELETE WHERE {{ GRAPH {name} {{ ?s <urn:lost> ?o }} }}" for name in names)
    sendings: list[str] = []

    class Losing(Endpoint):
        def update(self, update: str) -> None:
            super().update(update)
            if "<urn:lost>" in update:
                sendings.append(update)
                super().update(loses)

    losing = Losing(endpoint.address, user=endpoint.user, secret=endpoint.secret)
    with pytest.raises(DataError, match=f"{said} on the server what was sent twice: {names[0]}"):
        publish_on(losing, changed, BASE)
    assert len(sendings) == 2
    assert publish_on(endpoint, changed, BASE).written == graphs


def test_a_publication_that_stopped_goes_on(endpoint: Endpoint) -> None:
    class StoppedError(Exception):
        pass

    def stop_after_two(names: list[NamedNode]) -> Iterator[NamedNode]:
        for place, name in enumerate(names):
            if place == 2:
                raise StoppedError
            yield name

    base, store = BASE + "stopped/", EmbeddedStore.memory()
    said = NamedNode(base + "said")
    for part in range(4):
        name = NamedNode(f"{base}{part}")
        store.replace({name: [Quad(name, said, Literal(n), name) for n in range(PIECE + part)]})
    with pytest.raises(StoppedError):
        publish_on(endpoint, store, base, stop_after_two)
    done = publish_on(endpoint, store, base)
    assert (done.written, done.quads) == (3, len(store))
    assert set(RemoteStore(endpoint).quads(name)) == set(store.quads(name))
    publish_on(endpoint, EmbeddedStore.memory(), base)


def test_a_graph_of_more_rows_than_the_server_sorts_is_brought_again(endpoint: Endpoint) -> None:
    base, store = BASE + "large/", EmbeddedStore.memory()
    name, said = NamedNode(base + "vocabulary"), NamedNode(base + "said")
    quads = [Quad(NamedNode(f"{base}{n % 3_000}"), said, Literal(n), name) for n in range(10_500)]
    store.replace({name: quads})
    assert publish_on(endpoint, store, base).quads == 10_500
    store.replace({name: quads[1:]})
    assert publish_on(endpoint, store, base).quads == 10_499
    publish_on(endpoint, EmbeddedStore.memory(), base)


def test_graphs_of_others_are_left_alone(endpoint: Endpoint, network: EmbeddedStore) -> None:
    endpoint.update('INSERT DATA { GRAPH <urn:theirs> { <urn:a> <urn:b> "c" } }')
    publish_on(endpoint, network, BASE)
    publish_on(endpoint, EmbeddedStore.memory(), BASE)
    assert RemoteStore(endpoint).ask('ASK { GRAPH <urn:theirs> { <urn:a> <urn:b> "c" } }')
    left = rows(
        RemoteStore(endpoint),
        'SELECT ?graph ?s ?p ?o { GRAPH ?graph { ?s ?p ?o } FILTER(STRSTARTS(STR(?graph), "https://e")) }',
    )
    assert not left


BLANK = """INSERT DATA {
  GRAPH <urn:one> { _:a <urn:name> "un" ; <urn:knows> [ <urn:name> "deux" ], <urn:b> }
  GRAPH <urn:two> { _:a <urn:name> "un" . <urn:c> <urn:knows> _:a } }"""


def test_blank_nodes_go_there_under_names_that_stay_and_leave_again(endpoint: Endpoint) -> None:
    base, store = BASE + "blank/", EmbeddedStore.memory()
    genid = 'STRSTARTS(STR(?s), "https://example.org/.well-known/genid/")'
    store.update(BLANK)
    done = publish_on(endpoint, store, base)
    assert (done.written, done.quads) == (2, 6)
    there = RemoteStore(done.endpoint)
    assert publish_on(endpoint, store, base).written == 0
    assert [row["n"] for row in there.select("SELECT ?n { <urn:c> <urn:knows>/<urn:knows>/<urn:name> ?n }")] == [
        Literal("deux")
    ]
    said = f'SELECT ?s {{ ?s <urn:name> "un" FILTER({genid}) }}'
    assert len(rows(there, said)) == 1

    store.update('DELETE WHERE { GRAPH <urn:one> { ?s <urn:name> "un" } }')
    assert publish_on(endpoint, store, base).quads == 5
    assert len(rows(there, said)) == 1, "the other graph says it still"
    store.update('DELETE WHERE { GRAPH <urn:two> { ?s <urn:name> "un" } }')
    assert publish_on(endpoint, store, base).quads == 4
    assert not rows(there, said)
    publish_on(endpoint, EmbeddedStore.memory(), base)
    assert not rows(there, f"SELECT ?s {{ GRAPH ?g {{ ?s ?p ?o }} FILTER({genid}) }}")


def test_blank_nodes_of_others_in_a_graph_of_ours_are_taken_away(endpoint: Endpoint) -> None:
    base, store = BASE + "blanker/", EmbeddedStore.memory()
    store.update(BLANK)
    publish_on(endpoint, store, base)
    endpoint.update('INSERT { GRAPH <urn:one> { [] <urn:theirs> "x" } } WHERE {}')
    done = publish_on(endpoint, store, base)
    assert (done.written, done.quads) == (1, 6)
    assert not RemoteStore(endpoint).ask("ASK { GRAPH <urn:one> { ?s <urn:theirs> ?x } }")
    publish_on(endpoint, EmbeddedStore.memory(), base)


def test_a_wrong_password_is_told(endpoint: Endpoint, network: EmbeddedStore) -> None:
    if not endpoint.user:
        pytest.skip("Oxigraph's server lets anyone in")
    with pytest.raises(DataError, match="MAILLAGE_STORE_PASSWORD") as refused:
        publish_on(Endpoint(endpoint.address, user="dba", secret="wrong"), network, BASE)
    assert "wrong" not in str(refused.value)


def test_a_server_that_is_not_there_is_told(network: EmbeddedStore) -> None:
    with pytest.raises(MaillageError, match="cannot be reached"):
        publish_on(Endpoint(f"http://127.0.0.1:{free_port()}/query", timeout=2), network, BASE)
