"""Words parted at the end of a line keep the hyphen that is theirs, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.prose.hyphens import rejoined
from ingest.sources import pdf
from tests.ingest.prose.reading import document, events, read_text, rejections
from tests.ingest.sources.documents import write_pdf
from tests.ingest.sources.test_documents import records


@pytest.mark.parametrize(
    ("parted", "whole"),
    [
        ("les territoi-\nres et le télétra-\nvail", "les territoires et le télétravail"),
        ("Les sous-\npréfets, eux-\nmêmes, et vingt-\ndeux élus", "Les sous-préfets, eux-mêmes, et vingt-deux élus"),
        ("à sous-\ncrire pour la mi-\nnistre à mi-\ntemps", "à souscrire pour la ministre à mi-temps"),
        ("d'Auvergne-\nRhône-\nAlpes, à Saint-Martin-\nd'Hères", "d'Auvergne-Rhône-Alpes, à Saint-Martin-d'Hères"),
        ("Saint-Nizier-\ndu-Moucherotte", "Saint-Nizier-du-Moucherotte"),
        ("c'est-à-\ndire un chef-\nd'œuvre, vis-\nà-vis", "c'est-à-dire un chef-d'œuvre, vis-à-vis"),
        ("Les tiers-\n  lieux", "Les tiers-lieux"),
        ("des bateaux-écoles\net des bateaux-\nécoles", "des bateaux-écoles\net des bateaux-écoles"),
        ("une assemblée\net l'assem-\nblée", "une assemblée\net l'assemblée"),
        ("AUVER-\nGNE", "AUVERGNE"),
        ("soft\u00ad\nware", "software"),
        ("l'éco-\nconception socio-\néconomique", "l'écoconception socio-économique"),
        ("le transport de la ville, une ville-\ntransport", "le transport de la ville, une ville-transport"),
        (f"{'a' * 300_000}\ntran-\nsition", f"{'a' * 300_000}\ntransition"),
        ("de 2014 -\nvoir plus", "de 2014 -\nvoir plus"),
        ("la gestion col-\n- des lieux", "la gestion col-\n- des lieux"),
        ("la gestion col-\n\nlective", "la gestion col-\n\nlective"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays_where_the_word_has_it(parted: str, whole: str) -> None:
    assert [text for text, _ in rejoined([parted])] == [whole]


def test_lines_that_go_on_in_no_way_are_left_as_they_are_as_is_a_page_of_columns_drawn_row_by_row() -> None:
    page = "dans les territoi-\nLa transition\nres et le télétra-\naussi pour\nvail"
    assert [text for text, _ in rejoined([page, "le télétra-\nvail"], columns=True)] == [page, "le télétravail"]
    assert [text for text, _ in rejoined(["territoi-\nLa transition, le télétra-\nvail"])] == [
        "territoi-\nLa transition, le télétravail"
    ]


def test_lines_keep_the_numbers_that_they_have_in_the_file(tmp_path: Path) -> None:
    words = (
        "Agenda\n\n13 mai 2014 – Table ronde : Les tiers-\nlieux d'activités et la région d'Auvergne-\nRhône-Alpes\n"
    )
    found = read_text(tmp_path, f"{words}31 février 2014 – Atelier : Le vélo en ville, un\natout pour la transition\n")
    assert events(found) == [
        "2014-05-13 | Table ronde | Les tiers-lieux d'activités et la région d'Auvergne-Rhône-Alpes"
    ]
    (reason,) = rejections(found)
    assert reason.startswith("line 6: “Le vélo en ville, un atout pour la transition” has a date")


def test_the_words_of_a_pdf_are_whole(tmp_path: Path) -> None:
    lines = ["13 mai 2014 – Table ronde : Les tiers-", "lieux d'activités", "21 juin 2014 – Conférence : Le vélo en"]
    found = records(
        pdf.read, write_pdf(tmp_path / "a.pdf", ["Les sous-", "préfets."], [*lines, "ville et la tran-", "sition"])
    )
    assert document(found).text.startswith("Les sous-préfets.")
    assert events(found) == [
        "2014-05-13 | Table ronde | Les tiers-lieux d'activités",
        "2014-06-21 | Conférence | Le vélo en ville et la transition",
    ]
