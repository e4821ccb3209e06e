"""The entries of a BibTeX file, each with its line, its fields and what it has from the entry it refers to.

What an entry becomes is not for here.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import RemoveEnclosingMiddleware
from bibtexparser.model import DuplicateBlockKeyBlock, Entry, Field, ParsingFailedBlock

from ingest.identity import titled
from ingest.sources.decoding import MAX_BYTES, read_lines
from ontology.errors import DataError, Place

__all__ = ["BibtexEntry", "Broken", "completed", "entries_of", "referred_to"]

for _name in ("bibtexparser", "pylatexenc"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # what they log is said by rejections, with the place

_STRETCH = 1_000_000
"""Characters after which the next entry begins a stretch of its own."""
_BEGINNING = re.compile(r"\s*@\w+\s*[{(]")
_CONCATENATED = re.compile(r'"([^"]*)"|\{([^{}]*)\}|(\w+)')
_REFERENCE = re.compile(r'crossref\s*=\s*[{"]\s*([^\s{}",]+)\s*[}"]', re.IGNORECASE)
_DATED = ("date", "year", "month", "day")
_CONTAINERS = ("booktitle", "journal", "journaltitle")


@dataclass(frozen=True, slots=True)
class BibtexEntry:
    """An entry: its line, its type in lower case, its key, and its fields, in LaTeX, by their names in lower case."""

    line: int
    type: str
    key: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Broken:
    """What is no well-formed entry: its line, and what the parser says of it."""

    line: int
    reason: str


def entries_of(path: Path) -> Iterator[BibtexEntry | Broken]:
    """Every entry, in the order of the file, those whose key is another's among them; read some entries at a time.

    Raises :class:`DataError` when the file cannot be read.
    """
    strings: dict[str, str] = {}
    for text, above in _stretches(read_lines(path), path):
        known = [f"@string{{{name} = {{{value}}}}}\n" for name, value in strings.items()]
        first = above - sum(each.count("\n") for each in known)
        library = parse_string("".join(known) + text)
        strings.update((string.key.lower(), string.value) for string in library.strings)
        for block in library.blocks:
            line = first + (block.start_line or 0) + 1
            repeated = isinstance(block, DuplicateBlockKeyBlock) and block.ignore_error_block
            if entry := block if isinstance(block, Entry) else _opened(repeated) if repeated else None:
                fields = {field.key.lower(): _value(field, strings) for field in entry.fields}
                yield BibtexEntry(line, entry.entry_type.lower(), entry.key, fields)
            elif isinstance(block, ParsingFailedBlock):
                yield Broken(line, _said(block))


def _opened(repeated: object) -> Entry | None:
    """An entry whose key is another's, without what encloses its values, which the parser leaves to such; else None."""
    if not isinstance(repeated, Entry):
        return None
    return RemoveEnclosingMiddleware().transform(Library([repeated])).entries[0]


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


def _value(field: Field, strings: Mapping[str, str]) -> str:
    """The value of a field; where nothing encloses it, what the file's strings stand for, its parts joined by ``#``."""
    value = str(field.value)
    if field.enclosing != "no-enclosing":
        return value
    if "#" not in value or not re.match(r'"|\w+\s*#', value):
        return strings.get(value.lower(), value)
    parts = _CONCATENATED.findall(value)
    return "".join(quoted or braced or strings.get(name.lower(), name) for quoted, braced, name in parts)


def referred_to(path: Path) -> dict[str, BibtexEntry]:
    """The entries to which others refer by ``crossref``, by their key in lower case; of one key, the first.

    The file is read once more where any does. Raises :class:`DataError` when it cannot be read.
    """
    wanted = {key.lower() for line in read_lines(path) for key in _REFERENCE.findall(line)}
    found: dict[str, BibtexEntry] = {}
    for entry in entries_of(path) if wanted else ():
        if isinstance(entry, BibtexEntry) and entry.key.lower() in wanted:
            found.setdefault(entry.key.lower(), entry)
    return found


def completed(entry: BibtexEntry, other: BibtexEntry) -> dict[str, str]:
    """The fields of an entry, with the date and the book, proceedings or journal of the one to which it refers.

    They are had where the entry does not say them; the title of the other is that of the book in which it stands, or of
    the journal where it is an article.

    >>> part = BibtexEntry(1, "inproceedings", "t1", {"title": "Un lieu"})
    >>> completed(part, BibtexEntry(5, "proceedings", "c", {"title": "Actes", "year": "2020"}))
    {'year': '2020', 'booktitle': 'Actes', 'title': 'Un lieu'}
    """
    mine, theirs = entry.fields, other.fields
    had = {} if mine.get("date") or mine.get("year") else {name: theirs[name] for name in _DATED if name in theirs}
    if not any(mine.get(name) for name in _CONTAINERS):
        had |= {name: theirs[name] for name in _CONTAINERS if theirs.get(name)} or _as_container(entry.type, theirs)
    return {**had, **mine}


def _as_container(type_: str, fields: Mapping[str, str]) -> dict[str, str]:
    """The title of an entry as that of what another, of this type, stands in."""
    title = titled(fields.get("title", ""), fields.get("subtitle", ""))
    if type_.startswith("in") or type_ == "conference":
        return {"booktitle": title}
    return {"journaltitle": title} if type_ == "article" else {}
