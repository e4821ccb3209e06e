from __future__ import annotations

import pytest

from explorer.components.board import compose
from explorer.components.gathering import MOST
from explorer.components.selection import expansions
from explorer.components.view import Step, View
from tests.explorer.pages.fictional import BASE

WATER = f"{BASE}concept/eau"
pytestmark = pytest.mark.usefixtures("lakes")


def test_a_thing_comes_with_its_neighbours_and_the_links_between_them() -> None:
    board = compose(View((Step("add", WATER),)), "fr")
    assert board.things[WATER].label == "gestion de l'eau"
    assert all(edge.source in board.shown and edge.target in board.shown for edge in board.links)
    assert len(board.shown) > 10


def test_a_hidden_thing_does_not_come_back_with_an_expansion() -> None:
    hidden = f"{BASE}organisation/0"
    board = compose(View((Step("add", WATER), Step("hide", hidden), Step("expand", f"{BASE}event/hostile"))), "fr")
    assert hidden not in board.things


def test_a_kind_filtered_out_stays_counted() -> None:
    board = compose(View((Step("add", WATER),), ("event",)), "fr")
    assert not any(thing.kind.value == "event" for thing in board.shown.values())
    assert any(thing.kind.value == "event" for thing in board.things.values())


@pytest.mark.parametrize("iri", ["", "nonsense", "javascript:alert(2)", f"{BASE}event/unknown", "http://e.org/<b>"])
def test_a_thing_that_the_graph_does_not_know_brings_nothing(iri: str) -> None:
    assert compose(View((Step("add", iri),)), "fr").things == {}


def test_an_unknown_kind_in_an_address_brings_nothing() -> None:
    board = compose(View((Step("expand", WATER, "http://purl.org/dc/terms/subject", True, "dragon"),)), "fr")
    assert board.things == {}


def test_a_graph_never_grows_beyond_what_a_browser_draws() -> None:
    first = compose(View((Step("add", WATER),)), "fr")
    steps = tuple(Step("expand", iri) for iri in first.things)
    assert len(compose(View((Step("add", WATER), *steps)), "fr").things) <= MOST


def test_expansions_count_what_is_not_shown_yet() -> None:
    board = compose(View((Step("expand", f"{BASE}organisation/0"),)), "fr")
    (way,) = expansions(f"{BASE}organisation/0", board, "fr")
    assert (way.total, way.kind.value) == (80, "event")
    assert way.left == 80 - sum(thing.kind.value == "event" for thing in board.things.values())


def test_expanding_again_brings_what_was_left_until_nothing_is() -> None:
    view = View((Step("add", WATER),))
    while (board := compose(view, "fr")).hidden.get(WATER):
        view = view.then(Step("expand", WATER))
        assert len(compose(view, "fr").things) > len(board.things)
    assert WATER in board.unfolded
    assert not board.full
