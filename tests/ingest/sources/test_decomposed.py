"""Letters whose accents are written apart (NFD), as macOS and DSpace write them, are the letters that people read."""

from __future__ import annotations

from pathlib import Path
from unicodedata import is_normalized, normalize

import pytest

from graph.workspace import Source
from ingest.records import Document, Publication, Record, Relation
from ingest.sources import source_files

_TURTLE = """@prefix bibo: <http://purl.org/ontology/bibo/> . @prefix dcterms: <http://purl.org/dc/terms/> .
<https://example.org/p> a bibo:Article ; dcterms:title "Éco-conception" ; dcterms:creator "Fasterling, Björn" ."""
_DUBLIN_CORE = """<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record>
<header><identifier>oai:1</identifier><datestamp>2024-01-01</datestamp></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Éco-conception</dc:title><dc:creator>Fasterling, Björn</dc:creator>
</oai_dc:dc></metadata></record></ListRecords></OAI-PMH>"""
_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><title>Éco-conception</title>
<updated>2024-01-01T00:00:00Z</updated><author><name>Fasterling, Björn</name></author>
<content type="html">&lt;p&gt;Un texte où l’on coopère.&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", 'titre,auteurs\nÉco-conception,"Fasterling, Björn"\n'),
        ("a.jsonl", '{"titre": "Éco-conception", "auteurs": ["Fasterling, Björn"]}\n'),
        ("a.bib", "@article{a, title={Éco-conception}, author={Fasterling, Björn}}"),
        ("a.ris", "TY  - JOUR\nTI  - Éco-conception\nAU  - Fasterling, Björn\nER  - \n"),
        ("a.ttl", _TURTLE),
        ("a.xml", _DUBLIN_CORE),
        ("a.atom", _ATOM),
        ("a.md", "---\ntitle: Éco-conception\nauthor: Fasterling, Björn\n---\nUn texte."),
    ],
)
def test_they_are_read_as_one_sign_in_every_format(tmp_path: Path, name: str, content: str) -> None:
    decomposed = normalize("NFD", content)
    assert decomposed != content
    (tmp_path / name).write_text(decomposed, encoding="utf-8")
    kind = "publication" if name.startswith("a.csv") or name.endswith("jsonl") else None
    (file,) = source_files(Source(path=name, record=kind) if kind else Source(path=name), tmp_path)
    (record,) = file.read()
    assert isinstance(record, Publication | Document)
    (author,) = (actor for actor in record.actors if actor.relation is Relation.CREATOR)
    assert author.name in {"Fasterling, Björn", "Björn Fasterling"}
    assert record.title is not None
    assert record.title.value == "Éco-conception"
    assert all(is_normalized("NFC", each) for each in _stated(record))


def _stated(record: Record) -> list[str]:
    return [passage.text for passage in record.passages] + [actor.quote for actor in record.actors]
