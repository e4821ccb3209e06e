"""``maillage review`` shows what is left to decide and keeps what people say of it."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from explorer.cli import main
from explorer.texts import texts
from explorer.texts.told import told_error
from graph.store import Store
from graph.workspace import Workspace
from ingest.build import build
from ingest.decisions import DecisionLog, Rulings
from ingest.decisions.review import ReviewItem, review_queue
from ingest.decisions.suggestions import SuggestionKind
from ontology.errors import DataError
from ontology.namespaces import OWL
from tests.workspaces import BASE, MakeWorkspace

SETTINGS = f"""
[network]
title = "Réseau"
base_iri = "{BASE}"
[[sources]]
path = "events.csv"
record = "event"
[[sources]]
path = "partners.csv"
record = "organisation"
"""
FILES: dict[str, str | bytes] = {
    "events.csv": "title,date,description,organizer\n"
    "Forum,2013-05-13,Une énergie très renouvelable,CCI\n"
    "Atelier,2014-01-01,,Chambre des métiers de Grenoble\n",
    "partners.csv": "name\nCCI de Grenoble\nCCI de Lyon\nChambre de métiers à Grenobles\n<script>alert(1)</script>\n",
}

NO_WORDS = {language: texts(language)("evidence.no_words") for language in ("fr", "en")}


@pytest.fixture
def folder(make_built: MakeWorkspace) -> Path:
    return make_built(SETTINGS, FILES)


def maillage(folder: Path, *arguments: str, code: int = 0) -> str:
    """What the command says: what it was asked for, or what is wrong where it ends with another code than 0."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main([*arguments, "--workspace", str(folder)])
    assert ended.value.code == code, err.getvalue()
    return (err if code else out).getvalue()


def graph(folder: Path) -> Store:
    snapshot = Workspace.open(folder).snapshots.current()
    assert snapshot
    return snapshot.store()


def queue(folder: Path) -> list[ReviewItem]:
    log = DecisionLog.of(Workspace.open(folder))
    return review_queue(graph(folder), Rulings(log.read()), "fr", limit=100)


def of_kind(folder: Path, kind: SuggestionKind) -> ReviewItem:
    return next(item for item in queue(folder) if item.kind is kind)


def test_an_unsure_link_is_in_the_queue_with_the_words_that_say_it(folder: Path) -> None:
    item = next(item for item in queue(folder) if item.object.iri.endswith("energies-renouvelables"))
    assert item.evidence[0].quote == "énergie très renouvelable"
    assert item.evidence[0].confidence == item.confidence == 0.7


def test_an_ambiguous_name_is_in_the_queue_with_its_candidates_and_what_names_it(folder: Path) -> None:
    item = of_kind(folder, SuggestionKind.AMBIGUOUS_ACTOR)
    assert item.subject.label == "CCI"
    assert {thing.label for thing in (item.object, *item.candidates)} == {"CCI de Grenoble", "CCI de Lyon"}
    assert item.evidence[0].subject.label == "Forum"


def test_the_most_useful_come_first(folder: Path) -> None:
    usefulness = [item.usefulness for item in queue(folder)]
    assert usefulness == sorted(usefulness, reverse=True)


def test_what_is_decided_does_not_come_back_and_what_is_undone_does(folder: Path) -> None:
    item = queue(folder)[0]
    maillage(folder, "review", "reject", item.id, "--who", "anne")
    assert item.id not in {each.id for each in queue(folder)}
    maillage(folder, "review", "undo", item.id, "--who", "anne")
    assert item.id in {each.id for each in queue(folder)}


def test_a_rejected_candidate_leaves_the_question_on_the_next(folder: Path) -> None:
    item = of_kind(folder, SuggestionKind.AMBIGUOUS_ACTOR)
    maillage(folder, "review", "reject", item.id)
    assert of_kind(folder, SuggestionKind.AMBIGUOUS_ACTOR).object in item.candidates


def test_the_list_is_a_table_for_people_and_json_for_programs(folder: Path) -> None:
    lines = maillage(folder, "review").splitlines()
    read = json.loads(maillage(folder, "review", "--format", "json", "--limit", "100"))
    assert [line.split()[0] for line in lines[2:]] == [item["id"] for item in read][: len(lines) - 2]
    assert {"subject", "relation", "object", "evidence", "candidates"} <= read[0].keys()


def test_things_of_one_name_are_told_apart_in_the_table_by_their_note_or_the_end_of_their_iri(
    make_built: MakeWorkspace,
) -> None:
    long = "Compagnie des transports de la vallée et des hauteurs"
    folder = make_built(
        f'{SETTINGS}[[sources]]\npath = "works.bib"\n[[registers]]\npath = "known.csv"\nrecord = "organisation"\n',
        {
            "events.csv": f"title,date,organizer,performers\nForum,2013-05-13,{long},Jean Martin\n",
            "partners.csv": "name\nCCI de Lyon\n",
            "works.bib": "@article{a, title={Les lieux}, author={Martin, Jean}, year={2012}}",
            "known.csv": f"name,location\n{long},Lyon\n{long},Nantes\n",
        },
    )
    lines = maillage(folder, "review").splitlines()
    (jean,) = (line for line in lines if "Jean Martin" in line)
    assert len(set(re.findall(r"Jean Martin \((jean-martin~\w+)\)", jean))) == 2
    (company, _) = (line for line in lines if "Compagnie" in line)
    assert "Compagnie des tran… (…ports-vallee-hauteurs)" in company
    assert "Compagnie des transports de la v… (Lyon)" in company


def test_a_decision_says_who_took_it_by_default_as_git_or_the_system_does(folder: Path) -> None:
    maillage(folder, "review", "reject", "event/1", "dcterms:subject", "concept:mobilite")
    (decision,) = DecisionLog.of(Workspace.open(folder)).read()
    assert decision.who


def test_who_decides_is_asked_of_git_in_the_folder_of_the_workspace(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, address in ((folder, "anne@example.org"), (tmp_path / "other", "luc@example.org")):
        subprocess.run(["git", "init", "--quiet", str(place)], check=True)
        subprocess.run(["git", "-C", str(place), "config", "user.email", address], check=True)
    monkeypatch.chdir(tmp_path / "other")
    maillage(folder, "review", "reject", "event/1", "dcterms:subject", "concept:mobilite")
    maillage(folder, "review", "undo")
    assert [each.who for each in DecisionLog.of(Workspace.open(folder)).read()] == ["anne@example.org"] * 2


def test_decisions_are_told_by_the_labels_of_the_graph_and_by_what_can_be_typed_again(folder: Path) -> None:
    item = of_kind(folder, SuggestionKind.AMBIGUOUS_ACTOR)
    said = maillage(folder, "review", "reject", item.id, "--who", "anne")
    assert said.startswith("rejected: CCI")
    assert f"→ {item.object.label}" in said
    assert "<organisation/cci" in said
    assert said.splitlines()[0] in maillage(folder, "review", "decisions")
    assert "<event/1>" in maillage(folder, "review", "accept", "event/1", "dcterms:subject", "concept:mobilite")


def test_accepting_a_merge_makes_one_actor_at_the_next_build(make_built: MakeWorkspace) -> None:
    folder = make_built(SETTINGS, FILES)
    item = of_kind(folder, SuggestionKind.AMBIGUOUS_ACTOR)
    maillage(folder, "review", "accept", item.id, "--who", "anne@example.org")
    build(Workspace.open(folder))
    assert graph(folder).ask(f"ASK {{ ?event schema:organizer <{item.object.iri}> }}")
    assert not graph(folder).ask(f"ASK {{ <{item.subject.iri}> ?p ?o }}")


@pytest.mark.parametrize("turned", [False, True])
def test_what_an_ambiguous_name_could_have_meant_is_not_asked_of_the_one_that_it_means(
    make_built: MakeWorkspace, turned: bool
) -> None:
    folder = make_built(SETTINGS, FILES)
    item = of_kind(folder, SuggestionKind.AMBIGUOUS_ACTOR)
    one, other = (item.object.iri, item.subject.iri) if turned else (item.subject.iri, item.object.iri)
    maillage(folder, "review", "accept", one, "owl:sameAs", other)
    build(Workspace.open(folder))
    (left,) = {each.iri for each in item.candidates}
    assert not [each for each in queue(folder) if left in {each.subject.iri, each.object.iri}]
    assert not graph(folder).ask("ASK { ?any ml:candidate ?other ; a org:Organization }")


def test_choosing_another_writes_both_halves_of_the_replacement(folder: Path) -> None:
    item = of_kind(folder, SuggestionKind.AMBIGUOUS_ACTOR)
    maillage(folder, "review", "choose", item.id, item.candidates[0].iri)
    (rejected, accepted) = Rulings(DecisionLog.of(Workspace.open(folder)).read())
    assert (rejected.object, accepted.object) == (item.object.iri, item.candidates[0].iri)


@pytest.mark.parametrize("name", ["tiers-lieu d'activités", "Tiers lieu d’activites", "concept:tiers-lieu-d-activites"])
def test_another_is_chosen_by_a_name_that_it_alone_has(folder: Path, name: str) -> None:
    link = ("event/2013-05-13-forum", "dcterms:subject", "concept:energies-renouvelables")
    maillage(folder, "review", "choose", *link, name)
    (decision,) = DecisionLog.of(Workspace.open(folder)).read()
    assert decision.by == "https://w3id.org/maillage/concept/tiers-lieu-d-activites"


@pytest.mark.parametrize(
    ("link", "name", "said"),
    [
        (
            ("dcterms:subject", "concept:ville"),
            "mobilté durable",
            "Nearest names: mobilité durable <concept:mobilite-du",
        ),
        (("dcterms:subject", "concept:ville"), "CCI de Lyon", "that this relation can have is called “CCI de Lyon”"),
        (("schema:organizer", "organisation/cci"), "mobilité", "that this relation can have is called “mobilité”"),
        (("schema:organizer", "organisation/x"), "Jumeau", "several are called “Jumeau”: Jumeau <organisation/jumeau"),
    ],
)
def test_a_name_that_none_or_several_have_is_told_with_the_nearest_or_with_their_iris(
    make_built: MakeWorkspace, link: tuple[str, str], name: str, said: str
) -> None:
    partners = f"{FILES['partners.csv']!s}Jumeau\n"
    people = '[[sources]]\npath = "people.csv"\nrecord = "person"\n'
    folder = make_built(SETTINGS + people, {**FILES, "partners.csv": partners, "people.csv": "name\nJumeau\n"})
    assert said in maillage(folder, "review", "choose", "event/2013-05-13-forum", *link, name, code=2)
    assert DecisionLog.of(Workspace.open(folder)).read() == []


def test_a_replacement_is_one_decision_with_one_id_and_one_undoing(folder: Path) -> None:
    item = of_kind(folder, SuggestionKind.AMBIGUOUS_ACTOR)
    maillage(folder, "review", "choose", item.id, item.candidates[0].iri)
    (line,) = maillage(folder, "review", "decisions").splitlines()
    assert line.startswith(f"{item.id}  replaced: ")
    maillage(folder, "review", "undo", line.split()[0])
    assert maillage(folder, "review", "decisions") == ""


def test_a_decision_whose_time_is_still_to_come_is_named(folder: Path) -> None:
    line = '{"when": "2091-01-01T00:00:00Z", "who": "a", "verdict": "rejected", "subject": "event/1",'
    line += ' "relation": "dcterms:subject", "object": "concept:ville"}\n'
    (folder / "decisions.jsonl").write_text(line, encoding="utf-8")
    for call in (["decisions"], ["reject", "event/2", "dcterms:subject", "concept:ville"]):
        said = io.StringIO()
        with redirect_stdout(io.StringIO()), redirect_stderr(said), pytest.raises(SystemExit):
            main(["review", *call, "--workspace", str(folder)])
        assert "2091-01-01T00:00:00" in said.getvalue()
        assert "still to come" in said.getvalue()


@pytest.mark.parametrize("name", ["publication/2019-etude-des-villes", "publication/doi-10-1234-abc"])
def test_a_decision_is_told_with_the_name_of_today_and_undone_by_either(
    make_workspace: MakeWorkspace, name: str
) -> None:
    head, work = "title,date,abstract,doi\n", "Étude des villes,2019,La biodiversité en ville,"
    settings = (
        f'[network]\ntitle = "Réseau"\nbase_iri = "{BASE}"\n[[sources]]\npath = "p.csv"\nrecord = "publication"\n'
    )
    folder = make_workspace(settings, {"p.csv": f"{head}{work}\n"})
    link = ("dcterms:subject", "concept:biodiversite")
    maillage(folder, "review", "reject", "publication/2019-etude-des-villes", *link)
    build(Workspace.open(folder))
    assert "now <" not in maillage(folder, "review", "decisions")
    (folder / "p.csv").write_text(f"{head}{work}10.1234/abc\n", encoding="utf-8")
    build(Workspace.open(folder))
    assert "; now <publication/doi-10-1234-abc>" in maillage(folder, "review", "decisions")
    maillage(folder, "review", "undo", name, *link)
    assert maillage(folder, "review", "decisions") == ""
    build(Workspace.open(folder))
    assert graph(folder).ask("ASK { ?work dcterms:subject|schema:mentions concept:biodiversite ; a bibo:Document }")


def test_undo_without_an_item_takes_back_the_latest_decision(folder: Path) -> None:
    one, two = queue(folder)[:2]
    maillage(folder, "review", "reject", one.id)
    maillage(folder, "review", "accept", two.id)
    maillage(folder, "review", "undo")
    assert [ruling.object for ruling in Rulings(DecisionLog.of(Workspace.open(folder)).read())] == [one.object.iri]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["reject", "nothing"], "no open item is called “nothing”"),
        (["reject", "a", "b"], "SUBJECT RELATION OBJECT"),
        (["reject", "a", "dcterms:subjct", "b"], "Did you mean “dcterms:subject”"),
        (
            ["reject", "event/1", "schema:startDate", "2026-03-12"],
            "texts are mended in the source; people",
        ),
        (["accept", "a b", "dcterms:subject", "c"], "is not an IRI"),
        (["accept", "event/1", "dcterms:subject", "organisation/cci-lyon"], "an organisation, and this relation leads"),
        (["accept", "event/1", "schema:organizer", "concept:mobilite"], "is a concept, and this relation leads to"),
        (["accept", "organisation/cci-lyon", "owl:sameAs", "person/anne"], "only actors of one kind are one"),
        (["choose", "event/1", "dcterms:subject", "concept:ville", "event/2"], "is an event, and this relation leads"),
        (["undo"], "nothing is decided"),
        (["undo", "a", "dcterms:subject", "b"], "nothing is decided on this link"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(folder: Path, arguments: list[str], sentence: str) -> None:
    assert sentence in maillage(folder, "review", *arguments, code=2)


def test_a_broken_file_is_named_with_its_line(folder: Path) -> None:
    (folder / "decisions.jsonl").write_text("\nnot json\n", encoding="utf-8")
    assert "decisions.jsonl, line 2" in maillage(folder, "review", code=1)


def test_a_verdict_that_is_none_is_named_with_those_that_are_in_both_languages(folder: Path) -> None:
    maillage(folder, "review", "reject", "event/1", "dcterms:subject", "concept:mobilite", "--who", "anne")
    path = folder / "decisions.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("rejected", "refusé"), encoding="utf-8")
    said = maillage(folder, "review", code=1)
    assert "decisions.jsonl, line 1: the verdict “refusé” is none of accepted, rejected, replaced and undone." in said
    with pytest.raises(DataError) as raised:
        DecisionLog.of(Workspace.open(folder)).read()
    french = told_error(texts("fr"), raised.value).replace("\xa0", " ")
    assert "« rejected » (refusé), « replaced » (remplacé) ou « undone » (annulé), et non « refusé »" in french


def at_a_terminal(folder: Path, typed: str, *options: str) -> str:
    """What a person sees who types this at ``maillage review``."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "explorer", "review", "--who", "anne", "--workspace", str(folder), *options]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        os.write(ours, typed.encode())
        seen = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:
                break
            seen += piece
    os.close(ours)
    assert process.returncode == 0, seen
    return seen.decode()


def test_at_a_terminal_each_item_is_asked_with_its_evidence(folder: Path) -> None:
    items = queue(folder)
    seen = at_a_terminal(folder, "a\nr\ns\nq\n")
    assert items[0].evidence[0].quote in seen
    given = [(decision.verdict.value, decision.object) for decision in DecisionLog.of(Workspace.open(folder)).read()]
    assert given == [("accepted", items[0].object.iri), ("rejected", items[1].object.iri)]


@pytest.mark.parametrize(
    ("language", "words"), [("fr", ("— identique à →", NO_WORDS["fr"])), ("en", ("— same as →", NO_WORDS["en"]))]
)
def test_at_a_terminal_questions_are_asked_in_one_language(folder: Path, language: str, words: tuple[str, ...]) -> None:
    seen = at_a_terminal(folder, "s\n" * len(queue(folder)), "--language", language)
    assert [word for word in words if word not in seen] == []
    assert "«»" not in seen


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            (),
            "questions à décider, en tant que anne\xa0: a accepter, r refuser, c choisir une autre réponse, s suivante"
            ", u annuler la dernière, q quitter.|«\xa0x\xa0» n’est pas une réponse\xa0: a accepter|Il n’y a rien à "
            "annuler dans cette séance.|Qui ce nom désigne-t-il\xa0? (|sûr à 0,70|, 0 après celle-ci)|  ou\xa0: CCI de"
            " |nom, ou un IRI comme concept:mobilite> |aucune réponse n’a le numéro 9. Écrivez un nom, ou un IRI.|"
            "ne s’appelle «\xa0Nulle part|refusé\xa0: |annulé\xa0: |Rien n’a été décidé.",
        ),
        (
            ("--language", "en"),
            " to decide, as anne: a accept, r reject, c choose another, s skip, u undo, q quit.|“x” is no answer: a ac|"
            "There is nothing to undo in this sitting.|] Whom does this name mean? (|sure to 0.70|, 0 after this one)|"
            "  or: CCI de |ame, or IRI such as concept:mobilite> |no answer has the number 9. Type a name, or an IRI.|"
            " is called “Nulle part|rejected: |undone: |Nothing was decided.",
        ),
    ],
    ids=["fr", "en"],
)
def test_at_a_terminal_the_keys_and_all_that_is_said_are_in_the_language(
    folder: Path, options: tuple[str, ...], words: str
) -> None:
    count = len(queue(folder))
    seen = at_a_terminal(folder, "x\nu\nc\n9\nc\nNulle part\nr\nu\n" + "s\n" * count, *options)
    assert [word for word in words.split("|") if word not in seen] == []
    other = ("decide", "answer", "skip") if not options else ("décider", "réponse", "suivante")
    assert not [word for word in other if word in seen]


def test_at_a_terminal_a_decision_can_be_undone_and_another_chosen(folder: Path) -> None:
    item = next(item for item in queue(folder) if item.candidates)
    place = [each.id for each in queue(folder)].index(item.id)
    at_a_terminal(folder, "s\n" * place + "r\nu\nc\n1\nq\n")
    given = [decision.verdict.value for decision in DecisionLog.of(Workspace.open(folder)).read()]
    assert given == ["rejected", "undone", "replaced"]


def test_a_wrong_choice_at_a_terminal_is_told_and_asked_again(folder: Path) -> None:
    seen = at_a_terminal(folder, "c\nconcept:nothing-such\nx\nq\n", "--language", "en")
    assert "nothing in the graph is called" in seen
    assert DecisionLog.of(Workspace.open(folder)).read() == []


def test_at_a_terminal_another_is_chosen_by_name_and_a_number_that_no_answer_has_is_told(folder: Path) -> None:
    place = [bool(item.candidates) for item in queue(folder)].index(False)
    item = queue(folder)[place]
    name = "tiers-lieu d'activités" if item.relation != OWL.sameAs.value else "CCI de Lyon"
    seen = at_a_terminal(folder, "s\n" * place + f"c\n1\nc\n{name}\nq\n", "--language", "en")
    assert "no answer has the number 1" in seen
    assert "Name, or IRI such as concept:mobilite" in seen
    (decision,) = DecisionLog.of(Workspace.open(folder)).read()
    assert (decision.object, bool(decision.by)) == (item.object.iri, True)


def test_help_teaches_with_examples(folder: Path) -> None:
    assert "maillage review reject" in maillage(folder, "review", "--help")


def test_nothing_is_added_to_decisions_that_a_merge_has_left_in_pieces(folder: Path) -> None:
    maillage(folder, "review", "reject", queue(folder)[0].id, "--who", "anne")
    path = folder / "decisions.jsonl"
    path.write_text(f"<<<<<<< HEAD\n{path.read_text(encoding='utf-8')}=======\n>>>>>>> b\n", encoding="utf-8")
    before = path.read_bytes()
    link = ("event/2013-05-13-forum", "dcterms:subject", "concept:mobilite")
    said = maillage(folder, "review", "accept", *link, code=1)
    assert "decisions.jsonl, line 1: a merge has left its marks here" in said
    assert path.read_bytes() == before


def test_what_is_gone_can_be_forgotten_by_all_its_names_and_the_rest_stays_to_the_letter(
    make_built: MakeWorkspace,
) -> None:
    folder = make_built(SETTINGS, FILES)
    said = (
        '{{"who":"anne","when":"2026-11-29T10:00:00Z",  "verdict":"{}","subject":"{}","relation":"{}","object":"{}"}}\n'
    )
    gone = [
        said.format("rejected", "person/paul-rey~0a1b2c", "owl:sameAs", "person/paul-rey~ffffff"),
        said.format("accepted", "event/2013-05-13-forum", "schema:performer", "person/orcid-1"),
        said.format("undone", "event/2013-05-13-forum", "schema:performer", "person/orcid-1"),
    ]
    stays = said.format("rejected", "event/2013-05-13-forum", "dcterms:subject", "concept:biodiversite")
    (folder / "decisions.jsonl").write_text(gone[0] + stays + "".join(gone[1:]), encoding="utf-8")
    names = "# À garder\nevent/2012-a event/2012-b\n", "person/paul-rey~0a1b2c person/orcid-1\n"
    (folder / "decisions.renamed").write_text("".join(names), encoding="utf-8")
    (waiting,) = build(Workspace.open(folder)).waiting
    assert f"`maillage review forget {waiting.unknown}`" in str(waiting)
    assert "is in the published graph" in maillage(folder, "review", "forget", "event/2013-05-13-forum", code=2)
    before = (folder / "decisions.jsonl").read_bytes()
    assert "no decision is on" in maillage(folder, "review", "forget", "person/anne-coste", code=2)
    assert (folder / "decisions.jsonl").read_bytes() == before
    assert "3 of decisions.jsonl, 1 of decisions.renamed" in maillage(folder, "review", "forget", "person/orcid-1")
    assert (folder / "decisions.jsonl").read_text(encoding="utf-8") == stays
    assert (folder / "decisions.renamed").read_text(encoding="utf-8") == names[0]
    assert build(Workspace.open(folder)).waiting == []


def test_what_was_listed_can_be_answered_whatever_is_answered_before(make_built: MakeWorkspace) -> None:
    sources = "".join(f'[[sources]]\npath = "{name}.csv"\nrecord = "event"\n' for name in "abcde")
    folder = make_built(
        f'[network]\ntitle = "Réseau"\nbase_iri = "{BASE}"\n{sources}',
        {f"{name}.csv": f"title,date,speakers\nForum {name},2013-05-13,Paul Rey\n" for name in "abcde"},
    )
    listed = json.loads(maillage(folder, "review", "--format", "json"))
    assert len(listed) > 3
    for item in listed:
        maillage(folder, "review", "accept", item["id"])
        assert "no open item" in maillage(folder, "review", "accept", item["id"], code=2)
    report = build(Workspace.open(folder))
    assert report.waiting == []
    asked = "SELECT DISTINCT ?who { ?event schema:performer ?who }"
    assert len(list(report.snapshot.store().select(asked))) == 1
