"""The evidence that leaves something to decide: the least sure of it where there is much, in an order of its own."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.embedded import EmbeddedStore
from ingest.decisions import undecided as module
from ingest.decisions.undecided import undecided
from ontology.namespaces import DCTERMS, ML, OA, XSD

GRAPH = NamedNode("urn:graph")
CONFIDENCES = {"a": "0.9", "b": "0.45", "c": "0.55", "d": "0.1", "e": "0.5", "f": "0.899", "g": "1"}


def link(name: str) -> tuple[str, str, str]:
    return "urn:document", DCTERMS.subject.value, f"urn:concept/{name}"


def stated(store: EmbeddedStore, name: str, sure: str, *, other: str = "", decided: bool = False, to: str = "") -> None:
    """A piece of evidence for the link to the concept of that name, or to another."""
    node, target = NamedNode(f"urn:evidence/{name}"), NamedNode(f"urn:evidence/{name}/target")
    said: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (node, ML.confidence, Literal(sure, datatype=XSD.decimal)),
        (node, ML.relation, DCTERMS.subject),
        (node, OA.hasBody, NamedNode(link(to or name)[2])),
        (node, OA.hasTarget, target),
        (target, OA.hasSource, NamedNode(link(name)[0])),
    ]
    if other:
        said.append((node, ML.candidate, NamedNode(f"urn:concept/{other}")))
    if decided:
        said.append((node, ML.decision, ML.accepted))
    graph = NamedNode(f"{GRAPH.value}/{name}")
    store.replace({graph: [Quad(*triple, graph) for triple in said]})


@pytest.fixture
def store() -> EmbeddedStore:
    store = EmbeddedStore.memory()
    for name, sure in CONFIDENCES.items():
        stated(store, name, sure)
    return store


def test_all_that_is_unsure_is_found_with_its_confidence(store: EmbeddedStore) -> None:
    found = {key: list(evidence.confidences.values()) for key, evidence in undecided(store).items()}
    assert found == {link(name): [float(CONFIDENCES[name])] for name in "bcdef"}


def test_the_least_sure_come_first_and_the_same_names_each_time(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for most, expected in ((1, "e"), (2, "be"), (3, "bce"), (4, "bcef"), (5, "bcdef"), (9, "bcdef")):
        monkeypatch.setattr(module, "MOST", most)
        assert undecided(store).keys() == {link(name) for name in expected}


def test_a_sure_link_whose_words_have_another_candidate_is_found_with_it(store: EmbeddedStore) -> None:
    stated(store, "z", "0.95", other="y")
    evidence = undecided(store)[link("z")]
    assert (evidence.confidences, evidence.candidates) == ({"urn:evidence/z": 0.95}, {"urn:concept/y"})


def test_what_other_evidence_states_surely_is_not_asked_unless_its_words_have_another_candidate(
    store: EmbeddedStore,
) -> None:
    stated(store, "elsewhere", "0.95", to="d")
    stated(store, "again", "0.6", to="b")
    stated(store, "z", "0.95", to="c")
    stated(store, "y", "0.5", other="x", to="c")
    found = undecided(store)
    assert link("d") not in found
    assert found[link("b")].confidences == {"urn:evidence/b": 0.45, "urn:evidence/again": 0.6}
    assert link("c") in found


def test_what_people_decided_is_not_found(store: EmbeddedStore) -> None:
    stated(store, "e", "0.5", decided=True)
    assert link("e") not in undecided(store)


def test_nothing_is_undecided_in_an_empty_graph() -> None:
    assert undecided(EmbeddedStore.memory()) == {}
