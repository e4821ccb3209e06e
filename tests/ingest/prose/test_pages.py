"""Pages about other networks, in other layouts: exactly what they tell is found, and none of the traps."""

from __future__ import annotations

from itertools import chain

import pytest

from ingest.records import Event, Publication, Relation
from tests.ingest.prose.reading import PAGES, document, events, partners, publications, read_page, rejections

EVENTS = {
    "haies.txt": [
        "2013-03-12 | Table ronde | Planter pour demain",
        "2013-04-04/2013-04-05 | Colloque | Racines communes | Ourlac",
        "2013-06-03T18:30 | Atelier | Greffer | Maison des associations, Vieux-Pont",
        "2014-04-30/2014-05-02 | Salon | Salon des pépinières",
        "2014-10-14 | Visite | Visite de la scierie Martel |  | cancelled",
    ],
    "rivers.html": [
        "2012-05-23 | workshop | Listening to weirs",
        "2012-06-07 | Workshop | Mapping the floods of 1953 | Wells",
        "2013-07-03/2013-07-05 | Conference | Eels and people | Barton Hall",
        "2013-04-05 | Round table | Round table on dams",
        "2014-02-11 | Seminar | Reed beds, beds of reeds | Town Hall, Wells",
        "2014-03-12 | Lecture | Salmon Street",
        "2015-05-05 | public meeting | Who owns the bank? | Barton",
        "2015-10-09 | seminar |  |  | cancelled",
    ],
    "sans-evenement.txt": [],
    "cartes.html": [
        "2019-09-14 |  | La gare habitée | Gare de Brumes",
        "2020-02-03/2020-02-05 | Atelier | Atelier signalétique",
        "2020-03-12T18:00 | Table ronde | Quais d’hier, halles de demain | Halle aux grains",
        "2017-11-06 | colloques | Le rail et la friche",
        "2018-11-20 | colloques | Voies vertes",
    ],
    "moulins.md": [
        "2016-01-26 | conférence | Meules et meuniers | Saint-Aubin",
        "2016-02-09 | table ronde | L'eau, l'air | Vannes-le-Bas",
        "2016-03-17 | réunion",
        "2016-05-07 | journée d'étude | Crues et canaux | Moulin Neuf, Saint-Aubin",
    ],
    "guild.txt": [
        "2017-03-14/2017-03-15 | symposium | Light without waste | Leyton",
        "2018-05-03 | seminars",
        "2018-06-07 | seminars",
        "2018-12-13 | Workshop | Wicks and oil",
        "2019-01-17 | Workshop | Paper shades |  | cancelled",
        "2019-09-05 | Round table | The dark sky | Leyton Library",
    ],
    "lettre.html": [
        "2010-01-12 | séminaire | L’huile et la pierre",
        "2010-02-15 | journées d’étude",
        "2010-03-17 | journées d’étude",
        "2011-05-04 | forum | Oléicultures",
        "2011-06-01 | assemblée générale",
    ],
    "forges.txt": [
        "2018-03-15 | journée d'étude | L'acier recyclé",
        "2019-01-17T18:00/2019-01-17T20:00 | conférence | Forger au féminin | médiathèque de Fontclair",
        "2019-02-07/2019-02-08 | Salon | Salon Métal & Co | Parc des expositions, Brive-le-Haut",
        "2019-03 | séminaire | séminaire interne",
        "2019-04-06T10:00 | AG",
    ],
    "light.html": [
        "2021-10-14 | symposium | Annual symposium: The night sky as a common good",
        "2022-11-05T14:00/2022-11-05T17:00 | Workshop | Reading the stars | Aldwick Library",
        "2023-01-12 | AGM",
        "2023-02-02 | meeting",
    ],
    "rivages.txt": [
        "2011-10-14/2011-10-15 | forum | Habiter le littoral | Port-Sable",
        "2015-06-12 | colloque international",
        "2018-05-09T14:00/2018-05-09T17:00 | Table ronde | La dune et le droit"
        " | Salle du Conseil, Mairie de Port-Sable",
        "2018-06-06 | Table ronde | Élus et tempêtes",
        "2018-09-10T09:00 | réunion",
    ],
}
PUBLICATIONS = {
    "haies.txt": [
        "2011 | guide | Tailler sans abattre",
        "2012 |  | Bocages en ville : un retour ? | Morel, A.; Dufay, J.-P. | Éditions du Talus",
        "2015 |  | La haie nourricière | Sanz, C. | Cahiers du bocage, 12(3), 44-51",
    ],
    "rivers.html": ["2016 | report | Slow water"],
    "sans-evenement.txt": [],
    "cartes.html": ["2018 | Guide | Ouvrir une gare", "2019-06 | Rapport d’étude | Les lignes oubliées"],
    "moulins.md": [],
    "guild.txt": ["2017 | handbook | Lamps for all"],
    "lettre.html": ["2012 | livre blanc"],
    "forges.txt": [
        "2017 | ouvrage collectif | Mémoires de fer",
        "2016 |  | Le feu et la lime | Vial A.; Bournel P. | Presses du Haut-Pays, 212 p",
    ],
    "light.html": [],
    "rivages.txt": ["2013 | livre blanc | Reculer pour mieux vivre"],
}
PARTNERS = {
    "haies.txt": [
        "organisation Ville d'Ourlac",
        "organisation Institut Arbres et Forêts",
        "category pépiniéristes",
        "organisation Université du Val",
        "category lycées agricoles",
    ],
    "rivers.html": ["organisation Oak & Sons", "organisation University of Wells", "category local anglers"],
    "sans-evenement.txt": [],
    "cartes.html": [
        "organisation Région des Brumes",
        "category Communes riveraines",
        "organisation Rails & Cie",
        "person Luc Aubrac",
    ],
    "moulins.md": ["organisation Parc du Haut-Pays", "category meuniers", "organisation Fondation Ardoise"],
    "guild.txt": [
        "organisation Leyton Council",
        "organisation Bright & Daughters",
        "organisation Museum of Glass",
        "category schools",
    ],
    "lettre.html": [
        "organisation Coopérative des Baux",
        "organisation Université d'Azur",
        "category mouliniers",
        "organisation Crédit Pastoral",
    ],
    "forges.txt": ["organisation lycée Vulcain", "organisation École des Arts"],
    "light.html": ["organisation Aldwick Council", "organisation Dark Skies UK", "category local schools"],
    "rivages.txt": [],
}
REJECTIONS = {
    "haies.txt": ["line 17: “Le bois mort” has a date that cannot be taken: “31 juin”: no calendar has that day"],
    "rivers.html": [
        "line 22: “Ice on the mill race” has a date that cannot be taken: “30 February 2014”: no calendar has that day"
    ],
    "moulins.md": [
        "line 17: “assemblée générale” has a date that cannot be taken: “lundi 5 mai 2016”: that day is no lundi"
    ],
    "lettre.html": [
        "line 5: “Conseil d’administration” has a date that cannot be taken: “4 avril 014”: “014” is no clear year"
    ],
}
ALL = sorted(EVENTS)


def test_every_page_of_the_folder_is_expected_here() -> None:
    assert sorted(path.name for path in PAGES.iterdir()) == ALL


@pytest.mark.parametrize("name", ALL)
def test_the_events_of_a_page_are_exactly_those_it_tells(name: str) -> None:
    assert events(read_page(PAGES / name)) == EVENTS[name]


@pytest.mark.parametrize("name", ALL)
def test_the_publications_of_a_page_are_exactly_those_it_tells(name: str) -> None:
    assert publications(read_page(PAGES / name)) == PUBLICATIONS[name]


@pytest.mark.parametrize("name", ALL)
def test_the_partners_of_a_page_are_exactly_those_it_names(name: str) -> None:
    assert partners(read_page(PAGES / name)) == PARTNERS[name]


@pytest.mark.parametrize("name", ALL)
def test_what_cannot_be_dated_is_set_aside_with_its_line_and_reason(name: str) -> None:
    assert rejections(read_page(PAGES / name)) == REJECTIONS.get(name, [])


@pytest.mark.parametrize("name", ALL)
def test_every_quoted_word_stands_in_the_page_where_the_record_says(name: str) -> None:
    found = read_page(PAGES / name)
    page = document(found)
    things = [each for each in found if isinstance(each, Event | Publication)]
    for passage in chain.from_iterable((*each.passages, *each.evidence) for each in (page, *things)):
        assert page.text[passage.start :].startswith(passage.text)
    for actor in chain.from_iterable(each.actors for each in (page, *things)):
        assert page.text[actor.start :].startswith(actor.quote)
    for when in (each.start if isinstance(each, Event) else each.issued for each in things):
        assert when is not None
        assert page.text[when.start :].startswith(when.quote)


@pytest.mark.parametrize("name", ALL)
def test_keys_are_unique_and_the_same_at_every_reading(name: str) -> None:
    keys = [[each.key for each in read_page(PAGES / name) if isinstance(each, Event | Publication)] for _ in range(2)]
    assert keys[0] == keys[1]
    assert len(set(keys[0])) == len(keys[0])


def test_an_event_told_in_the_list_and_in_a_sentence_has_both_as_evidence() -> None:
    (mills,) = (
        each
        for each in read_page(PAGES / "moulins.md")
        if isinstance(each, Event) and each.title and each.title.value == "Meules et meuniers"
    )
    row, sentence = mills.evidence
    assert row.text == "26 janvier | Meules et meuniers | conférence | Saint-Aubin"
    assert sentence.text.startswith("La conférence « Meules et meuniers » du 26 janvier 2016")


def test_the_page_itself_has_title_language_and_address() -> None:
    page = document(read_page(PAGES / "rivers.html"))
    assert page.title is not None
    assert (page.title.value, page.language, page.url) == (
        "Past events",
        "en",
        "https://slow-rivers.example/events",
    )
    assert "Festival of canals" not in page.text
    assert "Office hours: 9:00–17:00" in page.text


def test_every_link_says_its_method_and_how_sure_it_is() -> None:
    for each in read_page(PAGES / "haies.txt"):
        if isinstance(each, Event | Publication):
            assert each.method == "page-rule"
            assert 0.5 < each.confidence < 1
    actors = document(read_page(PAGES / "haies.txt")).actors
    assert {actor.method for actor in actors if actor.relation is Relation.PARTNER} == {"page-rule"}
