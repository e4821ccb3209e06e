"""Crossref in XML (UNIXREF), as its content negotiation gives it: a publication a record. JSON is not for here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from graph.workspace import Source
from ingest.records import EDITOR, Publication, Rejection, Relation
from ingest.sources.bibliography.entry import Entry, organisation
from ingest.sources.keys import Keys
from ingest.sources.xml_elements import local_name, words, xml_elements
from ontology.errors import DataError, Place

__all__ = ["read"]

_KINDS = {
    "journal_article": "journal-article",
    "book_metadata": "book",
    "book_series_metadata": "book",
    "content_item": "book-chapter",
    "conference_paper": "proceedings-article",
    "dissertation": "dissertation",
    "report-paper_metadata": "report",
    "posted_content": "posted-content",
    "dataset": "dataset",
}
"""The elements that describe what has a DOI of its own, with Crossref's word for what it is."""
_ROOTS = ("{*}crossref", "{*}crossref_result")


def read(path: Path, source: Source) -> Iterator[Publication | Rejection]:
    """A publication for each record, its parts where it has some; a rejection for what is none.

    Raises :class:`DataError` when the file cannot be read or holds no record.
    """
    keys, found = Keys(), False
    for root in xml_elements(path, _ROOTS):
        if isinstance(root, Rejection):
            found = True
            yield root
            continue
        for item in _described(root):
            found = True
            entry = Entry(Place(str(path), f"line {item.sourceline}"), source)
            _fill(entry, item, root)
            yield from entry.records(keys)
    if not found:
        raise DataError("no record of Crossref was found", Place(str(path)), "Ask Crossref for it again.")


def _described(root: etree._Element) -> list[etree._Element]:
    """The elements that are publications; of a book and its chapters, the chapters, which have its title too."""
    found = [item for name in _KINDS for item in root.iter(f"{{*}}{name}")]
    parts = [item for item in found if local_name(item) == "content_item"]
    return parts or found


def _fill(entry: Entry, item: etree._Element, root: etree._Element) -> None:
    name = local_name(item)
    around = next(
        (each for each in root.iter("{*}journal_metadata", "{*}proceedings_metadata", "{*}book_metadata")), None
    )
    language = item.get("language") or (around.get("language") if around is not None else "")
    entry.set_language(language or "")
    entry.set_kind(_KINDS[name])
    for titles in item.iterfind("{*}titles"):
        entry.add_title(words(titles.find("{*}title")), subtitle=words(titles.find("{*}subtitle")))
    for abstract in item.iterfind(".//{*}abstract"):
        entry.add_abstract(words(abstract))
    for contributor in item.iterfind("{*}contributors/{*}*"):
        first = len(entry.actors)
        if local_name(contributor) == "person_name":
            _add_person(entry, contributor)
        elif local_name(contributor) == "organization":
            entry.add_organisation(organisation(words(contributor), _role(contributor)))
        if contributor.get("contributor_role") == EDITOR:
            entry.call_editors(first)
    publisher = item.find(".//{*}publisher/{*}publisher_name")
    entry.add_organisation(organisation(words(publisher), Relation.PUBLISHER))
    entry.add_date(
        *(_date(each) for each in (*item.iterfind("{*}publication_date"), *root.iter("{*}publication_date")))
    )
    _fill_container(entry, item, root)
    entry.add_identifier("doi", words(item.find("{*}doi_data/{*}doi")))
    entry.url = words(item.find("{*}doi_data/{*}resource"))


def _fill_container(entry: Entry, item: etree._Element, root: etree._Element) -> None:
    journal = next(root.iter("{*}full_title", "{*}proceedings_title"), None)
    pages = [words(item.find(f"{{*}}pages/{{*}}{name}")) for name in ("first_page", "last_page")]
    volume, issue = (words(next(root.iter(f"{{*}}{name}"), None)) for name in ("volume", "issue"))
    entry.set_container(words(journal), volume, issue, "-".join(page for page in pages if page))


def _add_person(entry: Entry, person: etree._Element) -> None:
    name = f"{words(person.find('{*}given_name'))} {words(person.find('{*}surname'))}".strip()
    known = entry.identified("orcid", words(person.find("{*}ORCID")).replace("http://", "https://"))
    places = [organisation(words(each)) for each in person.iterfind("{*}affiliation")]
    places += [organisation(words(each)) for each in person.iterfind(".//{*}institution_name")]
    entry.add_person(name, _role(person), [known], places)


def _role(contributor: etree._Element) -> Relation:
    return Relation.CREATOR if contributor.get("contributor_role", "author") == "author" else Relation.CONTRIBUTOR


def _date(date: etree._Element) -> str:
    parts = [words(date.find(f"{{*}}{name}")) for name in ("year", "month", "day")]
    return "-".join(part.zfill(2) for part in parts[: parts.index("") if "" in parts else 3])
