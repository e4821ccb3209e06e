"""Which column of a table holds which field of a record: by the mapping of the workspace, else by the usual names."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import cache

from graph.workspace import Source
from ontology.errors import DataError, Place
from ontology.folding import fold
from ontology.nearest import did_you_mean

__all__ = ["IDENTIFIERS", "KINDS", "REQUIRED", "columns_of", "has_two_sides", "is_usual_name", "quoted", "record_kind"]

IDENTIFIERS = ("doi", "hal", "orcid", "ror", "wikidata", "idref", "siren", "isbn", "handle", "uid")
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
    "title": "titre | intitulé | nom | name | événement | event | publication",
}
_EVENT = (
    _DATED
    | _PLACED
    | {
        "subtitle": "sous-titre",
        "description": "résumé | présentation | descriptif | summary",
        "start": "date | jour | début | date de début | date début | date de l'événement | du | start date | begin"
        " | begins | opens | opening | from",
        "end": "fin | date de fin | date fin | au | end date | ends | closes | closing | until | to",
        "hour": "heure | heures | heure de début | heure début | horaire | horaires | time | start time | hours",
        "end_hour": "heure de fin | heure fin | end time",
        "location": f"lieu | où | place | venue | where | {_TOWN}",
        "organizer": "organisateur | organisateurs | organisatrice | organisé par | organisation"
        " | structure organisatrice | organiser | organizers | organisers",
        "performer": "intervenant | intervenants | intervenante | orateurs | speaker | speakers | performers",
        "attendee": "participant | participants | attendees",
    }
)
_PUBLICATION = _DATED | {
    "subtitle": "sous-titre",
    "alternative": "titre alternatif | autre titre | alternative title",
    "abstract": "résumé | description | présentation",
    "issued": "date | année | year | date de publication | published | parution",
    "creators": "auteur | auteurs | author | authors | creator",
    "contributors": "contributeur | contributeurs | contributor",
    "publisher": "éditeur | editeur",
    "container": "revue | collection | série | journal | series | publié dans",
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
_ORGANISATION = _ACTOR | {"acronym": "sigle | acronyme"}
_PERSON = _ACTOR | {"given_name": "prénom | prénoms | first name | given name"}
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
    "person": _ANY | _PERSON,
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

_TELLING = {
    "publication": "auteur | auteurs | author | authors | creators | doi | hal | isbn | éditeur | publisher | revue",
    "event": "titre | title | date | début | start | intervenants",
    "person": "prénom | first name | given name | orcid",
    "organisation": "nom | name | raison sociale | sigle | acronyme | acronym | ror | siren | structure | organisme"
    " | association | nom de la structure | nom de l'organisme | nom de l'association | nom de l'organisation",
}
"""Columns from which the kind of record can be told where the workspace does not say it, surest kind first."""

_SIDES = (frozenset({"partenaire", "partner"}), frozenset({"avec", "with"}))
"""Names of the columns of which a table of partnerships has one each."""
_NUMBERED = (
    frozenset({"partenaire 1", "partner 1", "partenaire a", "partner a"}),
    frozenset({"partenaire 2", "partner 2", "partenaire b", "partner b"}),
)
"""The same, but a table of events may have them too: beside a title."""

_LISTED = 8
"""Columns that a message names: enough to know the table again."""


def record_kind(source: Source, header: Sequence[str], place: Place) -> str:
    """What the rows are: what the workspace says, else what its mapping or the columns suggest.

    Raises :class:`DataError` for a kind of record that does not exist, or when nothing tells.
    """
    if source.record in KINDS:
        return source.record
    entry = Place("maillage.toml", f"source “{source.path}”")
    if source.record:
        raise DataError(f"“{source.record}” is not a kind of record", entry, did_you_mean(source.record, KINDS))
    if not source.map and has_two_sides(header):
        return "partnership"
    present = {fold(column) for column in (source.map or header)}
    for kind, names in _TELLING.items():
        if present & {fold(name) for name in names.split("|")}:
            return kind
    remedy = (
        f"Add record = … ({', '.join(KINDS)}) and map = … to this source in maillage.toml; "
        "`maillage map FILE --write` proposes and writes them."
    )
    raise DataError(f"nothing tells what the rows are; {_listed(header)}", place, remedy)


def has_two_sides(header: Sequence[str]) -> bool:
    """Whether the columns are those of a table of partnerships, which names both sides of each.

    >>> has_two_sides(["Partenaire A", "Partenaire B"]), has_two_sides(["Titre", "Partenaire A", "Partenaire B"])
    (True, False)
    """
    called = {fold(column) for column in header}
    words = [set(name.split()) for name in called]
    is_titled = any(set(title.split()) <= each for title in _names("event", "title") for each in words)
    sides = (_SIDES,) if is_titled else (_SIDES, _NUMBERED)
    return any(all(side & called for side in each) for each in sides)


def columns_of(kind: str, source: Source, header: Sequence[str], place: Place) -> dict[str, int]:
    """For each field that the table gives, the index of its column.

    Raises :class:`DataError` for a mapped column that is not there, a field that records of this kind do not have, and
    a table without any column for what makes such a record.
    """
    if source.map:
        fields = {_field(kind, name, source): _index(column, header, place) for name, column in source.map.items()}
    else:
        folded = [fold(column) for column in header]
        found = {field: [folded.index(name) for name in _names(kind, field) if name in folded] for field in KINDS[kind]}
        fields = {field: indices[0] for field, indices in found.items() if indices}
    needed = REQUIRED[kind]
    lacking = [field for field in needed if field not in fields]
    if len(lacking) == len(needed) or (lacking and kind == "partnership"):
        remedy = f'Say which in maillage.toml: in its map, {lacking[0]} = "…".'
        raise DataError(
            f"no column holds the {' or the '.join(lacking)} of the {kind}; {_listed(header)}", place, remedy
        )
    return fields


def _field(kind: str, name: str, source: Source) -> str:
    if name in KINDS[kind]:
        return name
    for field in KINDS[kind]:
        if fold(name) in _names(kind, field):
            return field
    remedy = did_you_mean(name, KINDS[kind], f"Its fields are: {', '.join(KINDS[kind])}.")
    raise DataError(f"“{name}” is not a field of the {kind}", Place("maillage.toml", f"source “{source.path}”"), remedy)


def _index(column: str, header: Sequence[str], place: Place) -> int:
    for known in (list(header), [fold(name) for name in header]):
        wanted = column if known == list(header) else fold(column)
        if known.count(wanted) == 1:
            return known.index(wanted)
        if known.count(wanted) > 1:
            raise DataError(f"{known.count(wanted)} columns are named “{column}”", place, "Give each its own name.")
    near = difflib.get_close_matches(column, header, n=1, cutoff=0.5)
    remedy = f"Did you mean “{near[0]}”?" if near else "Mend the map of this source in maillage.toml."
    raise DataError(f"no column is named “{column}”; {_listed(header)}", place, remedy)


def _listed(header: Sequence[str]) -> str:
    names, more = quoted(header, _LISTED)
    return f"the columns are {names}{more}"


def quoted(columns: Sequence[str], most: int) -> tuple[str, str]:
    """The names of the first columns as a message quotes them, and how many more there are.

    >>> quoted(["a", "b", "c"], 2)
    ('“a”, “b”', ' and 1 more')
    """
    names = ", ".join(f"“{name[:40]}”" for name in columns[:most])
    return names, f" and {len(columns) - most} more" if len(columns) > most else ""


def is_usual_name(column: str) -> bool:
    """Whether a column of that name holds a field of some kind of record.

    >>> is_usual_name("Date de début"), is_usual_name("Saison 2024")
    (True, False)
    """
    return fold(column) in _usual_names()


@cache
def _usual_names() -> frozenset[str]:
    return frozenset(name for kind, fields in KINDS.items() for field in fields for name in _names(kind, field))


def _names(kind: str, field: str) -> list[str]:
    return [folded for name in (field, *KINDS[kind][field].split("|")) if (folded := fold(name))]
