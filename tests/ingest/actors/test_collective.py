"""Names in a column of authors that say that they are an organisation's, and those that only look as if they did."""

from __future__ import annotations

import pytest

from ingest.actors.resolver import reference_type
from ingest.records import ActorReference, Relation


@pytest.mark.parametrize(
    "name",
    [
        "Centre de recherche sur les problèmes conjugaux",
        "Centre de recherche interuniversitaire",
        "Center for South Asian Studies",
        "Observatoire des territoires",
        "Nations Unies",
        "France Stratégie",
        "Ligue pour la protection des oiseaux",
        "Parc national des Écrins",
        "Chambre d'agriculture de l'Isère",
        "Maison des sciences de l'homme Alpes",
        "Labo Dupont",
        "Univ. Grenoble Alpes",
        "Les Amis de la Terre",
        "LES AMIS DE LA TERRE",
        "Grenoble, Ville de",
        "Mairie de Lyon, Service culture",
        "CGET",
    ],
)
def test_an_author_whose_name_says_a_kind_is_an_organisation(name: str) -> None:
    assert reference_type(ActorReference(name, Relation.CREATOR)) == "organisation"


@pytest.mark.parametrize(
    "name",
    [
        "Ong, Huy",
        "Ville, Marie",
        "de la Ville, Marie",
        "Ecole, Jean",
        "CCI, Claude",
        "Liou, Chu Pheuil",
        "France Gall",
        "Anatole France",
        "Maison, Jean",
        "Jean de La Maison",
        "Les Murray",
        "Parc Jean",
    ],
)
def test_a_family_name_before_a_comma_and_a_word_amid_a_name_say_nothing(name: str) -> None:
    assert reference_type(ActorReference(name, Relation.CREATOR)) == "person"
