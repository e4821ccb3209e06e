"""A folder into which a site was saved is one source, whatever else lies in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph.store import text
from graph.workspace import Source, Workspace
from ingest.build import build
from ingest.quarantine import Quarantine
from ingest.records import Document, Event, Record, Rejection
from ingest.sources import site, source_files
from ingest.sources.html import SavedPage, saved_page
from ontology.errors import DataError
from tests.workspaces import NETWORK_SETTINGS, MakeWorkspace

SETTINGS = f"""{NETWORK_SETTINGS}[[sources]]
path = "site"
format = "site"
found_at = "https://example.org/"
"""
MENU = "<div><p>Accueil, écoconception et biodiversité du réseau</p></div>"


def page(title: str, words: str) -> str:
    return f"<html lang=fr><head><title>{title}</title></head><body>{MENU}<h1>{title}</h1>{words}</body></html>"


PAGES: dict[str, str | bytes] = {
    "site/index.html": page("Accueil", "<p>Le réseau des tiers-lieux.</p>"),
    "site/agenda/2013.html": page("Agenda", "<ul><li>13 mai 2013 – Table ronde : Le coworking</li></ul>"),
    "site/lieux.php": page("Lieux", "<p>Un tiers-lieu est ouvert à tous.</p>"),
    "site/contact.htm": page("Contact", "<p>Écrivez au réseau.</p>"),
    "site/equipe.html": page("Équipe", "<p>Ils font vivre le réseau.</p>"),
    "site/vide.html": "<html></html>",
    "site/lieux_files/logo.png": b"\x89PNG\x00",
    "site/lieux_files/style.css": "p { color: red }",
    "site/.cache/old.html": page("Ancienne", "<p>perdue</p>"),
}


def read(folder: Path, found_at: str = "https://example.org/") -> list[Record | Rejection]:
    (file,) = source_files(Source(path="site", format="site", found_at=found_at), folder)
    return list(file.read())


def test_each_page_is_a_document_and_nothing_else_is(make_workspace: MakeWorkspace) -> None:
    found = read(make_workspace(SETTINGS, PAGES))
    documents = {each.key: each.url for each in found if isinstance(each, Document)}
    assert documents == {
        "agenda/2013.html": "https://example.org/agenda/2013.html",
        "contact.htm": "https://example.org/contact.htm",
        "equipe.html": "https://example.org/equipe.html",
        "index.html": "https://example.org/index.html",
        "lieux.php": "https://example.org/lieux.php",
    }
    (event,) = [each for each in found if isinstance(each, Event)]
    assert (event.page, event.place.locator) == ("agenda/2013.html", "agenda/2013.html")
    (rejection,) = [each for each in found if isinstance(each, Rejection)]
    assert (Path(rejection.place.source).name, rejection.reason) == ("vide.html", "the page holds no words")


def test_what_most_pages_have_in_common_is_around_their_text(make_workspace: MakeWorkspace) -> None:
    for each in read(make_workspace(SETTINGS, PAGES)):
        if isinstance(each, Document):
            assert "écoconception" in each.text
            assert not any("écoconception" in passage.text for passage in each.passages)


def test_the_site_is_one_source_of_the_graph_and_a_page_that_goes_takes_its_statements_along(
    make_workspace: MakeWorkspace,
) -> None:
    folder = make_workspace(SETTINGS, PAGES)
    first = build(Workspace.open(folder)).snapshot
    sources = "SELECT ?label { ?source a prov:Entity ; rdfs:label ?label ; ml:sourceHash ?hash }"
    assert [text(row, "label") for row in first.store().select(sources)] == ["site"]
    assert not build(Workspace.open(folder)).published
    (folder / "site/agenda/2013.html").unlink()
    second = build(Workspace.open(folder))
    assert (second.written, second.removed) == (0, 2)


@pytest.mark.parametrize(
    ("note", "address"),
    [
        ("<!-- saved from url=(0025)https://example.com/lieux -->", "https://example.com/lieux"),
        ("<!-- Mirrored from example.com/lieux by HTTrack -->", "http://example.com/lieux"),
        ("<link rel=canonical href=https://example.net/l>", "https://example.net/l"),
        ("", ""),
    ],
)
def test_the_address_is_what_the_page_or_the_program_that_saved_it_says(
    make_workspace: MakeWorkspace, note: str, address: str
) -> None:
    markup = page("Lieux", "<p>mots</p>").replace("<head>", f"{note}<head>" if "!--" in note else f"<head>{note}")
    (found,) = read(make_workspace(SETTINGS, {"site/a.html": markup}), "")
    assert isinstance(found, Document)
    assert found.url == address


@pytest.mark.parametrize(
    ("note", "address"),
    [
        ("<link rel=canonical href=page.html>", "https://example.org/sub/page.html"),
        ("<link rel=canonical href=../page.html>", "https://example.org/page.html"),
        ("<link rel=canonical href=/page.html>", "https://example.org/page.html"),
        ("<link rel=canonical href='#'>", "https://example.org/sub/a.html"),
        ("<link rel=canonical href='http://[b.fr/page.html'>", "https://example.org/sub/a.html"),
        ("<link rel=canonical href='//[b.fr/page.html'>", "https://example.org/sub/a.html"),
        ("<!-- Mirrored from b.fr/c/d.html --><link rel=canonical href=page.html>", "http://b.fr/c/page.html"),
    ],
)
def test_a_page_says_its_address_from_where_it_is(make_workspace: MakeWorkspace, note: str, address: str) -> None:
    words = '<p><a href="../doc/l.pdf">Les tiers-lieux en Isère</a></p>'
    markup = page("Lieux", words).replace("<head>", f"<head>{note}")
    found = read(make_workspace(SETTINGS, {"site/sub/a.html": markup}))
    (document,) = (each for each in found if isinstance(each, Document))
    assert document.url == address


def test_links_that_lead_out_of_the_folder_are_not_followed(make_workspace: MakeWorkspace) -> None:
    folder = make_workspace(SETTINGS, {"site/a.html": page("A", "<p>mots</p>"), "secret.html": page("B", "caché")})
    (folder / "site/b.html").symlink_to(folder / "secret.html")
    assert [each.key for each in read(folder) if isinstance(each, Document)] == ["a.html"]


@pytest.mark.parametrize("files", [{}, {"site": "no folder"}, {"site/a.css": "p"}])
def test_a_folder_without_page_is_refused_by_name(make_workspace: MakeWorkspace, files: dict[str, str | bytes]) -> None:
    with pytest.raises(DataError, match="site: this is no folder of web pages"):
        read(make_workspace(SETTINGS, files))


def test_a_page_that_changes_while_the_site_is_read_is_told(
    make_workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_workspace(SETTINGS, PAGES)

    def changing(path: Path) -> SavedPage:
        (folder / "site/lieux.php").write_text(page("Lieux", "<p>Fermé.</p>"), encoding="utf-8")
        return saved_page(path)

    monkeypatch.setattr(site, "saved_page", changing)
    with pytest.raises(DataError, match="the file changed while it was read"):
        build(Workspace.open(folder))


def test_a_page_whose_name_is_in_another_encoding_is_set_aside_and_the_others_are_told(
    make_workspace: MakeWorkspace,
) -> None:
    folder = make_workspace(SETTINGS, {"site/lieux.html": PAGES["site/lieux.php"]})
    for name in (b"site/caf\xe9.html", b"site/d\xe9p\xf4t/logo.png", b"site/d\xe9p\xf4t/plan.html"):
        path = folder / os.fsdecode(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(page("Ailleurs", "<p>mots</p>"), encoding="utf-8")
    workspace = Workspace.open(folder)
    build(workspace)
    aside = [(each.source, each.reason, each.remedy) for each in Quarantine.of(workspace).items()]
    assert aside == [
        ("site/caf�.html", "the file's name is not UTF-8", "Rename the file."),
        ("site/d�p�t", "the folder's name is not UTF-8", "Rename the folder."),
    ]
    assert not build(Workspace.open(folder)).published


def test_lines_of_pages_that_are_not_all_in_one_encoding_are_told(make_workspace: MakeWorkspace) -> None:
    mixed = page("L’été", "\n<p>Une for\udceat.</p>\n").encode("utf-8", "surrogateescape")
    home = make_workspace(
        SETTINGS, {"site/a.html": mixed, "site/b/c.html": mixed, "site/d.html": PAGES["site/lieux.php"]}
    )
    build(Workspace.open(home))
    told = [(item.source, item.locator, item.reason) for item in Quarantine.of(Workspace.open(home)).items()]
    reason = "the line is not all UTF-8; its other bytes were read as Windows-1252"
    assert told == [("site/a.html", "line 2", reason), ("site/b/c.html", "line 2", reason)]
    assert "Une forêt." in str(read(home))
