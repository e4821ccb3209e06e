"""Clicks that come faster than the server answers, or more than once, or not at all: each is done once."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from explorer.components.view import View, decode
from tests.browser.sockets import held, meddled
from tests.browser.test_explorer import COWORKING, WATER, at_rest, nodes, open_graph, positions
from tests.browser.test_relations import NETWORK
from tests.explorer.pages.fictional import BASE

Visit = Callable[..., Page]
PRESS = """(what) => [...document.querySelectorAll(what)].slice(0, 3)
  .map((each) => { each.click(); return each.dataset.subject; })"""
UNDO = "for (let n = 0; n < 3; n += 1) document.querySelector('button[data-action=undo]').click()"


def shown(page: Page) -> View:
    """The view that the address holds, once the drawing has told where everything stands."""
    return decode(parse_qs(urlsplit(at_rest(page)).query)["view"][0], BASE)


def test_buttons_pressed_faster_than_a_run_begins_are_all_done_in_their_order(visit: Visit) -> None:
    page = open_graph(visit, NETWORK)
    pressed = page.evaluate(PRESS, "#graph-things tr:not(.ml-mark) button[data-action=expand]:not([disabled])")
    expect(page.locator("button[data-action=undo]")).to_be_enabled()
    page.wait_for_function("window.maillage.left() === 0")
    assert [step.iri for step in shown(page).steps if step.act == "expand"] == pressed
    page.evaluate(
        "() => { for (let n = 0; n < 3; n += 1) document.querySelector('button[data-action=undo]').click(); }"
    )
    page.wait_for_function("window.maillage.left() === 0")
    assert [step.act for step in shown(page).steps] == ["add"]


def test_kinds_left_out_at_once_are_all_left_out(visit: Visit) -> None:
    page = open_graph(visit)
    pressed = page.evaluate(PRESS, "button[data-action=kind]")
    page.wait_for_function("window.maillage.left() === 0")
    assert len(pressed) > 1
    assert set(shown(page).without_kinds) == set(pressed)


def test_gestures_in_the_drawing_faster_than_a_run_are_all_done_in_their_order(visit: Visit) -> None:
    page = open_graph(visit, NETWORK)
    one, other, moved = [iri for iri in nodes(page) if "/event/" in iri][:3]
    page.evaluate(
        """([one, other, moved]) => {
          const { emitter } = window.maillage.graphs.relations.body;
          const gesture = (name, iri) => emitter.emit(name, { nodes: [iri], edges: [] });
          gesture("doubleClick", one);
          gesture("doubleClick", other);
          gesture("dragEnd", moved);
          document.querySelector("button[data-action=panel]").click();
          gesture("click", one);
          gesture("click", moved);
        }""",
        [one, other, moved],
    )
    expect(page.locator("#choix").get_by_role("button", name="Libérer")).to_be_visible()
    page.wait_for_function("window.maillage.left() === 0")
    expect(page.locator(".ml-choices").first).to_be_visible()
    assert [(step.act, step.iri) for step in shown(page).steps[1:]] == [
        ("expand", one), ("expand", other), ("pin", moved),
    ]  # fmt: skip
    assert parse_qs(urlsplit(page.url).query)["on"] == [moved]


def test_a_thing_stays_where_it_was_dragged_whatever_is_clicked_meanwhile(visit: Visit) -> None:
    page = open_graph(visit)
    event = next(iri for iri in nodes(page) if "/event/" in iri)
    page.evaluate(
        """(iri) => {
          const graph = window.maillage.graphs.relations;
          graph.moveNode(iri, 700, -333);
          graph.body.emitter.emit("dragEnd", { nodes: [iri], edges: [] });
          document.querySelector("button[data-action=panel]").click();
        }""",
        event,
    )
    page.wait_for_selector(".ml-choices")
    page.wait_for_function("window.maillage.left() === 0")
    at_rest(page)
    page.reload()
    page.wait_for_selector(".ml-graph[data-settled]")
    assert {axis: round(value) for axis, value in positions(page)[event].items()} == {"x": 700, "y": -333}


def test_a_link_followed_right_after_a_button_wins_and_going_back_finds_what_was_done(visit: Visit) -> None:
    page = open_graph(visit, NETWORK)
    at_rest(page)
    before = len(nodes(page))
    page.evaluate(
        """() => {
          document.querySelector("#graph-things tr:not(.ml-mark) button[data-action=expand]:not([disabled])").click();
          document.querySelector(".ml-sections a[href='/concepts']").click();
        }"""
    )
    page.wait_for_selector(".ml-tree")
    page.go_back()
    page.wait_for_function(f"window.maillage.graphs.relations?.body.nodeIndices.length > {before}")


@pytest.mark.parametrize("left", ["", "/concepts"], ids=["on the page", "on its way to another"])
def test_the_other_language_is_that_of_where_all_that_was_clicked_before_leads(visit: Visit, left: str) -> None:
    page = open_graph(visit, NETWORK)
    at_rest(page)
    pressed = page.evaluate(
        """(left) => {
          const found = [...document.querySelectorAll("#graph-things tr:not(.ml-mark) [data-action=expand]:enabled")];
          const pressed = found.slice(0, 3).map((each) => { each.click(); return each.dataset.subject; });
          if (left) document.querySelector(`.ml-sections a[href='${left}']`).click();
          document.querySelector("a[hreflang=en]").click();
          return pressed;
        }""",
        left,
    )
    page.wait_for_function("new URLSearchParams(location.search).get('lang') === 'en' && window.maillage.left() === 0")
    expect(page.get_by_role("link", name="Français", exact=True)).to_be_visible()
    assert urlsplit(page.url).path == (left or "/relations")
    if not left:
        assert [step.iri for step in shown(page).steps if step.act == "expand"] == pressed
        page.get_by_role("link", name="Français", exact=True).click()
        page.wait_for_function("!new URLSearchParams(location.search).has('lang')")


def test_a_view_that_was_left_is_the_same_when_a_link_leads_back_to_it(visit: Visit) -> None:
    page = open_graph(visit)
    address = at_rest(page)
    before = nodes(page)
    page.evaluate(PRESS, "button[data-action=kind]")
    page.wait_for_function("window.maillage.left() === 0")
    page.locator(".ml-sections a[href='/a-propos']").click()
    page.wait_for_function("location.pathname === '/a-propos'")
    page.evaluate("(there) => window.maillage.go(there)", address)
    page.wait_for_function("window.maillage.left() === 0")
    page.wait_for_function(f"window.maillage.graphs.relations.body.nodeIndices.length === {len(before)}")
    page.locator("button[data-action=panel]").first.click()
    page.wait_for_selector(".ml-choices")
    assert sorted(nodes(page)) == sorted(before)


def test_a_thing_or_a_period_added_right_after_a_button_is_added_to_what_the_button_did(
    open_page: Visit, address: str
) -> None:
    page = open_page()
    socket = held(page)
    page.goto(f"{address}/relations?iri={WATER}")
    at_rest(page)
    page.locator("button[data-action=panel][data-subject=filter]").click()
    page.locator(".ml-sieve input[name=first]").fill("2009")
    page.locator("#ml-search-relations-add-fr").press_sequentially("cowork", delay=20)
    expect(page.locator(".ml-suggestions [role=option]").first).to_contain_text("coworking")
    socket.hold()
    pressed = page.evaluate(PRESS, "#graph-things tr:not(.ml-mark) button[data-action=expand]:not([disabled])")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator(".ml-sieve button[type=submit]").click()
    socket.release()
    page.wait_for_function("window.maillage.left() === 0")
    assert [(step.act, step.iri) for step in shown(page).steps[1:]] == [
        *(("expand", iri) for iri in pressed), ("add", COWORKING),
    ]  # fmt: skip
    assert shown(page).first == 2009


@pytest.mark.parametrize("times", [0, 2])
def test_a_click_whose_message_is_lost_or_comes_twice_is_done_once(open_page: Visit, address: str, times: int) -> None:
    page = open_page()
    seen = meddled(page, times)
    page.goto(f"{address}/relations?iri={WATER}")
    at_rest(page)
    (pressed,) = page.evaluate(PRESS, "#graph-things tr:nth-child(3) button[data-action=expand]:not([disabled])")
    page.wait_for_function("window.maillage.left() === 0")
    assert [step.iri for step in shown(page).steps if step.act == "expand"] == [pressed]
    assert seen


@pytest.mark.parametrize("target", ["/chronologie?first=2015&last=2015", "/concepts"])
def test_a_link_whose_message_comes_again_leads_to_the_same_page(open_page: Visit, address: str, target: str) -> None:
    page = open_page()
    socket = held(page)
    page.goto(f"{address}/chronologie")
    page.wait_for_function("window.maillage?.ready && window.maillage.left() === 0")
    page.evaluate("(there) => window.maillage.go(there)", target)
    page.wait_for_function("(there) => location.pathname + location.search === there", arg=target)
    page.wait_for_function("window.maillage.left() === 0")
    main = page.locator("[data-testid=stMain]")
    page.wait_for_timeout(1_000)
    before = main.inner_text(), page.evaluate("history.length")
    assert socket.last
    socket.last()
    page.wait_for_timeout(2_000)
    assert (main.inner_text(), page.evaluate("history.length")) == before
    assert page.url == address + target


def test_after_a_step_back_the_address_says_what_is_done_next(visit: Visit) -> None:
    page = open_graph(visit)
    page.evaluate(PRESS, "#graph-things tr:not(.ml-mark) button[data-action=expand]:not([disabled])")
    at_rest(page)
    page.go_back()
    at_rest(page)
    (kind, *_) = page.evaluate(PRESS, "button[data-action=kind]")
    at_rest(page)
    assert kind in shown(page).without_kinds


def test_the_language_chosen_on_a_page_outlives_loading_it_again_whatever_the_browser_prefers(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page()
    page.set_extra_http_headers({"Accept-Language": "en-GB,en;q=0.9"})
    page.goto(address)
    page.get_by_role("link", name="Français", exact=True).click()
    expect(page.get_by_role("link", name="English", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="English", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "fr"
