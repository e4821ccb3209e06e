"""Plain text and HTML as blocks whose text stands in the page's text."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param("<td><td>Semer<td>Vif", ["Titre: Semer", "Lieu: Vif"], id="the first cell is empty"),
        pytest.param("<td>3 mai<td><td>Vif", ["Date: 3 mai", "Titre: ", "Lieu: Vif"], id="one between is empty"),
        pytest.param(
            "<td rowspan=2>3 mai<td>Semer<td>Vif<tr><td>Tailler<td>Lans",
            ["Titre: Tailler", "Lieu: Lans", "Date: 3 mai"],
            id="a date over two rows",
        ),
        pytest.param(
            "<td rowspan=2>3 mai<td>Semer<td>Vif<tr><td>Tailler<td>Lans<tr><td>4 mai<td>Greffer<td>Vif",
            ["Date: 4 mai", "Titre: Greffer", "Lieu: Vif"],
            id="and not over the third",
        ),
        pytest.param(
            "<td>3 mai<td rowspan=9>Semer<td>Vif<tr><td colspan=1>4 mai<td>Lans",
            ["Date: 4 mai", "Lieu: Lans", "Titre: Semer"],
            id="a title over more rows than there are",
        ),
        pytest.param("<td>3 mai<td colspan=2>Semer", ["Date: 3 mai", "Titre: Semer"], id="a title over two columns"),
        pytest.param("<td colspan=2>Relâche<td>Vif", ["Date: Relâche", "Lieu: Vif"], id="what follows such a cell"),
        pytest.param("<td rowspan=x>3 mai<td colspan=-1>Semer", ["Date: 3 mai", "Titre: Semer"], id="no numbers"),
        pytest.param("<td rowspan=99999>3 mai<td colspan=99999>Semer", ["Date: 3 mai", "Titre: Semer"], id="too many"),
        pytest.param(
            "<th colspan=3>Mai<tr><td>3 mai<td>Semer<td>Vif",
            ["Date: 3 mai", "Titre: Semer", "Lieu: Vif"],
            id="a month that parts the rows names no column",
        ),
    ],
)
def test_the_cells_of_a_row_know_their_columns(rows: str, told: list[str]) -> None:
    page = from_html(f"<table><tr><th>Date<th>Titre<th>Lieu<tr>{rows}</table>")
    row = page.blocks[-1]
    assert [f"{row.header[column]}: {cell.text}" for column, cell in row.placed()] == told
    assert all(page.text[cell.start : cell.end] == cell.text for _, cell in row.placed())


def test_a_header_over_two_rows_and_one_with_an_empty_corner_name_their_columns() -> None:
    heading = "<tr><th rowspan=2>Date<th colspan=2>Quoi<tr><th>Titre<th>Lieu"
    (row,) = from_html(f"<table>{heading}<tr><td>3 mai<td>Semer<td>Vif</table>").blocks
    assert row.header == ("Date", "Titre", "Lieu")
    (row,) = from_html("<table><tr><th><th>Date<th>Titre<tr><td>1<td>3 mai<td>Semer</table>").blocks
    assert row.header == ("", "Date", "Titre")
    (row,) = from_html("<table><tr><th>Date<th>Titre<tr><tr><td>3 mai<td>Semer</table>").blocks
    assert row.header == ("Date", "Titre")


def test_empty_first_cells_of_a_table_in_text_are_cells() -> None:
    for text in ("Type\tDate\tTitre\n\t3 mai\tSemer", " Type | Date | Titre\n | 3 mai | Semer"):
        (row,) = text_page(text).blocks
        assert [f"{row.header[column]}: {cell.text}" for column, cell in row.placed() if cell] == [
            "Date: 3 mai",
            "Titre: Semer",
        ]
    (row,) = text_page("\tDate\tTitre\n\t3 mai\tSemer").blocks
    assert (row.header, row.columns) == (("Date", "Titre"), ())


def test_superscripts_do_not_part_words() -> None:
    assert from_html("<p>1<sup>er</sup> mars").text == "1er mars"
