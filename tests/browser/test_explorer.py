"""The explorer as a person uses it, in a real browser over a real server."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from explorer.components.address import PATHS
from tests.browser.windows import NARROW, WIDE, in_scheme, overflow
from tests.explorer.pages.fictional import BASE, HOSTILE

Visit = Callable[..., Page]
COWORKING = f"{BASE}concept/coworking"
WATER = f"{BASE}concept/eau"
SETTLED = ".ml-graph[data-settled]"


def nodes(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.maillage.graphs.relations.body.nodeIndices")
    return found


def positions(page: Page) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = page.evaluate("window.maillage.graphs.relations.getPositions()")
    return found


def place(page: Page, script: str) -> tuple[float, float]:
    """Where a point of the graph is on the screen."""
    x, y = page.evaluate(
        f"""() => {{ const graph = window.maillage.graphs.relations; const at = graph.canvasToDOM({script});
        const box = document.querySelector('.ml-canvas').getBoundingClientRect();
        return [at.x + box.left, at.y + box.top]; }}"""
    )
    return x, y


def open_graph(visit: Visit, iri: str = WATER, **options: object) -> Page:
    page = visit(f"/relations?iri={quote(iri, safe='')}", **options)
    page.wait_for_selector(SETTLED)
    page.wait_for_url("**at=**")
    return page


def at_rest(page: Page) -> str:
    """The path and parameters once all that was asked is done and the drawing has told where everything stands."""
    quiet = f"() => document.querySelector({SETTLED!r}) && window.maillage?.left?.() === 0 && location.href"
    before, now = "", page.wait_for_function(quiet).json_value()
    while before != now:
        page.wait_for_timeout(500)
        before, now = now, page.wait_for_function(quiet).json_value()
    parts = urlsplit(now)
    return f"{parts.path}?{parts.query}"


def test_a_search_forgives_slips_and_leads_to_a_page_by_keyboard(visit: Visit) -> None:
    page = visit("/")
    page.get_by_role("combobox").press_sequentially("cowroking", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("coworking")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("coworking")
    page.wait_for_function("document.activeElement.tagName === 'H1'")


def test_keys_pressed_before_a_text_is_answered_choose_among_its_own_suggestions(visit: Visit) -> None:
    page = visit("/")
    field = page.get_by_role("combobox")
    field.press_sequentially("transition", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("transition")
    page.keyboard.press("ArrowDown")
    field.fill("coworking")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("coworking")


def test_a_search_for_nothing_known_says_so(visit: Visit) -> None:
    page = visit("/")
    page.get_by_role("combobox").fill("zzzzzzzz")
    expect(page.locator(".ml-none")).to_contain_text("Rien de ce nom")


def test_an_arrow_and_enter_before_nothing_is_found_lead_to_all_that_is_found(visit: Visit) -> None:
    page = visit("/")
    field = page.get_by_role("combobox")
    field.fill("zzzzzzzz")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**zzzzzzzz**")


def test_enter_without_a_choice_lists_everything_the_words_may_mean(visit: Visit) -> None:
    page = visit("/")
    page.get_by_role("combobox").fill("énergie")
    page.keyboard.press("Enter")
    expect(page.locator("#results")).to_contain_text("énergie")


def test_why_shows_the_words_in_their_context_and_takes_the_focus(visit: Visit) -> None:
    page = visit(f"/fiche?iri={quote(COWORKING)}")
    page.get_by_role("link", name="Pourquoi le lien").first.click()
    expect(page.locator(".ml-evidence mark").first).to_have_text("coworking", ignore_case=True)
    page.wait_for_function("document.activeElement.id.startsWith('preuve-')")
    page.get_by_role("link", name="fermer").click()
    expect(page.locator(".ml-evidence")).to_have_count(0)


def test_back_and_forward_go_where_one_was(visit: Visit) -> None:
    page = visit("/")
    page.locator(".ml-bubbles a").first.click()
    page.wait_for_url("**/fiche?**")
    theme = page.locator("h1").inner_text()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Réseau Lacs et Cimes")
    page.go_forward()
    expect(page.locator("h1")).to_have_text(theme)


def test_a_click_on_a_node_opens_its_card(visit: Visit) -> None:
    page = open_graph(visit)
    event = next(iri for iri in nodes(page) if "/event/" in iri)
    page.mouse.click(*place(page, f"graph.getPosition({event!r})"))
    expect(page.locator(".ml-panel").get_by_role("link", name="Ouvrir la fiche")).to_be_visible()
    assert quote(event, safe="") in page.url


def test_a_double_click_expands_a_node(visit: Visit) -> None:
    page = open_graph(visit)
    before = nodes(page)
    event = next(iri for iri in before if "/event/2" in iri)
    page.mouse.dblclick(*place(page, f"graph.getPosition({event!r})"))
    page.wait_for_function(f"window.maillage.graphs.relations.body.nodeIndices.length > {len(before)}")
    assert set(before) < set(nodes(page))


def test_a_click_on_an_edge_shows_its_evidence(visit: Visit) -> None:
    page = open_graph(visit)
    middle = (
        "(() => { const edge = graph.body.edges[graph.body.edgeIndices.find((id) => id.includes('/event/2'))];"
        " return { x: (edge.from.x + edge.to.x) / 2, y: (edge.from.y + edge.to.y) / 2 }; })()"
    )
    page.mouse.click(*place(page, middle))
    expect(page.locator(".ml-panel .ml-evidence mark").first).to_be_visible()


def test_the_tables_hold_what_the_drawing_holds(visit: Visit) -> None:
    page = open_graph(visit)
    assert page.locator("#graph-things tbody tr").count() == len(nodes(page))
    drawn = page.evaluate("window.maillage.graphs.relations.body.edgeIndices.length")
    buttons = page.locator("#graph-links tbody button")
    expect(buttons.first).to_be_visible()
    pairs = buttons.evaluate_all("(all) => all.map((button) => button.dataset.subject)")
    assert len({tuple(sorted(pair.split())) for pair in pairs}) == drawn


def test_the_graph_can_be_worked_by_keyboard_alone(visit: Visit) -> None:
    page = open_graph(visit)
    before = len(nodes(page))
    hide = page.locator("#graph-things tbody tr").nth(2).get_by_role("button", name="Masquer")
    hide.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"window.maillage.graphs.relations.body.nodeIndices.length === {before - 1}")
    page.get_by_role("button", name="Annuler").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"window.maillage.graphs.relations.body.nodeIndices.length === {before}")
    page.get_by_role("button", name="Rétablir").press("Enter")
    page.wait_for_function(f"window.maillage.graphs.relations.body.nodeIndices.length === {before - 1}")


def test_an_address_restores_the_view_exactly_in_another_window(visit: Visit) -> None:
    page = open_graph(visit)
    event = next(iri for iri in nodes(page) if "/event/2" in iri)
    old = page.url
    page.locator(f'#graph-things button[data-action="expand"][data-subject="{event}"]').click()
    page.wait_for_function("(old) => location.href !== old", arg=old)
    page.locator('.ml-legend button[data-subject="person"]').click()
    expect(page.locator('.ml-legend button[data-subject="person"]')).to_have_attribute("aria-pressed", "false")
    address = at_rest(page)
    assert len(page.url) < 4_000
    other = visit(address)
    other.wait_for_selector(SETTLED)
    assert positions(other) == positions(page)
    expect(other.locator('.ml-legend button[data-subject="person"]')).to_have_attribute("aria-pressed", "false")


def test_a_named_question_is_answered_with_links_and_downloads(visit: Visit) -> None:
    page = visit(f"/interroger?question=who-works-on&concept={quote(COWORKING)}")
    expect(page.locator(".ml-answer tbody tr").first).to_contain_text("Réseau Lacs et Cimes")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger en CSV").click()
    assert "actor,actor_label,documents" in download.value.path().read_text(encoding="utf-8")
    page.locator(".ml-answer tbody a").first.click()
    expect(page.locator("h1")).to_have_text("Réseau Lacs et Cimes")


def test_a_wrong_query_is_explained_and_its_line_marked(visit: Visit) -> None:
    page = visit("/interroger")
    page.locator("#ml-editor").fill("SELECT * {\n  ?s ?p ?o .\n  ?s ?p\n}")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".ml-answer [role=alert]")).to_contain_text("ligne 4")
    expect(page.locator(".ml-editor-gutter .ml-wrong")).to_have_text("4")


def test_a_query_is_shared_by_its_address(visit: Visit) -> None:
    page = visit("/interroger")
    page.locator("#ml-editor").fill("ASK { ?s a skos:Concept }")
    page.get_by_role("button", name="Exécuter").click()
    expect(page.locator(".ml-boolean")).to_have_text("Oui")
    page.wait_for_url("**query=**")
    other = visit(page.url[page.url.index("/interroger") :])
    expect(other.locator(".ml-boolean")).to_have_text("Oui")


def test_hostile_labels_are_shown_as_text_everywhere(visit: Visit) -> None:
    iri = quote(f"{BASE}event/hostile", safe="")
    page = visit(f"/fiche?iri={iri}")
    expect(page.locator("h1")).to_have_text(HOSTILE)
    graph = open_graph(visit, f"{BASE}event/hostile")
    expect(graph.locator("#graph-things")).to_contain_text("<script>")
    graph.mouse.move(*place(graph, f"graph.getPosition('{BASE}event/hostile')"))
    expect(graph.locator(".ml-tip").first).to_contain_text("<script>")
    assert graph.locator("img[src=x]").count() == 0


def test_english_is_complete_and_kept_from_page_to_page(visit: Visit) -> None:
    page = visit(f"/fiche?iri={quote(COWORKING)}")
    expect(page).to_have_title("coworking · Réseau Lacs et Cimes")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Neighbourhood")).to_be_visible()
    expect(page).to_have_title("coworking · Lakes and Peaks Network")
    page.get_by_role("link", name="Quality").click()
    expect(page.locator("h1")).to_have_text("Quality")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("link", name="Français", exact=True).click()
    expect(page.locator("h1")).to_have_text("Qualité")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Quality")
    page.wait_for_function("document.documentElement.lang === 'en'")
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Qualité")
    page.wait_for_function("document.documentElement.lang === 'fr'")


def test_the_field_holds_the_words_of_the_address_and_loses_them_with_it(visit: Visit) -> None:
    page = visit("/?q=tele")
    field = page.get_by_role("combobox")
    expect(field).to_have_value("tele")
    page.wait_for_function("window.maillage?.ready")
    field.fill("zzzz")
    field.press("Enter")
    expect(page.locator("h2").first).to_contain_text("zzzz")
    expect(field).to_have_value("zzzz")
    page.go_back()
    expect(field).to_have_value("tele")
    page.locator(".ml-brand").click()
    expect(field).to_have_value("")


RINGED = """() => {
  for (let each = document.activeElement; each; each = each.parentElement) {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    if (outlineStyle === "solid" && outlineWidth === "3px") return each.matches(":not(main)");
  }
  return false;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_field_of_an_export_has_the_ring_of_the_search_field(visit: Visit, scheme: str) -> None:
    page = visit("/exporter", scheme=scheme)
    page.get_by_role("textbox", name="CONSTRUCT").wait_for()
    page.wait_for_function("window.maillage?.ready")
    for name in ("Format", "Sources", "Depuis l’année", "Jusqu’à l’année", "CONSTRUCT", "Avec les preuves"):
        found = page.locator("input, textarea").and_(page.get_by_label(name)).all()
        found[0].focus()
        page.keyboard.press("Shift")
        assert page.evaluate(RINGED), name


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_parts_of_the_export_page_stand_apart(visit: Visit, size: tuple[int, int]) -> None:
    page = visit("/exporter", size=size)
    button, below = page.locator(".st-key-part-make button"), page.get_by_role("heading", name="Par une requête")
    expect(below).to_be_visible()
    page.wait_for_function("window.maillage?.ready")
    above, title = button.bounding_box(), below.bounding_box()
    assert above
    assert title
    assert 40 <= title["y"] - above["y"] - above["height"] <= 80
    assert overflow(page) == 0


def test_a_file_is_prepared_and_downloaded(visit: Visit) -> None:
    page = visit("/exporter")
    page.locator(".st-key-whole-make button").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger maillage.nq").click()
    assert "concept/coworking" in download.value.path().read_text(encoding="utf-8")


def test_a_prepared_file_stays_until_its_own_choices_change(visit: Visit) -> None:
    page = visit("/exporter")
    page.locator(".st-key-whole-make button").click()
    whole = page.get_by_role("button", name="Télécharger maillage.nq")
    whole.wait_for()
    page.locator(".st-key-part-make button").click()
    expect(page.get_by_text("La sélection est vide")).to_be_visible()
    expect(whole).to_be_visible()
    page.locator(".st-key-whole-evidence").get_by_text("Avec les preuves").click()
    expect(whole).to_have_count(0)


@pytest.mark.parametrize("path", [
    f"/relations?iri={quote(WATER)}", f"/concepts?about={quote(WATER)}&versus={quote(COWORKING)}",
    "/acteurs?", "/qualite?", "/a-propos?",
])  # fmt: skip
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_table_fits_a_telephone(visit: Visit, path: str, language: str) -> None:
    page = visit(f"{path}&lang={language}", size=NARROW)
    page.wait_for_selector(".ml-foot")
    wide = """() => { document.querySelectorAll("details").forEach((each) => { each.open = true; });
      return [...document.querySelectorAll(".ml-scroll")].filter((each) => each.scrollWidth > each.clientWidth)
        .map((each) => each.getAttribute("aria-label")); }"""
    assert page.locator(".ml-scroll").count()
    assert page.evaluate(wide) == []


@pytest.mark.parametrize("path", [f"/relations?iri={quote(WATER)}", "/acteurs", "/"])
def test_every_stop_of_the_keyboard_is_seen(visit: Visit, path: str) -> None:
    page = visit(path)
    page.wait_for_selector(".ml-foot")
    page.wait_for_selector(f"{SETTLED}, .ml-bubbles")
    seen = """() => { let stop = document.activeElement;
      while (stop.shadowRoot?.activeElement) stop = stop.shadowRoot.activeElement;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(stop);
      const ring = parseFloat(outlineWidth) > 0 && outlineStyle !== "none";
      return [stop.outerHTML.slice(0, 120), ring || boxShadow !== "none"]; }"""
    for _ in range(40):
        page.keyboard.press("Tab")
        stop, is_seen = page.evaluate(seen)
        assert is_seen or stop.startswith("<body"), stop


def test_the_first_stop_of_the_keyboard_leads_past_the_menu_in_the_language_of_the_page(visit: Visit) -> None:
    page = visit("/chronologie")
    page.get_by_role("link", name="English", exact=True).click()
    page.wait_for_url("**lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    page.wait_for_selector("h1#contenu")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Aller au contenu")).to_have_count(0)
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'contenu'")


def test_names_in_the_drawing_are_not_cut_at_its_edges_on_a_telephone(visit: Visit) -> None:
    page = open_graph(visit, size=NARROW)
    width, left, right, letters = page.evaluate(
        """() => { const graph = window.maillage.graphs.relations;
          const across = Object.values(graph.getPositions()).map((at) => graph.canvasToDOM(at).x);
          const width = document.querySelector(".ml-canvas").clientWidth;
          return [width, Math.min(...across), Math.max(...across), 13 * graph.getScale()]; }"""
    )
    assert min(left, width - right) > 5 * letters


def test_a_damaged_address_of_a_view_is_said_where_one_begins_again(visit: Visit) -> None:
    page = visit("/relations?view=zzz&lang=en")
    expect(page.get_by_role("alert")).to_contain_text("The address of the view is damaged")
    expect(page.get_by_role("combobox")).to_be_visible()


@pytest.mark.parametrize("name", list(PATHS))
def test_no_page_is_wider_than_the_screen(visit: Visit, name: str) -> None:
    page = visit(f"/{PATHS[name]}?iri={quote(WATER)}", size=NARROW, scheme="dark")
    page.wait_for_selector(".ml-foot")
    for width, height in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("dark", "light"):
            in_scheme(page, scheme)
            assert overflow(page) == 0, (width, scheme)
