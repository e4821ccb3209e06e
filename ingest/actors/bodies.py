"""The bodies that each town, department or region has, by their names without a place: « MJC », « Office de tourisme ».

Which of them is meant is for :mod:`ingest.actors.choice`.
"""

from __future__ import annotations

from ingest.actors.names import organisation_key, undotted
from ontology.kinds import kind_of

__all__ = ["is_of_any_town"]

_BODIES = """
    MJC|maison des jeunes et de la culture|office de tourisme|office du tourisme|syndicat d'initiative|office municipal
    maison des associations|maison de la vie associative|maison de la culture|maison de l'emploi|maison de quartier
    maison des habitants|maison de la justice et du droit|maison de l'environnement|maison des sciences de l'homme|MSH
    mission locale|pôle emploi|France travail|France services|maison France services|centre social|CCAS|CIAS|CAF|CPAM
    URSSAF|CAUE|ADIL|CPIE|ALEC|CROUS|IUT|INSPÉ|ESPÉ|DREAL|DRAC|DDT|ARS|académie|sous-préfecture|hôtel de ville|EHPAD
    tribunal|barreau|ordre des avocats|bourse du travail|union locale|foyer rural|comité des fêtes|fablab|cinéma|théâtre
    conservatoire|ludothèque|centre culturel|centre communal d'action sociale|université populaire|UTL|rotary club
    université du temps libre|université inter-âges|Lions club|secours populaire|secours catholique|Croix-Rouge
    restos du cœur|Emmaüs|parc naturel régional|agence d'urbanisme|conseil de développement|chambre des métiers
"""
_OF_ANY_TOWN = frozenset(organisation_key(name) for line in _BODIES.strip().splitlines() for name in line.split("|"))
"""Bodies of which each town, department or region has one, beside the kinds of organisations, by their keys."""


def is_of_any_town(name: str) -> bool:
    """Whether the name, without a place, is but one of a kind of body that each town has.

    >>> [is_of_any_town(name) for name in ("M.J.C.", "L'Office de tourisme", "CCI", "MJC de Vif", "La Casemate")]
    [True, True, True, False, False]
    """
    return organisation_key(name) in _OF_ANY_TOWN or bool(kind_of(undotted(name), "organisation"))
