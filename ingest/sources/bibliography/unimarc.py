"""UNIMARC in XML, as Sudoc and libraries give it: a publication a record. MARC 21 and ISO 2709 are not for here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from graph.workspace import Source
from ingest.identifiers import identifier
from ingest.records import Publication, Rejection, Relation
from ingest.sources.bibliography.entry import Entry, organisation
from ingest.sources.keys import Keys
from ingest.sources.xml_elements import words, xml_elements
from ontology.errors import DataError, Place

__all__ = ["read"]

_CREATORS = frozenset(("070", "305", "730", ""))
"""Roles of those who made the work (author, candidate, translator), or none at all; others contributed to it."""
_SCIENTIFIC_EDITOR = "340"
_KEYWORDS = ("600", "601", "604", "605", "606", "607", "610")
_YEAR = re.compile(r"\d{4}")


def read(path: Path, source: Source) -> Iterator[Publication | Rejection]:
    """A publication for each record, and a rejection for each that is none.

    Raises :class:`DataError` when the file cannot be read or holds no record.
    """
    keys, found = Keys(), False
    for item in xml_elements(path, ("{*}record",)):
        found = True
        if isinstance(item, Rejection):
            yield item
            continue
        number = _control(item, "001")
        entry = Entry(Place(str(path), f"record {number[:60]}" if number else f"line {item.sourceline}"), source)
        entry.key = number
        _fill(entry, item)
        yield from entry.records(keys)
    if not found:
        raise DataError("no record was found", Place(str(path)), "Fetch it from Sudoc again, as UNIMARC in XML.")


def _fill(entry: Entry, record: etree._Element) -> None:
    entry.set_language(next(_values(record, "101", "a"), ""))
    entry.set_kind(*(["these"] if _these(record) else []))
    for field in _fields(record, "200"):
        entry.add_title(_sub(field, "a"), subtitle=_sub(field, "e"))
    for field in (*_fields(record, "541"), *_fields(record, "510")):
        entry.add_title(_sub(field, "a"), _sub(field, "z"), _sub(field, "e"))
    for abstract in _values(record, "330", "a"):
        entry.add_abstract(abstract)
    for tag in _KEYWORDS:
        for keyword in _values(record, tag, "a"):
            entry.add_keyword(keyword)
    years = (year[0] for tag in ("214", "210") for said in _values(record, tag, "d") if (year := _YEAR.search(said)))
    entry.add_date(next(years, ""))
    _fill_actors(entry, record)
    entry.set_container(next(_values(record, "461", "t"), "") or next(_values(record, "463", "t"), ""))
    _fill_identifiers(entry, record)


def _fill_actors(entry: Entry, record: etree._Element) -> None:
    for tag in ("700", "701", "702"):
        for field in _fields(record, tag):
            role = Relation.CREATOR if _sub(field, "4") in _CREATORS else Relation.CONTRIBUTOR
            name = f"{_sub(field, 'b')} {_sub(field, 'a')}".strip()
            first = len(entry.actors)
            entry.add_person(name, role, [identifier("idref", _sub(field, "3"))])
            if _sub(field, "4") == _SCIENTIFIC_EDITOR:
                entry.call_editors(first)
    for tag in ("710", "711", "712"):
        for field in _fields(record, tag):
            known = identifier("idref", _sub(field, "3"))
            entry.add_organisation(organisation(_sub(field, "a"), Relation.CONTRIBUTOR, [known]))
    for publisher in (*_values(record, "214", "c"), *_values(record, "210", "c")):
        entry.add_organisation(organisation(publisher, Relation.PUBLISHER))


def _fill_identifiers(entry: Entry, record: etree._Element) -> None:
    for isbn in _values(record, "010", "a"):
        entry.add_identifier("isbn", isbn)
    addresses = [*_values(record, "033", "a"), *_values(record, "856", "u")]
    entry.url = next((each for each in addresses if identifier("url", each)), _control(record, "003"))
    for written in (*_values(record, "017", "a"), *addresses):
        entry.identifiers += [known for scheme in ("doi", "hal") if (known := identifier(scheme, written))]


def _these(record: etree._Element) -> bool:
    """Whether the note on its origin (328) says a thesis."""
    return any("th" in note.lower() and "se" in note.lower() for note in _values(record, "328", "b", "a"))


def _control(record: etree._Element, tag: str) -> str:
    return words(next((each for each in record.iterfind("{*}controlfield") if each.get("tag") == tag), None))


def _fields(record: etree._Element, tag: str) -> Iterator[etree._Element]:
    yield from (each for each in record.iterfind("{*}datafield") if each.get("tag") == tag)


def _values(record: etree._Element, tag: str, *codes: str) -> Iterator[str]:
    for field in _fields(record, tag):
        for code in codes:
            if value := _sub(field, code):
                yield value


def _sub(field: etree._Element, code: str) -> str:
    found = next((each for each in field.iterfind("{*}subfield") if each.get("code") == code), None)
    return words(found).replace("\x98", "").replace("\x9c", "")
