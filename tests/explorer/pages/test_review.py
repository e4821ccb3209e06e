"""The review page asks what the machine doubts, and decides for those who may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer import context as served
from explorer import editing
from explorer.components.deciding import NOTE
from explorer.components.evidence import cards
from explorer.components.queue import open_questions
from explorer.components.render import render, show
from explorer.context import Context, set_context
from explorer.pages import review
from explorer.texts import LANGUAGES, texts
from graph.store import Store
from graph.workspace import Workspace
from ingest.build import build
from ingest.decisions import DecisionLog, doubts
from ingest.decisions.doubts import Doubts
from ingest.decisions.review import ReviewItem, review_queue
from ingest.decisions.rulings import Rulings
from ingest.decisions.suggestions import Suggestion, SuggestionKind, suggestions
from ontology.errors import CallError
from ontology.namespaces import DCTERMS, ML

SETTINGS = """
[network]
title = "Réseau"
base_iri = "https://example.org/reseau/"
[[sources]]
path = "events.csv"
record = "event"
"""
EVENTS = "title,date,description\n<script>alert(1)</script>,2013-05-13,Une énergie très renouvelable\n"
EVENTS += "Mobilité et mobilités,2014-01-01,\n"
SCRIPT = """
from explorer.components.navigator import Click
from explorer.pages import Visit
from explorer.pages.review import show
show(Visit({language!r}, {parameters!r}, {click}))
"""


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("review")
    (folder / "maillage.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "events.csv").write_text(EVENTS, encoding="utf-8")
    build(Workspace.open(folder))
    return Workspace.open(folder)


@pytest.fixture
def reader(network: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(served, "_served", [])
    monkeypatch.setattr(editing, "_at_keyboard", [])
    (network.root / "decisions.jsonl").unlink(missing_ok=True)
    set_context(Context(network))
    return network


@pytest.fixture
def keeper(reader: Workspace) -> Iterator[Workspace]:
    editing.allow_at_keyboard("127.0.0.1", reader.root)
    yield reader
    editing._at_keyboard.clear()


def page(click: str = "None", language: str = "fr", **parameters: str) -> str:
    script = SCRIPT.format(language=language, parameters=parameters, click=click)
    app = AppTest.from_string(script, default_timeout=30).run()
    assert not app.exception, app.exception
    return "\n".join(str(each.proto.body) for each in app.get("html"))


def first(workspace: Workspace) -> ReviewItem:
    snapshot = workspace.snapshots.current()
    assert snapshot
    return review_queue(snapshot.store(), Rulings(), "fr", 1)[0]


def left(workspace: Workspace) -> list[str]:
    snapshot = workspace.snapshots.current()
    assert snapshot
    return [each.id for each in suggestions(snapshot.store(), Rulings())]


def decided(workspace: Workspace) -> list[str]:
    return [decision.verdict.value for decision in DecisionLog.of(workspace).read()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_question_has_its_words(language: str) -> None:
    assert all(texts(language).has(f"question.{kind.value}") for kind in SuggestionKind)


def test_the_evidence_of_a_link_says_who_decided_on_it_and_when(reader: Workspace) -> None:
    (found, *_) = first(reader).evidence
    found = replace(found, decision=ML.rejected.value, decided_by="anne", decided_at="2026-11-23T21:00:00Z")
    assert cards(texts("fr"), [found])[0].decision == "refusé, anne, 23 novembre 2026"


@pytest.mark.usefixtures("reader")
def test_a_visitor_reads_the_questions_with_their_words_and_cannot_decide() -> None:
    html = page()
    assert "<mark>énergie très renouvelable</mark>" in html
    assert "data-action" not in html
    assert "<script>" not in html


def test_what_a_visitor_sends_decides_nothing(reader: Workspace) -> None:
    page(f"Click(action='reject', subject={first(reader).id!r})")
    assert decided(reader) == []


def test_a_keeper_decides_and_undoes_with_a_button(keeper: Workspace) -> None:
    item = first(keeper)
    html = page(f"Click(action='reject', subject={item.id!r})")
    assert f'id="q-{item.id}"' not in html
    assert f'data-action="undo" data-subject="{item.id}"' in html
    assert f'id="q-{item.id}"' in page(f"Click(action='undo', subject={item.id!r})")
    assert decided(keeper) == ["rejected", "undone"]


def test_a_decision_does_not_have_the_whole_graph_looked_through_again(
    keeper: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = first(keeper)
    page()

    def refuse(_: Store) -> Doubts:
        raise AssertionError("the whole graph is looked through")

    monkeypatch.setattr(doubts, "doubts_of", refuse)
    assert f'id="q-{item.id}"' not in page(f"Click(action='reject', subject={item.id!r})")


def test_a_keeper_chooses_another_answer(keeper: Workspace) -> None:
    other = "https://w3id.org/maillage/concept/hydrogene"
    item = first(keeper)
    assert "Plutôt hydrogène" in page(item=item.id, by=other)
    page(f"Click(action='choose', subject={item.id!r}, detail={other!r})")
    assert [decision.by for decision in DecisionLog.of(keeper).read()] == [other]
    html = page()
    assert '<span class="ml-soft">1</span>' in html
    assert html.count('data-action="undo"') == 1
    assert "Remplacé" in html
    page(f"Click(action='undo', subject={item.id!r})")
    assert "Remplacé" not in page()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "est un événement, et cette relation mène à un concept"),
        ("en", "is an event, and this relation leads to"),
    ],
)
def test_an_answer_of_another_kind_is_refused_in_a_sentence(keeper: Workspace, language: str, said: str) -> None:
    network = keeper.snapshots.current()
    assert network
    queue = review_queue(network.store(), Rulings(), "fr")
    item = next(each for each in queue if each.relation == DCTERMS.subject.value)
    other = "https://example.org/reseau/event/2014-01-01-x"
    assert said in page(f"Click(action='choose', subject={item.id!r}, detail={other!r})", language)
    assert decided(keeper) == []


def test_a_button_names_a_thing_in_its_own_letters_and_another_can_still_be_looked_for(keeper: Workspace) -> None:
    item = first(keeper)
    html = page(item=item.id, by="https://w3id.org/maillage/concept/economies-d-energie")
    assert "Plutôt économies d&#39;énergie</button>" in html
    assert f'href="/relecture?item={item.id}"' in html


@pytest.mark.parametrize("click", ["Click(action='undo', subject='zzz')", "Click(action='accept', subject='zzz')"])
def test_a_question_that_is_no_longer_open_is_told_in_a_sentence(keeper: Workspace, click: str) -> None:
    assert "Cette question n’est plus ouverte" in page(click)
    assert decided(keeper) == []


@pytest.mark.usefixtures("keeper")
def test_a_hostile_address_breaks_nothing() -> None:
    assert "<img" not in page(item='"><img src=x>', by="nonsense")


@pytest.mark.parametrize("kind", ["person/anne", "no-such-thing"])
def test_an_address_proposes_no_answer_that_the_question_cannot_have(keeper: Workspace, kind: str) -> None:
    assert "Plutôt" not in page(item=first(keeper).id, by=f"https://example.org/reseau/{kind}")


def test_a_note_is_kept_with_the_decision_on_one_line_and_not_longer_than_the_field(keeper: Workspace) -> None:
    page(f"Click(action='reject', subject={first(keeper).id!r}, note={'hors  sujet' + 'x' * 900!r})")
    (decision,) = DecisionLog.of(keeper).read()
    assert decision.note.startswith("hors sujetx")
    assert len(decision.note) <= NOTE


@pytest.mark.parametrize(
    ("language", "total", "turns"),
    [
        ("fr", ("questions attendent : voici", "Décisions en vigueur"), ("Questions suivantes", "Décisions plus")),
        ("en", ("questions wait: here are", "Decisions in force"), ("Next questions", "Older decisions")),
    ],
)
def test_all_questions_and_all_decisions_can_be_reached(
    keeper: Workspace, monkeypatch: pytest.MonkeyPatch, language: str, total: tuple[str, str], turns: tuple[str, str]
) -> None:
    monkeypatch.setattr(review, "FEW", 1)
    (one, *_) = every = left(keeper)
    first_page = page(language=language)
    assert f"{len(every)} {total[0]} 1 {'à' if language == 'fr' else 'to'} 1" in first_page.replace("\xa0", " ")
    assert turns[0] in first_page
    last = page(language=language, **{"from": "999"})
    assert f'id="q-{every[-1]}"' in last
    assert turns[0] not in last
    for each in every[:2]:
        page(f"Click(action='reject', subject={each!r})")
    html = page(language=language)
    assert total[1] in html
    assert turns[1] in html
    assert f'data-action="undo" data-subject="{one}"' not in html
    assert f'data-action="undo" data-subject="{one}"' in page(language=language, decided="1")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "example.org", "::"])
def test_editing_without_a_log_in_is_for_this_machine_alone(host: str) -> None:
    with pytest.raises(CallError, match="this machine alone"):
        editing.allow_at_keyboard(host, Path())
    assert not editing._at_keyboard


def test_a_named_editor_who_has_not_logged_in_only_reads(reader: Workspace, tmp_path: Path) -> None:
    settings = SETTINGS + '[editors]\nemails = ["anne@example.org"]\n'
    (tmp_path / "maillage.toml").write_text(settings, encoding="utf-8")
    set_context(Context(Workspace.open(tmp_path, reader.state)))
    html = page(f"Click(action='reject', subject={first(reader).id!r})")
    assert re.findall(r'data-action="(\w+)"', html) == ["login"]
    assert decided(reader) == []


@pytest.mark.parametrize(
    ("logged_in", "may_decide"),
    [
        ({"email": "Anne@Example.org"}, True),
        ({"email": "anne@example.org", "email_verified": True}, True),
        ({"email": "anne@example.org", "email_verified": False}, False),
        ({"email": "eve@example.org"}, False),
        ({"email": ""}, False),
        ({}, False),
    ],
    ids=str,
)
def test_only_a_verified_address_that_the_workspace_names_decides(
    reader: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logged_in: dict[str, object], may_decide: bool
) -> None:
    settings = SETTINGS + '[editors]\nemails = ["anne@example.org"]\n'
    (tmp_path / "maillage.toml").write_text(settings, encoding="utf-8")
    set_context(Context(Workspace.open(tmp_path, reader.state)))
    monkeypatch.setattr("streamlit.user", {"is_logged_in": True, **logged_in})
    assert bool(editing.visitor().editor) is may_decide


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(("language", "said"), [("fr", "Chargement…"), ("en", "Loading…")])
def test_until_the_questions_are_found_for_the_first_time_the_page_says_that_they_come(
    monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    seen: list[str] = []

    def draw(template: str, language: str, **values: object) -> None:
        seen.append(render(template, language, **values))
        show(template, language, **values)

    def look(log: DecisionLog) -> tuple[Suggestion, ...]:
        seen.append("looked")
        return open_questions(log)

    monkeypatch.setattr(review, "draw", draw)
    monkeypatch.setattr(review, "open_questions", look)
    app = AppTest.from_string(SCRIPT.format(language=language, parameters={}, click="None"), default_timeout=30).run()
    before = seen[: seen.index("looked")]
    assert 'id="contenu"' in before[0]
    assert said in before[1]
    assert said not in "".join(str(each.proto.body) for each in app.get("html"))
    seen.clear()
    app.run()
    assert not any(said in each for each in seen)
