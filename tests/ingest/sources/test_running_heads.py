"""Headers and footers go from the pages of a document, and nothing that a page says goes with them."""

from __future__ import annotations

import pytest

from ingest.sources.running_heads import without_running_heads


@pytest.mark.parametrize(
    "pages",
    [
        ["Forum des rives en\n2013", "Forum des haies en\n2015", "Atelier en\n2011"],
        ["Entrées\n120\n130\n140\n150", "Visites\n7\n8\n12\n19", "Sorties\n1\n3\n4\n5"],
        ["Entrées\n12 14 15", "Visites\n13 17 22", "Sorties\n14 2 9"],
        ["2013\nForum des rives", "2016\nForum des haies", "2019\nAtelier"],
        ["Un\n12 %", "Deux\n9 %"],
        ["2019\nForum des rives", "2020\nForum des haies", "2021\nAtelier"],
        ["Forum des rives\n2019", "Forum des haies\n2020", "Atelier\n2021"],
    ],
)
def test_years_and_figures_at_the_edge_of_pages_stay(pages: list[str]) -> None:
    assert without_running_heads(pages) == pages


@pytest.mark.parametrize("number", ["{}", "– {} –", "{}/3", "Page {}", "p. {} sur 3"])
def test_the_number_of_each_page_goes_once_an_edge(number: str) -> None:
    pages = [f"Mots {word}\n{figure}\n{number.format(place)}" for place, (word, figure) in enumerate(FIGURES, 5)]
    assert without_running_heads(pages) == [f"Mots {word}\n{figure}" for word, figure in FIGURES]


@pytest.mark.parametrize(("first", "form"), [(2019, "– {} –"), (2019, "Page {}"), (1898, "{}"), (2098, "{}")])
def test_the_numbers_of_pages_go_that_could_be_years(first: int, form: str) -> None:
    pages = [f"Mots {word}\n{form.format(place)}" for place, (word, _) in enumerate(FIGURES, first)]
    assert without_running_heads(pages) == [f"Mots {word}" for word, _ in FIGURES]


FIGURES = [("des rives", 11), ("des haies", 12), ("en ville", 13)]


def test_a_page_without_number_keeps_its_figure_and_a_header_of_figures_is_the_same_on_all() -> None:
    pages = ["04 76 00 00 00\nUn\n1", "04 76 00 00 00\nDeux\n2", "04 76 00 00 00\nTrois\n2013"]
    assert without_running_heads(pages) == ["04 76 00 00 00\nUn", "Deux", "Trois\n2013"]
