"""The tables of the label index: things, their names and words, written whole or thing by thing. Searching is not here.

Numbers follow from what they stand for, not from what was there before: an index that followed many changes answers
as one that is written anew.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path

import msgspec

from graph import spelling
from graph.scratch import Scratch
from graph.spelling import with_joined
from graph.views.things import ThingKind
from ontology.folding import fold

__all__ = ["LONGEST", "ORDER", "Entry", "is_current", "renew", "write"]

LONGEST = 200
"""Characters of a name or a search that are compared; no one types more to find a thing."""
ORDER = 48
"""The bits of a name's number that part those of the same weight and length."""
_VERSION = 2

_SCHEMA = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA user_version = {_VERSION};
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL);
CREATE TABLE label (thing INTEGER NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (thing, language))
  WITHOUT ROWID;
CREATE TABLE name (id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
  folded TEXT NOT NULL, preferred INTEGER NOT NULL, weight INTEGER NOT NULL);
CREATE VIRTUAL TABLE word USING fts5(folded, content='', detail='none', prefix='1 2 3',
  tokenize="unicode61 tokenchars '&+@'");
"""
_INDEXES = """
CREATE INDEX folded ON name (folded);
CREATE INDEX named ON name (thing);
CREATE UNIQUE INDEX known ON thing (iri);
"""
_NAME = "INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?)"
_NameRow = tuple[int, int, str, str, str, bool, int]
_encode = msgspec.msgpack.Encoder().encode
_row = msgspec.msgpack.Decoder(_NameRow)
_AT_ONCE = 10_000
"""Rows written at once."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing to be found: its label by language (``""`` where it has none), its other names, how much points to it."""

    iri: str
    kind: ThingKind
    labels: dict[str, str]
    others: frozenset[str] = field(default_factory=frozenset)
    weight: int = 0


def write(path: Path, entries: Iterable[Entry]) -> None:
    """Write a new index."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_SCHEMA + spelling.SCHEMA)
        _add(connection, entries, 0, path.parent)
        connection.executescript(_INDEXES)
        connection.commit()


def renew(path: Path, gone: Iterable[str], entries: Iterable[Entry]) -> None:
    """Take the things with these IRIs out of an index, as far as it has them, and add these entries."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        _remove(connection, gone)
        (last,) = connection.execute("SELECT COALESCE(MAX(id), -1) FROM thing").fetchone()
        _add(connection, entries, last + 1, path.parent)
        connection.commit()


def is_current(path: Path) -> bool:
    """Whether the file is an index that :func:`renew` can bring up to date."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return bool(connection.execute("PRAGMA user_version").fetchone() == (_VERSION,))
    except sqlite3.DatabaseError:
        return False


def is_sound(path: Path) -> bool:
    """Whether the file is such an index, as long as it says, whose tables can be opened; rows are not read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
            for table in ("thing", "label", "name", "word"):
                connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()  # noqa: S608  # names of tables
            return is_current(path) and path.stat().st_size == pages * size
    except sqlite3.DatabaseError:
        return False


def _add(connection: sqlite3.Connection, entries: Iterable[Entry], first: int, folder: Path) -> None:
    """Write entries, some at once: their rows wait in a file of the folder till all are there, to be put in order."""
    keys, packed = array("q"), Scratch(folder)
    numbered = enumerate(entries, first)
    while some := list(islice(numbered, _AT_ONCE)):
        connection.executemany("INSERT INTO thing VALUES (?, ?, ?)", [(n, e.iri, e.kind.value) for n, e in some])
        labels = ((n, language, text) for n, entry in some for language, text in sorted(entry.labels.items()))
        connection.executemany("INSERT INTO label VALUES (?, ?, ?)", labels)
        for row in (row for number, entry in some for row in sorted(_names(number, entry))):
            keys.append(row[0])
            packed.append(_encode(row))
    rows = _apart(connection, (_row.decode(piece) for _, piece in packed.ordered(keys)))
    while named := list(islice(rows, _AT_ONCE)):
        connection.executemany(_NAME, named)
        joined = [(row[0], with_joined(row[4])) for row in named]
        connection.executemany("INSERT INTO word (rowid, folded) VALUES (?, ?)", joined)
        spelling.add(connection, _uses(text for _, text in joined))


def _remove(connection: sqlite3.Connection, iris: Iterable[str]) -> None:
    found = (connection.execute("SELECT id FROM thing WHERE iri = ?", (iri,)).fetchone() for iri in iris)
    things = [row for row in found if row]
    names = [
        row for thing in things for row in connection.execute("SELECT id, folded FROM name WHERE thing = ?", thing)
    ]
    joined = [(number, with_joined(folded)) for number, folded in names]
    connection.executemany("INSERT INTO word (word, rowid, folded) VALUES ('delete', ?, ?)", joined)
    spelling.remove(connection, _uses(text for _, text in joined))
    connection.executemany("DELETE FROM name WHERE id = ?", [(number,) for number, _ in names])
    for table, column in (("label", "thing"), ("thing", "id")):
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", things)  # noqa: S608  # names of tables


def _names(thing: int, entry: Entry) -> Iterator[_NameRow]:
    """Rows of ``name``, whose numbers grow as they are found: of things much linked first, of these the shortest."""
    preferred, kind = set(entry.labels.values()), entry.kind.value
    for text in preferred | entry.others:
        if folded := fold(text[:LONGEST]):
            rank = (63 - min(entry.weight.bit_length(), 63)) << 9 | min(len(folded), 511)
            number = rank << ORDER | _digest(f"{entry.iri} {text}", ORDER // 8)
            yield number, thing, kind, text, folded, text in preferred, entry.weight


def _apart(connection: sqlite3.Connection, rows: Iterable[_NameRow]) -> Iterator[_NameRow]:
    """The rows in order with a number of its own for each, as no two of them had but by the rarest chance."""
    last = -1
    is_empty = connection.execute("SELECT 1 FROM name LIMIT 1").fetchone() is None
    for number, *rest in rows:
        number = max(number, last + 1)  # noqa: PLW2901
        while not is_empty and connection.execute("SELECT 1 FROM name WHERE id = ?", (number,)).fetchone():
            number += 1  # noqa: PLW2901
        last = number
        yield number, *rest  # type: ignore[misc]


def _uses(texts: Iterable[str]) -> Counter[str]:
    """In how many names each word is."""
    return Counter(chain.from_iterable(set(text.split()) for text in texts))


def _digest(text: str, size: int) -> int:
    return int.from_bytes(blake2b(text.encode(errors="surrogatepass"), digest_size=size).digest())
