"""The chronology counts by year and lists by date; the census gives the graph in figures without reading it through."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from graph.manifest import Manifest
from graph.networks.census import Covered, census, covered, unlinked
from graph.networks.chronology import chronology, year_span
from graph.networks.filters import Filters
from graph.networks.index import read_index
from graph.networks.indexed import IndexedGraph
from graph.networks.scheme import scheme
from graph.networks.stored import FILE
from graph.views.coverage import coverage
from graph.views.things import ThingKind
from graph.workspace import Workspace
from ontology.errors import CallError

E = "https://e.org/"


@pytest.fixture(scope="module")
def graph(store: EmbeddedStore) -> IndexedGraph:
    return IndexedGraph(store)


def names(graph: IndexedGraph, *about: str, filters: Filters | None = None) -> list[str]:
    found = chronology(graph, filters=filters or Filters(), about=[E + each for each in about])
    return [each.thing.iri.removeprefix(E) for each in found.documents]


def test_the_latest_come_first_and_the_undated_are_counted(graph: IndexedGraph) -> None:
    found = chronology(graph)
    assert [each.date for each in found.documents] == ["2015-01", "2014", "2013", "2011-05-02"]
    assert (found.total, found.undated) == (4, 1)


def test_the_undated_come_last_where_they_are_asked_for(graph: IndexedGraph) -> None:
    found = chronology(graph, with_undated=True)
    assert [each.date for each in found.documents] == ["2015-01", "2014", "2013", "2011-05-02", ""]
    assert (found.total, found.undated) == (4, 1)
    assert chronology(graph, filters=Filters(first=2015), with_undated=True).total == 1


def test_years_without_anything_stand_between_the_others(graph: IndexedGraph) -> None:
    assert [(each.year, each.total) for each in chronology(graph).years] == [
        (2011, 1), (2012, 0), (2013, 1), (2014, 1), (2015, 1),
    ]  # fmt: skip
    assert chronology(graph).years[3].counts == {ThingKind.PUBLICATION: 1}


def test_a_concept_stands_for_its_narrower_ones_and_an_actor_for_their_part(graph: IndexedGraph) -> None:
    assert names(graph, "eco") == ["livre", "forum"]
    assert names(graph, "ada") == ["livre", "forum"]
    assert names(graph, "eco", "bob") == ["forum"]


def test_a_period_and_a_kind_leave_the_others_out(graph: IndexedGraph) -> None:
    assert names(graph, filters=Filters(first=2012, last=2014)) == ["livre", "table"]
    assert names(graph, filters=Filters(kinds=frozenset({ThingKind.EVENT}))) == ["salon", "table", "forum"]
    assert chronology(graph, filters=Filters(first=1900, last=1901)).years == ()


def test_a_long_list_comes_in_parts(graph: IndexedGraph) -> None:
    found = chronology(graph, limit=2, offset=1)
    assert [each.date for each in found.documents] == ["2014", "2013"]
    assert found.total == 4


def test_a_thing_that_is_not_known_is_a_sentence(graph: IndexedGraph) -> None:
    with pytest.raises(CallError, match="knows nothing"):
        chronology(graph, about=[E + "nothing"])


def test_the_census_counts_each_thing_once(graph: IndexedGraph) -> None:
    seen = census(graph, Manifest(annotations=1, quads=70))
    assert seen.things[ThingKind.PUBLICATION] == 2
    assert seen.things[ThingKind.PAGE] == 1
    assert (seen.annotations, seen.quads, seen.first_year, seen.last_year) == (1, 70, "2011", "2015")
    assert [(each.iri.removeprefix(E), count) for each, count in seen.top_concepts] == [
        ("bio", 3), ("rse", 3), ("lieu", 2),
    ]  # fmt: skip
    assert [each.iri.removeprefix(E) for each in seen.latest] == ["salon", "livre", "table", "forum"]


def test_a_concept_has_one_count_in_the_census_and_in_the_tree() -> None:
    store = EmbeddedStore.memory()
    store.update(f"""PREFIX e: <{E}> INSERT DATA {{ GRAPH e:g {{
        e:wide a skos:Concept . e:fine a skos:Concept ; skos:broader e:wide . e:untyped rdfs:label "x" .
        e:a a bibo:Document ; dcterms:subject e:wide . e:b a bibo:Document ; dcterms:subject e:fine, e:untyped .
        e:c a schema:Event ; dcterms:subject e:fine . e:page a foaf:Document ; dcterms:subject e:fine }} }}""")
    graph = IndexedGraph(store)
    seen = census(graph, Manifest()).top_concepts
    assert [(each.iri.removeprefix(E), count) for each, count in seen] == [("wide", 3), ("fine", 2)]
    (top,) = scheme(graph).tops
    assert {each.iri: count for each, count in seen} == {each.thing.iri: each.total for each in (top, *top.children)}


def test_an_empty_graph_has_a_census_and_a_chronology_too() -> None:
    empty = IndexedGraph(EmbeddedStore.memory())
    seen = census(empty, Manifest())
    assert (seen.things, seen.links, seen.first_year, seen.latest, seen.top_concepts) == ({}, 0, "", (), ())
    assert chronology(empty).total == 0
    assert year_span(read_index(empty.store)) == (0, 0)


def test_a_published_snapshot_holds_its_arrays(tmp_path: Path) -> None:
    (tmp_path / "maillage.toml").write_text('[network]\ntitle = "R"\nbase_iri = "https://e.org/"\n', encoding="utf-8")
    with Workspace.open(tmp_path).snapshots.draft() as draft:
        snapshot = draft.publish(Manifest())
    assert (snapshot.path / FILE).is_file()


def test_what_is_covered_is_counted_as_the_store_counts_it(graph: IndexedGraph, store: EmbeddedStore) -> None:
    found, asked = covered(graph.index), coverage(store)
    assert found == Covered(asked.documents, asked.linked, asked.with_actor, asked.dated)
    assert found.documents == 5
    assert unlinked(graph) == asked.unlinked
