"""Records of one thing are found to be one, and those that contradict each other are kept apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ingest.contradictions import Known, contradict
from ingest.records import ActorReference, ActorType, Event, Identifier, Publication, Record, Relation, Text, When
from ingest.same_things import same_things
from ontology.errors import Place


def event(source: str, title: str = "", kind: str = "", date: str = "2015-04-02", **fields: object) -> Event:
    named = Text(title, "fr") if title else None
    key = f"{source}{title}{kind}{date}"
    return Event(key=key, place=Place(source), title=named, kind=kind, start=When(date), **fields)  # type: ignore[arg-type]


def at(place: str = "", hour: str = "", title: str = "Atelier vélo", source: str = "", uid: str = "") -> Event:
    """An event of one day, in a source of its own where none is given."""
    identifiers = (Identifier("uid", uid),) if uid else ()
    date = f"2015-04-02T{hour}" if hour else "2015-04-02"
    return event(source or f"{title}{place}{hour}", title, date=date, location=place, identifiers=identifiers)


def by(organisers: str, place: str = "", hour: str = "", source: str = "") -> Event:
    actors = tuple(ActorReference(name, Relation.ORGANIZER) for name in organisers.split(";"))
    return replace(at(place, hour, source=source or organisers), actors=actors)


def work(title: str, year: str = "", *identifiers: Identifier, source: str = "a.bib", **fields: str) -> Publication:
    authors = tuple(
        ActorReference(name.strip("?"), Relation.CREATOR, ActorType.PERSON if " " in name and "?" not in name else None)
        for name in filter(None, fields.pop("authors", "").split(";"))
    )
    issued = When(year) if year else None
    return Publication(
        key=title + year,
        place=Place(source),
        title=Text(title),
        issued=issued,
        identifiers=identifiers,
        actors=authors,
        kind=fields.get("kind", ""),
        container=fields.get("container", ""),
    )


def book(title: str, authors: str = "", *identifiers: Identifier, kind: str = "book") -> Publication:
    """What bears the ISBN that all these bear."""
    return work(title, "2020", Identifier("isbn", "9782070368228"), *identifiers, authors=authors, kind=kind)


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


@pytest.mark.parametrize(
    ("title", "date", "sizes"),
    [
        ("Forum", "2015-04-02", [2]),
        ("Forum", "2015-04-09", [2]),
        ("Forum (reporté)", "2015-04-09", [2]),
        ("Réunion", "2015-04-02", [2]),
        ("", "2015-04-09", [2]),
        ("Réunion", "2015-04-09", [1, 1]),
    ],
)
def test_two_calendars_with_one_uid_tell_of_one_event_where_its_title_or_its_day_is_the_same(
    title: str, date: str, sizes: list[int]
) -> None:
    uid = (Identifier("uid", "1@example.org"),)
    told = [event("a.ics", "Forum", identifiers=uid), event("b.ics", title, date=date, identifiers=uid)]
    assert groups(*told) == groups(*reversed(told)) == sizes


@pytest.mark.parametrize(
    ("uid", "sizes"),
    [
        ("1", [2, 2]),
        ("evt-12", [2, 2]),
        ("20150402180000000001", [2, 2]),
        ("1#2015-04-02", [2, 2]),
        ("1@example.org", [4]),
        ("https://example.org/1", [4]),
        ("5f2b8c1e-9a41-4c0e-8d0f-3b2a1c4d5e6f", [4]),
        ("040000008200E00074C5B7101A82E008", [4]),
    ],
)
def test_a_uid_that_others_may_give_decides_in_its_own_source_alone(uid: str, sizes: list[int]) -> None:
    told = [
        event(source, title, date=date, identifiers=(Identifier("uid", uid),))
        for source, title, date in (
            ("c.csv", "Forum A", "2023-02-01"),
            ("d.csv", "Forum A", "2020-02-01"),
            ("c.csv", "Forum de l'emploi", "2023-02-02"),
            ("d.csv", "Salon", "2020-02-02"),
        )
    ]
    assert groups(*told) == sizes


@pytest.mark.parametrize(
    ("records", "sizes"),
    [
        # places
        ([at("Lyon"), at("Grenoble")], [1, 1]),
        ([at("Fab Lab Lyon", source="a"), at("La Casemate", source="a")], [1, 1]),
        ([at("Lyon"), at("Fab Lab, 69001 LYON")], [2]),
        ([at("Palais de la Bourse"), at("Espace de la Gare")], [1, 1]),
        ([at("Salle A, Saint-Étienne"), at("Salle B, Saint-Égrève")], [1, 1]),
        ([at("Lyon"), at()], [2]),
        ([at("Lyon"), at("Paris"), at("Lille")], [1, 1, 1]),
        ([at("Mairie de Mens"), at("Mairie de Vif")], [1, 1]),
        ([at("Mairie de Mens"), at("Mairie")], [2]),
        ([at("Mairie de Mens"), at("Mairie"), at("Mairie de Vif")], [1, 1, 1]),
        ([at("Saint-Jean-de-Vaux"), at("Mairie, 38000 Saint-Jean-le-Vieux")], [1, 1]),
        ([at("Saint-Jean-de-Vaux"), at("Mairie de Saint Jean de Vaux")], [2]),
        ([at("Villard-de-Lans"), at("Villard-Bonnot")], [1, 1]),
        ([at("Espace Aragon, Crolles"), at("Espace Aragon, Mens")], [1, 1]),
        ([at("Amphi Weil, Domaine universitaire"), at("Amphi Weil, Gières")], [2]),
        ([at("La Casemate"), at("CCSTI La Casemate, place Saint-Laurent, Grenoble")], [2]),
        ([at("MSH Alpes, Grenoble"), at("Maison des sciences de l'homme, Grenoble")], [2]),
        ([at("Musée du Gant, Lyon", source="a"), at("Musée de la Mine, Lyon", source="a")], [1, 1]),
        # organisers
        ([by("MJC de Mens"), by("MJC de Vif")], [1, 1]),
        ([by("MJC de Mens", source="a"), by("MJC de Vif", source="a")], [1, 1]),
        ([by("MJC de Mens", "Lyon"), by("MJC de Vif", "Lyon")], [2]),
        ([by("MJC de Mens", "Lyon", source="a"), by("MJC de Vif", "Lyon", source="a")], [1, 1]),
        ([by("MJC de Mens", "Lyon", "10:00", source="a"), by("MJC de Vif", "Lyon", "10:00", source="a")], [2]),
        ([by("MJC de Mens"), by("MJC de Vif;MJC de Mens")], [2]),
        ([by("UGA"), by("Université Grenoble Alpes")], [2]),
        ([by("ADEME"), by("Agence de la transition écologique")], [2]),
        ([by("Marie Berger"), by("Ville de Vif")], [2]),
        ([by("Univ. de Lyon"), by("Université de Lyon")], [2]),
        # hours
        ([at("Lyon", "10:00", source="a"), at("Lyon", "16:00", source="a")], [1, 1]),
        ([at(hour="10:00"), at(hour="10:00:00")], [2]),
        ([at(hour="10:00"), at(hour="10:00:00+02:00")], [2]),
        ([at(hour="08:00:00Z"), at(hour="10:00:00+02:00")], [2]),
        ([at(hour="09:00:00Z"), at(hour="10:00:00+02:00")], [1, 1]),
        ([at(hour="09:00:00+01:00"), at(hour="10:00:00+02:00")], [2]),
        ([at(hour="08:00:00Z"), at(hour="10:00:00")], [2]),
        ([at(hour="00:00:00"), at(hour="10:00:00")], [2]),
        # uids of one source
        ([at(source="a", uid="1@x"), at(source="a", uid="2@x")], [1, 1]),
        ([at(source="a", uid="1@x"), at(source="b", uid="2@y")], [2]),
        ([at("Lyon", uid="1@x"), at("Paris", uid="1@x")], [2]),
        # without titles
        ([event("a", kind="Atelier", location="Lyon"), event("b", kind="Atelier", location="Paris")], [1, 1]),
        # titles that hold another
        ([at("Lyon", title="Réunion"), at("Grenoble", title="Réunion du conseil d'administration")], [1, 1]),
        ([at(title="Réunion"), at(title="Réunion du conseil d'administration")], [1, 1]),
        ([at("Lyon", title="Réunion"), at("Lyon 2e", title="Réunion du conseil d'administration")], [2]),
        ([at(hour="18:00", title="Réunion"), at(hour="18:00", title="Réunion du conseil")], [2]),
        ([at(title="Forum de l'emploi"), at(title="Forum de l'emploi : les métiers de demain")], [2]),
        ([at("Lyon", title="Forum de l'emploi"), at("Paris", title="Forum de l'emploi des jeunes")], [1, 1]),
        ([at(title="Écoconception"), at(title="Écoconceptions")], [2]),
    ],
)
def test_events_of_one_day_are_two_where_place_hour_organiser_or_uid_contradict(
    records: list[Record], sizes: list[int]
) -> None:
    assert groups(*records) == sizes
    assert sorted(groups(*records[::-1])) == sorted(sizes)


@pytest.mark.parametrize(
    ("dates", "sizes"),
    [
        (["2024-05-14T00:30:00+02:00", "2024-05-13T22:30:00Z"], [2]),
        (["2024-05-13T22:30:00Z", "2024-05-14T00:30:00+02:00", "2024-05-13T18:30:00-04:00"], [3]),
        (["2024-05-14T00:00:00+02:00", "2024-05-13T22:00:00Z"], [2]),
        (["2024-05-14T00:30:00+02:00", "2024-05-13T22:00:00Z"], [1, 1]),
        (["2024-05-14T00:30:00", "2024-05-13T22:30:00Z"], [1, 1]),
        (["2024-05-14T00:30:00+02:00", "2024-05-14", "2024-05-13T22:30:00Z"], [3]),
        (["2024-05-14T00:30:00+02:00", "2024-05-14", "2024-05-13T22:30:00Z", "2024-05-13"], [2, 2]),
    ],
)
@pytest.mark.parametrize("sources", ["aaaa", "abcd"])
def test_an_event_told_in_two_time_zones_is_one_though_its_day_differs(
    dates: list[str], sizes: list[int], sources: str
) -> None:
    told = [event(source, "Nuit du code", date=date) for date, source in zip(dates, sources, strict=False)]
    assert groups(*told) == sizes
    assert sorted(groups(*told[::-1])) == sorted(sizes)
    assert len(groups(told[0], event("e", "Atelier", date=dates[1]))) == 2


@pytest.mark.parametrize("between", [at(), at("Lyon Paris", "12:00")])
def test_what_contradicts_is_not_joined_through_a_third(between: Event) -> None:
    assert 3 not in groups(at("Lyon", "10:00"), between, at("Paris", "16:00"))


def test_what_could_be_one_of_two_that_contradict_each_other_is_neither() -> None:
    assert groups(at("Lyon"), at(), at("Paris"), at("Lyon", "10:00", source="b")) == [2, 1, 1]
    assert groups(at("Lyon"), at("Paris"), at(source="b"), at(source="c")) == [1, 1, 2]
    assert groups(work("Bilan"), work("Bilan", "2012"), work("Bilan", "2013")) == [1, 1, 1]


def test_of_pairs_in_doubt_the_surest_come_first() -> None:
    assert groups(at(hour="16:00"), at("Lyon"), at("Paris", "16:00")) == [2, 1]


def test_publications_of_one_title_are_one_unless_year_or_doi_differ() -> None:
    assert groups(work("Le Green IT"), work("Le green IT", "2012")) == [2]
    assert groups(work("Rapport annuel", "2012"), work("Rapport annuel", "2013")) == [1, 1]
    assert groups(work("A", "", Identifier("doi", "10.1/a")), work("A", "", Identifier("doi", "10.1/b"))) == [1, 1]


@pytest.mark.parametrize(
    ("fields", "others", "are_one"),
    [
        ({"authors": "Anne Petit"}, {"authors": "Paul Roux"}, False),
        ({"authors": "Petit"}, {"authors": "Roux"}, False),
        ({"authors": "Anne Petit"}, {"authors": "Petit, A.;Roux, Paul"}, True),
        ({"authors": "Anne Petit"}, {"authors": "Anne Petit-Durand"}, True),
        ({"authors": "Jean de La Tour"}, {"authors": "Luc de La Roche"}, False),
        ({"authors": "Anne Petit"}, {}, True),
        ({"authors": "Anne Petit"}, {"authors": "ADEME"}, True),
        ({"authors": "Anne Petit"}, {"authors": "Collectif"}, True),
        ({"authors": "Anne Petit"}, {"authors": "?Ville de Lyon"}, True),
        ({"authors": "?Anne Petit"}, {"authors": "?Paul Roux"}, False),
        ({"authors": "Anne Van;Luc Petit"}, {"authors": "A. Van;Paul Roux"}, True),
        ({"authors": "Anne Petit"}, {"authors": "A. Petit et P. Roux"}, True),
        ({"container": "Revue X"}, {"container": "Revue Y"}, False),
        ({"container": "Revue X, 12 (3), p. 4-9"}, {"container": "revue x, 12"}, True),
        ({"container": "Revue X, (1)"}, {"container": "Revue X, (2)"}, False),
        ({"container": "Revue X, 12 (3)"}, {"container": "Revue X, 13 (3)"}, False),
        ({"container": "Revue française de gestion"}, {"container": "Revue française de sociologie"}, False),
        ({"container": "Revue française de gestion"}, {"container": "RFG"}, True),
        ({"container": "J. Clean. Prod."}, {"container": "Journal of Cleaner Production"}, True),
        ({"container": "Revue X"}, {}, True),
        ({"kind": "book", "container": "Repères"}, {"kind": "OUV", "container": "Sciences humaines"}, True),
        (
            {"kind": "inproceedings", "container": "ECSA", "authors": "Anne Petit"},
            {"kind": "COMM", "container": "Software Architecture", "authors": "A. Petit"},
            True,
        ),
        ({"kind": "inproceedings", "container": "Colloque A"}, {"kind": "COMM", "container": "Colloque B"}, False),
        ({"authors": "Karim Ben Ali"}, {"authors": "Sonia Ben Salah"}, False),
        ({"authors": "Karim Ben Ali"}, {"authors": "K. Ben Ali"}, True),
        ({"kind": "phdthesis"}, {"kind": "article"}, False),
        ({"kind": "book"}, {"kind": "incollection"}, False),
        ({"kind": "THESE"}, {"kind": "phdthesis"}, True),
        ({"kind": "article"}, {}, True),
        (
            {"kind": "preprint", "container": "SSRN", "authors": "Anne Petit"},
            {"kind": "article", "container": "Revue X", "authors": "Anne Petit"},
            True,
        ),
        ({"kind": "preprint", "authors": "Anne Petit"}, {"kind": "article", "authors": "Paul Roux"}, False),
    ],
)
def test_publications_of_one_title_and_year_are_two_where_authors_containers_or_kinds_contradict(
    fields: dict[str, str], others: dict[str, str], are_one: bool
) -> None:
    one, other = work("Introduction", "2021", **fields), work("Introduction", "2021", **others)
    assert groups(one, other) == ([2] if are_one else [1, 1])
    assert groups(other, one) == ([2] if are_one else [1, 1])


@pytest.mark.parametrize("kind", ["incollection", "CHAP", "COUV", "COMM", "inproceedings", "article", "chapitre"])
def test_the_isbn_of_a_part_is_that_of_the_whole(kind: str) -> None:
    parts = book("Chapitre un", "Anne Petit", kind=kind), book("Chapitre deux", "Anne Petit", kind=kind)
    assert groups(*parts, book("Le livre")) == [1, 1, 1]
    assert groups(parts[0], book("Chapitre un", "Anne Petit", kind=kind)) == [2]
    other = work("Chapitre un", "2020", Identifier("isbn", "9782707178466"), authors="Anne Petit", kind=kind)
    assert groups(parts[0], other) == [1, 1]


HAL = [Identifier("hal", f"hal-0123456{number}") for number in range(2)]
DOIS = [Identifier("doi", f"10.1000/{number}") for number in range(2)]


@pytest.mark.parametrize(
    ("records", "sizes"),
    [
        ([book("Le livre"), book("Le livre : histoire d'un lieu", "Anne Petit")], [2]),
        ([book("Le livre", "Anne Petit"), book("The book", "A. Petit")], [2]),
        ([book("Le livre", "", HAL[0]), book("Le livre", "", HAL[1])], [2]),
        ([book("Des origines", "", HAL[0]), book("Le siècle dernier", "", HAL[1])], [1, 1]),
        ([book("Histoire, tome 1", "", DOIS[0]), book("Histoire, tome 2", "", DOIS[1])], [1, 1]),
        ([book("Histoire. Tome I", "Anne Petit"), book("Histoire. Tome II", "Anne Petit")], [1, 1]),
        ([book("Histoire"), book("Histoire. Tome II")], [2]),
        ([book("Chapitre un", "Anne Petit", kind=""), book("Chapitre deux", "Paul Roux", kind="")], [1, 1]),
    ],
)
def test_of_one_isbn_are_those_that_can_be_one_book(records: list[Record], sizes: list[int]) -> None:
    assert groups(*records) == sizes


@pytest.mark.parametrize(
    "nth",
    [lambda number: at(f"Salle {number}", source="a.csv"), lambda number: by(f"Marie {chr(number)}", source="a.csv")],
    ids=["rooms", "persons"],
)
def test_many_events_of_one_title_and_day_that_are_alike_are_not_compared_each_with_each(
    monkeypatch: pytest.MonkeyPatch, nth: Callable[[int], Event]
) -> None:
    compared = 0

    def contradicting(one: Known, other: Known) -> bool:
        nonlocal compared
        compared += 1
        return contradict(one, other)

    monkeypatch.setattr("ingest.same_things.contradict", contradicting)
    assert groups(*map(nth, range(100, 200))) == [100]
    assert 0 < compared < 1_000
