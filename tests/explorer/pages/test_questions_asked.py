"""How much the pages ask of the store: a few questions at first, however much they show, and none again."""

from __future__ import annotations

import pytest

from graph.embedded import EmbeddedStore
from tests.explorer.pages.fictional import BASE
from tests.explorer.pages.test_pages import open_page

FEW = 6
WATER = f"{BASE}concept/eau"
MORE = {"thing": 8, "quality": 9, "review": 13}
"""A thing's page asks for the links that no array holds; that of quality looks at the whole graph once; that of
the review finds what is doubtful first, in small questions, far less work than one that joins all evidence."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that the store is asked, as they come."""
    said: list[str] = []
    ask = EmbeddedStore.query

    def listen(store: EmbeddedStore, query: str, *more: object, **named: object) -> object:
        said.append(query)
        return ask(store, query, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(EmbeddedStore, "query", listen)
    return said


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize(
    ("page", "parameters"),
    [
        ("home", {}),
        ("thing", {"iri": WATER}),
        ("relations", {"iri": WATER}),
        ("concepts", {}),
        ("actors", {}),
        ("timeline", {}),
        ("map", {}),
        ("quality", {}),
        ("review", {}),
        ("about", {}),
    ],
)
def test_a_page_asks_little_of_the_store_and_nothing_twice(
    asked: list[str], page: str, parameters: dict[str, str]
) -> None:
    open_page(page, **parameters)
    assert len(asked) <= MORE.get(page, FEW)
    asked.clear()
    open_page(page, **parameters)
    assert not asked
