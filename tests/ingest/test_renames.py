"""The file of former names, line by line, and what is decided on things by the names that they have now."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.embedded import EmbeddedStore
from ingest.decisions import Decision, DecisionLog, Verdict
from ingest.decisions.renames import FILE, add_renames, read_renames, rulings_on
from ontology.errors import DataError
from ontology.namespaces import DCTERMS, OWL, RDF, RDFS, SCHEMA
from tests.workspaces import BASE

A, B, C = "event/2013-a", "event/2013-b", "event/2013-c"
WHEN, WATER = "2026-01-01T00:00:00Z", "https://example.org/water"
EITHER = "the line is not a former name and the next one (“event/2013-forum event/2013-05-13-forum”)"
MEND = "Mend the line, or take it away: no other line depends on it."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE


def test_the_file_says_in_both_languages_what_it_is_for_and_is_in_the_order_of_the_names(path: Path) -> None:
    assert read_renames(path) == {}
    add_renames(path, {B: C, A: B})
    french, english, *others = path.read_text(encoding="utf-8").splitlines()
    assert french.startswith("# Noms que des choses décidées avaient")
    assert english.startswith("# Names that things decided on had")
    assert others == [f"{A} {B}", f"{B} {C}"]
    assert read_renames(path) == {A: B, B: C}


def test_a_name_that_a_thing_bears_again_has_its_new_next_one_alone_and_what_people_wrote_stays(path: Path) -> None:
    path.write_text(f"# mine\n\n{A} {B}\n{B} {C}\n", encoding="utf-8")
    add_renames(path, {A: B})
    assert path.read_text(encoding="utf-8") == f"# mine\n\n{A} {B}\n{B} {C}\n"
    add_renames(path, {B: A})
    assert read_renames(path) == {A: B, B: A}
    assert path.read_text(encoding="utf-8").splitlines()[2:] == [f"{A} {B}", f"{B} {A}"]


def test_nothing_is_known_of_a_name_to_which_two_branches_give_another_next_one(path: Path) -> None:
    path.write_text(f"{A} {B}\n{A} {C}\n{A} {B}\n{B} {C}\n{B} {C}\n", encoding="utf-8-sig")
    assert read_renames(path) == {B: C}


@pytest.mark.parametrize("line", [A, f"{A} {B} {C}", f"{A} person/b", "a b", "<<<<<<< HEAD", f"{A} b"])
def test_a_line_that_is_not_two_names_of_one_kind_is_told_with_its_place(path: Path, line: str) -> None:
    path.write_text(f"# head\n\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError) as raised:
        read_renames(path)
    assert str(raised.value) == f"{path}, line 3: {EITHER}. {MEND}"


def test_a_file_that_cannot_be_read_is_told_with_what_to_do(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00")
    for ask in (lambda: read_renames(path), lambda: add_renames(path, {A: B})):
        with pytest.raises(DataError, match=r"the file is not in UTF-8. Save it as UTF-8."):
            ask()
    path.unlink()
    path.mkdir()
    with pytest.raises(DataError, match=r"cannot be read \(Is a directory\). Check the rights on it."):
        read_renames(path)


def said(subject: str, relation: str, other: str) -> Decision:
    return Decision(Verdict.ACCEPTED, subject, relation, other, "anne", WHEN)


@pytest.mark.parametrize(
    ("published", "now"),
    [((A,), A), ((A, C), A), ((B,), B), ((B, C), C), ((C,), C), ((), A)],
    ids=["still", "before-others", "next", "last", "after-two", "nowhere"],
)
def test_a_decision_is_on_the_thing_by_the_last_of_its_names_that_the_graph_knows(
    path: Path, published: tuple[str, ...], now: str
) -> None:
    add_renames(path, {A: B, B: C})
    log = DecisionLog(path.with_name("decisions.jsonl"), BASE)
    log.append(said(BASE + A, DCTERMS.subject.value, WATER))
    store, graph = EmbeddedStore.memory(), NamedNode(BASE + "graph/1")
    quads = [Quad(NamedNode(BASE + each), RDF.type, SCHEMA.Event, graph) for each in published]
    named = Quad(NamedNode(BASE + B), RDFS.label, Literal("only named"), graph)
    store.replace({graph: [*quads, named]})
    assert [(each.subject, each.object) for each in rulings_on(store, log)] == [(BASE + now, WATER)]
    assert [each.subject for each in rulings_on(None, log)] == [BASE + A]


def test_two_that_became_one_are_no_longer_told_apart_where_nothing_is_published_of_the_first(path: Path) -> None:
    one, two = "person/one", "person/two"
    add_renames(path, {one: two})
    log = DecisionLog(path.with_name("decisions.jsonl"), BASE)
    log.append(said(BASE + one, OWL.sameAs.value, BASE + two))
    store, graph = EmbeddedStore.memory(), NamedNode(BASE + "graph/1")
    store.replace({graph: [Quad(NamedNode(BASE + two), RDF.type, SCHEMA.Person, graph)]})
    assert list(rulings_on(store, log)) == []
    assert len(rulings_on(None, log)) == 1
