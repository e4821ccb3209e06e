"""What readers say of a file in English is known in French, each sentence of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import ingest
from explorer.texts import texts
from explorer.texts.told import told

SOURCES = sorted((Path(ingest.__file__).parent / "sources").rglob("*.py"))
PLACE = {"DataError": 0, "Rejection": 1}
"""Which argument of each is the problem."""


def problems(path: Path) -> Iterator[str]:
    """The sentences that a module says of files, as they would be read; “XX” for what differs from one to the next."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        place = PLACE.get(node.func.id) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else None
        if isinstance(node, ast.Call) and place is not None and len(node.args) > place:
            yield from written(node.args[place])


def written(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = [str(part.value) if isinstance(part, ast.Constant) else "XX" for part in node.values]
        if any(part.isalpha() or " " in part for part in parts if part != "XX"):
            yield "".join(parts)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_reason_of_a_reader_is_known_in_french(path: Path) -> None:
    assert [problem for problem in problems(path) if not told(texts("fr"), problem)] == []


def test_the_readers_say_dozens_of_reasons() -> None:
    assert len({problem for path in SOURCES for problem in problems(path)}) > 70


def test_what_a_sentence_names_is_named_in_french() -> None:
    said = told(texts("fr"), "the entry “durand2020” has neither title nor date.")
    assert said == "l’entrée “durand2020” n’a ni titre ni date"
    said = told(texts("fr"), "nothing tells what the rows are; the columns are “A”, “B” and 3 more")
    assert said == "rien ne dit ce que sont les lignes\xa0; les colonnes sont “A”, “B” et 3 autres"
