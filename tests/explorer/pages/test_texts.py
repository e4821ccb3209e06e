from __future__ import annotations

import ast
import re
import string
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, QuerySolutions, Store

import explorer
from explorer.texts import LANGUAGES, texts
from explorer.texts.told import TABLE, told_error
from graph.networks.relations import RELATIONS
from graph.questions import questions
from graph.views.facts import facts_of
from graph.views.labels import local_name
from graph.views.nodes import Names
from graph.views.things import LinkGroup, ThingKind
from ontology.errors import DataError, Place
from ontology.namespaces import DCTERMS, ML, SKOS

HOUSE = Path(explorer.__file__).parent
ROOT = HOUSE.parent
BY_VALUE = {
    "column", "figure", "kind", "kinds", "locator", "mentioned_by", "ontology", "page", "parameter", "question",
    "review.kept", "review.meanwhile", "sitting.verdict", "subject_of", "tongue", "trend",
}  # fmt: skip
"""Tables whose keys are the values of a type, or the words of a place."""
CODE = "\n".join(
    path.read_text(encoding="utf-8") for pattern in ("*.py", "*.html", "*.js") for path in sorted(HOUSE.rglob(pattern))
)
QUOTED = set(re.findall(r"""(?<=["'])[\w.{}-]+(?=["'])""", CODE))
"""All that stands between two quotes and could be the name of a text."""


def test_every_text_exists_in_every_language() -> None:
    french, english = (set(texts(language).sentences) for language in LANGUAGES)
    assert french == english


def test_a_text_names_the_same_values_in_every_language() -> None:
    for key, sentence in texts("fr").sentences.items():
        named = [{name for _, name, _, _ in string.Formatter().parse(each) if name} for each in (
            sentence, texts("en").sentences[key])]  # fmt: skip
        assert named[0] == named[1], key


def test_french_has_one_apostrophe_in_its_catalogue_and_another_on_screen() -> None:
    catalogue = (HOUSE / "texts" / "fr.toml").read_text(encoding="utf-8")
    assert not re.findall(r".*\w’\w.*", catalogue), "Write the apostrophe of the keyboard, which is typeset."
    assert not [key for key, sentence in texts("fr").sentences.items() if re.search(r"\w'", sentence)]
    assert any("n’est" in sentence for sentence in texts("fr").sentences.values())


def test_french_quotes_as_the_french_do() -> None:
    assert not [key for key, sentence in texts("fr").sentences.items() if re.search("[“”]", sentence)]
    assert all(re.search("«\xa0|^[^«]*$", sentence) for sentence in texts("fr").sentences.values())
    assert not [each for each in questions().values() if re.search("[“”]", each.sentence("fr"))]


def test_every_column_of_a_named_question_has_a_word() -> None:
    for question in questions().values():
        given = {each.name: each.example for each in question.parameters}
        answer = Store().query(question.sparql(language="fr", limit=1, **given))
        assert isinstance(answer, QuerySolutions)
        named = {variable.value for variable in answer.variables}
        wanted = {name for name in named if not (name.endswith("_label") and name.removesuffix("_label") in named)}
        assert not {name for name in wanted if not texts("fr").has(f"column.{name}")}, question.name


def test_no_text_is_unused() -> None:
    assert [key for key in sorted(texts("fr").sentences) if not is_used(key)] == []


def is_used(key: str) -> bool:
    name = re.sub(r"(\..+)\.(one|other)$", r"\1", key)
    table, _, last = name.rpartition(".")
    said_whole = {name, f"{name}.one", f"{name}.{{form}}"} & QUOTED
    said_by_table = f"{table}.{{" in CODE and (table in BY_VALUE or last in QUOTED)
    said_by_template = f"'{table}.' ~" in CODE and (table in BY_VALUE or last in CODE)
    said_below = key.startswith(TABLE)
    said_by_relation = table.startswith("hop.") and table[4:] in {"work", "partnership", *map(local_name, RELATIONS)}
    return bool(said_whole or said_by_table or said_by_template or said_by_relation or said_below)


def test_every_text_that_the_code_asks_for_exists() -> None:
    tables = {key.partition(".")[0] for key in texts("fr").sentences}
    for key in re.findall(r"""\bt\(\s*["']([a-z_]+\.[a-z_.]+)["']""", CODE):
        assert key.partition(".")[0] in tables
        assert texts("fr").has(key) or texts("fr").has(f"{key}.one"), key


def test_every_english_sentence_that_is_known_by_its_form_is_really_said() -> None:
    known = {key: sentence for key, sentence in texts("en").sentences.items() if key.startswith(TABLE)}
    said = _said()
    assert [key for key, sentence in known.items() if re.sub(r"\{\w+\}", "{}", sentence) not in said] == []
    assert len(known) > 300


def test_an_error_is_told_in_french_with_its_place_and_what_is_nested_in_it() -> None:
    problem = "“2013-13” cannot be taken as a date: no calendar has that day"
    error = DataError(problem, Place("a.csv", "line 2"), "Choose a concept.")
    told = "a.csv, ligne 2 : « 2013-13 » ne peut être pris pour une date : aucun calendrier n’a ce jour."
    assert told_error(texts("fr"), error).replace("\xa0", " ") == f"{told} Choisissez un concept."
    assert told_error(texts("en"), error) == str(error)
    assert not told_error(texts("fr"), DataError("nobody has heard of this"))


def _said() -> set[str]:
    """Every text and pattern of text that the code of the packages holds, its values as ``{}``, without a last stop."""
    found = set()
    for path in (
        each for folder in ("ontology", "graph", "ingest", "explorer") for each in (ROOT / folder).rglob("*.py")
    ):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value.rstrip("."))
            elif isinstance(node, ast.JoinedStr):
                parts = (str(each.value) if isinstance(each, ast.Constant) else "{}" for each in node.values)
                found.add("".join(parts).rstrip("."))
    return found


def test_every_kind_and_parameter_has_a_name() -> None:
    for kind in ThingKind:
        assert texts("fr").has(f"kind.{kind.value}")
        assert texts("fr").has(f"kinds.{kind.value}")
    for question in questions().values():
        assert all(texts("en").has(f"parameter.{each.type}") for each in question.parameters)


def test_nothing_and_one_are_singular_in_french_only() -> None:
    assert texts("fr")("count.things", count=0) == "0 chose"
    assert texts("en")("count.things", count=0) == "0 things"


def test_a_space_before_french_punctuation_never_ends_a_line() -> None:
    assert not any(re.search(r" [:;?!»]", sentence) for sentence in texts("fr").sentences.values())


def test_an_unknown_language_falls_back_to_french() -> None:
    assert texts("xx").language == "fr"


@pytest.mark.parametrize("value", ["", "bientôt", "2013-13-45", "20130513", "12"])
def test_what_is_no_date_is_left_as_it_is(value: str) -> None:
    assert texts("fr").date(value) == value


def test_actors_work_on_a_theme_while_documents_treat_of_it() -> None:
    people = LinkGroup(DCTERMS.subject.value, "traité dans", True, ThingKind.PERSON, (), 3)
    assert texts("fr").relation(people) == "travaillent sur ce thème"
    assert texts("en").relation(replace(people, total=1)) == "works on this theme"
    assert texts("fr").relation(replace(people, kind=ThingKind.PUBLICATION)) == "traité dans"
    assert texts("fr").relation(replace(people, incoming=False, relation_label="sujet")) == "sujet"


def test_the_partner_of_an_event_is_not_told_as_in_a_partnership() -> None:
    events = LinkGroup(ML.partner.value, "partenariat", True, ThingKind.EVENT, (), 3)
    assert texts("fr").relation(events) == "partenaire de"
    assert texts("en").relation(replace(events, kind=ThingKind.PUBLICATION)) == "partner of"
    assert texts("fr").relation(replace(events, kind=ThingKind.PARTNERSHIP)) == "partenariat"
    assert texts("fr").relation(replace(events, incoming=False, relation_label="partenaire")) == "partenaire"


def test_a_hidden_label_is_no_fact() -> None:
    named = {SKOS.hiddenLabel.value: Names("libellé caché", ""), SKOS.altLabel.value: Names("autre libellé", "")}
    said = [(SKOS.hiddenLabel.value, Literal("bio-diversité")), (SKOS.altLabel.value, Literal("vivant"))]
    assert [fact.value for fact in facts_of(said, {}, named, "fr")] == ["vivant"]
