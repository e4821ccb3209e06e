"""Faults that any format may meet: entities that swell, two gigabytes, bytes of another kind, other encodings."""

from __future__ import annotations

import os
import time
import tracemalloc
from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.records import Record, Rejection
from ingest.sources import FORMATS, SourceFile
from ontology.errors import DataError
from tests.ingest.sources.documents import write_docx

BOMB = '<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
"""Nine entities of which the last stands for a billion letters."""
XML = {
    "html": "<html><body><p>{words}</p></body></html>",
    "wordpress": '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:wp="http://wordpress.org/export/1.2/">'
    "<channel><item><title>T</title><content:encoded>{words}</content:encoded><wp:post_type>post</wp:post_type>"
    "<wp:status>publish</wp:status></item></channel></rss>",
    "feed": '<rss version="2.0"><channel><item><title>T</title><description>{words}</description></item>'
    "</channel></rss>",
    "hal-tei": '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><listBibl><biblFull><titleStmt>'
    "<title>{words}</title></titleStmt></biblFull></listBibl></body></text></TEI>",
    "oai": '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header><identifier>oai:a:1'
    '</identifier></header><metadata><dc xmlns="http://purl.org/dc/elements/1.1/"><title>{words}</title></dc>'
    "</metadata></record></ListRecords></OAI-PMH>",
    "rdf": "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:r='http://www.w3.org/2000/01/rdf-schema#'>"
    "<rdf:Description rdf:about='urn:a'><r:label>{words}</r:label></rdf:Description></rdf:RDF>",
}
BEGINNINGS = {
    "table": b"title,date\nForum,2013-05-13\n",
    "json": b'{"title": "Forum", "date": "2013"}\n',
    "ris": b"TY  - JOUR\nTI  - Lieux\nER  - \n",
    "bibtex": b"@book{a, title={Lieux}}\n",
    "ical": b"BEGIN:VCALENDAR\n",
    "pdf": b"%PDF-1.4\n",
    "docx": b"PK\x03\x04",
    "rdf": b"<urn:a> <urn:b> <urn:c> .\n",
    "markdown": b"# Lieux\n",
    "oai": b"<OAI-PMH>",
}
EXTENSIONS = {"table": "csv", "json": "jsonl", "rdf": "nt", "bibtex": "bib", "ical": "ics", "markdown": "md"}


def read(path: Path, form: str) -> list[Record | Rejection]:
    """What a file gives under a format; a file that is refused gives the refusal."""
    try:
        return list(SourceFile(path, form, Source(path=path.name, record="event")).read())
    except DataError as error:
        if error.place is None:
            raise
        return [Rejection(error.place, error.problem, error.remedy)]


@pytest.mark.parametrize("form", XML)
def test_entities_do_not_swell_in_any_format_made_of_xml(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a.{'html' if form == 'html' else 'rdf' if form == 'rdf' else 'xml'}"
    path.write_text(f"<!DOCTYPE x [{BOMB}]>{XML[form].format(words='&i; mots')}", encoding="utf-8")
    started = time.process_time()
    found = read(path, form)
    assert found
    assert len(repr(found)) < 20_000
    assert time.process_time() - started < 30


@pytest.mark.parametrize("form", XML)
def test_no_file_of_the_machine_gets_into_any_format_made_of_xml(tmp_path: Path, form: str) -> None:
    (tmp_path / "secret").write_text("caché")
    path = tmp_path / f"a.{'html' if form == 'html' else 'rdf' if form == 'rdf' else 'xml'}"
    declared = f'<!DOCTYPE x [<!ENTITY i SYSTEM "file://{tmp_path}/secret">]>'
    path.write_text(declared + XML[form].format(words="&i; mots"), encoding="utf-8")
    assert "caché" not in repr(read(path, form))


def test_entities_do_not_swell_in_a_docx(tmp_path: Path) -> None:
    body = '<w:body xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>&i;mots</w:t>'
    part = f"<!DOCTYPE x [{BOMB}]><w:document {body[8 : body.index('>')]}>{body}</w:r></w:p></w:body></w:document>"
    found = read(write_docx(tmp_path / "a.docx", "", word__document=part), "docx")
    assert len(repr(found)) < 20_000


@pytest.mark.parametrize("form", BEGINNINGS)
def test_a_file_of_two_gigabytes_is_read_or_refused_without_filling_the_memory(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a.{EXTENSIONS.get(form, form)}"
    path.write_bytes(BEGINNINGS[form])
    os.truncate(path, 2_000_000_000)  # sparse: it takes no room on the disk
    tracemalloc.start()
    found = read(path, form)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert any(isinstance(each, Rejection) for each in found)
    assert peak < 450_000_000


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 999, b"\xff\xfe\xfd", b"\x89PNG\r\n\x1a\n", b"{" * 5_000, b"<" * 5_000]
)
def test_what_is_of_another_kind_gives_a_sentence_in_every_format(
    tmp_path: Path, known: object, content: bytes
) -> None:
    path = tmp_path / "a.x"
    path.write_bytes(content)
    name = getattr(known, "name", "")
    assert all(str(each) for each in read(path, name))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig", "utf-16-le"])
@pytest.mark.parametrize("form", ["table", "ris", "text", "markdown", "bibtex"])
def test_words_are_the_same_in_latin_1_and_utf_16(tmp_path: Path, form: str, encoding: str) -> None:
    samples = {
        "table": "title,date\nL’été à Vif,2013-05-13\n",
        "ris": "TY  - JOUR\nTI  - L’été à Vif\nER  - \n",
        "text": "L’été à Vif",
        "markdown": "# L’été à Vif\n\nmots",
        "bibtex": "@book{a, title={L’été à Vif}}",
    }
    path = tmp_path / f"a.{EXTENSIONS.get(form, form)}"
    path.write_bytes(samples[form].encode(encoding))
    assert "L’été à Vif" in repr(read(path, form))
