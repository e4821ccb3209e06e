"""Bibliographic references on pages, in the styles that French and English bibliographies have."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.records import Publication
from tests.ingest.prose.reading import publications, read_text


@pytest.mark.parametrize(
    ("words", "work"),
    [
        (
            "Martin A., Petit C. (2022), « Les haies d'en haut », Revue de géographie, vol. 110, n° 2, p. 12-30.",
            "2022 |  | Les haies d'en haut | Martin A.; Petit C. | Revue de géographie, vol. 110, n° 2, p. 12-30",
        ),
        (
            "Petit C. et al., 2021, Guide des haies, Éditions du Pré.",
            "2021 |  | Guide des haies | Petit C. | Éditions du Pré",
        ),
        (
            "Roux, J., 2021. L'eau en partage. Vif : Éditions du Pré, 240 p.",
            "2021 |  | L'eau en partage | Roux, J. | Vif : Éditions du Pré, 240 p",
        ),
        (
            "Martin A., 2019, « Où va l'eau ? », in Petit C. (dir.), Les lacs, Vif, Éditions du Pré.",
            "2019 |  | Où va l'eau ? | Martin A. | in Petit C. (dir.), Les lacs, Vif, Éditions du Pré",
        ),
        (
            "Petit, C. (2020). L'eau. Rapport de recherche, Vif.",
            "2020 | Rapport de recherche | L'eau | Petit, C. | Rapport de recherche, Vif",
        ),
        (
            "Pin, B. & Roux, A. (2018). Hedges. Journal of Hedges, 106(1). doi:10.5555/A.34",
            "2018 |  | Hedges | Pin, B.; Roux, A. | Journal of Hedges, 106(1)",
        ),
    ],
)
def test_a_reference_has_its_title_authors_year_and_where_it_stands(tmp_path: Path, words: str, work: str) -> None:
    assert publications(read_text(tmp_path, f"- {words}")) == [work]


def test_a_doi_has_no_letters_joined_by_a_printer(tmp_path: Path) -> None:
    found = read_text(tmp_path, "Roux, A. (2015). Les haies. Revue des prés. https://doi.org/10.1000/ﬂd.1\n")
    (work,) = (each for each in found if isinstance(each, Publication))
    assert [each.value for each in work.identifiers] == ["10.1000/fld.1"]


def test_references_below_each_other_are_parted_and_go_on_where_a_line_is_full(tmp_path: Path) -> None:
    words = (
        "Roux, A. (2015). Les haies. Éditions\ndu Pré.\nPin B., 2016, Les rives, Éditions du Pré, p. 3\nUne autre ligne"
    )
    assert publications(read_text(tmp_path, words)) == [
        "2015 |  | Les haies | Roux, A. | Éditions du Pré",
        "2016 |  | Les rives | Pin B. | Éditions du Pré, p. 3",
    ]


@pytest.mark.parametrize(
    "words", ["M. Dupont, 2021, Président du réseau", "Dupont C., 2021, sans titre", "Dupont Claire, 2021. Le réseau"]
)
def test_a_name_and_a_year_are_no_reference_by_themselves(tmp_path: Path, words: str) -> None:
    assert publications(read_text(tmp_path, f"- {words}")) == []


def test_references_on_lines_below_each_other_are_each_read_and_what_heads_them_is_a_heading(tmp_path: Path) -> None:
    words = (
        "Bibliographie\nCoste, Anne (2013). Les haies en Isère. Revue des prés, 12(3), 45-60.\n"
        "Martin, P. et Durand, J. (2014). Les lacs. Paris : Le Pré.\nRoux, J. (2015). Le bois. Vif : PUG.\n"
        "Publications\n• Coste, Anne (2012). Les rives. Revue des prés, 12(3), 45.\n• Roux, J. (2011). L'eau. PUG.\n"
    )
    assert [line.split(" | ")[:3] for line in publications(read_text(tmp_path, words))] == [
        ["2013", "", "Les haies en Isère"],
        ["2014", "", "Les lacs"],
        ["2015", "", "Le bois"],
        ["2012", "", "Les rives"],
        ["2011", "", "L'eau"],
    ]


def test_a_word_of_prose_at_the_end_of_a_line_heads_no_publications(tmp_path: Path) -> None:
    words = "Le réseau met en ligne ses\nPublications\nCoste, Anne (2013). Les haies en Isère. Revue des prés.\n"
    assert publications(read_text(tmp_path, words)) == []
