from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.embedded import EmbeddedStore
from graph.store import text
from ontology.errors import DataError, QueryError
from ontology.namespaces import RDF, RDFS

A, B = NamedNode("http://e.org/a"), NamedNode("http://e.org/b")
G, H = NamedNode("http://e.org/graph/g"), NamedNode("http://e.org/graph/h")


def label(thing: NamedNode, text: str, graph: NamedNode) -> Quad:
    return Quad(thing, RDFS.label, Literal(text), graph)


@pytest.fixture
def store() -> EmbeddedStore:
    store = EmbeddedStore.memory()
    store.replace({G: [label(A, "un", G)], H: [label(B, "deux", H)]})
    return store


def test_the_default_graph_is_the_union_and_prefixes_need_no_declaration(store: EmbeddedStore) -> None:
    labels = {row["l"] for row in store.select("SELECT ?l { ?s rdfs:label ?l }")}
    assert labels == {Literal("un"), Literal("deux")}


def test_a_bound_variable_stays_a_column_of_the_answer(store: EmbeddedStore) -> None:
    rows = list(store.select("SELECT ?s ?l WHERE { ?s rdfs:label ?l }", {"s": A}))
    assert rows == [{"s": A, "l": Literal("un")}]


def test_bindings_reach_filters_subqueries_aggregates_and_limits(store: EmbeddedStore) -> None:
    query = "SELECT (COUNT(?l) AS ?n) { { SELECT ?l { ?s rdfs:label ?l FILTER(STR(?l) != $not) } LIMIT $limit } }"
    assert next(store.select(query, {"not": Literal("un"), "limit": Literal(1)}))["n"] == Literal(1)


def test_several_terms_fill_a_values_block(store: EmbeddedStore) -> None:
    query = "SELECT ?s { VALUES ?s { $all } ?s rdfs:label ?l } ORDER BY ?s"
    assert [row["s"] for row in store.select(query, {"all": [A, B]})] == [A, B]
    assert list(store.select(query, {"all": []})) == []


@pytest.mark.parametrize(
    "text", ['"} ; DROP ALL #', "'''} #", "\\", "?s $s", "\n\r\t\0", "x" * 10_000, "<http://e.org/a>"]
)
def test_a_hostile_text_is_only_ever_a_text(store: EmbeddedStore, text: str) -> None:
    store.replace({G: [label(A, text, G)]})
    query = "SELECT ?s { ?s rdfs:label $label } # ?label"
    assert [row["s"] for row in store.select(query, {"label": Literal(text)})] == [A]
    assert len(store) == 2


@pytest.mark.parametrize("comment", ["# $s {", "'$s (' ", '"""$s\n"{"""', "<http://e.org/$s>"])
def test_strings_iris_and_comments_of_a_query_are_left_alone(store: EmbeddedStore, comment: str) -> None:
    inside = f"OPTIONAL {{ ?x ?y {comment} }}" if not comment.startswith("#") else comment
    assert list(store.select(f"SELECT ?l {{ $s rdfs:label ?l {inside}\n}}", {"s": A})) == [{"l": Literal("un")}]


def test_construct_and_ask_take_bindings_too(store: EmbeddedStore) -> None:
    assert [t.subject for t in store.construct("CONSTRUCT { $s a ?l } { $s rdfs:label ?l }", {"s": B})] == [B]
    assert not store.ask("ASK { $s rdfs:label 'un' }", {"s": B})


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?l {\n ?é rdfs:label ?l . foo }", "line 2, column 25: this is not SPARQL from “}” on"),
        ("SELECT ?l { ?s a http://e.org/x }", "line 1, column 18: this address has no brackets. Write it between"),
        ("SELECT ?l {", "the query ends before it is complete"),
        ("", "the query ends before it is complete"),
        ("SELECT ?x { ?s ?p ?o } }", "line 1, column 24: a brace is closed that was never opened"),
        ("SELECT (1 AS ?a) (2 AS ?a) {}", "the query gives two columns one name"),
        ("SELECT * { ?s ?p ?o BIND(2 AS ?o) }", "though its brackets are closed. Check that no variable is given"),
        ("SELECT * {\n ?s ?p ?o FILTR(1)\n}", "line 2, column 19: this is not SPARQL from “}” on"),
        ("SELECT (SUM(?s) AS ?n) ?l { ?s a ?l }", "variable that is unbound"),
        ("INSERT DATA { <http://a> <http://b> 1 }", "this is not SPARQL"),
    ],
)
def test_a_wrong_query_is_explained_with_its_place(store: EmbeddedStore, query: str, said: str) -> None:
    with pytest.raises(QueryError, match=r"line [12]") as raised:
        store.query(query)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("query", "prefix", "place"),
    [
        ("SELECT * { ?s zz:a ?o . }", "zz", "line 1, column 15"),
        ("SELECT * { ?s a zz:Thing }", "zz", "line 1, column 17"),
        ("SELECT * { zz:x ?p ?o }", "zz", "line 1, column 12"),
        ("SELECT * { ?s skos:prefLabel ?o ; zz:b ?c }", "zz", "line 1, column 35"),
        ("SELECT * { ?s skos:broader|^zz:b ?o }", "zz", "line 1, column 29"),
        ("SELECT * { ?s ?p 'zz:a'^^yy:b } # xx:a", "yy", "line 1, column 26"),
        ("SELECT * { ?s ?p <zz:a>, 'é zz:b' ; # zz:c\n  é:d ?o }", "é", "line 2, column 3"),
        ("SELECT * { ?s ?p ?o FILTER(?o = zz:a || ?o = yy:b) }", "zz", "line 1, column 33"),
        ("PREFIX zz: <http://e.org/> SELECT * { ?s zz:a ?o ; ZZ:b ?c }", "ZZ", "line 1, column 52"),
        ("SELECT * { GRAPH :g { ?s ?p ?o } }", "", "line 1, column 18"),
    ],
)
def test_a_prefix_that_nobody_declared_is_told_at_its_place(
    store: EmbeddedStore, query: str, prefix: str, place: str
) -> None:
    with pytest.raises(QueryError) as raised:
        store.query(query)
    assert str(raised.value).startswith(f"{place}: the prefix “{prefix}:” is not declared. Begin with PREFIX {prefix}:")
    assert "bibo:, concept:," in raised.value.remedy


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s oops ?o . ?s zz:a 1 }",
        "SELECT * { ?s ?p 'zz:a' . ?s oops ?o }",
        "SELECT * { ?s ?p <zz:a> . _:b ?p ?o . ?s oops ?o } # zz:a",
        "PREFIX : <http://e.org/> SELECT * { GRAPH:g { ?s ?p ?o } . ?s oops ?o }",
        "SELECT * { ?s ?p ?o FILTER(?o<?p&&?o!='> zz:a') . ?s oops ?o }",
    ],
)
def test_what_only_looks_like_a_prefix_is_not_blamed(store: EmbeddedStore, query: str) -> None:
    with pytest.raises(QueryError, match="this is not SPARQL from"):
        store.query(query)


def test_a_prefix_is_missed_in_an_update_where_it_stands(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError, match="line 2, column 15: the prefix “zz:” is not declared"):
        store.update("PREFIX yy: <http://e.org/>\nINSERT DATA { zz:a yy:b 1 }")


def test_replacing_a_graph_leaves_the_others_and_removes_the_empty(store: EmbeddedStore) -> None:
    store.replace({G: []})
    assert list(store.graphs()) == [H]
    assert list(store.quads(H)) == [label(B, "deux", H)]
    assert list(store.quads(G)) == []


def test_a_quad_of_another_graph_is_refused(store: EmbeddedStore) -> None:
    with pytest.raises(ValueError, match="another graph"):
        store.replace({G: [label(A, "un", H)]})
    assert len(store) == 2


def test_a_bulk_larger_than_a_transaction_is_whole(tmp_path: Path) -> None:
    store = EmbeddedStore.open(tmp_path / "store")
    graphs = [NamedNode(f"http://e.org/graph/{i}") for i in range(300)]
    store.replace({g: [label(A, str(i), g) for i in range(1000)] for g in graphs})
    assert len(store) == 300_000


def test_what_is_written_is_read_by_others_and_by_a_copy(tmp_path: Path) -> None:
    store = EmbeddedStore.open(tmp_path / "store")
    store.replace({G: [label(A, "un", G)]})
    store.flush()
    del store
    EmbeddedStore.read_only(tmp_path / "store").backup(tmp_path / "copy")
    copy = EmbeddedStore.open(tmp_path / "copy")
    copy.replace({G: []})
    assert len(EmbeddedStore.read_only(tmp_path / "store")) == 1
    assert len(copy) == 0


def test_n_quads_are_loaded_and_a_wrong_line_is_named(tmp_path: Path, store: EmbeddedStore) -> None:
    path = tmp_path / "more.nq"
    path.write_text('<http://e.org/a> <http://e.org/p> "x" <http://e.org/graph/i> .\n', encoding="utf-8")
    store.bulk_load(path)
    assert len(store) == 3
    path.write_text('<http://e.org/a> <http://e.org/p> "x" .\n<http://e.org/a> oops\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"more.nq, line 2"):
        store.bulk_load(path)
    with pytest.raises(DataError, match="cannot be loaded"):
        store.bulk_load(tmp_path / "absent.nq")


def test_a_folder_that_is_no_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no store here"):
        EmbeddedStore.read_only(tmp_path / "absent")
    (tmp_path / "file").write_text("not a store", encoding="utf-8")
    with pytest.raises(DataError, match="file: the store cannot be opened"):
        EmbeddedStore.open(tmp_path / "file")
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="the store cannot be opened"):
        EmbeddedStore.read_only(tmp_path / "empty")


def test_a_triple_that_several_graphs_state_is_one_solution_until_the_last_of_them_goes(tmp_path: Path) -> None:
    store = EmbeddedStore.open(tmp_path)
    one, two = NamedNode("https://e.org/g/1"), NamedNode("https://e.org/g/2")
    thing, typed = NamedNode("https://e.org/a"), NamedNode("https://e.org/T")
    store.replace({graph: [Quad(thing, RDF.type, typed, graph)] for graph in (one, two)})
    assert [text(row, "n") for row in store.select("SELECT (COUNT(*) AS ?n) { ?s a ?o }")] == ["1"]
    assert (len(store), len(list(store.quads()))) == (2, 2)
    store.replace({one: []})
    assert store.ask("ASK { ?s a ?o }")
    store.replace({two: []})
    assert not store.ask("ASK { ?s a ?o }")


def test_a_bulk_load_and_an_update_are_seen_in_the_default_graph(tmp_path: Path) -> None:
    store = EmbeddedStore.memory()
    (tmp_path / "a.nq").write_text("<http://e/a> <http://e/p> _:b <http://e/g> .\n" * 2, encoding="utf-8")
    store.bulk_load(tmp_path / "a.nq")
    store.update("INSERT DATA { GRAPH <http://e/h> { <http://e/a> <http://e/p> 1 } }")
    assert [text(row, "n") for row in store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")] == ["2"]
    assert store.ask("ASK { GRAPH <http://e/g> { ?s ?p ?o } FILTER EXISTS { ?s ?p ?o } }")
