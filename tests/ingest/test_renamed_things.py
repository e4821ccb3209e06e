"""What people decided stays in force when a record or an actor comes to bear another name, whatever that is."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from graph.store import text
from graph.workspace import Workspace
from ingest.build import BuildReport, build
from ingest.decisions import Decision, DecisionLog, Verdict
from ontology.namespaces import DCTERMS, OWL, SCHEMA, expand
from tests.workspaces import BASE, EVENTS_SETTINGS, NETWORK_SETTINGS, MakeWorkspace, written

WHEN = "2026-11-23T21:00:00Z"
ABOUT, SAME, ORGANIZER = DCTERMS.subject.value, OWL.sameAs.value, SCHEMA.organizer.value
BIODIVERSITY = expand("concept:biodiversite")
STATED = "ASK { ?thing dcterms:subject|schema:mentions concept:biodiversite . ?thing a ?kind }"
CALENDAR = f'{NETWORK_SETTINGS}[[sources]]\npath = "agenda.ics"\n'
ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//a//b
BEGIN:VEVENT
UID:forum-1@example.org
DTSTART;VALUE=DATE:20130513
SUMMARY:{0}
DESCRIPTION:La biodiversité en ville
END:VEVENT
END:VCALENDAR
"""
BIB = f'{NETWORK_SETTINGS}[[sources]]\npath = "b.bib"\n'
ENTRY = "@article{{roux, title={{{0}}}, year={{2020}}, {1} abstract={{La biodiversité en ville}}, keywords={{eau}}}}\n"
WORKS = f'{NETWORK_SETTINGS}[[sources]]\npath = "p.csv"\nrecord = "publication"\n'
HEAD, WORK = "title,date,abstract,doi\n", "Étude des villes,2019,La biodiversité en ville,\n"
EVENTS, FORUM = "title,date,location,description\n", "Forum,2013-05-13,Grenoble,La biodiversité en ville\n"


def decide(folder: Path, verdict: str, *link: str, **more: str) -> None:
    subject, relation, other = link
    named = (BASE + subject, relation, other if ":" in other else BASE + other)
    DecisionLog.of(Workspace.open(folder)).append(Decision(Verdict(verdict), *named, "anne", WHEN, **more))


def built(folder: Path, files: Mapping[str, str] | None = None) -> BuildReport:
    """A build once these files are written: a build from nothing gives the same graph, then and with the names kept."""
    written(folder, files or {})
    report = build(Workspace.open(folder))
    state = folder / "anew"
    anew = build(Workspace.open(folder, state)).snapshot.manifest.fingerprint
    shutil.rmtree(state)
    assert anew == report.snapshot.manifest.fingerprint
    assert not build(Workspace.open(folder)).published
    return report


def names(folder: Path) -> list[str]:
    path = folder / "decisions.renamed"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [line for line in lines if not line.startswith("#")]


RECORDS = [
    pytest.param(
        CALENDAR,
        {"agenda.ics": ICS.format("Forum des tiers-lieux")},
        {
            "agenda.ics": ICS.format("Assises de la forêt")
            .replace("en ville", "des bois")
            .replace("20130513", "20130520")
        },
        "event/2013-05-13-forum-des-tiers-lieux event/2013-05-20-assises-de-la-foret",
        id="the same uid",
    ),
    pytest.param(
        CALENDAR,
        {"agenda.ics": ICS.format("Forum des tiers-lieux").replace("forum-1", 'forum"1')},
        {
            "agenda.ics": ICS.format("Assises de la forêt")
            .replace("forum-1", 'forum"1')
            .replace("en ville", "des bois")
            .replace("20130513", "20130520")
        },
        "event/2013-05-13-forum-des-tiers-lieux event/2013-05-20-assises-de-la-foret",
        id="the same uid with a quotation mark",
    ),
    pytest.param(
        BIB,
        {"b.bib": ENTRY.format("Étude des villes", "")},
        {"b.bib": ENTRY.format("Tout autre chose", "doi={10.1234/abc},")},
        "publication/2020-etude-des-villes publication/doi-10-1234-abc",
        id="the same key",
    ),
    pytest.param(
        WORKS,
        {"p.csv": HEAD + WORK},
        {"p.csv": HEAD + WORK.replace(",\n", ",10.1234/abc\n")},
        "publication/2019-etude-des-villes publication/doi-10-1234-abc",
        id="a DOI in a row",
    ),
    pytest.param(
        WORKS,
        {"p.csv": HEAD + WORK.replace(",\n", ",10.1234/abd\n")},
        {"p.csv": HEAD + "Autre,2001,Rien,\n" + WORK.replace(",\n", ",10.1234/abc\n")},
        "publication/doi-10-1234-abd publication/doi-10-1234-abc",
        id="another DOI in a row that moved",
    ),
    pytest.param(
        EVENTS_SETTINGS,
        {"events.csv": EVENTS + FORUM},
        {"events.csv": EVENTS + FORUM.replace("Forum", "Assises de la forêt")},
        "event/2013-05-13-forum event/2013-05-13-assises-de-la-foret",
        id="the same place and all else",
    ),
]


@pytest.mark.parametrize(("settings", "before", "after", "line"), RECORDS)
def test_a_rejected_link_does_not_come_back_under_another_name(
    make_workspace: MakeWorkspace, settings: str, before: dict[str, str], after: dict[str, str], line: str
) -> None:
    folder = make_workspace(settings, before)
    decide(folder, "rejected", line.split(maxsplit=1)[0], ABOUT, BIODIVERSITY)
    assert not built(folder).snapshot.store().ask(STATED)
    for files, expected in ((after, [line]), (before, sorted([line, " ".join(line.split()[::-1])])), (after, None)):
        report = built(folder, files)
        assert not report.snapshot.store().ask(STATED)
        assert report.waiting == []
        assert expected is None or names(folder) in (expected, [line])
    shutil.rmtree(Workspace.open(folder).state)
    assert not built(folder).snapshot.store().ask(STATED)


@pytest.mark.parametrize(
    ("settings", "before", "after", "decided"),
    [
        pytest.param(
            EVENTS_SETTINGS,
            {"events.csv": EVENTS + FORUM},
            {"events.csv": EVENTS + FORUM.replace("Forum", "Assises").replace("Grenoble", "Lyon")},
            "event/2013-05-13-forum",
            id="the place alone",
        ),
        pytest.param(
            WORKS,
            {"p.csv": HEAD + WORK},
            {"p.csv": HEAD + WORK.replace(",\n", ",10.1234/abc\n") + WORK.replace(",\n", ",10.1234/abd\n")},
            "publication/2019-etude-des-villes",
            id="two that may be it",
        ),
        pytest.param(
            CALENDAR.replace("agenda.ics", "*.ics"),
            {"a.ics": ICS.format("Forum"), "b.ics": ICS.format("Salon du livre").replace("forum-1", "forum-2")},
            {"a.ics": ICS.format("Salon du livre")},
            "event/2013-05-13-forum",
            id="what was there before",
        ),
    ],
)
def test_on_doubt_a_decision_is_not_followed_and_the_build_names_the_link_that_may_be_back(
    make_workspace: MakeWorkspace, settings: str, before: dict[str, str], after: dict[str, str], decided: str
) -> None:
    folder = make_workspace(settings, before)
    decide(folder, "rejected", decided, ABOUT, BIODIVERSITY)
    built(folder)
    for name in before.keys() - after.keys():
        (folder / name).unlink()
    report = built(folder, after)
    (waiting,) = report.waiting
    assert f"rejected {BASE}{decided} dcterms:subject concept:biodiversite" in str(waiting)
    assert "what was rejected may be back" in str(waiting)
    assert report.snapshot.store().ask(STATED)
    assert names(folder) == []


CHAMBERS = f"""{EVENTS_SETTINGS}
[[registers]]
path = "r.csv"
record = "organisation"
"""
REGISTER = "name,location,wikidata\nCCI de Grenoble,Grenoble,{0}\nCCI de Savoie,Chambéry,\n"
HELD = "title,date,organizer\nForum,2013-05-13,CCI\nSalon,2014-01-01,CCI de Grenoble\nFoire,2015-02-03,CCI de Savoie\n"


@pytest.mark.parametrize("verdict", ["accepted", "rejected"])
def test_who_is_who_stays_decided_when_a_register_comes_to_know_an_identifier(
    make_workspace: MakeWorkspace, verdict: str
) -> None:
    folder = make_workspace(CHAMBERS, {"events.csv": HELD, "r.csv": REGISTER.format("")})
    first = built(folder).snapshot.store()
    (old,) = (text(row, "o") for row in first.select('SELECT DISTINCT ?o { ?o rdfs:label "CCI de Grenoble" }'))
    (short,) = (text(row, "o") for row in first.select('SELECT DISTINCT ?o { ?o rdfs:label "CCI" }'))
    decide(folder, verdict, short.removeprefix(BASE), SAME, old)
    decide(folder, "rejected", "event/2014-01-01-salon", ORGANIZER, old)
    asked = "SELECT ?event ?o { ?event schema:organizer ?o }"
    before = {(text(row, "event"), text(row, "o")) for row in built(folder).snapshot.store().select(asked)}
    report = built(folder, {"r.csv": REGISTER.format("Q945876")})
    new = f"{BASE}organisation/wikidata-q945876"
    after = {(text(row, "event"), text(row, "o")) for row in report.snapshot.store().select(asked)}
    assert after == {(event, new if each == old else each) for event, each in before}
    assert report.waiting == []
    assert names(folder) == [f"{old.removeprefix(BASE)} organisation/wikidata-q945876"]


def test_a_person_who_comes_to_have_an_orcid_stays_who_people_said(make_workspace: MakeWorkspace) -> None:
    entry = "@article{{{0}, title={{{1}}}, author={{{2}}}, year={{2020}}}}\n"
    files = {"b.bib": entry.format("a", "Eau", "Martin, Anne") + entry.format("b", "Forêts", "Durand, Paul")}
    folder = make_workspace(
        f'{BIB}[[sources]]\npath = "people.csv"\nrecord = "person"\n', {**files, "people.csv": "name\nAnne Martin\n"}
    )
    decide(folder, "accepted", "person/paul-durand", SAME, "person/anne-martin")
    asked = "SELECT DISTINCT ?who { ?work dcterms:creator ?who FILTER(isIRI(?who)) }"
    assert len(list(built(folder).snapshot.store().select(asked))) == 1
    report = built(folder, {"people.csv": "name,orcid\nAnne Martin,0000-0002-1825-0097\n"})
    found = [text(row, "who") for row in report.snapshot.store().select(asked)]
    assert found == [f"{BASE}person/orcid-0000-0002-1825-0097"]
    assert report.waiting == []


@pytest.mark.parametrize(
    ("before", "decided", "organizers", "is_waiting"),
    [
        (["Autre", "", "Encore", ""], ["fabrique-alba", "fabrique-borg"], {"wikidata-q945876", "fabrique-borg"}, False),
        (
            ["Fabrique Alba", "Q1", "Fabrique Borg", "Q2"],
            ["wikidata-q1", "wikidata-q2"],
            {"wikidata-q945876"},
            True,
        ),
    ],
)
def test_two_whom_people_told_apart_and_who_come_to_have_one_name_stay_two_by_what_names_them_or_are_named(
    make_workspace: MakeWorkspace, before: list[str], decided: list[str], organizers: set[str], *, is_waiting: bool
) -> None:
    events = "title,date,organizer\nForum,2013-05-13,Fabrique Alba\nSalon,2014-01-01,Fabrique Borg\n"
    known = "name,location,wikidata\n{0},Grenoble,{1}\n{2},Grenoble,{3}\n"
    folder = make_workspace(CHAMBERS, {"events.csv": events, "r.csv": known.format(*before)})
    one, other = (f"organisation/{each}" for each in decided)
    decide(folder, "rejected", one, SAME, other)
    assert built(folder).waiting == []
    report = built(folder, {"r.csv": known.format("Fabrique Alba", "Q945876", "Fabrique Borg", "Q945876")})
    assert held_by(report, "organizer") == {f"organisation/{each}" for each in organizers}
    assert [each.decision.verdict for each in report.waiting] == ([Verdict.REJECTED] if is_waiting else [])


PERSONS = f"""{EVENTS_SETTINGS}[[sources]]
path = "p.csv"
record = "person"
[[sources]]
path = "o.csv"
record = "organisation"
"""
SPOKEN = "title,date,speakers,organizer\nForum,2013-05-13,Anne Petit,La Fabrique\nBilan,2014-01-13,Paul Rey,LF\n"
ANNE, PAUL = "0000-0001-5109-3700", "0000-0002-1825-0097"
HELD_BY = "SELECT DISTINCT ?who {{ ?event schema:{0} ?who }}"


def spoken(anne: str = "", paul: str = "", fabrique: str = "") -> dict[str, str]:
    """Who speaks and who organises, by these identifiers."""
    return {
        "events.csv": SPOKEN,
        "p.csv": f"name,town,orcid\nAnne Petit,Lyon,{anne}\nPaul Rey,,{paul}\n",
        "o.csv": f"name,acronym,wikidata\nLa Fabrique,LF,{fabrique}\n",
    }


def held_by(report: BuildReport, role: str) -> set[str]:
    return {text(row, "who").removeprefix(BASE) for row in report.snapshot.store().select(HELD_BY.format(role))}


@pytest.mark.parametrize(
    ("steps", "kept"),
    [
        ([(ANNE, ""), (ANNE, PAUL)], ANNE),
        ([("", PAUL), (ANNE, PAUL)], ANNE),
        ([(ANNE, ""), ("", ANNE)], ""),
        ([("", PAUL), (PAUL, "")], PAUL),
        ([(ANNE, ""), ("", ANNE), (PAUL, ANNE), ("", "")], ""),
    ],
)
def test_two_whom_people_said_are_one_stay_one_whoever_comes_to_have_an_identifier(
    make_workspace: MakeWorkspace, steps: list[tuple[str, str]], kept: str
) -> None:
    folder = make_workspace(PERSONS, spoken())
    decide(folder, "accepted", "person/paul-rey", SAME, "person/anne-petit")
    built(folder)
    decide(folder, "rejected", "person/anne-rey", SAME, "person/anne-petit")
    for anne, paul in steps:
        report = built(folder, spoken(anne, paul))
        assert len(held_by(report, "performer")) == 1, (anne, paul)
    assert held_by(report, "performer") == {f"person/orcid-{kept}" if kept else "person/anne-petit"}


def test_a_name_told_from_whom_it_was_taken_for_stays_so_when_that_one_comes_to_bear_another(
    make_workspace: MakeWorkspace,
) -> None:
    folder = make_workspace(PERSONS, spoken())
    decide(folder, "rejected", "organisation/lf", SAME, "organisation/fabrique")
    for number in ("", "Q123", "Q124", ""):
        report = built(folder, spoken(fabrique=number))
        fabrique = f"organisation/wikidata-{number.lower()}" if number else "organisation/fabrique"
        assert held_by(report, "organizer") == {fabrique, "organisation/lf"}
        assert report.waiting == []


def test_a_thing_that_bore_a_name_twice_is_followed_to_its_third(make_workspace: MakeWorkspace) -> None:
    titles = ["Forum", "Assises", "Forum", "Colloque"]
    folder = make_workspace(CALENDAR, {"agenda.ics": ICS.format(titles[0])})
    for title in titles:
        report = built(folder, {"agenda.ics": ICS.format(title)})
        decide(folder, "rejected", f"event/2013-05-13-{title.lower()}", ABOUT, BIODIVERSITY)
        assert report.waiting == []
        assert not built(folder).snapshot.store().ask(STATED)


ACTORS = f"""{EVENTS_SETTINGS}[[sources]]
path = "p.csv"
record = "organisation"
[[sources]]
path = "b.bib"
"""
HEADED = "title,date,organizer\nForum,2013-05-13,{0}\nSalon,2014-01-01,Minalogic\n"
AUTHORED = "@article{{a, title={{Eau}}, author={{{0}}}, year={{2020}}}}\n"


MERGED = {
    "events.csv": HEADED.format("Pôle Minalogic"),
    "p.csv": "name,variants\nMinalogic,\n",
    "b.bib": AUTHORED.format("Petit, Anne and Durand, Paul"),
}


def merged(make_workspace: MakeWorkspace) -> Path:
    """A workspace of :data:`MERGED` in which two organisations and two persons were said to be one each."""
    folder = make_workspace(ACTORS, MERGED)
    decide(folder, "accepted", "organisation/pole-minalogic", SAME, "organisation/minalogic")
    decide(folder, "accepted", "person/anne-petit", SAME, "person/paul-durand")
    assert built(folder).waiting == []
    return folder


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, ""),
        ({"events.csv": HEADED.format("Pôle de compétitivité Minalogic")}, "organisation/pole-minalogic"),
        ({"events.csv": HEADED.format("Minalogic")}, "organisation/pole-minalogic"),
        ({"b.bib": AUTHORED.format("Petit-Durand, Anne and Durand, Paul")}, "person/anne-petit"),
        ({"p.csv": "name,variants\nMinalogic,Pôle Minalogic\n"}, ""),
    ],
)
def test_a_merge_of_one_whom_nobody_names_any_more_is_named(
    make_workspace: MakeWorkspace, files: dict[str, str], said: str
) -> None:
    folder = merged(make_workspace)
    report = built(folder, files)
    assert [each.unknown.removeprefix(BASE) for each in report.waiting] == ([said] if said else [])
    assert all("it may be two again: say there whom it is" in str(each) for each in report.waiting)
    assert built(folder, MERGED).waiting == []


@pytest.mark.parametrize(
    ("organizer", "authors", "lines"),
    [
        ("Pôle Minalogik", "Petit, Anne", ["organisation/pole-minalogik owl:sameAs organisation/minalogic"]),
        ("Pôle Minalogic", "Petitt, Anne", ["person/anne-petitt owl:sameAs person/paul-durand"]),
        ("Pôle Minalogik ; Pôle Minalogicc", "Petit, Anne", []),
        ("Pôle Sociologie", "Petit-Roux, Anne", []),
    ],
)
def test_a_merge_of_one_whose_name_was_mended_is_told_with_the_line_to_write(
    make_workspace: MakeWorkspace, organizer: str, authors: str, lines: list[str]
) -> None:
    folder = merged(make_workspace)
    after = {"events.csv": HEADED.format(organizer), "b.bib": AUTHORED.format(f"{authors} and Durand, Paul")}
    told = [str(each).replace(BASE, "") for each in built(folder, after).waiting]
    assert [line for line in lines if any(f"`maillage review accept {line}`" in each for each in told)] == lines
    assert sum("maillage review accept" in each for each in told) == len(lines)


@pytest.mark.parametrize("unread", [b"\x00\x01", None])
@pytest.mark.parametrize(
    ("settings", "before", "after", "line"), [each for each in RECORDS if each.id in {"the same uid", "the same key"}]
)
def test_a_thing_is_followed_while_another_source_cannot_be_read(  # noqa: PLR0917
    make_workspace: MakeWorkspace,
    settings: str,
    before: dict[str, str],
    after: dict[str, str],
    line: str,
    unread: bytes | None,
) -> None:
    other = {"other.jsonl": '{"title": "Un lieu", "date": "2013-05-13"}\n'}
    folder = make_workspace(f'{settings}[[sources]]\npath = "other.jsonl"\nrecord = "event"\n', before | other)
    old, new = line.split()
    for subject in (old, "event/2013-05-13-un-lieu"):
        decide(folder, "rejected", subject, ABOUT, BIODIVERSITY)
    assert built(folder).waiting == []
    written(folder, after)
    path = folder / "other.jsonl"
    path.write_bytes(unread) if unread is not None else path.unlink()
    for _ in range(2):
        report = build(Workspace.open(folder), keep_going=True)
        assert len(report.reading.failures) == 1
        assert not report.snapshot.store().ask(STATED)
        assert report.waiting == []
        assert names(folder) == [f"{old} {new}"]
    assert built(folder, other).waiting == []
    assert not built(folder).snapshot.store().ask(STATED)


NAMED = f"""{NETWORK_SETTINGS}[[sources]]
path = "members.csv"
record = "person"
[[sources]]
path = "e*.csv"
record = "event"
[[sources]]
path = "letter.md"
"""
LETTER = "---\ntitle: Lettre 1\ndate: 2020-01-01\nauthor: Anne Coste\n---\nBonjour.\n"


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("verdict", ["accepted", "rejected"])
def test_what_people_said_of_namesakes_holds_when_a_file_comes_to_be_called_otherwise(
    make_workspace: MakeWorkspace, verdict: str, *, turned: bool
) -> None:
    folder = make_workspace(
        NAMED,
        {
            "members.csv": "name,member_of\nAnne Coste,La Fabrique\nAnne Coste,Recyclerie de Vif\n",
            "events.csv": "title,date,speakers\nForum,2019-11-22,Anne Coste\n",
            "letter.md": LETTER,
        },
    )
    store = build(Workspace.open(folder)).snapshot.store()
    (speaker,) = (text(row, "who").removeprefix(BASE) for row in store.select(HELD_BY.format("performer")))
    every = "SELECT DISTINCT ?who { ?who a foaf:Person }"
    member = min({text(row, "who").removeprefix(BASE) for row in store.select(every)} - {speaker})
    decide(folder, verdict, member if turned else speaker, SAME, speaker if turned else member)
    persons = len(list(build(Workspace.open(folder)).snapshot.store().select(every)))
    (folder / "events.csv").rename(folder / "e2024.csv")
    report = built(folder)
    assert len(list(report.snapshot.store().select(every))) == persons
    assert report.waiting == []
    assert [line.split()[0] for line in names(folder)] == [speaker]
