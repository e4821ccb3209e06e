"""Partners in lists and sentences: organisations, categories of actors, persons."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.records import ActorType
from tests.ingest.prose.reading import document, partners, read_text


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (
            "Elle a travaillé avec chaque partenaire qui le souhaitait (Banque du Val, CCI, créateurs de lieux : "
            "Ilot‘Inn, Cowork, architectes, syndicats de personnels, Arno Électrique, …).",
            "organisation Banque du Val|organisation CCI|category créateurs de lieux|organisation Ilot'Inn"
            "|organisation Cowork|category architectes|category syndicats de personnels|organisation Arno Électrique",
        ),
        (
            "Mené en partenariat avec la Ville de Vif, l'Université du Val et Sève & Cie.",
            "organisation Ville de Vif|organisation Université du Val|organisation Sève & Cie",
        ),
        ("En partenariat avec l'Institut Arbres et Forêts, le réseau sème.", "organisation Institut Arbres et Forêts"),
        ("Run in partnership with Oakwood Trust since 2012, it grows.", "organisation Oakwood Trust"),
        ("Partenaires : mairie de Vif, artisans.", "organisation mairie de Vif|category artisans"),
        (
            "Nos partenaires\n\n- Vif Énergie – mécène\n- Architectes\n- mairie\n- etc.",
            "organisation Vif Énergie|category Architectes",
        ),
    ],
)
def test_partners_are_named_as_what_they_are(tmp_path: Path, words: str, named: str) -> None:
    assert partners(read_text(tmp_path, words)) == named.split("|")


@pytest.mark.parametrize(
    "words",
    [
        "Nous cherchons des partenaires (banques, assureurs).",
        "Des partenaires potentiels (Banque du Val, CCI) ont été vus.",
        "The Actor-Partner model (Kenny, Kashy, 2006) was used.",
        "Notre partenaire (voir page 3) nous soutient.",
        "Nos partenaires nous aident.",
    ],
)
def test_what_names_no_partner_gives_none(tmp_path: Path, words: str) -> None:
    assert partners(read_text(tmp_path, words)) == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("L'association a travaillé avec Biovallée, l'ADEME et la CCI de la Drôme.", "Biovallée|ADEME|CCI de la Drôme"),
        ("Les partenaires du réseau sont Biovallée, l'ADEME et la CCI.", "Biovallée|ADEME|CCI"),
        (
            "L'Observatoire travaille avec la Région Bretagne, l'Université Rennes 2, Orange, des artisans.",
            "Région Bretagne|Université Rennes 2|Orange",
        ),
        (
            "Depuis 2012, le réseau collabore étroitement avec la Ville de Vif et le CNRS pour semer.",
            "Ville de Vif|CNRS",
        ),
        ("Nous travaillons avec l'Université de Vif sur l'énergie et la forêt.", "Université de Vif"),
        ("Nous travaillons avec la Ville de Vif et la Mission locale en Isère.", "Ville de Vif"),
        ("Nous travaillons avec Anne, Zoltan Coste, la Fourmi Verte et la Ville de Vif.", "Fourmi Verte|Ville de Vif"),
        ("Our network works closely with Oakwood University and Kew.", "Oakwood University|Kew"),
        ("L'association travaille avec Excel, Slack et la Ville de Vif.", "Ville de Vif"),
        ("We work with Docker, Kubernetes and the University of Kew.", "University of Kew"),
        ("Nous travaillons avec la Ville de Vif mais sans la Ville de Mens.", "Ville de Vif"),
        ("Nous travaillons avec la Fondation Coste plutôt que la Ville de Vif.", "Fondation Coste"),
    ],
)
def test_partners_are_named_in_plain_sentences(tmp_path: Path, words: str, named: str) -> None:
    assert partners(read_text(tmp_path, words)) == [f"organisation {name}" for name in named.split("|")]


@pytest.mark.parametrize(
    "words",
    [
        "Nous travaillons avec Python, QGIS et Excel.",
        "Nous travaillons avec les communes et des entreprises.",
        "Nous ne travaillons plus avec la Ville de Vif.",
        "Nous travaillons avec Anne Coste et Paul Roux.",
        "La directrice a travaillé avec la CCI de la Drôme.",
        "L'entreprise qui travaille avec la Ville de Vif est ici.",
        "Claire Petit a travaillé avec l'Université de Vif.",
        "Elle travaille avec l'Université de Vif.",
        "Le groupe de travail a travaillé avec soin.",
        "Les partenaires du réseau sont réunis à Grenoble.",
        "Les partenaires du réseau sont nombreux.",
    ],
)
def test_whom_or_what_one_works_with_may_be_no_partner(tmp_path: Path, words: str) -> None:
    assert partners(read_text(tmp_path, words)) == []


def test_the_words_of_a_partner_stay_as_written_where_they_stand(tmp_path: Path) -> None:
    page = document(read_text(tmp_path, "Nos partenaires (Ilot‘Inn, CCI)."))
    first = page.actors[0]
    assert (first.name, first.quote, page.text[first.start :][:8]) == ("Ilot'Inn", "Ilot‘Inn", "Ilot‘Inn")


def test_a_group_called_by_a_name_is_a_group(tmp_path: Path) -> None:
    page = document(read_text(tmp_path, "Travaux du Groupe de Pilotage « Mobilités », et d'un groupe de réflexion."))
    assert [(actor.name, actor.type) for actor in page.actors] == [
        ("Groupe de Pilotage « Mobilités »", ActorType.GROUP)
    ]
