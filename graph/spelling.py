"""The words of the label index and those near them: what a slip may have meant. Ranking is not for here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import pairwise

from rapidfuzz.distance import OSA

__all__ = ["NEAR", "SCHEMA", "TOGETHER", "add", "near", "remove", "significant", "with_joined"]

SCHEMA = """
CREATE TABLE term (id INTEGER PRIMARY KEY, word TEXT NOT NULL, uses INTEGER NOT NULL);
CREATE TABLE shortened (word TEXT NOT NULL, term INTEGER NOT NULL, PRIMARY KEY (word, term)) WITHOUT ROWID;
CREATE VIRTUAL TABLE trigram USING fts5(word, content='', tokenize='trigram');
"""
SHORT = 8
"""Letters: words up to this length are compared with one letter left out, longer ones by their trigrams."""
NEAR, TOGETHER = 6, 24
"""Words tried in the place of one that stands alone, and of one that stands with others."""

_FRENCH = "a au aux avec c d dans de des du en et j l la le les m n ou par pour qu s sur t un une".split()
_EMPTY_WORDS = frozenset([*_FRENCH, *"an and for in of on or the to".split()])


def significant(folded: str) -> list[str]:
    """The words of a folded text that say something: all but articles, prepositions and elisions, if there are others.

    >>> significant("l universite de grenoble"), significant("les")
    (['universite', 'grenoble'], ['les'])
    """
    words = folded.split()
    return [word for word in words if word not in _EMPTY_WORDS] or words


def with_joined(folded: str) -> str:
    """A folded name followed by what its hyphened or dotted words become when they are written in one.

    >>> with_joined("eco conception"), with_joined("r s e")
    ('eco conception ecoconception', 'r s e rs se rse')
    """
    words = folded.split()
    if len(words) < 2 or len(folded) > 60:
        return folded
    pairs = [first + second for first, second in pairwise(words) if first.isalpha() and len(first) <= 5]
    letters = ["".join(words)] if len(words) > 2 and all(len(word) == 1 for word in words) else []
    return " ".join([folded, *pairs, *letters])


def add(connection: sqlite3.Connection, uses: Mapping[str, int]) -> None:
    """Write words into the tables of :data:`SCHEMA`, each with the number of names that it is in."""
    words = _numbered(uses)
    is_empty = connection.execute("SELECT 1 FROM term LIMIT 1").fetchone() is None
    new = words if is_empty else [(number, word) for number, word in words if not _is_known(connection, number)]
    connection.executemany(
        "INSERT INTO term VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET uses = uses + excluded.uses",
        ((number, word, uses[word]) for number, word in words),
    )
    connection.executemany("INSERT OR IGNORE INTO shortened VALUES (?, ?)", _shortest(new))
    long = [(number, word) for number, word in new if len(word) >= SHORT - 2]
    connection.executemany("INSERT INTO trigram (rowid, word) VALUES (?, ?)", long)


def remove(connection: sqlite3.Connection, uses: Mapping[str, int]) -> None:
    """Take words out, each from so many names; one that is in no name any more is forgotten."""
    words = _numbered(uses)
    connection.executemany(
        "UPDATE term SET uses = uses - ? WHERE id = ?", ((uses[word], number) for number, word in words)
    )
    unused = "SELECT 1 FROM term WHERE id = ? AND uses <= 0"
    gone = [(number, word) for number, word in words if connection.execute(unused, (number,)).fetchone()]
    long = [(number, word) for number, word in gone if len(word) >= SHORT - 2]
    connection.executemany("INSERT INTO trigram (trigram, rowid, word) VALUES ('delete', ?, ?)", long)
    connection.executemany("DELETE FROM shortened WHERE word = ? AND term = ?", _shortest(gone))
    connection.executemany("DELETE FROM term WHERE id = ?", ((number,) for number, _ in gone))


def _numbered(words: Iterable[str]) -> list[tuple[int, str]]:
    """The words that slips are looked for in, with numbers that follow from their letters, in order."""
    kept = (word for word in words if len(word) > 2 and not word.isdigit())
    return sorted((int.from_bytes(blake2b(word.encode(), digest_size=8).digest()) >> 1, word) for word in kept)


def _is_known(connection: sqlite3.Connection, number: int) -> bool:
    return connection.execute("SELECT 1 FROM term WHERE id = ?", (number,)).fetchone() is not None


def _shortest(words: Iterable[tuple[int, str]]) -> Iterator[tuple[str, int]]:
    return ((short, number) for number, word in words if len(word) <= SHORT for short in _shortened(word))


def near(connection: sqlite3.Connection, word: str, most: int = NEAR) -> list[str]:
    """Known words within a slip or two of a word, or that begin so; nearest first, of equals the whole words."""
    if len(word) < 3:
        return []
    found: set[str] = set()
    if len(word) <= SHORT:
        variants = _shortened(word)
        marks = ",".join("?" * len(variants))
        query = f"SELECT word FROM term WHERE id IN (SELECT term FROM shortened WHERE word IN ({marks}))"  # noqa: S608
        found |= {row[0] for row in connection.execute(query, variants)}
    if len(word) >= SHORT - 2:
        parts = sorted({word[at : at + 3] for at in range(min(len(word), 40) - 2)})
        like = " OR ".join(f'"{part}"' for part in parts)
        query = "SELECT word FROM term WHERE id IN (SELECT rowid FROM trigram(?) ORDER BY rank, rowid LIMIT 100)"
        found |= {row[0] for row in connection.execute(query, (like,))}
    allowed = 1 if len(word) <= 5 else 2
    whole = ((OSA.distance(word, other), other) for other in found)
    slips = ((min(count, OSA.distance(word, other[: len(word)])), count, other) for count, other in whole)
    return [other for count, _, other in sorted(slips) if count <= allowed][:most]


def _shortened(word: str) -> list[str]:
    return sorted({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})
