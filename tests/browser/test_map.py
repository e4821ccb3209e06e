"""The map as a person uses it: by mouse and by keyboard alone, at every width, without asking another host."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sockets import meddled
from tests.browser.windows import NARROW, WIDE

Visit = Callable[..., Page]


def closer(page: Page) -> None:
    page.wait_for_function("window.maillage?.ready")  # before, a link is followed as any other
    page.get_by_role("link", name="Closer", exact=True).focus()
    page.keyboard.press("Enter")


def test_a_spot_opens_closer_and_the_address_brings_the_view_back(visit: Visit) -> None:
    page = visit("/carte")
    page.locator(".ml-many").first.click()
    page.wait_for_url("**box=**")
    expect(page.locator("#places")).to_contain_text("hors de cette vue")
    shown = page.locator("#places").inner_text()
    page.reload()
    expect(page.locator("#places")).to_have_text(shown)
    page.get_by_role("link", name="Tout voir").click()
    expect(page.locator("#places")).to_contain_text("13 choses")


def test_a_place_is_reached_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/carte?lang=en")
    closer(page)
    page.wait_for_url("**box=**")
    page.wait_for_function("document.activeElement.id === 'places'")
    page.locator(".ml-one").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/fiche?**")


def test_the_focus_comes_to_the_places_though_the_message_was_lost_at_first(open_page: Visit, address: str) -> None:
    page = open_page()
    lost = meddled(page, times=0)
    page.goto(f"{address}/carte?lang=en")
    closer(page)
    page.wait_for_function("document.activeElement.id === 'places'")
    assert lost
    assert "box=" in page.url


def test_the_focus_stays_at_the_places_where_these_are_drawn_anew(visit: Visit) -> None:
    page = visit("/carte?lang=en")
    closer(page)
    page.wait_for_function("document.activeElement.id === 'places'")
    page.evaluate("document.activeElement.replaceWith(document.activeElement.cloneNode(true))")
    page.wait_for_function("document.activeElement.id === 'places'")


def test_a_number_of_thousands_has_room_in_its_spot_on_a_telephone(visit: Visit) -> None:
    spot = visit("/carte", size=NARROW).locator(".ml-many").first
    middle, width, letters = spot.evaluate("""(spot) => {
      spot.firstChild.textContent = "12\\u202f345";
      const words = document.createRange();
      words.selectNode(spot.firstChild);
      const [box, place, letters] = [spot, spot.parentElement, words].map((each) => each.getBoundingClientRect());
      return [box.left + box.width / 2 - place.left - place.width / 2, box.width, letters.width]; }""")
    assert width > letters + 4
    assert abs(middle) < 1


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_map_is_really_drawn(visit: Visit, size: tuple[int, int]) -> None:
    page = visit("/carte", size=size)
    page.wait_for_selector(".ml-foot")
    picture = page.locator(".ml-map img")
    expect(picture).to_be_visible()
    assert picture.evaluate("(image) => image.complete && image.naturalWidth > 0")
    box = picture.bounding_box()
    assert box
    assert box["height"] > 150
    spots = page.locator(".ml-map li")
    assert spots.count() > 3
    for at in range(spots.count()):
        place = spots.nth(at).bounding_box()
        assert place
        assert box["x"] <= place["x"] + place["width"] / 2 <= box["x"] + box["width"]


@pytest.mark.parametrize("size", [WIDE, (800, 900), NARROW], ids=["wide", "middle", "narrow"])
def test_nothing_on_the_map_hides_a_name_or_a_place(visit: Visit, size: tuple[int, int]) -> None:
    page = visit("/carte", size=size)
    page.wait_for_selector(".ml-foot")
    drawn = page.locator(".ml-name:visible, .ml-degrees span:visible, .ml-many, .ml-one .ml-icon").all()
    boxes = [box for each in drawn if (box := each.bounding_box())]
    assert page.locator(".ml-name:visible").count() >= 1
    meeting = [
        (one, other)
        for at, one in enumerate(boxes)
        for other in boxes[:at]
        if abs(one["x"] + one["width"] / 2 - other["x"] - other["width"] / 2) < (one["width"] + other["width"]) / 2 - 1
        and abs(one["y"] + one["height"] / 2 - other["y"] - other["height"] / 2)
        < (one["height"] + other["height"]) / 2 - 1
    ]
    assert not meeting
