"""The named questions on the embedded corpus: every example has an answer there."""

from __future__ import annotations

from pathlib import Path

import pytest

import ingest
from graph.embedded import EmbeddedStore
from graph.questions import get_question, questions
from graph.workspace import Workspace
from ingest.build import build


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    folder = Path(ingest.__file__).with_name("corpus")
    return build(Workspace.open(folder, tmp_path_factory.mktemp("state"))).snapshot.store()


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_example_has_an_answer_in_the_embedded_corpus(corpus: EmbeddedStore, name: str) -> None:
    question = get_question(name)
    examples = {each.name: each.example for each in question.parameters}
    assert len(list(question.run(corpus, **examples))) > 0


def test_the_rise_of_tiers_lieux_begins_in_2012(corpus: EmbeddedStore) -> None:
    rows = get_question("rise-of").run(corpus, concept="concept:tiers-lieu-d-activites")
    years = {row["year"].value: int(row["events"].value) for row in rows}
    assert years["2012"] == 2
    assert years["2013"] >= 1


def test_the_name_cci_stays_ambiguous(corpus: EmbeddedStore) -> None:
    assert [row["actor_label"].value for row in get_question("ambiguous-actors").run(corpus)][:1] == ["CCI"]
