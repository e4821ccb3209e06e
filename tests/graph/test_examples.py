"""Examples of questions are of the graph that is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from graph.examples import Examples
from graph.labels import index_labels
from graph.networks.index import read_index
from graph.questions import get_question, questions
from graph.search import LabelIndex


@pytest.fixture
def examples(network: EmbeddedStore, tmp_path: Path) -> Examples:
    index_labels(network, tmp_path / "labels.sqlite", read_index(network))
    return Examples(network, LabelIndex(tmp_path / "labels.sqlite"))


def test_they_are_things_of_the_graph_that_documents_speak_of(examples: Examples, network: EmbeddedStore) -> None:
    (concept,) = examples.of(get_question("who-works-on")).values()
    assert network.ask(f"ASK {{ ?document dcterms:subject <{concept}> }}")
    first, second = examples.of(get_question("actors-at-both")).values()
    assert first != second
    for question in questions().values():
        given = examples.of(question)
        for thing in question.things(**given) if len(given) == len(question.parameters) else ():
            assert network.ask(f"ASK {{ <{thing}> ?property ?value }}"), question.name


def test_a_graph_without_such_things_has_no_examples_of_them(tmp_path: Path) -> None:
    empty = Examples(EmbeddedStore.memory(), LabelIndex.build(tmp_path / "l", []))
    assert empty.of(get_question("who-works-on")) == {}
    assert empty.of(get_question("publications-by-year")).keys() == {"first", "last"}
