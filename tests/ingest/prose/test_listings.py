"""Listings of Drupal, and lists whose items have headings: each entry is one thing with its title, date and place."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.records import Event
from tests.ingest.prose.reading import document, events, publications, read_text

FIELDS = """<div class="views-row views-row-{n}"><div class="views-field views-field-title">
<span class="field-content"><a href="/{n}">{title}</a></span></div>
<div class="views-field views-field-field-date"><span class="views-label">Date : </span>
<div class="field-content"><span class="date-display-single">{date}</span></div></div>
<div class="views-field views-field-field-lieu"><span class="views-label">Lieu : </span>
<span class="field-content">Vif</span></div>
<div class="views-field views-field-body"><p>Une journée. Venez nombreux, on y parlera de tout.</p></div></div>"""
TEASER = """<div class="views-row"><article class="node node--type-event node--view-mode-teaser">
<h2 class="node__title"><a href="/{n}"><span>{title}</span></a></h2><div class="node__content">
<div class="field field--name-field-date"><time datetime="{iso}" class="datetime">{date}</time></div>
<div class="field field--name-field-lieu">Vif</div>
<div class="field field--name-body"><p>Une journée.</p></div></div></article></div>"""
GRID = """<div class="views-row"><div class="views-col"><h3>{title}</h3><p>{date}</p><p>Vif</p></div></div>"""
ITEM = "<li><h3>{title}</h3><p>{date}</p><p>Vif</p></li>"
TOLD = [("Le coworking en Isère", "13 mai 2013", "2013-05-13"), ("Semer ensemble", "20 juin 2013", "2013-06-20")]


def listing(entry: str, around: str = "view view-agenda", heading: str = "Agenda") -> str:
    rows = "".join(
        entry.format(n=number, title=title, date=date, iso=iso) for number, (title, date, iso) in enumerate(TOLD)
    )
    rows = f"<ul>{rows}</ul>" if entry.startswith("<li") else rows
    return f'<html lang=fr><main><h1>{heading}</h1><div class="{around}">{rows}</div></main></html>'


@pytest.mark.parametrize("entry", [FIELDS, TEASER, GRID, ITEM], ids=["fields", "teaser", "grid", "item"])
def test_each_entry_of_a_listing_is_an_event_with_its_date_and_place(tmp_path: Path, entry: str) -> None:
    found = read_text(tmp_path, listing(entry), "page.html")
    assert events(found) == [f"{iso} |  | {title} | Vif" for title, _, iso in TOLD]


def test_the_text_of_an_entry_is_a_paragraph_of_its_own(tmp_path: Path) -> None:
    text = document(read_text(tmp_path, listing(FIELDS), "page.html")).text
    assert "\n\nUne journée. Venez nombreux, on y parlera de tout.\n\n• Semer ensemble\n" in text


def test_publications_are_listed_so_too(tmp_path: Path) -> None:
    row = """<div class="views-row"><h3>{title}</h3><div class="views-field-field-annee">{iso}</div></div>"""
    page = listing(row, "view", "Publications").replace("-05-13", "").replace("-06-20", "")
    assert publications(read_text(tmp_path, page, "page.html")) == [
        "2013 |  | Le coworking en Isère", "2013 |  | Semer ensemble"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "link", "address"),
    [
        ('<link rel="canonical" href="https://a.example/agenda/">', "vif", "https://a.example/agenda/vif"),
        ("<body><nav><a href=https://a.example/2>Le coworking en Isère</a></nav>", "https://a.example/3", ""),
        ("", "https://reseau.example/coworking", "https://reseau.example/coworking"),
        ("", "coworking", ""),
        ("", "javascript:void(0)", ""),
        ("", "http://[x", ""),
    ],
)
def test_what_a_title_leads_to_is_the_page_of_the_event(tmp_path: Path, head: str, link: str, address: str) -> None:
    entry = f'<li><a href="{link}">Le coworking en Isère</a> – 13 mai 2013</li>'
    more = "<li><a href=https://a.example/autre>Semer</a> – 20 juin 2013</li>"
    page = f"<html lang=fr><head>{head}</head><h1>Agenda</h1><ul>{entry}{more}</ul></html>"
    found = [each for each in read_text(tmp_path, page, "page.html") if isinstance(each, Event)]
    assert [each.url for each in found] == [address, "https://a.example/autre"]


POSTED = [
    '<div class="views-field views-field-created"><span class="field-content">{date}</span></div>',
    '<div class="views-field views-field-created"><div class="field-content">{date}</div></div>',
    '<span class="submitted">Soumis par acoste le {date}</span>',
    '<div class="node__submitted"><time datetime="{iso}">{date}</time></div>',
]


@pytest.mark.parametrize("posted", POSTED)
@pytest.mark.parametrize("holder", ["views-row", "node"])
def test_when_an_entry_was_written_dates_no_event(tmp_path: Path, posted: str, holder: str) -> None:
    page = listing(f'<div class="{holder}"><div>Forum : {{title}}</div>{posted}</div>')
    found = read_text(tmp_path, page, "page.html")
    assert events(found) == []
    assert not any("\ufdd0" <= sign <= "\ufdd1" for sign in document(found).text)


@pytest.mark.parametrize(
    ("entry", "around"),
    [
        (GRID, "view view-actualites"),
        (GRID, "view-id-news view-display-id-block"),
        (TEASER.replace("node--type-event", "node--type-blog"), "view"),
        (GRID.replace("{date}", "bientôt"), "view view-agenda"),
        (GRID.replace("{date}", "<table><tr><td>{date}</table>"), "view view-agenda"),
        (GRID.replace("{date}", "{date}" + " mots" * 1_000), "view view-agenda"),
    ],
)
def test_news_and_what_is_more_than_an_entry_are_left_as_they_are(tmp_path: Path, entry: str, around: str) -> None:
    assert "•" not in document(read_text(tmp_path, listing(entry, around, "Lieux"), "page.html")).text


@pytest.mark.parametrize(
    "pattern", ['<div class="views-row">3 mai 2013', '<span class="submitted">', "<li><h3>3 mai 2013"]
)
def test_thousands_of_entries_inside_each_other_are_read(tmp_path: Path, pattern: str) -> None:
    assert document(read_text(tmp_path, f"{pattern * 200}fin", "page.html")).text.endswith("fin")
