"""ROR, the open register of research organisations: an organisation a record, from its JSON dump or JSON Lines.

Both schemas (1 and 2) are read, mixed in one file if need be. Asking ROR over the network is not for here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from graph.workspace import Source
from ingest.identifiers import identifier, miscounted
from ingest.records import Actor, ActorReference, ActorType, Coordinates, Identifier, Rejection, Relation
from ingest.sources.coordinates import coordinates
from ingest.sources.json_pieces import excerpt, json_pieces
from ontology.decoding import UNDECODABLE
from ontology.errors import DataError, Place
from ontology.kinds import kind_of

__all__ = ["read"]

_KINDS = {
    "education": "école",
    "facility": "organisme de recherche",
    "company": "entreprise",
    "government": "administration",
    "healthcare": "hôpital",
    "nonprofit": "association",
    "archive": "archives",
}
_RELATIONS = {
    "parent": Relation.PART_OF,
    "predecessor": Relation.REPLACES,
    "successor": Relation.REPLACED_BY,
}
_BROAD = frozenset({_KINDS["education"], _KINDS["facility"]})
_REMEDY = "Take the record from a ROR data dump again, or take it out of the file."


class _Link(msgspec.Struct):
    value: str = ""
    type: str = ""


class _Related(msgspec.Struct):
    type: str
    label: str
    id: str


class _Name(msgspec.Struct):
    value: str
    types: list[str] = []
    lang: str | None = None


class _Known(msgspec.Struct):
    all: list[str] | str = []
    preferred: str | None = None
    type: str = ""


class _Details(msgspec.Struct):
    name: str = ""
    lat: float | None = None
    lng: float | None = None


class _Location(msgspec.Struct):
    geonames_details: _Details = msgspec.field(default_factory=_Details)


class _Second(msgspec.Struct):
    """A record of schema 2, as far as it is used."""

    id: str
    names: list[_Name]
    status: str = "active"
    types: list[str] = []
    links: list[_Link] = []
    locations: list[_Location] = []
    external_ids: list[_Known] = []
    relationships: list[_Related] = []


class _Label(msgspec.Struct):
    label: str
    iso639: str | None = None


class _Address(msgspec.Struct):
    city: str | None = None
    lat: float | None = None
    lng: float | None = None


class _First(msgspec.Struct):
    """A record of schema 1, as far as it is used."""

    id: str
    name: str
    status: str = "active"
    types: list[str] = []
    links: list[str] = []
    aliases: list[str] = []
    acronyms: list[str] = []
    labels: list[_Label] = []
    addresses: list[_Address] = []
    external_ids: dict[str, _Known] = {}
    relationships: list[_Related] = []


class _Schema(msgspec.Struct):
    names: msgspec.Raw = msgspec.Raw()


_SCHEMA = msgspec.json.Decoder(_Schema)
_SECOND = msgspec.json.Decoder(_Second)
_FIRST = msgspec.json.Decoder(_First)


def read(path: Path, source: Source) -> Iterator[Actor | Rejection]:
    """An organisation for each record, and a rejection, with its line or number, for each that is none of ROR's.

    Withdrawn records, which ROR keeps only so that their identifiers are not given again, are passed over; a record
    named twice counts once. Raises :class:`DataError` when the file cannot be read or holds no record.
    """
    language = source.language or "fr"
    seen: set[str] = set()
    found = False
    for locator, content in json_pieces(path):
        found = True
        place = Place(str(path), locator)
        try:
            record = _record(content)
        except UNDECODABLE as error:
            yield Rejection(place, f"this is no ROR record ({error})", _REMEDY, excerpt=excerpt(content))
            continue
        known = identifier("ror", record.id)
        if not known or not any(name.value.strip() for name in record.names):
            yield Rejection(place, f"the record “{record.id[:60]}” lacks a ROR identifier or a name", _REMEDY)
        elif record.status != "withdrawn" and known.value not in seen:
            seen.add(known.value)
            yield _actor(record, known, language, place)
            wrong = (miscounted(*each) for each in _numbers(record.external_ids))
            yield from (Rejection(place, reason, "Mend it.") for reason in wrong if reason)
    if not found:
        raise DataError("the file holds no record", Place(str(path)), "Fill it, or take it out of maillage.toml.")


def _record(content: bytes) -> _Second:
    """The record in the form of schema 2."""
    if bytes(_SCHEMA.decode(content).names):
        return _SECOND.decode(content)
    first = _FIRST.decode(content)
    names = [_Name(first.name, ["ror_display", "label"])]
    names += [_Name(label.label, ["label"], label.iso639) for label in first.labels]
    names += [_Name(alias, ["alias"]) for alias in first.aliases]
    names += [_Name(acronym, ["acronym"]) for acronym in first.acronyms]
    for scheme, known in first.external_ids.items():
        known.type = scheme.lower()
    return _Second(
        first.id,
        names,
        first.status,
        [kind.lower() for kind in first.types],
        [_Link(link, "website") for link in first.links],
        [_Location(_Details(each.city or "", each.lat, each.lng)) for each in first.addresses],
        list(first.external_ids.values()),
        [_Related(each.type.lower(), each.label, each.id) for each in first.relationships],
    )


def _actor(record: _Second, known: Identifier, language: str, place: Place) -> Actor:
    acronyms = [name.value for name in record.names if "acronym" in name.types]
    names = [name for name in record.names if name.value not in acronyms and name.value.strip()]
    names.sort(key=lambda name: _preference(name, language))
    spellings = list(dict.fromkeys([name.value for name in names] + acronyms))
    website = next((link.value for link in record.links if link.type == "website"), "")
    return Actor(
        key=known.value,
        place=place,
        type=ActorType.ORGANISATION,
        name=spellings[0],
        variants=tuple(name for name in spellings[1:] if name not in acronyms[:1]),
        acronym=acronyms[0] if acronyms and acronyms[0] != spellings[0] else "",
        kind=_kind(spellings[0], record.types),
        homepage=website,
        location=next((each.geonames_details.name for each in record.locations if each.geonames_details.name), ""),
        coordinates=_coordinates(record.locations),
        identifiers=(known, *(found for each in _numbers(record.external_ids) if (found := identifier(*each)))),
        actors=tuple(_relatives(record.relationships)),
    )


def _coordinates(locations: list[_Location]) -> Coordinates | None:
    """The point of the first place that has one: ROR gives that of the town."""
    places = (each.geonames_details for each in locations)
    return next((point for each in places if (point := coordinates(each.lat, each.lng))), None)


def _preference(name: _Name, language: str) -> tuple[bool, bool, bool]:
    """Labels before aliases; among labels, the wanted language, then the one that ROR shows."""
    return "label" not in name.types, name.lang != language, "ror_display" not in name.types


def _kind(name: str, types: list[str]) -> str:
    """What ROR says, made more precise by the name's first word (« Université », « Laboratoire »)."""
    said = next((_KINDS[each] for each in types if each in _KINDS), "")
    first = name.split(maxsplit=1)[0]
    return first if said in _BROAD and kind_of(first, "organisation") else said


def _numbers(known: list[_Known]) -> Iterator[tuple[str, str]]:
    """What other registers call the organisation, each with its scheme."""
    for each in known:
        every = each.all if isinstance(each.all, list) else [each.all]
        value = (each.preferred or next(iter(every), "")).strip()
        if each.type in ("wikidata", "isni", "grid") and value:
            yield each.type, value.replace(" ", "") if each.type == "isni" else value


def _relatives(related: list[_Related]) -> Iterator[ActorReference]:
    for each in related:
        known, relation = identifier("ror", each.id), _RELATIONS.get(each.type)
        if relation and known:
            yield ActorReference(each.label, relation, ActorType.ORGANISATION, (known,), field="relationships")
