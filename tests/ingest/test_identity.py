"""Records of one thing are found to be one; their IRI is stable and readable."""

from __future__ import annotations

import pytest

from ingest.identity import full_title, thing_path
from ingest.records import Event, Identifier, Publication, Record, Text, When
from ingest.same_things import same_things
from ingest.things import Things
from ontology.errors import Place


def event(source: str, title: str = "", kind: str = "", date: str = "2015-04-02", **fields: object) -> Event:
    named = Text(title, "fr") if title else None
    key = f"{source}{title}{kind}{date}"
    return Event(key=key, place=Place(source), title=named, kind=kind, start=When(date), **fields)  # type: ignore[arg-type]


def work(title: str, year: str = "", *identifiers: Identifier) -> Publication:
    issued = When(year) if year else None
    place = Place("a.bib")
    return Publication(key=title + year, place=place, title=Text(title), issued=issued, identifiers=identifiers)


def groups(*records: Record) -> list[int]:
    return [len(group) for group in same_things(records)]


def test_one_event_in_two_sources_is_one() -> None:
    assert groups(event("a.csv", "Forum des tiers-lieux"), event("b.ics", "FORUM DES TIERS LIEUX")) == [2]


def test_an_untitled_event_is_the_titled_one_of_that_day_whose_words_name_its_kind() -> None:
    titled = event("page.txt", "Tiers-lieux : restitution des travaux", "Réunion")
    assert groups(titled, event("page.txt", kind="restitution")) == [2]


def test_untitled_events_of_one_day_are_one_where_their_kind_is() -> None:
    same = event("a.csv", kind="Atelier"), event("b.csv", kind="Atelier")
    assert groups(*same, event("c.csv", kind="Conférence")) == [2, 1]
    assert groups(*same, event("c.csv", "Atelier mobilité", "Réunion")) == [3]


def test_two_events_of_one_day_and_source_with_different_titles_are_two() -> None:
    assert groups(event("a.csv", "Forum"), event("a.csv", "Forum de l'emploi")) == [1, 1]


def test_events_of_different_days_are_two() -> None:
    assert groups(event("a.csv", "Forum"), event("b.csv", "Forum", date="2015-04-03")) == [1, 1]


def test_a_shared_uid_makes_one_event_whatever_its_title() -> None:
    uid = (Identifier("uid", "1@example.org"),)
    assert groups(event("a.ics", "Forum", identifiers=uid), event("b.ics", "Réunion", identifiers=uid)) == [2]


def test_publications_of_one_title_are_one_unless_year_or_doi_differ() -> None:
    assert groups(work("Le Green IT"), work("Le green IT", "2012")) == [2]
    assert groups(work("Rapport annuel", "2012"), work("Rapport annuel", "2013")) == [1, 1]
    assert groups(work("A", "", Identifier("doi", "10.1/a")), work("A", "", Identifier("doi", "10.1/b"))) == [1, 1]


@pytest.mark.parametrize(
    ("record", "path"),
    [
        (event("a.csv", "Forum des tiers-lieux", "forum"), "event/2015-04-02-forum-des-tiers-lieux"),
        (event("a.csv", kind="Restitution"), "event/2015-04-02-restitution"),
        (work("Le Green IT", "2012"), "publication/2012-le-green-it"),
        (work("Le Green IT", "2012", Identifier("doi", "10.1/A")), "publication/doi-10-1-a"),
    ],
)
def test_a_path_says_what_the_thing_is(record: Record, path: str) -> None:
    assert thing_path([record]) == path


def test_namesakes_get_paths_of_their_own() -> None:
    one, other = (work("Rapport", "2012", Identifier("uid", value)) for value in "ab")
    things = Things()
    for number, record in enumerate((one, other)):
        things.learn(number, record)
    things.settle((one, other).__getitem__)
    assert {things.path(number) for number in range(2)} == {"publication/2012-rapport", "publication/2012-rapport-2"}


@pytest.mark.parametrize(
    ("title", "whole"),
    [("Forum", "Forum : Une chance"), ("Écocentres…", "Écocentres… Une chance"), ("Forum :", "Forum : Une chance")],
)
def test_a_full_title_joins_title_and_subtitle(title: str, whole: str) -> None:
    assert full_title(event("a", title, subtitle=Text("Une chance", "fr"))) == Text(whole, "fr")
