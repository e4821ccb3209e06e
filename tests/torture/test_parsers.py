"""Every other parser on text that came to grief: a value, or one of the project's own errors, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat

from explorer.http.addresses import Addresses
from explorer.http.formats import GRAPHS, TABLES, choose
from explorer.http.query_text import changes_by_itself, check_services, services
from graph.questions import questions, read_question
from graph.workspace import read_settings
from ingest.corpus import CORPUS
from ingest.decisions.decision import Decision, Verdict, line_of
from ingest.decisions.log import DecisionLog
from ingest.linking.texts import read_gold
from ingest.sources.dates import read_period
from ontology import vocabulary_files
from ontology.errors import MaillageError
from ontology.namespaces import DCTERMS
from ontology.rdf_file import FORMATS, read_triples
from ontology.thesaurus import Thesaurus
from tests.torture.mangling import mangled, texts

QUERY = 'PREFIX s: <http://e.org/> SELECT ?a { SERVICE <http://e.org/sparql> { ?a s:b "c"@fr } FILTER(NOW() > ?d) }'
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
GOLD = '{"id": "1", "title": "Un titre", "text": "Un texte", "concepts": ["https://e.org/c"]}\n'


def survives(parse: Callable[[], object]) -> None:
    """Call it: an error of our own says what is wrong, any other is a failure."""
    with suppress(MaillageError):
        parse()


def in_file(name: str, content: bytes, parse: Callable[[Path], object]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        survives(lambda: parse(path))


@given(texts((CORPUS / "maillage.toml").read_text(encoding="utf-8")))
def test_settings(text: str) -> None:
    survives(lambda: read_settings(text))


@given(texts(QUERY))
def test_the_text_of_queries(text: str) -> None:
    survives(lambda: services(text))
    survives(lambda: check_services(text, ["http://e.org/sparql"]))
    survives(lambda: changes_by_itself(text))


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


@pytest.mark.parametrize("extension", sorted(FORMATS))
def test_rdf_in_every_syntax(extension: str) -> None:
    sample = _sample(FORMATS[extension])

    @given(mangled(sample))
    def check(content: bytes) -> None:
        in_file(f"file{extension}", content, lambda path: list(read_triples(path)))

    check()


@given(mangled(vocabulary_files()["concepts"].read_bytes()[:4_000]))
def test_vocabularies(content: bytes) -> None:
    in_file("scheme.ttl", content, lambda path: Thesaurus.from_files([path]))


@given(st.one_of(texts("13 mai 2013"), texts("2013-05-13T10:00:00+02:00"), texts("du 3 au 5 mai")))
def test_dates(text: str) -> None:
    with suppress(ValueError):  # with the reason in words
        read_period(text, "fr")


@given(texts("text/turtle, application/json;q=0.5, */*; q=0.1"), texts("csv"))
def test_what_clients_accept(accept: str, name: str) -> None:
    for forms in (TABLES, GRAPHS):
        chosen = choose(forms, accept, name)
        assert chosen is None or chosen.name in forms


@given(texts("event/2013-05-13-table-ronde"))
def test_a_path_leads_to_a_thing_and_back(path: str) -> None:
    addresses = Addresses("https://e.org/")
    for iri in addresses.iris(path, path):
        assert addresses.page(iri).startswith("/page")
        assert addresses.data(iri, "ttl").startswith("/data")


def _sample(form: RdfFormat) -> bytes:
    from pyoxigraph import parse, serialize

    beginning = vocabulary_files()["core"].read_bytes()[:3_000].rpartition(b" .\n")[0] + b" .\n"
    found = list(parse(beginning, RdfFormat.TURTLE))
    return serialize(found if form.supports_datasets else [quad.triple for quad in found], format=form) or b""
