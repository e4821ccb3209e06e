"""``maillage network``, ``paths`` and ``close``, as typed, over the embedded corpus."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import pytest

from explorer.cli import main
from tests.explorer.commands.conftest import Run

ALLIANCE = "Alliance Université-Entreprise de Grenoble"


@pytest.fixture(scope="module", autouse=True)
def _corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAILLAGE_STATE", str(tmp_path_factory.mktemp("state")))
        patch.chdir(tmp_path_factory.mktemp("elsewhere"))
        with pytest.raises(SystemExit):
            main(["build"])
        yield


def test_without_a_name_the_networks_and_the_measures_are_explained(run: Run) -> None:
    done = run("network", "--language", "en")
    assert "actors-by-events\n    Two actors are tied when" in done.out
    assert "pagerank: Being tied to" in done.out
    assert "pagerank\xa0: Être relié à" in run("network").out


def test_what_is_asked_of_a_network_without_its_name_is_the_callers_fault(run: Run, tmp_path: Path) -> None:
    done = run("network", "--output", str(tmp_path / "a.csv"))
    assert (done.code, list(tmp_path.iterdir())) == (2, [])
    assert "--output needs the name of a network" in done.err


def test_a_ranking_says_what_it_means_and_can_be_filtered(run: Run) -> None:
    everyone = run("network", "actors", "--measure", "degree")
    assert everyone.out.startswith("Avec combien d’autres il est relié.")
    assert ALLIANCE in everyone.out
    filtered = run("network", "actors", "--about", "biodiversité", "--format", "json")
    assert [each["thing"] for each in json.loads(filtered.out)] == [ALLIANCE]
    assert json.loads(run("network", "actors", "--from", "2050", "--format", "json").out) == []


@pytest.mark.parametrize("told", [["--communities"], ["--brokers"], ["--against", "2008-2012"]])
def test_a_file_of_the_network_is_not_asked_for_with_what_is_told_of_it(
    run: Run, tmp_path: Path, told: list[str]
) -> None:
    done = run("network", "actors", *told, "--output", str(tmp_path / "a.csv"))
    assert (done.code, list(tmp_path.iterdir())) == (2, [])
    assert "Use --format csv" in done.err


def test_communities_are_named_by_their_concepts(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("network", "concepts", "--communities", "--format", "csv").out)))
    assert int(rows[0]["size"]) >= int(rows[-1]["size"]) > 1
    assert all(row["name"] for row in rows)


def test_brokers_stand_between_communities(run: Run) -> None:
    rows = json.loads(run("network", "concepts", "--brokers", "--limit", "3", "--format", "json").out)
    assert 0 < len(rows) <= 3
    assert all(0 < row["participation"] < 1 and row["communities"] > 1 for row in rows)


@pytest.mark.parametrize(("extension", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_a_network_is_written_for_gephi(
    run: Run, tmp_path: Path, extension: str, read: Callable[[Path], nx.Graph[str]]
) -> None:
    file = tmp_path / f"réseau.{extension}"
    assert run("network", "concepts", "--output", str(file)).code == 0
    graph = read(file)
    assert any(known["label"] == "biodiversité" for _, known in graph.nodes(data=True))
    assert not list(tmp_path.glob(".*"))


def test_paths_are_told_without_importing_what_makes_tables() -> None:
    code = (
        "import sys\nfrom explorer.cli import main\ntry: main(['paths', 'RSE', 'biodiversité'])\n"
        "except SystemExit as ended: print(ended.code, sorted({'pandas', 'requests'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("1. (")
    assert done.stdout.endswith("0 []\n")


def test_a_path_is_told_hop_by_hop_with_its_words(run: Run) -> None:
    done = run("paths", "RSE", "biodiversité", "--limit", "1")
    assert done.out.startswith("1. (2 hops")
    assert re.search(r"— sujet → biodiversité +«\xa0biodiversité\xa0»", done.out)
    done = run("paths", "RSE", "biodiversité", "--limit", "1", "--language", "en")
    assert re.search(r"— subject → biodiversity +“biodiversité”", done.out)


def test_where_no_path_is_found_it_says_what_to_try(run: Run) -> None:
    assert (
        "Try without a period or --through"
        in run("paths", "Camille Giordani", "Bruno Moriset", "--confidence", "1", "--to", "1900").out
    )


def test_a_path_goes_only_through_the_kinds_that_are_asked_for(run: Run) -> None:
    ends = "RSE", "tiers-lieu d'activités"
    asked = run("query", "SELECT ?l { ?e a schema:Event ; rdfs:label ?l }", "--format", "json").out
    events = {row["l"]["value"] for row in json.loads(asked)["results"]["bindings"]}
    passed = [
        {hop["to"] for hop in json.loads(run("paths", *ends, *through, "--format", "json").out)} - {ends[1]}
        for through in ((), ("--through", "event"))
    ]
    assert passed[0] - events
    assert passed[1]
    assert passed[1] <= events


def test_close_things_and_speakers_come_with_what_is_shared(run: Run) -> None:
    close = json.loads(run("close", "tiers-lieu", "--format", "json").out)
    assert close[0]["score"] >= close[-1]["score"] > 0
    assert all(each["shared"] for each in close)
    assert any(" ; " in each["shared"] for each in close)
    speakers = json.loads(run("close", "biodiversité", "--speakers", "--format", "json").out)
    assert speakers[0]["thing"] == ALLIANCE


def test_where_nothing_is_close_it_says_what_that_means(run: Run) -> None:
    done = run("close", "santé publique", "--format", "json")
    assert json.loads(done.out) == []
    assert "It shares no subject" in done.err
    assert "No actor has part" in run("close", "agriculture biologique", "--speakers").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("network", "acters"), "Did you mean “actors”?"),
        (("network", "actors", "--measure", "pagerang"), "Did you mean “pagerank”?"),
        (("network", "actors", "--output", "x.pdf"), "Use one of: graphml, gexf, csv."),
        (("network", "actors", "--output", "no/such/x.csv"), "there is no such folder"),
        (("network", "actors", "--communities", "--brokers"), "Ask for one at a time."),
        (("network", "actors", "--against", "19990101"), "19990101"),
        (("query", "--snapshot", "19990101", "coverage"), "19990101"),
        (("trends", "zzzzqqqq"), "nothing is called “zzzzqqqq”"),
        (("paths", "RSE", "zzzzqqqq"), "nothing is called “zzzzqqqq”"),
        (("paths", "RSE", "RSE"), "a path needs two different things"),
        (("close", "zzzzqqqq", "--speakers"), "nothing is called"),
        (
            ("close", "ademe", "--speakers"),
            "is of the kind “organisation”, which does not fit here. Name what is of one of these kinds: concept.",
        ),
    ],
)
def test_a_wrong_call_gets_a_sentence(run: Run, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert said in done.err


def test_what_was_understood_is_said_with_what_else_it_might_have_been(run: Run) -> None:
    assert run("close", "biodiversité").err.startswith(
        "thing: biodiversité <https://w3id.org/maillage/concept/biodiversite>\n"
    )
    assert "    not " in run("close", "tiers lieux dactivité").err


def test_a_thing_is_named_in_a_table_as_it_can_be_typed_again(run: Run) -> None:
    listed = run("query", "SELECT ?e { ?e a schema:Event } ORDER BY ?e LIMIT 1").out.splitlines()[2]
    assert listed.startswith("event/")
    typed, whole = (
        run("close", name, "--format", "json").out for name in (listed, f"https://w3id.org/maillage/aueg/{listed}")
    )
    assert json.loads(typed)
    assert typed == whole


def test_a_period_is_compared_with_an_earlier_one(run: Run) -> None:
    done = run("network", "concepts", "--from", "2013", "--against", "2005-2012", "--format", "json")
    rows = json.loads(done.out)
    assert all(row["before"] != row["after"] for row in rows)
    assert any(row["before"] == 0 for row in rows)
    assert "ties gained" in done.err


def test_a_snapshot_compared_with_itself_has_changed_nothing(run: Run) -> None:
    snapshot = run("snapshots").out.split()[1]
    done = run("network", "concepts", "--from", "2010", "--against", snapshot, "--format", "json")
    assert json.loads(done.out) == []
    assert "0 ties gained, 0 lost" in done.err
    assert run("query", "--snapshot", snapshot, "coverage").out == run("query", "coverage").out


def test_a_concept_goes_through_the_years_and_all_of_them_are_tested(run: Run) -> None:
    years = json.loads(run("trends", "tiers-lieu d'activités", "--from", "2011", "--format", "json").out)
    assert sum(year["documents"] for year in years) >= 5
    assert "steady" in run("trends", "tiers-lieu d'activités").err
    found = json.loads(run("trends", "--format", "json").out)
    assert "tiers-lieu" in {each["thing"] for each in found}
    assert all(each["documents"] >= 5 for each in found)


@pytest.mark.parametrize(
    ("command", "first", "last"),
    [
        (("network", "concepts"), "--from", "--to"),
        (("trends",), "--from", "--to"),
        (("paths", "RSE", "télécentre"), "--from", "--to"),
        (("query", "themes-by-year"), "first=", "last="),
    ],
)
def test_a_period_told_backwards_is_turned_around_and_said(
    run: Run, command: tuple[str, ...], first: str, last: str
) -> None:
    def years(one: str, other: str) -> tuple[str, ...]:
        return (f"{first}{one}", f"{last}{other}") if first.endswith("=") else (first, one, last, other)

    turned, plain = run(*command, *years("2013", "2009")), run(*command, *years("2009", "2013"))
    assert "the period is told backwards: taken from 2009 to 2013" in turned.err
    assert "backwards" not in plain.err
    assert (turned.code, turned.out) == (0, plain.out)
    assert len(plain.out.splitlines()) > 2
