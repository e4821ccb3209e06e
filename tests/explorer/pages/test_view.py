from __future__ import annotations

import base64
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.components.view import Step, View, decode, decode_places, encode, encode_places
from ontology.errors import CallError

BASE = "https://example.org/lacs/"
IRIS = st.text("abc/é-", max_size=12).map(lambda end: BASE + end)


@given(st.lists(IRIS, max_size=8), st.lists(st.sampled_from(["event", "concept"]), unique=True))
def test_an_address_restores_the_view_it_was_made_from(iris: list[str], kinds: list[str]) -> None:
    view = View(tuple(Step("expand", iri, "http://purl.org/dc/terms/subject", True) for iri in iris), tuple(kinds))
    assert decode(encode(view, BASE), BASE) == view


def test_fifty_steps_make_a_short_address() -> None:
    view = View(tuple(Step("expand", f"{BASE}event/2013-05-{day:02}-une-table-ronde") for day in range(50)))
    assert len(encode(view, BASE)) < 1_000


@pytest.mark.parametrize(
    "word", ["", "x", "é", "%%%", "AAAA", "eJwDAAAAAAE", base64.urlsafe_b64encode(zlib.compress(b'{"a":1}')).decode()]
)
def test_a_damaged_address_is_a_sentence(word: str) -> None:
    with pytest.raises(CallError, match="cannot be read"):
        decode(word, BASE)


def test_an_address_that_swells_is_refused() -> None:
    bomb = base64.urlsafe_b64encode(zlib.compress(b"[" * 50_000_000)).decode()
    with pytest.raises(CallError, match="cannot be read"):
        decode(bomb, BASE)


def test_places_come_back_for_the_same_things_only() -> None:
    word = encode_places({"a": (3, -4), "b": (0, 9)}, ["a", "b"], "s1")
    assert decode_places(word, ["a", "b"], "s1") == {"a": (3, -4), "b": (0, 9)}
    assert decode_places(word, ["b", "a"], "s1") == {}
    assert decode_places(word, ["a", "b"], "s2") == {}
    assert decode_places("nonsense!", ["a", "b"], "s1") == {}


def test_a_thing_in_the_very_middle_keeps_its_place_and_one_never_placed_has_none() -> None:
    assert decode_places(encode_places({"a": (0, 0)}, ["a", "b"], "s"), ["a", "b"], "s") == {"a": (0, 0)}


def test_the_places_of_four_hundred_things_fit_an_address() -> None:
    order = [f"{BASE}{number}" for number in range(400)]
    places = {iri: (number * 7 % 900, -number * 13 % 700) for number, iri in enumerate(order)}
    assert len(encode_places(places, order, "s")) < 2_500


def test_pinning_and_freeing_a_thing_leaves_it_free() -> None:
    view = View().then(Step("pin", "a")).then(Step("pin", "b")).then(Step("free", "a"))
    assert view.pinned == {"b"}


def test_a_filter_toggled_twice_changes_nothing() -> None:
    assert View().toggle("kind", "event").toggle("kind", "event") == View()


def test_the_same_step_twice_is_one_step() -> None:
    assert len(View().then(Step("add", "a")).then(Step("add", "a")).steps) == 1


@pytest.mark.parametrize(
    ("acts", "drawn_as"),
    [
        (["merge a b", "merge b c"], {"a": "c", "b": "c"}),
        (["merge a b", "merge c a"], {"a": "b", "c": "b"}),
        (["merge a b", "merge c d", "merge b c"], {"a": "d", "b": "d", "c": "d"}),
        (["merge a b", "merge b a"], {"a": "b"}),
        (["merge a b", "merge b c", "part b"], {"a": "c"}),
    ],
)
def test_things_merged_one_after_the_other_are_drawn_as_the_last(acts: list[str], drawn_as: dict[str, str]) -> None:
    steps = []
    for each in acts:
        act, iri, *into = each.split()
        steps.append(Step("merge", iri, into=into[0]) if act == "merge" else Step("part", iri))
    assert View(tuple(steps)).merged == drawn_as
