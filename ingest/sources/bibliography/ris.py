"""RIS, which reference managers exchange: a publication for each stretch from « TY » to « ER ».

It is read line by line, so that a file of any length takes no more memory than one entry.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from graph.workspace import Source
from ingest.actors.name_lists import bare_heading, doubt
from ingest.identifiers import identifier, parted
from ingest.records import ActorReference, Publication, Rejection, Relation
from ingest.sources.author_lists import given_first, listed
from ingest.sources.bibliography.entry import Entry, organisation
from ingest.sources.decoding import read_lines
from ingest.sources.keys import Keys
from ontology.errors import DataError, Place

__all__ = ["read"]

_TAGGED = re.compile(r"\s{0,4}([A-Z][A-Z0-9]) {1,2}-(?: (.*)|\s*$)")
_LOOSE = re.compile(r"\s{0,4}(TY|ER)\s*-\s*(.*)")
_AUTHORS = ("AU", "A1")
_CONTRIBUTORS = ("A2", "A3", "A4", "ED", "TA")
_EDITORS = {
    "A2": ("CHAP", "ECHAP", "CONF", "CPAPER", "DICT", "ENCYC", "JOUR"),
    "A3": ("BOOK", "EBOOK"),
}
"""The types of entries in which these tags name editors, as Zotero and EndNote write them; « ED » does in all."""
_KEYWORDS = re.compile(r"\s*[;\n]\s*")
_MOST = 20_000
"""Lines of one entry; one that has more was never ended."""

_Fields = defaultdict[str, list[str]]


def read(path: Path, source: Source) -> Iterator[Publication | Rejection]:
    """A publication for each entry, and a rejection, with its line, for what belongs to none or was never ended.

    Raises :class:`DataError` when the file cannot be read or holds no entry.
    """
    reading = _Reading(path, source)
    for number, line in enumerate(read_lines(path), 1):
        yield from reading.take(number, line)
    yield from reading.finish()


class _Reading:
    """The state between one line and the next."""

    def __init__(self, path: Path, source: Source) -> None:
        self.path = str(path)
        self.source = source
        self.keys = Keys()
        self.fields: _Fields | None = None
        self.begun = self.stray = self.lines = 0
        self.tag = ""
        self.found = False

    def take(self, number: int, line: str) -> Iterator[Publication | Rejection]:
        """Take one more line; yields the records of the entry that it ends."""
        tagged = _TAGGED.match(line) or _LOOSE.match(line)
        tag, value = (tagged[1], (tagged[2] or "").strip()) if tagged else ("", line.strip())
        if tag == "TY":
            if self.fields is not None:
                yield self._broken("the entry is never ended", "Put a line “ER  - ” behind it.")
            self.fields, self.begun, self.lines = defaultdict(list), number, 0
        if self.fields is None:
            if value and tag != "ER":
                self.stray = self.stray or number
        elif tag == "ER":
            yield from self._records(self.fields)
            self.fields = None
        else:
            self._add(self.fields, tag, value)

    def _add(self, fields: _Fields, tag: str, value: str) -> None:
        """Keep a value; a line without tag goes on with the value above."""
        self.lines += 1
        if self.lines > _MOST:
            place = Place(self.path, f"line {self.begun}")
            raise DataError(f"the entry has more than {_MOST:,} lines", place, "End each entry with a line “ER  - ”.")
        if tag:
            self.tag = tag
            fields[tag].append(value)
        elif value and fields.get(self.tag):
            fields[self.tag][-1] += f"\n{value}"

    def _records(self, fields: _Fields) -> Iterator[Publication | Rejection]:
        self.found = True
        entry = Entry(Place(self.path, f"line {self.begun}"), self.source)
        _fill(entry, fields)
        yield from entry.records(self.keys)

    def finish(self) -> Iterator[Rejection]:
        """What the end of the file leaves open; raises :class:`DataError` where there was no entry."""
        if self.fields is not None:
            yield self._broken("the entry is never ended: the file is cut short", "Export it again.")
        elif not self.found:
            place = Place(self.path, "line 1")
            raise DataError("no RIS entry was found", place, "Entries begin with a line such as “TY  - JOUR”.")
        if self.stray:
            place = Place(self.path, f"line {self.stray}")
            yield Rejection(place, "the line belongs to no entry", "Put it between “TY  - ” and “ER  - ”.")

    def _broken(self, reason: str, remedy: str) -> Rejection:
        return Rejection(Place(self.path, f"line {self.begun}"), reason, remedy, breaks=True)


def _fill(entry: Entry, fields: _Fields) -> None:
    entry.set_language(_first(fields, "LA"))
    entry.set_kind(_first(fields, "M3"), _first(fields, "TY"))
    entry.key = _first(fields, "ID")
    entry.add_title(_first(fields, "TI", "T1", "CT"))
    for title in (*fields["TT"], *fields["ST"]):
        entry.add_title(title)
    entry.add_abstract(_first(fields, "AB", "N2"))
    for keyword in (word for written in fields["KW"] for word in _KEYWORDS.split(written)):
        entry.add_keyword(keyword)
    for tag in _AUTHORS + _CONTRIBUTORS:
        first = len(entry.actors)
        for name in fields[tag]:
            _add_contributor(entry, name, Relation.CREATOR if tag in _AUTHORS else Relation.CONTRIBUTOR)
        if tag == "ED" or _first(fields, "TY").upper() in _EDITORS.get(tag, ()):
            entry.call_editors(first)
    entry.add_organisation(organisation(_first(fields, "PB"), Relation.PUBLISHER))
    pages = "-".join(page for page in (_first(fields, "SP"), _first(fields, "EP")) if page)
    entry.set_container(
        _first(fields, "JO", "JF", "T2", "JA", "BT", "T3"), _first(fields, "VL"), _first(fields, "IS"), pages
    )
    entry.add_date(*(_date(written) for tag in ("DA", "PY", "Y1") for written in fields[tag]))
    _fill_identifiers(entry, fields)


def _fill_identifiers(entry: Entry, fields: _Fields) -> None:
    addresses = [*fields["UR"], *fields["L2"]]
    entry.add_identifier("doi", _first(fields, "DO"))
    for written in (*addresses, _first(fields, "AN")):
        entry.identifiers += [known for scheme in ("doi", "hal", "handle") if (known := identifier(scheme, written))]
    for written in (each for number in fields["SN"] for each in parted("isbn", number)):  # an ISSN stands there too
        if known := entry.identified("isbn", written):
            entry.identifiers.append(known)
    entry.url = next(iter(addresses), "")


def _add_contributor(entry: Entry, written: str, relation: Relation) -> None:
    """« Family, Given, Suffix », or a list of names; a name without comma may be an organisation's."""
    if entry.add_editors(written, relation):
        return
    if names := listed(written):
        for one in names:
            if not one.name:
                entry.reject(*doubt(one.quote))
            elif "," in one.name:
                entry.add_person(given_first(one.name), relation)
            else:
                entry.add_organisation(_untyped(one.name, relation))
        return
    family, comma, given = bare_heading(written).partition(",")
    if not comma:
        entry.add_organisation(_untyped(written, relation))
        return
    given, _, suffix = given.partition(",")
    entry.add_person(" ".join(part.strip() for part in (given, family, suffix) if part.strip()), relation)


def _untyped(written: str, relation: Relation) -> ActorReference:
    return replace(organisation(written, relation), type=None)


def _first(fields: _Fields, *tags: str) -> str:
    return next((value for tag in tags for value in fields[tag] if value), "")


def _date(written: str) -> str:
    """« 2013/05/13/printemps », « 2013/05// » without what follows the numbers."""
    numbers = re.match(r"(\d{4})(?:/(\d{1,2}))?(?:/(\d{1,2}))?(?=/|$)", written)
    return "-".join(part.zfill(2) for part in numbers.groups() if part) if numbers else written
