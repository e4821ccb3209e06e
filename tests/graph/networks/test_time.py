"""Trends tell a rise from chance, and changes say what came and went."""

from __future__ import annotations

import pytest

from graph.embedded import EmbeddedStore
from graph.networks.change import change
from graph.networks.filters import Filters
from graph.networks.indexed import IndexedGraph
from graph.networks.trends import Direction, slope_test, trend, trends
from ontology.errors import CallError

E = "https://e.org/"


@pytest.fixture(scope="module")
def years() -> IndexedGraph:
    """Ten documents a year from 2010 to 2019: more and more on hope, fewer and fewer on fear, always three on bread."""
    store = EmbeddedStore.memory()
    lines = ['e:hope a skos:Concept ; rdfs:label "espoir"@fr . e:new a skos:Concept ; skos:broader e:hope .']
    lines.append("e:fear a skos:Concept . e:bread a skos:Concept .")
    for year in range(2010, 2020):
        for number in range(10):
            topics = [
                "e:new" * (number < year - 2010),
                "e:fear" * (number >= year - 2010),
                "e:bread" * (number < 3),
            ]
            about = "".join(f" ; dcterms:subject {topic}" for topic in topics if topic)
            lines.append(f'e:d{year}-{number} a bibo:Document ; dcterms:issued "{year}"^^xsd:gYear{about} .')
    store.update(f"PREFIX e: <{E}> INSERT DATA {{ GRAPH e:g {{ {' '.join(lines)} }} }}")
    return IndexedGraph(store)


@pytest.mark.parametrize(
    ("concept", "direction"),
    [("new", Direction.RISING), ("hope", Direction.RISING), ("fear", Direction.FALLING), ("bread", Direction.STEADY)],
)
def test_the_test_says_what_rises_and_what_falls(years: IndexedGraph, concept: str, direction: Direction) -> None:
    found = trend(years.index, years.store, E + concept)
    assert found.direction is direction
    assert found.totals == (10,) * 10


def test_a_concept_counts_with_those_below_it(years: IndexedGraph) -> None:
    found = trend(years.index, years.store, E + "hope")
    assert found.counts == tuple(range(10))
    assert found.slope == pytest.approx(0.1)


def test_the_surest_trends_come_first(years: IndexedGraph) -> None:
    found = trends(years.index, years.store)
    assert [each.thing.iri.removeprefix(E) for each in found] == ["fear", "hope", "new", "bread"]
    assert [each.direction for each in found] == ["falling", "rising", "rising", "steady"]
    assert trends(years.index, years.store, limit=1) == found[:1]


def test_too_few_documents_say_nothing(years: IndexedGraph) -> None:
    found = trend(years.index, years.store, E + "new", filters=Filters(last=2012))
    assert (sum(found.counts), found.direction) == (3, Direction.UNKNOWN)


def test_a_period_without_dates_is_refused(years: IndexedGraph) -> None:
    with pytest.raises(CallError, match="nothing in this period"):
        trend(years.index, years.store, E + "new", filters=Filters(last=1900))


def test_one_year_shows_no_slope() -> None:
    assert slope_test([2010], [3], [10]) == (0.0, 1.0)
    assert slope_test([], [], []) == (0.0, 1.0)


def test_two_documents_of_two_years_are_no_sure_trend() -> None:
    slope, p = slope_test([1, 2], [0, 1], [1, 1])
    assert (slope, round(p, 3)) == (1.0, 0.317)


@pytest.mark.parametrize(("first", "last", "documents"), [(2012, 2013, 5), (2014, 2014, 4)])
def test_a_concept_of_five_documents_is_told_and_one_of_four_is_not(
    years: IndexedGraph, first: int, last: int, documents: int
) -> None:
    filters = Filters(first=first, last=last)
    assert sum(trend(years.index, years.store, E + "new", filters=filters).counts) == documents
    told = {each.thing.iri for each in trends(years.index, years.store, filters=filters)}
    assert (E + "new" in told) is (documents == 5)


def test_the_p_value_is_that_of_drawing_at_random() -> None:
    """Three documents of six, all three in the last of two years: one way in ten either side, near the normal's."""
    slope, p = slope_test([1, 2], [0, 3], [3, 3])
    assert slope == 1
    assert p == pytest.approx(0.0253, abs=1e-3)


def test_a_change_says_what_was_gained_and_lost(store: EmbeddedStore) -> None:
    graph = IndexedGraph(store)
    before = graph.projection("concepts", Filters(last=2011))
    after = graph.projection("concepts", Filters(first=2012))
    found = change(before, after, store)
    assert (found.ties_before, found.ties_after, found.gained, found.lost) == (1, 2, 1, 0)
    assert [(tie.source.label, tie.target.label, tie.before, tie.after) for tie in found.ties] == [
        ("tiers-lieu", "RSE", 0, 1)
    ]
    assert [(node.thing.label, node.before, node.after) for node in found.nodes] == [
        ("tiers-lieu", 0, 1),
        ("RSE", 1, 2),
    ]


def test_two_different_networks_are_not_compared(store: EmbeddedStore) -> None:
    graph = IndexedGraph(store)
    with pytest.raises(CallError, match="cannot be compared"):
        change(graph.projection("concepts"), graph.projection("actors"), store)


def test_snapshots_whose_things_differ_compare_by_iri(store: EmbeddedStore, years: IndexedGraph) -> None:
    here = IndexedGraph(store).projection("concepts")
    found = change(years.projection("concepts"), here, store)
    assert (found.lost, found.gained) == (found.ties_before, found.ties_after)
