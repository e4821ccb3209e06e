"""What ``time`` elements say beside the words that people read."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.prose.markup import html_page
from ontology.errors import Place
from tests.ingest.prose.reading import events, read_text, rejections


def told(folder: Path, markup: str) -> list[str]:
    return events(read_text(folder, f"<html><body><h1>Agenda</h1>{markup}</body></html>", "page.html"))


def time(value: str, words: str) -> str:
    return f'<time datetime="{value}">{words}</time>'


@pytest.mark.parametrize(
    ("markup", "event"),
    [
        (
            f"<li>{time('2013-05-13T18:30:00+02:00', '13 mai 2013')} : Forum « Les haies », Vif",
            "2013-05-13T18:30 | Forum | Les haies | Vif",
        ),
        (
            f"<h2>Forum des haies</h2><p>Le {time('2013-05-13', ' lundi 13 mai ')}, 18h30 – Vif",
            "2013-05-13T18:30 | Forum | Forum des haies | Vif",
        ),
        (
            f"<li>{time('2013-05-13 09:00', 'lundi prochain')} : Forum « Les haies »",
            "2013-05-13T09:00 | Forum | Les haies",
        ),
        (
            f"<li>Forum « Les haies », {time('2013-05-13T18:30', '13 mai')} – {time('2013-05-14T17:00', '14 mai')}",
            "2013-05-13T18:30/2013-05-14T17:00 | Forum | Les haies",
        ),
        (
            f"<li>Forum « Les haies », {time('2013-05-13T18:30', '13 mai 18h30')} – {time('2013-05-13T20:00', '20h')}",
            "2013-05-13T18:30/2013-05-13T20:00 | Forum | Les haies",
        ),
        (f"<li>{time('2013-05-13T00:00:00', '13 mai 2013')} : Forum des haies", "2013-05-13 | Forum | Forum des haies"),
        (f"<li>{time('2014-06-01', '13 mai 2013')} : Forum des haies", "2013-05-13 | Forum | Forum des haies"),
        (f"<p>Le colloque a eu lieu le {time('2013-05-13', '13 mai')} à Vif.", "2013-05-13 | colloque |  | Vif"),
        (
            f"<table><tr><th>Date<th>Titre<th>Type<tr><td>{time('2013-05-13T18:30', '13 mai')}<td>Les haies<td>Forum",
            "2013-05-13T18:30 | Forum | Les haies",
        ),
    ],
)
def test_markup_gives_the_year_and_the_hour_that_words_leave_out(tmp_path: Path, markup: str, event: str) -> None:
    assert told(tmp_path, markup) == [event]


def test_the_date_of_a_page_is_that_of_no_event(tmp_path: Path) -> None:
    when = '<time class="entry-date published" datetime="2013-05-13T18:30:00+02:00">13 mai 2013</time>'
    assert told(tmp_path, f"<h2>Forum des haies</h2><p>{when}</p><p>Il fera beau.</p>") == []


@pytest.mark.parametrize("given", ["2013-02-31", "18:30", "P3D", "2013-05-13T25:00", "demain"])
def test_what_is_no_day_completes_nothing(tmp_path: Path, given: str) -> None:
    page = read_text(tmp_path, f'<h1>A</h1><li><time datetime="{given}">31 mai</time> : Forum « Les haies »', "a.html")
    assert events(page) == []
    assert rejections(page) == ["line 1: “Les haies” has a date that cannot be taken: “31 mai”: its year is not given"]


def test_the_words_of_a_page_are_the_same_with_its_markup() -> None:
    marked = (
        "<p>Le <time datetime=2013-05-13> 13\n mai </time> ,<br><time datetime=2013-05-14>\n14 mai</time>\ufdd0<p>Fin"
    )
    page = html_page(marked, Place("a.html"))
    assert page.text == "Le 13 mai ,\n14 mai\n\nFin"
    assert [(each.value, page.text[each.start : each.end]) for each in page.moments] == [
        ("2013-05-13", "13 mai"),
        ("2013-05-14", "14 mai"),
    ]
