"""A bibliography that is exported says what the bibliography said that was read, to BibTeX and to our own reader."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_file
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import Entry

from graph.export import Edition, export
from graph.snapshot import Snapshot
from graph.store import text
from graph.workspace import Source, Workspace
from ingest.build import build
from ingest.decisions import Decision, DecisionLog, Verdict
from ingest.records import Publication
from ingest.sources.bibtex import read
from ontology.kinds import kind_of
from ontology.namespaces import DCTERMS, OWL
from tests.workspaces import BASE, NETWORK_SETTINGS, MakeWorkspace, written

NAMES = {
    "Le Goff, Anne-Marie": "Le Goff",
    "Ben Amor, Tarek": "Ben Amor",
    "De la Fontaine, Luc": "De la Fontaine",
    "Van Den Berg, Ilse": "Van Den Berg",
    "van der Meer, Jan": "van der Meer",
    "de La Tour, Zoé": "de La Tour",
    "Smith, Mary D.": "Smith",
    "Roux, Paul D": "Roux",
    "Nguyễn, Thị Văn": "Nguyễn",
    "García Márquez, Ana María": "García Márquez",
    "{Nunes Costa}, Rui": "Nunes Costa",
    "d'Ornano, Élise": "d'Ornano",
}
"""Authors as a bibliography writes them, with their family names."""
WORKS = {
    "Noms": f"@article{{noms, title = {{Noms}}, author = {{{' and '.join(NAMES)}}}}}",
    "Lieux": "@article{lieux, title = {Lieux}, journal = {Revue d'économie régionale \\& urbaine}, volume = {12},"
    " number = {3}, pages = {45--67}}",
    "Rives": "@article{rives, title = {Rives}, journal = {Netcom}, number = {1/2}, pages = {12}}",
    "Baies": "@incollection{baies, title = {Baies}, booktitle = {Le livre des baies}, pages = {1--20, 23}}",
    "Monts": "@book{monts, title = {Monts}, series = {Collection Verte}, volume = {3}}",
    "Ponts": "@article{ponts, title = {Ponts}, journal = {Le Monde, 12 mai 2013}}",
    "Digue": "@article{digue, title = {Digue}, journal = {Actes du congrès, 2012}}",
    "Deux": "@techreport{deux, title = {Deux}, type = {document de travail}, series = {Cahiers}, volume = {4}}",
    "$x^2$ et a_b": "@article{signe, title = {\\$x^2\\$ et a\\_b}}",
    "Atelier": "@inproceedings{atelier, title = {Atelier}, booktitle = {Actes}, volume = {2}, pages = {1--9}}",
    "Thèse": "@phdthesis{these, title = {Thèse}, school = {Université des Alpes}}",
    "Mémoire": "@mastersthesis{memoire, title = {Mémoire}, school = {Université des Alpes}}",
    "Étude": "@techreport{etude, title = {Étude}, institution = {Agence des lieux}}",
    "Recueil": "@book{recueil, title = {Recueil}, type = {ouvrage collectif}, publisher = {Presses des lieux}}",
    "Tribune": "@article{tribune, title = {Tribune}, type = {article de presse}, journal = {Le Monde}}",
    "Affiche": "@misc{affiche, title = {Affiche}, type = {poster}}",
    "Guide": "@manual{guide, title = {Guide}}",
    "Actes": "@proceedings{actes, title = {Actes}, editor = {Le Goff, Anne-Marie and {Collectif des lieux}},"
    " translator = {Leroy, Luc}}",
    "Page": "@misc{page, title = {Page}}",
}
"""Entries by their titles."""
SETTINGS = f'{NETWORK_SETTINGS}[[sources]]\npath = "works.bib"\n'


@pytest.fixture
def exported(build_once: MakeWorkspace, tmp_path: Path) -> Path:
    folder = build_once(SETTINGS, {"works.bib": "\n".join(WORKS.values())})
    (path,) = export(build(Workspace.open(folder), processes=1).snapshot.store(), tmp_path, "bib", Edition())
    return path


def works(path: Path) -> dict[str, Publication]:
    """By title, what our own reader makes of a bibliography."""
    found = [one for one in read(path, Source(path=path.name, language="fr")) if isinstance(one, Publication)]
    return {one.title.value: one for one in found if one.title}


def entry(path: Path, title: str) -> tuple[Entry, dict[str, str]]:
    """The entry of that title as bibtexparser reads it, and its fields."""
    library = parse_file(str(path))
    assert not library.failed_blocks
    (found,) = [each for each in library.entries if each.fields_dict["title"].value == title]
    return found, {name: str(field.value) for name, field in found.fields_dict.items()}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "works.bib"
    path.write_text("\n".join(WORKS.values()), "utf-8")
    return path


def test_bibtex_takes_the_family_names_for_what_they_are(exported: Path, source: Path) -> None:
    _, fields = entry(exported, "Noms")
    parts = [parse_single_name_into_parts(name) for name in split_multiple_persons_names(fields["author"])]
    assert [" ".join([*one.von, *one.last]) for one in parts] == list(NAMES.values())
    before = [actor.name for actor in works(source)["Noms"].actors]
    assert [actor.name for actor in works(exported)["Noms"].actors] == before


@pytest.mark.parametrize("title", ["Lieux", "Rives", "Baies", "Monts", "Ponts", "Digue"])
def test_what_a_work_stands_in_is_written_in_the_fields_that_said_it(exported: Path, source: Path, title: str) -> None:
    (before, said), (after, fields) = entry(source, title), entry(exported, title)
    names = ("journal", "booktitle", "series", "volume", "number", "pages", "howpublished")
    assert after.entry_type == before.entry_type
    assert {name: fields[name] for name in names if name in fields} == {
        name: said[name] for name in names if name in said
    }
    assert works(exported)[title].container == works(source)[title].container


@pytest.mark.parametrize(
    "title", ["Atelier", "Thèse", "Mémoire", "Étude", "Recueil", "Tribune", "Affiche", "Guide", "Page", "Deux"]
)
def test_an_entry_is_of_the_type_that_it_was_and_says_who_publishes_it_as_it_did(
    exported: Path, source: Path, title: str
) -> None:
    (before, said), (after, fields) = entry(source, title), entry(exported, title)
    assert after.entry_type == before.entry_type
    names = ("type", "publisher", "school", "institution", "booktitle", "volume", "pages")
    assert {each: fields[each] for each in names if each in fields} == {
        each: said[each] for each in names if each in said
    }
    one, other = works(source)[title], works(exported)[title]
    kinds = [kind_of(each.kind, "publication") for each in (one, other)]
    assert kinds[0] == kinds[1]
    assert [(each.name, each.relation) for each in one.actors] == [(each.name, each.relation) for each in other.actors]


def test_signs_of_mathematics_are_read_again_as_they_were(exported: Path) -> None:
    assert "$x^2$ et a_b" in works(exported)


CROSSREF = """<doi_records><doi_record><crossref><book><book_metadata><titles><title>Livre</title></titles>
<contributors><person_name contributor_role="author"><given_name>Anne</given_name><surname>Coste</surname></person_name>
<person_name contributor_role="editor"><given_name>Zoé</given_name><surname>Petit</surname></person_name>
<person_name contributor_role="translator"><given_name>Luc</given_name><surname>Leroy</surname></person_name>
</contributors></book_metadata></book></crossref></doi_record></doi_records>"""
CSL = json.dumps(
    [
        {
            "citation-key": "livre",
            "type": "book",
            "title": "Livre",
            "author": [{"given": "Anne", "family": "Coste"}],
            "editor": [{"given": "Zoé", "family": "Petit"}],
            "translator": [{"given": "Luc", "family": "Leroy"}],
        }
    ]
)
RIS = """TY  - {}
AU  - Coste, Anne
TI  - Livre
{}  - Petit, Zoé
A4  - Leroy, Luc
ER  -
"""
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><listBibl><biblFull><titleStmt><title>Livre</title>
<author role="aut"><persName><forename>Anne</forename><surname>Coste</surname></persName></author>
<{0}><persName><forename>Zoé</forename><surname>Petit</surname></persName></{1}>
<author role="trl"><persName><forename>Luc</forename><surname>Leroy</surname></persName></author>
<editor role="depositor"><persName><forename>Jean</forename><surname>Roux</surname></persName></editor>
</titleStmt></biblFull></listBibl></body></text></TEI>"""
HAL = json.dumps(
    {
        "halId_s": "hal-00123456",
        "title_s": ["Livre"],
        "authFullNameFormIDPersonIDIDHal_fs": ["Anne Coste_FacetSep_1", "Zoé Petit_FacetSep_2", "Luc Leroy_FacetSep_3"],
        "authQuality_s": ["aut", "edt", "trl"],
    }
)
UNIMARC = "<collection><record><leader/>{}</record></collection>".format(
    "".join(
        f'<datafield tag="{tag}"><subfield code="a">{name}</subfield><subfield code="b">{given}</subfield>'
        f'<subfield code="4">{role}</subfield></datafield>'
        for tag, name, given, role in (
            ("200", "Livre", "", ""),
            ("700", "Coste", "Anne", "070"),
            ("702", "Petit", "Zoé", "340"),
            ("702", "Leroy", "Luc", "080"),
        )
    )
)
HEAD = """<html lang="fr"><head><meta name="citation_title" content="Livre"><meta name="citation_date" content="2013">
<meta name="citation_author" content="Coste, Anne"><meta name="citation_editor" content="Petit, Zoé"></head>
<h1>Accueil</h1><p>Des mots."""
SCHEMA = """<html lang="fr"><head><script type="application/ld+json">{"@type": "Book", "name": "Livre",
"author": {"@type": "Person", "name": "Anne Coste"}, "editor": {"@type": "Person", "name": "Zoé Petit"}}</script></head>
<h1>Accueil</h1><p>Des mots."""
BIBTEX = "@book{a, title = {Livre}, author = {Coste, Anne}, editor = {Petit, Zoé}, translator = {Leroy, Luc}}"


def test_editors_alone_of_the_contributors_are_written_as_editors(exported: Path, source: Path) -> None:
    assert entry(exported, "Actes")[1]["editor"] == "{Collectif des lieux} and Le Goff, Anne-Marie"
    names = {one.name for one in works(exported)["Actes"].actors}
    assert names == {one.name for one in works(source)["Actes"].actors} - {"Luc Leroy"}


@pytest.mark.parametrize(
    ("name", "content"), [("a.bib", BIBTEX), ("a.json", CSL), ("a.xml", CROSSREF)], ids=["bibtex", "csl", "crossref"]
)
def test_who_is_called_editor_is_one_and_whom_people_put_in_the_place_is(
    make_workspace: MakeWorkspace, tmp_path: Path, name: str, content: str
) -> None:
    folder = make_workspace(f'{NETWORK_SETTINGS}[[sources]]\npath = "{name}"\n', {name: content})
    assert editors(folder) == ["zoe-petit"]
    end = (f"{BASE}publication/livre", DCTERMS.contributor.value, f"{BASE}person/zoe-petit")
    said = Decision(Verdict.REPLACED, *end, "anne@example.org", "2026-11-23T21:00:00Z", by=f"{BASE}person/anne-coste")
    DecisionLog.of(Workspace.open(folder)).append(said)
    assert editors(folder) == ["anne-coste"]
    found = built(folder).manifest.fingerprint
    assert built(folder, tmp_path / "again").manifest.fingerprint == found
    DecisionLog.of(Workspace.open(folder)).append(
        replace(said, verdict=Verdict.REJECTED, by="", when="2026-11-24T21:00:00Z")
    )
    assert editors(folder) == []


def test_every_format_that_names_editors_tells_them_from_other_contributors(make_workspace: MakeWorkspace) -> None:
    forms = {
        "RIS ED.ris": RIS.format("GEN", "ED"),
        "RIS chapter.ris": RIS.format("CHAP", "A2"),
        "RIS book.ris": RIS.format("BOOK", "A3"),
        "RIS series.ris": RIS.format("BOOK", "A2"),
        "RIS performer.ris": RIS.format("SOUND", "A2"),
        "TEI editor.xml": TEI.format("editor", "editor"),
        "TEI role.xml": TEI.format('author role="edt"', "author"),
        "HAL.json": HAL,
        "UNIMARC.xml": UNIMARC,
        "Head.html": HEAD,
        "Schema.html": SCHEMA,
    }
    files = {name: content.replace("Livre", name.partition(".")[0]) for name, content in forms.items()}
    sources = "".join(f'[[sources]]\npath = "{name}"\n' for name in files)
    store = built(make_workspace(NETWORK_SETTINGS + sources, files)).store()
    rows = store.select(
        "SELECT DISTINCT ?title { ?work bibo:editor ?who ; rdfs:label ?title . ?who foaf:name 'Zoé Petit' }"
    )
    others = {"RIS series", "RIS performer"}
    assert {text(row, "title") for row in rows} == {name.partition(".")[0] for name in files} - others
    assert not store.ask("ASK { ?work bibo:editor ?who . FILTER NOT EXISTS { ?who foaf:name 'Zoé Petit' } }")


@pytest.mark.parametrize("form", ["nq", "ttl", "jsonld"])
def test_editors_are_read_again_from_rdf(make_workspace: MakeWorkspace, tmp_path: Path, form: str) -> None:
    folder = make_workspace(SETTINGS, {"works.bib": BIBTEX})
    (path,) = export(built(folder).store(), tmp_path / form, form, Edition())
    settings = f'{NETWORK_SETTINGS}[[sources]]\npath = "{path.name}"\n'
    assert editors(written(path.parent, {"maillage.toml": settings})) == ["zoe-petit"]


def built(folder: Path, state: Path | None = None) -> Snapshot:
    return build(Workspace.open(folder, state), processes=1).snapshot


def editors(folder: Path) -> list[str]:
    """The ends of the IRIs of the editors that the graph states, each of which contributes."""
    rows = (
        built(folder)
        .store()
        .select("SELECT DISTINCT ?who { ?work bibo:editor ?who ; dcterms:contributor|dcterms:creator ?who }")
    )
    return [text(row, "who").rpartition("/")[2] for row in rows]


def test_a_family_name_is_stated_where_the_name_does_not_tell_it_and_follows_the_name(
    make_workspace: MakeWorkspace, tmp_path: Path
) -> None:
    settings = f'{NETWORK_SETTINGS}[[sources]]\npath = "*.bib"\n'
    first = "@misc{a, title = {Digues}, author = {García Márquez, A. and Le Goff, Anne and Coste, Zoé}}"
    folder = make_workspace(settings, {"a.bib": first})
    assert families(folder) == {"A. García Márquez": "García Márquez"}
    written(folder, {"b.bib": "@misc{b, title = {Ponts}, author = {García Márquez, Ana and Coste, Zoé}}"})
    assert set(families(folder)) == {"A. García Márquez", "Ana García Márquez"}
    one, other = (f"{BASE}person/{name}" for name in ("a-garcia-marquez", "ana-garcia-marquez"))
    said = Decision(Verdict.ACCEPTED, one, OWL.sameAs.value, other, "anne@example.org", "2026-11-23T21:00:00Z")
    DecisionLog.of(Workspace.open(folder)).append(said)
    assert families(folder) == {"Ana García Márquez": "García Márquez"}
    (path,) = export(built(folder).store(), tmp_path / "out", "ttl", Edition())
    again = written(path.parent, {"maillage.toml": f'{NETWORK_SETTINGS}[[sources]]\npath = "{path.name}"\n'})
    assert families(again) == {"Ana García Márquez": "García Márquez"}
    assert built(folder).manifest.fingerprint == built(folder, tmp_path / "again").manifest.fingerprint


def families(folder: Path) -> dict[str, str]:
    """The family names that the graph states, by name."""
    rows = (
        built(folder).store().select("SELECT DISTINCT ?name ?family { ?who foaf:familyName ?family ; foaf:name ?name }")
    )
    return {text(row, "name"): text(row, "family") for row in rows}
