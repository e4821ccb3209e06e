"""HAL's TEI, the fullest form in which the archive gives its records: a publication for each ``biblFull``.

Authors come with their identifiers and affiliations. Full texts in TEI are not for here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from graph.workspace import Source
from ingest.identifiers import identifier, miscounted
from ingest.records import EDITOR, ActorReference, Publication, Rejection, Relation
from ingest.sources.bibliography.entry import Entry, organisation
from ingest.sources.keys import Keys
from ingest.sources.xml_elements import local_name, words, xml_elements
from ontology.errors import DataError, Place

__all__ = ["SCIENTIFIC_EDITOR", "add_authors", "read"]

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
SCIENTIFIC_EDITOR = "edt"
"""HAL's code for who edits a work."""
_CREATORS = frozenset({"", "aut", "crp", "co_first_author", "co_last_author"})
_SCHEMES = ("orcid", "idref", "isni", "rnsr", "ror", "idhal")
_DATES = ("datePub", "dateDefended", "dateEpub", "whenPublished", "whenProduced")

_Organisations = dict[str, ActorReference]
"""The structures of a file by identifier (« struct-5928 »)."""


def read(path: Path, source: Source) -> Iterator[Publication | Rejection]:
    """A publication for each ``biblFull``; a rejection, with its line, where the XML breaks.

    The file is read twice: the structures stand behind the publications that name them. Raises :class:`DataError` when
    it cannot be read or holds no publication.
    """
    known: _Organisations = {}
    for item in xml_elements(path, ("{*}org",)):
        if not isinstance(item, Rejection):
            known.update(_organisation_in(item))
            place = Place(str(path), f"line {item.sourceline}")
            yield from (Rejection(place, reason, "Mend it.") for reason in _miscounted(item))
    keys, found = Keys(), False
    for item in xml_elements(path, ("{*}biblFull",)):
        found = True
        if isinstance(item, Rejection):
            yield item
            continue
        entry = Entry(Place(str(path), f"line {item.sourceline}"), source)
        _fill(entry, item, known)
        yield from entry.records(keys)
    if not found:
        raise DataError("no publication was found", Place(str(path)), "HAL's TEI has a biblFull for each.")


def _organisation_in(org: etree._Element) -> Iterator[tuple[str, ActorReference]]:
    """The structure that an ``org`` element describes, with its identifiers."""
    if key := org.get(_ID):
        name = next((words(each) for each in org.findall("{*}orgName") if not each.get("type")), "")
        known = [*(identifier(*each) for each in _numbers(org)), identifier("halstructure", key)]
        if name := name or words(org.find("{*}orgName")):
            yield key, organisation(name, identifiers=known)


def add_authors(entry: Entry, document: etree._Element) -> bool:
    """Say to the entry who wrote the first publication of a TEI document; whether it names anybody."""
    structures = list(document.iterfind(".//{*}org"))
    known = dict(found for org in structures for found in _organisation_in(org))
    for reason in (reason for org in structures for reason in _miscounted(org)):
        entry.reject(reason, "Mend it.")
    full = document.find(".//{*}biblFull")
    if full is not None:
        _fill_authors(entry, full, known)
    return bool(entry.actors)


def _fill_authors(entry: Entry, full: etree._Element, known: _Organisations) -> None:
    for author in (*full.iterfind("{*}titleStmt/{*}author"), *full.iterfind("{*}titleStmt/{*}editor")):
        role = author.get("role") or ""
        if role == "depositor":
            continue
        first = len(entry.actors)
        role = role or (SCIENTIFIC_EDITOR if local_name(author) == EDITOR else "")
        _add_author(entry, author, Relation.CREATOR if role in _CREATORS else Relation.CONTRIBUTOR, known)
        if role == SCIENTIFIC_EDITOR:
            entry.call_editors(first)


def _fill(entry: Entry, full: etree._Element, known: _Organisations) -> None:
    """Say to the entry what a ``biblFull`` element says."""
    language = full.find(".//{*}langUsage/{*}language")
    entry.set_language(language.get("ident", "") if language is not None else "")
    kinds = [each for each in full.iterfind(".//{*}classCode") if each.get("scheme") == "halTypology"]
    entry.set_kind(*(each.get("n", "") for each in kinds))
    for title in _titles(full):
        subtitles = (each for each in _titles(full, "sub") if each.get(_LANGUAGE) == title.get(_LANGUAGE))
        entry.add_title(words(title), title.get(_LANGUAGE, ""), words(next(subtitles, None)))
    for abstract in full.iterfind(".//{*}profileDesc/{*}abstract"):
        entry.add_abstract(words(abstract), abstract.get(_LANGUAGE, ""))
    for term in full.iterfind(".//{*}keywords/{*}term"):
        entry.add_keyword(words(term), term.get(_LANGUAGE, ""))
    _fill_authors(entry, full, known)
    _fill_publishing(entry, full)


def _titles(full: etree._Element, type_: str | None = None) -> list[etree._Element]:
    """The titles; the document's own where the statement has none."""
    stated = full.findall("{*}titleStmt/{*}title") or full.findall(".//{*}analytic/{*}title")
    return [title for title in stated if title.get("type") == type_]


def _fill_publishing(entry: Entry, full: etree._Element) -> None:
    """What tells where, when and by whom it was published, and how it is called there."""
    for idno in full.iterfind(".//{*}idno"):
        type_ = (idno.get("type") or "").lower()
        if type_ in ("halid", "doi", "arxiv", "isbn") and not idno.xpath("ancestor::*[local-name()='author']"):
            entry.add_identifier("hal" if type_ == "halid" else type_, words(idno))
        elif type_ == "haluri" and not entry.url:
            entry.url = words(idno)
    monograph = full.find(".//{*}monogr")
    if monograph is not None:
        titles = {title.get("level") or "": words(title) for title in monograph.findall("{*}title")}
        meeting = words(monograph.find("{*}meeting/{*}title"))
        name = next((titles[level] for level in ("j", "m", "s") if level in titles), meeting)
        scopes = {scope.get("unit") or "": words(scope) for scope in monograph.iterfind(".//{*}biblScope")}
        entry.set_container(name, *(scopes.get(unit, "") for unit in ("volume", "issue", "pp")))
        for publisher in monograph.iterfind(".//{*}imprint/{*}publisher"):
            entry.add_organisation(organisation(words(publisher), Relation.PUBLISHER))
    dates = {date.get("type") or "": words(date) or date.get("when", "") for date in full.iterfind(".//{*}date")}
    entry.add_date(*(dates.get(type_, "")[:10] for type_ in _DATES))
    entry.set_licence(*(each.get("target", "") for each in full.iterfind(".//{*}availability/{*}licence")))


def _add_author(entry: Entry, author: etree._Element, relation: Relation, known: _Organisations) -> None:
    affiliations = [
        known[key]
        for each in author.iterfind("{*}affiliation")
        for key in (each.get("ref") or "").replace("#", " ").split()
        if key in known
    ]
    name = author.find("{*}persName")
    if name is None:
        entry.add_organisation(organisation(words(author.find("{*}orgName")) or words(author), relation))
        return
    parts = [words(part) for tag in ("{*}forename", "{*}surname") for part in name.findall(tag)]
    written = " ".join(part for part in parts if part) or words(name)
    numbers = (entry.identified(*each) for each in _numbers(author))
    entry.add_person(written, relation, numbers, dict.fromkeys(affiliations))


def _numbers(described: etree._Element) -> Iterator[tuple[str, str]]:
    """The identifiers of an author or a structure, each with its scheme; HAL writes some as addresses."""
    for idno in described.findall("{*}idno"):
        scheme, notation = (idno.get("type") or "").lower(), idno.get("notation")
        if scheme in _SCHEMES and notation != "numeric":
            yield scheme, words(idno)


def _miscounted(described: etree._Element) -> Iterator[str]:
    """What is wrong with those whose check digit is."""
    return (reason for each in _numbers(described) if (reason := miscounted(*each)))
