"""The IRI of a thing is stable and readable."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.identity import full_title, thing_path, titled
from ingest.records import Event, Identifier, Publication, Record, Text, When
from ingest.sources import source_files
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


@pytest.mark.parametrize(
    ("title", "subtitle", "whole"),
    [
        ("Smart cities", "Art", "Smart cities : Art"),
        ("Le monde de l'art", "Art", "Le monde de l'art : Art"),
        ("Un centre-ville", "Ville", "Un centre-ville : Ville"),
        ("Smart cities: a review", "A review.", "Smart cities: a review"),
        ("L’éco‑quartier – un état des lieux", "Un etat des lieux", "L’éco‑quartier – un état des lieux"),
        ("Villes : états", "État", "Villes : états : État"),
        ("La zone du port de Vif en 1958", "ZONE DU PORT", "La zone du port de Vif en 1958"),
        ("Villes – Art", "Art", "Villes – Art"),
        ("Villes", "Villes", "Villes"),
        ("Quel avenir ?", "Le cas de l'Isère", "Quel avenir ? Le cas de l'Isère"),
        ("Villes", ": un état", "Villes : un état"),
        ("", "Un état", "Un état"),
        ("城市", "综述", "城市 : 综述"),
        ("Villes", "…", "Villes : …"),
    ],
)
def test_a_subtitle_follows_its_title_unless_it_is_said_there(title: str, subtitle: str, whole: str) -> None:
    assert titled(title, subtitle) == whole


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "Titre;Sous-titre;Année\nQuel avenir ?;Art;2014\nVilles : un art;Un art;2014\n"),
        (
            "a.bib",
            "@book{a, title={Quel avenir ?}, subtitle={Art}, year=2014}\n"
            "@book{b, title={Villes : un art}, subtitle={Un art}, year=2014}\n",
        ),
        (
            "a.json",
            '[{"type": "book", "title": "Quel avenir ?", "subtitle": "Art", "issued": {"date-parts": [[2014]]}},'
            ' {"type": "book", "title": "Villes : un art", "subtitle": "Un art", "issued": {"date-parts": [[2014]]}}]',
        ),
    ],
)
def test_all_readers_join_title_and_subtitle_alike(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    record = "publication" if name == "a.csv" else ""
    (file,) = source_files(Source(path=name, record=record), tmp_path)
    found = [each.title.value for each in file.read() if isinstance(each, Publication) and each.title]
    assert found == ["Quel avenir ? Art", "Villes : un art"]
