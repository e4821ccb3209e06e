"""The relationship graph as a person works on it: unfold, lay out, filter, merge, undo, share, restore, take away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from explorer.components.view import encode_places
from tests.browser.test_explorer import SETTLED, WATER, at_rest, nodes, open_graph, place, positions
from tests.browser.windows import NARROW, WIDE, overflow
from tests.explorer.pages.fictional import BASE

Visit = Callable[..., Page]
NETWORK = f"{BASE}organisation/0"
PANELS = {"present": ".ml-choices", "filter": ".ml-sieve", "take": ".ml-take"}
MARK = f"rest/event/{NETWORK}"


def press(page: Page, action: str, subject: str = "") -> None:
    chosen = f"[data-subject={subject!r}]" if subject else ""
    page.locator(f"button[data-action={action!r}]{chosen}").first.click()


def open_panel(page: Page, name: str) -> None:
    press(page, "panel", name)
    expect(page.locator(f"button[data-subject={name}]")).to_have_attribute("aria-expanded", "true")


def lay_out(page: Page, layout: str) -> None:
    press(page, "layout", layout)
    expect(page.locator(f".ml-choices [data-action=layout][data-subject={layout}]")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.wait_for_selector(SETTLED)


def test_a_mark_says_how_many_it_stands_for_and_a_double_click_unfolds_it(visit: Visit) -> None:
    page = open_graph(visit, NETWORK)
    assert len(nodes(page)) == 42
    expect(page.locator("#graph-things tr.ml-mark")).to_contain_text("+ 40 événements")
    page.mouse.dblclick(*place(page, f"graph.getPosition({MARK!r})"))
    page.wait_for_function("window.maillage.graphs.relations.body.nodeIndices.length === 81")
    assert MARK not in nodes(page)


def test_a_click_on_a_mark_names_some_of_those_it_stands_for_and_one_can_be_shown(visit: Visit) -> None:
    page = open_graph(visit, NETWORK)
    page.mouse.click(*place(page, f"graph.getPosition({MARK!r})"))
    shown = page.locator("#choix li button").first
    iri = shown.get_attribute("data-subject")
    shown.click()
    page.wait_for_function("(iri) => window.maillage.graphs.relations.body.nodeIndices.includes(iri)", arg=iri)
    expect(page.locator("#graph-things tr.ml-mark")).to_contain_text("+ 39 événements")


def test_folding_and_undoing_leave_everything_where_it_was(visit: Visit) -> None:
    page = open_graph(visit, NETWORK)
    at_rest(page)
    before = positions(page)
    page.locator(f'#graph-things button[data-action="select"][data-subject="{NETWORK}"]').click()
    page.get_by_role("button", name="Replier").click()
    page.wait_for_function("window.maillage.graphs.relations.body.nodeIndices.length === 2")
    at_rest(page)
    press(page, "undo")
    page.wait_for_function("window.maillage.graphs.relations.body.nodeIndices.length === 42")
    at_rest(page)
    assert positions(page) == before


def test_a_layout_is_restored_exactly_by_its_address_and_undone(visit: Visit) -> None:
    page, other = open_graph(visit), None
    at_rest(page)
    free = positions(page)
    open_panel(page, "present")
    for layout in ("hierarchy", "time", "kind"):
        lay_out(page, layout)
        address = at_rest(page)
        placed = positions(page)
        other = visit(address, other)
        other.wait_for_selector(SETTLED)
        assert positions(other) == placed, layout
        press(page, "undo")
        at_rest(page)
        assert positions(page) == free, layout


def test_forces_at_work_again_are_restored_exactly_too(visit: Visit) -> None:
    page = open_graph(visit)
    open_panel(page, "present")
    lay_out(page, "kind")
    lay_out(page, "force")
    page.wait_for_url("**at=**")
    address = at_rest(page)
    other = visit(address)
    other.wait_for_selector(SETTLED)
    assert positions(other) == positions(page)


def test_a_thing_that_was_moved_stays_there_in_any_layout_and_any_window(visit: Visit) -> None:
    page = open_graph(visit)
    open_panel(page, "present")
    lay_out(page, "time")
    at_rest(page)
    x, y = place(page, f"graph.getPosition({WATER!r})")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 70, y + 40, steps=6)
    page.mouse.up()
    address = at_rest(page)
    moved = positions(page)
    other = visit(address)
    other.wait_for_selector(SETTLED)
    assert positions(other) == moved


def test_a_period_is_filtered_shared_restored_and_lifted(visit: Visit) -> None:
    page = open_graph(visit)
    open_panel(page, "filter")
    page.get_by_label("De l’année").fill("2014")
    page.get_by_label("De l’année").press("Enter")
    expect(page.locator("button[data-subject=filter] small")).to_have_text("1")
    page.wait_for_function("window.maillage.graphs.relations.body.nodeIndices.length < 16")
    address = at_rest(page)
    left = positions(page)
    assert 2 < len(left) < 16
    other = visit(address)
    other.wait_for_selector(SETTLED)
    assert positions(other) == left
    press(page, "unfilter")
    page.wait_for_function("window.maillage.graphs.relations.body.nodeIndices.length === 16")
    press(page, "undo")
    page.wait_for_function(f"window.maillage.graphs.relations.body.nodeIndices.length === {len(left)}")


def test_a_concept_chosen_by_keyboard_filters_the_documents(visit: Visit) -> None:
    page = open_graph(visit)
    open_panel(page, "filter")
    page.get_by_label("Sur un concept").press_sequentially("cowork", delay=20)
    expect(page.locator("[role=option]").first).to_contain_text("coworking")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Tous les concepts")).to_be_visible()
    documents = page.locator("#graph-things tbody tr", has_text="Table ronde")
    expect(documents.filter(has_not_text="coworking")).to_have_count(0)
    expect(documents.first).to_be_visible()


def test_a_second_thing_is_added_and_back_leads_step_by_step_to_where_one_came_from(visit: Visit) -> None:
    page = visit("/")
    page.locator(".ml-bubbles a").first.click()
    page.wait_for_url("**/fiche?**")
    page.locator('a[href^="/relations?iri="]').first.click()
    page.wait_for_url("**/relations?**at=**")
    begun = page.locator("h1").inner_text()
    page.get_by_label("Ajouter une chose").press_sequentially("Atelier des Cimes", delay=15)
    page.locator("[role=option]").first.click()
    expect(page.locator("h1")).to_contain_text("Atelier des Cimes")
    at_rest(page)
    page.go_back()
    expect(page.locator("h1")).to_have_text(begun)
    at_rest(page)
    page.go_back()
    page.wait_for_url("**/fiche?**")


def test_two_things_are_drawn_as_one_and_separated_again(visit: Visit) -> None:
    page = open_graph(visit, f"{BASE}concept/eau {BASE}concept/coworking")
    before = len(nodes(page))
    page.locator(f'#graph-things button[data-action="select"][data-subject="{WATER}"]').click()
    page.get_by_text("Réunir avec une autre chose").click()
    page.get_by_label("La même chose sous un autre nom").select_option(f"{BASE}concept/coworking")
    page.get_by_role("button", name="Réunir", exact=True).click()
    page.wait_for_function(f"window.maillage.graphs.relations.body.nodeIndices.length === {before - 1}")
    expect(page.locator("#graph-things")).to_contain_text("+ coworking")
    page.get_by_role("button", name="séparer").click()
    page.wait_for_function(f"window.maillage.graphs.relations.body.nodeIndices.length === {before}")


def test_why_asked_from_the_table_is_answered_where_the_focus_goes(visit: Visit) -> None:
    page = open_graph(visit)
    page.locator("#graph-links tbody tr", has_text="Table ronde").first.get_by_role("button").press("Enter")
    page.wait_for_function("document.activeElement.id === 'choix'")
    expect(page.locator("#choix mark").first).to_have_text("gestion de l'eau", ignore_case=True)


def test_the_focus_stays_where_the_keyboard_works(visit: Visit) -> None:
    page = open_graph(visit)
    focused = "([document.activeElement.dataset.action, document.activeElement.id].join(' '))"
    event = next(iri for iri in nodes(page) if "/event/2" in iri)
    page.locator(f'#graph-things button[data-action="expand"][data-subject="{event}"]').press("Enter")
    page.wait_for_function("window.maillage.graphs.relations.body.nodeIndices.length > 16")
    page.wait_for_function(f"{focused} === 'select '")
    assert page.evaluate("document.activeElement.dataset.subject") == event
    page.locator(f'#graph-things button[data-action="hide"][data-subject="{event}"]').press("Enter")
    page.wait_for_function(f"{focused} === ' things'")
    page.locator("button[data-action=undo]").press("Enter")
    page.wait_for_function(f"{focused} === 'undo '")
    at_rest(page)  # the places are told once the drawing stands still, and the buttons are drawn again then
    page.locator("button[data-action=kind]").first.press("Enter")
    page.wait_for_function(f"{focused} === 'kind '")
    at_rest(page)
    page.locator("button[data-action=panel]").first.press("Enter")
    page.wait_for_selector(".ml-choices")
    page.wait_for_function(f"{focused} === 'panel '")


def test_communities_and_importance_show_in_the_drawing_and_its_legend(visit: Visit) -> None:
    page = open_graph(visit, f"{WATER} {NETWORK}")
    open_panel(page, "present")
    for action, choice in (("colour", "community"), ("size", "importance")):
        press(page, action, choice)
        expect(page.locator(f".ml-choices [data-subject={choice}]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".ml-groups li").first).to_contain_text("choses")
    page.wait_for_function("window.maillage.drawn.relations.data.nodes.some((node) => node.size === 1)")


def test_a_long_piece_of_work_fits_an_address_and_comes_back_whole(visit: Visit) -> None:
    page = open_graph(visit, NETWORK)
    for number in range(12):
        button = page.locator("#graph-things tbody button[data-action=expand]").nth(number * 3)
        before = page.url
        button.click()
        page.wait_for_function("(old) => location.href !== old", arg=before)
    address = at_rest(page)
    assert len(nodes(page)) > 80
    assert len(address) < 6_000
    placed = positions(page)
    other = visit(address)
    other.wait_for_selector(SETTLED)
    assert positions(other) == placed


def test_the_graph_is_taken_away_as_a_file_or_as_a_picture_of_the_screen(visit: Visit) -> None:
    page = open_graph(visit)
    open_panel(page, "take")
    for name, words in (
        ("SVG", "<svg"), ("GraphML", "<graphml"), ("GEXF", "<gexf"), ("SPARQL", "CONSTRUCT"), ("HTML", "vis-network"),
    ):  # fmt: skip
        with page.expect_download() as download:
            page.locator(".ml-take").get_by_role("link", name=name, exact=True).click()
        assert words in download.value.path().read_text(encoding="utf-8"), name
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG", exact=True).click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_opening_a_panel_leaves_the_drawing_alone(visit: Visit) -> None:
    page = open_graph(visit)
    page.evaluate("window.before = window.maillage.graphs.relations")
    for name in ("present", "filter", "take"):
        open_panel(page, name)
    page.wait_for_selector(".ml-take")
    page.wait_for_timeout(500)
    assert page.evaluate("window.before === window.maillage.graphs.relations")


def test_a_page_taken_away_draws_hostile_labels_as_text_and_asks_nothing(
    visit: Visit, open_page: Visit, tmp_path: Path
) -> None:
    page = open_graph(visit)
    at_rest(page)
    placed = positions(page)
    open_panel(page, "take")
    with page.expect_download() as download:
        page.get_by_role("link", name="HTML", exact=True).click()
    download.value.save_as(tmp_path / "graph.html")
    alone = open_page(strict=True)
    asked: list[str] = []
    errors: list[str] = []
    alone.on("request", lambda request: asked.append(request.url))
    alone.on("dialog", lambda dialog: errors.append(dialog.message))
    alone.on("pageerror", lambda error: errors.append(str(error)))
    alone.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    alone.goto((tmp_path / "graph.html").as_uri())
    alone.wait_for_selector("#graph canvas")
    assert len(asked) == 1
    assert not errors
    assert alone.locator("tbody tr", has_text='<script>alert("x")').count() >= 1
    assert alone.locator("img, iframe").count() == 0
    stood = alone.evaluate(
        "JSON.parse(document.getElementById('given').textContent).nodes.map((node) => [node.id, node.x, node.y])"
    )
    assert {name: {"x": x, "y": y} for name, x, y in stood} == {
        name: {"x": round(at["x"]), "y": round(at["y"])} for name, at in placed.items()
    }


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_an_open_panel_is_no_wider_than_the_screen_and_stands_in_nobodys_way(
    visit: Visit, size: tuple[int, int], scheme: str
) -> None:
    page = visit(f"/relations?iri={quote(NETWORK, safe='')}&lang=en", size=size, scheme=scheme)
    page.wait_for_selector(SETTLED)
    for panel, part in PANELS.items():
        open_panel(page, panel)
        page.wait_for_selector(part)
        at_rest(page)
        assert overflow(page) == 0, panel


@pytest.mark.parametrize(("size", "named"), [(WIDE, True), (NARROW, False)], ids=["wide", "narrow"])
def test_links_are_named_in_a_drawing_of_few_where_there_is_room(
    visit: Visit, size: tuple[int, int], named: bool
) -> None:
    page = visit(f"/relations?iri={quote(f'{BASE}concept/circulaire', safe='')}", size=size)
    page.wait_for_selector(SETTLED)
    links = page.evaluate(
        "Object.values(window.maillage.graphs.relations.body.edges).map((edge) => edge.options.label)"
    )
    assert 0 < len(links) <= 14
    assert any(links) is named
    expect(page.locator("#graph-links")).to_contain_text("subject")


NAMED = "window.maillage.drawn.relations.named"
MEETING = f"""() => {{
  const boxes = [...{NAMED}.values()];
  const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom
    && other.top < one.bottom;
  return boxes.flatMap((one, at) => boxes.slice(0, at).filter((other) => meet(one, other))).length;
}}"""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_names_run_into_no_other_and_come_with_the_zoom(visit: Visit, size: tuple[int, int]) -> None:
    page = open_graph(visit, NETWORK, size=size)
    at_rest(page)
    named = page.evaluate(f"[...{NAMED}.keys()]")
    assert NETWORK in named
    assert 3 <= len(named) < len(nodes(page))
    assert page.evaluate(MEETING) == 0
    for _ in range(8):
        page.locator(".ml-graph-tools button").first.click()
    page.wait_for_function(f"(before) => {NAMED}.size > before", arg=len(named))
    assert page.evaluate(MEETING) == 0


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_what_is_counted_has_its_name_and_names_stand_above_where_below_is_no_room(
    visit: Visit, size: tuple[int, int]
) -> None:
    page = open_graph(visit, NETWORK, size=size)
    at_rest(page)
    assert MARK in page.evaluate(f"[...{NAMED}.keys()]")
    above = """() => {
        const { named, network } = window.maillage.drawn.relations, places = network.getPositions();
        return [...named].filter(([iri, box]) => box.bottom < places[iri].y).length;
    }"""
    assert size == NARROW or page.evaluate(above) > 0
    cut = """() => {
        const { named, network } = window.maillage.drawn.relations;
        return [...named.values()].filter((box) => network.canvasToDOM({ x: box.left, y: box.top }).y < 0).length;
    }"""
    assert page.evaluate(cut) == 0


def test_what_is_chosen_says_its_name_first(visit: Visit) -> None:
    page = open_graph(visit, NETWORK, size=NARROW)
    at_rest(page)
    silent = next(iri for iri in nodes(page) if iri not in page.evaluate(f"[...{NAMED}.keys()]") and iri != MARK)
    page.locator(f'#graph-things button[data-action="select"][data-subject="{silent}"]').click()
    page.wait_for_function(f"(iri) => {NAMED}.has(iri)", arg=silent)


def test_that_a_view_comes_from_another_snapshot_is_said_until_something_is_done(visit: Visit) -> None:
    word = encode_places({WATER: (0, 0)}, [WATER], "another")
    page = visit(f"/relations?iri={quote(WATER, safe='')}&at={word}")
    page.wait_for_selector(SETTLED)
    page.wait_for_url(lambda address: word not in address)
    at_rest(page)
    told = page.get_by_text("Cette adresse vient d’un autre instantané")
    expect(told).to_be_visible()
    open_panel(page, "present")
    expect(told).to_have_count(0)
