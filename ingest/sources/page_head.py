"""What the head of a web page says in ``meta`` elements: of an article its date and author, and, as search engines of
scholars read it (Highwire's ``citation_*``, Dublin Core), the publication that the page presents.

schema.org data is for :mod:`ingest.sources.json_ld`. Whoever made the site is no author of its pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from ingest.actors.collective import says_organisation
from ingest.identifiers import identifier
from ingest.records import ActorReference, Publication, Rejection, Relation
from ingest.sources.accounts import is_login
from ingest.sources.bibliography.entry import Entry, organisation
from ingest.sources.described import Description
from ingest.sources.keys import Keys
from ontology.folding import fold
from ontology.kinds import kind_of

__all__ = ["PageHead", "complete", "head_publication", "page_head"]

_END = re.compile(r"</head|<body", re.IGNORECASE)
_LONGEST = 200_000
"""Characters of a head that are looked at."""
_PUBLISHED = ("article:published_time", "dcterms.issued", "dc.date.issued")
_MODIFIED = ("article:modified_time", "dcterms.modified", "dc.date.modified")
_DECIDING = ("doi", "hal", "handle", "isbn")
_KINDS = {
    "citation_journal_title": "article",
    "citation_conference_title": "inproceedings",
    "citation_inbook_title": "chapter",
    "citation_dissertation_institution": "thesis",
    "citation_technical_report_institution": "report",
    "citation_isbn": "book",
}
"""What shows which kind of publication it is, the surest first; the first three name what it is in."""
_CONTAINERS = tuple(_KINDS)[:3]
_CREATORS = ("dc.creator", "dcterms.creator", "dc.creator.personalname")
_TYPES = ("dc.type", "dcterms.type")
_CITED = ("citation_author", "citation_authors", "citation_doi", "citation_publication_date", *_CONTAINERS)
"""What the page of a publication says beside its title."""
_DATES = ("citation_publication_date", "citation_date", "citation_year",
          "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date")  # fmt: skip
_OF_AUTHORS = {"citation_author_institution": "institution", "citation_author_orcid": "orcid"}


class PageHead:
    """The names of a head's ``meta`` elements, in small letters, each with its content, in their order."""

    def __init__(self, said: list[tuple[str, str]]) -> None:
        self.said = said

    def all(self, *names: str) -> list[str]:
        """What the elements of the first of these names say that has some."""
        return next((found for each in names if (found := [said for name, said in self.said if name == each])), [])

    def first(self, *names: str) -> str:
        """The first of them, or an empty string."""
        return next(iter(self.all(*names)), "")


def page_head(markup: str) -> PageHead:
    """The head of a page; nothing where it has none.

    >>> page_head('<html><head><meta name="DC.Title" content="Les lieux"></head>').first("dc.title")
    'Les lieux'
    """
    end = _END.search(markup, 0, _LONGEST)
    beginning = markup[: end.start() if end else _LONGEST]
    if "<meta" not in beginning.lower():
        return PageHead([])
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        document = html.document_fromstring(beginning.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return PageHead([])
    found = []
    for meta in document.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        if content := " ".join((meta.get("content") or "").split()):
            found.append((name.removeprefix("og:") if name.startswith("og:article:") else name, content))
    return PageHead(found)


def complete(description: Description, head: PageHead) -> None:
    """Add to what is known of a page what its head says: its dates, and the author where it is an article.

    An office, a login or an organisation, as whoever made the site is called there, is no author.
    """
    description.issued = description.issued or head.first(*_PUBLISHED)
    description.modified = description.modified or head.first(*_MODIFIED)
    is_article = head.first("og:type") == "article" or head.first("article:published_time")
    if is_article and not any(description.authors):
        site = fold(head.first("og:site_name"))
        names = head.all("author", "article:author")
        description.authors = tuple(name for name in names if _is_person(name) and fold(name) != site)


def _is_person(name: str) -> bool:
    return not (is_login(name) or "://" in name or says_organisation(name))


def head_publication(head: PageHead, entry: Entry, language: str, url: str) -> Iterator[Publication | Rejection]:
    """The publication that a page presents, as an ``entry``, where its head says of which one it is the page.

    ``language`` and ``url`` are those of the page. Dublin Core alone, which many sites write for each of their pages,
    has to say by which identifier the publication is known.
    """
    entry.language = language
    entry.set_language(head.first("citation_language", "dc.language", "dcterms.language"))
    entry.add_title(head.first("citation_title") or head.first("dc.title", "dcterms.title"))
    told = head.all("dc.identifier", "dcterms.identifier")
    entry.identifiers += [one for each in told for scheme in _DECIDING if (one := identifier(scheme, each))]
    is_cited = head.first("citation_title") and head.first(*_CITED)
    is_known = entry.identifiers and head.first(*_CREATORS)
    if not entry.titles or not (is_cited or is_known):
        return
    for scheme in ("doi", "isbn"):
        entry.add_identifier(scheme, head.first(f"citation_{scheme}"))
    kinds = [kind for name, kind in _KINDS.items() if head.first(name)]
    entry.set_kind(*(kinds or (each for each in head.all(*_TYPES) if kind_of(each, "publication"))))
    _add_people(entry, head)
    entry.add_date(*(head.first(name) for name in _DATES))
    entry.add_abstract(head.first("citation_abstract", "dcterms.abstract", "dc.description"))
    for words in head.all("citation_keywords", "dc.subject", "dcterms.subject"):
        for word in re.split(r"[;,]", words):
            entry.add_keyword(word)
    pages = "-".join(filter(None, (head.first("citation_firstpage"), head.first("citation_lastpage"))))
    entry.set_container(head.first(*_CONTAINERS), head.first("citation_volume"), head.first("citation_issue"), pages)
    entry.set_licence(head.first("dcterms.license", "dc.rights", "dcterms.rights"))
    entry.url = next((each for each in (head.first("citation_abstract_html_url"), url) if identifier("url", each)), "")
    entry.key = f"head-{entry.titles[0].value}"
    yield from entry.records(Keys())


def _add_people(entry: Entry, head: PageHead) -> None:
    """The authors in their order, each with the institutions and the ORCID that follow it; editors and publisher."""
    authors: list[tuple[str, dict[str, list[str]]]] = []
    for name, said in head.said:
        if name == "citation_author":
            authors.append((said, {"institution": [], "orcid": []}))
        elif name in _OF_AUTHORS and authors:
            authors[-1][1][_OF_AUTHORS[name]].append(said)
    if not authors:
        authors = [(said, {}) for said in head.all("citation_authors", *_CREATORS)]
    for said, more in authors:
        affiliations = [organisation(each) for each in more.get("institution", ())]
        _add_author(entry, said, more.get("orcid", []), affiliations)
    first, editors = len(entry.actors), head.all("citation_editor")
    for said in editors or head.all("dc.contributor", "dcterms.contributor"):
        entry.add_persons(_turned(said), Relation.CONTRIBUTOR)
    if editors:
        entry.call_editors(first)
    for said in head.all("citation_publisher", "dc.publisher", "dcterms.publisher"):
        entry.add_organisation(organisation(said, Relation.PUBLISHER))


def _add_author(entry: Entry, said: str, orcids: list[str], affiliations: list[ActorReference]) -> None:
    if says_organisation(said) and " " in said:
        entry.add_organisation(organisation(said, Relation.CREATOR))
    else:
        known = [entry.identified("orcid", each) for each in orcids]
        entry.add_persons(_turned(said), Relation.CREATOR, known, affiliations)


def _turned(name: str) -> str:
    """« Coste, Anne » with the given name first."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and "," not in given and ";" not in name else name
