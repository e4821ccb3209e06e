"""``maillage link``, ``train`` and ``evaluate``, as typed."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from tests.explorer.commands.conftest import Run

SCHEME = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://e.org/rse> a skos:Concept ; skos:prefLabel "responsabilité sociale des entreprises"@fr ;
  skos:altLabel "RSE"@fr .
<http://e.org/teletravail> a skos:Concept ; skos:prefLabel "télétravail"@fr .
"""
OTHER = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:Concept rdf:about="http://e.org/mare"><skos:prefLabel xml:lang="fr">mare</skos:prefLabel></skos:Concept>
</rdf:RDF>"""
GOLD = [
    {
        "id": f"t{number}",
        "title": "La RSE" if number % 2 else "Le télétravail",
        "text": f"Une étude qui cite le {'télétravail' if number % 2 else 'rôle de la RSE'}, numéro {number}.",
        "concepts": ["http://e.org/rse" if number % 2 else "http://e.org/teletravail"],
    }
    for number in range(40)
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "scheme.ttl").write_text(SCHEME, encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in GOLD), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


VOCABULARY = ("--vocabulary", "scheme.ttl")


def test_a_text_is_shown_with_its_concepts_and_the_words_that_say_them(run: Run) -> None:
    done = run("link", "La RSE et l'éco-conception")
    assert done.code == 0
    assert done.out.startswith("sure  concept\n0."), "the column of confidences has its name"
    assert "responsabilité sociale des entreprises" in done.out
    assert "« éco-conception »" in done.out


def test_a_file_is_read_as_the_text(folder: Path, run: Run) -> None:
    (folder / "page.txt").write_text("Le TELETRAVAIL", encoding="utf-8")
    assert "« TELETRAVAIL » (label)" in run("link", "page.txt", *VOCABULARY).out


def test_nothing_found_is_said_apart_from_the_answer(run: Run) -> None:
    done = run("link", "xyz")
    assert (done.code, done.out) == (0, "")
    assert "No concept" in done.err


@pytest.mark.usefixtures("folder")
def test_each_line_of_texts_gives_a_line_of_concepts(run: Run) -> None:
    done = run("link", "--input", "gold.jsonl", *VOCABULARY)
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [line["id"] for line in lines] == [one["id"] for one in GOLD]
    first = lines[1]["concepts"][0]
    assert first["iri"] == "http://e.org/rse"
    assert 0 < first["confidence"] < 1
    assert first["mentions"][0] | {"confidence": 0} == {
        "start": 3, "end": 6, "quote": "RSE", "field": "title", "label": "RSE", "method": "acronym", "confidence": 0,
    }  # fmt: skip
    assert not done.err


@pytest.mark.usefixtures("folder")
def test_several_processes_give_the_same_lines(run: Run) -> None:
    alone = run("link", "--input", "gold.jsonl", *VOCABULARY)
    assert run("link", "--input", "gold.jsonl", "--jobs", "2", *VOCABULARY).out == alone.out


@pytest.mark.parametrize("broken", ["{broken", '{"id": "b", "text": "\\ud800"}', '{"id": "b"}'])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_broken_line_is_named_and_all_others_are_linked(folder: Path, run: Run, broken: str, jobs: str) -> None:
    lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    (folder / "gold.jsonl").write_text("\n".join([*lines[:3], broken, *lines[3:], broken]), encoding="utf-8")
    done = run("link", "--input", "gold.jsonl", "--jobs", jobs, *VOCABULARY)
    assert (done.code, len(done.out.splitlines())) == (1, len(GOLD))
    assert "gold.jsonl, line 4: the line cannot be understood" in done.err
    assert "gold.jsonl: 2 lines could not be understood" in done.err


@pytest.mark.parametrize(
    "command", [("evaluate", "gold.jsonl"), ("train", "--gold", "gold.jsonl", "--model", "m.json")]
)
def test_a_broken_line_of_gold_refuses_it_whole(folder: Path, run: Run, command: tuple[str, ...]) -> None:
    with (folder / "gold.jsonl").open("a", encoding="utf-8") as lines:
        lines.write('{"id": "b", "concepts": [], "text": "\\udc00"}')
    done = run(*command, *VOCABULARY)
    assert (done.code, done.out) == (1, "")
    assert "gold.jsonl, line 41: the line cannot be understood" in done.err


@pytest.mark.parametrize(
    "language", ["fra", "fr-FR", "Français", "French", "fr,en", "http://id.loc.gov/vocabulary/languages/fre", "mul", ""]
)
def test_a_language_is_read_however_it_is_written(folder: Path, run: Run, language: str) -> None:
    line = {"id": "a", "text": "Le télétravail", "language": language}
    (folder / "texts.jsonl").write_text(json.dumps(line), encoding="utf-8")
    done = run("link", "--input", "texts.jsonl", *VOCABULARY)
    assert '"http://e.org/teletravail"' in done.out
    assert not done.err


@pytest.mark.parametrize(
    "command",
    [("link", "--input"), ("evaluate",), ("train", "--model", "model.json", "--gold")],
    ids=lambda one: one[0],
)
def test_a_language_that_is_not_known_is_said_once_and_that_of_the_text_is_told(
    folder: Path, run: Run, command: tuple[str, ...]
) -> None:
    known = run(*command, "gold.jsonl", *VOCABULARY)
    told = "".join(f"{json.dumps({**one, 'language': 'klingon'})}\n" for one in GOLD)
    (folder / "gold.jsonl").write_text(told, encoding="utf-8")
    done = run(*command, "gold.jsonl", *VOCABULARY)
    assert done.out == known.out
    said = (
        "maillage: gold.jsonl, line 1: the language “klingon” is not known. Such a text is read as one that names none."
    )
    assert done.err == f"{said}\n{known.err}"


def test_packed_texts_are_read(folder: Path, run: Run) -> None:
    (folder / "packed.jsonl.gz").write_bytes(gzip.compress((folder / "gold.jsonl").read_bytes()))
    plain = run("link", "--input", "gold.jsonl", *VOCABULARY)
    assert run("link", "--input", "packed.jsonl.gz", *VOCABULARY).out == plain.out


@pytest.mark.usefixtures("folder")
def test_texts_come_through_a_pipe(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    piped = io.TextIOWrapper(io.BytesIO(b'{"id": "a", "text": "la RSE"}\n{"id": '), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", piped)
    done = run("link", "--input", "-", *VOCABULARY)
    assert done.code == 1
    assert json.loads(done.out)["id"] == "a"
    assert "-, line 2: the line cannot be understood" in done.err


@pytest.mark.usefixtures("folder")
def test_a_model_is_trained_used_and_measured(run: Run) -> None:
    trained = run("train", "--gold", "gold.jsonl", "--model", "model.json", *VOCABULARY)
    assert trained.code == 0
    assert "Trained on 40 texts" in trained.err
    assert run("link", "--input", "gold.jsonl", "--model", "model.json", *VOCABULARY).code == 0
    measured = run("evaluate", "gold.jsonl", "--model", "model.json", "--format", "json", *VOCABULARY)
    figures = json.loads(measured.out)
    assert figures["texts"] == 40
    assert figures["measures"]["precision@1"] > 0.9
    assert sum(row["links"] for row in figures["reliability"]) == 80


@pytest.mark.usefixtures("folder")
def test_an_evaluation_shows_measures_confidence_and_mistakes(run: Run) -> None:
    done = run("evaluate", "gold.jsonl", *VOCABULARY)
    assert all(words in done.out for words in ("40 texts", "ndcg@10", "f1@5", "precision@1", "said", "Worst mistakes"))


def test_several_vocabularies_may_follow_one_option_and_the_text_comes_after_them(folder: Path, run: Run) -> None:
    (folder / "other.rdf").write_text(OTHER, encoding="utf-8")
    repeated = run("link", "--vocabulary", "scheme.ttl", "--vocabulary", "other.rdf", "Le télétravail près des mares")
    assert "télétravail" in repeated.out
    assert "mare" in repeated.out
    for given in (("--vocabulary", "scheme.ttl"), ("--vocabulary=scheme.ttl",)):
        assert run("link", *given, "other.rdf", "Le télétravail près des mares").out == repeated.out
    (folder / "other.rdf.gz").write_bytes(gzip.compress(OTHER.encode()))
    assert run("link", *given, "other.rdf.gz", "Le télétravail près des mares").out == repeated.out


@pytest.mark.parametrize("command", [("link", "eau"), ("evaluate", "gold.jsonl")])
def test_a_vocabulary_without_a_label_is_told(folder: Path, run: Run, command: tuple[str, ...]) -> None:
    mute = SCHEME.partition("\n")[0] + "<http://e.org/a> a skos:Concept ; skos:notation 'a' ."
    (folder / "mute.ttl").write_text(mute, encoding="utf-8")
    done = run(*command, "--vocabulary", "mute.ttl")
    assert (done.code, done.out) == (1, "")
    assert "mute.ttl: no concept has a label. Give each a skos:prefLabel." in done.err
    assert run(*command, "--vocabulary", "mute.ttl", "scheme.ttl").code == 0


def test_concepts_that_text_does_not_tell_apart_are_candidates(folder: Path, run: Run) -> None:
    shared = SCHEME + '<http://e.org/distance> a skos:Concept ; skos:prefLabel "télétravail"@fr .'
    (folder / "shared.ttl").write_text(shared, encoding="utf-8")
    command = ("link", "Le télétravail", "--vocabulary", "shared.ttl")
    (concept,) = json.loads(run(*command, "--format", "jsonl").out)["concepts"]
    (mention,) = concept["mentions"]
    assert {concept["iri"], *mention["candidates"]} == {"http://e.org/teletravail", "http://e.org/distance"}
    assert f"« télétravail » (label, or <{mention['candidates'][0]}>)" in run(*command).out


def test_concepts_that_vocabularies_call_the_same_are_one_and_gold_may_name_any(folder: Path, run: Run) -> None:
    theirs = SCHEME.replace("e.org", "o.org").replace("télétravail", "travail à distance") + "".join(
        f"<http://e.org/{name}> skos:exactMatch <http://o.org/{name}> .\n" for name in ("rse", "teletravail")
    )
    (folder / "theirs.ttl").write_text(theirs, encoding="utf-8")
    both = ("--vocabulary", "scheme.ttl", "theirs.ttl")
    (concept,) = json.loads(run("link", "Le travail à distance", *both, "--format", "jsonl").out)["concepts"]
    assert concept["iri"] == "http://e.org/teletravail"
    gold = (folder / "gold.jsonl").read_text(encoding="utf-8")
    (folder / "other.jsonl").write_text(gold.replace("e.org", "o.org"), encoding="utf-8")
    assert run("evaluate", "other.jsonl", *both).out == run("evaluate", "gold.jsonl", *both).out
    models = []
    for name in ("gold", "other"):
        done = run("train", "--gold", f"{name}.jsonl", "--model", f"{name}.json", *both)
        assert (done.code, "not in the vocabulary" in done.err) == (0, False)
        models.append((folder / f"{name}.json").read_bytes())
    assert models[0] == models[1]


def test_a_vocabulary_of_another_language_alone_is_told(folder: Path, run: Run) -> None:
    (folder / "german.ttl").write_text(SCHEME.replace("@fr", "@de-AT"), encoding="utf-8")
    command, said = ("link", "Die RSE", "--vocabulary", "german.ttl"), "the vocabulary has labels in de alone"
    assert said in run(*command).err
    done = run(*command, "--language", "de")
    assert "<http://e.org/rse>" in done.out
    assert said not in done.err
    assert said not in run(*command, "scheme.ttl").err


@pytest.mark.usefixtures("folder")
def test_a_model_for_another_vocabulary_is_refused(run: Run) -> None:
    run("train", "--gold", "gold.jsonl", "--model", "model.json", *VOCABULARY)
    done = run("link", "La RSE", "--model", "model.json")
    assert done.code == 1
    assert "trained on another vocabulary" in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("link",), 2, "give either a text"),
        (("link", "x", "--input", "gold.jsonl"), 2, "give either a text"),
        (("link", "x", "--language", "klingon"), 2, "the language “klingon” is not known"),
        (("link", "x", "--vocabulary", "none.ttl"), 1, "none.ttl: the file cannot be read"),
        (("link", "--input", "none.jsonl"), 1, "none.jsonl: the file cannot be read"),
        (("evaluate", "scheme.ttl"), 1, "scheme.ttl, line 1: the line cannot be understood"),
        (
            ("train", "--gold", "few.jsonl", "--model", "m.json", *VOCABULARY),
            1,
            "few.jsonl: the texts that carry keywords of the vocabulary are too few: 1",
        ),
        (
            ("train", "--gold", "gold.jsonl", "--model", "no/m.json", *VOCABULARY),
            1,
            "no/m.json: the file cannot be written",
        ),
    ],
)
def test_what_is_wrong_is_named(folder: Path, run: Run, arguments: tuple[str, ...], code: int, message: str) -> None:
    (folder / "few.jsonl").write_text(json.dumps(GOLD[0]), encoding="utf-8")
    done = run(*arguments)
    assert done.code == code
    assert message in done.err


@pytest.mark.parametrize(
    ("texts", "code", "message"),
    [
        (GOLD[:30] * 2, 0, "of the 60 texts 30 repeat another: copies are measured together."),
        (GOLD[:5] * 20, 1, "of the 100 texts but 5 differ in id and words"),
        (GOLD, 0, ""),
    ],
)
def test_copies_of_a_text_measure_nothing_that_they_teach(
    folder: Path, run: Run, texts: list[dict[str, object]], code: int, message: str
) -> None:
    lines = [json.dumps({**one, "id": f"{number}"}) for number, one in enumerate(texts)]
    (folder / "copies.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("train", "--gold", "copies.jsonl", "--model", "copies.json", *VOCABULARY)
    assert done.code == code
    assert message in done.err
    assert ("repeat" in done.err) == (len(texts) != len(GOLD))


def test_an_id_and_words_that_drive_a_terminal_are_shown_without_what_drives_it(folder: Path, run: Run) -> None:
    line = {"id": "a\n\x1b]0;owned\x07\u202eb", "text": "La re\u00adsponsabilité sociale des\n\x9bentreprises, ou RSE"}
    (folder / "texts.jsonl").write_text(json.dumps(line), encoding="utf-8")
    done = run("link", "--input", "texts.jsonl", "--format", "table", *VOCABULARY)
    assert done.out.startswith("# a ]0;owned b\n")
    assert all(sign.isprintable() for sign in done.out if sign != "\n")


@pytest.mark.usefixtures("folder")
def test_a_gold_without_a_concept_of_the_vocabulary_is_not_measured(folder: Path, run: Run) -> None:
    other = [{**one, "concepts": ["http://e.org/none"]} for one in GOLD]
    (folder / "other.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in other), encoding="utf-8")
    done = run("evaluate", "other.jsonl", *VOCABULARY)
    assert (done.code, done.out) == (1, "")
    assert "other.jsonl: no text carries a concept of the vocabulary" in done.err


@pytest.mark.parametrize(
    "command", [("evaluate", "gold.jsonl"), ("train", "--gold", "gold.jsonl", "--model", "m.json")]
)
def test_chosen_concepts_that_the_vocabulary_lacks_are_counted(
    folder: Path, run: Run, command: tuple[str, ...]
) -> None:
    with (folder / "gold.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(json.dumps({**GOLD[0], "concepts": ["http://e.org/none", "http://e.org/rse"]}))
    assert "1 of 42 chosen concepts are not in the vocabulary" in run(*command, *VOCABULARY).err


def test_texts_of_one_id_count_each_and_are_told(folder: Path, run: Run) -> None:
    with (folder / "gold.jsonl").open("a", encoding="utf-8") as lines:
        lines.writelines(json.dumps(GOLD[0]) + "\n" for _ in range(2))
    done = run("evaluate", "gold.jsonl", *VOCABULARY)
    assert done.err == f"2 of 42 texts bear the id of one before them (“{GOLD[0]['id']}”): each counts.\n"
    assert "42 texts" in done.out


def test_texts_without_a_chosen_concept_do_not_count_in_the_figures(folder: Path, run: Run) -> None:
    whole = run("evaluate", "gold.jsonl", *VOCABULARY)
    with (folder / "gold.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(json.dumps({**GOLD[0], "concepts": []}))
    done = run("evaluate", "gold.jsonl", *VOCABULARY)
    assert done.err == "1 of 41 texts left out: without a chosen concept.\n"
    assert done.out == whole.out


def test_texts_that_teach_nothing_of_the_vocabulary_are_counted(folder: Path, run: Run) -> None:
    with (folder / "gold.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(json.dumps({**GOLD[0], "concepts": ["http://e.org/none"]}))
    done = run("train", "--gold", "gold.jsonl", "--model", "model.json", *VOCABULARY)
    assert "1 of 41 texts left out: without a concept of the vocabulary." in done.err
    assert "Trained on 40 texts" in done.err


def test_a_training_that_fails_leaves_the_model_that_was_there(folder: Path, run: Run) -> None:
    command = ("train", "--gold", "gold.jsonl", "--model", "model.json", *VOCABULARY)
    assert run(*command).code == 0
    model = (folder / "model.json").read_bytes()
    (folder / "gold.jsonl").write_text("{broken", encoding="utf-8")
    assert run(*command).code == 1
    assert (folder / "model.json").read_bytes() == model
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("name", ["gold.jsonl", "scheme.ttl", "notes.docx"])
def test_a_model_takes_the_place_of_no_file_but_a_model(folder: Path, run: Run, name: str) -> None:
    (folder / "notes.docx").write_bytes(b"PK notes")
    kept = (folder / name).read_bytes()
    done = run("train", "--gold", "gold.jsonl", "--model", name, *VOCABULARY)
    assert done.code == 1
    assert done.err.startswith(f"maillage: {name}: ")
    assert done.err.endswith("Give --model another name.\n")
    assert (folder / name).read_bytes() == kept


@pytest.mark.parametrize("saying", [0, 1])
def test_texts_that_say_no_concept_teach_nothing_and_that_is_told(folder: Path, run: Run, saying: int) -> None:
    silent = [{**one, "title": "", "text": f"Ohne ein Wort davon, {at}."} for at, one in enumerate(GOLD[saying:])]
    lines = [*silent, *GOLD[:saying]]
    (folder / "other.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in lines), encoding="utf-8")
    done = run("train", "--gold", "other.jsonl", "--model", "model.json", *VOCABULARY)
    assert done.code == 1
    assert f"other.jsonl: of the 40 texts that carry keywords, {saying} say a concept in their words" in done.err
    assert not (folder / "model.json").exists()


@pytest.mark.usefixtures("folder")
def test_texts_as_json_are_one_array(run: Run) -> None:
    done = run("link", "--input", "gold.jsonl", "--format", "json", *VOCABULARY)
    assert [one["id"] for one in json.loads(done.out)] == [one["id"] for one in GOLD]


XL = """@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
<http://e.org/pond> a <http://www.w3.org/2004/02/skos/core#Concept> ; xl:prefLabel <http://e.org/pond-fr> ."""


def test_labels_of_skos_xl_may_be_in_a_file_of_their_own(folder: Path, run: Run) -> None:
    (folder / "xl.ttl").write_text(XL, encoding="utf-8")
    forms = f'{XL.partition(chr(10))[0]}\n<http://e.org/pond-fr> xl:literalForm "étang"@fr .'
    (folder / "forms.ttl").write_text(forms, encoding="utf-8")
    for given in (("xl.ttl", "forms.ttl"), ("forms.ttl", "xl.ttl")):
        assert "étang" in run("link", "--vocabulary", *given, "Un étang").out


def test_a_vocabulary_that_declares_no_concept_is_refused(folder: Path, run: Run) -> None:
    typeless = '<http://e.org/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "eau"@fr .'
    (folder / "typeless.ttl").write_text(typeless, encoding="utf-8")
    done = run("link", "eau", "--vocabulary", "typeless.ttl")
    assert (done.code, done.out) == (1, "")
    assert done.err == "maillage: typeless.ttl: no skos:Concept is declared. Say of each what it is: a skos:Concept.\n"
    assert "RSE" in run("link", "La RSE", "--vocabulary", "typeless.ttl", "scheme.ttl").out


def test_a_vocabulary_in_plain_json_may_follow_another_where_no_text_is_named(folder: Path, run: Run) -> None:
    concept = {"@id": "http://e.org/mare", "@type": "http://www.w3.org/2004/02/skos/core#Concept"}
    label = {"http://www.w3.org/2004/02/skos/core#prefLabel": {"@value": "mare", "@language": "fr"}}
    (folder / "other.json").write_text(json.dumps(concept | label), encoding="utf-8")
    done = run("train", "--vocabulary", "scheme.ttl", "other.json", "--gold", "gold.jsonl", "--model", "model.json")
    assert done.code == 0


def test_in_a_workspace_its_model_links_and_is_said(folder: Path, run: Run) -> None:
    settings = '[network]\ntitle = "T"\nbase_iri = "https://t.example.org/"\n[[vocabularies]]\npath = "scheme.ttl"\n'
    said = "maillage: linking by {}, on the vocabulary of maillage.toml.\n"
    text = "Le télétravail et la RSE"
    (folder / "maillage.toml").write_text(settings, encoding="utf-8")
    general = run("link", text)
    assert "<http://e.org/teletravail>" in general.out
    assert general.err == said.format("the general model")
    assert run("train", "--gold", "gold.jsonl", "--model", "own.json").code == 0
    named = run("link", text, "--model", "own.json")
    assert named.out != general.out
    (folder / "maillage.toml").write_text(f'{settings}[linking]\nmodel = "own.json"\n', encoding="utf-8")
    own = run("link", text, "--workspace", str(folder))
    assert (own.out, own.err) == (named.out, said.format("the model own.json"))
    assert not run("link", text, *VOCABULARY).err
    (folder / "own.json").unlink()
    assert "own.json: the model cannot be read" in run("link", text).err
