"""What is shown for a search that finds nothing."""

from __future__ import annotations

import pytest

from explorer.components import search
from graph.search import Hit


def test_of_an_endless_word_only_a_beginning_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def find(text: str, _language: str, _limit: int) -> list[Hit]:
        asked.append(text)
        return []

    monkeypatch.setattr(search, "find", find)
    assert search.hints("x" * 5_000, "fr") == []
    assert asked[0] == "x" * 5_000
    assert len(asked) <= search.LONGEST
    assert max(map(len, asked[1:])) == search.LONGEST
