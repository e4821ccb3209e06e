"""The fields of each kind of record, and the names that columns of a table which hold them usually have.

Which column of a table that is, is for :mod:`ingest.sources.table.columns`.
"""

from __future__ import annotations

from functools import cache

from ontology.folding import fold

__all__ = ["IDENTIFIERS", "KINDS", "REQUIRED", "TELLING", "is_usual_name", "names_of"]

IDENTIFIERS = ("doi", "hal", "orcid", "ror", "wikidata", "idref", "idhal", "siren", "isbn", "handle", "uid")
"""The identifier schemes that a column may hold."""

_ANY = {
    "kind": "type | genre | nature | catégorie | category | typologie",
    "keywords": "mots-clés | mots-clefs | mot-clé | keyword | thèmes | thème | thématiques | thématique | sujets"
    " | subjects | tags",
    "found_at": "source | provenance | trouvé à",
    "language": "langue",
    "partners": "partenaires | partenaire | partner | avec | with",
    **dict.fromkeys(IDENTIFIERS, ""),
}
_TOWN = (
    "ville | commune | nomcom | nom com | nom de la commune | nom de commune | libellé commune | city | town"
    " | adresse | address"
)
"""Where something is, as a table of towns says it; a street alone says less."""
_PLACED = {
    "latitude": "lat | y wgs84",
    "longitude": "long | lon | lng | x wgs84",
    "coordinates": "coordonnées | geo | latlon | lat lon | geo point 2d | coordonnées géographiques | gps",
}
_DATED = {
    "status": "statut | état",
    "url": "lien | adresse web | page | link | site | site web",
    "title": "titre | intitulé | nom | name | événement | event | publication | event name | nom de l'événement",
}
_EVENT = (
    _DATED
    | _PLACED
    | {
        "subtitle": "sous-titre",
        "description": "résumé | présentation | descriptif | summary",
        "start": "date | jour | début | date de début | date début | date de l'événement | du | start date"
        " | start date/time | begin | begins | opens | opening | from",
        "end": "fin | date de fin | date fin | au | end date | end date/time | ends | closes | closing | until | to",
        "hour": "heure | heures | heure de début | heure début | horaire | horaires | time | start time | hours",
        "end_hour": "heure de fin | heure fin | end time",
        "location": f"lieu | où | place | venue | where | {_TOWN}",
        "organizer": "organisateur | organisateurs | organisatrice | organisé par | organisation"
        " | structure organisatrice | organiser | organizers | organisers | organizer(s) | organisateur(s)",
        "performer": "intervenant | intervenants | intervenante | orateurs | speaker | speakers | performers"
        " | intervenant(s) | speaker(s)",
        "attendee": "participant | participants | attendees",
    }
)
_PUBLICATION = _DATED | {
    "title": f"{_DATED['title']} | title_s",
    "kind": f"{_ANY['kind']} | docType_s",
    "keywords": f"{_ANY['keywords']} | keyword_s",
    "doi": "doiId_s",
    "hal": "halId_s",
    "subtitle": "sous-titre",
    "alternative": "titre alternatif | autre titre | alternative title",
    "abstract": "résumé | description | présentation | abstract_s",
    "issued": "date | année | year | date de publication | published | parution | producedDate_tdate | producedDateY_i",
    "creators": "auteur | auteurs | author | authors | creator | auteur(s) | author(s) | authFullName_s",
    "contributors": "contributeur | contributeurs | contributor",
    "publisher": "éditeur | editeur",
    "container": "revue | collection | série | journal | series | publié dans | journalTitle_s",
}
_ACTOR = _PLACED | {
    "name": "nom | dénomination | raison sociale | organisation | organization | organisme | structure | personne"
    " | association | nom de la structure | nom de l'organisme | nom de l'association | nom de l'organisation",
    "variants": "variantes | autres noms | alias | aliases | variant",
    "description": "présentation | descriptif",
    "homepage": "site | site web | site internet | url | website | page",
    "location": f"lieu | siège | place | {_TOWN}",
    "member_of": "membre de | member of | affiliation | rattachement | employeur | établissement | employer",
    "type": "type d'acteur | actor type",
}
_ORGANISATION = _ACTOR | {
    "acronym": "sigle | acronyme",
    "siren": "siret | numéro siren | n° siren | numéro siret | n° siret",
}
_PERSON = _ACTOR | {
    "given_name": "prénom | prénoms | first name | given name",
    "idhal": "hal | id hal | identifiant hal",
}
_PARTNERSHIP = {
    "name": "partenaire | partenaire 1 | partner | partner 1 | partenaire a | partner a | nom | organisation"
    " | organisation 1 | organization | organization 1 | un",
    "partners": "avec | with | partenaires | partenaire 2 | partner 2 | partenaire b | partner b"
    " | organisation 2 | organization 2 | autre",
    "description": "objet | présentation",
    "start": "date de signature | date signature | signé le | signée le | date de début | date début | début | depuis"
    " | signed on | signature date | date signed | start date | since",
    "end": "date de fin | date fin | fin | échéance | date d'échéance | jusqu'au | end date | ends | until | expires",
}

KINDS: dict[str, dict[str, str]] = {
    "event": _ANY | _EVENT,
    "publication": _ANY | _PUBLICATION,
    "organisation": _ANY | _ORGANISATION,
    "person": {field: names for field, names in (_ANY | _PERSON).items() if field != "hal"},
    "partnership": _ANY | _PARTNERSHIP,
}
"""For each kind of record: its fields, and the names that their columns usually have, apart from the field's own."""

REQUIRED = {
    "event": ("title", "start"),
    "publication": ("title", "issued"),
    "organisation": ("name",),
    "person": ("name",),
    "partnership": ("name", "partners"),
}
"""The fields of which a table of each kind has at least one; for a partnership, both."""

TELLING = {
    "publication": "auteur | auteurs | author | authors | creators | doi | hal | isbn | éditeur | publisher | revue",
    "event": "titre | title | intervenants",
    "person": "prénom | first name | given name | orcid",
    "organisation": "nom | name | raison sociale | sigle | acronyme | acronym | ror | siren | structure | organisme"
    " | association | nom de la structure | nom de l'organisme | nom de l'association | nom de l'organisation",
}
"""Columns from which the kind of record can be told where the workspace does not say it, surest kind first.

Events are told by a title beside a beginning, too; a beginning alone may be that of anything.
"""


def is_usual_name(column: str) -> bool:
    """Whether a column of that name holds a field of some kind of record.

    >>> is_usual_name("Date de début"), is_usual_name("Saison 2024")
    (True, False)
    """
    return fold(column) in _usual_names()


@cache
def _usual_names() -> frozenset[str]:
    return frozenset(name for kind, fields in KINDS.items() for field in fields for name in names_of(kind, field))


def names_of(kind: str, field: str) -> list[str]:
    """The names that a column of that field may have, folded, the field's own first."""
    return [folded for name in (field, *KINDS[kind][field].split("|")) if (folded := fold(name))]
