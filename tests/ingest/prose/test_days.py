"""Dates on lines of their own, above or below what they date."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.prose.page import Block, BlockKind
from ingest.prose.programme import days_apart, parted
from ingest.records import Event
from tests.ingest.prose.reading import events, read_text, rejections

_THREE = [
    "2014-05-13 | Table ronde | Les haies",
    "2014-05-14 | Atelier | Le bois",
    "2014-05-15 | Conférence | Les lacs",
]


@pytest.mark.parametrize(
    "words",
    [
        "AGENDA\n\n13 mai 2014 :\n- Table ronde « Les haies »\n14 mai 2014 :\n- Atelier « Le bois »\n15 mai 2014 :\n"
        "- Conférence « Les lacs »",
        "Agenda\n13 mai 2014\n – Table ronde : Les haies\n14 mai 2014\n – Atelier : Le bois\n15 mai 2014\n"
        " – Conférence : Les lacs\n",
        "Agenda\n\nTable ronde : Les haies\n13 mai 2014\nAtelier : Le bois\n14 mai 2014\nConférence : Les lacs\n"
        "15 mai 2014\n",
        "Agenda\nTable ronde : Les haies\n13 mai 2014\nAtelier : Le bois\n14 mai 2014\nConférence : Les lacs\n"
        "15 mai 2014\nRenseignements : 04 76 00 00 00",
        "Agenda\n\n- Table ronde « Les haies »\n13 mai 2014\n- Atelier « Le bois »\n14 mai 2014\n"
        "- Conférence « Les lacs »\n15 mai 2014",
        "Agenda\n\nNotes\n12 mai 2014\n- Table ronde « Les haies »\n  13 mai 2014\n- Atelier « Le bois »\n"
        "  14 mai 2014\n- Conférence « Les lacs »\n  15 mai 2014",
    ],
)
def test_a_date_on_a_line_of_its_own_is_that_of_what_its_place_says(tmp_path: Path, words: str) -> None:
    assert events(read_text(tmp_path, words)) == _THREE


@pytest.mark.parametrize(
    "words",
    [
        "Agenda\n\nMardi 13 mai 2014 :\n- Table ronde : Les haies\n- Atelier : Le bois\nMercredi 14 mai 2014 :\n"
        "- Conférence : Les lacs",
        "# Agenda\n\n## 13 mai 2014\n\n- Table ronde : Les haies\n- Atelier : Le bois\n\n## 14 mai 2014\n\n"
        "- Conférence : Les lacs",
        "# Agenda 2014\n\n13 mai :\n- Table ronde : Les haies\n- Atelier : Le bois\n14 mai :\n- Conférence : Les lacs",
        "<h1>Agenda</h1><h2>13 mai 2014</h2><ul><li>Table ronde : Les haies</li><li>Atelier : Le bois</li></ul>"
        "<h2>14 mai 2014</h2><p>Conférence : Les lacs</p>",
        "<h1>Agenda</h1><h2>13 mai 2014</h2><h3>Table ronde : Les haies</h3><h3>Atelier : Le bois</h3>"
        "<h2>14 mai 2014</h2><h3>Conférence : Les lacs</h3>",
        "<h1>Agenda</h1><p>13 mai 2014<br>– Table ronde : Les haies<br>– Atelier : Le bois<br>14 mai 2014<br>"
        "– Conférence : Les lacs</p>",
    ],
)
def test_each_thing_below_a_date_is_an_event_of_that_day(tmp_path: Path, words: str) -> None:
    found = read_text(tmp_path, words, "page.html" if words.startswith("<") else "page.txt")
    assert events(found) == [_THREE[0], "2014-05-13 | Atelier | Le bois", "2014-05-14 | Conférence | Les lacs"]


def test_an_item_below_a_date_has_its_own_hour_and_is_quoted_with_the_date(tmp_path: Path) -> None:
    words = "# Agenda\n\n## 13 mai 2014\n\n- 18h30 : Atelier : Le bois\n- Assemblée générale\n- Les haies de l'Isère\n"
    found = read_text(tmp_path, words)
    assert events(found) == [
        "2014-05-13T18:30 | Atelier | Le bois",
        "2014-05-13 | Assemblée générale | Assemblée générale",
        "2014-05-13 |  | Les haies de l'Isère",
    ]
    first = next(each for each in found if isinstance(each, Event))
    assert [passage.text for passage in first.evidence] == ["13 mai 2014", "18h30 : Atelier : Le bois"]
    assert all(words[passage.start :].startswith(passage.text) for passage in first.evidence)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "# Agenda\n\n## 13 mai 2014\n\n- Lieu : Vif\n- Horaire : 18h30\n- Public : tous\n",
            ["2014-05-13 |  |  | Vif"],
        ),
        (
            "# Agenda\n\n## 13 mai 2014\n\n- Atelier : Le bois\n- Entrée libre\n- Apportez des gants\n"
            "- Maison des Lacs\n- avec les voisins\n",
            ["2014-05-13 | Atelier | Le bois"],
        ),
        (
            "# Forum des haies\n\n## 13 mai 2014\n\n- Ouverture\n- Table ronde : Les lacs\n",
            ["2014-05-13 | Forum", "2014-05-13 | Table ronde | Les lacs"],
        ),
        (
            "Réunion du bureau\n\n13 mai 2014\n\n- Ordre du jour\n- Le bois\n",
            ["2014-05-13 | Réunion | Réunion du bureau"],
        ),
        ("# Le réseau\n\n## 13 mai 2014\n\n- Le bois\n- Des ateliers à venir\n", []),
        ("# Agenda\n\n## 13 mai 2014\n\n- 15 mai 2014 : Atelier : Le bois\n", None),
    ],
)
def test_what_is_but_a_detail_of_a_day_is_no_event(tmp_path: Path, words: str, expected: list[str] | None) -> None:
    found = events(read_text(tmp_path, words))
    assert found == expected if expected is not None else "2014-05-15 | Atelier | Le bois" in found


def test_items_below_a_date_without_a_year_are_each_set_aside(tmp_path: Path) -> None:
    found = read_text(tmp_path, "# Agenda\n\n13 mai :\n\n- Table ronde : Les haies\n- Atelier : Le bois\n")
    assert events(found) == []
    reason = "has a date that cannot be taken: “13 mai”: its year is not given"
    assert rejections(found) == [f"line 5: “Les haies” {reason}", f"line 6: “Le bois” {reason}"]


def test_a_date_below_the_last_item_is_its_own_and_the_lines_of_one_day_are_told_apart() -> None:
    items = [Block("Forum\n13 mai 2024", 12, BlockKind.ITEM), Block("Fin\n14 mai 2024", 32, BlockKind.ITEM)]
    blocks = [Block("12 mai 2024", 0), *items]
    assert list(days_apart(blocks)) == blocks
    paragraph = Block("13 mai 2024\n- Forum\nsuite\n- Fin\n14 mai 2024\n- Atelier", 0)
    assert [(one.kind.value, one.text) for one in parted(paragraph, "dmy")] == [
        ("paragraph", "13 mai 2024"),
        ("item", "Forum\nsuite"),
        ("item", "Fin"),
        ("item", "14 mai 2024\n- Atelier"),
    ]
