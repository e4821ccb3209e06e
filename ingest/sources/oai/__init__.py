"""Dublin Core by OAI-PMH 2.0: a publication a record, from what was harvested or from saved answers.

Asking the server is for :mod:`ingest.sources.oai.harvest`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from graph.workspace import Source
from ingest.actors.name_lists import bare_heading, persons_named
from ingest.identifiers import identifier
from ingest.records import ActorReference, Publication, Rejection, Relation
from ingest.sources.bibliography.entry import Entry, organisation
from ingest.sources.isbd import publishers_named
from ingest.sources.keys import Keys
from ingest.sources.oai.elements import OAI, header_of, is_deleted
from ingest.sources.xml_elements import words, xml_elements
from ontology.errors import DataError, Place

__all__ = ["read"]

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_GRANTED = re.compile(r"info:eu-repo/semantics/\w+Access", re.IGNORECASE)
_DEPOSITED = re.compile(r"\d{4}-\d\d-\d\dT")
_OTHER_DATE = re.compile(r"info:eu-repo/date/", re.IGNORECASE)
"""How the end of an embargo is written."""
_TRANSLATED = 3
"""How many times longer an abstract may be than the same in another language."""
_SCHEMES = ("doi", "hal", "handle", "isbn")


def read(path: Path, source: Source) -> Iterator[Publication | Rejection]:
    """A publication for each record that is not deleted; of several states of one record, the last counts.

    One without an identifier is a state of no other.

    The file is read twice. Raises :class:`DataError` when it cannot be read or holds no record.
    """
    last, is_answer = _last(path)
    if not is_answer:
        remedy = "An answer to ListRecords or GetRecord has them."
        raise DataError("no record of OAI-PMH was found", Place(str(path)), remedy)
    keys = Keys()
    for number, item in enumerate(xml_elements(path, (f"{OAI}record",))):
        if isinstance(item, Rejection):
            yield item
        elif last.get(header_of(item)[0], number) == number and not is_deleted(item):
            yield from _records(item, path, source, keys)


def _last(path: Path) -> tuple[dict[str, int], bool]:
    """Where each record stands last, and whether the file is an answer that may have records."""
    last: dict[str, int] = {}
    number, is_answer = 0, False
    for item in xml_elements(path, tuple(f"{OAI}{name}" for name in ("record", "ListRecords", "error"))):
        if isinstance(item, Rejection):
            return last, True
        is_answer = is_answer or item.get("code", "noRecordsMatch") == "noRecordsMatch"
        if item.tag == f"{OAI}record":
            if name := header_of(item)[0]:
                last[name] = number
            number += 1
    return last, is_answer


def _records(record: etree._Element, path: Path, source: Source, keys: Keys) -> Iterator[Publication | Rejection]:
    name, _ = header_of(record)
    place = Place(str(path), f"record {name[:200]}" if name else f"line {record.sourceline}")
    metadata = record.find("{*}metadata/*")
    if metadata is None or not any(metadata.findall(f"{space}*") for space in _SPACES):
        reason = "the record has no Dublin Core"
        yield Rejection(place, reason, "Harvest it with metadataPrefix=oai_dc.", excerpt=words(metadata)[:200])
        return
    entry = Entry(place, source)
    entry.key = name
    _fill(entry, metadata)
    yield from entry.records(keys)


def _fill(entry: Entry, metadata: etree._Element) -> None:
    """Say to the entry what the elements of Dublin Core say."""
    said = {name: _said(metadata, name) for name in _ELEMENTS}
    entry.set_language(words(next(iter(said["language"]), None)))
    for title in said["title"]:
        entry.add_title(words(title), title.get(_LANGUAGE, ""))
    for abstract in _abstracts(said["description"]):
        entry.add_abstract(words(abstract), abstract.get(_LANGUAGE, ""))
    for subject in said["subject"]:
        for word in words(subject).split(" ; "):
            entry.add_keyword(word.strip(), subject.get(_LANGUAGE, ""))
    for name, relation in (("creator", Relation.CREATOR), ("contributor", Relation.CONTRIBUTOR)):
        for person in said[name]:
            _add_person(entry, words(person), relation)
    for publisher in (name for each in said["publisher"] for name in publishers_named(words(each))):
        entry.add_organisation(organisation(publisher, Relation.PUBLISHER))
    entry.set_kind(*(words(each) for each in said["type"]))
    _add_date(entry, said["date"])
    entry.set_container(words(next(iter(said["source"]), None)))
    entry.set_licence(*(words(each) for each in said["rights"] if not _GRANTED.search(words(each))))
    _add_identifiers(entry, [words(each) for each in said["identifier"]])


def _add_date(entry: Entry, said: list[etree._Element]) -> None:
    """The date of issue, else a day, else when it was created; a time is that of a deposit."""
    dates = [(str(each.tag).rpartition("}")[2], words(each)) for each in said]
    days = [(name, date) for name, date in dates if not _DEPOSITED.match(date)]
    entry.add_dates(*(date for name, date in days if name == "issued"))
    entry.add_dates(*(date for name, date in days if name == "date" and not _OTHER_DATE.match(date)))
    entry.add_date(*(date for name, date in (*days, *dates) if name != "date" or _DEPOSITED.match(date)))


def _abstracts(described: list[etree._Element]) -> list[etree._Element]:
    """The longest description, and those as long as its translation may be; « International audience » is none."""
    longest = max((len(words(each)) for each in described), default=0)
    told = [each for each in described if len(words(each)) * _TRANSLATED >= longest]
    return sorted(told, key=lambda each: -len(words(each)))


def _said(metadata: etree._Element, name: str) -> list[etree._Element]:
    """The elements of that name, or of the narrower ones by which qualified Dublin Core says it."""
    names = (name, *_QUALIFIED.get(name, ()))
    return [each for space in _SPACES for known in names for each in metadata.findall(f"{space}{known}")]


_SPACES = ("{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}")
_QUALIFIED = {"description": ("abstract",), "date": ("issued", "created"), "source": ("bibliographicCitation",)}
_ELEMENTS = (
    "title creator subject description publisher contributor date type identifier source language rights".split()
)


def _add_person(entry: Entry, name: str, relation: Relation) -> None:
    """Dublin Core does not say what a creator is; « Petit, Zoé » is a person, what has no comma may be anything."""
    if entry.add_editors(name, relation):
        return
    found = persons_named(name)
    if len(found) > 2 or (name.count(",") != 1 and (len(found) > 1 or not all(one.name for one in found))):
        entry.add_persons(name, relation)
        return
    name = bare_heading(name)
    family, comma, given = name.partition(",")
    if comma and given.strip() and len(given.split()) <= 4:
        entry.add_person(f"{given.strip()} {family.strip()}", relation)
    elif name:
        one = organisation(name, relation)
        entry.actors.append(one if len(name.split()) > 3 else _of_any_type(one.name, relation, one.field))


def _of_any_type(name: str, relation: Relation, field: str) -> ActorReference:
    return ActorReference(name, relation, quote=name, field=field)


def _add_identifiers(entry: Entry, written: list[str]) -> None:
    for each in written:
        if not entry.url and (address := identifier("url", each)):
            entry.url = address.value
        known = (entry.identified(scheme, each.removeprefix("urn:")) for scheme in _SCHEMES)
        entry.identifiers += [found for found in known if found]
