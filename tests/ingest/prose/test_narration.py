"""Events and publications told in running sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.records import Event
from tests.ingest.prose.reading import events, publications, read_text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "Outre les réunions, des restitutions ouvertes ont permis d'enrichir les travaux (22/01/2015, 02/04/2015).",
            ["2015-01-22 | restitutions", "2015-04-02 | restitutions"],
        ),
        ("L'assemblée générale du 12 mars 2014 a élu Jean Roux.", ["2014-03-12 | assemblée générale"]),
        (
            "Le 12 mars 2014, le réseau a organisé un colloque « Eaux vives » à Vif, avec succès.",
            ["2014-03-12 | colloque | Eaux vives | Vif"],
        ),
        (
            "On 5 May 2014, the network held a workshop entitled “Slow rivers” in Annecy.",
            ["2014-05-05 | workshop | Slow rivers | Annecy"],
        ),
        (
            "Les colloques du 5 mai 2014 et du 6 juin 2015 ont plu.",
            ["2014-05-05 | colloques", "2015-06-06 | colloques"],
        ),
        ("La table ronde du 3 mars 2014 est reportée au 12 mai 2014.", ["2014-05-12 | table ronde"]),
        ("Le forum du 4 avril 2020 est reporté à cause de la pluie.", ["2020-04-04 | forum |  |  | postponed"]),
        ("Le forum du 4 avril 2020 est reporté au printemps 2021.", ["2020-04-04 | forum |  |  | postponed"]),
        ("L'atelier, reporté à cause du gel, se tiendra le 26 mai 2020 à Mens.", ["2020-05-26 | atelier |  | Mens"]),
        ("Prévu le 4 avril 2020, le forum, reporté, aura finalement lieu le 10 mai 2020.", ["2020-05-10 | forum"]),
        ("L'atelier du 4 avril 2020, reporté, se tiendra le 26 mai 2020.", ["2020-05-26 | atelier"]),
        ("L'atelier a été reporté du 4 avril au 26 mai 2020.", ["2020-05-26 | atelier"]),
        (
            "Le forum du 4 avril 2020 est reporté et l'atelier se tiendra le 5 mai 2020.",
            ["2020-04-04 | forum |  |  | postponed", "2020-05-05 | atelier"],
        ),
        ("Le colloque « Eaux vives » en 2014 a marqué.", ["2014 | colloque | Eaux vives"]),
        ("Le réseau organise un atelier sur les low-tech le 5 mai 2014 à Vif.", ["2014-05-05 | atelier |  | Vif"]),
        (
            "The college hosts a workshop on responsibility and biodiversity on 5 May 2014 in London.",
            ["2014-05-05 | workshop |  | London"],
        ),
        (
            "Le réseau a réuni 80 personnes le lundi 5 mai 2014, à Vif, pour une table ronde intitulée « Eaux vives ».",
            ["2014-05-05 | table ronde | Eaux vives"],
        ),
        (
            "Le 5 mai 2014, Anne Petit et J. Roux, du LIG, interviendront lors de la table ronde « Eaux vives ».",
            ["2014-05-05 | table ronde | Eaux vives"],
        ),
    ],
)
def test_a_sentence_tells_an_event(tmp_path: Path, words: str, told: list[str]) -> None:
    assert events(read_text(tmp_path, words)) == told


@pytest.mark.parametrize(
    "words",
    [
        "Le rapport du colloque, publié le 5 mai 2014, est en ligne.",
        "La loi du 4 août 2009 a été discutée lors d'un colloque.",
        "Aucune table ronde du 12 mai 2014 n'est prévue.",
        "Inscription au colloque avant le 3 mai 2014.",
        "Le colloque a réuni des entreprises créées le 12 mai 2010.",
        "Jean Roux, invité du colloque, est né le 12 mai 1960.",
        "Le réseau est né en 2011 avec des colloques.",
        "Si le temps le permet, un atelier pourrait se tenir le 3 mai 2014.",
        "Le forum n'aura pas lieu le 3 mai 2014.",
        "Les événements du 11 septembre 2001 ont marqué.",
        "The seminar was not held on 3 May 2014.",
        "Le réseau organise un atelier sur le traité promis le 3 mai 2014.",
        "Le réseau organise un atelier sur la bataille du 3 mai 2014.",
        "Un atelier sur les haies, le 3 mai 2014 peut-être.",
        "Le conseil, réuni le 3 mai 2014 pour un colloque « Eaux vives », en parle.",
        "Née le 12 mars 1976 à Lyon, Claire Petit a animé le colloque « Sols vivants ».",
    ],
)
def test_a_date_that_is_no_event_s_makes_none(tmp_path: Path, words: str) -> None:
    assert events(read_text(tmp_path, words)) == []


@pytest.mark.parametrize(
    ("words", "work"),
    [
        (
            "Un outil est né (tel le Guide des Rives pour une ville en 2007) et sert.",
            "2007 | Guide | Guide des Rives pour une ville",
        ),
        ("En 2011, le réseau a publié le guide « Planter ».", "2011 | guide | Planter"),
        ("The report “Slow water” was published in 2016.", "2016 | report | Slow water"),
        ("Voir le livre blanc « Rives » (2014).", "2014 | livre blanc | Rives"),
        (
            "Roux, A. & Pin, B. (2015). Les haies. Éditions du Pré.",
            "2015 |  | Les haies | Roux, A.; Pin, B. | Éditions du Pré",
        ),
    ],
)
def test_a_publication_told_in_prose_is_found(tmp_path: Path, words: str, work: str) -> None:
    assert publications(read_text(tmp_path, words)) == [work]


@pytest.mark.parametrize(
    "words",
    [
        "Le guide suivant le groupe (tel le Petit Train en 2007) est parti.",
        "Ce livre, « Rives », accompagne le film de 2010, paru la même année.",
        "Le rapport entre 2010 et 2014 a changé.",
    ],
)
def test_a_year_near_a_word_for_a_publication_makes_none(tmp_path: Path, words: str) -> None:
    assert publications(read_text(tmp_path, words)) == []


@pytest.mark.parametrize(
    ("kind", "told", "others"),
    [
        ("Réunion", "Des restitutions ont eu lieu (22/01/2015, 02/04/2015).", ["restitutions"]),
        ("Réunion", "Des rencontres ont eu lieu (22/01/2015, 02/04/2015).", []),
        ("Table ronde", "Des restitutions ont eu lieu (22/01/2015, 02/04/2015).", []),
    ],
)
def test_a_meeting_is_what_a_sentence_says_of_its_day_too(
    tmp_path: Path, kind: str, told: str, others: list[str]
) -> None:
    found = read_text(tmp_path, f"- Restitution des travaux ({kind} 02/04/2015)\n\n{told}")
    events = [one for one in found if isinstance(one, Event) and one.start and one.start.value == "2015-04-02"]
    assert [(one.kind, list(one.other_kinds)) for one in events][:1] == [(kind, others)]


def test_the_same_event_told_twice_is_one(tmp_path: Path) -> None:
    words = (
        "- TIERS-LIEUX :\n  Restitution des travaux\n  (Réunion 02/04/2015)\n\n"
        "Des restitutions ont eu lieu (22/01/2015, 02/04/2015)."
    )
    assert events(read_text(tmp_path, words)) == [
        "2015-04-02 | Réunion | TIERS-LIEUX / Restitution des travaux",
        "2015-01-22 | restitutions",
    ]


def test_two_titles_on_one_day_are_two_events(tmp_path: Path) -> None:
    words = "- Atelier « Semer », 3 mai 2014\n- Atelier « Planter », 3 mai 2014\n\nLes ateliers du 3 mai 2014 ont plu."
    assert events(read_text(tmp_path, words)) == [
        "2014-05-03 | Atelier | Semer",
        "2014-05-03 | Atelier | Planter",
        "2014-05-03 | ateliers",
    ]
