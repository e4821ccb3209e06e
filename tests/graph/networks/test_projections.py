"""Projections tie things by what they share, keep what the filters ask for, and know the documents behind each tie."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from graph.embedded import EmbeddedStore
from graph.networks.confidence import link_confidences
from graph.networks.declarations import PROJECTIONS, get_declaration
from graph.networks.filters import EVERYTHING, Filters
from graph.networks.index import UNTOLD, Index, read_index
from graph.networks.network import network
from graph.networks.projections import Projection, project
from graph.views.things import ThingKind
from ontology.errors import CallError


def name(iri: str) -> str:
    return iri.removeprefix("https://e.org/")


def ties(projection: Projection) -> Mapping[str, int]:
    iris = [name(projection.index.iris[number]) for number in projection.nodes]
    sources, targets, weights = projection.ties()
    return {
        f"{iris[one]}-{iris[other]}": int(weight) for one, other, weight in zip(sources, targets, weights, strict=True)
    }


def projected(index: Index, which: str, filters: Filters = EVERYTHING) -> Mapping[str, int]:
    return ties(project(index, get_declaration(which), filters))


def test_actors_are_tied_by_events_and_publications(index: Index) -> None:
    expected = {"ada-bob": 1, "ada-cyd": 1, "ada-uni": 1, "bob-cyd": 1, "bob-uni": 2, "cyd-uni": 1}
    assert projected(index, "actors") == expected


def test_actors_by_events_know_nothing_of_publications(index: Index) -> None:
    assert "ada-cyd" not in projected(index, "actors-by-events")
    assert projected(index, "actors-by-publications") == {"ada-cyd": 1}


def test_concepts_meet_in_documents(index: Index) -> None:
    assert projected(index, "concepts") == {"bio-rse": 2, "lieu-rse": 1}


def test_a_link_that_two_sources_state_counts_once(index: Index) -> None:
    assert projected(index, "concepts", Filters(first=2011, last=2011)) == {"bio-rse": 1}


def test_actors_meet_concepts(index: Index) -> None:
    found = projected(index, "actors-concepts")
    assert found["bio-dan"] == 1
    assert found["ada-bio"] == 2
    assert "bio-rse" not in found


def test_actors_who_never_met_are_tied_by_their_concepts(index: Index) -> None:
    found = projected(index, "actors-by-concepts")
    assert found["ada-dan"] == 1
    assert found["cyd-firme"] == 2


def test_partners_are_tied_by_their_partnerships(index: Index) -> None:
    assert projected(index, "partners") == {"firme-uni": 1}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(first=2012), {"bio-rse": 1, "lieu-rse": 1}),
        (Filters(last=2014), {"bio-rse": 2}),
        (Filters(kinds=frozenset({ThingKind.PUBLICATION})), {"bio-rse": 1}),
        (Filters(about="https://e.org/lieu"), {"lieu-rse": 1}),
        (Filters(about="https://e.org/eco"), {"bio-rse": 2}),
        (Filters(first=2020), {}),
    ],
)
def test_filters_keep_periods_kinds_and_concepts_with_narrower_ones(
    index: Index, filters: Filters, expected: Mapping[str, int]
) -> None:
    assert projected(index, "concepts", filters) == expected


def test_a_link_less_sure_than_asked_makes_no_tie(store: EmbeddedStore, index: Index) -> None:
    confidences = link_confidences(store, index)
    assert sorted(set(confidences.tolist())) == [40, UNTOLD]
    sure = project(index, get_declaration("concepts"), Filters(confidence=0.5), confidences)
    assert ties(sure) == {"bio-rse": 1, "lieu-rse": 1}
    just = project(index, get_declaration("concepts"), Filters(confidence=0.4), confidences)
    assert ties(just) == projected(index, "concepts")


def test_pages_take_part_only_where_they_are_named(index: Index) -> None:
    kinds = frozenset({ThingKind.PAGE, ThingKind.EVENT, ThingKind.PUBLICATION})
    assert "dan-lieu" not in projected(index, "actors-concepts")
    assert projected(index, "actors-concepts", Filters(kinds=kinds))["dan-lieu"] == 1


def test_a_concept_that_the_graph_does_not_know_is_refused(index: Index) -> None:
    with pytest.raises(CallError, match="knows nothing of"):
        projected(index, "concepts", Filters(about="https://e.org/nothing"))


@pytest.mark.parametrize("which", PROJECTIONS)
def test_every_tie_knows_the_documents_that_make_it(store: EmbeddedStore, index: Index, which: str) -> None:
    found = network(project(index, get_declaration(which)), store)
    assert found.ties
    assert all(tie.documents and tie.document_count == len(tie.documents) for tie in found.ties)


def test_documents_of_a_tie_by_concepts_are_those_of_both_actors(store: EmbeddedStore, index: Index) -> None:
    found = network(project(index, get_declaration("actors-by-concepts")), store)
    (tie,) = [tie for tie in found.ties if (name(tie.source), name(tie.target)) == ("ada", "dan")]
    assert [name(iri) for iri in tie.documents] == ["forum", "livre", "note"]


def test_ties_compare_with_chance(store: EmbeddedStore, index: Index) -> None:
    found = network(project(index, get_declaration("concepts")), store, by="likelihood")
    best = found.ties[0]
    assert (name(best.source), best.weight) == ("bio", 2)
    assert best.expected == pytest.approx(3 * 3 / 5)
    assert best.pmi == pytest.approx(np.log2(2 / 1.8))
    assert best.p == pytest.approx(0.7)
    assert best.q == 1


def test_ties_between_things_of_two_sorts_compare_with_nothing(store: EmbeddedStore, index: Index) -> None:
    projection = project(index, get_declaration("actors-concepts"))
    assert network(projection, store).ties[0].pmi is None
    with pytest.raises(CallError, match="cannot be ranked by “pmi”"):
        network(projection, store, by="pmi")


def test_what_too_many_share_is_left_out_and_counted(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    assert project(index, get_declaration("actors"), pairs=20).left_out == 0
    monkeypatch.setattr("graph.networks.projections.NARROW", 1)
    thin = project(index, get_declaration("actors"), pairs=20)
    assert (thin.left_out, thin.widest) == (2, 2)
    assert ties(thin) == {"ada-cyd": 1}


def test_the_strongest_ties_are_shown_and_all_are_counted(store: EmbeddedStore, index: Index) -> None:
    found = network(project(index, get_declaration("actors")), store, limit=1)
    assert [name(node.thing.iri) for node in found.nodes] == ["bob", "uni"]
    assert (found.node_count, found.tie_count) == (6, 6)


def test_titles_and_sentences_come_in_both_languages(store: EmbeddedStore, index: Index) -> None:
    for which in PROJECTIONS:
        french, english = (network(project(index, get_declaration(which)), store, each) for each in ("fr", "en"))
        assert french.title != english.title
        assert french.sentence != english.sentence


def test_an_empty_graph_has_empty_networks() -> None:
    empty = EmbeddedStore.memory()
    for which in PROJECTIONS:
        found = network(project(read_index(empty), get_declaration(which)), empty)
        assert (found.nodes, found.ties) == ((), ())


def test_many_labels_are_read_at_once(store: EmbeddedStore, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    few = network(project(index, get_declaration("actors")), store)
    monkeypatch.setattr("graph.networks.network._MANY", 0)
    many = network(project(index, get_declaration("actors")), store)
    assert [node.thing.label for node in few.nodes] == [node.thing.label for node in many.nodes]
