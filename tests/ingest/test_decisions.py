"""What people decide applies at the next build, outlives every other, and is never overwritten."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from graph.store import Store, text
from graph.views.explanations import evidence
from graph.workspace import Workspace
from ingest.build import BuildReport, build
from ingest.decisions import Decision, DecisionLog, Rulings, Verdict, review
from ingest.decisions.decision import line_of
from ingest.decisions.suggestions import suggestion_id
from ingest.linking import Mention, Subject
from ingest.records import Event, Passage
from ingest.triples import LinkedRecord, record_quads
from ontology.errors import CallError, DataError, Place
from ontology.namespaces import DCTERMS, OA, OWL, SCHEMA, expand
from tests.workspaces import BASE, EVENTS_SETTINGS, NETWORK_SETTINGS, MakeWorkspace

SETTINGS = EVENTS_SETTINGS
HEAD = "title,date,description,organizer\n"
FORUM = "Forum des tiers-lieux,2013-05-13,La RSE et la biodiversité,Mairie\n"
OTHER = "Atelier,2014-01-01,Le coworking,Ville de Grenoble\n"
EVENT = BASE + "event/2013-05-13-forum-des-tiers-lieux"
THIRD_PLACE, BIODIVERSITY = expand("concept:tiers-lieu"), expand("concept:biodiversite")
SUBJECT, ORGANIZER, SAME = DCTERMS.subject.value, SCHEMA.organizer.value, OWL.sameAs.value
ANNE = "anne@example.org"
WHEN = "2026-11-23T21:00:00Z"


@pytest.fixture
def folder(make_workspace: MakeWorkspace) -> Path:
    return make_workspace(SETTINGS, {"events.csv": HEAD + FORUM + OTHER})


@pytest.fixture
def published(make_built: MakeWorkspace) -> Path:
    return make_built(SETTINGS, {"events.csv": HEAD + FORUM + OTHER})


def log(folder: Path) -> DecisionLog:
    return DecisionLog.of(Workspace.open(folder))


def said(verdict: str, subject: str, relation: str, other: str, **more: str) -> Decision:
    return Decision(Verdict(verdict), subject, relation, other, ANNE, WHEN, **more)


def decide(folder: Path, *decision: str, **more: str) -> None:
    log(folder).append(said(*decision, **more))


def built(folder: Path) -> BuildReport:
    return build(Workspace.open(folder))


def store(folder: Path) -> Store:
    return built(folder).snapshot.store()


def objects(graph: Store, subject: str, relation: str) -> set[str]:
    query = f"SELECT ?o {{ <{subject}> <{relation}> ?o }}"
    return {text(row, "o") for row in graph.select(query)}


def concepts(graph: Store) -> set[str]:
    return objects(graph, EVENT, SUBJECT) | objects(graph, EVENT, SCHEMA.mentions.value)


def test_a_rejected_link_is_gone_and_its_evidence_says_who_rejected_it_and_when(published: Path) -> None:
    assert THIRD_PLACE in concepts(store(published))
    decide(published, "rejected", EVENT, SUBJECT, THIRD_PLACE, note="hors sujet")
    graph = store(published)
    assert THIRD_PLACE not in concepts(graph)
    query = """SELECT ?who ?when ?note ?quote {
      ?a ml:decision ml:rejected ; dcterms:creator ?who ; dcterms:created ?when ; rdfs:comment ?note ;
        oa:hasBody concept:tiers-lieu ; oa:hasTarget/oa:hasSelector/oa:exact ?quote }"""
    (row,) = graph.select(query)
    assert [text(row, name) for name in ("who", "when", "note", "quote")] == [ANNE, WHEN, "hors sujet", "tiers-lieux"]


def test_a_rejected_link_does_not_come_back_when_the_source_changes(folder: Path) -> None:
    decide(folder, "rejected", EVENT, SUBJECT, THIRD_PLACE)
    built(folder)
    more = FORUM.replace("La RSE", "Un tiers-lieu est un tiers lieu. La RSE")
    (folder / "events.csv").write_text(HEAD + more, encoding="utf-8")
    assert THIRD_PLACE not in concepts(store(folder))


def test_a_rejected_subject_does_not_come_back_as_a_mention(folder: Path) -> None:
    decide(folder, "rejected", EVENT, SCHEMA.mentions.value, THIRD_PLACE)
    assert THIRD_PLACE not in concepts(store(folder))


def test_undoing_brings_the_link_back_as_it_was(published: Path) -> None:
    before = built(published).snapshot.manifest.fingerprint
    decide(published, "rejected", EVENT, SUBJECT, THIRD_PLACE)
    assert built(published).snapshot.manifest.fingerprint != before
    decide(published, "undone", EVENT, SUBJECT, THIRD_PLACE)
    assert built(published).snapshot.manifest.fingerprint == before


def test_only_the_records_concerned_are_written_again(published: Path) -> None:
    decide(published, "rejected", EVENT, SUBJECT, THIRD_PLACE)
    assert built(published).written == 1
    assert not built(published).published


def test_an_accepted_link_keeps_the_confidence_of_the_machine(published: Path) -> None:
    (before,) = evidence(store(published), EVENT, other=THIRD_PLACE)
    decide(published, "accepted", EVENT, SUBJECT, THIRD_PLACE)
    graph = store(published)
    (after,) = evidence(graph, EVENT, other=THIRD_PLACE)
    assert (after.decision, after.confidence) == (expand("ml:accepted"), before.confidence)
    assert (after.decided_by, after.decided_at) == (ANNE, WHEN)
    assert THIRD_PLACE in objects(graph, EVENT, SUBJECT)


def test_a_mention_accepted_as_a_subject_is_one_however_unsure_it_was() -> None:
    words = Mention(THIRD_PLACE, "title", 0, 10, "tiers-lieu", "tiers-lieu", 0.4, "stem")
    event = Event(key="1", place=Place("events.csv"), passages=(Passage("title", "tiers-lieu"),))
    linked = LinkedRecord(event, "source/events-csv", "event/1", subjects=(Subject(THIRD_PLACE, 0.0, (words,)),))
    assert relations(linked) == {SCHEMA.mentions}
    rulings = Rulings([said("accepted", BASE + "event/1", SUBJECT, THIRD_PLACE)])
    assert relations(replace(linked, rulings=tuple(rulings))) == {DCTERMS.subject}


def relations(linked: LinkedRecord) -> set[NamedNode]:
    quads = record_quads(linked, BASE, NamedNode(BASE + "graph/1"))
    return {quad.predicate for quad in quads if quad.object == NamedNode(THIRD_PLACE)} - {OA.hasBody}


def test_a_replaced_link_gives_way_to_another_with_the_same_words(folder: Path) -> None:
    reuse = expand("concept:hydrogene")
    decide(folder, "replaced", EVENT, SUBJECT, THIRD_PLACE, by=reuse)
    graph = store(folder)
    assert reuse in concepts(graph)
    assert THIRD_PLACE not in concepts(graph)
    (found,) = evidence(graph, EVENT, other=reuse)
    assert (found.quote, found.method) == ("tiers-lieux", expand("ml:method-decision"))


def test_rejecting_what_replaced_a_link_does_not_bring_the_first_back(folder: Path) -> None:
    decide(folder, "replaced", EVENT, SUBJECT, THIRD_PLACE, by=expand("concept:hydrogene"))
    decide(folder, "rejected", EVENT, SUBJECT, expand("concept:hydrogene"))
    assert not {THIRD_PLACE, expand("concept:hydrogene")} & concepts(store(folder))


VOCABULARY = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/voc> a skos:ConceptScheme .
<https://example.org/voc/{0}> a skos:Concept ; skos:prefLabel "{0}"@fr ; skos:inScheme <https://example.org/voc> .
"""
VALLEY = "https://example.org/voc/vallon"


def test_until_what_was_chosen_is_there_the_machine_s_own_answer_stays(
    make_workspace: MakeWorkspace, tmp_path: Path
) -> None:
    settings = f'{SETTINGS}[[vocabularies]]\npath = "voc.ttl"\n'
    folder = make_workspace(settings, {"events.csv": HEAD + FORUM, "voc.ttl": VOCABULARY.format("moraine")})
    before = built(folder).snapshot.manifest.fingerprint
    decide(folder, "replaced", EVENT, SUBJECT, THIRD_PLACE, by=VALLEY)
    report = built(folder)
    assert report.snapshot.manifest.fingerprint == before
    (waiting,) = report.waiting
    assert f"<{VALLEY}> is not in the graph. Until it is, <{THIRD_PLACE}> stays" in str(waiting)
    for number, (word, expected) in enumerate([("vallon", {VALLEY}), ("moraine", {THIRD_PLACE}), ("vallon", {VALLEY})]):
        (folder / "voc.ttl").write_text(VOCABULARY.format(word), encoding="utf-8")
        report = built(folder)
        assert concepts(report.snapshot.store()) & {VALLEY, THIRD_PLACE} == expected
        anew = build(Workspace.open(folder, tmp_path / f"anew-{number}")).snapshot
        assert anew.manifest.fingerprint == report.snapshot.manifest.fingerprint


def test_what_was_rejected_before_stays_so_while_what_was_chosen_then_is_not_there(folder: Path) -> None:
    decide(folder, "rejected", EVENT, SUBJECT, THIRD_PLACE)
    decide(folder, "replaced", EVENT, SUBJECT, THIRD_PLACE, by=VALLEY)
    report = built(folder)
    assert THIRD_PLACE not in concepts(report.snapshot.store())
    assert [each.unknown for each in report.waiting] == [VALLEY]


def test_an_organiser_who_is_replaced_by_one_who_leaves_is_the_organiser_again(folder: Path) -> None:
    decide(folder, "replaced", EVENT, ORGANIZER, ONE, by=TWO)
    assert objects(store(folder), EVENT, ORGANIZER) == {TWO}
    (folder / "events.csv").write_text(HEAD + FORUM, encoding="utf-8")
    report = built(folder)
    assert objects(report.snapshot.store(), EVENT, ORGANIZER) == {ONE}
    assert [each.unknown for each in report.waiting] == [TWO]
    (folder / "events.csv").write_text(HEAD + FORUM + OTHER, encoding="utf-8")
    assert objects(store(folder), EVENT, ORGANIZER) == {TWO}


OF_BOOKS = f'{NETWORK_SETTINGS}[[sources]]\npath = "*.bib"\n'
BOOKS = {
    "p.bib": "@article{a, title={Eau et territoires}, author={Roux, Jean and Martin, Anne}, year={2020}}",
    "q.bib": "@article{b, title={Forêts alpines}, author={Roux, Jean and Durand, Paul}, year={2021}}",
}
TOWNS = {
    "o.csv": "Nom,Ville\nLa Fabrique,Grenoble\nLa Fabrique,Lyon\n",
    "events.csv": "title,date,location,organizer\nForum,2013-05-13,Lyon,La Fabrique\n",
}
OF_TOWNS = f'{SETTINGS}[[sources]]\npath = "o.csv"\nrecord = "organisation"\n'


@pytest.mark.parametrize(
    ("settings", "files", "name"), [(OF_BOOKS, BOOKS, "Jean Roux"), (OF_TOWNS, TOWNS, "La Fabrique")]
)
def test_namesakes_that_are_told_apart_stay_the_two_that_they_were(
    make_workspace: MakeWorkspace, tmp_path: Path, settings: str, files: dict[str, str], name: str
) -> None:
    folder = make_workspace(settings, files)
    query = "SELECT ?t ?n ?a { ?t dcterms:creator|schema:organizer ?a . ?a rdfs:label ?n }"
    before = built(folder).snapshot
    named = sorted(map(str, before.store().select(query)))
    called = f'SELECT ?a {{ ?a a ?kind ; rdfs:label "{name}" VALUES ?kind {{ foaf:Person org:Organization }} }}'
    one, two = (text(row, "a") for row in before.store().select(called))
    decide(folder, "rejected", one, SAME, two)
    report = built(folder)
    graph = report.snapshot.store()
    assert sorted(map(str, graph.select(query))) == named
    assert not report.waiting
    assert not graph.ask("ASK { ?one a ?kind ; ml:candidate ?other VALUES ?kind { foaf:Person org:Organization } }")
    anew = build(Workspace.open(folder, tmp_path / "anew")).snapshot
    assert report.snapshot.manifest.fingerprint == anew.manifest.fingerprint
    decide(folder, "undone", two, SAME, one)
    assert built(folder).snapshot.manifest.fingerprint == before.manifest.fingerprint


@pytest.mark.parametrize("half", [THIRD_PLACE, expand("concept:hydrogene")])
def test_undoing_either_half_of_a_replacement_undoes_both(folder: Path, half: str) -> None:
    decide(folder, "replaced", EVENT, SUBJECT, THIRD_PLACE, by=expand("concept:hydrogene"))
    decide(folder, "undone", EVENT, SUBJECT, half)
    found = concepts(store(folder))
    assert THIRD_PLACE in found
    assert expand("concept:hydrogene") not in found


def test_a_link_that_no_method_found_is_stated_as_decided(folder: Path) -> None:
    decide(folder, "accepted", EVENT, SUBJECT, expand("concept:hydrogene"))
    graph = store(folder)
    assert expand("concept:hydrogene") in objects(graph, EVENT, SUBJECT)
    assert graph.ask("ASK { ?a oa:hasBody concept:hydrogene ; ml:method ml:method-decision ; ml:decision ml:accepted }")
    decide(folder, "undone", EVENT, SUBJECT, expand("concept:hydrogene"))
    assert expand("concept:hydrogene") not in concepts(store(folder))


ONE, TWO = BASE + "organisation/mairie", BASE + "organisation/ville-grenoble"


def organisations(graph: Store) -> set[str]:
    return {text(row, "o") for row in graph.select("SELECT DISTINCT ?o { ?e schema:organizer ?o }")}


def test_two_actors_said_to_be_the_same_are_one_with_the_name_of_the_second(published: Path) -> None:
    assert organisations(store(published)) == {ONE, TWO}
    decide(published, "accepted", ONE, SAME, TWO)
    graph = store(published)
    assert organisations(graph) == {TWO}
    assert graph.ask(f'ASK {{ <{TWO}> rdfs:label "Ville de Grenoble" ; skos:altLabel "Mairie" }}')
    assert not graph.ask(f"ASK {{ <{ONE}> ?p ?o }}")
    (found,) = evidence(graph, EVENT, ORGANIZER, TWO)
    assert (found.decision, found.decided_by) == (expand("ml:accepted"), ANNE)
    assert not built(published).published


def test_undoing_a_merge_gives_both_actors_back(folder: Path) -> None:
    decide(folder, "accepted", ONE, SAME, TWO)
    built(folder)
    decide(folder, "undone", TWO, SAME, ONE)
    assert organisations(store(folder)) == {ONE, TWO}


def test_a_link_rejected_before_its_actor_was_merged_stays_rejected(folder: Path) -> None:
    decide(folder, "rejected", EVENT, ORGANIZER, ONE)
    decide(folder, "accepted", ONE, SAME, TWO)
    report = built(folder)
    assert objects(report.snapshot.store(), EVENT, ORGANIZER) == set()
    assert report.waiting == []


def test_a_chain_of_merges_ends_in_one_actor_whose_evidence_tells_them_all(folder: Path) -> None:
    (folder / "events.csv").write_text(HEAD + FORUM + OTHER + "Salon,2015-01-01,,Hôtel de Ville\n", encoding="utf-8")
    third = BASE + "organisation/hotel-ville"
    decide(folder, "accepted", third, SAME, ONE)
    decide(folder, "accepted", ONE, SAME, TWO)
    report = built(folder)
    graph = report.snapshot.store()
    assert organisations(graph) == {TWO}
    assert {each.object.iri for each in evidence(graph, TWO, SAME)} == {ONE, third}
    assert report.waiting == []


def test_actors_said_to_be_different_are_never_joined_through_a_third(folder: Path) -> None:
    more = HEAD + FORUM + OTHER + "Salon,2015-01-01,,Hôtel de Ville\n"
    (folder / "events.csv").write_text(more, encoding="utf-8")
    third = BASE + "organisation/hotel-ville"
    decide(folder, "accepted", ONE, SAME, third)
    decide(folder, "rejected", ONE, SAME, TWO)
    decide(folder, "accepted", third, SAME, TWO)
    assert organisations(store(folder)) == {ONE, TWO}


def test_a_replacement_holds_while_the_source_that_tells_of_what_was_chosen_cannot_be_read(folder: Path) -> None:
    settings = folder / "maillage.toml"
    settings.write_text(f'{SETTINGS}[[sources]]\npath = "other.csv"\nrecord = "event"\n', encoding="utf-8")
    (folder / "events.csv").write_text(HEAD + FORUM, encoding="utf-8")
    (folder / "other.csv").write_text(HEAD + OTHER, encoding="utf-8")
    decide(folder, "replaced", EVENT, ORGANIZER, ONE, by=TWO)
    assert objects(store(folder), EVENT, ORGANIZER) == {TWO}
    (folder / "other.csv").write_bytes(b"\x00\x01\x02")
    report = build(Workspace.open(folder), keep_going=True)
    assert objects(report.snapshot.store(), EVENT, ORGANIZER) == {TWO}
    assert report.waiting == []
    (folder / "other.csv").unlink()
    report = build(Workspace.open(folder), keep_going=True)
    assert objects(report.snapshot.store(), EVENT, ORGANIZER) == {TWO}
    settings.write_text(SETTINGS, encoding="utf-8")
    report = build(Workspace.open(folder))
    assert objects(report.snapshot.store(), EVENT, ORGANIZER) == {ONE}


def test_a_name_that_the_machine_takes_for_another_can_be_told_apart(folder: Path) -> None:
    more = HEAD + "Forum,2013-05-13,,La Poste\nAtelier,2014-01-01,,Groupe La Poste\n"
    (folder / "events.csv").write_text(more, encoding="utf-8")
    assert len(organisations(store(folder))) == 1
    decide(folder, "rejected", BASE + "organisation/groupe-poste", SAME, BASE + "organisation/poste")
    assert organisations(store(folder)) == {BASE + "organisation/groupe-poste", BASE + "organisation/poste"}


@pytest.mark.parametrize(
    "note", ["a\tb", "a\nb\r\nc", "<script>alert(1)</script>", "é" * 10_000, "\u202eSTOP\u2028", '"}\\', "\udcff"]
)
def test_a_hostile_note_is_kept_on_one_line_and_breaks_nothing(folder: Path, note: str) -> None:
    decide(folder, "rejected", EVENT, SUBJECT, THIRD_PLACE, note=note)
    assert (folder / "decisions.jsonl").read_bytes().count(b"\n") == 1
    assert log(folder).read()[0].note == note.replace("\udcff", "?")
    assert THIRD_PLACE not in concepts(store(folder))


LINE = (
    '{"when": "2026-11-23T21:00:00Z", "who": "a", "verdict": "rejected", "subject": "event/1",'
    ' "relation": "dcterms:subject", "object": "concept:ville"}'
)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("garbage", "cannot be read"),
        ("\ufffe", "cannot be read"),
        ('{"who": "a"}', "cannot be read"),
        ("<<<<<<< HEAD", "merge"),
        (LINE.replace("dcterms:subject", "dcterms:subjct"), "Did you mean “dcterms:subject”"),
        (LINE.replace("rejected", "refused"), "none of accepted, rejected, replaced and undone"),
        (LINE.replace("rejected", "replaced"), "takes the place"),
        (LINE.replace("2026-11-23T21:00:00Z", "hier"), "not a date"),
        (LINE.replace("2026-11-23T21:00:00Z", "2026-11-23T21:00:00"), "zone"),
        (LINE.replace("event/1", "event/<1>"), "not an IRI"),
        (LINE.replace('"a"', '" "'), "who"),
    ],
)
def test_a_broken_line_is_named_with_what_to_do_and_nothing_is_published(
    folder: Path, line: str, sentence: str
) -> None:
    (folder / "decisions.jsonl").write_text(f"{LINE}\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=sentence) as raised:
        built(folder)
    assert raised.value.place
    assert raised.value.place.locator == "line 2"
    assert raised.value.remedy
    assert Workspace.open(folder).snapshots.current() is None


def test_a_decision_on_a_thing_that_is_gone_waits_and_applies_when_it_is_back(folder: Path) -> None:
    decide(folder, "accepted", EVENT, SUBJECT, expand("concept:hydrogene"))
    (folder / "events.csv").write_text(HEAD + OTHER, encoding="utf-8")
    report = built(folder)
    assert [(waiting.unknown, EVENT in str(waiting)) for waiting in report.waiting] == [(EVENT, True)]
    assert not report.snapshot.store().ask(f"ASK {{ <{EVENT}> ?p ?o }}")
    (folder / "events.csv").write_text(HEAD + FORUM, encoding="utf-8")
    assert expand("concept:hydrogene") in concepts(store(folder))


def test_lines_are_only_added_even_after_a_line_without_its_end(folder: Path) -> None:
    path = folder / "decisions.jsonl"
    path.write_text(f"\n{LINE}\r\n\n{LINE}", encoding="utf-8")
    before = path.read_bytes()
    decide(folder, "rejected", EVENT, SUBJECT, THIRD_PLACE)
    assert path.read_bytes().startswith(before + b"\n")
    assert len(log(folder).read()) == 3


EARLY, LATE = "2026-01-01T10:00:00+02:00", "2026-01-01T09:30:00Z"
"""The second is the later, although its hour is a smaller number."""


@pytest.mark.parametrize("latest", ["rejected", "accepted", "undone"])
@pytest.mark.parametrize("turned", [False, True])
def test_the_decision_taken_last_holds_wherever_its_line_is(published: Path, latest: str, turned: bool) -> None:
    earlier = "accepted" if latest == "rejected" else "rejected"
    link = (EVENT, SUBJECT, THIRD_PLACE)
    taken = [replace(said(earlier, *link), when=EARLY), replace(said(latest, *link), when=LATE)]
    lines = [line_of(each, BASE) for each in (reversed(taken) if turned else taken)]
    (published / "decisions.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    assert (THIRD_PLACE in concepts(store(published))) is (latest != "rejected")


@pytest.mark.parametrize(
    ("verdicts", "holds"),
    [
        (("accepted", "rejected"), "rejected"),
        (("accepted", "replaced"), "replaced"),
        (("replaced", "rejected"), "rejected"),
        (("rejected", "undone"), ""),
    ],
)
def test_of_two_decisions_of_one_moment_the_more_careful_holds_wherever_its_line_is(
    verdicts: tuple[str, str], holds: str
) -> None:
    by = {"by": expand("concept:hydrogene")}
    one, two = (said(each, EVENT, SUBJECT, THIRD_PLACE, **(by if each == "replaced" else {})) for each in verdicts)
    for order in ([one, two], [two, one]):
        found = [each.decision.verdict.value for each in Rulings(order) if each.object == THIRD_PLACE]
        assert found == ([holds] if holds else [])


def test_decisions_of_one_moment_make_the_same_of_actors_in_whatever_order_their_lines_are(folder: Path) -> None:
    third = BASE + "organisation/hotel-ville"
    (folder / "events.csv").write_text(HEAD + FORUM + OTHER + "Salon,2015-01-01,,Hôtel de Ville\n", encoding="utf-8")
    taken = [
        said("accepted", ONE, SAME, TWO),
        said("accepted", third, SAME, ONE),
        replace(said("accepted", ONE, SAME, TWO), who="bob@example.org"),
        said("rejected", third, SAME, TWO),
    ]
    found = []
    for order in (taken, taken[::-1]):
        lines = [line_of(each, BASE) for each in order]
        (folder / "decisions.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        found.append(built(folder).snapshot.manifest.fingerprint)
    assert found[0] == found[1]


def test_a_decision_taken_now_holds_although_the_clock_is_behind_what_was_said(folder: Path) -> None:
    link = (EVENT, SUBJECT, THIRD_PLACE)
    log(folder).append(replace(said("accepted", *link), when="2091-01-01T00:00:00+02:00"))
    written = review.decide(log(folder), link, Verdict.REJECTED, ANNE)
    assert written.when == "2091-01-01T00:00:00.000001+02:00"
    assert log(folder).read()[1] == written
    assert THIRD_PLACE not in concepts(store(folder))
    review.undo(log(folder), link, ANNE)
    assert len(Rulings(log(folder).read())) == 0
    moments = [each.moment for each in log(folder).read()]
    assert moments == sorted(set(moments))


def test_at_the_end_of_time_decisions_are_still_taken(folder: Path) -> None:
    link = (EVENT, SUBJECT, THIRD_PLACE)
    log(folder).append(replace(said("accepted", *link), when="9999-12-31T23:59:59.999999Z"))
    assert review.decide(log(folder), link, Verdict.REJECTED, ANNE).when == "9999-12-31T23:59:59.999999Z"
    assert [each.accepted for each in Rulings(log(folder).read())] == [False]


def test_of_merges_that_contradict_one_another_the_older_is_named_with_what_is_against_it(
    folder: Path, tmp_path: Path
) -> None:
    more = HEAD + FORUM + OTHER + "Salon,2015-01-01,,Hôtel de Ville\n"
    (folder / "events.csv").write_text(more, encoding="utf-8")
    built(folder)
    third = BASE + "organisation/hotel-ville"
    decide(folder, "accepted", ONE, SAME, TWO, note="older")
    decide(folder, "accepted", ONE, SAME, third)
    decide(folder, "rejected", TWO, SAME, third)
    report = built(folder)
    (cannot,) = report.waiting
    assert cannot.decision.note == "older"
    assert "cannot hold" in str(cannot)
    assert f"rejected {TWO} owl:sameAs {third}) keeps apart" in str(cannot)
    assert organisations(report.snapshot.store()) == {TWO, third}
    assert not report.snapshot.store().ask('ASK { ?said rdfs:comment "older" }')
    anew = build(Workspace.open(folder, tmp_path / "anew"))
    assert anew.snapshot.manifest.fingerprint == report.snapshot.manifest.fingerprint
    assert anew.waiting == report.waiting


def test_only_two_actors_can_be_one(folder: Path) -> None:
    for link in [(ONE, SAME, EVENT), (EVENT, SAME, ONE), (ONE, SAME, THIRD_PLACE)]:
        with pytest.raises(CallError, match="is no person, organisation or group"):
            review.decide(log(folder), link, Verdict.ACCEPTED, ANNE)
    assert log(folder).read() == []
    decide(folder, "accepted", ONE, SAME, EVENT)
    (cannot,) = built(folder).waiting
    assert "cannot hold" in str(cannot)
    assert f"<{EVENT}> is no person" in str(cannot)
    review.undo(log(folder), (ONE, SAME, EVENT), ANNE)
    assert built(folder).waiting == []


WRITER = """
import sys
from pathlib import Path
from graph.workspace import Workspace
from ingest.decisions import Decision, DecisionLog, Verdict
folder, number, subject, relation, other = sys.argv[1:]
log = DecisionLog.of(Workspace.open(Path(folder)))
for each in range(200):
    event = f"{subject}{number}-{each}"
    log.append(Decision(Verdict.REJECTED, event, relation, other, "anne", "2026-01-01T00:00:00Z", note="n" * 5_000))
"""


def test_two_processes_that_decide_at_once_lose_nothing(folder: Path) -> None:
    rest = (f"{BASE}event/", SUBJECT, THIRD_PLACE)
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(folder), str(n), *rest]) for n in range(2)]
    assert [writer.wait(120) for writer in writers] == [0, 0]
    assert len({decision.subject for decision in log(folder).read()}) == 400


def test_a_build_with_ten_thousand_decisions_stays_quick(published: Path) -> None:
    started = time.process_time()
    built(published)
    without = time.process_time() - started
    log(published).append(*(said("rejected", f"{BASE}event/{n}", SUBJECT, THIRD_PLACE) for n in range(9_999)))
    decide(published, "rejected", EVENT, SUBJECT, THIRD_PLACE)
    started = time.process_time()
    report = built(published)
    assert time.process_time() - started < without + 10  # seconds, on a busy machine
    assert (report.written, len(report.waiting)) == (1, 9_999)


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ((EVENT, SUBJECT, ONE), "is an organisation, and this relation leads to a concept"),
        ((EVENT, SUBJECT, f"{BASE}person/anne"), "is a person, and this relation leads to a concept"),
        ((EVENT, ORGANIZER, THIRD_PLACE), "is a concept, and this relation leads to a person or an organisation"),
        ((EVENT, SCHEMA.performer.value, EVENT + "-2"), "is an event, and this relation leads to a person or an org"),
        ((f"{BASE}person/anne", expand("org:memberOf"), f"{BASE}person/luc"), "leads to an organisation"),
        ((ONE, SAME, f"{BASE}person/anne"), "and only actors of one kind are one"),
    ],
)
def test_what_is_of_no_kind_that_the_relation_can_have_is_refused_and_named_by_builds(
    published: Path, link: tuple[str, str, str], why: str
) -> None:
    before = built(published).snapshot
    with pytest.raises(CallError, match=why):
        review.decide(log(published), link, Verdict.ACCEPTED, ANNE, store=before.store())
    with pytest.raises(CallError, match=why):
        review.decide(log(published), (*link[:2], TWO), Verdict.REPLACED, ANNE, by=link[2], store=before.store())
    review.decide(log(published), link, Verdict.REJECTED, ANNE)
    review.undo(log(published), link, ANNE)
    log(published).path.unlink()
    decide(published, "accepted", *link)
    report = built(published)
    (cannot,) = report.waiting
    assert ("cannot hold" in str(cannot), why in str(cannot)) == (True, True)
    assert report.snapshot.manifest.fingerprint == before.manifest.fingerprint
    review.undo(log(published), link, ANNE)
    assert built(published).waiting == []


def test_a_replacement_that_cannot_be_leaves_the_link_as_an_earlier_decision_has_it(published: Path) -> None:
    decide(published, "accepted", EVENT, SUBJECT, THIRD_PLACE, note="held")
    decide(published, "replaced", EVENT, SUBJECT, THIRD_PLACE, by=ONE)
    report = built(published)
    assert [each.decision.by for each in report.waiting] == [ONE]
    assert report.snapshot.store().ask(f'ASK {{ <{EVENT}> dcterms:subject <{THIRD_PLACE}> . ?a rdfs:comment "held" }}')


def test_a_mention_may_be_of_any_kind_and_a_group_be_an_organisation(published: Path) -> None:
    for link in [(EVENT, SCHEMA.mentions.value, ONE), (f"{BASE}group/mairie", SAME, ONE)]:
        review.decide(log(published), link, Verdict.ACCEPTED, ANNE)
    assert not [each for each in built(published).waiting if each.because]


def test_a_beginning_that_several_decisions_have_in_common_names_none_of_them() -> None:
    subjects = [f"{BASE}event/{number}" for number in range(17)]  # more than there are first digits
    decisions = [
        Decision(
            Verdict.ACCEPTED, subject, DCTERMS.subject.value, "https://e.org/c", "anne", f"2026-01-01T00:00:{at:02}Z"
        )
        for at, subject in enumerate(subjects)
    ]
    ids = [suggestion_id(each.subject, each.relation, each.object) for each in decisions]
    digits = [name[0] for name in ids]
    several = next(digit for digit in digits if digits.count(digit) > 1)
    rulings = Rulings(decisions)
    with pytest.raises(CallError, match=f"“{several}” begins several items"):
        review.in_force(rulings, several)
    with pytest.raises(CallError, match="no decision in force is on an item called “zz”"):
        review.in_force(rulings, "zz")
    assert review.in_force(rulings, ids[3]).subject == subjects[3]
    assert review.in_force(rulings, "").subject == subjects[-1]
