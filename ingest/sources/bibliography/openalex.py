"""OpenAlex: a publication a work, from its answers or its dump in JSON Lines. Asking OpenAlex is not for here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.workspace import Source
from ingest.identifiers import identifier
from ingest.records import ActorReference, Publication, Rejection, Relation
from ingest.sources.bibliography.entry import Entry, organisation
from ingest.sources.bibliography.items import read_items
from ingest.sources.bibliography.values import Item, objects, text, texts

__all__ = ["read"]

_SIGNS = frozenset({"authorships", "publication_year", "display_name", "title"})
_LICENCES = {
    "cc0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "public-domain": "https://creativecommons.org/publicdomain/mark/1.0/",
    **{
        f"cc-{rights}": f"https://creativecommons.org/licenses/{rights}/4.0/"
        for rights in ("by", "by-sa", "by-nc", "by-nd", "by-nc-sa", "by-nc-nd")
    },
}
_LONGEST = 20_000
"""Words of an abstract that are put in order; no abstract has more."""


def read(path: Path, source: Source) -> Iterator[Publication | Rejection]:
    """A publication for each work; a rejection, with its number or line, for each that is none.

    Raises :class:`DataError` when the file cannot be read or holds no work.
    """
    yield from read_items(path, source, _fill, _SIGNS)


def _fill(entry: Entry, item: Item) -> None:
    entry.set_language(text(item.get("language")))
    entry.set_kind(text(item.get("type_crossref")), text(item.get("type")))
    entry.add_title(text(item.get("title")) or text(item.get("display_name")))
    for index in objects(item.get("abstract_inverted_index")):
        entry.add_abstract(_abstract(index))
    for keyword in objects(item.get("keywords")):
        entry.add_keyword(text(keyword.get("display_name")) or text(keyword.get("keyword")), "en")
    entry.add_date(text(item.get("publication_date")), text(item.get("publication_year")))
    _fill_identifiers(entry, item)
    for authorship in objects(item.get("authorships")):
        _add_author(entry, authorship)
    for location in objects(item.get("primary_location")):
        _fill_location(entry, location, objects(item.get("biblio")))
    if item.get("is_retracted") is True:
        entry.status = "retracted"


def _fill_identifiers(entry: Entry, item: Item) -> None:
    openalex = identifier("openalex", text(item.get("id")))
    entry.key = openalex.value if openalex else text(item.get("id"))
    entry.add_identifier("doi", text(item.get("doi")))
    for location in objects(item.get("locations")):
        if hal := identifier("hal", text(location.get("landing_page_url"))):
            entry.identifiers.append(hal)
    if openalex:
        entry.identifiers.append(openalex)


def _fill_location(entry: Entry, location: Item, biblio: list[Item]) -> None:
    """The journal or archive in which it is, its publisher and the licence there."""
    venue = next(iter(objects(location.get("source"))), {})
    numbers = biblio[0] if biblio else {}
    pages = dict.fromkeys(page for name in ("first_page", "last_page") if (page := text(numbers.get(name))))
    entry.set_container(
        text(venue.get("display_name")), text(numbers.get("volume")), text(numbers.get("issue")), "-".join(pages)
    )
    known = identifier("openalex", text(venue.get("host_organization")))
    entry.add_organisation(organisation(text(venue.get("host_organization_name")), Relation.PUBLISHER, (known,)))
    entry.url = text(location.get("landing_page_url"))
    licence = text(location.get("license"))
    entry.set_licence(_LICENCES.get(licence.lower(), ""), licence)


def _add_author(entry: Entry, authorship: Item) -> None:
    author = next(iter(objects(authorship.get("author"))), {})
    name = text(author.get("display_name")) or text(authorship.get("raw_author_name"))
    known = entry.identified("orcid", text(author.get("orcid"))), identifier("openalex", text(author.get("id")))
    entry.add_person(name, Relation.CREATOR, known, list(_affiliations(authorship)))


def _affiliations(authorship: Item) -> Iterator[ActorReference]:
    """The institutions that OpenAlex recognised, else the affiliation as it was written."""
    found = objects(authorship.get("institutions"))
    for each in found:
        known = identifier("ror", text(each.get("ror"))), identifier("openalex", text(each.get("id")))
        yield organisation(text(each.get("display_name")), identifiers=known)
    for written in texts(authorship.get("raw_affiliation_strings")) if not found else ():
        yield organisation(written)


def _abstract(index: Item) -> str:
    """The abstract put back in order from its words, each with the places where it stands.

    >>> _abstract({"de": [1], "Étude": [0], "la": [2, 4], "vie,": [3], "mort": [5], "x": ["y"]})
    'Étude de la vie, la mort'
    """
    placed = [
        (place, word)
        for word, places in index.items()
        for place in (places if isinstance(places, list) else ())
        if isinstance(place, int)
    ]
    return " ".join(word for _, word in sorted(placed)[:_LONGEST])
