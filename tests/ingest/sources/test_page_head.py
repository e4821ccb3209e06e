"""What the head of a web page says: of an article its author and date, of a publication all that a reference holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.records import Document, Identifier, Publication, Record, Rejection, Relation
from ingest.sources import html, site
from ingest.sources.page_head import page_head

WORDS = "<body><h1>Les lieux</h1><p>Un mot.</p></body>"
ARTICLE = {"og:type": "article", "article:published_time": "2013-05-13T10:00:00+02:00"}
CITED = """<meta name="citation_title" content="Les lieux et les gens"><meta name=citation_author content="Coste, Anne">
<meta name="citation_author_institution" content="LIG, Grenoble">
<meta name="citation_author_orcid" content="https://orcid.org/0000-0002-4801-8395">
<meta name="citation_author" content="Luc Petit"><meta name="citation_author" content="Ville de Vif">
<meta name="citation_publication_date" content="2013/05">
<meta name="citation_journal_title" content="Revue &amp; lieux">
<meta name="citation_volume" content="3"><meta name="citation_firstpage" content="10">
<meta name="citation_lastpage" content="20"><meta name="citation_doi" content="10.1000/182">
<meta name="citation_keywords" content="RSE; mobilité"><meta name="citation_language" content="fr">"""
CORE = """<meta name="DC.Title" content="Les lieux"><meta name="DC.creator" content="Anne Coste">
<meta name="DC.date" content="2013"><meta name="DC.type" content="Text"><meta name="DC.publisher" content="PUG">"""


def read(folder: Path, head: str, body: str = WORDS) -> list[Record | Rejection]:
    path = folder / "page.html"
    path.write_text(f"<html lang=fr><head><title>Les lieux | Réseau</title>{head}</head>{body}</html>", "utf-8")
    return list(html.read(path, Source(path=path.name)))


def metas(said: dict[str, str]) -> str:
    return "".join(f'<meta property="{name}" content="{value}">' for name, value in said.items())


def document(found: list[Record | Rejection]) -> Document:
    (page,) = (each for each in found if isinstance(each, Document))
    return page


@pytest.mark.parametrize(
    ("said", "authors"),
    [
        (ARTICLE | {"author": "Anne Coste"}, ["Anne Coste"]),
        (ARTICLE | {"author": "Anne Coste, Luc Petit"}, ["Anne Coste", "Luc Petit"]),
        (ARTICLE | {"article:author": "https://www.facebook.com/anne"}, []),
        (ARTICLE | {"author": "webmaster"}, []),
        (ARTICLE | {"author": "acoste"}, []),
        (ARTICLE | {"author": "Ville de Vif"}, []),
        (ARTICLE | {"author": "Pixel Studio", "og:site_name": "Pixel studio"}, []),
        ({"author": "Anne Coste"}, []),
        ({"author": "Anne Coste", "og:type": "website"}, []),
    ],
)
def test_the_author_of_an_article_is_told_and_who_made_a_page_is_not(
    tmp_path: Path, said: dict[str, str], authors: list[str]
) -> None:
    page = document(read(tmp_path, metas(said)))
    assert [each.name for each in page.actors if each.relation is Relation.CREATOR] == authors


def test_the_dates_of_an_article_are_those_of_the_page(tmp_path: Path) -> None:
    page = document(read(tmp_path, metas(ARTICLE | {"article:modified_time": "2014-01-02"})))
    assert page.issued
    assert page.modified
    assert (page.issued.value, page.modified.value) == ("2013-05-13T10:00:00+02:00", "2014-01-02")
    data = '<script type="application/ld+json">{"@type": "Article", "author": {"name": "Zoé Roux"}, ' \
        '"datePublished": "2012-01-01"}</script>'  # fmt: skip
    page = document(read(tmp_path, metas(ARTICLE | {"author": "Anne Coste"}) + data))
    assert page.issued
    assert (page.issued.value, [each.name for each in page.actors]) == ("2012-01-01", ["Zoé Roux"])


def test_the_page_of_a_publication_gives_the_publication(tmp_path: Path) -> None:
    found = read(tmp_path, CITED)
    (work,) = (each for each in found if isinstance(each, Publication))
    assert work.title
    assert work.issued
    assert (work.title.value, work.issued.value, work.kind) == ("Les lieux et les gens", "2013-05", "article")
    assert work.container == "Revue & lieux, 3, p. 10-20"
    assert work.identifiers == (Identifier("doi", "10.1000/182"),)
    assert [(each.name, each.member) for each in work.actors] == [
        ("Anne Coste", ""), ("LIG, Grenoble", "Anne Coste"), ("Luc Petit", ""), ("Ville de Vif", "")
    ]  # fmt: skip
    assert work.actors[0].identifiers == (Identifier("orcid", "0000-0002-4801-8395"),)
    assert [each.value for each in work.keywords] == ["RSE", "mobilité"]
    assert not document(found).actors


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('<meta name="DC.identifier" content="doi:10.1000/182">', True),
        ('<meta name="DC.identifier" content="https://reseau.example/page">', False),
        ("", False),
        ('<meta name="citation_title" content="Les lieux">', False),
    ],
)
def test_dublin_core_of_any_page_is_no_publication_without_an_identifier(tmp_path: Path, more: str, told: bool) -> None:
    found = read(tmp_path, CORE + more)
    works = [each for each in found if isinstance(each, Publication)]
    assert len(works) == told
    for work in works:
        assert (work.kind, [each.name for each in work.actors]) == ("", ["Anne Coste", "PUG"])
    assert not document(found).actors


def test_pages_of_a_site_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.html").write_text(f"<html><head>{CITED}</head>{WORDS}</html>", "utf-8")
    found = list(site.read(tmp_path / "site", Source(path="site", found_at="https://example.org/")))
    (work,) = (each for each in found if isinstance(each, Publication))
    assert work.key.startswith("a.html-head-")


@pytest.mark.parametrize(
    "pattern", ["<meta name=a content='", "<meta ", "<b>", "</b>", "\0", "<meta name=author content>"]
)
def test_a_broken_head_says_nothing(pattern: str) -> None:
    assert page_head(f"<html><head>{pattern * 50_000}").said == []
    assert page_head(f"<meta name=author content=x></head>{pattern}").first("author") == "x"
