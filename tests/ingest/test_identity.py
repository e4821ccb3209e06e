"""The IRI of a thing is stable and readable."""

from __future__ import annotations

import pytest

from ingest.identity import full_title, thing_path
from ingest.records import Event, Identifier, Publication, Record, Text, When
from ingest.things import Things
from ontology.errors import Place

ISBN = Identifier("isbn", "9782070368228")


def event(source: str, title: str = "", kind: str = "", date: str = "2015-04-02", **fields: object) -> Event:
    named = Text(title, "fr") if title else None
    key = f"{source}{title}{kind}{date}"
    return Event(key=key, place=Place(source), title=named, kind=kind, start=When(date), **fields)  # type: ignore[arg-type]


def work(title: str, year: str = "", *identifiers: Identifier, kind: str = "") -> Publication:
    issued = When(year) if year else None
    place, named = Place("a.bib"), Text(title)
    return Publication(key=title + year, place=place, title=named, issued=issued, identifiers=identifiers, kind=kind)


@pytest.mark.parametrize(
    ("record", "path"),
    [
        (event("a.csv", "Forum des tiers-lieux", "forum"), "event/2015-04-02-forum-des-tiers-lieux"),
        (event("a.csv", kind="Restitution"), "event/2015-04-02-restitution"),
        (work("Le Green IT", "2012"), "publication/2012-le-green-it"),
        (work("Le Green IT", "2012", Identifier("doi", "10.1/A")), "publication/doi-10-1-a"),
        (work("Le livre", "2012", ISBN, kind="book"), "publication/isbn-9782070368228"),
        (work("Un chapitre", "2012", ISBN, kind="incollection"), "publication/2012-un-chapitre"),
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
