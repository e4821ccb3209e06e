"""Plain text and HTML as blocks whose text stands in the page's text."""

from __future__ import annotations

from ingest.prose.blocks import text_page
from ingest.prose.markup import html_page
from ingest.prose.page import Page
from ontology.errors import Place


def shape(page: Page) -> list[tuple[str, str]]:
    for block in page.blocks:
        assert page.text[block.start : block.end] == block.text
    return [(block.kind.value, block.text) for block in page.blocks]


def from_html(markup: str) -> Page:
    return html_page(markup, Place("page.html"))


def test_text_parts_in_headings_paragraphs_and_items_with_their_lines() -> None:
    page = text_page("Titre\n=====\n\nUn mot,\npuis deux.\n• un\n  suite\n• deux\n\n## Fin\n")
    assert shape(page) == [
        ("heading", "Titre"),
        ("paragraph", "Un mot,\npuis deux."),
        ("item", "un\n  suite"),
        ("item", "deux"),
        ("heading", "Fin"),
    ]
    assert [page.line(block.start) for block in page.blocks] == [1, 4, 6, 8, 10]


def test_a_table_drawn_in_text_is_rows_under_named_columns() -> None:
    page = text_page("| Date | Titre |\n|---|---|\n| 3 mai | Semer |\n| 4 mai | |")
    assert [(block.header, [cell.text for cell in block.cells()]) for block in page.blocks] == [
        (("Date", "Titre"), ["3 mai", "Semer"]),
        (("Date", "Titre"), ["4 mai", ""]),
    ]


def test_html_keeps_line_breaks_items_and_entities() -> None:
    page = from_html("<h2>A &amp; B</h2><ul><li>un<br>deux<li><p>trois</p><p>quatre</p></ul><p>cinq &eacute;t&eacute;s")
    assert shape(page) == [
        ("heading", "A & B"),
        ("item", "un\ndeux"),
        ("item", "trois\nquatre"),
        ("paragraph", "cinq étés"),
    ]


def test_menus_scripts_footers_and_hidden_words_are_no_part_of_a_page() -> None:
    page = from_html(
        "<body><header>h</header><nav>n</nav><div class='main-menu'>m</div><div hidden>c</div><script>s</script>"
        "<p>ici</p><aside>a</aside><form>f</form><footer>p</footer></body>"
    )
    assert page.text == "ici"


def test_a_wrapper_that_only_sounds_like_a_menu_keeps_its_content() -> None:
    assert from_html("<div class='content sidebar'><h1>Agenda</h1><p>ici</p></div>").text == "Agenda\n\nici"


def test_the_element_that_a_page_marks_as_main_is_its_content() -> None:
    assert from_html("<p>avant</p><main><p>dedans</p></main><p>après</p>").text == "dedans"


def test_a_first_row_of_usual_names_is_the_header_whatever_its_layout() -> None:
    rows = "<tr><td>Date<td>Intitulé<td>Intervenant<tr><td>3 mai<td>Semer<td>Anne Coste"
    (row,) = from_html(f"<table>{rows}</table>").blocks
    assert (row.text, row.header) == ("3 mai\tSemer\tAnne Coste", ("Date", "Intitulé", "Intervenant"))
    without = from_html("<table><tr><td>Semer<td>3 mai<tr><td>Date<td>Titre</table>").blocks
    assert [row.header for row in without] == [(), ()]


def test_html_rows_know_their_columns_and_layout_tables_are_no_rows() -> None:
    (row,) = from_html("<table><tr><th>Date<th>Titre<tr><td>3 mai<td>Semer</table>").blocks
    assert (row.header, [cell.text for cell in row.cells()]) == (("Date", "Titre"), ["3 mai", "Semer"])
    laid_out = from_html("<table><tr><td><ul><li>un</ul><td><h2>deux</h2></table>")
    assert shape(laid_out) == [("item", "un"), ("heading", "deux")]


def test_superscripts_do_not_part_words() -> None:
    assert from_html("<p>1<sup>er</sup> mars").text == "1er mars"
