"""The label index: finds things by what people type, whatever the accents, the case or a slip of the finger.

Finding concepts in running text, and full text search in documents, are not for here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from graph import spelling
from graph.searchable import LONGEST, ORDER, Entry, write
from graph.spelling import significant
from graph.views.things import ThingKind
from ontology.errors import DataError, Place
from ontology.folding import fold
from ontology.languages import in_language

__all__ = ["Entry", "Hit", "LabelIndex"]

CANDIDATES = 200
"""Names compared closely, for each way of looking."""
ENOUGH = 5
"""Names found as typed, from which on no slip is looked for."""
LEAST = 0.6
"""Likeness below which a name is not what was meant."""

_NAMES = """
SELECT name.id, thing, text, name.folded, preferred, weight,
  (SELECT iri FROM thing WHERE thing.id = name.thing) FROM {table} WHERE {condition}
  AND (?2 = '' OR instr(?2, ' ' || kind || ' ')) ORDER BY name.id LIMIT {limit}
"""
_EQUAL = _NAMES.format(table="name", condition="folded = ?1", limit=CANDIDATES)
_WORDS = _NAMES.format(
    table="word CROSS JOIN name ON name.id = word.rowid", condition="word MATCH ?1", limit=CANDIDATES
).replace("ORDER BY name.id", "ORDER BY word.rowid")
_HEAVIEST = """
SELECT DISTINCT (SELECT iri FROM thing WHERE thing.id = name.thing) FROM name
WHERE preferred AND instr(?1, ' ' || kind || ' ') ORDER BY name.id LIMIT ?2
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found: its label, the name that was matched, and how well, from 0 to 1."""

    iri: str
    kind: ThingKind
    label: str
    matched: str
    score: float

    def is_called(self, name: str) -> bool:
        """Whether the name that was matched is this one, but for accents and capitals."""
        return fold(self.matched) == fold(name)


class LabelIndex:
    """The index in one SQLite file; each call opens it anew, so threads and processes may share the object."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def build(cls, path: Path, entries: Iterable[Entry]) -> LabelIndex:
        """Write a new index. Of things found equally well, the heavier comes first."""
        write(path, entries)
        return cls(path)

    def search(self, text: str, kinds: Iterable[ThingKind] = (), limit: int = 10, language: str = "fr") -> list[Hit]:
        """The things meant by a text, whole or still being typed, best first; none for a text without letter or figure.

        Accents, case, œ, apostrophes, hyphens and small slips are forgiven. The same search gives the same answer.
        """
        wanted = fold(text[:LONGEST])
        if not wanted or limit < 1:
            return []
        with self._read() as connection:
            names = _candidates(connection, wanted, "".join(f" {kind} " for kind in kinds))
            return _hits(connection, _ranked(wanted, names)[:limit], language)

    def heaviest(self, kinds: Iterable[ThingKind], limit: int) -> list[str]:
        """The IRIs of things of these kinds that most points to, about in that order."""
        with self._read() as connection:
            rows = connection.execute(_HEAVIEST, ("".join(f" {kind} " for kind in kinds), limit))
            return [iri for (iri,) in rows]

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(
                sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
            ) as connection:
                yield connection
        except sqlite3.DatabaseError as error:
            remedy = "Build again, or go back with `maillage snapshots rollback`."
            raise DataError(f"the label index cannot be read ({error})", Place(str(self.path)), remedy) from error


@dataclass(frozen=True, slots=True)
class _Name:
    id: int
    thing: int
    text: str
    folded: str
    preferred: bool
    weight: int
    iri: str


def _candidates(connection: sqlite3.Connection, wanted: str, kinds: str) -> set[_Name]:
    """Names that may be meant: equal, with words that begin so, then, where these are few, with words near these."""

    def ask(query: str, text: str) -> set[_Name]:
        return {_Name(*row) for row in connection.execute(query, (text, kinds))}

    words = significant(wanted)
    found = (
        ask(_EQUAL, wanted)
        | ask(_EQUAL, wanted.replace(" ", ""))
        | ask(_WORDS, " AND ".join(f'"{word}"*' for word in words))
    )
    if len(words) > 1:
        found |= ask(_WORDS, f'"{"".join(words)}"*')
    if len(found) < ENOUGH:
        most = spelling.TOGETHER if len(words) > 1 else spelling.NEAR
        nearby = [[word, *spelling.near(connection, word, most)] for word in words]
        found |= ask(_WORDS, " AND ".join("(" + " OR ".join(f'"{each}"*' for each in group) + ")" for group in nearby))
    if not found and len(words) > 1:
        found = ask(_WORDS, " OR ".join(f'"{word}"*' for word in words))
    return found


def _ranked(wanted: str, names: Iterable[_Name]) -> list[tuple[float, _Name]]:
    """The best name of each thing with its likeness; of near equals, the heavier thing first."""
    best: dict[int, tuple[float, _Name]] = {}
    for name in sorted(names, key=lambda name: (name.id >> ORDER, name.text, name.id)):
        score = likeness(wanted, name.folded) - (0.0 if name.preferred else 0.01)
        if score >= LEAST and score > best.get(name.thing, (0.0, name))[0]:
            best[name.thing] = (score, name)
    return sorted(best.values(), key=_best_first)


def _best_first(found: tuple[float, _Name]) -> tuple[float, int, float, int, str]:
    score, name = found
    return -round(score * 25), -name.weight.bit_length(), -score, -name.weight, name.iri


def likeness(wanted: str, name: str) -> float:
    """How well a folded name answers a folded search, from 0 to 1: equal, with its words, begun, or nearly so.

    >>> [round(likeness("tiers lieu", name), 2) for name in ("tiers lieu", "tiers lieux utiles", "teirs lieu", "gare")]
    [1.0, 0.9, 0.81, 0.26]
    >>> likeness("martin", "lea martin") > likeness("martin", "martinique")
    True
    """
    if wanted == name:
        return 1.0
    if wanted.replace(" ", "") == name.replace(" ", ""):
        return 0.98
    return _begun(wanted, name) or _slipped(wanted, name)


def _begun(wanted: str, name: str) -> float:
    """For a name that has the words, or begins with them, whole or still being typed; else 0."""
    share = len(wanted) / max(len(name), len(wanted))
    if name.startswith(f"{wanted} "):
        return 0.94 + 0.05 * share
    words, typed = name.split(), wanted.split()
    if set(typed) <= set(words):
        return 0.92 + 0.04 * share
    if name.startswith(wanted):
        return 0.86 + 0.08 * share
    if all(any(word.startswith(each) for word in words) for each in typed):
        return 0.8 + 0.08 * share
    return 0.0


def _slipped(wanted: str, name: str) -> float:
    """For a name that a slip of the finger, or another order, may be meant for."""
    whole = fuzz.ratio(wanted, name)
    begun = 0.95 * fuzz.ratio(wanted, name[: len(wanted)])
    shuffled = 0.9 * fuzz.token_sort_ratio(wanted, name)
    return 0.9 * max(whole, begun, shuffled) / 100


def _hits(connection: sqlite3.Connection, ranked: list[tuple[float, _Name]], language: str) -> list[Hit]:
    hits = []
    for score, name in ranked:
        iri, kind = connection.execute("SELECT iri, kind FROM thing WHERE id = ?", (name.thing,)).fetchone()
        labels = dict(connection.execute("SELECT language, text FROM label WHERE thing = ?", (name.thing,)))
        label = in_language(labels, language) or name.text
        hits.append(Hit(iri, ThingKind(kind), label, name.text, round(score, 4)))
    return hits
