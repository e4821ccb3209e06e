"""A build brings the published graph up to date with its sources, whole or not at all."""

from __future__ import annotations

import gzip
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.store import text
from graph.workspace import Workspace
from ingest.build import BuildReport, build
from ontology.errors import DataError, LockedError
from tests.workspaces import BASE, EVENTS_SETTINGS, NETWORK_SETTINGS, MakeWorkspace

SETTINGS = EVENTS_SETTINGS
EVENTS = "title,date,kind,description\nForum des tiers-lieux,2013-05-13,Table-Ronde,La RSE et la biodiversité\n"
COUNT = "SELECT (COUNT(*) AS ?n) { ?event a schema:Event }"


def built(folder: Path, *, keep_going: bool = False) -> BuildReport:
    return build(Workspace.open(folder), keep_going=keep_going)


def sources(folder: Path) -> set[str]:
    """What the sources are called that the published graph tells of."""
    snapshot = Workspace.open(folder).snapshots.current()
    assert snapshot
    return {
        text(row, "name") for row in snapshot.store().select("SELECT ?name { ?s a prov:Entity ; rdfs:label ?name }")
    }


def events(folder: Path) -> set[tuple[str, str]]:
    snapshot = Workspace.open(folder).snapshots.current()
    assert snapshot
    query = (
        "SELECT ?label ?date { ?event a schema:Event ; rdfs:label ?label . OPTIONAL { ?event schema:startDate ?date } }"
    )
    return {(text(row, "label"), text(row, "date")) for row in snapshot.store().select(query)}


def subjects(folder: Path) -> set[str]:
    """The concepts that the events are about."""
    snapshot = Workspace.open(folder).snapshots.current()
    assert snapshot
    query = "SELECT ?concept { ?event a schema:Event ; dcterms:subject ?concept }"
    return {text(row, "concept") for row in snapshot.store().select(query)}


def test_a_build_imports_what_fits_models_reads_workbooks_and_runs_shacl_only_where_it_needs_it() -> None:
    heavy = {"networkx", "openpyxl", "pandas", "pyshacl", "scipy"}
    code = f"import ingest.build, sys; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_table_becomes_events_linked_to_concepts_with_their_evidence(make_workspace: MakeWorkspace) -> None:
    folder = make_workspace(SETTINGS, {"events.csv": EVENTS})
    store = built(folder).snapshot.store()
    query = """
    SELECT ?quote { ?annotation oa:hasBody concept:tiers-lieu ; ml:relation dcterms:subject ; oa:hasTarget ?target .
      ?target oa:hasSource/dcterms:type kind:table-ronde ; oa:hasSelector/oa:exact ?quote }"""
    assert [text(row, "quote") for row in store.select(query)] == ["tiers-lieux"]


@pytest.mark.parametrize(("language", "kind"), [("en", "colloque"), ("fr", "conference")])
def test_a_conference_is_of_the_kind_that_its_word_says_in_the_language_of_the_source(
    make_workspace: MakeWorkspace, language: str, kind: str
) -> None:
    settings = SETTINGS.replace("record =", f'language = "{language}"\nrecord =', 1)
    store = built(
        make_workspace(settings, {"events.csv": "title,date,kind\nForum,2013-05-13,Conference\n"})
    ).snapshot.store()
    assert store.ask(f"ASK {{ ?event a schema:Event ; dcterms:type kind:{kind} }}")


def test_every_link_to_a_concept_or_an_actor_has_its_evidence(make_workspace: MakeWorkspace) -> None:
    table = "title,date,kind,organizer\nForum des tiers-lieux,2013-05-13,Forum,La Fabrique\n"
    store = built(make_workspace(SETTINGS, {"events.csv": table})).snapshot.store()
    unexplained = """
    SELECT ?s ?p ?o { VALUES ?p { dcterms:subject schema:mentions schema:organizer } ?s ?p ?o
      FILTER NOT EXISTS { ?a ml:relation ?p ; oa:hasBody ?o ; oa:hasTarget/oa:hasSource ?s ; ml:method ?method } }"""
    assert store.ask("ASK { ?event schema:organizer ?organisation }")
    assert list(store.select(unexplained)) == []


def test_a_build_with_nothing_changed_publishes_nothing(make_workspace: MakeWorkspace) -> None:
    folder = make_workspace(SETTINGS, {"events.csv": EVENTS})
    first, second = built(folder), built(folder)
    assert (second.published, second.snapshot) == (False, first.snapshot)


def test_only_the_changed_record_is_written_again(make_built: MakeWorkspace) -> None:
    folder = make_built(SETTINGS, {"events.csv": EVENTS + "Atelier,2014-01-01,Atelier,Le coworking\n"})
    (folder / "events.csv").write_text(EVENTS + "Atelier,2014-01-02,Atelier,Le coworking\n", encoding="utf-8")
    report = built(folder)
    assert report.written == 1
    assert ("Atelier", "2014-01-02") in events(folder)


def test_the_same_sources_give_the_same_fingerprint_in_another_place(
    make_workspace: MakeWorkspace, tmp_path: Path
) -> None:
    folder = make_workspace(SETTINGS, {"events.csv": EVENTS})
    one = build(Workspace.open(folder, tmp_path / "one")).snapshot.manifest.fingerprint
    assert build(Workspace.open(folder, tmp_path / "two")).snapshot.manifest.fingerprint == one


def test_a_page_without_title_is_called_by_how_it_begins_and_named_by_its_file(
    make_workspace: MakeWorkspace,
) -> None:
    long = "Le télétravail progresse dans les tiers-lieux, disent ceux qui y travaillent.\n"
    files = {"a.md": long, "b.md": "Un mot.\n", "c.md": "é" * 99 + "\n"}
    settings = NETWORK_SETTINGS + "".join(f'[[sources]]\npath = "{name}"\n' for name in files)
    store = built(make_workspace(settings, files)).snapshot.store()
    pages = store.select("SELECT ?page ?label { ?page a bibo:Webpage ; rdfs:label ?label }")
    assert {text(row, "page").removeprefix(f"{BASE}page/"): text(row, "label") for row in pages} == {
        "a": "Le télétravail progresse dans les tiers-lieux, disent ceux…",
        "b": "Un mot.",
        "c": "é" * 60 + "…",
    }


def test_a_source_that_disappears_takes_its_statements_along_and_only_its_own(make_built: MakeWorkspace) -> None:
    both = SETTINGS + '[[sources]]\npath = "more.csv"\nrecord = "event"\n'
    folder = make_built(both, {"events.csv": EVENTS, "more.csv": "title,date\nAtelier,2014-01-01\n"})
    (folder / "maillage.toml").write_text(SETTINGS, encoding="utf-8")
    built(folder)
    assert {label for label, _ in events(folder)} == {"Forum des tiers-lieux"}


def test_authors_of_one_doi_are_counted_once_and_part_when_the_doi_no_longer_says_so(
    make_workspace: MakeWorkspace,
) -> None:
    record = "@article{{k, title={{Tiers-lieux}}, author={{{}}}, year=2019, doi={{10.1000/{}}}}}\n"
    settings = NETWORK_SETTINGS + '[[sources]]\npath = "*.bib"\n'
    files = {
        "a.bib": record.format("Zola, Émile and Coste, Anne and Martin, Jean", "q1"),
        "b.bib": record.format("Zola, Émile and others", "q1"),
        "c.bib": record.format("Zola, É. and MARTIN, J.", "q1"),
    }
    folder = make_workspace(settings, files)
    query = """SELECT ?name ?method { ?work dcterms:creator/foaf:name ?name .
      ?a ml:relation dcterms:creator ; oa:hasTarget/oa:hasSource ?work ;
        oa:hasBody/foaf:name ?name ; ml:method ?method }"""
    found = [(text(row, "name"), text(row, "method")) for row in built(folder).snapshot.store().select(query)]
    assert sorted({name for name, _ in found}) == ["Anne Coste", "Jean Martin", "Émile Zola"]
    assert {method.rpartition("-")[2] for name, method in found if name == "Émile Zola"} == {"thing"}
    (folder / "b.bib").write_text(files["b.bib"].replace("q1", "q2"), encoding="utf-8")
    persons = built(folder).snapshot.store().select("SELECT ?p { ?p a foaf:Person ; rdfs:label ?name }")
    assert len({text(row, "p") for row in persons}) == 4


def test_one_event_told_by_two_sources_is_one_with_two_graphs(make_workspace: MakeWorkspace) -> None:
    both = SETTINGS + '[[sources]]\npath = "more.csv"\nrecord = "event"\n'
    more = "title,date,location\nFORUM DES TIERS LIEUX,2013-05-13,Grenoble\n"
    store = built(make_workspace(both, {"events.csv": EVENTS, "more.csv": more})).snapshot.store()
    (row,) = store.select(COUNT.replace("COUNT(*)", "COUNT(DISTINCT ?event)"))
    assert text(row, "n") == "1"
    assert store.ask(
        """ASK { ?event dcterms:title "Forum des tiers-lieux" ; dcterms:alternative "FORUM DES TIERS LIEUX" ;
          schema:location "Grenoble" ; dcterms:type kind:table-ronde }"""
    )


def test_a_source_that_cannot_be_read_leaves_the_published_snapshot_as_it_was(make_built: MakeWorkspace) -> None:
    folder = make_built(SETTINGS, {"events.csv": EVENTS})
    before = Workspace.open(folder).snapshots.current()
    (folder / "events.csv").write_bytes(b"")
    with pytest.raises(DataError, match=r"events\.csv"):
        built(folder)
    assert Workspace.open(folder).snapshots.current() == before


def test_keep_going_builds_the_rest_and_keeps_what_the_unread_source_said_before(make_built: MakeWorkspace) -> None:
    both = SETTINGS + '[[sources]]\npath = "more.csv"\nrecord = "event"\n'
    folder = make_built(both, {"events.csv": EVENTS, "more.csv": "title,date\nAtelier,2014-01-01\n"})
    (folder / "events.csv").write_bytes(b"\x00\x01\x02")
    (folder / "more.csv").write_text("title,date\nAtelier,2014-02-02\n", encoding="utf-8")
    report = built(folder, keep_going=True)
    assert [failure.place and "events.csv" in failure.place.source for failure in report.reading.failures] == [True]
    assert events(folder) == {("Forum des tiers-lieux", "2013-05-13"), ("Atelier", "2014-02-02")}
    assert sources(folder) == {"events.csv", "more.csv"}


@pytest.mark.parametrize(
    ("path", "name", "content"),
    [
        ("b.jsonl", "b.jsonl", '{"title": "Atelier", "date": "2014-01-01"}\n'),
        ("b.csv", "b.csv", "title,date\nAtelier,2014-01-01\n"),
        ("all", "all/b.csv", "title,date\nAtelier,2014-01-01\n"),
        ("all/**/*.csv", "all/b.csv", "title,date\nAtelier,2014-01-01\n"),
    ],
)
@pytest.mark.parametrize("unread", [None, b"", b"\x00\x01", b"<html>"])
def test_keep_going_keeps_what_was_published_of_a_source_as_long_as_it_is_named(
    make_workspace: MakeWorkspace, path: str, name: str, content: str, unread: bytes | None
) -> None:
    both = f'{SETTINGS}[[sources]]\npath = "{path}"\nrecord = "event"\n'
    folder = make_workspace(both, {"events.csv": EVENTS, name: content})
    built(folder)
    (folder / name).write_bytes(unread) if unread is not None else (folder / name).unlink()
    (folder / "events.csv").write_text(EVENTS.replace("2013-05-13", "2013-05-14"), encoding="utf-8")
    before = {("Forum des tiers-lieux", "2013-05-14"), ("Atelier", "2014-01-01")}
    for _ in range(2):
        assert len(built(folder, keep_going=True).reading.failures) == 1
        assert events(folder) == before
        assert sources(folder) == {"events.csv", name}
    (folder / "maillage.toml").write_text(SETTINGS, encoding="utf-8")
    built(folder)
    assert events(folder) == before - {("Atelier", "2014-01-01")}
    assert sources(folder) == {"events.csv"}


@pytest.mark.parametrize("path", ["year", "year/*.csv"])
def test_keep_going_leaves_out_the_file_alone_whose_name_is_in_another_encoding(
    make_workspace: MakeWorkspace, path: str
) -> None:
    folder = make_workspace(SETTINGS.replace("events.csv", path), {"year/a.csv": EVENTS})
    (folder / os.fsdecode(b"year/\xe9t\xe9.csv")).write_text("title,date\nAtelier,2014-02-02\n", encoding="utf-8")
    with pytest.raises(DataError, match="the file's name is not UTF-8"):
        built(folder)
    (failure,) = built(folder, keep_going=True).reading.failures
    assert str(failure).endswith("�t�.csv: the file's name is not UTF-8. Rename the file.")
    assert events(folder) == {("Forum des tiers-lieux", "2013-05-13")}


def test_a_second_build_at_the_same_time_is_refused_with_a_sentence(make_workspace: MakeWorkspace) -> None:
    folder = make_workspace(SETTINGS, {"events.csv": EVENTS})
    with Workspace.open(folder).snapshots.draft(), pytest.raises(LockedError):
        built(folder)


@pytest.mark.parametrize(
    "label", ["<script>alert(1)</script>", '"} DROP ALL #', "=cmd|' /C calc'!A0", "🜁 \u202eⵣ", "a" * 10_000]
)
def test_a_hostile_title_is_kept_as_text(make_workspace: MakeWorkspace, label: str) -> None:
    quoted = label.replace('"', '""')
    folder = make_workspace(SETTINGS, {"events.csv": f'title,date\n"{quoted}",2014-01-01\n'})
    built(folder)
    assert events(folder) == {(label, "2014-01-01")}


def test_a_build_killed_at_any_moment_leaves_the_published_graph_whole(make_built: MakeWorkspace) -> None:
    folder = make_built(SETTINGS, {"events.csv": EVENTS})
    chance = random.Random(7)
    for number in range(6):
        row = f"Atelier {number},2014-01-0{number + 1},Atelier,La mobilité\n"
        (folder / "events.csv").write_text(EVENTS + row, encoding="utf-8")
        known = events(folder)
        command = [sys.executable, "-m", "explorer", "build", "--workspace", str(folder)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
        time.sleep(chance.uniform(0.1, 2.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert events(folder) in (
            known,
            {("Forum des tiers-lieux", "2013-05-13"), (f"Atelier {number}", f"2014-01-0{number + 1}")},
        )
    built(folder)
    assert events(folder) == {("Forum des tiers-lieux", "2013-05-13"), ("Atelier 5", "2014-01-06")}


def test_a_packed_vocabulary_makes_the_graph_that_it_makes_unpacked(make_workspace: MakeWorkspace) -> None:
    own = b"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://e.org/forum> a skos:Concept ; skos:prefLabel "forum"@fr ."""
    query = "SELECT ?graph { GRAPH ?graph { ?c a skos:Concept } ?event a schema:Event ; dcterms:subject ?c }"
    found = []
    for name, content in (("own.ttl", own), ("own.ttl.gz", gzip.compress(own))):
        settings = f'{SETTINGS}[[vocabularies]]\npath = "{name}"\n'
        folder = make_workspace(settings, {"events.csv": EVENTS, name: content})
        found.append({text(row, "graph") for row in built(folder).snapshot.store().select(query)})
    assert found[0] == found[1]
    assert f"{BASE}graph/vocabulary/own" in found[0]


def test_a_broken_vocabulary_is_named_with_its_line_and_the_rest_is_built(make_workspace: MakeWorkspace) -> None:
    settings = SETTINGS + '[[vocabularies]]\npath = "own.ttl"\n[[vocabularies]]\npath = "missing.ttl"\n'
    own = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<http://e.org/a> a skos:Concept ;; oops\n"
    folder = make_workspace(settings, {"events.csv": EVENTS, "own.ttl": own})
    with pytest.raises(DataError, match="missing"):
        built(folder)
    report = built(folder, keep_going=True)
    failed = {
        Path(failure.place.source).name: failure.place.locator for failure in report.reading.failures if failure.place
    }
    assert failed.keys() == {"own.ttl", "missing.ttl"}
    assert failed["own.ttl"].startswith("line 2")
    assert events(folder) == {("Forum des tiers-lieux", "2013-05-13")}


def test_a_vocabulary_without_a_label_is_named_and_the_rest_is_built(make_workspace: MakeWorkspace) -> None:
    own = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<http://e.org/a> a skos:Concept .\n"
    settings = SETTINGS + '[[vocabularies]]\npath = "own.ttl"\n'
    folder = make_workspace(settings, {"events.csv": EVENTS, "own.ttl": own})
    with pytest.raises(DataError, match=r"own\.ttl: no concept has a label\. Give each a skos:prefLabel\."):
        built(folder)
    (failure,) = built(folder, keep_going=True).reading.failures
    assert failure.place
    assert failure.place.source.endswith("own.ttl")
    (folder / "own.ttl").write_text(own + "<http://e.org/a> <http://www.w3.org/2000/01/rdf-schema#label> 'forum'@fr .")
    assert not built(folder).reading.failures
    assert "http://e.org/a" in subjects(folder)


def test_the_manifest_says_which_model_ranked_the_concepts_and_how_well_it_does(make_workspace: MakeWorkspace) -> None:
    linking = built(make_workspace(SETTINGS, {"events.csv": EVENTS})).snapshot.manifest.linking
    assert linking
    assert linking.model == ""
    assert 0 < linking.figures["ndcg@10"] <= 1
    assert all(0 <= row.right <= 1 and row.low <= row.said <= row.high for row in linking.reliability)
    assert linking.reliability


def test_a_model_that_cannot_be_read_is_named(make_workspace: MakeWorkspace) -> None:
    folder = make_workspace(SETTINGS + '[linking]\nmodel = "model.json"\n', {"events.csv": EVENTS, "model.json": "{}"})
    with pytest.raises(DataError, match=r"model\.json"):
        built(folder)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("agenda.ics", "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nDTSTART:2023ZZ\nSUMMARY:x\n"),
        ("works.bib", "@book{a, title={Ouvert, year=2020}\n@book{b,title={x}}\n"),
    ],
)
def test_a_file_whose_structure_is_broken_publishes_nothing_unless_told_to_keep_going(
    make_built: MakeWorkspace, name: str, content: str
) -> None:
    folder = make_built(SETTINGS, {"events.csv": EVENTS})
    before = Workspace.open(folder).snapshots.current()
    (folder / name).write_text(content, encoding="utf-8")
    (folder / "maillage.toml").write_text(SETTINGS + f'[[sources]]\npath = "{name}"\n', encoding="utf-8")
    with pytest.raises(DataError, match=name):
        built(folder)
    assert Workspace.open(folder).snapshots.current() == before
    assert len(built(folder, keep_going=True).reading.failures) == 1
    assert sources(folder) == {"events.csv", name}


def test_workspaces_that_keep_their_state_in_one_place_do_not_share_it(
    make_workspace: MakeWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_STATE", str(tmp_path / "state"))
    folder = make_workspace(SETTINGS, {"events.csv": EVENTS})
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "maillage.toml").write_text(SETTINGS, encoding="utf-8")
    built(folder)
    assert Workspace.open(tmp_path / "other").snapshots.current() is None


def test_a_partnership_bears_the_dates_that_its_row_says(make_workspace: MakeWorkspace) -> None:
    rows = "Partenaire A;Partenaire B;Date de signature;Échéance\nAUEG;CEA;12/03/2018;2021\nAUEG;La Poste;;\n"
    folder = make_workspace(f'{NETWORK_SETTINGS}[[sources]]\npath = "p.csv"\n', {"p.csv": rows})
    store = build(Workspace.open(folder), processes=1).snapshot.store()
    dates = "SELECT ?name ?since ?until { ?p a ml:Partnership ; rdfs:label ?name ; %s }"
    (row,) = store.select(dates % "schema:startDate ?since ; schema:endDate ?until")
    assert (text(row, "name"), text(row, "since"), text(row, "until")) == ("AUEG – CEA", "2018-03-12", "2021")
    assert len(list(store.select(dates % ""))) == 2
