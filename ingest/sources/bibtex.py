"""Bibliographies in BibTeX and BibLaTeX: a publication an entry. The other way round is not for here."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Block, DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

from graph.workspace import Source
from ingest.identifiers import identifier
from ingest.prose.date_forms import month_number
from ingest.records import Identifier, Passage, Publication, Rejection, Text, When
from ingest.sources.bibtex_names import actors_of
from ingest.sources.dates import read_period
from ingest.sources.decoding import MAX_BYTES, read_lines
from ingest.sources.keys import Keys
from ingest.sources.languages import language_tag
from ingest.sources.latex import plain_text
from ingest.sources.status import status_word
from ontology.errors import DataError, Place
from ontology.kinds import kind_of

__all__ = ["read"]

for _name in ("bibtexparser", "pylatexenc"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # what they log is said by rejections, with the place

_STRETCH = 1_000_000
"""Characters after which the next entry begins a stretch of its own."""
_BEGINNING = re.compile(r"\s*@\w+\s*[{(]")
_ADDRESS = re.compile(r"https?://[^\s{}\\]+")
_CONCATENATED = re.compile(r'"([^"]*)"|\{([^{}]*)\}|(\w+)')
_TRANSLATED = re.compile(r"title[_-]([a-z]{2})")


def read(path: Path, source: Source) -> Iterator[Publication | Rejection]:
    """A publication for each entry, and a rejection, with its line, for each that is not well-formed.

    The file is read some entries at a time. Raises :class:`DataError` when it cannot be read or holds no entry.
    """
    strings: dict[str, str] = {}
    keys, found = Keys(), False
    for block, line in _blocks(path, strings):
        place = Place(str(path), f"line {line}")
        entry = block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock) else block
        if isinstance(entry, Entry):
            found = True
            yield from _Reading(entry, strings, place, source).read(keys)
        elif isinstance(block, ParsingFailedBlock):
            found = True
            reason = f"the entry is not BibTeX: {_said(block)}"
            yield Rejection(place, reason, "Close its braces and quotes; mind its commas.", breaks=True)
    if not found:
        raise DataError("no BibTeX entry was found", Place(str(path), "line 1"), "Entries begin as @article{key, …}.")


def _blocks(path: Path, strings: dict[str, str]) -> Iterator[tuple[Block, int]]:
    """Every block with its line; what the file's strings stand for is gathered on the way."""
    for text, above in _stretches(read_lines(path), path):
        known = [f"@string{{{name} = {{{value}}}}}\n" for name, value in strings.items()]
        first = above - sum(each.count("\n") for each in known)
        library = parse_string("".join(known) + text)
        strings.update((string.key.lower(), string.value) for string in library.strings)
        yield from ((block, first + (block.start_line or 0) + 1) for block in library.blocks)


def _stretches(lines: Iterable[str], path: Path) -> Iterator[tuple[str, int]]:
    """The text in stretches that end before an entry, each with the number of lines above it."""
    taken: list[str] = []
    above = length = 0
    for number, line in enumerate(lines):
        if length > _STRETCH and _BEGINNING.match(line):
            yield "".join(taken), above
            taken, above, length = [], number, 0
        taken.append(line)
        length += len(line)
        if length > MAX_BYTES:
            place = Place(str(path), f"line {above + 1}")
            raise DataError("one entry is longer than 100 MB", place, "Begin each entry on a line of its own.")
    yield "".join(taken), above


def _said(block: ParsingFailedBlock) -> str:
    """What the parser says was wrong, on one line, without its final stop."""
    message = str(getattr(block.error, "abort_reason", "") or block.error)
    return " ".join(message.partition("Note:")[0].split()).rstrip(".")[:200]


class _Reading:
    """One entry on its way to a record."""

    def __init__(self, entry: Entry, strings: dict[str, str], place: Place, source: Source) -> None:
        self.entry = entry
        self.place = place
        self.source = source
        self.fields = {field.key.lower(): _joined(str(field.value), strings) for field in entry.fields}
        self.rejections: list[Rejection] = []

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
        abstract, keywords = self.text("abstract"), self._keywords()
        passages = {"title": title, "abstract": abstract, "keywords": "; ".join(keywords)}
        return Publication(
            key=keys.key(self.entry.key or title),
            place=self.place,
            identifiers=tuple(dict.fromkeys(self._identifiers())),
            passages=tuple(Passage(field, text) for field, text in passages.items() if text),
            actors=actors_of(self.fields),
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
        title, subtitle = self.text("title"), self.text("subtitle")
        return f"{title} : {subtitle}" if title and subtitle else title or subtitle

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
        type_ = self.entry.entry_type.lower()
        return "" if type_ == "misc" else type_

    def _issued(self) -> tuple[When | None, str]:
        """The date as precise as it is given, and the status, which may stand in its place (« à paraître »)."""
        status = status_word(self.text("pubstate", "status"))
        given = self.text("date").partition("/")[0] or self.text("year")
        if not given:
            return None, status
        if not any(character.isdigit() for character in given):
            return None, status or status_word(given)
        month = self.text("month") if not self.text("date") else ""
        if number := month_number(month) if month else 0:
            given = f"{given}-{number:02}" + (f"-{int(day):02}" if (day := self.text("day")).isdecimal() else "")
        try:
            return read_period(given, "fr")[0], status
        except ValueError as problem:
            remedy = "Write it as 2013, 2013-05 or 2013-05-13, or leave it out."
            self.rejections.append(
                Rejection(self.place, f"“{given[:60]}” cannot be taken as a date: {problem}", remedy)
            )
            return None, status

    def _container(self) -> str:
        name = self.text("journal", "journaltitle", "booktitle", "series")
        number = self.text("number", "issue")
        volume = " ".join(part for part in (self.text("volume"), f"({number})" if number else "") if part)
        return f"{name}, {volume}" if name and volume else name

    def _keywords(self) -> list[str]:
        words = self.text("keywords", "keyword")
        return [word.strip() for word in words.split(";" if ";" in words else ",") if word.strip()]

    def _identifiers(self) -> Iterator[Identifier]:
        said = {"doi": "doi", "isbn": "isbn", "hal_id": "hal", "hal": "hal", "halid": "hal", "handle": "handle"}
        if self.text("eprinttype", "archiveprefix").lower() == "hal":
            said["eprint"] = "hal"
        for name, scheme in said.items():
            if value := self.text(name):
                if known := identifier(scheme, value):
                    yield known
                else:
                    reason = f"“{value[:60]}” has not the form of {scheme.upper()} identifiers"
                    self.rejections.append(Rejection(self.place, reason, "Mend it."))
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


def _joined(value: str, strings: dict[str, str]) -> str:
    """A value made of parts joined by ``#``, with what the file's strings stand for."""
    if "#" not in value or not re.match(r'"|\w+\s*#', value):
        return value
    parts = _CONCATENATED.findall(value)
    return "".join(quoted or braced or strings.get(name.lower(), name) for quoted, braced, name in parts)
