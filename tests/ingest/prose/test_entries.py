"""Entries of a programme in any order and layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.prose.page import Block
from ingest.prose.programme import parted
from ingest.records import Event
from tests.ingest.prose.reading import events, publications, read_text, rejections


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("26 juin 2012 – Table ronde : Eaux vives", "2012-06-26 | Table ronde | Eaux vives"),
        ("Le 5 mai 2014, colloque « Eaux vives » à Lyon", "2014-05-05 | colloque | Eaux vives | Lyon"),
        ("Conférence « Eaux vives » (Lyon, 5 mai 2014)", "2014-05-05 | Conférence | Eaux vives | Lyon"),
        ("Eaux vives, table ronde, Grenoble, 26 juin 2012", "2012-06-26 | table ronde | Eaux vives | Grenoble"),
        (
            "- EAUX VIVES :\n  Que faire ?\n  (Table-Ronde 11/10/2012),",
            "2012-10-11 | Table-Ronde | EAUX VIVES / Que faire ?",
        ),
        ("- 26/06/2012 : Forum des rives, Saint-Véran", "2012-06-26 | Forum | Forum des rives | Saint-Véran"),
        ("Workshop: Slow rivers, 5 May 2014, Lyon", "2014-05-05 | Workshop | Slow rivers | Lyon"),
        ("May 5, 2014 — Slow rivers (workshop)", "2014-05-05 | workshop | Slow rivers"),
        ("Table ronde du 26 juin 2012 : Eaux vives", "2012-06-26 | Table ronde | Eaux vives"),
        ("Les Assises 2014\n\nJeudi 5 juin 2014 – Vif", "2014-06-05 | Assises | Les Assises 2014 | Vif"),
        ("- Où est passée l'eau ? (Table ronde 12/03/2014)", "2014-03-12 | Table ronde | Où est passée l'eau ?"),
        ("- 3 mai 2014 : Forum des haies, reporté au 10 juin 2014", "2014-06-10 | Forum | Forum des haies"),
        ("- Forum des haies, reporté au 10 juin 2014", "2014-06-10 | Forum | Forum des haies"),
        ("- Forum des haies, reporté du 3 mai au 10 juin 2014", "2014-06-10 | Forum | Forum des haies"),
        ("- Forum des haies, reporté du 3 mai 2014", "2014-05-03 | Forum | Forum des haies |  | postponed"),
        ("- Atelier « Semer » – 3 mai 2014 (reporté)", "2014-05-03 | Atelier | Semer |  | postponed"),
        ("- 2012/06/26 : Table ronde « Eaux vives »", "2012-06-26 | Table ronde | Eaux vives"),
        ("- Colloque « Eaux vives », 26/27 juin 2012, Vif", "2012-06-26/2012-06-27 | Colloque | Eaux vives | Vif"),
        ("- Juin-juillet 2012 : Exposition « Les lacs »", "2012-06/2012-07 | Exposition | Les lacs"),
        ("- À partir du 3 mai 2014 : Exposition « Les lacs », Vif", "2014-05-03 | Exposition | Les lacs | Vif"),
        ("Prochaine rencontre : le 5 mai 2014, à La Halle, « Eaux »", "2014-05-05 | rencontre | Eaux | La Halle"),
        ("Next workshop: “Slow rivers”, 5 May 2014, online.", "2014-05-05 | workshop | Slow rivers"),
        (
            "- 5 mai 2014 – Atelier : La vie\ndes rivières en\nIsère",
            "2014-05-05 | Atelier | La vie des rivières en Isère",
        ),
        ("- 3 juin 2014 : Visite\ndes lacs", "2014-06-03 | Visite | des lacs"),
        ("Atelier : Biodiversité, 5 mai 2014", "2014-05-05 | Atelier | Biodiversité"),
        ("Séminaire de lancement : Vif, 5 mai 2014.", "2014-05-05 | Séminaire"),
        ("Table ronde « Eaux vives », 5 mai 2014, Vif. Entrée libre.", "2014-05-05 | Table ronde | Eaux vives | Vif"),
        (
            "Conférence de Claire Petit (CNRS) : « Eaux vives », 5 mai 2014, 18h30, amphi Weil, Vif. Sur inscription.",
            "2014-05-05T18:30 | Conférence | Conférence de Claire Petit (CNRS) : « Eaux vives » | amphi Weil, Vif",
        ),
        ("Webinaire de présentation le 5 mai 2014, en ligne.", "2014-05-05 | Webinaire"),
        ("- 5 mai 2014 – Atelier semis en ligne", "2014-05-05 | Atelier | Atelier semis en ligne"),
    ],
)
def test_an_entry_is_read_in_any_layout(tmp_path: Path, words: str, event: str) -> None:
    assert events(read_text(tmp_path, words)) == [event]


@pytest.mark.parametrize(
    "words",
    [
        "Rencontres 2014",
        "Conférence de presse, « Eaux vives », 5 mai 2014 selon nous",
        "- Inscription à la table ronde avant le 3 mai 2014",
        "- Le 3 mai 2014, l'association a reçu le prix Blanche-Neige",
        "- Mis à jour le 3 mai 2014",
        "- Réunions : de 9h à 12h",
        "- Table ronde à venir",
        "Nous écrire : 12 rue du 8 mai 1945",
    ],
)
def test_what_only_looks_like_an_entry_is_none(tmp_path: Path, words: str) -> None:
    assert events(read_text(tmp_path, words)) == []


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("Conférence « Les haies », amphi Weil", "Conférence | Les haies | amphi Weil"),
        (
            "Conférence de Claire Petit : les haies, amphi Weil",
            "Conférence | Conférence de Claire Petit : les haies | amphi Weil",
        ),
        ("Atelier sur les haies, amphi Weil, Vif", "Atelier | Atelier sur les haies | amphi Weil, Vif"),
        ("Atelier « Les haies », à l'amphi Weil", "Atelier | Les haies | amphi Weil"),
        ("Atelier « Les haies », en salle B12", "Atelier | Les haies | salle B12"),
        ("Atelier\n  Salle B12", "Atelier |  | Salle B12"),
        ("Atelier : haies, salle comble", "Atelier | haies, salle comble"),
    ],
)
def test_a_room_behind_a_talk_is_where_it_is(tmp_path: Path, words: str, event: str) -> None:
    found = events(read_text(tmp_path, f"- 13 mai 2014, 9h30 : {words}"))
    assert found == [f"2014-05-13T09:30 | {event}"]
    assert events(read_text(tmp_path, f"# Agenda\n\n## 13 mai 2014\n\n- 9h30 : {words}", "a.md")) == [
        f"2014-05-13T09:30 | {event}".replace("Atelier |  |", "Atelier | Atelier |")
    ]


@pytest.mark.parametrize(
    ("words", "event"),
    [
        (
            "Assemblée générale 2024, La Fourmi, Voiron",
            "Assemblée générale | Assemblée générale 2024 | La Fourmi, Voiron",
        ),
        ("Assemblée générale 2024, à Vif", "Assemblée générale | Assemblée générale 2024 | Vif"),
        ("Forum 2024, pour tous les élus, Vif", "Forum | Forum 2024, pour tous les élus | Vif"),
        ("Assemblée générale, La Brocante Verte, Vizille", "Assemblée générale |  | Vizille"),
        ("Conférence, Salle Olivier Messiaen, Vif", "Conférence |  | Salle Olivier Messiaen, Vif"),
        ("Conférence, Maison des associations, Vif", "Conférence |  | Maison des associations, Vif"),
        ("Conférence, Université d'été, Vif", "Conférence | Université d'été | Vif"),
        ("Forum, Santé Mentale, Vif", "Forum | Santé Mentale | Vif"),
        ("Conférence, Marie Curie, Vif", "Conférence | Marie Curie | Vif"),
        ("Conférence, Biodiversité, Vif", "Conférence | Biodiversité | Vif"),
        ("Conférence – Les Sols, Vif", "Conférence | Les Sols | Vif"),
        ("Conférence, La biodiversité et le climat, Vif", "Conférence | La biodiversité et le climat | Vif"),
        ("Rencontre, « Les sols », La Fourmi, Vif", "Rencontre | Les sols | La Fourmi, Vif"),
    ],
)
def test_where_it_is_does_not_become_its_title(tmp_path: Path, words: str, event: str) -> None:
    assert events(read_text(tmp_path, f"Agenda\n\n- 16 mars 2024 : {words}\n")) == [f"2024-03-16 | {event}"]


@pytest.mark.parametrize(
    ("words", "event"),
    [
        (
            "29 mars 2025 – Assemblée générale 2025, à Vif",
            "2025-03-29 | Assemblée générale | Assemblée générale 2025 | Vif",
        ),
        ("Forum 2025 – 29 mars 2025, Vif", "2025-03-29 | Forum | Forum 2025 | Vif"),
        ("29 mars 2025 : Rencontres 2025", "2025-03-29 | Rencontres | Rencontres 2025"),
        ("Table ronde 2024 (29 mars 2025)", "2025-03-29 | Table ronde"),
    ],
)
def test_a_kind_and_its_year_beside_a_day_are_a_name(tmp_path: Path, words: str, event: str) -> None:
    assert events(read_text(tmp_path, f"Agenda\n\n- {words}\n")) == [event]


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("université d'été : « Gouverner »", "université d'été | Gouverner"),
        ("ciné-club : « Demain », Vif", "ciné-club | Demain | Vif"),
        ("séminaire : « Coworking »", "séminaire | Coworking"),
        ("thème : « Coworking »", "Rencontres | Coworking"),
        ("au programme : « Demain »", "Rencontres | au programme : « Demain »"),
        ("tour de table : « Oui » et non", "Rencontres | tour de table : « Oui » et non"),
        ("atelier cuisine : « Manger »", "atelier | atelier cuisine : « Manger »"),
    ],
)
@pytest.mark.parametrize(
    ("days", "told"), [("6 mai 2022", "2022-05-06"), ("du 6 au 8 mai 2022", "2022-05-06/2022-05-08")]
)
def test_a_kind_that_is_on_no_list_is_no_title(tmp_path: Path, words: str, event: str, days: str, told: str) -> None:
    assert events(read_text(tmp_path, f"Rencontres\n\n- {days}, {words}\n")) == [f"{told} | {event}"]


def test_what_lasts_until_a_day_has_an_end_and_no_beginning(tmp_path: Path) -> None:
    found = read_text(tmp_path, "- Jusqu'au 15 juin 2013 : Exposition « Les lacs », Vif\n- Jusqu'au 3 mai : Atelier")
    (event,) = (each for each in found if isinstance(each, Event))
    assert (event.start, event.end and event.end.value, event.location) == (None, "2013-06-15", "Vif")


@pytest.mark.parametrize(
    "date",
    [
        "31 février 2024",
        "Printemps 2024",
        "T2 2024",
        "13/17 juin 2024",
        "À partir du 31 juin 2024",
        "Jusqu'au 31/06/2024",
    ],
)
def test_a_line_whose_date_is_set_aside_tells_nothing_of_the_event_above(tmp_path: Path, date: str) -> None:
    lines = (
        "12 mars 2024 : Forum des rives, Vif",
        f"{date} : Exposition « Les lacs »",
        "salle B",
        "1er juin 2024 : Atelier",
    )
    found = read_text(tmp_path, "\n".join(("Agenda", *lines)))
    assert events(found) == ["2024-03-12 | Forum | Forum des rives | Vif", "2024-06-01 | Atelier"]
    (rejection,) = rejections(found)
    assert rejection.startswith("line 3: “Les lacs” has a date that cannot be taken: ")


def test_a_season_says_the_year_of_a_publication(tmp_path: Path) -> None:
    words = "- Guide « Les haies », printemps 2014\n\nLe rapport « Les lacs » (T2 2015) est en ligne."
    assert publications(read_text(tmp_path, words)) == ["2014 | Guide | Les haies", "2015 | rapport | Les lacs"]


def test_an_agenda_entry_needs_no_kind(tmp_path: Path) -> None:
    assert events(read_text(tmp_path, "Agenda 2014\n\n- 12 mars : Les haies")) == ["2014-03-12 |  | Les haies"]
    assert events(read_text(tmp_path, "Météo 2014\n\n- 12 mars : Les haies")) == []


@pytest.mark.parametrize(
    "headings",
    [
        "<h1>Agenda</h1><h2>Mars 2026</h2>",
        "<h2>Agenda 2025-2026</h2><h2>Programme de mars 2026</h2>",
        "<h1>Événements</h1><h2>2025</h2><h3>Mars 2026</h3>",
    ],
)
def test_a_heading_that_is_a_month_says_the_year_of_the_entries_below_and_is_no_event(
    tmp_path: Path, headings: str
) -> None:
    entries = (
        "Mardi 3 mars, 9h-12h : Atelier « Semer », Vif",
        "Du 30 mars au 2 avril : Forum des rives",
        "3 janvier : Forum",
    )
    below = "".join(f"<li>{entry}</li>" for entry in entries)
    archives = "<h1>Archives</h1><ul><li>5 mars : Forum des lacs</li></ul>"
    found = read_text(tmp_path, f"<main>{headings}<ul>{below}</ul>{archives}</main>", "page.html")
    assert events(found) == [
        "2026-03-03T09:00/2026-03-03T12:00 | Atelier | Semer | Vif",
        "2026-03-30/2026-04-02 | Forum | Forum des rives",
    ]
    assert [said.partition("“:")[0].split(" has ")[0].partition(": ")[2] for said in rejections(found)] == [
        "“Forum”",
        "“Forum des lacs”",
    ]


def test_a_month_below_a_title_is_that_of_its_event(tmp_path: Path) -> None:
    found = read_text(tmp_path, "<h1>Atelier des rives</h1><p>Mars 2026</p>", "page.html")
    assert events(found) == ["2026-03 | Atelier | Atelier des rives"]


def test_a_heading_over_several_dated_lines_is_the_title_of_none(tmp_path: Path) -> None:
    words = "Vie du réseau\n\nRéunion, 26 juin 2012\n\nRéunion, 3 juillet 2012"
    assert events(read_text(tmp_path, words)) == ["2012-06-26 | Réunion", "2012-07-03 | Réunion"]


def test_dated_lines_below_each_other_are_entries_of_their_own(tmp_path: Path) -> None:
    words = (
        "Mardi 4 novembre 2025 : Conférence « Les haies », à Lyon\nDu 20 au 22 novembre 2025 : Salon des rivières, Vif"
    )
    assert events(read_text(tmp_path, words)) == [
        "2025-11-04 | Conférence | Les haies | Lyon",
        "2025-11-20/2025-11-22 | Salon | Salon des rivières | Vif",
    ]


PROGRAMME = """Programme du réseau
Nos événements
13 juin 2024 – Table ronde : Forêts
20 juin 2024 : Conférence « Glaciers »
22 juin 2024, 14h-16h : Visite de l'usine
Jeudi 27 juin 2024 (Lyon) : Salon des rivières, de leurs habitants et de toutes celles et ceux qui
les aiment
Vif, 28 juin 2024 : Conférence sur l'eau
5 septembre 2024 Atelier RSE
Publications
Roux, A. (2015). Les haies. Éditions du Pré.
"""


def test_lines_below_titles_are_events_each_with_its_own_date(tmp_path: Path) -> None:
    found = read_text(tmp_path, PROGRAMME)
    assert events(found) == [
        "2024-06-13 | Table ronde | Forêts",
        "2024-06-20 | Conférence | Glaciers",
        "2024-06-22T14:00/2024-06-22T16:00 | Visite | Visite de l'usine",
        "2024-06-27 | Salon | Salon des rivières, de leurs habitants et de toutes celles et ceux qui les aiment | Lyon",
        "2024-06-28 | Conférence | Conférence sur l'eau | Vif",
        "2024-09-05 | Atelier | Atelier RSE",
    ]
    assert publications(found) == ["2015 |  | Les haies | Roux, A. | Éditions du Pré"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Le 20 juin 2020 à 18h30 : conférence « Ciel » 5 septembre 2020 Atelier RSE Lyon",
            ["2020-06-20T18:30 | conférence | Ciel"],
        ),
        ("Une conférence « Ciel »\n5 septembre 2020 Atelier RSE", []),
        ("Conférence « Ciel »\n5 septembre 2020, à Lyon", ["2020-09-05 | Conférence | Ciel | Lyon"]),
        ("- 24 mai 2024 (Lyon) : Salon des haies", ["2024-05-24 | Salon | Salon des haies | Lyon"]),
        ("- La Rochelle, le 24 mai 2024 : Salon des haies", ["2024-05-24 | Salon | Salon des haies | La Rochelle"]),
        ("- Forum, 24 mai 2024 : Les haies", ["2024-05-24 | Forum | Les haies"]),
    ],
)
def test_a_date_at_the_head_of_a_line_is_that_of_what_follows(tmp_path: Path, words: str, expected: list[str]) -> None:
    assert events(read_text(tmp_path, words)) == expected


def test_what_stands_below_its_date_is_no_title_of_a_section(tmp_path: Path) -> None:
    words = "Agenda\n12 mars 2024, 18h\nRencontres du lac\nJeudi 21 mars 2024\nForum des rives"
    assert events(read_text(tmp_path, words)) == [
        "2024-03-12T18:00 | Rencontres | Rencontres du lac",
        "2024-03-21 | Forum | Forum des rives",
    ]


def test_a_sentence_that_breaks_before_its_dates_is_no_programme() -> None:
    words = "Le réseau a tenu un forum le\n12 mars 2014 (Lyon), puis une visite le\n14 avril 2014 (Vif)."
    broken = Block(words, 0)
    assert parted(broken, "dmy") == [broken]


def test_a_publication_announced_without_title_gets_none(tmp_path: Path) -> None:
    words = "Dès 2013, une publication :\n\net, en 2014, un premier dossier bilan :"
    assert publications(read_text(tmp_path, words)) == ["2013 | publication", "2014 | dossier bilan"]


def test_an_event_without_its_year_is_set_aside(tmp_path: Path) -> None:
    found = read_text(tmp_path, "- 12 mars – Table ronde : Les haies")
    assert events(found) == []
    assert rejections(found) == [
        "line 1: “Les haies” has a date that cannot be taken: “12 mars”: its year is not given"
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "# Agenda\n\n13 mai 2013\n\n## Les haies\n\nÀ Vif.\n\nLe 15 mai 2013 à 18h\n\n## Atelier des lacs\n",
            ["2013-05-13 |  | Les haies", "2013-05-15T18:00 | Atelier | Atelier des lacs"],
        ),
        (
            "Agenda\n\n13 mai 2013\n\nForum des haies\n\n15 mai 2013\n\nLes lacs\n\n17 mai 2013",
            ["2013-05-13 | Forum | Forum des haies", "2013-05-15 |  | Les lacs", "2013-05-17"],
        ),
        (
            "# Agenda\n\n## Forum des haies\n\n13 mai 2013\n\n## Atelier des lacs\n\n15 mai 2013\n",
            ["2013-05-13 | Forum | Forum des haies", "2013-05-15 | Atelier | Atelier des lacs"],
        ),
        ("# Forum des haies\n\n13 mai 2013\n\n## Le déroulement\n\nTexte.", ["2013-05-13 | Forum | Forum des haies"]),
        ("# Le réseau\n\nTexte.\n\n13 mai 2013\n\n## Forum des haies\n\nIl y avait du monde.", []),
        ("# Actualités\n\n13 mai 2013\n\n## Retour sur les lacs\n\nTexte.", []),
    ],
)
def test_a_date_on_a_line_of_its_own_is_that_of_the_heading_below_in_an_agenda_that_begins_so(
    tmp_path: Path, words: str, expected: list[str]
) -> None:
    assert events(read_text(tmp_path, words)) == expected


def test_a_title_below_its_date_is_quoted_with_it_and_goes_on_with_its_people(tmp_path: Path) -> None:
    words = "# Agenda\n\n13 mai 2013\n\n## Les haies\n\nIntervenants : A. Dupont\n\n15 mai 2013\n\n## Les lacs\n"
    one, _ = (each for each in read_text(tmp_path, words) if isinstance(each, Event))
    assert [actor.name for actor in one.actors] == ["A. Dupont"]
    (evidence,) = one.evidence
    assert evidence.text.split() == "13 mai 2013 ## Les haies".split()
    assert words[evidence.start :].startswith(evidence.text)


@pytest.mark.parametrize(
    ("heading", "columns", "expected"),
    [
        ("Programme", "Date\tTitre\tLieu", ["2014-06-03 |  | Les haies | Vif"]),
        ("Programmation 2014", "Date\tTitre\tPublic", ["2014-06-03 |  | Les haies"]),
        ("", "Date\tTitre\tLieu", ["2014-06-03 |  | Les haies | Vif"]),
        ("", "Date\tNom\tLieu", []),
        ("", "Date\tTitre\tPublic", []),
        ("Nos partenaires", "Date\tTitre\tLieu", []),
        ("Publications", "Date\tTitre\tLieu", []),
        ("Programme de recherche", "Date\tTitre\tPublic", []),
    ],
)
def test_a_table_of_days_titles_and_places_is_one_of_events(
    tmp_path: Path, heading: str, columns: str, expected: list[str]
) -> None:
    assert events(read_text(tmp_path, f"{heading}\n\n{columns}\n3 juin 2014\tLes haies\tVif")) == expected


def test_what_stands_under_programme_and_nothing_else_takes_place(tmp_path: Path) -> None:
    words = "Programme\n13 mai 2014\n- Les haies de l'Isère\n14 mai 2014\n- Atelier : Les lacs\n"
    assert events(read_text(tmp_path, words)) == [
        "2014-05-13 |  | Les haies de l'Isère",
        "2014-05-14 | Atelier | Les lacs",
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "# Agenda 2014\n\n- 13/05 : Table ronde : Les haies\n- mercredi 14/05 – Atelier : Le bois\n"
            "- 3 mai : Forum : Eau",
            ["2014-05-13 | Table ronde | Les haies", "2014-05-14 | Atelier | Le bois", "2014-05-03 | Forum | Eau"],
        ),
        (
            "# Agenda\n\n### Mai 2014\n\n- 13 : Table ronde : Les haies\n- Mercredi 14, 18h30 : Atelier : Le bois\n",
            ["2014-05-13 | Table ronde | Les haies", "2014-05-14T18:30 | Atelier | Le bois"],
        ),
        (
            "# Agenda\n\n### Mai 2014\n\n- 10/06 : Forum : Eau (inscription avant le 3/6/2014)\n",
            ["2014-06-10 | Forum | Eau"],
        ),
        ("# Agenda 2014\n\n- 13 : Table ronde : Les haies\n- 24/7 ouvert\n- 1/2 page : Forum\n", []),
        ("# Le réseau\n\n- 13/05 : Les haies\n", []),
    ],
)
def test_numbers_at_the_head_of_an_item_are_a_day_where_a_heading_gives_the_rest(
    tmp_path: Path, words: str, expected: list[str]
) -> None:
    assert sorted(events(read_text(tmp_path, words))) == sorted(expected)


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("# Agenda\n\n- 10/06 : Atelier : Le bois\n", "“10/06”: its year is not given"),
        ("# Agenda\n\n## Mai 2014\n\n- 10/04 : Atelier : Le bois\n", "“10/04”: its year is not given"),
        ("# Agenda 2014\n\n- 31/04 : Atelier : Le bois\n", "“31/04”: no calendar has that day"),
        ("# Agenda 2014\n\n- lundi 13/05 : Atelier : Le bois\n", "“lundi 13/05”: that day is no lundi"),
        ("# Agenda\n\n## Mai 2014\n\n- 32 : Atelier : Le bois\n", "“32”: no calendar has that day"),
    ],
)
def test_a_day_in_numbers_that_cannot_be_is_set_aside(tmp_path: Path, words: str, problem: str) -> None:
    found = read_text(tmp_path, words)
    assert events(found) == []
    (reason,) = rejections(found)
    assert reason.endswith(f"“Le bois” has a date that cannot be taken: {problem}")


def test_a_day_in_numbers_alone_in_its_cell_is_read_as_at_the_head_of_an_item(tmp_path: Path) -> None:
    rows = "Date\tTitre\tLieu\n14/05\tLes haies\tVif\n1/2/3\tLes lacs\tVif\n"
    assert events(read_text(tmp_path, f"# Agenda 2014\n\n{rows}")) == ["2014-05-14 |  | Les haies | Vif"]
    (reason,) = rejections(read_text(tmp_path, f"# Agenda\n\n{rows}"))
    assert "“14/05”: its year is not given" in reason
