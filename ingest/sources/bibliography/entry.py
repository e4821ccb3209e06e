"""An entry of a bibliography on its way to a record, whatever format it was read from.

What cannot be understood of it is left out and kept aside with the reason. Parsing is not for here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.workspace import Source
from ingest.actors.name_lists import Named, doubt, persons_named
from ingest.identifiers import fault, identifier, miscounted, parted
from ingest.identity import titled
from ingest.records import (
    EDITOR,
    ActorReference,
    ActorType,
    Identifier,
    Passage,
    Publication,
    Rejection,
    Relation,
    Text,
    When,
    keywords_passage,
)
from ingest.sources.author_lists import given_first
from ingest.sources.dates import read_period
from ingest.sources.keys import Keys
from ingest.sources.languages import language_tag
from ingest.sources.library_dates import plain_year
from ingest.sources.markup_free import markup_free
from ingest.sources.several_dates import OWN_DATE, first_dated
from ingest.sources.status import status_word
from ontology.errors import Place
from ontology.kinds import kind_of

__all__ = ["Entry", "organisation"]

_LONGEST_NAME = 300
_OF_EDITORS = (Relation.CREATOR, Relation.CONTRIBUTOR)
"""How those who edit stand in an entry."""


def organisation(
    name: str, relation: Relation = Relation.MEMBER_OF, identifiers: Iterable[Identifier | None] = ()
) -> ActorReference:
    """A reference to an organisation of that name, with the identifiers that are ones."""
    words = markup_free(name)
    known = tuple(dict.fromkeys(each for each in identifiers if each))
    return ActorReference(words, relation, ActorType.ORGANISATION, known, quote=words, field=_FIELDS[relation])


_KINDS = {
    **dict.fromkeys(("other", "gen", "document", "notice", "misc", "undefined"), ""),
    **dict.fromkeys(
        ("review", "letter", "editorial", "peer-review", "erratum", "inpr", "ejour", "review-book"), "article"
    ),
    **dict.fromkeys(("reference-entry", "entry", "entry-encyclopedia", "entry-dictionary", "encyc", "dict"), "chapter"),
    **dict.fromkeys(("echap", "component", "book-part", "book-track"), "chapter"),
    **dict.fromkeys(("reference-book", "ebook", "clswk"), "book"),
    **dict.fromkeys(("creport", "otherreport", "govdoc", "stand", "standard", "icomm"), "report"),
    **dict.fromkeys(("manuscript", "manscpt"), "unpublished"),
    "etabthese": "THESE",
    "memlic": "MEM",
    "issue": "journal-issue",
    "mpct": "video",
    "web": "webpage",
}
"""Codes of bibliographies for which no kind has a notation of its own, as one that has; an empty word says no kind."""
_FIELDS = {
    Relation.CREATOR: "author",
    Relation.CONTRIBUTOR: "contributor",
    Relation.PUBLISHER: "publisher",
    Relation.ORGANIZER: "organizer",
    Relation.MEMBER_OF: "affiliation",
}


class Entry:
    """Gathers what one entry says; :meth:`records` gives the publication, and what was kept aside."""

    def __init__(self, place: Place, source: Source) -> None:
        self.place = place
        self.source = source
        self.language = source.language
        self.titles: list[Text] = []
        self.abstracts: list[Text] = []
        self.keywords: list[Text] = []
        self.actors: list[ActorReference] = []
        self.identifiers: list[Identifier] = []
        self.rejections: list[Rejection] = []
        self.issued: When | None = None
        self.lacking = "the entry has neither title nor date", "Give it a title."
        """What is said of it where it has neither, and what to do."""
        self.kind = self.container = self.url = self.licence = self.status = self.key = ""

    def set_language(self, written: str) -> None:
        """The language of the entry, however its format writes it; to be said before any text."""
        self.language = language_tag(written) or self.language

    def set_kind(self, *codes: str) -> None:
        """The kind: the first of these codes or words that names one, else the last word; « other » says none."""
        said = [_KINDS.get(code.lower(), code) for code in codes if code]
        known = (code for code in said if kind_of(code, "publication"))
        self.kind = next(known, next(iter(said[::-1]), ""))

    def set_licence(self, *addresses: str) -> None:
        """The licence: the first of these that is an address."""
        self.licence = next((each for each in addresses if identifier("url", each)), self.licence)

    def add_title(self, written: str, language: str = "", subtitle: str = "") -> None:
        """A title; the first is the title, the others are alternatives."""
        self._add(self.titles, titled(markup_free(written), markup_free(subtitle)), language)

    def add_abstract(self, written: str, language: str = "") -> None:
        """An abstract; one in the entry's own language comes first, of each other language the first is kept."""
        self._add(self.abstracts, markup_free(written), language)

    def add_keyword(self, written: str, language: str = "") -> None:
        """A keyword."""
        self._add(self.keywords, markup_free(written), language)

    def _add(self, texts: list[Text], value: str, language: str) -> None:
        text = Text(value, language_tag(language) or self.language)
        if value and text not in texts:
            texts.append(text)

    def add_person(
        self,
        name: str,
        relation: Relation = Relation.CREATOR,
        identifiers: Iterable[Identifier | None] = (),
        affiliations: Iterable[ActorReference] = (),
        *,
        is_person: bool = False,
    ) -> None:
        """A person, given name first, with the organisations that the entry affiliates them with.

        A name of one word may be an organisation's where the entry does not tell that it ``is_person``.
        """
        words = markup_free(name)[:_LONGEST_NAME]
        if not words:
            return
        known = tuple(dict.fromkeys(each for each in identifiers if each))
        field, type_ = _FIELDS[relation], ActorType.PERSON if is_person or " " in words else None
        self.actors.append(ActorReference(words, relation, type_, known, quote=words, field=field))
        self.actors += [replace(each, member=words) for each in affiliations if each.name]

    def add_persons(
        self,
        names: str,
        relation: Relation = Relation.CREATOR,
        identifiers: Iterable[Identifier | None] = (),
        affiliations: Iterable[ActorReference] = (),
    ) -> None:
        """The persons whom free words name: mostly one, whose are the identifiers and the affiliations then.

        Those who are said to direct or coordinate (« sous la direction de … ») are editors.
        """
        found = persons_named(markup_free(names))
        alone = len(found) == 1
        for one in found:
            self._add_named(one, one.name, relation, identifiers if alone else (), affiliations if alone else ())

    def add_editors(self, names: str, relation: Relation) -> bool:
        """The persons whom free words name, where some are said to direct or coordinate; else nobody, and False."""
        found = persons_named(markup_free(names))
        if not any(one.editing for one in found):
            return False
        for one in found:
            self._add_named(one, given_first(one.name), relation)
        return True

    def _add_named(
        self,
        one: Named,
        name: str,
        relation: Relation,
        identifiers: Iterable[Identifier | None] = (),
        affiliations: Iterable[ActorReference] = (),
    ) -> None:
        if not one.name:
            self.reject(*doubt(one.quote))
            return
        first, edits = len(self.actors), one.editing and relation in _OF_EDITORS
        self.add_person(name, Relation.CONTRIBUTOR if edits else relation, identifiers, affiliations)
        if edits:
            self.call_editors(first)

    def call_editors(self, first: int) -> None:
        """The contributors from that place on are those whom the entry calls editors."""
        self.actors[first:] = [
            replace(each, field=EDITOR) if each.relation is Relation.CONTRIBUTOR else each
            for each in self.actors[first:]
        ]

    def add_organisation(self, reference: ActorReference) -> None:
        """An organisation that the entry names: a publisher, a collective author."""
        if reference.name:
            self.actors.append(reference)

    def add_identifier(self, scheme: str, written: str) -> None:
        """An identifier of the publication, or several ISBNs; one that is not of its scheme is kept aside."""
        for each in parted(scheme, written) if written.strip() else ():
            if known := identifier(scheme, each):
                self.identifiers.append(known)
            else:
                self.reject(fault(scheme, each), "Mend it.")

    def identified(self, scheme: str, written: str) -> Identifier | None:
        """The identifier that the text is, of whatever the entry names; kept aside where its check digit is wrong."""
        if reason := miscounted(scheme, written):
            self.reject(reason, "Mend it.")
        return identifier(scheme, written)

    def add_date(self, *written: str) -> None:
        """The date of publication: the first of these that is one; those before it are kept aside."""
        for each in written:
            self.issued = self.issued or self._dated(each)

    def add_dates(self, *written: str) -> None:
        """The date of publication where the entry writes several of one kind: the earliest, made precise by the others;
        those that differ from it are kept aside."""
        found = [when for when in map(self._dated, written) if when] if not self.issued else []
        best, others = first_dated(found)
        self.issued = self.issued or best
        for other in others:
            if best:
                reason = f"“{other.quote[:60]}” cannot be taken as dc:date: “{best.quote[:60]}” is taken"
                self.reject(reason, OWN_DATE)

    def _dated(self, written: str) -> When | None:
        """The date that a text is; one that is none is kept aside, or tells the status."""
        if not written.strip():
            return None
        try:
            return read_period(plain_year(written), self.language)[0]
        except ValueError as problem:
            remedy = "Write it as 2013, 2013-05 or 2013-05-13, or leave it out."
            if any(character.isdigit() for character in written):
                self.reject(f"“{written[:60]}” cannot be taken as a date: {problem}", remedy)
            else:
                self.status = self.status or status_word(written)
        return None

    def reject(self, reason: str, remedy: str) -> None:
        """Keep something of the entry aside, once."""
        rejection = Rejection(self.place, reason, remedy)
        if rejection not in self.rejections:
            self.rejections.append(rejection)

    def records(self, keys: Keys) -> Iterator[Publication | Rejection]:
        """The publication, where the entry says which it is, and what was kept aside of it."""
        if self.titles or self.issued:
            yield self._publication(keys)
        else:
            yield Rejection(self.place, *self.lacking)
        yield from self.rejections

    def _publication(self, keys: Keys) -> Publication:
        self.language = self.language or next((text.language for text in self.titles if text.language), "")
        self.titles.sort(key=lambda text: text.language != self.language)
        self.abstracts.sort(key=lambda text: text.language != self.language)
        title, abstract = next(iter(self.titles), None), next(iter(self.abstracts), None)
        firsts = {text.language: text for text in reversed(self.abstracts) if text.language}
        others = tuple(text for text in firsts.values() if abstract and abstract.language not in ("", text.language))
        first = next(iter(self.identifiers), None)
        return Publication(
            key=keys.key(self.key or (first.value if first else "") or (title.value if title else "")),
            place=self.place,
            identifiers=tuple(dict.fromkeys(self.identifiers)),
            passages=tuple(self._passages(others)),
            actors=tuple(dict.fromkeys(self.actors)),
            keywords=tuple(self.keywords),
            found_at=tuple(found for found in (self.url or self.source.found_at,) if found),
            language=self.language,
            title=title,
            alternative_titles=tuple(self.titles[1:]),
            abstract=abstract,
            other_abstracts=others,
            kind=self.kind,
            issued=self.issued,
            status=self.status,
            container=markup_free(self.container),
            url=self.url,
            licence=self.licence,
        )

    def _passages(self, others: Iterable[Text]) -> Iterator[Passage]:
        """Where concepts are looked for: the title, the abstract and those in other languages, the keywords."""
        if self.titles:
            yield Passage("title", self.titles[0].value)
        if self.abstracts:
            yield Passage("abstract", self.abstracts[0].value)
        yield from (Passage(f"abstract-{text.language}", text.value) for text in others)
        yield from keywords_passage(keyword.value for keyword in self.keywords)

    def set_container(self, name: str, volume: str = "", issue: str = "", pages: str = "") -> None:
        """Where it was published: « Journal, 12 (3), p. 45-60 »."""
        number = " ".join(part for part in (volume, f"({issue})" if issue else "") if part)
        where = ", ".join(part for part in (number, f"p. {pages}" if pages else "") if part)
        self.container = f"{name}, {where}" if name and where else name
