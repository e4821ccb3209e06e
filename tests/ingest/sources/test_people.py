"""Lists of names, honorifics, roles and dates of life are read alike, whatever the file in which people write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.store import text
from graph.workspace import Source, Workspace
from ingest.build import build
from ingest.records import Record, Rejection
from ingest.sources import source_files

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><title>Bilan</title><id>urn:1</id>
<author><name>{}</name></author><updated>2024-03-12T10:00:00Z</updated><content type="html">Des mots</content></entry>
</feed>"""
OAI = """<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header><identifier>a</identifier>
</header><metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Bilan</dc:title><dc:creator>{}</dc:creator></oai_dc:dc></metadata>
</record></ListRecords></OAI-PMH>"""
TURTLE = """@prefix bibo: <http://purl.org/ontology/bibo/> . @prefix dcterms: <http://purl.org/dc/terms/> .
<https://e.org/a> a bibo:Document ; dcterms:title "Bilan" ; dcterms:creator "{}" ."""
BOOK = '{{"@context": "https://schema.org", "@type": "Book", "name": "Bilan", "author": {}}}'
EVENT = '{{"@context": "https://schema.org", "@type": "Event", "name": "Forum", "performer": {}}}'
PAGE = '<html lang="fr"><head><script type="application/ld+json">{}</script></head><h1>Page</h1><p>Des mots.</html>'


def _json_ld(template: str, names: str) -> str:
    return PAGE.format(template.format(json.dumps({"@type": "Person", "name": names}, ensure_ascii=False)))


def written(form: str, names: str) -> tuple[str, str]:
    """The name and the content of a file of that form which names these authors or speakers."""
    return {
        "publications": ("a.csv", f"Titre;Année;Auteurs\nBilan;2024;{names}\n"),
        "events": ("a.csv", f"Titre;Date;Intervenants\nForum;2024-03-12;{names}\n"),
        "front matter": ("a.md", f"---\ntitle: Bilan\nauthor: {names}\n---\nDes mots.\n"),
        "atom": ("a.xml", ATOM.format(names)),
        "book": ("a.html", _json_ld(BOOK, names)),
        "event": ("a.html", _json_ld(EVENT, names)),
        "oai": ("a.xml", OAI.format(names)),
        "rdf": ("a.ttl", TURTLE.format(names)),
        "ris": ("a.ris", f"TY  - BOOK\nTI  - Bilan\nAU  - {names}\nER  - \n"),
    }[form]


def read(folder: Path, form: str, names: str) -> list[Record | Rejection]:
    name, content = written(form, names)
    (folder / name).write_text(content, encoding="utf-8")
    (file,) = source_files(Source(path=name), folder)
    return list(file.read())


def names_of(found: list[Record | Rejection]) -> list[str]:
    return [actor.name for each in found if not isinstance(each, Rejection) for actor in each.actors]


FREE = ["publications", "events", "front matter", "atom", "book", "event", "rdf"]


@pytest.mark.parametrize("form", FREE)
def test_whole_names_are_parted_and_doubtful_ones_set_aside(tmp_path: Path, form: str) -> None:
    assert names_of(read(tmp_path, form, "Mme Anne Martin, Jean Roux et P. Durand (INRAE)")) == [
        "Anne Martin",
        "Jean Roux",
        "P. Durand",
    ]
    assert names_of(read(tmp_path, form, "Petit, Claire, 1970-")) in (["Petit, Claire"], ["Claire Petit"])
    found = read(tmp_path, form, "Anne Martin, Jean Roux, ADEME")
    assert names_of(found) == []
    (told,) = [each for each in found if isinstance(each, Rejection)]
    assert told.reason == "“Anne Martin, Jean Roux, ADEME” may be one name or several"
    assert told.remedy == "Part names by semicolons: Anne Coste; Paul Martin."


@pytest.mark.parametrize("form", [*FREE, "oai", "ris"])
@pytest.mark.parametrize("heading", ["Durand, Paul (1980-....)", "Durand, Paul, 1980-2020", "Durand, Paul (directeur)"])
def test_headings_of_libraries_name_one_person(tmp_path: Path, form: str, heading: str) -> None:
    assert names_of(read(tmp_path, form, heading)) in (["Durand, Paul"], ["Paul Durand"])


def test_dublin_core_has_one_family_name_before_its_comma(tmp_path: Path) -> None:
    assert names_of(read(tmp_path, "oai", "Garcia Lopez, Maria Jose")) == ["Maria Jose Garcia Lopez"]
    assert names_of(read(tmp_path, "oai", "Anne Martin, Jean Roux, Paul Durand")) == [
        "Anne Martin",
        "Jean Roux",
        "Paul Durand",
    ]


def test_organisers_of_a_table_are_parted_where_each_has_an_honorific(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Titre;Date;Organisateur\nForum;2024;Mme Anne Coste, M. Paul Durand\n", "utf-8")
    (file,) = source_files(Source(path="a.csv"), tmp_path)
    assert names_of(list(file.read())) == ["Mme Anne Coste", "M. Paul Durand"]


def test_a_doubtful_cell_names_its_column(tmp_path: Path) -> None:
    told, _ = read(tmp_path, "publications", "Martin, Roux, Durand")
    assert isinstance(told, Rejection)
    assert told.place.locator == "line 2, column “Auteurs”"


def test_words_of_front_matter_are_parted_by_commas(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntags: eau, économie circulaire\n---\nDes mots.\n", encoding="utf-8")
    (file,) = source_files(Source(path="a.md"), tmp_path)
    (page,) = file.read()
    assert not isinstance(page, Rejection)
    assert [word.value for word in page.keywords] == ["eau", "économie circulaire"]


def test_those_who_direct_a_work_are_its_editors(tmp_path: Path) -> None:
    rows = 'Actes;2020;"sous la direction de Paul Durand ; Anne Petit"\nNotes;2021;Coordination : Anne Petit\n'
    rows += "Cahier;2022;Anne Petit (coord.), Paul Durand\n"
    (tmp_path / "a.csv").write_text(f"Titre;Année;Auteurs\n{rows}", encoding="utf-8")
    settings = '[network]\ntitle = "T"\nbase_iri = "https://t.example.org/"\n'
    sources = '[[sources]]\npath = "a.csv"\nrecord = "publication"\n'
    (tmp_path / "maillage.toml").write_text(settings + sources, encoding="utf-8")
    store = build(Workspace.open(tmp_path)).snapshot.store()
    asked = "SELECT ?t ?n { ?w dcterms:title ?t ; %s ?a . ?a rdfs:label ?n }"
    said = [
        sorted(f"{text(row, 't')}: {text(row, 'n')}" for row in store.select(asked % relation))
        for relation in ("bibo:editor", "dcterms:creator")
    ]
    assert said == [
        ["Actes: Paul Durand", "Cahier: Anne Petit", "Notes: Anne Petit"],
        ["Actes: Anne Petit", "Cahier: Paul Durand"],
    ]
