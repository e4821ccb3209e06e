from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Literal

import pytest

from explorer.components import gathering
from explorer.components.answers import graph_of_now
from explorer.components.board import compose
from explorer.components.gathering import MOST, gather
from explorer.components.selection import expansions
from explorer.components.view import Step, View
from graph.networks.nearby import incidence
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


ORGANISATION, HUB = f"{BASE}organisation/0", f"{BASE}event/hostile"


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Lets the graph take so many things and no more."""

    def limit(most: int) -> None:
        monkeypatch.setattr(gathering, "MOST", most)
        monkeypatch.setattr(gathering, "_lately", OrderedDict())

    return limit


def test_a_graph_filled_to_the_last_place_is_full_once_a_thing_is_refused(room: Callable[[int], None]) -> None:
    start = (Step("add", WATER),)
    room(len(gather(start).out))
    assert not gather(start).full
    assert not gather((*start, Step("show", WATER))).full
    for act in ("show", "add"):
        fresh = next(iri for iri in graph_of_now().index.iris if iri not in compose(View(start), "fr").things)
        refused = gather((*start, Step(act, fresh)))
        assert graph_of_now().index.numbers[fresh] not in refused.out
        assert refused.full
        assert not gather((*start, Step(act, fresh), Step("hide", WATER))).full


def test_a_graph_that_takes_exactly_what_comes_is_not_full(room: Callable[[int], None]) -> None:
    step = (Step("add", ORGANISATION),)
    many = len(gather(step).out)
    room(many)
    assert not gather(step).full
    room(many - 1)
    assert gather(step).full


def test_a_hidden_thing_that_is_asked_for_again_is_wanted_again() -> None:
    steps = (Step("add", WATER), Step("hide", ORGANISATION))
    number = graph_of_now().index.numbers[ORGANISATION]
    assert gather(steps).unwanted == {number}
    again = gather((*steps, Step("show", ORGANISATION)))
    assert number in again.out
    assert not again.unwanted


def leaf_of(iri: str) -> str:
    """A thing that has no other neighbour than this one."""
    graph = graph_of_now()
    links = incidence(graph)
    hub = graph.index.numbers[iri]
    near: list[int] = links.others[links.at(hub)].tolist()
    leaf: str = graph.index.iris[next(each for each in near if set(links.others[links.at(each)].tolist()) == {hub})]
    return leaf


@pytest.mark.parametrize(("act", "stays"), [("add", True), ("show", True), ("expand", True), ("pin", False)])
def test_folding_leaves_what_was_opened_or_asked_for(
    act: Literal["add", "show", "expand", "pin"], *, stays: bool
) -> None:
    leaf = leaf_of(HUB)
    kept = gather((Step("expand", HUB), Step(act, leaf), Step("fold", HUB))).out
    assert (graph_of_now().index.numbers[leaf] in kept) == stays


def test_a_thing_refused_makes_the_graph_full_even_where_it_would_bring_nothing(room: Callable[[int], None]) -> None:
    start, leaf = (Step("expand", HUB),), leaf_of(HUB)
    room(len(gather(start).out))
    other = next(iri for iri in graph_of_now().index.iris if iri not in compose(View(start), "fr").things)
    replaced = gather((*start, Step("hide", leaf), Step("show", other)))
    assert not replaced.full
    assert gather((*start, Step("hide", leaf), Step("show", other), Step("add", leaf))).full


def test_a_link_just_as_sure_as_asked_is_drawn_and_a_less_sure_one_is_not() -> None:
    steps = (Step("add", WATER),)
    told = {round(edge.confidence * 100) for edge in compose(View(steps), "fr").edges if edge.confidence is not None}
    bound = min(told)
    drawn = compose(View(steps, sure=bound), "fr").links
    assert any(edge.confidence is not None and round(edge.confidence * 100) == bound for edge in drawn)
    assert len(compose(View(steps, sure=bound + 1), "fr").links) < len(drawn)
