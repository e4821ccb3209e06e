"""Rows of a table that sum others up are set aside, and no true title ever is."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.records import Event, Record, Rejection
from ingest.sources.table import read

HEADERS = {"event": "Titre;Date;Lieu;Nombre;Résumé;DOI", "publication": "Titre;Année;Revue;Nombre;Résumé;DOI"}


def read_row(path: Path, record: str, row: str, header: str = "") -> tuple[list[Record], list[Rejection]]:
    path.write_text(f"{header or HEADERS[record]}\n{row}\n", encoding="utf-8")
    found = list(read(path, Source(path=path.name, record=record)))
    aside = [item for item in found if isinstance(item, Rejection) and item.place.locator.startswith("line 2")]
    return [item for item in found if not isinstance(item, Rejection)], aside


@pytest.mark.parametrize(
    "row",
    [
        "Total;;;;;",
        "Sous-total;;;40;;",
        "TOTAL GÉNÉRAL :;;;1 240 €;;",
        "Totaux;-;;12,5 %;;",
        "Somme;;;=SOMME(D2:D9);;",
        "Subtotal;;;1\u202f240;;",
        "Total;12;;40;;",
        ";Total;;40;;",
        "3;Total;;40;;",
    ],
)
@pytest.mark.parametrize("record", HEADERS)
def test_a_row_that_sums_others_up_is_set_aside(tmp_path: Path, record: str, row: str) -> None:
    kept, aside = read_row(tmp_path / "a.csv", record, row)
    assert kept == []
    assert [(each.reason, bool(each.remedy)) for each in aside] == [("the row is a sum of others", True)]
    assert aside[0].excerpt.split(" | ")[0] in row


@pytest.mark.parametrize(
    "row",
    [
        "Total recall;;;40;;",
        "Total Energies : quel avenir ?;;;40;;",
        "Somme toute;;;40;;",
        "Total;2013;;40;;",
        "Total;41407;;40;;",
        "Total;bientôt;;;;",
        "Total;;Grenoble;40;;",
        "Total;;38000;40;;",
        "Total;;;40;Un film;",
        "Total;;;complet;;",
        "Total;;;40;;10.5555/12345678",
        "1984;;;40;;",
    ],
)
def test_a_title_that_may_be_a_true_one_is_kept(tmp_path: Path, row: str) -> None:
    kept, aside = read_row(tmp_path / "a.csv", "event", row)
    assert [type(each).__name__ for each in kept] == ["Event"]
    assert not [each for each in aside if "sum" in each.reason]


@pytest.mark.parametrize("record", ["organisation", "person", "partnership"])
def test_the_company_of_that_name_is_no_sum(tmp_path: Path, record: str) -> None:
    kept, _ = read_row(tmp_path / "a.csv", record, "Total;", header="Nom;Avec")
    assert [getattr(each, "name", "") for each in kept] == ["Total"]


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("Total;;1 adhérent", []),
        ("TOTAL :;;12", []),
        ("Sous-total;;12 membres actifs", []),
        ("Total;Jean;Mens", ["Jean Total"]),
        ("Total;;Mens", ["Total"]),
        ("Total;;", ["Total"]),
    ],
)
def test_a_row_that_counts_persons_is_none_of_them(tmp_path: Path, row: str, names: list[str]) -> None:
    kept, aside = read_row(tmp_path / "a.csv", "person", row, header="Nom;Prénom;Commune")
    assert [getattr(each, "name", "") for each in kept] == names
    assert [each.reason for each in aside] == ["the row is a sum of others"] * (not names)


@pytest.mark.parametrize("text", ["Année 2025", "Saison 2024-2025", "mars 2025", "1er semestre 2025", "Été 2025"])
@pytest.mark.parametrize("record", HEADERS)
def test_a_row_that_heads_those_below_is_set_aside(tmp_path: Path, record: str, text: str) -> None:
    kept, aside = read_row(tmp_path / "a.csv", record, f"{text};;;;;")
    assert kept == []
    assert [(each.reason, each.excerpt[: len(text)]) for each in aside] == [
        ("the row is a heading of those below", text)
    ]
    assert read_row(tmp_path / "a.csv", record, f"{text};;;40;;")[0]


@pytest.mark.parametrize("row", ["Forum 2025;;;;;", "Année 2025 : le bilan;;;;;", "Année 2025;;Vif;;;", "Marche;;;;;"])
@pytest.mark.parametrize("record", HEADERS)
def test_a_title_with_a_year_is_no_heading(tmp_path: Path, record: str, row: str) -> None:
    kept, _ = read_row(tmp_path / "a.csv", record, row)
    assert len(kept) == 1


@pytest.mark.parametrize("text", ["1984", "MARS"])
def test_a_year_or_month_alone_heads_events_and_may_be_the_title_of_a_book(tmp_path: Path, text: str) -> None:
    assert read_row(tmp_path / "a.csv", "event", f"{text};;;;;")[0] == []
    assert len(read_row(tmp_path / "a.csv", "publication", f"{text};;;;;")[0]) == 1


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Titre;Date;Nombre;ISBN", "Total;;40;9782070368228"),
        ("Titre;Date;Latitude;Longitude", "Total;;45.18;5.72"),
    ],
)
def test_figures_that_are_more_than_an_amount_make_a_title_of_the_word(tmp_path: Path, header: str, row: str) -> None:
    (kept,), aside = read_row(tmp_path / "a.csv", "event", row, header)
    assert isinstance(kept, Event)
    assert kept.title is not None
    assert (kept.title.value, aside) == ("Total", [])
