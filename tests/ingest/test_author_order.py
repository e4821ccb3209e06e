"""The authors of a publication stay in the order in which its source gives them, whoever they turn out to be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_file

from graph.export import Edition, export
from graph.store import Store, text
from graph.workspace import Workspace
from ingest.build import build
from ingest.decisions import Decision, DecisionLog, Verdict
from ontology.namespaces import DCTERMS, OWL
from tests.workspaces import BASE, NETWORK_SETTINGS, MakeWorkspace, written

DOCUMENTED = Path(__file__).parents[2] / "docs" / "sparql.md"
ORDER = ["Marc Durand", "Zoé Petit", "Anne Coste"]
BIBTEX = " and ".join(ORDER)
PEOPLE = [("Marc", "Durand"), ("Zoé", "Petit"), ("Anne", "Coste")]
HEADINGS = [f"{family}, {given}" for given, family in PEOPLE]


def ttl(title: str, said: str) -> str:
    people = "".join(f'ex:{given[0]} a foaf:Person ; foaf:name "{given} {family}" . ' for given, family in PEOPLE)
    return f"""@prefix bibo: <http://purl.org/ontology/bibo/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix vivo: <http://vivoweb.org/ontology/core#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix ex: <https://data.example.net/{title}/> .
@prefix ml: <https://w3id.org/maillage/ontology#> .
ex:w a bibo:Article ; dcterms:title "{title}" . {said} {people}"""


def ranked(*ranks: int) -> str:
    each = "[] a vivo:Authorship ; vivo:rank {} ; vivo:relates ex:{}, ex:w . "
    return "".join(each.format(rank, given[0]) for rank, (given, _) in zip(ranks, PEOPLE, strict=True))


TEI = "".join(
    f'<author role="aut"><persName><forename>{given}</forename><surname>{family}</surname></persName></author>'
    for given, family in PEOPLE
)
XML = "".join(
    f'<person_name sequence="{"additional" if number else "first"}" contributor_role="author">'
    f"<given_name>{given}</given_name><surname>{family}</surname></person_name>"
    for number, (given, family) in enumerate(PEOPLE)
)
FILES = {
    "jardins.bib": ("bibtex", f"@article{{x, title = {{Jardins}}, author = {{{' and '.join(HEADINGS)}}}}}"),
    "rivages.ris": (
        "ris",
        "TY  - JOUR\nTI  - Rivages\n" + "".join(f"AU  - {each}\n" for each in HEADINGS) + "ER  - \n",
    ),
    "marais.json": (
        "csl",
        json.dumps([{"type": "article", "title": "Marais", "author": [{"given": g, "family": f} for g, f in PEOPLE]}]),
    ),
    "sommets.json": (
        "crossref",
        json.dumps(
            {
                "DOI": "10.5555/sommets",
                "title": ["Sommets"],
                "author": [
                    {"given": g, "family": f, "sequence": "additional" if n else "first"}
                    for n, (g, f) in enumerate(PEOPLE)
                ],
            }
        ),
    ),
    "falaises.json": (
        "openalex",
        json.dumps(
            {
                "title": "Falaises",
                "publication_year": 2019,
                "authorships": [{"author": {"display_name": each}} for each in ORDER],
            }
        ),
    ),
    "vergers.json": (
        "hal",
        json.dumps(
            {
                "response": {
                    "docs": [
                        {
                            "halId_s": "hal-00123456",
                            "title_s": ["Vergers"],
                            "docType_s": "ART",
                            "authFullNameFormIDPersonIDIDHal_fs": [
                                f"{each}_FacetSep_{n}-{n}_FacetSep_" for n, each in enumerate(ORDER)
                            ],
                        }
                    ]
                }
            }
        ),
    ),
    "glaciers.xml": (
        "hal-tei",
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><listBibl><biblFull><titleStmt>'
        f"<title>Glaciers</title>{TEI}</titleStmt></biblFull></listBibl></body></text></TEI>",
    ),
    "canaux.xml": (
        "unixref",
        "<doi_records><doi_record><crossref><journal><journal_article><titles><title>Canaux</title></titles>"
        f"<contributors>{XML}</contributors></journal_article></journal></crossref></doi_record></doi_records>",
    ),
    "tunnels.xml": (
        "oai",
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header><identifier>oai:1</identifier>'
        '</header><metadata><dc xmlns="http://purl.org/dc/elements/1.1/"><title>Tunnels</title>'
        + "".join(f"<creator>{each}</creator>" for each in HEADINGS)
        + "</dc></metadata></record></ListRecords></OAI-PMH>",
    ),
    "forages.csv": ("table", f"title,creators\nForages,{' ; '.join(ORDER)}\n"),
    "viaducs.ttl": ("rdf", ttl("Viaducs", "ex:w bibo:authorList ( ex:M ex:Z ex:A ) .")),
    "moulins.ttl": (
        "rdf",
        ttl("Moulins", "ex:w bibo:authorList [ a rdf:Seq ; rdf:_1 ex:M ; rdf:_3 ex:A ; rdf:_2 ex:Z ] ."),
    ),
    "ruches.ttl": ("rdf", ttl("Ruches", ranked(1, 2, 3))),
    "potagers.ttl": (
        "rdf",
        ttl("Potagers", "ex:w dcterms:creator ex:A, ex:M, ex:Z .").replace(
            "ex:w a",
            'ex:w ml:authorOrder "https://data.example.net/Potagers/M https://data.example.net/Potagers/Z '
            'https://data.example.net/Potagers/A" ; a',
        ),
    ),
    "lavoirs.jsonld": (
        "rdf",
        json.dumps(
            {
                "@context": {"@vocab": "https://schema.org/", "author": {"@container": "@list"}},
                "@type": "Article",
                "name": "Lavoirs",
                "author": [{"@type": "Person", "name": each} for each in ORDER],
            }
        ),
    ),
    "sentiers.html": (
        "html",
        '<!DOCTYPE html><title>Page</title><script type="application/ld+json">'
        + json.dumps(
            {
                "@context": "https://schema.org",
                "@type": "ScholarlyArticle",
                "name": "Sentiers",
                "author": [{"@type": "Person", "name": each} for each in ORDER],
            }
        )
        + "</script><p>Une page.</p>",
    ),
    "ponts.ttl": ("rdf", ttl("Ponts", "ex:w dcterms:creator ex:M, ex:Z, ex:A .")),
    "phares.ttl": ("rdf", ttl("Phares", ranked(1, 2, 2))),
    "digues.csv": ("table", "title,creators\nDigues,Zoé Petit\n"),
}
"""By name: the format, and the file, whose publication bears its name."""
UNORDERED = ["ponts.ttl", "phares.ttl"]
SETTINGS = NETWORK_SETTINGS + "".join(
    f'[[sources]]\npath = "{name}"\nformat = "{form}"\n' + ('record = "publication"\n' if form == "table" else "")
    for name, (form, _) in FILES.items()
)


@pytest.fixture
def read_from_all(build_once: MakeWorkspace) -> Store:
    return store(build_once(SETTINGS, {name: content for name, (_, content) in FILES.items()}))


def store(folder: Path, state: Path | None = None) -> Store:
    return build(Workspace.open(folder, state), processes=1).snapshot.store()


def exported(graph: Store, folder: Path) -> dict[str, str]:
    """The authors of each publication, as a bibliography gives them."""
    (path,) = export(graph, folder, "bib", Edition())
    fields = [{name: field.value for name, field in each.fields_dict.items()} for each in parse_file(str(path)).entries]
    return {each["title"]: each.get("author", "") for each in fields}


def orders(graph: Store, title: str) -> list[list[str]]:
    """The orders that the graph states, by the ends of the authors' IRIs."""
    query = f'SELECT ?order {{ ?work dcterms:title "{title}" . GRAPH ?graph {{ ?work ml:authorOrder ?order }} }}'
    stated = (text(row, "order").split(" ") for row in graph.select(query))
    return [[iri.removeprefix(f"{BASE}person/").partition("~")[0] for iri in order] for order in stated]


@pytest.mark.parametrize("name", [name for name in FILES if name not in (*UNORDERED, "digues.csv")])
def test_authors_are_exported_in_the_order_of_each_format(read_from_all: Store, tmp_path: Path, name: str) -> None:
    title = Path(name).stem.capitalize()
    assert exported(read_from_all, tmp_path)[title] == BIBTEX
    assert orders(read_from_all, title) == [["marc-durand", "zoe-petit", "anne-coste"]]


@pytest.mark.parametrize("name", [*UNORDERED, "digues.csv"])
def test_no_order_is_stated_where_the_source_gives_none(read_from_all: Store, tmp_path: Path, name: str) -> None:
    title = Path(name).stem.capitalize()
    assert orders(read_from_all, title) == []
    assert exported(read_from_all, tmp_path)[title] in ("Zoé Petit", "Anne Coste and Marc Durand and Zoé Petit")


@pytest.mark.parametrize("heading", ["Les auteurs dans leur ordre", "Authors in their order"])
def test_the_documented_query_finds_all_publications_with_their_authors_in_their_order(
    read_from_all: Store, heading: str
) -> None:
    section = DOCUMENTED.read_text("utf-8").partition(f"## {heading}\n")[2]
    query = section.partition("```sparql\n")[2].partition("```")[0]
    found: dict[str, list[str]] = {}
    for row in read_from_all.select(query):
        found.setdefault(text(row, "publication"), []).append(text(row, "name"))
    titles = {Path(name).stem for name in FILES}
    assert len(found) == len(titles)
    assert sorted(map(len, found.values())) == [1, *[3] * (len(titles) - 1)]
    ordered, by_name = (sum(names == each for names in found.values()) for each in (ORDER, sorted(ORDER)))
    assert (ordered, by_name) == (len(titles) - 3, 2)


BIB = NETWORK_SETTINGS + '[[sources]]\npath = "*.bib"\n'


def entry(title: str, *authors: str, doi: str = "") -> str:
    known = f", doi = {{{doi}}}" if doi else ""
    return (
        f"@article{{{title.lower()}, title = {{{title}}}, year = 2019, author = {{{' and '.join(authors)}}}{known}}}\n"
    )


def decide(folder: Path, verdict: Verdict, *link: str, by: str = "") -> None:
    subject, relation, other = (each if ":" in each else BASE + each for each in link)
    said = (subject, relation, other, "anne@example.org", "2026-11-23T21:00:00Z")
    DecisionLog.of(Workspace.open(folder)).append(Decision(verdict, *said, by=BASE + by if by else ""))


def fingerprint(folder: Path, state: Path | None = None) -> str:
    return build(Workspace.open(folder, state), processes=1).snapshot.manifest.fingerprint


@pytest.mark.parametrize("form", ["bib", "nq", "jsonld"])
def test_what_is_exported_is_read_again_in_the_same_order(make_built: MakeWorkspace, tmp_path: Path, form: str) -> None:
    names = ("jardins.bib", "viaducs.ttl")
    settings = NETWORK_SETTINGS + "".join(f'[[sources]]\npath = "{name}"\n' for name in names)
    graph = store(make_built(settings, {name: FILES[name][1] for name in names}))
    (path,) = export(graph, tmp_path / form, form, Edition())
    settings = f'{NETWORK_SETTINGS}[[sources]]\npath = "{path.name}"\n'
    again = store(written(path.parent, {"maillage.toml": settings}))
    assert exported(again, tmp_path) == exported(graph, tmp_path) == dict.fromkeys(("Jardins", "Viaducs"), BIBTEX)
    assert orders(again, "Jardins") == orders(again, "Viaducs") == [["marc-durand", "zoe-petit", "anne-coste"]]


def test_who_resolves_twice_is_listed_once_and_a_change_gives_what_a_build_from_nothing_does(
    make_workspace: MakeWorkspace, tmp_path: Path
) -> None:
    folder = make_workspace(BIB, {"a.bib": entry("Jardins", "Durand, Marc", "Petit, Zoé", "Coste, A.", "Durand, Marc")})
    assert orders(store(folder), "Jardins") == [["marc-durand", "zoe-petit", "a-coste"]]
    written(folder, {"b.bib": entry("Rivages", "Coste, Anne", "Petit, Zoé", "Leroy, Luc")})
    found = fingerprint(folder)
    assert orders(store(folder), "Jardins") == [["marc-durand", "zoe-petit", "anne-coste"]]
    assert fingerprint(folder, tmp_path / "again") == found
    decide(folder, Verdict.ACCEPTED, "person/marc-durand", OWL.sameAs.value, "person/luc-leroy")
    decide(folder, Verdict.ACCEPTED, "person/anne-coste", OWL.sameAs.value, "person/luc-leroy")
    graph = store(folder)
    assert orders(graph, "Jardins") == [["luc-leroy", "zoe-petit"]]
    assert exported(graph, tmp_path)["Jardins"] == "Luc Leroy and Zoé Petit"
    assert fingerprint(folder) == fingerprint(folder, tmp_path / "decided")


def test_a_rejected_author_leaves_the_order_and_another_takes_the_place(
    make_workspace: MakeWorkspace, tmp_path: Path
) -> None:
    files = entry("Jardins", *HEADINGS) + entry("Rivages", "Leroy, Luc", "Petit, Zoé")
    folder = make_workspace(BIB, {"a.bib": files})
    ends = "publication/2019-jardins", DCTERMS.creator.value
    store(folder)
    decide(folder, Verdict.REPLACED, *ends, "person/zoe-petit", by="person/luc-leroy")
    assert exported(store(folder), tmp_path)["Jardins"] == "Marc Durand and Luc Leroy and Anne Coste"
    decide(folder, Verdict.ACCEPTED, "person/luc-leroy", OWL.sameAs.value, "person/zoe-petit")
    decide(folder, Verdict.REJECTED, *ends, "person/marc-durand")
    graph = store(folder)
    assert orders(graph, "Jardins") == [["zoe-petit", "anne-coste"]]
    assert fingerprint(folder) == fingerprint(folder, tmp_path / "again")
    decide(folder, Verdict.REJECTED, *ends, "person/anne-coste")
    assert orders(store(folder), "Jardins") == []


def test_of_two_sources_the_longer_order_holds_and_others_follow_by_name(
    make_workspace: MakeWorkspace, tmp_path: Path
) -> None:
    doi = "10.5555/jardins"
    files = {
        "a.bib": entry("Jardins", "Petit, Zoé", "Coste, Anne", doi=doi),
        "b.bib": entry("Jardins", "Coste, Anne", "Petit, Zoé", "Durand, Marc", doi=doi),
        "c.bib": entry("Jardins", "Leroy, Luc", doi=doi) + entry("Rivages", "Faure, Élie"),
    }
    folder = make_workspace(BIB, files)
    store(folder)
    decide(folder, Verdict.ACCEPTED, "publication/doi-10-5555-jardins", DCTERMS.creator.value, "person/elie-faure")
    graph = store(folder)
    assert len(orders(graph, "Jardins")) == 2
    assert (
        exported(graph, tmp_path)["Jardins"] == "Anne Coste and Zoé Petit and Marc Durand and Élie Faure and Luc Leroy"
    )


def test_a_group_of_authors_that_crossref_puts_first_comes_first(make_workspace: MakeWorkspace, tmp_path: Path) -> None:
    group = '<organization sequence="first" contributor_role="author">Collectif des lieux</organization>'
    content = FILES["canaux.xml"][1].replace("<contributors>", f"<contributors>{group}")
    folder = make_workspace(f'{NETWORK_SETTINGS}[[sources]]\npath = "a.xml"\n', {"a.xml": content})
    assert exported(store(folder), tmp_path)["Canaux"] == f"{{Collectif des lieux}} and {BIBTEX}"
