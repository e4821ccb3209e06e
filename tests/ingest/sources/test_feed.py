"""Feeds become pages with what they tell of, from their bytes alone, however they are damaged or hostile."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.records import Document, Event, Record, Rejection
from ingest.sources import feed, guess_format
from ontology.errors import DataError

ENTRY = "&lt;ul>&lt;li>12 mars 2014 – Table ronde : Les tiers-lieux&lt;/li>&lt;/ul>"
RSS = f'<rss version="2.0"><channel><title>A</title><item><title>Bilan</title><description>{ENTRY}</description></item>'
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>News</title><entry><title>Report</title>
<id>urn:1</id><link href="https://e.org/report"/><author><name>Ann Coe</name></author>
<updated>2014-03-12T23:30:00-05:00</updated>
<content type="html">&lt;p>Words of the report&lt;/p></content></entry></feed>"""


def records(folder: Path, content: str | bytes) -> list[Record | Rejection]:
    path = folder / "feed.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(feed.read(path, Source(path=path.name)))


def told(folder: Path, content: bytes) -> str:
    """The places of what is read, or the sentence that refuses the file."""
    try:
        return ", ".join(str(each.place) for each in records(folder, content))
    except DataError as error:
        return str(error)


def test_atom_is_read_with_its_author_and_the_day_of_its_own_clock(tmp_path: Path) -> None:
    (page,) = records(tmp_path, ATOM)
    assert isinstance(page, Document)
    assert page.issued
    assert (page.url, page.text, page.issued.day) == ("https://e.org/report", "Words of the report", "2014-03-12")
    assert [each.name for each in page.actors] == ["Ann Coe"]
    assert guess_format(tmp_path / "feed.xml") == "feed"


@pytest.mark.parametrize(
    ("said", "keywords"),
    [
        ("<dc:subject>RSE, lieux ; climat</dc:subject>", ["RSE", "lieux", "climat"]),
        ("<dc:subject>RSE</dc:subject><dc:subject>lieux, RSE</dc:subject>", ["RSE", "lieux"]),
        ("<category>Énergie, climat</category>", ["Énergie, climat"]),
        ("<category>Énergie</category><dc:subject>RSE, lieux</dc:subject>", ["Énergie", "RSE, lieux"]),
    ],
)
def test_a_subject_may_list_keywords_and_a_category_is_one(tmp_path: Path, said: str, keywords: list[str]) -> None:
    item = f"<item><title>Bilan</title>{said}<description>Des mots</description></item>"
    rss = f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{item}</channel></rss>'
    (page,) = records(tmp_path, rss)
    assert isinstance(page, Document)
    assert [each.value for each in page.keywords] == keywords


@pytest.mark.parametrize(
    ("author", "is_one"),
    [
        ("admin", False),
        ("Webmaster", False),
        ("jdupont", False),
        ("Rédaction", True),
        ("A Coe", True),
    ],
)
def test_a_login_is_no_author_of_a_feeds_entry_and_is_told(tmp_path: Path, author: str, *, is_one: bool) -> None:
    item = f"<item><title>Bilan</title><dc:creator>{author}</dc:creator><description>Des mots</description></item>"
    rss = f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{item * 2}</channel></rss>'
    *pages, last = records(tmp_path, rss)
    for page in (*pages, last):
        if isinstance(page, Document):
            assert [each.name for each in page.actors] == [author] * is_one
    reason = f"the login “{author}” has no name behind it: 2 of its pages and posts without an author"
    assert isinstance(last, Rejection) is not is_one
    assert is_one or last.reason == reason  # type: ignore[union-attr]


def test_an_entry_of_atom_without_an_author_has_that_of_its_source_or_of_the_feed(tmp_path: Path) -> None:
    def entry(number: int, more: str) -> str:
        return f"<entry><id>urn:{number}</id><title>T</title><summary>Des mots</summary>{more}</entry>"

    own = "<author><name>Ann Coe</name></author><contributor><name>Jean Roux</name></contributor>"
    quoted = "<source><author><name>Réseau Nord</name></author></source>"
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><author><name>Réseau des lieux</name></author>'
    found = records(tmp_path, f"{head}{entry(1, own)}{entry(2, '')}{entry(3, quoted)}</feed>")
    assert [
        [(each.name, each.relation.value) for each in page.actors] for page in found if isinstance(page, Document)
    ] == [
        [("Ann Coe", "dcterms:creator"), ("Jean Roux", "dcterms:contributor")],
        [("Réseau des lieux", "dcterms:creator")],
        [("Réseau Nord", "dcterms:creator")],
    ]


def test_the_editor_of_a_feed_of_rss_is_no_author_of_its_items(tmp_path: Path) -> None:
    item = (
        "<managingEditor>Réseau des lieux</managingEditor><item><title>T</title><description>Mots</description></item>"
    )
    (page,) = records(tmp_path, f'<rss version="2.0"><channel>{item}</channel></rss>')
    assert page.actors == ()  # type: ignore[union-attr]


def test_signs_that_cdata_writes_as_in_html_are_read_in_titles_categories_and_names(tmp_path: Path) -> None:
    item = "<title><![CDATA[L&#8217;avenir &amp; nous]]></title><category><![CDATA[RSE &amp; co]]></category>"
    author = "<dc:creator><![CDATA[Ana&iuml;s Coe]]></dc:creator><description>Des mots</description>"
    rss = (
        f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item>{item}{author}</item></channel>'
    )
    (page,) = records(tmp_path, f"{rss}</rss>")
    assert isinstance(page, Document)
    assert page.title
    assert (page.title.value, [each.value for each in page.keywords]) == ("L’avenir & nous", ["RSE & co"])
    assert [each.name for each in page.actors] == ["Anaïs Coe"]


def test_entries_keep_their_keys_when_newer_ones_stand_before_them(tmp_path: Path) -> None:
    newer = ATOM.replace("<entry>", "<entry><id>urn:2</id><title>Other</title></entry><entry>")
    assert {each.key for each in records(tmp_path, ATOM) if isinstance(each, Document)} < {
        each.key for each in records(tmp_path, newer) if isinstance(each, Document)
    }


def test_of_a_feed_cut_short_what_stands_before_is_read_and_the_rest_is_told(tmp_path: Path) -> None:
    found = records(tmp_path, RSS)
    assert [each.title.value for each in found if isinstance(each, Event) and each.title] == ["Les tiers-lieux"]
    (broken,) = [each for each in found if isinstance(each, Rejection)]
    assert broken.breaks
    assert "the XML is broken" in broken.reason


@pytest.mark.parametrize(
    "content", ["<html><p>mots</p></html>", "mots", "\x00\x01", "https://example.org/feed", "/etc/passwd"]
)
def test_what_is_no_feed_is_refused_and_asked_nowhere(tmp_path: Path, content: str) -> None:
    with pytest.raises(DataError, match=r"feed\.xml: this is neither RSS nor Atom"):
        records(tmp_path, content)


def test_a_feed_without_entry_says_so(tmp_path: Path) -> None:
    (found,) = records(tmp_path, '<rss version="2.0"><channel><title>A</title></channel></rss>')
    assert isinstance(found, Rejection)
    assert found.reason == "the feed has no entry"


def test_entities_do_not_multiply_and_no_file_gets_in(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("caché")
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "aaaaaaaaaa"}">' for n in range(12))
    declared = f'<!DOCTYPE rss [{bomb}<!ENTITY s SYSTEM "file://{tmp_path}/secret">]>'
    item = "<item><title>T</title><description>&a11; &s; mots</description></item>"
    started = time.process_time()
    found = records(tmp_path, f'{declared}<rss version="2.0"><channel>{item}</channel></rss>')
    assert time.process_time() - started < 10
    assert "caché" not in repr(found)
    assert len(repr(found)) < 10_000
    reasons = [each.reason for each in found if isinstance(each, Rejection)]
    assert "the file uses entities of its own, which are refused" in reasons


def test_scripts_are_no_words(tmp_path: Path) -> None:
    page, *_ = records(tmp_path, ATOM.replace("Words", "&lt;script>alert(1)&lt;/script>Words"))
    assert isinstance(page, Document)
    assert "alert" not in page.text


def test_a_feed_past_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "_MOST", 100)
    with pytest.raises(DataError, match="larger than"):
        records(tmp_path, ATOM)


def test_damage_at_random_gives_records_or_a_sentence(tmp_path: Path) -> None:
    chance = random.Random(7)
    sound = (RSS + "</channel></rss>").encode()
    for _ in range(150):
        broken = bytearray(sound)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        assert told(tmp_path, bytes(broken))


def test_a_broken_feed_that_names_a_sign_which_is_none_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be parsed"):
        records(tmp_path, RSS.replace("Bilan", "&#x110000;Bilan") + "</channel></rss>")
