"""The command line, as typed: it answers, it explains itself, and its exit codes say whose fault it was."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from explorer.cli import COMMANDS, main
from graph.workspace import Workspace
from tests.workspaces import MakeWorkspace

SETTINGS = (
    '[network]\ntitle = "Réseau"\nbase_iri = "https://example.org/r/"\n[[sources]]\npath = "e.csv"\nrecord = "event"\n'
)
EVENTS = "title,date,kind,organizer\nForum des tiers-lieux,2013-05-13,Forum,La Fabrique\nRSE,2014-01-01,Atelier,\n"


@pytest.fixture
def folder(make_workspace: MakeWorkspace) -> Path:
    return make_workspace(SETTINGS, {"e.csv": EVENTS})


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as exit_:
        main([str(each) for each in arguments])
    assert isinstance(exit_.value.code, int)
    return exit_.value.code


@pytest.fixture
def built(make_built: MakeWorkspace) -> Path:
    return make_built(SETTINGS, {"e.csv": EVENTS})


def test_questions_are_listed_with_examples_of_what_is_published(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("query", "--workspace", built) == 0
    told = capsys.readouterr().out
    assert "\nwho-works-on concept=" in told
    assert "\nlife-of actor=organisation/fabrique" in told
    assert "aueg" not in told


def test_questions_are_listed_before_anything_is_published(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("query", "--workspace", folder) == 0
    assert "\nwho-works-on concept=…\n" in capsys.readouterr().out


def test_help_names_every_command_without_importing_what_they_need() -> None:
    code = (
        "import sys\nfrom explorer.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'pyoxigraph', 'rdflib', 'streamlit', 'networkx', 'numpy', 'msgspec'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert all(name in done.stdout for name in COMMANDS)
    assert done.stdout.rstrip().endswith("[]")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(name, "--help") == 0
    assert "Usage:" in capfd.readouterr().out


def test_an_unknown_command_is_the_callers_fault_and_names_the_nearest(capfd: pytest.CaptureFixture[str]) -> None:
    assert run("biuld") == 2
    assert "Did you mean “build”?" in capfd.readouterr().err


def test_init_names_the_files_found_and_the_workspace_builds(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "events.csv").write_text("Titre;Date;Type\nForum;2013-05-13;Forum\n", encoding="utf-8")
    assert run("init", tmp_path, "--title", 'Le "Réseau"') == 0
    assert run("build", "--workspace", tmp_path) == 0
    assert "1 event" in capfd.readouterr().out


def test_labels_are_in_the_first_language_of_the_workspace_unless_another_is_named(
    make_workspace: MakeWorkspace, capfd: pytest.CaptureFixture[str]
) -> None:
    english = make_workspace(SETTINGS.replace("[[", 'languages = ["en", "fr"]\n[[', 1), {"e.csv": EVENTS})
    assert run("build", "--workspace", english) == 0
    capfd.readouterr()
    assert run("stats", "--workspace", english) == 0
    assert "corporate social responsibility" in capfd.readouterr().out
    assert run("--workspace", english, "stats", "--language", "fr") == 0
    assert "responsabilité sociale" in capfd.readouterr().out


def test_init_overwrites_nothing(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("init", folder) == 2
    assert (folder / "maillage.toml").read_text(encoding="utf-8") == SETTINGS
    assert "workspace here already" in capfd.readouterr().err


def test_a_folder_without_settings_is_the_callers_fault(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("build", "--workspace", tmp_path) == 2
    assert "maillage init" in capfd.readouterr().err


def test_a_wrong_setting_is_named_with_its_line(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "maillage.toml").write_text(SETTINGS + 'recrod = "event"\n', encoding="utf-8")
    assert run("build", "--workspace", folder) == 1
    said = capfd.readouterr().err
    assert "line 7" in said
    assert "Did you mean “record”?" in said


def test_settings_that_a_merge_has_left_in_pieces_are_named_with_their_line(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    merged = "<<<<<<< HEAD\n[limits]\nrows = 10\n=======\n>>>>>>> b\n"
    (folder / "maillage.toml").write_text(SETTINGS + merged, encoding="utf-8")
    assert run("stats", "--workspace", folder) == 1
    assert f"line {SETTINGS.count(chr(10)) + 1}: a merge has left its marks here" in capfd.readouterr().err


def test_asking_before_building_says_what_to_do(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("query", "ASK {}", "--workspace", folder) == 2
    assert "maillage build" in capfd.readouterr().err


def test_keep_going_builds_and_still_tells_by_its_exit_code(built: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (built / "e.csv").write_bytes(b"")
    assert run("build", "--workspace", built) == 1
    assert "e.csv" in capfd.readouterr().err
    assert run("build", "--keep-going", "--workspace", built) == 1
    assert run("query", "ASK { ?e a schema:Event }", "--workspace", built) == 0
    assert "true" in capfd.readouterr().out


@pytest.mark.parametrize("form", ["csv", "json", "tsv", "xml", "table"])
def test_results_come_in_each_format(built: Path, capfd: pytest.CaptureFixture[str], form: str) -> None:
    query = "SELECT ?label { ?e a schema:Event ; rdfs:label ?label } ORDER BY ?label"
    assert run("query", query, "--format", form, "--workspace", built) == 0
    out = capfd.readouterr().out
    assert "Forum des tiers-lieux" in out
    if form == "csv":
        assert [row["label"] for row in csv.DictReader(io.StringIO(out))] == ["Forum des tiers-lieux", "RSE"]
    if form == "json":
        assert len(json.loads(out)["results"]["bindings"]) == 2


def test_a_named_question_takes_a_thing_by_its_label(built: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("query", "events-on", "concept=tiers lieu", "--workspace", built) == 0
    assert "Forum des tiers-lieux" in capfd.readouterr().out


@pytest.mark.parametrize("form", ["csv", "json", "tsv", "xml", "table"])
def test_a_named_question_says_where_its_answer_stops(
    built: Path, capfd: pytest.CaptureFixture[str], form: str
) -> None:
    assert run("query", "undated", "--format", form, "--workspace", built) == 0
    assert "stops" not in capfd.readouterr().err
    assert run("query", "coverage", "limit=1", "--format", form, "--workspace", built) == 0
    told = capfd.readouterr().err
    assert "coverage: the answer stops at 1 rows, and may have more. Ask for more with limit=10." in told


def test_a_query_file_is_read(built: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "q.rq").write_text("CONSTRUCT WHERE { ?e schema:organizer ?o }", encoding="utf-8")
    assert run("query", tmp_path / "q.rq", "--workspace", built) == 0
    assert "schema:organizer" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["SELECT * { oops"], "line 1, column"),
        (["who-wroks-on"], "Did you mean “who-works-on”? `maillage query` lists them"),
        (["Who-Work-On", "concept=eau"], "Did you mean “who-works-on”? `maillage query` lists them"),
        (["weather"], "no SPARQL. `maillage query` lists them"),
        (["missing.rq"], "missing.rq"),
        (["events-on"], "lacks its parameter"),
        (["events-on", "concept=concept:zzz"], "the graph knows nothing of <https://w3id.org/maillage/concept/zzz>"),
        (["life-of", "actor=person/nobody"], "the graph knows nothing of <https://example.org/r/person/nobody>"),
        (["events-on", "concept"], "name=value"),
        (["ASK {}", "--format", "ttl"], "cannot be written as ttl"),
    ],
)
def test_a_wrong_query_is_the_callers_fault(
    built: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert run("query", *arguments, "--workspace", built) == 2
    assert said in capfd.readouterr().err


def test_snapshots_are_listed_compared_rolled_back_and_pruned(built: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (built / "e.csv").write_text(EVENTS.replace("RSE", "Biodiversité"), encoding="utf-8")
    run("build", "--workspace", built)
    capfd.readouterr()
    assert run("snapshots", "--workspace", built) == 0
    newest, oldest = (line.lstrip("* ").split()[0] for line in capfd.readouterr().out.splitlines())
    assert run("snapshots", "diff", oldest, newest, "--workspace", built) == 0
    assert "e.csv: 1 record added, 1 removed, 0 changed" in capfd.readouterr().out
    assert run("snapshots", "diff", "--workspace", built) == 0
    assert "e.csv: 1 record added, 1 removed, 0 changed" in capfd.readouterr().out
    assert run("snapshots", "diff", oldest, "--workspace", built) == 0
    assert "1 record added" in capfd.readouterr().out
    assert run("snapshots", "diff", oldest, oldest, "--workspace", built) == 0
    assert "the same quads" in capfd.readouterr().out
    assert run("snapshots", "diff", oldest, newest, "--format", "patch", "--workspace", built) == 0
    assert "\nA <https://example.org/r/event/2014-01-01-biodiversite>" in capfd.readouterr().out
    assert run("snapshots", "rollback", "--workspace", built) == 0
    assert oldest in capfd.readouterr().out
    assert run("snapshots", "prune", "--keep", "1", "--workspace", built) == 0
    assert run("query", "ASK { ?e rdfs:label 'RSE' ; a schema:Event }", "--workspace", built) == 0
    assert "true" in capfd.readouterr().out


def test_a_graph_written_anew_is_built_upon_as_before(built: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (built / "e.csv").write_text(EVENTS.replace("RSE", "Biodiversité"), encoding="utf-8")
    run("build", "--workspace", built)
    capfd.readouterr()
    assert run("snapshots", "rewrite", "--workspace", built) == 0
    (anew,) = re.findall(r"Snapshot (\S+) holds the same", capfd.readouterr().out)
    workspace = Workspace.open(built)
    reading = workspace.snapshots.all()[-1].store()
    left = [workspace.state / name for name in ("dumps/20200101T000000000-00000000", "export-old", "export-new")]
    for each in left:
        each.mkdir(parents=True)
        (each / "maillage.nq.gz").write_bytes(b"")
    os.utime(left[1], (0, 0))
    assert run("snapshots", "prune", "--keep", "1", "--workspace", built) == 0
    assert "1 removed." in (said := capfd.readouterr().out)
    assert "Left, since someone reads them" in said
    assert [each.exists() for each in left] == [False, False, True]
    assert run("build", "--workspace", built) == 0
    assert f"Nothing changed: snapshot {anew}" in capfd.readouterr().out
    (built / "e.csv").write_text(EVENTS, encoding="utf-8")
    assert run("build", "--workspace", built) == 0
    assert "Graphs written: 1," in capfd.readouterr().out
    assert len(reading) > 0


def test_one_snapshot_has_nothing_to_be_compared_with(built: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("snapshots", "diff", "--workspace", built) == 2
    assert "no snapshot is older" in capfd.readouterr().err


def test_stats_and_validate_speak_of_the_published_graph(built: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("stats", "--workspace", built) == 0
    assert "With a subject: 2 of 2" in capfd.readouterr().out
    assert run("validate", "--workspace", built) == 0


def test_stats_names_the_documents_without_a_subject(
    make_built: MakeWorkspace, capfd: pytest.CaptureFixture[str]
) -> None:
    built = make_built(SETTINGS, {"e.csv": EVENTS.replace("RSE", "Voeux")})
    assert run("stats", "--workspace", built) == 0
    said = capfd.readouterr().out
    assert "With a subject: 1 of 2 events and publications." in said
    assert "\n  without a subject: Voeux  <" in said


@pytest.mark.parametrize(("language", "counted"), [("fr", "Violations : 0, avert"), ("en", "Violations: 0, warnings")])
def test_a_report_of_validate_is_in_one_language(
    built: Path, capfd: pytest.CaptureFixture[str], language: str, counted: str
) -> None:
    assert run("validate", "--language", language, "--workspace", built) == 0
    said = capfd.readouterr()
    assert counted in said.out + said.err


def test_stats_tell_a_few_of_the_links_that_are_wrong_in_the_same_way(
    make_workspace: MakeWorkspace, capfd: pytest.CaptureFixture[str]
) -> None:
    triples = "".join(
        f"<http://localhost/o/{n}> a <http://xmlns.com/foaf/0.1/Organization> ;"
        f' <http://xmlns.com/foaf/0.1/name> "Atelier {n}" .\n'
        for n in range(9)
    )
    folder = make_workspace(SETTINGS + '[[sources]]\npath = "o.ttl"\n', {"e.csv": EVENTS, "o.ttl": triples})
    assert run("build", "--workspace", folder) == 0
    capfd.readouterr()
    assert run("stats", "--workspace", folder) == 0
    said = capfd.readouterr().out
    assert said.count("<http://localhost/o/") == 5
    assert "not the form of http: and 4 more" in said


def test_export_writes_the_formats_asked_for(built: Path, tmp_path: Path) -> None:
    assert run("export", tmp_path / "out", "--format", "ttl", "--format", "csv", "--workspace", built) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "maillage-links.csv",
        "maillage-metadata.json",
        "maillage-things.csv",
        "maillage.ttl",
        "ro-crate-metadata.json",
    ]


def test_export_writes_a_part_of_the_graph(built: Path, tmp_path: Path) -> None:
    chosen = ("--kind", "event", "--until", "2013", "--source", "e.csv", "--no-evidence", "--no-provenance")
    assert run("export", tmp_path, "--format", "ics", "--format", "nt", *chosen, "--workspace", built) == 0
    calendar = (tmp_path / "selection.ics").read_text(encoding="utf-8")
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "Forum des tiers-lieux" in calendar
    assert "oa#Annotation" not in (tmp_path / "selection.nt").read_text(encoding="utf-8")


def test_a_period_told_backwards_is_turned_around_and_said_to_be(
    built: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    chosen = ("--format", "ics", "--kind", "event", "--workspace", built)
    assert run("export", tmp_path / "a", "--since", "2026-05", "--until", "2010", *chosen) == 0
    assert "the period is told backwards: taken from 2010 to 2026-05" in capfd.readouterr().err
    assert run("export", tmp_path / "b", "--since", "2010", "--until", "2026-05", *chosen) == 0
    assert not capfd.readouterr().err
    assert (tmp_path / "a/selection.ics").read_bytes() == (tmp_path / "b/selection.ics").read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--kind", "spaceship"), "publication"),
        (("--since", "hier"), "2013-05-13"),
        (("--since", "2018-02-31"), "“2018-02-31” is not a date"),
        (("--source", "absent.csv"), "e.csv"),
        (("--concept", "xqzxqzxqz"), "nothing is called"),
        (("--kind", "event", "--construct", "CONSTRUCT WHERE { ?s ?p ?o }"), "a query selects by itself"),
        (("--kind", "event", "--since", "2999"), "nothing is selected"),
    ],
)
def test_a_part_that_cannot_be_understood_is_refused_in_a_sentence(
    built: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], options: tuple[str, ...], said: str
) -> None:
    assert run("export", tmp_path / "out", *options, "--workspace", built) == 2
    assert said in capfd.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_description_needs_no_braces(built: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("query", "DESCRIBE concept:biodiversite", "--workspace", built) == 0
    assert "skos:prefLabel" in capfd.readouterr().out


def test_what_cannot_be_written_is_said_in_a_sentence(built: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("export", "/proc/nowhere", "--workspace", built) == 1
    assert "Check the path" in capfd.readouterr().err


@pytest.mark.parametrize("text", ["é" * 140, "Une phrase. " * 30, "n'importe quoi.txt"])
def test_any_text_can_be_linked(text: str) -> None:
    assert run("link", text) == 0


@pytest.mark.parametrize(("text", "code"), [("missing.txt", 1), ("", 2)])
def test_a_missing_file_and_an_empty_text_are_said_to_be_so(
    capfd: pytest.CaptureFixture[str], text: str, code: int
) -> None:
    assert run("link", text) == code
    assert "missing.txt" in capfd.readouterr().err or not text


def typed(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The line as a shell runs it, where ``maillage`` is the program."""
    script = f'maillage() {{ exec {shlex.quote(sys.executable)} -m explorer "$@"; }}\n{line}'
    return subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, check=False, timeout=60, env=os.environ | environment
    )


@pytest.mark.parametrize("command", ["stats", "snapshots", "query 'SELECT * { ?s ?p ?o }' --format csv", "validate"])
def test_a_reader_who_leaves_early_is_no_fault(built: Path, command: str) -> None:
    done = typed(f"(maillage {command} --workspace {built}; ) | true; echo ${{PIPESTATUS[0]}}")
    assert done.stdout == "0\n"
    assert "Traceback" not in done.stderr


def test_an_output_that_is_closed_is_no_fault(built: Path) -> None:
    done = typed(f"maillage stats --workspace {built} >&-")
    assert (done.returncode, done.stderr) == (0, "")


def test_an_output_that_takes_nothing_is_said_in_a_sentence(built: Path) -> None:
    done = typed(f"maillage stats --workspace {built} > /dev/full")
    assert done.returncode == 1
    assert done.stderr.startswith("maillage: what was asked for cannot be written or read: No space left on device.")
    assert len(done.stderr.splitlines()) == 1


def test_ctrl_c_while_the_program_is_still_read_leaves_no_trace(tmp_path: Path) -> None:
    slow = "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(10)\n"
    (tmp_path / "click.py").write_text(slow, encoding="utf-8")
    done = typed("maillage stats", PYTHONPATH=f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    assert (done.stdout, done.stderr) == ("", "")
    assert done.returncode in (130, -signal.SIGINT)
