"""Who speaks at an event and who organises it, by its lines; where that is in doubt, nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.prose.page import Span
from ingest.prose.roles import find_roles, talkers
from ingest.records import Event, Publication, Relation
from tests.ingest.prose.reading import document, events, publications, read_text, rejections

EVENT = "13 mai 2013 : Forum « Les haies »"


def people(folder: Path, words: str, name: str = "page.md") -> list[str]:
    """For each event its title, and who speaks or organises."""
    found = read_text(folder, words, name)
    return [
        "; ".join(
            [
                event.title.value if event.title else "",
                *(f"{actor.relation.name} {actor.name}" for actor in event.actors),
            ]
        )
        for event in found
        if isinstance(event, Event)
    ]


@pytest.mark.parametrize(
    ("line", "actors"),
    [
        ("Intervenants : A. Dupont (UGA), B. Martin", ["PERFORMER A. Dupont", "PERFORMER B. Martin"]),
        (
            "Intervenant·e·s : Anne Dupont et Mme Claire Petit, directrice du LIG",
            ["PERFORMER Anne Dupont", "PERFORMER Claire Petit"],
        ),
        ("Speakers: Ann Smith, Bob Lee (MIT)", ["PERFORMER Ann Smith", "PERFORMER Bob Lee"]),
        ("Avec : Anne Dupont, Paul Martin", ["PERFORMER Anne Dupont", "PERFORMER Paul Martin"]),
        ("avec Mme Anne Dupont", ["PERFORMER Anne Dupont"]),
        ("Avec Anne Dupont", ["PERFORMER Anne Dupont"]),
        ("Avec Anne-Marie Le Goff (UGA) et Paul Martin.", ["PERFORMER Anne-Marie Le Goff", "PERFORMER Paul Martin"]),
        ("With Ann Smith, Peter Lee", ["PERFORMER Ann Smith", "PERFORMER Peter Lee"]),
        ("Animé par Claire Petit, à Vif", ["PERFORMER Claire Petit"]),
        ("Organisé par l'AUEG et la CCI de Grenoble", ["ORGANIZER AUEG", "ORGANIZER CCI de Grenoble"]),
        ("Organisateurs : UGA et Grenoble INP", ["ORGANIZER UGA et Grenoble INP"]),
        ("Organised by: CNRS", ["ORGANIZER CNRS"]),
        ("hosted by the University of Aldwick. Speakers came from nine countries", ["ORGANIZER University of Aldwick"]),
    ],
)
def test_a_line_says_who_speaks_and_who_organises(line: str, actors: list[str]) -> None:
    block = Span(line, 100)
    found = [actor for role in find_roles(block) for actor in role.actors]
    assert [f"{actor.relation.name} {actor.name}" for actor in found] == actors
    assert all(line[actor.start - 100 :].startswith(actor.quote) for actor in found)


@pytest.mark.parametrize(
    "line",
    [
        "Intervenants : à venir",
        "Intervenants : 12 entreprises",
        "Intervenants : Schneider Electric, CEA",
        "Intervenants : Anne Dupont, Paul",
        "Intervenants : Dupont, Martin, Roux",
        "Forum, avec Anne Dupont",
        "Avec Grenoble Alpes",
        "Avec Marie Claire",
        "Avec Jean Monnet Université",
        "Avec Anne Dupont et Grenoble Alpes",
        "Avec Anne Dupont, nous irons voir les haies",
        "Avec Anne",
        "Avec Schneider Electric (Grenoble)",
        "Avec le soutien de la Région",
        "Organisé par nos soins",
        "Organisé par des bénévoles",
        "Animation : les élèves",
    ],
)
def test_nobody_is_made_of_words_in_doubt(line: str) -> None:
    assert not any(role.actors and role.doubtful == "" for role in find_roles(Span(line, 0)))


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Conférence de Claire Petit : les haies", ["Claire Petit"]),
        ("Forum – conférence d’Anne Dupont et Paul Martin : les haies", ["Anne Dupont", "Paul Martin"]),
        ("Conférence de M. Jean Petit « Les haies »", ["Jean Petit"]),
        ("Lecture by J. Smith: hedges", ["J. Smith"]),
        ("Conférence de Claire Petit (CNRS), « Les haies »", ["Claire Petit"]),
        ("Conférence de Grenoble : les haies", []),
        ("Conférence de Presse Océan : les haies", []),
        ("Conférence de Claire : les haies", []),
        ("Conférence de Saint Pierre : les haies", []),
        ("Conférence de Claire Petit et Grenoble Alpes : les haies", []),
        ("Après la conférence de Claire Petit : les haies", []),
        ("Conférence de Claire Petit sur les haies", []),
    ],
)
def test_who_gives_a_talk_is_named_before_its_title(words: str, names: list[str]) -> None:
    found = list(talkers(Span(words, 10)))
    assert [each.name for each in found] == names
    assert all(words[each.start - 10 :].startswith(each.quote) for each in found)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (f"- {EVENT}\n  Intervenants : A. Dupont\n  Lieu : Maison du lac, Vif", "Les haies; PERFORMER A. Dupont"),
        (f"- {EVENT}\n  - Intervenants : Anne Dupont\n  - Lieu : Vif", "Les haies; PERFORMER Anne Dupont"),
        (f"- {EVENT}, organisé par l'AUEG, à Vif", "Les haies; ORGANIZER AUEG"),
        ("- 13 mai 2013 – Table ronde : Les haies, animée par Claire Petit", "Les haies; PERFORMER Claire Petit"),
        ("# Forum des haies\n\n13 mai 2013, Vif\n\nOrganisé par l'AUEG", "Forum des haies; ORGANIZER AUEG"),
        ("# Forum des haies\n\n13 mai 2013, Vif\n\nAvec Anne Dupont (UGA)", "Forum des haies; PERFORMER Anne Dupont"),
        (f"- {EVENT}\n  Avec Anne Dupont", "Les haies; PERFORMER Anne Dupont"),
        (
            "- 13 mai 2013 : Conférence de Claire Petit : Les haies",
            "Conférence de Claire Petit : Les haies; PERFORMER Claire Petit",
        ),
        (
            "# Conférence de Claire Petit : Les haies\n\n13 mai 2013, Vif",
            "Conférence de Claire Petit : Les haies; PERFORMER Claire Petit",
        ),
        ("- 13 mai 2013, 9h30 : Forum, par Pr. Dr. Ing. Anne Coste", "; PERFORMER Anne Coste"),
        (f"- {EVENT}, par Anne Coste, UGA", "Les haies; PERFORMER Anne Coste"),
        (
            "- 13 mai 2013 : Forum « Les haies », par Anne Coste, Paul Martin et Claire Petit, Vif",
            "Les haies; PERFORMER Anne Coste; PERFORMER Paul Martin; PERFORMER Claire Petit",
        ),
        ("- 13 mai 2013 : Forum des haies, par Vif", "Forum des haies, par Vif"),
        ("- 13 mai 2013 : Forum des haies, par petits groupes", "Forum des haies, par petits groupes"),
        ("Workshop: Hedges, 5 May 2014\nSpeakers: Ann Smith\nVenue: City Hall", "Hedges; PERFORMER Ann Smith"),
        (
            "| Date | Titre | Type | Intervenants | Organisateur |\n|---|---|---|---|---|\n"
            "| 13/05/2013 | Les haies | Forum | Anne Dupont, Paul Martin | AUEG |",
            "Les haies; PERFORMER Anne Dupont; PERFORMER Paul Martin; ORGANIZER AUEG",
        ),
        (f"- {EVENT}\n\n# Lacs\n\nIntervenants : Anne Dupont", "Les haies"),
        (f"- {EVENT}\n\nIl fera beau.\n\nOrganisé par l'AUEG", "Les haies"),
        (f"- {EVENT}\n- 31 février 2013 : Atelier\n  - Intervenants : Anne Dupont", "Les haies"),
    ],
)
def test_an_event_has_the_people_of_its_lines_and_of_those_right_below(
    tmp_path: Path, words: str, expected: str
) -> None:
    assert people(tmp_path, words) == [expected]


def test_what_is_but_a_kind_has_that_for_a_title_and_whoever_speaks_is_no_part_of_it(tmp_path: Path) -> None:
    words = (
        "# Agenda\n\n## Mardi 13 mai 2014\n\n- 9h30 : Ouverture, par Anne Coste\n- 11h : Atelier, par Paul Martin, Vif"
    )
    found = read_text(tmp_path, words)
    assert events(found) == [
        "2014-05-13T09:30 | Ouverture | Ouverture",
        "2014-05-13T11:00 | Atelier | Atelier | Vif",
    ]
    named = [[actor.name for actor in event.actors] for event in found if isinstance(event, Event)]
    assert named == [["Anne Coste"], ["Paul Martin"]]


def test_whom_a_publication_is_by_wrote_it(tmp_path: Path) -> None:
    words = "- 13 mai 2013 : Rapport « Les haies », par Anne Coste et Paul Martin\n"
    assert publications(read_text(tmp_path, words)) == ["2013-05-13 | Rapport | Les haies | Anne Coste; Paul Martin"]


def test_the_people_of_an_event_are_no_part_of_its_title_or_place(tmp_path: Path) -> None:
    words = "13 mai 2013 – Forum des haies\nAvec Anne Dupont\n14 mai 2013 – Atelier des lacs\nLieu : à confirmer"
    assert events(read_text(tmp_path, words)) == [
        "2013-05-13 | Forum | Forum des haies",
        "2013-05-14 | Atelier | Atelier des lacs",
    ]


def test_names_of_which_it_is_doubtful_where_they_part_are_set_aside_and_the_event_kept(tmp_path: Path) -> None:
    found = read_text(tmp_path, f"- {EVENT}\n  Intervenants : Dupont, Martin, Roux")
    assert events(found) == ["2013-05-13 | Forum | Les haies"]
    assert rejections(found) == ["line 1: “Dupont, Martin, Roux” may be one name or several"]


@pytest.mark.parametrize(
    ("words", "page", "works"),
    [
        ("# Les haies\n\nAuteurs : Anne Dupont et Paul Martin\n\nDes mots.", ["Anne Dupont", "Paul Martin"], []),
        ("# Les haies\n\n- Auteur(s) : A. Dupont (UGA)\n- Lieu : Vif\n\nDes mots.", ["A. Dupont"], []),
        ("# Hedges\n\nWords.\n\nAuthors: Ann Smith, Bob Lee\n\nWords.", ["Ann Smith", "Bob Lee"], []),
        ("# Les haies\n\nAuteur·rice·s : Schneider Electric\n\nDes mots.", [], []),
        ("# Les haies\n\nAuteur : Anne Dupont\n\nDes mots.\n\nAuteur : Paul Martin\n\nDes mots.", [], []),
        ("# Livres\n\nDes mots.\n\n## Les haies\n\nAuteur : Anne Dupont", [], []),
        ("# Publications\n\n- Guide des haies, 2014\n  Auteurs : Anne Dupont, Paul Martin", [],
         ["Guide des haies: Anne Dupont, Paul Martin"]),
        ("# Publications\n\n- Guide des haies, 2014\n- Auteur : Anne Dupont\n- Guide des lacs, 2015", [],
         ["Guide des haies: Anne Dupont", "Guide des lacs: "]),
        ("# Publications\n\nRoux, A. (2015). Les haies. Éditions du Pré.\n\nAuteur : Anne Dupont", [],
         ["Les haies: Roux, A."]),
        (f"- {EVENT}\n  Auteur : Anne Dupont", [], []),
    ],
)  # fmt: skip
def test_a_line_of_authors_is_of_the_publication_above_it_or_of_the_page_at_its_head(
    tmp_path: Path, words: str, page: list[str], works: list[str]
) -> None:
    found = read_text(tmp_path, words, "page.md")
    one = document(found)
    creators = [actor for actor in one.actors if actor.relation is Relation.CREATOR]
    assert [actor.name for actor in creators] == page
    assert all(one.text[actor.start :].startswith(actor.quote) for actor in creators)
    told = [each for each in found if isinstance(each, Publication)]
    assert [
        f"{each.title.value if each.title else ''}: {', '.join(a.name for a in each.actors)}" for each in told
    ] == works
    assert not any(
        actor.relation is Relation.CREATOR for each in found if isinstance(each, Event) for actor in each.actors
    )


def test_authors_of_whom_it_is_doubtful_how_many_they_are_are_set_aside(tmp_path: Path) -> None:
    found = read_text(tmp_path, "# Les haies\n\nAuteurs : Dupont, Martin, Roux\n\nDes mots.")
    assert not document(found).actors
    assert rejections(found) == ["line 3: “Dupont, Martin, Roux” may be one name or several"]
