"""Close things and possible speakers are explained by what is shared."""

from __future__ import annotations

import pytest

from graph.embedded import EmbeddedStore
from graph.networks.indexed import IndexedGraph
from graph.networks.similarity import close_things
from graph.networks.suggestion import who_could_talk
from ontology.errors import CallError

E = "https://e.org/"


@pytest.fixture(scope="module")
def graph(store: EmbeddedStore) -> IndexedGraph:
    return IndexedGraph(store)


def test_the_closest_document_shares_most_and_says_what(graph: IndexedGraph) -> None:
    best = close_things(graph, E + "forum")[0]
    assert best.thing.label == "Livre"
    assert {thing.label for thing in best.shared} == {"RSE", "biodiversité", "Ada"}
    assert best.total == 3


def test_the_closest_actor_shares_documents_and_concepts(graph: IndexedGraph) -> None:
    best = close_things(graph, E + "ada")[0]
    assert best.thing.label in {"Bob", "Cyd", "Université"}
    assert 0 < best.score < 1


def test_concepts_are_close_by_their_documents(graph: IndexedGraph) -> None:
    assert close_things(graph, E + "bio")[0].thing.label == "RSE"


def test_what_shares_nothing_has_nothing_close(graph: IndexedGraph) -> None:
    assert close_things(graph, E + "seul") == ()


def test_no_more_than_asked_are_given(graph: IndexedGraph) -> None:
    assert len(close_things(graph, E + "forum", limit=1)) == 1
    assert close_things(graph, E + "forum", limit=0) == ()


def test_what_compares_with_nothing_is_refused(graph: IndexedGraph) -> None:
    with pytest.raises(CallError, match="nothing compares"):
        close_things(graph, E + "union")


def test_who_wrote_on_it_could_talk_of_it(graph: IndexedGraph) -> None:
    found = {each.thing.label: each for each in who_could_talk(graph, E + "bio")}
    assert (found["Ada"].direct, {each.label for each in found["Ada"].documents}) == (2, {"Forum", "Livre"})
    assert found["Ada"].score > found["Dan"].score > 0


def test_who_wrote_on_what_is_close_comes_after(graph: IndexedGraph) -> None:
    speakers = who_could_talk(graph, E + "bio")
    last = speakers[-1]
    assert (last.thing.label, last.direct) == ("Firme", 0)
    assert [(thing.label, count) for thing, count in last.near] == [("RSE", 1)]


def test_a_broader_concept_asks_for_those_on_its_narrower_ones(graph: IndexedGraph) -> None:
    assert {each.thing.label for each in who_could_talk(graph, E + "eco") if each.direct} == {
        *("Ada", "Bob", "Cyd", "Dan", "Université")
    }


def test_nobody_talks_of_what_nobody_treated(graph: IndexedGraph) -> None:
    assert who_could_talk(graph, E + "seul") == ()


def test_only_a_concept_can_be_talked_about(graph: IndexedGraph) -> None:
    with pytest.raises(CallError, match="is not a concept"):
        who_could_talk(graph, E + "ada")
