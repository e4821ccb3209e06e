"""HAL's answers in JSON: a publication a document, with as many of its fields as were asked for.

Where the answer carries the record's TEI (``label_xml``), authors and affiliations are taken from it. Asking HAL is not
for here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from lxml import etree

from graph.workspace import Source
from ingest.identifiers import identifier
from ingest.records import ActorReference, Publication, Rejection, Relation
from ingest.sources.bibliography.entry import Entry, organisation
from ingest.sources.bibliography.hal_tei import SCIENTIFIC_EDITOR, add_authors
from ingest.sources.bibliography.items import read_items
from ingest.sources.bibliography.values import Item, text, texts

__all__ = ["read"]

_SIGNS = frozenset({"halId_s", "docid", "uri_s"})
_BY_LANGUAGE = re.compile(r"([a-z]{2})_(title|abstract|keyword)_s")
_CREATORS = frozenset({"aut", "crp", "co_first_author", "co_last_author"})
_DATES = ("publicationDate_s", "producedDate_s", "publicationDate_tdate", "producedDate_tdate", "publicationDateY_i",
          "producedDateY_i")  # fmt: skip
_ASKED = "fl=halId_s,uri_s,docType_s,title_s,abstract_s,keyword_s,language_s,publicationDate_s,doiId_s,label_xml"
_LICENCES = ("licence_s", "license_s")


def read(path: Path, source: Source) -> Iterator[Publication | Rejection]:
    """A publication for each document; a rejection, with its number or line, for each that is none.

    Raises :class:`DataError` when the file cannot be read or holds no document.
    """
    yield from read_items(path, source, _fill, _SIGNS)


def _fill(entry: Entry, item: Item) -> None:
    if item.get("label_s"):
        reason = (
            "the record has its label, and neither title nor date: HAL gives other fields only where they are asked for"
        )
        entry.lacking = reason, f"Ask for the fields too: {_ASKED}."
    entry.set_language(text(item.get("language_s")))
    entry.key = text(item.get("halId_s")) or text(item.get("docid"))
    entry.set_kind(text(item.get("docType_s")))
    _fill_texts(entry, item)
    entry.add_date(*(text(item.get(name))[:10] for name in _DATES))
    if known := identifier("hal", entry.key):
        entry.identifiers.append(known)
    for scheme, name in (("doi", "doiId_s"), ("arxiv", "arxivId_s"), ("isbn", "isbn_s")):
        entry.add_identifier(scheme, text(item.get(name)))
    entry.url = text(item.get("uri_s"))
    entry.set_licence(*(text(item.get(name)) for name in _LICENCES))
    if not _fill_from_tei(entry, text(item.get("label_xml"))):
        _add_authors(entry, item)
    entry.add_organisation(organisation(text(item.get("journalPublisher_s")) or text(item.get("publisher_s")),
                                        Relation.PUBLISHER))  # fmt: skip
    names = (text(item.get(name)) for name in ("journalTitle_s", "bookTitle_s", "conferenceTitle_s"))
    numbers = (text(item.get(name)) for name in ("volume_s", "issue_s", "page_s"))
    entry.set_container(next((name for name in names if name), ""), *numbers)


def _fill_texts(entry: Entry, item: Item) -> None:
    """Titles, abstracts and keywords: by language where they are given so."""
    _fill_titles(entry, item)
    add = {"abstract": entry.add_abstract, "keyword": entry.add_keyword}
    given = set()
    for name, value in item.items():
        matched = _BY_LANGUAGE.fullmatch(name)
        if matched and matched[2] in add:
            language, field = matched.groups()
            given.add(field)
            for written in texts(value):
                add[field](written, language)
    for field, taken in add.items():
        for written in texts(item.get(f"{field}_s")) if field not in given else ():
            taken(written)


def _fill_titles(entry: Entry, item: Item) -> None:
    """Each title with its subtitle: that of its language, else the one that stands in its place.

    A subtitle whose language is not said is that of the title in the language of the document.
    """
    matches = filter(None, map(_BY_LANGUAGE.fullmatch, item))
    languages = [matched[1] for matched in matches if matched[2] == "title"]
    subtitles = texts(item.get("subTitle_s"))
    for language in languages:
        is_own = language == entry.language or len(languages) == 1
        subtitle = text(item.get(f"{language}_subTitle_s")) or (text(subtitles) if is_own else "")
        for written in texts(item.get(f"{language}_title_s")):
            entry.add_title(written, language, subtitle)
    for index, written in enumerate(texts(item.get("title_s")) if not languages else ()):
        entry.add_title(written, subtitle=text(subtitles[index : index + 1]))


def _fill_from_tei(entry: Entry, tei: str) -> bool:
    """Take the authors from the TEI inside; whether it named any."""
    if not tei:
        return False
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        document = etree.fromstring(tei.encode(), parser)
    except etree.XMLSyntaxError as error:
        entry.reject(f"the TEI inside is broken: {error.msg}", "Fetch the record again.")
        return False
    return add_authors(entry, document)


def _add_authors(entry: Entry, item: Item) -> None:
    """The authors in their order, each with the structures that HAL gives for the form of the name."""
    structures = _structures(item)
    forms = texts(item.get("authFullNameFormIDPersonIDIDHal_fs")) or texts(item.get("authFullNamePersonIDIDHal_fs"))
    forms = forms or texts(item.get("authFullName_s"))
    qualities = texts(item.get("authQuality_s"))
    qualities = qualities if len(qualities) == len(forms) else []
    for form, quality in zip_longest(forms, qualities, fillvalue="aut"):
        name, _, rest = form.partition("_FacetSep_")
        person, _, idhal = rest.partition("_FacetSep_")
        relation = Relation.CREATOR if quality in _CREATORS else Relation.CONTRIBUTOR
        first = len(entry.actors)
        entry.add_person(name, relation, (identifier("idhal", idhal),), structures[person])
        if quality == SCIENTIFIC_EDITOR:
            entry.call_editors(first)
    known = {each.name for each in entry.actors}
    first = len(entry.actors)
    for name in texts(item.get("scientificEditor_s")):
        if name not in known:
            entry.add_person(name, Relation.CONTRIBUTOR)
    entry.call_editors(first)


def _structures(item: Item) -> defaultdict[str, list[ActorReference]]:
    """The structures by form and person (« 39236-169647 »), from HAL's joined facets."""
    found: defaultdict[str, list[ActorReference]] = defaultdict(list)
    for written in texts(item.get("authIdHasStructure_fs")):
        author, _, structure = written.partition("_JoinSep_")
        number, _, name = structure.partition("_FacetSep_")
        reference = organisation(name, identifiers=(identifier("halstructure", number),))
        found[author.partition("_FacetSep_")[0]].append(reference)
    return found
