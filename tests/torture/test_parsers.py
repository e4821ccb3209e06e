"""Every other parser on text that came to grief: a value, or one of the project's own errors, and nothing else.

What reads requests and what a workspace keeps have files of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat

from explorer.settings_file import put_source
from graph.questions import questions, read_question
from graph.screening import Screen
from graph.shapes import read_shapes
from graph.workspace import Source, read_settings
from ingest.corpus import CORPUS
from ingest.decisions.decision import Decision, Verdict, line_of
from ingest.decisions.log import DecisionLog
from ingest.linking.model import Model
from ingest.linking.texts import read_gold, read_texts
from ingest.sources.dates import read_period
from ontology import vocabulary_files
from ontology.alignment import Alignment, alignment_files
from ontology.namespaces import DCTERMS
from ontology.nesting import nested_too_deep
from ontology.rdf_file import FORMATS, read_triples
from ontology.thesaurus import Thesaurus
from tests.torture.conftest import survives
from tests.torture.mangling import mangled, texts

DECISION = line_of(
    Decision(
        Verdict.ACCEPTED,
        "https://e.org/event/a",
        DCTERMS.subject.value,
        "https://e.org/concept/b",
        "a@b.org",
        "2026-01-01T00:00:00+00:00",
    ),
    "https://e.org/",
)
MODEL = Model.untrained().encoded()[:6_000]
GOLD = '{"id": "1", "title": "Un titre", "text": "Un texte", "concepts": ["https://e.org/c"]}\n'


def in_file(name: str, content: bytes, parse: Callable[[Path], object]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        survives(lambda: parse(path))


@given(texts((CORPUS / "maillage.toml").read_text(encoding="utf-8")))
def test_settings(text: str) -> None:
    survives(lambda: read_settings(text))


@given(mangled((CORPUS / "maillage.toml").read_bytes()))
def test_settings_that_a_command_writes_into(content: bytes) -> None:
    source = Source(path="evenements.csv", record="event", map={"title": "Titre"})
    in_file("maillage.toml", content, lambda path: put_source(path, source))


@given(texts("# fr: Qui ?\n# en: Who?\n" + next(iter(questions().values())).query))
def test_the_heads_of_questions(text: str) -> None:
    survives(lambda: read_question("a", text))


@given(st.data())
def test_values_of_parameters_of_questions(data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(list(questions().values())))
    values = {each.name: data.draw(texts(each.example)) for each in question.parameters}
    survives(lambda: question.sparql(**values))


@given(mangled(f"{DECISION}\n{DECISION}\n".encode()))
def test_decisions(content: bytes) -> None:
    in_file("decisions.jsonl", content, lambda path: DecisionLog(path, "https://e.org/").read())


@given(mangled(GOLD.encode()))
def test_texts_with_their_gold(content: bytes) -> None:
    in_file("gold.jsonl", content, lambda path: list(read_gold(path)))
    in_file("texts.jsonl", content, lambda path: list(read_texts(path)))


@given(mangled(MODEL))
def test_models(content: bytes) -> None:
    in_file("model.json", content, Model.load)


@pytest.mark.parametrize("extension", sorted(FORMATS))
def test_rdf_in_every_syntax(extension: str) -> None:
    sample = _sample(FORMATS[extension])

    @given(mangled(sample))
    def check(content: bytes) -> None:
        in_file(f"file{extension}", content, lambda path: list(read_triples(path)))

    check()


@given(st.text('[]{}"\\a\n'))
def test_how_deep_json_is_nested(text: str) -> None:
    assert 0 <= nested_too_deep(text.encode()) <= text.count("\n") + 1
    assert nested_too_deep(b"[" * 101 + text.encode()) == 1


@given(mangled(vocabulary_files()["concepts"].read_bytes()[:4_000]))
def test_vocabularies(content: bytes) -> None:
    in_file("scheme.ttl", content, lambda path: Thesaurus.from_files([path]))


@given(mangled(alignment_files()["vivo"].read_bytes()[:4_000]))
def test_alignments(content: bytes) -> None:
    in_file("own.ttl", content, lambda path: Alignment.from_files([path]))


@given(mangled((files("ontology") / "shapes.ttl").read_bytes()[:4_000]))
def test_shapes(content: bytes) -> None:
    in_file("shapes.ttl", content, lambda path: Screen(read_shapes(path)))


@given(st.one_of(texts("13 mai 2013"), texts("2013-05-13T10:00:00+02:00"), texts("du 3 au 5 mai")))
def test_dates(text: str) -> None:
    with suppress(ValueError):  # with the reason in words
        read_period(text, "fr")


def _sample(form: RdfFormat) -> bytes:
    from pyoxigraph import parse, serialize

    beginning = vocabulary_files()["core"].read_bytes()[:3_000].rpartition(b" .\n")[0] + b" .\n"
    found = list(parse(beginning, RdfFormat.TURTLE))
    return serialize(found if form.supports_datasets else [quad.triple for quad in found], format=form) or b""
