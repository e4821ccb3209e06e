"""The embedded corpus: every fact has its source, nothing uncertain is stated, and all of it can be read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from graph.workspace import Workspace
from ingest.corpus import CORPUS
from ingest.records import Actor, ActorType, Event, Publication, Record, Rejection
from ingest.same_things import same_things
from ingest.sources import source_files


@pytest.fixture(scope="module")
def read_items() -> list[Record | Rejection]:
    workspace = Workspace.open(CORPUS)
    files = [file for source in workspace.settings.sources for file in source_files(source, workspace.root)]
    return [item for file in files for item in file.read()]


@pytest.fixture(scope="module")
def records(read_items: list[Record | Rejection]) -> list[Record]:
    return [item for item in read_items if isinstance(item, Record)]


def events_of(records: Sequence[Record], day: str) -> list[Event]:
    return [record for record in records if isinstance(record, Event) and record.start and record.start.value == day]


def test_nothing_in_it_is_set_aside(read_items: list[Record | Rejection]) -> None:
    assert [str(item) for item in read_items if isinstance(item, Rejection)] == []


def test_each_record_says_where_it_was_found(records: list[Record]) -> None:
    assert [record.place for record in records if not any(a.startswith("http") for a in record.found_at)] == []


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2012-06-26", "Table-Ronde"),
        ("2012-10-11", "Table-Ronde"),
        ("2013-05-13", "Table-Ronde"),
        ("2013-06-18", "Table-Ronde"),
        ("2014-04-04", "Assemblée Générale"),
        ("2015-01-22", "Restitution"),
        ("2015-04-02", "Réunion"),
        ("2016-02-03", "Table-Ronde"),
        ("2011-10", ""),
        ("2020-02", "Colloque"),
    ],
)
def test_the_table_gives_each_event_once(records: list[Record], day: str, kind: str) -> None:
    (event,) = [event for event in events_of(records, day) if event.place.source.endswith("evenements.csv")]
    assert event.kind == kind


@pytest.mark.parametrize("day", ["2012-06-26", "2013-06-18", "2015-01-22", "2015-04-02", "2016-02-03"])
def test_an_event_told_by_several_sources_is_one(records: list[Record], day: str) -> None:
    sources = {event.place.source for event in events_of(records, day)}
    groups = [group for group in same_things(records) if events_of(group, day)]
    assert len(sources) >= 2
    assert len(groups) == 1


def test_the_restitution_without_a_title_has_none(records: list[Record]) -> None:
    written = [event for event in events_of(records, "2015-01-22") if not event.place.source.endswith(".html")]
    assert [event.title for event in written] == [None, None]


def test_probable_dates_are_left_out(records: list[Record]) -> None:
    works = {record.key: record for record in records if isinstance(record, Publication)}
    assert works["aueg-telecentres"].issued is None
    assert works["aueg-dossier-tla"].issued is None
    prediagnostic = works["aueg-prediagnostic"].issued
    assert prediagnostic is not None
    assert prediagnostic.value == "2007"


def test_planned_publications_are_said_to_be_planned(records: list[Record]) -> None:
    planned = {record.key for record in records if isinstance(record, Publication) and record.status == "planned"}
    assert planned == {"aueg-inventaire", "aueg-memento"}


def test_the_chamber_of_commerce_that_nobody_names_in_full_stays_a_bare_name(records: list[Record]) -> None:
    named = {actor.name for record in records for actor in record.actors}
    assert "CCI" in named
    assert not any(isinstance(record, Actor) and "CCI" in (record.name, record.acronym) for record in records)


def test_kinds_of_partners_are_no_organisations(records: list[Record]) -> None:
    categories = {record.name for record in records if isinstance(record, Actor) and record.type is ActorType.CATEGORY}
    assert categories == {"architectes", "syndicats de personnels"}


def test_every_author_known_by_a_full_name_is_among_the_persons(records: list[Record]) -> None:
    persons = {record.name for record in records if isinstance(record, Actor) and record.type is ActorType.PERSON}
    works = [record for record in records if isinstance(record, Publication)]
    authors = {actor.name for work in works for actor in work.actors if actor.type is ActorType.PERSON}
    assert authors - persons == {"S. Feneuille", "N. Farouki"}


def test_its_facts_are_those_of_the_alliance(records: list[Record], shared_data: Path) -> None:
    facts = json.loads((shared_data / "alliance" / "facts.json").read_text(encoding="utf-8"))
    days = {record.start.value for record in records if isinstance(record, Event) and record.start}
    titles = {record.title.value for record in records if isinstance(record, Publication) and record.title}
    assert {event["date"] for event in facts["events"]} <= days
    assert {work["title"] for work in (*facts["publications"], *facts["related_publications_seen"])} <= titles
