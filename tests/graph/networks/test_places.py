"""Things on a map: what the filters keep, what stands together at which scale, what is no place at all."""

from __future__ import annotations

import pytest

from graph.embedded import EmbeddedStore
from graph.networks.filters import Filters
from graph.networks.indexed import IndexedGraph
from graph.networks.places import Box, Places, latitude_of, northing, places
from graph.views.things import ThingKind
from ontology.errors import CallError
from tests.graph.networks.conftest import GRAPH

E = "https://e.org/"
POINTS = """
PREFIX e: <https://e.org/>
INSERT DATA { GRAPH e:geo {
  e:forum schema:geo <geo:45.18,5.72> . e:table schema:geo <geo:45.181,5.721> . e:uni schema:geo <geo:45.9,6.1> .
  e:firme schema:geo <geo:48.85,2.35> . e:ada schema:geo <geo:0,0>, <geo:wrong> . e:nobody schema:geo <geo:45.9,6.1> .
  <geo:45.18,5.72> schema:latitude 45.18 ; schema:longitude 5.72 .
  <geo:45.181,5.721> schema:latitude 45.181 ; schema:longitude 5.721 .
  <geo:45.9,6.1> schema:latitude 45.9 ; schema:longitude 6.1 .
  <geo:48.85,2.35> schema:latitude 48.85 ; schema:longitude 2.35 .
  <geo:wrong> schema:latitude "95" ; schema:longitude "là" .
} }
"""


@pytest.fixture(scope="module")
def graph() -> IndexedGraph:
    filled = EmbeddedStore.memory()
    filled.update(GRAPH)
    filled.update(POINTS)
    return IndexedGraph(filled)


def names(found: Places) -> list[str]:
    return [thing.iri.removeprefix(E) for thing in found.things]


def test_all_things_with_a_place_are_shown_and_counted_by_kind(graph: IndexedGraph) -> None:
    found = places(graph)
    assert names(found) == ["firme", "forum", "table", "uni"]
    assert found.kinds == {ThingKind.EVENT: 2, ThingKind.ORGANISATION: 2}
    assert (found.total, found.elsewhere) == (4, 0)


def test_things_close_together_are_one_spot_until_one_looks_closer(graph: IndexedGraph) -> None:
    far = places(graph)
    assert [spot.total for spot in far.spots] == [2, 1, 1]
    near = places(graph, box=Box(5.718, 45.178, 5.724, 45.182))
    assert [spot.total for spot in near.spots] == [1, 1]
    assert near.elsewhere == 2


def test_one_place_is_shown_with_what_is_around_it() -> None:
    filled = EmbeddedStore.memory()
    filled.update(GRAPH)
    filled.update(POINTS)
    box = places(IndexedGraph(filled), kinds=[ThingKind.EVENT]).box
    assert box.east - box.west >= 0.2
    assert box.north - box.south >= 0.1


def test_a_view_has_the_shape_of_its_frame_and_holds_what_was_asked(graph: IndexedGraph) -> None:
    box = places(graph, box=Box(5.0, 45.0, 6.0, 45.1), shape=2.0).box
    assert box.west <= 5.0
    assert box.east >= 6.0
    assert (box.east - box.west) / (northing(box.north) - northing(box.south)) == pytest.approx(2.0, rel=1e-3)


@pytest.mark.parametrize("box", [Box(-180, -90, 180, 90), Box(0, 0, 0, 0), Box(179.99, 89, 180, 90)])
def test_no_view_leaves_the_earth(graph: IndexedGraph, box: Box) -> None:
    found = places(graph, box=box).box
    assert -180 <= found.west < found.east <= 180
    assert -85.1 <= found.south < found.north <= 85.1


def test_a_kind_a_period_and_a_concept_leave_the_others_out(graph: IndexedGraph) -> None:
    assert names(places(graph, kinds=[ThingKind.ORGANISATION])) == ["firme", "uni"]
    assert names(places(graph, filters=Filters(first=2013, last=2013))) == ["table", "uni"]
    assert names(places(graph, filters=Filters(about=f"{E}eco"))) == ["forum", "uni"]
    assert names(places(graph, filters=Filters(first=1900, last=1901))) == []


def test_an_unknown_concept_is_an_error(graph: IndexedGraph) -> None:
    with pytest.raises(CallError, match="knows nothing"):
        places(graph, filters=Filters(about=f"{E}nothing"))


def test_a_graph_without_places_shows_none(store: EmbeddedStore) -> None:
    found = places(IndexedGraph(store))
    assert (found.kinds, found.spots, found.total) == ({}, (), 0)


@pytest.mark.parametrize("latitude", [-85.0, -45.18, 0.0, 12.5, 85.0])
def test_a_latitude_comes_back_from_the_map(latitude: float) -> None:
    assert latitude_of(northing(latitude)) == pytest.approx(latitude, abs=1e-9)
