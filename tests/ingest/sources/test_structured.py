"""The schema.org data inside a web page is read as data, beside its words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.records import Actor, Document, Event, Identifier, Publication, Record, Rejection, Relation
from ingest.sources.html import read

EVENT = {
    "@type": "Festival",
    "@id": "https://e.org/f",
    "name": "Fête des lieux",
    "startDate": "2024-05-13T18:00:00+02:00",
    "eventStatus": "https://schema.org/EventCancelled",
    "location": {"@type": "Place", "name": "La Fabrique", "address": {"addressLocality": "Grenoble"}},
    "organizer": {"@id": "#o"},
}
OWNER = {"@type": "Organization", "@id": "#o", "name": "Alliance", "sameAs": ["https://www.wikidata.org/wiki/Q945876"]}
BOOK = {
    "@type": ["Book"],
    "name": "Les lieux",
    "author": {"@type": "Person", "name": "Anne Coste", "affiliation": {"name": "CRESSON"}},
    "datePublished": "2014-05",
    "isbn": "978-2-07-036822-8",
}
ARTICLE = {
    "@type": "BlogPosting",
    "headline": "Page",
    "author": [{"name": "Jean Martin"}],
    "datePublished": "2014-03-12",
}


def found(folder: Path, *scripts: object) -> list[Record | Rejection]:
    written = (script if isinstance(script, str) else json.dumps(script) for script in scripts)
    tags = "".join(f'<script type="application/ld+json">{script}</script>' for script in written)
    (folder / "a.html").write_text(f"<html lang=fr><head>{tags}</head><h1>Accueil</h1><p>Des mots.", encoding="utf-8")
    return list(read(folder / "a.html", Source(path="a.html")))


def test_events_publications_and_organisations_are_read_from_a_graph(tmp_path: Path) -> None:
    graph = {"@context": "https://schema.org", "@graph": [EVENT, OWNER, BOOK]}
    _, event, book, owner = found(tmp_path, graph)
    assert isinstance(event, Event)
    assert isinstance(book, Publication)
    assert isinstance(owner, Actor)
    assert event.start
    assert (event.start.value, event.location, event.status) == (
        "2024-05-13T18:00:00+02:00",
        "La Fabrique, Grenoble",
        "cancelled",
    )
    assert [(each.name, each.relation) for each in event.actors] == [("Alliance", Relation.ORGANIZER)]
    assert owner.identifiers == (Identifier("wikidata", "Q945876"),)
    assert [(each.name, each.member) for each in book.actors] == [("Anne Coste", ""), ("CRESSON", "Anne Coste")]


def test_what_is_said_of_the_page_itself_describes_the_page(tmp_path: Path) -> None:
    (page,) = found(tmp_path, ARTICLE)
    assert isinstance(page, Document)
    assert page.issued
    assert page.title
    assert (page.issued.value, page.title.value, page.actors[0].name) == ("2014-03-12", "Accueil", "Jean Martin")


@pytest.mark.parametrize("script", ["{", "NaN", "[" * 50_000, '{"@type": 3}', "null", '"Event"', "<!-- {} -->", ""])
def test_a_script_that_is_no_data_harms_nothing(tmp_path: Path, script: str) -> None:
    page, *rest = found(tmp_path, script, EVENT)
    assert isinstance(page, Document)
    assert sum(isinstance(each, Event) for each in rest) == 1
    assert all(isinstance(each, Event | Rejection) for each in rest)


def test_values_of_any_type_are_borne(tmp_path: Path) -> None:
    odd: tuple[object, ...] = (3, None, [], {}, [[]], [{"a": []}], "x", [None, 3, {"@id": "#o"}])
    for node in (EVENT, BOOK, OWNER, ARTICLE):
        for member in node:
            nodes = [{"@context": "https://schema.org", "@graph": [node | {member: value}, OWNER]} for value in odd]
            assert isinstance(found(tmp_path, *nodes)[0], Document)


def test_an_event_without_a_possible_date_keeps_its_name_and_says_why(tmp_path: Path) -> None:
    _, event, rejection = found(tmp_path, EVENT | {"startDate": "2024-02-30"})
    assert isinstance(event, Event)
    assert event.start is None
    assert isinstance(rejection, Rejection)
    assert "2024-02-30" in rejection.reason


def test_an_identifier_whose_check_digit_is_wrong_is_told_and_left_out(tmp_path: Path) -> None:
    person = {"@type": "Person", "name": "Anne Coste", "sameAs": "https://orcid.org/0000-0002-1825-0098"}
    owner = OWNER | {"sameAs": "https://isni.org/isni/0000000123423718"}
    book = BOOK | {"author": person, "isbn": ["978-2-07-036822-9", "0-8044-2957-X"]}
    every = found(tmp_path, {"@graph": [EVENT | {"performer": person}, book, owner]})
    assert sorted(each.reason for each in every if isinstance(each, Rejection)) == [
        "the check digit of “978-2-07-036822-9” is wrong",
        *["the check digit of “https://isni.org/isni/0000000123423718” is wrong"] * 2,
        *["the check digit of “https://orcid.org/0000-0002-1825-0098” is wrong"] * 2,
    ]
    records = [each for each in every if not isinstance(each, Rejection)]
    known = [known for each in records for one in (each, *each.actors) for known in one.identifiers]  # type: ignore[attr-defined]
    assert [each for each in known if each.scheme in ("orcid", "isni", "isbn")] == [Identifier("isbn", "9780804429573")]


def test_a_person_of_given_and_family_name_is_an_author_and_the_site_is_no_publication(tmp_path: Path) -> None:
    anne = {"@type": "Person", "givenName": "Anne", "familyName": "Coste"}
    site = {"@type": "WebSite", "@id": "https://e.org/#website", "name": "Réseau", "url": "https://e.org/"}
    graph = {"@graph": [site, {**ARTICLE, "author": anne}, {**BOOK, "author": [anne, "Jean Martin"]}]}
    page, book = found(tmp_path, graph)
    assert isinstance(page, Document)
    assert [each.name for each in page.actors] == ["Anne Coste"]
    assert isinstance(book, Publication)
    assert [each.name for each in book.actors] == ["Anne Coste", "Jean Martin"]


def test_an_event_at_another_date_takes_place(tmp_path: Path) -> None:
    _, event = found(tmp_path, {**EVENT, "eventStatus": "https://schema.org/EventRescheduled"})
    assert isinstance(event, Event)
    assert not event.status


def test_an_article_has_the_doi_and_the_periodical_that_its_nested_objects_say(tmp_path: Path) -> None:
    volume = {"@type": "PublicationVolume", "volumeNumber": "12", "isPartOf": {"@type": "Periodical", "name": "Revue"}}
    article = {
        "@type": "ScholarlyArticle",
        "name": {"@value": "Les lieux", "@language": "fr"},
        "author": {"@list": [{"name": "Zoé Petit"}, {"name": "Anne Coste"}]},
        "identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1000/q1"},
        "isPartOf": {"@type": "PublicationIssue", "issueNumber": "3", "isPartOf": volume},
    }
    _, work = found(tmp_path, article)
    assert isinstance(work, Publication)
    assert work.title
    assert (work.title.value, work.container) == ("Les lieux", "Revue, 12 (3)")
    assert work.identifiers == (Identifier("doi", "10.1000/q1"),)
    assert [each.name for each in work.actors] == ["Zoé Petit", "Anne Coste"]


def test_an_event_has_its_point_and_its_typed_date_and_a_second_date_is_told(tmp_path: Path) -> None:
    place = {"@type": "Place", "name": "La Fabrique", "geo": {"latitude": "45.19", "longitude": 5.72}}
    dates = [{"@type": "Date", "@value": "2024-07-02"}, "2024-07-03"]
    _, event, told = found(tmp_path, {"@type": "Event", "name": "Forum", "startDate": dates, "location": place})
    assert isinstance(event, Event)
    assert event.start
    assert event.coordinates
    assert (event.start.value, event.coordinates.latitude, event.coordinates.longitude) == ("2024-07-02", 45.19, 5.72)
    assert isinstance(told, Rejection)
    assert "2024-07-03" in told.reason


def test_data_that_is_nested_too_deep_is_set_aside(tmp_path: Path) -> None:
    nested = '{"@type": "Event", "name": "Forum", "superEvent": ' * 5_000 + "1" + "}" * 5_000
    page = f'<html><body><p>Le forum des lieux.</p><script type="application/ld+json">{nested}</script></body></html>'
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    reasons = [each.reason for each in read(path, Source(path="a.html")) if isinstance(each, Rejection)]
    assert "lists and objects stand in each other more than 100 deep" in reasons
