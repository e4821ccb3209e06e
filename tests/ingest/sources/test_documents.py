"""Markdown, DOCX, PDF and WordPress become pages with what they tell of, however they are damaged."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfWriter

from graph.workspace import Source
from ingest.records import Document, Event, Record, Rejection, Relation
from ingest.sources import docx, markdown, pdf, wordpress
from ontology.errors import DataError
from tests.ingest.prose.reading import events, publications
from tests.ingest.sources.documents import CORE, W, paragraph, table, write_docx, write_pdf

Reader = Callable[[Path, Source], Iterator[Record | Rejection]]

ENTRY = "12 mars 2014 – Table ronde : Les tiers-lieux"
MARKDOWN = """---
title: Bilan des lieux
authors: [Anne Coste, "Jean Martin"]
date: 2014-03
tags:
  - RSE
---
# Agenda

* 12 mars 2014 – Table ronde : *Les tiers-lieux*

| Date | Titre |
| --- | --- |
| 13/05/2014 | Forum des lieux |

<script>alert("non")</script>
"""
WXR = """<?xml version="1.0"?><!-- This is a WordPress eXtended RSS file --><rss
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:author><wp:author_login>ac</wp:author_login>
<wp:author_display_name>Anne Coste</wp:author_display_name></wp:author>{items}</channel></rss>"""
ITEM = """<item><title>{title}</title><link>https://e.org/{name}</link><dc:creator>ac</dc:creator>
<content:encoded><![CDATA[{content}]]></content:encoded><wp:post_type>{type}</wp:post_type>
<wp:status>{status}</wp:status><wp:post_date>2014-03-12 10:00:00</wp:post_date>
<wp:post_name>{name}</wp:post_name></item>"""


def item(name: str, content: str, type_: str = "post", status: str = "publish") -> str:
    return ITEM.format(title=name.title(), name=name, content=content, type=type_, status=status)


def records(reader: Reader, path: Path) -> list[Record | Rejection]:
    return list(reader(path, Source(path=path.name)))


def told(reader: Reader, path: Path) -> str:
    """The places of what is read, or the sentence that refuses the file."""
    try:
        return ", ".join(str(each.place) for each in records(reader, path))
    except DataError as error:
        return str(error)


def document(found: list[Record | Rejection]) -> Document:
    return next(each for each in found if isinstance(each, Document))


def titles(found: list[Record | Rejection]) -> list[str]:
    return [each.title.value for each in found if isinstance(each, Event) and each.title]


def creators(page: Document) -> list[str]:
    return [each.name for each in page.actors if each.relation is Relation.CREATOR]


def test_markdown_gives_its_front_matter_its_lists_and_its_tables(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MARKDOWN, encoding="utf-8")
    found = records(markdown.read, tmp_path / "a.md")
    page = document(found)
    assert page.title
    assert page.issued
    assert (page.title.value, page.issued.value, creators(page)) == (
        "Bilan des lieux",
        "2014-03",
        ["Anne Coste", "Jean Martin"],
    )
    assert titles(found) == ["Les tiers-lieux", "Forum des lieux"]
    assert "alert" not in page.text
    assert [each.place.locator for each in found if isinstance(each, Event)] == ["line 10", "line 14"]


@pytest.mark.parametrize(
    ("front", "authors", "keywords"),
    [
        ("---\nauthors:\n  - name: Anne Coste\n    affiliation: UGA\n  - LIG\n---", ["Anne Coste", "LIG"], []),
        ("---\nauthor: {name: 'Anne Coste', affiliation: UGA}\n---", ["Anne Coste"], []),
        ('+++\nauthors = ["Anne Coste"]\n[taxonomies]\ntags = ["RSE"]\n+++', ["Anne Coste"], ["RSE"]),
        ('+++\ntaxonomies = 3\n[[author]]\nname = "Anne Coste"\n+++', ["Anne Coste"], []),
    ],
)
def test_authors_with_a_name_and_tags_among_taxonomies_are_read_in_front_matter(
    tmp_path: Path, front: str, authors: list[str], keywords: list[str]
) -> None:
    (tmp_path / "a.md").write_text(f"{front}\nDes mots", encoding="utf-8")
    page = document(records(markdown.read, tmp_path / "a.md"))
    assert (creators(page), [each.value for each in page.keywords]) == (authors, keywords)


@pytest.mark.parametrize(
    ("front", "title", "authors", "keywords"),
    [
        ("title: 'L''avenir des \"lieux\"'", 'L\'avenir des "lieux"', [], []),
        ('title: "\\u00e9t\\u00e9"\nauthor: "L\'équipe \\"Alpes\\""', "été", ['L\'équipe "Alpes"'], []),
        ("tags: [\"RSE, éthique\", vélo, 'd']", "", [], ["RSE, éthique", "vélo", "d"]),
        ("keywords: |\n  coworking\n  télétravail\ntags: eau; RSE", "", [], ["coworking", "télétravail", "eau", "RSE"]),
        ("author: &a Anne Coste\ntitle: >\n  Une\n  suite\ncreator: *a", "Une suite", ["Anne Coste"], []),
        ("title: !!str Lieux\nauthor:\n- {name: Anne Coste}\n- LIG\ntags: ~", "Lieux", ["Anne Coste", "LIG"], []),
        ("title: Lieux: bilan\ntags:\n  - a\n  - b", "Lieux: bilan", [], ["a", "b"]),
        ('title: "C:\\dossier"\ntags: [a]', "C:\\dossier", [], ["a"]),
        ("# rien", "", [], []),
    ],
)
def test_the_texts_and_lists_of_front_matter_are_those_of_yaml(
    tmp_path: Path, front: str, title: str, authors: list[str], keywords: list[str]
) -> None:
    (tmp_path / "a.md").write_text(f"---\n{front}\n---\nDes mots", encoding="utf-8")
    (page,) = records(markdown.read, tmp_path / "a.md")
    assert isinstance(page, Document)
    assert (page.title.value if page.title else "", creators(page)) == (title, authors)
    assert ([each.value for each in page.keywords], page.text) == (keywords, "Des mots")


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))


@pytest.mark.parametrize(
    ("front", "place", "reason"),
    [
        ("---\ntitle: x\ntags: [a, b\n---", "line 3", "“tags” cannot be read here: expected ',' or ']'"),
        ("---\ntags:\n- a: b: c\n---", "line 2", "“tags” cannot be read here: mapping values"),
        ("---\ntags: *b\n---", "line 2", "“tags” cannot be read here: found undefined alias 'b'"),
        (f"---\n{BOMB}---", "line 7", "“a5” cannot be read here: its values repeat each other more than 50,000 times"),
        ("---\ntags: &t [*t]\n---", "line 2", "its values repeat each other"),
        (f"---\ntags: {'[' * 9_000}\n---", "line 2", "“tags” cannot be read here: it is nested too deep"),
        ("+++\ntitle = \n+++", "line 1", "is not TOML: Invalid value"),
    ],
)
def test_what_cannot_be_read_of_front_matter_is_told_with_its_line(
    tmp_path: Path, front: str, place: str, reason: str
) -> None:
    (tmp_path / "a.md").write_text(f"{front}\nDes mots", encoding="utf-8")
    page, first, *_ = records(markdown.read, tmp_path / "a.md")
    assert isinstance(page, Document)
    assert isinstance(first, Rejection)
    assert page.text == "Des mots"
    assert (first.place.locator, reason in first.reason) == (place, True)


@pytest.mark.parametrize(
    ("front", "draft"),
    [
        ("---\ndraft: true\n---", "draft: true"),
        ("---\npublished: No\n---", "published: false"),
        ("+++\ndraft = true\n+++", "draft: true"),
        ("---\ndraft: false\npublished: 2014-03-12\n---", ""),
        ("+++\ndraft = false\n+++", ""),
        ("---\npublished: true\n---", ""),
        ("---\npublished: Yes\n---", ""),
        ("---\npublished: on\n---", ""),
        ("---\npublished: y\n---", ""),
        ("---\npublished: n\n---", "published: false"),
    ],
)
def test_a_draft_in_markdown_is_left_aside(tmp_path: Path, front: str, draft: str) -> None:
    (tmp_path / "a.md").write_text(f"{front}\n{ENTRY}", encoding="utf-8")
    found = records(markdown.read, tmp_path / "a.md")
    aside = [each.reason for each in found if isinstance(each, Rejection)]
    assert aside == ([f"the page is not published: its front matter says “{draft}”"] if draft else [])
    assert titles(found) == ([] if draft else ["Les tiers-lieux"])


def test_words_between_rules_are_no_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nUn avis\n---\nDes mots", encoding="utf-8")
    assert "Un avis" in document(records(markdown.read, tmp_path / "a.md")).text


@pytest.mark.parametrize("hidden", ["<!-- {} -->", "<!--\n{}\n\nfin\n-->", "```\n{}\n```", "~~~text\n{}\n~~~"])
def test_comments_and_code_in_markdown_are_no_events(tmp_path: Path, hidden: str) -> None:
    (tmp_path / "a.md").write_text(
        f"{ENTRY}\n\n{hidden.format('17 mai 2013 : Atelier : Brouillon')}\n", encoding="utf-8"
    )
    found = records(markdown.read, tmp_path / "a.md")
    assert titles(found) == ["Les tiers-lieux"]
    assert "Brouillon" not in document(found).text


@pytest.mark.parametrize(
    ("title", "works"),
    [
        ("Compte rendu du conseil du 12 mars 2014", []),
        ("Compte rendu", []),
        ("Compte rendu du 9 mai 2014", ["2014-03-12 | Compte rendu"]),
        ("Nos lieux", ["2014-03-12 | Compte rendu"]),
    ],
)
def test_a_heading_that_says_what_front_matter_does_is_no_work_beside_the_page(
    tmp_path: Path, title: str, works: list[str]
) -> None:
    path = tmp_path / "a.md"
    heading = "# Compte rendu du CA du 12 mars 2014"
    path.write_text(f"---\ntitle: {title}\ndate: 2014-03-12\n---\n{heading}\n\nMots.\n", encoding="utf-8")
    assert publications(records(markdown.read, path)) == works


@pytest.mark.parametrize(
    "text", ["---\ntitle: x\n---\n", "+++\n+++", "<script>x()</script>", "![](a.png)", "[a]: http://e.org"]
)
def test_markdown_without_words_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.md: the page holds no words"):
        records(markdown.read, tmp_path / "a.md")


@pytest.mark.parametrize("text", ["---\ntitle: [[[\n---\nmots", "+++\ntitle = \n+++\nmots", "---\nmots"])
def test_markdown_that_is_odd_keeps_its_words(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert "mots" in document(records(markdown.read, tmp_path / "a.md")).text


def test_what_is_nested_too_deep_is_kept_aside(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("mots\n\n" + "> " * 9_000 + "perdus", encoding="utf-8")
    _, rejection = records(markdown.read, tmp_path / "a.md")
    assert isinstance(rejection, Rejection)
    assert (rejection.place.locator, rejection.reason[-19:]) == ("line 3", "too deep to be read")


def test_a_date_that_is_none_in_front_matter_is_kept_aside(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ndate: 2014-02-30\n---\nmots", encoding="utf-8")
    (rejection,) = [each for each in records(markdown.read, tmp_path / "a.md") if isinstance(each, Rejection)]
    assert "2014-02-30" in rejection.reason


def test_a_docx_gives_headings_items_rows_and_properties(tmp_path: Path) -> None:
    body = paragraph("Agenda", "Titre1") + paragraph(ENTRY, listed=True)
    body += (
        table(["Date", "Titre"], ["13/05/2014", "Forum des lieux"])
        + "<w:p><w:del><w:r><w:t>ôté</w:t></w:r></w:del></w:p>"
    )
    found = records(docx.read, write_docx(tmp_path / "a.docx", body))
    page = document(found)
    assert page.title
    assert page.issued
    assert page.modified
    assert (page.title.value, page.issued.day, page.modified.day) == ("Bilan des lieux", "2014-03-12", "2014-05-02")
    assert (creators(page), [each.value for each in page.keywords]) == (["Anne Coste", "Jean Martin"], ["RSE", "lieux"])
    assert titles(found) == ["Les tiers-lieux", "Forum des lieux"]
    assert "ôté" not in page.text


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("<w:t>Le 20</w:t><w:noBreakHyphen/><w:t>21 mai 2013</w:t>", "Le 20-21 mai 2013"),
        ("<w:t>éco</w:t><w:softHyphen/><w:t>conception</w:t>", "écoconception"),
        ('<w:t>du 20 </w:t><w:sym w:font="Arial" w:char="2013"/><w:t> 21 mai</w:t>', "du 20 – 21 mai"),
        ('<w:t>un</w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:t>deux</w:t>', "un deux"),
        ('<w:t>un</w:t><w:sym w:char="D800"/><w:sym w:char="zz"/><w:sym/><w:t>deux</w:t>', "un deux"),
        ("<w:t>un</w:t><w:tab/><w:t>deux</w:t><w:ptab/><w:t>trois</w:t>", "un deux trois"),
        ("<w:t>un</w:t><w:br/><w:t>deux</w:t><w:cr/><w:t>trois</w:t>", "un\ndeux\ntrois"),
    ],
)
def test_signs_that_have_an_element_of_their_own_are_read_in_a_docx(tmp_path: Path, written: str, words: str) -> None:
    path = write_docx(tmp_path / "a.docx", f"<w:p><w:r>{written}</w:r></w:p>")
    assert document(records(docx.read, path)).text == words


@pytest.mark.parametrize("note", ["reporté", "reporté du 3 mai"])
def test_tasks_that_are_done_are_read_and_marks_of_notes_are_no_words(tmp_path: Path, note: str) -> None:
    lines = ("# Agenda", "", "- [x] 15 mai 2013 – Atelier : Le vélo[^1]", "- [ ] 16 mai 2013 – Forum : Le bois[^2]")
    path = tmp_path / "a.md"
    path.write_text("\n".join((*lines, "", f"[^1]: {note}", "", "Le [lien](https://e.org) et [^")), encoding="utf-8")
    found = records(markdown.read, path)
    assert titles(found) == ["Le vélo", "Le bois"]
    assert document(found).text.endswith("Le lien et [^")


@pytest.mark.parametrize(("vanish", "words"), [("<w:vanish/>", "vu"), ('<w:vanish w:val="0"/>', "caché vu")])
def test_hidden_text_of_a_docx_is_not_published(tmp_path: Path, vanish: str, words: str) -> None:
    run = f"<w:r><w:rPr>{vanish}</w:rPr><w:t>caché </w:t></w:r><w:r><w:t>vu</w:t></w:r>"
    assert document(records(docx.read, write_docx(tmp_path / "a.docx", f"<w:p>{run}</w:p>"))).text == words


@pytest.mark.parametrize("kind", ["footnotes", "endnotes"])
def test_the_notes_of_a_docx_are_read_behind_its_body(tmp_path: Path, kind: str) -> None:
    notes = f'<w:{kind} {W}><w:note w:id="2">{paragraph(ENTRY)}</w:note></w:{kind}>'
    parts: dict[str, str | bytes] = {f"word__{kind}": notes}
    found = records(docx.read, write_docx(tmp_path / "a.docx", paragraph("Un texte"), **parts))
    assert document(found).text.split("\n\n") == ["Un texte", ENTRY]
    assert titles(found) == ["Les tiers-lieux"]


def test_days_around_a_hyphen_that_does_not_break_are_one_event(tmp_path: Path) -> None:
    entry = "<w:t>20</w:t><w:noBreakHyphen/><w:t>21 mai 2013 – Colloque : Les tiers-lieux</w:t>"
    found = records(docx.read, write_docx(tmp_path / "a.docx", f"<w:p><w:r>{entry}</w:r></w:p>"))
    (event,) = [each for each in found if isinstance(each, Event)]
    assert event.start
    assert event.end
    assert (event.start.value, event.end.value) == ("2013-05-20", "2013-05-21")


@pytest.mark.parametrize(
    "author",
    ["Utilisateur Windows", "Microsoft Office User", "utilisateur de Microsoft Office", "Admin", "stagiaire", "User"],
)
def test_what_an_office_program_writes_by_itself_is_neither_title_nor_author(tmp_path: Path, author: str) -> None:
    core = CORE.replace("Bilan des lieux", "Présentation PowerPoint").replace("Anne Coste", author)
    body = paragraph("Agenda", "Titre1") + paragraph("Des mots")
    page = document(records(docx.read, write_docx(tmp_path / "a.docx", body, docProps__core=core)))
    assert creators(page) == ["Jean Martin"]
    assert "PowerPoint" not in str(page.title)
    info = f"/Author ({author})"
    assert creators(document(records(pdf.read, write_pdf(tmp_path / "a.pdf", ["Des mots"], info=info)))) == []


@pytest.mark.parametrize("outline", ["9", "-1", "x", pytest.param("9" * 5_000, id="long")])
def test_an_outline_level_that_is_no_headings_leaves_a_paragraph(tmp_path: Path, outline: str) -> None:
    levelled = f'<w:outlineLvl w:val="{outline}"/>'
    styles = f'<w:styles {W}><w:style w:styleId="S"><w:pPr>{levelled}</w:pPr></w:style></w:styles>'
    body = paragraph("un", "S") + f"<w:p><w:pPr>{levelled}</w:pPr><w:r><w:t>deux</w:t></w:r></w:p>"
    page = document(records(docx.read, write_docx(tmp_path / "a.docx", body, word__styles=styles)))
    assert page.text.split() == ["un", "deux"]


def test_merged_cells_of_a_docx_are_of_all_the_rows_and_columns_that_they_span(tmp_path: Path) -> None:
    def cell(words: str, merged: str = "") -> str:
        return f"<w:tc><w:tcPr>{merged}</w:tcPr>{paragraph(words)}</w:tc>"

    rows = [
        cell("Date") + cell("Titre") + cell("Lieu"),
        cell("13/05/2014", '<w:vMerge w:val="restart"/>') + cell("Forum des lieux") + cell("Vif"),
        cell("", "<w:vMerge/>") + cell("Forum des sols") + cell("Lans"),
        cell("14/05/2014") + cell("Forum des eaux", '<w:gridSpan w:val="2"/>'),
        cell("", "<w:vMerge/>") + cell("Forum des airs", '<w:gridSpan w:val="x"/>'),
        cell("15/05/2014", f'<w:gridSpan w:val="{"9" * 5_000}"/>') + cell("Forum des feux"),
    ]
    table = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    found = records(docx.read, write_docx(tmp_path / "a.docx", paragraph("Agenda", "Titre1") + table))
    assert events(found) == [
        "2014-05-13 |  | Forum des lieux | Vif",
        "2014-05-13 |  | Forum des sols | Lans",
        "2014-05-14 |  | Forum des eaux",
        "2014-05-14 |  | Forum des airs",
        "2014-05-15 |  | Forum des feux",
    ]


def test_a_docx_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", "", word__more=b" " * 60_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(DataError, match=r"unpacks to 60 MB in 4 parts, too much"):
        records(docx.read, path)


def test_a_docx_reaches_nothing_outside_itself(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("caché")
    entity = f'<!DOCTYPE x [<!ENTITY s SYSTEM "file://{tmp_path}/secret">]>'
    body = f'{entity}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    body += "<w:p><w:r><w:t>&s;mots</w:t></w:r></w:p></w:body></w:document>"
    path = write_docx(tmp_path / "a.docx", "", word__document=body, **{"..____..__evil": "x"})
    assert "caché" not in document(records(docx.read, path)).text
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.docx", "secret"]


def test_a_docx_whose_entities_would_swell_is_refused_for_them(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "aaaaaaaaaa"}">' for n in range(9))
    body = f'<!DOCTYPE x [{bomb}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    body += "<w:body><w:p><w:r><w:t>&a8;&a8;mots</w:t></w:r></w:p></w:body></w:document>"
    with pytest.raises(DataError, match="the file uses entities of its own, which are refused"):
        records(docx.read, write_docx(tmp_path / "a.docx", "", word__document=body))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip", b"%PDF-1.4"])
def test_what_is_no_docx_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    with pytest.raises(DataError, match=r"a\.docx: (this is not a DOCX|the file is empty)"):
        records(docx.read, tmp_path / "a.docx")


def test_a_docx_without_words_or_with_broken_xml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no words"):
        records(docx.read, write_docx(tmp_path / "a.docx", ""))
    with pytest.raises(DataError, match="damaged"):
        records(docx.read, write_docx(tmp_path / "b.docx", "<w:p>"))


MINUTES = "Compte rendu de la réunion du 5 avril 2014"


@pytest.mark.parametrize("title", [True, False])
def test_minutes_are_the_page_and_no_publication_beside_it(tmp_path: Path, title: bool) -> None:
    (tmp_path / "a.md").write_text(f"{'# ' * title}{MINUTES}\n\nPrésents : Anne Coste.\n", encoding="utf-8")
    found = records(markdown.read, tmp_path / "a.md")
    assert publications(found) == []
    issued = document(found).issued
    assert issued
    assert (issued.value, issued.quote) == ("2014-04-05", "5 avril 2014")


def test_a_publication_in_the_words_of_a_page_is_one(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"# Nos réunions\n\nUn mot.\n\n{MINUTES}\n\nMots.\n", encoding="utf-8")
    assert publications(records(markdown.read, tmp_path / "a.md")) == ["2014-04-05 | Compte rendu"]


@pytest.mark.parametrize(
    ("title", "issued"),
    [
        ("Bilan des lieux", "2026-11-29"),
        ("Bilan 2014", "2026-11-29"),
        ("Bilan du 5 avril 2014", "2014-04-05"),
        ("Nos lieux au 5 avril 2014", ""),
    ],
)
def test_the_day_on_which_a_pdf_was_made_is_not_that_of_its_words(tmp_path: Path, title: str, issued: str) -> None:
    info = f"/Title ({title}) /CreationDate (D:20261129101500Z)"
    found = records(pdf.read, write_pdf(tmp_path / "a.pdf", [f"{title}.", "Un texte."], info=info))
    said = document(found).issued
    assert (said.value if said else "") == issued


def test_a_year_on_the_next_line_is_that_of_its_day(tmp_path: Path) -> None:
    lines = ["Rapport de la visite du 5 avril", "2014", "Voiron, samedi 5 avril 2014, 14 heures.", "Nous avons vu."]
    found = records(pdf.read, write_pdf(tmp_path / "a.pdf", lines))
    assert [each.reason for each in found if isinstance(each, Rejection)] == []


def test_a_pdf_tells_on_which_page_its_words_stand(tmp_path: Path) -> None:
    path = write_pdf(
        tmp_path / "a.pdf",
        ["Bilan des lieux", "Un texte sur les tiers-", "lieux."],
        [],
        [ENTRY],
        info="/Title (Bilan des lieux) /Author (Anne Coste) /CreationDate (D:20140312101500Z)",
    )
    found = records(pdf.read, path)
    page = document(found)
    assert page.title
    assert page.issued
    assert (page.title.value, creators(page), page.issued.value) == ("Bilan des lieux", ["Anne Coste"], "2014-03-12")
    assert [each.place.locator for each in found if isinstance(each, Event)] == ["page 3"]


def test_a_programme_that_a_browser_printed_gives_its_events_and_no_more(tmp_path: Path) -> None:
    lines = ["Agenda du lac", "Organisé par les amis du lac.", "Nos événements", "13 juin 2024 : Forum des rives"]
    lines += ["20 juin 2024 Atelier des haies", "29/11/2026, 01:33 Agenda du lac", "https://e.org/agenda 1/1"]
    found = records(pdf.read, write_pdf(tmp_path / "a.pdf", lines))
    told = [
        (each.title.value, each.start.value) for each in found if isinstance(each, Event) and each.title and each.start
    ]
    assert told == [("Forum des rives", "2024-06-13"), ("Atelier des haies", "2024-06-20")]
    assert len(found) == 3


def test_headers_and_footers_are_no_part_of_what_stands_beside_them(tmp_path: Path) -> None:
    head, foot = "Bulletin du réseau n° 12", "Page {} sur 2"
    one = [head, "13 mai 2014 – Forum des haies", "14 mai 2014 – Atelier des haies", foot.format(1)]
    other = [head, "15 mai 2014 – Forum des rives", "16 mai 2014 – Atelier", foot.format(2)]
    found = records(pdf.read, write_pdf(tmp_path / "a.pdf", one, other))
    assert titles(found) == ["Forum des haies", "Atelier des haies", "Forum des rives"]
    assert document(found).text.split("\n\n") == ["\n".join(one[:-1]), "\n".join(other[1:-1])]
    assert [each.place.locator for each in found if isinstance(each, Event)] == ["page 1", "page 1", "page 2", "page 2"]


def test_lines_that_are_alike_but_for_a_day_or_stand_on_few_pages_are_no_headers(tmp_path: Path) -> None:
    pages = [["13 mai 2014 – Forum des haies"], ["14 mai 2014 – Forum des haies"], ["Un mot", "15 mai 2014 – Forum"]]
    found = records(pdf.read, write_pdf(tmp_path / "a.pdf", *pages))
    assert [each.start.value for each in found if isinstance(each, Event) and each.start] == [
        "2014-05-13",
        "2014-05-14",
        "2014-05-15",
    ]


def test_the_joined_letters_of_a_pdf_are_told_apart(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", ["13 mai 2014 – Table ronde : La $lière des cœurs"])
    joining = b"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [36 /fi] >>"
    path.write_bytes(path.read_bytes().replace(b"/WinAnsiEncoding", joining))
    assert titles(records(pdf.read, path)) == ["La filière des cœurs"]


def test_a_pdf_without_text_says_to_recognise_it_first(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="only pictures of it") as raised:
        records(pdf.read, write_pdf(tmp_path / "a.pdf", []))
    assert "OCR" in raised.value.remedy


def test_pages_of_a_pdf_that_hold_no_text_are_told_together(tmp_path: Path) -> None:
    found = records(pdf.read, write_pdf(tmp_path / "a.pdf", [ENTRY], [], [], [ENTRY], [], [ENTRY]))
    (aside,) = (each for each in found if isinstance(each, Rejection))
    assert str(aside.place).endswith("a.pdf, page 2")
    assert aside.reason == "some pages are blank, or only pictures of their text: 2–3, 5"
    assert "OCR" in aside.remedy


def test_a_locked_pdf_says_so(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=write_pdf(tmp_path / "a.pdf", ["mots"]))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "b.pdf")
    with pytest.raises(DataError, match=r"b\.pdf: the PDF is (locked|encrypted)"):
        records(pdf.read, tmp_path / "b.pdf")


@pytest.mark.parametrize("content", [b"", b"x", b"%PDF-1.4", b"%PDF-1.4\nstartxref\n0\n%%EOF", b"PK\x03\x04"])
def test_what_is_no_pdf_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    with pytest.raises(DataError, match=r"a\.pdf"):
        records(pdf.read, tmp_path / "a.pdf")


def endless_pdf(path: Path) -> Path:
    """A PDF of some kilobytes whose thousand pages all show the same five million letters."""
    drawn = zlib.compress(b"BT /F1 1 Tf " + b"(a) Tj " * 5_000_000 + b"ET")
    kids = " ".join(["4 0 R"] * 1_000)
    objects = [
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>",
        f"2 0 obj\n<< /Type /Pages /Count 1000 /Kids [{kids}] >>".encode(),
        b"4 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
        b"3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"5 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
    ]
    body = b"".join(each + b"\nendobj\n" for each in objects)
    path.write_bytes(b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF")
    return path


def test_a_pdf_built_to_last_for_ever_is_refused_at_its_deadline_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "DEADLINE", 3)
    with pytest.raises(DataError, match=r"a\.pdf: the PDF is not read in 3 seconds"):
        records(pdf.read, endless_pdf(tmp_path / "a.pdf"))
    assert document(records(pdf.read, write_pdf(tmp_path / "b.pdf", ["mots"]))).text.strip() == "mots"


@pytest.mark.parametrize("reader", ["docx", "pdf"])
def test_damage_at_random_gives_records_or_a_sentence(tmp_path: Path, reader: str) -> None:
    chance = random.Random(7)
    made = tmp_path / f"a.{reader}"
    sound = (write_docx(made, paragraph(ENTRY)) if reader == "docx" else write_pdf(made, [ENTRY])).read_bytes()
    for _ in range(150):
        broken = bytearray(sound)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        made.write_bytes(broken[: chance.randint(len(broken) // 2, len(broken))] if chance.random() < 0.3 else broken)
        assert told(docx.read if reader == "docx" else pdf.read, made)


def test_a_site_exported_from_wordpress_gives_each_published_page_and_counts_the_rest(tmp_path: Path) -> None:
    items = item("agenda", f"<ul><li>{ENTRY}</li></ul>") + item("lieux", "<p>Des mots</p><script>x()</script>", "page")
    items += item("brouillon", "<p>Secret</p>", status="draft") + item("vide", "")
    (tmp_path / "a.xml").write_text(WXR.format(items=items), encoding="utf-8")
    found = records(wordpress.read, tmp_path / "a.xml")
    pages = [each for each in found if isinstance(each, Document)]
    assert [(each.key, each.url, creators(each)) for each in pages] == [
        ("post-agenda", "https://e.org/agenda", ["Anne Coste"]),
        ("page-lieux", "https://e.org/lieux", ["Anne Coste"]),
    ]
    assert [each.page for each in found if isinstance(each, Event)] == ["post-agenda"]
    assert [each.reason for each in found if isinstance(each, Rejection)] == [
        "the page holds no words",
        "1 of kind “post” (draft) left aside: not published",
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Le programme :\n\n14 mai 2013 – Atelier : La RSE\n15 mai 2013 – Atelier : Le vélo", ["La RSE", "Le vélo"]),
        (
            "<p>Ici.</p>\r\n\r\n14 mai 2013 – Atelier : La RSE\r\n\r\n15 mai 2013 – Atelier : Le vélo",
            ["La RSE", "Le vélo"],
        ),
        ("Mots\n<ul>\n<li>14 mai 2013 – Atelier : La RSE</li>\n</ul>", ["La RSE"]),
        ("<!-- wp:paragraph -->\n<p>14 mai 2013 – Atelier :\nLa RSE</p>\n<!-- /wp:paragraph -->", ["La RSE"]),
        ("[caption id='x']<img src='y'> Vue[/caption]\n14 mai 2013 – Atelier : La RSE\nÀ Vif.", ["La RSE"]),
        (
            "14 mai 2013 – Atelier : La RSE\n\n<h3>Nos partenaires</h3>\n<ul>\n<li>ADEME</li>\n</ul>",
            ["La RSE", "ADEME"],
        ),
    ],
)
def test_newlines_of_the_classic_editor_are_the_paragraphs_and_lines_that_wordpress_shows(
    tmp_path: Path, body: str, expected: list[str]
) -> None:
    (tmp_path / "a.xml").write_text(WXR.format(items=item("agenda", body)), encoding="utf-8")
    found = records(wordpress.read, tmp_path / "a.xml")
    titles = [each.title.value for each in found if isinstance(each, Event) and each.title]
    partners = [
        who.name for each in found if isinstance(each, Document) for who in each.actors if who.relation == "ml:partner"
    ]
    assert [*titles, *partners] == expected


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("", []),
        ("<wp:author_display_name>jdupont</wp:author_display_name>", []),
        ("<wp:author_display_name>JDupont</wp:author_display_name>", []),
        ("<wp:author_display_name>Admin</wp:author_display_name>", []),
        ("<wp:author_display_name>Administrateur du site</wp:author_display_name>", []),
        ("<wp:author_display_name>jd@example.org</wp:author_display_name>", []),
        ("<wp:author_display_name><![CDATA[Jeanne Dupont]]></wp:author_display_name>", ["Jeanne Dupont"]),
        ("<wp:author_display_name>Root Cause Institute</wp:author_display_name>", ["Root Cause Institute"]),
        (
            "<wp:author_display_name>jdupont</wp:author_display_name>"
            "<wp:author_first_name>Jeanne</wp:author_first_name><wp:author_last_name>Dupont</wp:author_last_name>",
            ["Jeanne Dupont"],
        ),
        ("<wp:author_last_name>Dupont</wp:author_last_name>", ["Dupont"]),
    ],
)
def test_a_login_of_wordpress_is_no_author_unless_a_name_is_behind_it(
    tmp_path: Path, account: str, expected: list[str]
) -> None:
    author = f"<wp:author><wp:author_login>jdupont</wp:author_login>{account}</wp:author>"
    items = item("agenda", "<p>Des mots</p>").replace(">ac<", ">jdupont<")
    (tmp_path / "a.xml").write_text(WXR.format(items=author + items), encoding="utf-8")
    page, *others = records(wordpress.read, tmp_path / "a.xml")
    assert isinstance(page, Document)
    assert creators(page) == expected
    reason = "the login “jdupont” has no name behind it: 1 of its pages and posts without an author"
    assert [each.reason for each in others if isinstance(each, Rejection)] == ([] if expected else [reason])


def meta(**said: str) -> str:
    return "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
        for key, value in said.items()
    )


def test_events_of_the_events_calendar_are_events_with_their_venue_and_organisers(tmp_path: Path) -> None:
    said = meta(_EventStartDate="2014-05-13 18:00:00", _EventEndDate="2014-05-13 20:00:00", _EventVenueID="7")
    said += meta(_EventOrganizerID="8") + '<category domain="tribe_events_cat">Atelier</category>'
    days = meta(_EventStartDate="2014-06-02 00:00:00", _EventEndDate="2014-06-03 23:59:59", _EventAllDay="yes")
    place = f"<wp:post_id>7</wp:post_id>{meta(_VenueCity='Vif')}"
    posts = [
        item("forum", "<!-- wp:p --><p>Un mot.</p>", "tribe_events").replace("</item>", f"{said}</item>"),
        item("jours", "", "tribe_events").replace("</item>", f"{days}</item>"),
        item("lieu", "", "tribe_venue").replace("</item>", f"{place}</item>"),
        item("ville", "", "tribe_organizer").replace("</item>", "<wp:post_id>8</wp:post_id></item>"),
        item("demain", "", "tribe_events").replace("</item>", f"{meta(_EventStartDate='demain')}</item>"),
    ]
    (tmp_path / "a.xml").write_text(WXR.format(items="".join(posts)), encoding="utf-8")
    forum, jours, demain, rejection = records(wordpress.read, tmp_path / "a.xml")
    assert isinstance(forum, Event)
    assert isinstance(jours, Event)
    assert forum.start
    assert forum.end
    assert forum.description
    assert (forum.start.value, forum.end.value, forum.kind) == ("2014-05-13T18:00:00", "2014-05-13T20:00:00", "Atelier")
    assert (forum.location, forum.description.value, forum.url) == ("Lieu, Vif", "Un mot.", "https://e.org/forum")
    assert [(each.name, each.relation) for each in forum.actors] == [("Ville", Relation.ORGANIZER)]
    assert (jours.start and jours.start.value, jours.end and jours.end.value) == ("2014-06-02", "2014-06-03")
    assert isinstance(demain, Event)
    assert isinstance(rejection, Rejection)
    assert "“demain” cannot be taken as a date" in rejection.reason


@pytest.mark.parametrize(
    ("kind", "status", "password", "why"),
    [
        ("post", "publish", "abc", "behind a password"),
        ("post", "private", "", "not published"),
        ("tribe_events", "draft", "", "not published"),
        ("product", "publish", "", "only pages, posts and events are read"),
    ],
)
def test_why_an_item_of_an_export_is_left_aside_is_told(
    tmp_path: Path, kind: str, status: str, password: str, why: str
) -> None:
    said = f"<wp:post_password>{password}</wp:post_password></item>"
    left = item("secret", "Secret", kind, status).replace("</item>", said)
    (tmp_path / "a.xml").write_text(WXR.format(items=item("a", "Des mots") + left), encoding="utf-8")
    page, aside = records(wordpress.read, tmp_path / "a.xml")
    assert isinstance(page, Document)
    assert isinstance(aside, Rejection)
    assert aside.reason == f"1 of kind “{kind}” ({status}) left aside: {why}"


def test_signs_that_an_export_writes_as_in_html_are_read_in_titles_tags_and_names(tmp_path: Path) -> None:
    tags = '<category domain="post_tag"><![CDATA[tiers-lieux &amp; co]]></category>'
    account = "<wp:author><wp:author_login>jd</wp:author_login><wp:author_display_name><![CDATA[Ana&iuml;s Roux]]>"
    items = item("agenda", "<p>Des mots</p>").replace(">ac<", ">jd<").replace("</item>", f"{tags}</item>")
    items = items.replace(">Agenda<", "><![CDATA[Forum &#8211; L&rsquo;avenir &amp; <em>nous</em>]]><")
    account = f"{account}</wp:author_display_name></wp:author>"
    (tmp_path / "a.xml").write_text(WXR.format(items=account + items), encoding="utf-8")
    (page,) = records(wordpress.read, tmp_path / "a.xml")
    assert isinstance(page, Document)
    assert page.title
    assert (page.title.value, [each.value for each in page.keywords], creators(page)) == (
        "Forum – L’avenir & nous",
        ["tiers-lieux & co"],
        ["Anaïs Roux"],
    )


@pytest.mark.parametrize(("login", "expected"), [("admin", []), ("jdupont", []), ("Jeanne Dupont", ["Jeanne Dupont"])])
def test_where_an_export_lists_no_account_only_words_of_a_name_are_an_author(
    tmp_path: Path, login: str, expected: list[str]
) -> None:
    items = item("agenda", "<p>Des mots</p>").replace(">ac<", f">{login}<")
    (tmp_path / "a.xml").write_text(WXR.format(items=items), encoding="utf-8")
    page, *others = records(wordpress.read, tmp_path / "a.xml")
    assert isinstance(page, Document)
    assert creators(page) == expected
    assert [f"“{login}”" in each.reason for each in others if isinstance(each, Rejection)] == [True] * (not expected)


def test_the_marks_of_page_builders_are_no_words_of_a_page(tmp_path: Path) -> None:
    content = f'<p>Le forum [sic]</p>[gallery ids="1,2"]<ul><li>{ENTRY}</li></ul>'
    content = f'[et_pb_text admin_label="Texte"]{content}[/et_pb_text]'
    (tmp_path / "a.xml").write_text(WXR.format(items=item("agenda", content)), encoding="utf-8")
    page, *others = records(wordpress.read, tmp_path / "a.xml")
    assert isinstance(page, Document)
    assert page.text.startswith("Le forum [sic]\n\n•")
    assert [type(each) for each in others] == [Event]


@pytest.mark.parametrize("content", ["", "<rss><channel/></rss>", "<html/>", "<rss><channel><item>"])
def test_what_is_no_export_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.xml").write_text(content, encoding="utf-8")
    assert "a.xml" in told(wordpress.read, tmp_path / "a.xml")


def test_the_real_export_is_read(shared_data: Path) -> None:
    (path,) = (shared_data / "pages").glob("*.xml")
    found = records(wordpress.read, path)
    assert sum(isinstance(each, Document) for each in found) > 40
    assert len({each.key for each in found if not isinstance(each, Rejection)}) == len(
        [each for each in found if not isinstance(each, Rejection)]
    )


def test_an_export_whose_author_has_an_undeclared_prefix_is_told_as_broken(tmp_path: Path) -> None:
    path = tmp_path / "site.xml"
    author = "<wp:author><wp:author_login>a</wp:author_login></wp:author>"
    path.write_text(f"<rss><channel>{author}</channel></rss>", encoding="utf-8")
    assert all(isinstance(item, Rejection) for item in wordpress.read(path, Source(path=path.name)))
