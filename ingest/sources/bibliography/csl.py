"""CSL-JSON, as Zotero and others export it, and Crossref's answers, which are CSL-JSON with most values in lists.

A publication an item. Formatting citations is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from graph.workspace import Source
from ingest.identifiers import identifier
from ingest.records import EDITOR, ActorReference, Identifier, Publication, Rejection, Relation
from ingest.sources.bibliography.entry import Entry, organisation
from ingest.sources.bibliography.items import read_items
from ingest.sources.bibliography.values import Item, objects, text, texts

__all__ = ["read"]

_ROLES = {
    "author": Relation.CREATOR,
    "editor": Relation.CONTRIBUTOR,
    "translator": Relation.CONTRIBUTOR,
    "director": Relation.CONTRIBUTOR,
    "contributor": Relation.CONTRIBUTOR,
}
_DATES = ("issued", "published", "published-print", "published-online")
_SIGNS = frozenset({"title", "issued", "DOI", "container-title", "author"})
_KEYWORDS = re.compile(r"\s*[;,\n]\s*")
_GIVEN = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")


def read(path: Path, source: Source) -> Iterator[Publication | Rejection]:
    """A publication for each item; a rejection, with its number or line, for each that is none.

    Raises :class:`DataError` when the file cannot be read or holds no item.
    """
    yield from read_items(path, source, _fill, _SIGNS)


def _fill(entry: Entry, item: Item) -> None:
    entry.set_language(text(item.get("language")))
    entry.key = text(item.get("id")) or text(item.get("DOI"))
    entry.set_kind(text(item.get("type")))
    titles, subtitles = texts(item.get("title")), texts(item.get("subtitle"))
    for index, title in enumerate(titles):
        entry.add_title(title, subtitle=subtitles[index] if index < len(subtitles) else "")
    for title in texts(item.get("original-title")):
        entry.add_title(title)
    entry.add_abstract(text(item.get("abstract")))
    for words in [*texts(item.get("subject")), *_KEYWORDS.split(text(item.get("keyword")))]:
        entry.add_keyword(words)
    for name, relation in _ROLES.items():
        first = len(entry.actors)
        for contributor in objects(item.get(name)):
            _add_contributor(entry, contributor, relation)
        for names in texts(item.get(name)):
            if not names.isdecimal():
                entry.add_persons(names, relation)
        if name == EDITOR:
            entry.call_editors(first)
    _fill_publishing(entry, item)
    for name in _DATES:
        entry.add_date(*(_date(each) for each in objects(item.get(name))), *texts(item.get(name)))


def _fill_publishing(entry: Entry, item: Item) -> None:
    """What tells where and by whom it was published."""
    publisher = organisation(text(item.get("publisher")), Relation.PUBLISHER)
    entry.add_organisation(publisher)
    entry.set_container(
        text(item.get("container-title")), text(item.get("volume")), text(item.get("issue")), text(item.get("page"))
    )
    for scheme, written in (("doi", item.get("DOI")), ("isbn", item.get("ISBN"))):
        for value in texts(written):
            entry.add_identifier(scheme, value)
    entry.url = text(item.get("URL"))
    if hal := identifier("hal", entry.url):
        entry.identifiers.append(hal)
    licences = objects(item.get("license"))
    entry.set_licence(*(text(each.get("URL")) for each in licences), text(item.get("license")))
    entry.status = text(item.get("status"))


def _add_contributor(entry: Entry, said: Item, relation: Relation) -> None:
    """A person by the parts of the name, or an organisation, which has but one name."""
    if literal := text(said.get("literal")) or text(said.get("name")):
        entry.add_organisation(organisation(literal, relation))
        return
    parts = [text(said.get(part)) for part in _GIVEN]
    orcid = entry.identified("orcid", text(said.get("ORCID")))
    affiliations = [_affiliation(entry, each) for each in objects(said.get("affiliation"))]
    entry.add_person(
        " ".join(part for part in parts if part), relation, (orcid,), affiliations, is_person=_is_person(said)
    )


def _is_person(said: Item) -> bool:
    """Whether a name is surely a person's: it has a family name, which in capitals may be what an organisation calls
    itself."""
    family = text(said.get("family"))
    return bool(family) and not family.isupper()


def _affiliation(entry: Entry, said: Item) -> ActorReference:
    return organisation(text(said.get("name")), identifiers=list(_known(entry, objects(said.get("id")))))


def _known(entry: Entry, written: list[Item]) -> Iterator[Identifier]:
    for each in written:
        scheme = text(each.get("id-type")).lower()
        if scheme in ("ror", "isni", "wikidata") and (known := entry.identified(scheme, text(each.get("id")))):
            yield known


def _date(said: Item) -> str:
    """The first date of « date-parts », as precise as it is, else the words that stand for it; a zero is no month."""
    listed = said.get("date-parts")
    parts = list(
        takewhile(lambda part: part.strip("0"), texts(listed[0]) if isinstance(listed, list) and listed else [])
    )
    if parts:
        return "-".join(part.zfill(2) for part in parts[:3])
    return text(said.get("raw")) or text(said.get("literal"))
