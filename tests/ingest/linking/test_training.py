"""What training teaches, and what a model file promises."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.linking import ConceptLinker, Model, Subject
from ingest.linking.described import Described
from ingest.linking.example import Example
from ingest.linking.fitting import fit
from ingest.linking.learned import LEARNED_FEATURES, Learned
from ingest.linking.model import FORMAT
from ingest.linking.products import PRODUCTS, products
from ingest.linking.surroundings import NOWHERE
from ingest.linking.texts import GoldText
from ingest.linking.themes import Themes
from ingest.records import Passage
from ontology.concept import Concept, Label, LabelKind
from ontology.errors import DataError
from ontology.thesaurus import Thesaurus


@pytest.fixture(scope="module")
def model(plain: ConceptLinker, gold: list[GoldText]) -> Model:
    return plain.trained([plain.example(str(one.id), one.passages, one.concepts, "fr") for one in gold])


@pytest.fixture(scope="module")
def trained(thesaurus: Thesaurus, model: Model) -> ConceptLinker:
    return ConceptLinker(thesaurus, model)


def link(linker: ConceptLinker, title: str, text: str) -> list[Subject]:
    return linker.link([Passage("title", title), Passage("text", text)], "fr")


def test_training_learns_where_keywords_stand(trained: ConceptLinker) -> None:
    best, *others = link(trained, "Le logement", "Une étude de la commune, et aussi de musique.")
    assert best.concept == "http://e.org/logement"
    assert best.confidence > 0.5
    assert all(other.confidence < best.confidence for other in others)


def test_a_ranking_learns_what_two_features_say_together() -> None:
    """What is named in the title by a long label or elsewhere by a short one is chosen: neither alone tells which."""
    features, rows = LEARNED_FEATURES, np.zeros((4_000, len(LEARNED_FEATURES)))
    in_title, long = np.arange(4_000) % 2 == 0, np.arange(4_000) % 4 < 2
    rows[:, features.index("title_position")] = np.where(in_title, 0.0, NOWHERE)
    rows[:, features.index("characters")] = np.where(long, 30.0, 5.0)
    alone = features[: -len(PRODUCTS)]
    rows[:, -len(PRODUCTS) :] = products(rows[:, : len(alone)], alone)
    wanted = (in_title == long).astype(float)
    told = [fit(rows[:, : len(seen)], wanted, np.ones(4_000), seen) for seen in (alone, features)]
    apart = [model.scores(Described([], rows[:, : len(model.curves)], tuple(model.curves))) for model in told]
    doubts = [float(np.logaddexp(0, np.where(wanted > 0, -scores, scores)).mean()) for scores in apart]
    assert doubts[0] > 0.69  # as if nothing were known
    assert doubts[1] < 0.3


def test_a_concept_that_is_not_named_is_explained_by_the_words_that_suggest_it(trained: ConceptLinker) -> None:
    subjects = link(trained, "Le logement", "Les arbres des forêts abritent des oiseaux.")
    [unnamed] = [one for one in subjects if one.concept == "http://e.org/biodiversite"]
    assert {mention.method for mention in unnamed.mentions} == {"model"}
    assert {mention.quote for mention in unnamed.mentions} <= {"arbres", "forêts", "abritent", "oiseaux"}


def test_a_record_without_passages_says_nothing(trained: ConceptLinker, plain: ConceptLinker) -> None:
    for linker in (plain, trained):
        assert not linker.link([])


@pytest.mark.parametrize("text", ["", " \n\t", "\u00a0\u200b", "… ! ?", "1 2 3", "\x00", "zz qq"])
def test_a_text_that_says_nothing_has_no_concept_however_often_one_was_chosen(
    trained: ConceptLinker, plain: ConceptLinker, text: str
) -> None:
    for linker in (plain, trained):
        assert not link(linker, "", text)
        assert not link(linker, text, "")


def test_every_concept_of_a_text_is_explained_by_words_of_it(trained: ConceptLinker, gold: list[GoldText]) -> None:
    for one in gold:
        assert all(subject.mentions for subject in trained.link(one.passages, "fr"))


def test_the_figures_tell_of_texts_that_were_not_seen(model: Model) -> None:
    assert model.figures["texts"] == 80
    assert model.figures["precision@1"] > 0.9


def test_no_text_is_described_by_what_it_taught_itself(
    plain: ConceptLinker, gold: list[GoldText], monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = [plain.example(str(one.id), one.passages, one.concepts, "fr") for one in gold]
    of, describe = Learned.of, Learned.describe
    pupils: list[tuple[Learned, set[int]]] = []
    told = []

    def watched(taught: Sequence[Example], themes: Themes) -> Learned:
        pupils.append((of(taught, themes), {id(one.described) for one in taught}))
        return pupils[-1][0]

    def watching(learned: Learned, named: Described, scores: NDArray[np.float64]) -> Described:
        told.append(any(id(named) in taught for one, taught in pupils if one is learned))
        return describe(learned, named, scores)

    monkeypatch.setattr(Learned, "of", watched)
    monkeypatch.setattr(Learned, "describe", watching)
    plain.trained(examples)
    assert len(told) == 6 * len(examples), "five folds, each by the four others, then itself; and all at the end"
    assert not any(told)


def test_training_twice_gives_the_same_model(plain: ConceptLinker, gold: list[GoldText], model: Model) -> None:
    again = plain.trained([plain.example(str(one.id), one.passages, one.concepts, "fr") for one in gold])
    assert again.fingerprint == model.fingerprint


def test_a_model_survives_being_written(tmp_path: Path, thesaurus: Thesaurus, model: Model) -> None:
    (tmp_path / "model.json").write_bytes(model.encoded())
    loaded = ConceptLinker(thesaurus, Model.load(tmp_path / "model.json"))
    title, text = "Le logement", "Les forêts et la musique."
    assert link(loaded, title, text) == link(ConceptLinker(thesaurus, model), title, text)
    assert loaded.fingerprint != ConceptLinker(thesaurus).fingerprint


def test_too_few_texts_are_refused(plain: ConceptLinker, gold: list[GoldText]) -> None:
    with pytest.raises(DataError, match="too few: 19"):
        plain.trained([plain.example(str(one.id), one.passages, one.concepts, "fr") for one in gold[:19]])


def test_texts_that_share_one_id_are_refused_for_it(plain: ConceptLinker, gold: list[GoldText]) -> None:
    with pytest.raises(DataError, match=r"80 texts but 1 differ in id and words.*an id of its own"):
        plain.trained([plain.example("same", one.passages, one.concepts, "fr") for one in gold])


def test_a_model_of_another_vocabulary_is_refused(model: Model) -> None:
    other = Concept("http://e.org/autre", (Label("autre", "fr", LabelKind.PREF),))
    with pytest.raises(DataError, match="trained on another vocabulary"):
        ConceptLinker(Thesaurus({other.iri: other}), model)


def test_an_altered_model_is_refused(tmp_path: Path, model: Model) -> None:
    path = tmp_path / "model.json"
    path.write_bytes(model.encoded())
    content = json.loads(path.read_text())
    content["model"]["ranking"]["intercept"] += 1
    path.write_text(json.dumps(content))
    with pytest.raises(DataError, match="altered"):
        Model.load(path)


@pytest.mark.parametrize(
    ("part", "change", "said"),
    [
        ("ranking", {"curves": {"words": ([0.0, 1.0], [1.0])}}, "curve of “words” has 2 knots and 1 values"),
        ("ranking", {"curves": {"words": ([], [])}}, "curve of “words” has 0 knots and 0 values"),
        ("ranking", {"curves": {"words": ([1.0, 1.0], [0.0, 2.0])}}, "knots of the curve of “words” do not rise"),
        ("ranking", {"curves": {"colour": ([0.0], [1.0])}}, "curve for “colour”, which no text is described by"),
        ("calibration", {"scores": [0.0]}, "calibration has 1 scores and"),
        ("calibration", {"scores": [], "values": []}, "calibration has 0 scores and 0 values"),
    ],
)
def test_a_model_whose_curves_do_not_fit_is_refused_when_it_is_read_whatever_its_checksum(
    tmp_path: Path, model: Model, part: str, change: dict[str, object], said: str
) -> None:
    content = msgspec.to_builtins(model)
    content[part] |= change
    checksum = blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=16).hexdigest()
    path = tmp_path / "model.json"
    path.write_text(json.dumps({"checksum": checksum, "model": content}), encoding="utf-8")
    with pytest.raises(DataError, match=rf"model\.json: .*not a linking model.*{said}.*Make one with `maillage train`"):
        Model.load(path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"checksum": "x"}', b"\x80\x04\x95", b"null", b'{"a": 1e999}'])
def test_a_file_that_is_no_model_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.json"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"model\.json.*not a linking model"):
        Model.load(path)


def test_a_model_of_a_later_format_is_refused(tmp_path: Path, model: Model) -> None:
    path = tmp_path / "model.json"
    path.write_bytes(model.encoded())
    path.write_bytes(path.read_bytes().replace(FORMAT.encode(), b"maillage-linking-model/9"))
    with pytest.raises(DataError, match="format is “maillage-linking-model/9”"):
        Model.load(path)


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.json: the model cannot be read"):
        Model.load(tmp_path / "none.json")
