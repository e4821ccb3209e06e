"""Bibliographies in BibTeX and BibLaTeX: a publication an entry. The other way round is not for here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from graph.workspace import Source
from ingest.actors.name_lists import doubt
from ingest.identifiers import fault, identifier, of_field, parted
from ingest.identity import titled
from ingest.prose.date_forms import month_number
from ingest.records import Identifier, Passage, Publication, Rejection, Text, When, keywords_passage
from ingest.sources.bibtex_entries import BibtexEntry, completed, entries_of, referred_to
from ingest.sources.bibtex_names import actors_of
from ingest.sources.dates import read_period
from ingest.sources.keys import Keys
from ingest.sources.languages import language_tag
from ingest.sources.latex import plain_text
from ingest.sources.library_dates import plain_year
from ingest.sources.markup_free import markup_free
from ingest.sources.status import status_word
from ontology.errors import DataError, Place
from ontology.kinds import kind_of

__all__ = ["read"]

_ADDRESS = re.compile(r"https?://[^\s{}\\]+")
_SEASON = re.compile(r"(\d{4})-2[1-4]")
"""A year and its season (EDTF, level 1); as two years, it begins in the same."""
_ROMAN = re.compile(r"[MDCLXVI]{4,}")
_TRANSLATED = re.compile(r"title[_-]([a-z]{2})")


def read(path: Path, source: Source) -> Iterator[Publication | Rejection]:
    """A publication for each entry, and a rejection, with its line, for each that is not well-formed.

    The file is read some entries at a time. Raises :class:`DataError` when it cannot be read or holds no entry.
    """
    keys, found, others = Keys(), False, referred_to(path)
    for entry in entries_of(path):
        found = True
        place = Place(str(path), f"line {entry.line}")
        if isinstance(entry, BibtexEntry):
            yield from _Reading(entry, others, place, source).read(keys)
        else:
            reason = f"the entry is not BibTeX: {entry.reason}"
            yield Rejection(place, reason, "Close its braces and quotes; mind its commas.", breaks=True)
    if not found:
        raise DataError("no BibTeX entry was found", Place(str(path), "line 1"), "Entries begin as @article{key, …}.")


class _Reading:
    """One entry on its way to a record."""

    def __init__(self, entry: BibtexEntry, others: Mapping[str, BibtexEntry], place: Place, source: Source) -> None:
        self.entry = entry
        self.place = place
        self.source = source
        self.fields = entry.fields
        self.rejections: list[Rejection] = []
        if key := entry.fields.get("crossref", "").strip():
            if other := others.get(key.lower()):
                self.fields = completed(entry, other)
            else:
                reason = f"the entry “{key[:60]}”, to which it refers, is not in the file"
                self.rejections.append(Rejection(place, reason, "Export both together."))

    def read(self, keys: Keys) -> Iterator[Publication | Rejection]:
        title = self._title()
        issued, status = self._issued()
        if title or issued:
            yield self._publication(keys, title, issued, status)
        else:
            yield Rejection(self.place, f"the entry “{self.entry.key}” has neither title nor date", "Give it a title.")
        yield from self.rejections

    def _publication(self, keys: Keys, title: str, issued: When | None, status: str) -> Publication:
        language = self._language()
        actors, doubtful = actors_of(self.fields)
        self.rejections += [Rejection(self.place, *doubt(words)) for words in doubtful]
        abstract, keywords = markup_free(self.text("abstract")), self._keywords()
        told = (Passage(field, text) for field, text in (("title", title), ("abstract", abstract)) if text)
        return Publication(
            key=keys.key(self.entry.key or title),
            place=self.place,
            identifiers=tuple(dict.fromkeys(self._identifiers())),
            passages=(*told, *keywords_passage(keywords)),
            actors=actors,
            keywords=tuple(Text(keyword, language) for keyword in keywords),
            found_at=self._found_at(),
            language=language,
            title=Text(title, language) if title else None,
            alternative_titles=tuple(self._translated_titles()),
            abstract=Text(abstract, language) if abstract else None,
            kind=self._kind(),
            issued=issued,
            status=status,
            container=self._container(),
            url=next(iter(self._addresses("url")), ""),
        )

    def text(self, *names: str) -> str:
        """The plain text of the first of these fields that the entry has."""
        return next((text for name in names if (text := plain_text(self.fields.get(name, "")))), "")

    def _title(self) -> str:
        return titled(self.text("title"), self.text("subtitle"))

    def _translated_titles(self) -> Iterator[Text]:
        for name in self.fields:
            if translated := _TRANSLATED.fullmatch(name):
                yield Text(self.text(name), translated[1])

    def _language(self) -> str:
        return language_tag(self.text("langid", "language")) or self.source.language

    def _kind(self) -> str:
        """The kind that the entry says, else its type; ``misc`` says none."""
        said = self.text("type")
        if said and kind_of(said, "publication"):
            return said
        return "" if self.entry.type == "misc" else self.entry.type

    def _issued(self) -> tuple[When | None, str]:
        """The date as precise as it is given, and the status, which may stand in its place (« à paraître »)."""
        status = status_word(self.text("pubstate", "status"))
        given = plain_year(self.text("date").partition("/")[0] or self.text("year"))
        if not given:
            return None, status
        if not any(character.isdigit() for character in given):
            if _ROMAN.fullmatch(given):
                self._reject_date(given, "its year is in Roman numerals")
            return None, status or status_word(given)
        if season := _SEASON.fullmatch(given):
            given = season[1]
        month = self.text("month") if not self.text("date") else ""
        if number := month_number(month) if month else 0:
            given = f"{given}-{number:02}" + (f"-{int(day):02}" if (day := self.text("day")).isdecimal() else "")
        try:
            return read_period(given, "fr")[0], status
        except ValueError as problem:
            self._reject_date(given, str(problem))
            return None, status

    def _reject_date(self, given: str, problem: str) -> None:
        remedy = "Write it as 2013, 2013-05 or 2013-05-13, or leave it out."
        reason = f"“{given[:60]}” cannot be taken as a date: {problem}"
        self.rejections.append(Rejection(self.place, reason, remedy))

    def _container(self) -> str:
        name = self.text("journal", "journaltitle", "booktitle", "series")
        number = self.text("number", "issue")
        volume = " ".join(part for part in (self.text("volume"), f"({number})" if number else "") if part)
        pages = self.text("pages").replace("–", "-")
        volume = ", ".join(part for part in (volume, f"p. {pages}" if pages else "") if part)
        return f"{name}, {volume}" if name and volume else name

    def _keywords(self) -> list[str]:
        words = self.text("keywords", "keyword")
        return [word.strip() for word in words.split(";" if ";" in words else ",") if word.strip()]

    def _identifiers(self) -> Iterator[Identifier]:
        said = {"doi": "doi", "isbn": "isbn", "hal_id": "hal", "hal": "hal", "halid": "hal", "handle": "handle"}
        if self.text("eprinttype", "archiveprefix").lower() == "hal":
            said["eprint"] = "hal"
        for name, scheme in said.items():
            for value in parted(scheme, written) if (written := self.text(name)) else ():
                if known := of_field(scheme, value):
                    yield known
                else:
                    self.rejections.append(Rejection(self.place, fault(scheme, value), "Mend it."))
        for address in self._addresses("url"):
            yield from (known for scheme in ("doi", "hal") if (known := identifier(scheme, address)))

    def _found_at(self) -> tuple[str, ...]:
        """Where the facts were found: a field of our own for it, else the entry's address, else the source's."""
        for name in ("found_at", "found", "url", "howpublished"):
            if addresses := self._addresses(name):
                return addresses
        return (self.source.found_at,) if self.source.found_at else ()

    def _addresses(self, name: str) -> tuple[str, ...]:
        written = re.sub(r"\\(?=[_%&#~])", "", self.fields.get(name, ""))
        return tuple(dict.fromkeys(address.rstrip(";,") for address in _ADDRESS.findall(written)))
