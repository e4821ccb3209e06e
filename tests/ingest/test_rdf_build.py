"""What a source says in RDF is built like any other: with evidence, by its own names, the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.store import text
from graph.workspace import Workspace
from ingest.build import BuildReport, build
from ingest.decisions import Decision, DecisionLog, Verdict
from ontology.errors import DataError
from ontology.namespaces import DCTERMS
from tests.workspaces import BASE, NETWORK_SETTINGS, MakeWorkspace

SETTINGS = f"""{NETWORK_SETTINGS}[[sources]]
path = "*.ttl"
format = "rdf"
"""
PREFIXES = """@prefix pair: <http://virtual-assembly.org/ontologies/pair#> . @prefix ex: <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix bibo: <http://purl.org/ontology/bibo/> . @prefix marcrel: <http://id.loc.gov/vocabulary/relators/> .
@prefix ml: <https://w3id.org/maillage/ontology#> . @prefix schema: <https://schema.org/> .
"""
NETWORK = """
ex:fabrique a pair:Organization ; pair:label "La Fabrique" ; pair:hasTopic ex:lieux ; pair:partnerOf ex:hangar .
ex:hangar a pair:Organization ; pair:label "Le Hangar" .
ex:lieux a pair:Theme ; pair:label "Tiers-lieux" .
ex:projet a pair:Project ; pair:label "Réparer" ; pair:involves ex:fabrique ; ex:budget [ ex:euros 3 ] .
[] a pair:Event ; pair:label "Forum du coworking" ; pair:startDate "2013-05-13" ; pair:organizedBy ex:fabrique .
"""


def built(folder: Path) -> BuildReport:
    return build(Workspace.open(folder))


@pytest.fixture
def folder(make_workspace: MakeWorkspace) -> Path:
    return make_workspace(SETTINGS, {"a.ttl": PREFIXES + NETWORK})


def test_things_are_linked_by_the_names_they_have_in_the_graph_each_with_its_evidence(folder: Path) -> None:
    store = built(folder).snapshot.store()
    involved = (
        "SELECT ?other { ?project a foaf:Project ; rdfs:label ?any ; ?involves ?other . ?other a org:Organization }"
    )
    (row,) = store.select(involved)
    assert text(row, "other").startswith("https://example.org/reseau/organisation/")
    assert store.ask("ASK { ?event a schema:Event ; schema:organizer/rdfs:label 'La Fabrique' ; dcterms:subject ?any }")
    assert store.ask("ASK { <https://example.org/lieux> a skos:Concept ; skos:prefLabel 'Tiers-lieux' }")
    unexplained = """
    SELECT ?s ?p ?o { VALUES ?p { dcterms:subject schema:mentions schema:organizer ml:partnerOf } ?s ?p ?o
      FILTER NOT EXISTS { ?a ml:relation ?p ; oa:hasBody ?o ; oa:hasTarget/oa:hasSource ?s ; ml:method ?method } }"""
    assert list(store.select(unexplained)) == []
    assert not store.ask("ASK { GRAPH ?g { ?s ?p ?o FILTER (isBlank(?s) || isBlank(?o)) } }")
    (row,) = store.select(
        "SELECT ?node { ?a <https://example.org/budget> ?node . ?node <https://example.org/euros> ?b }"
    )
    assert text(row, "node").startswith("https://example.org/reseau/node/")


def test_an_author_who_is_but_named_is_stated_as_the_person_of_that_name(make_workspace: MakeWorkspace) -> None:
    content = """ex:p a foaf:Document ; dcterms:title 'Lieux' ; dcterms:creator [ foaf:name 'Anne Coste' ], ex:b .
    ex:b foaf:name 'Luc Petit' ."""
    store = built(make_workspace(SETTINGS, {"a.ttl": PREFIXES + content})).snapshot.store()
    (row, other) = store.select(
        "SELECT ?name ?a { ?p dcterms:creator ?a . ?a a foaf:Person ; foaf:name ?name } ORDER BY ?name"
    )
    assert [text(row, "name"), text(other, "name")] == ["Anne Coste", "Luc Petit"]
    assert store.ask("ASK { ?a foaf:name 'Luc Petit' ; schema:sameAs <https://example.org/b> }")
    assert not store.ask("ASK { ?a rdfs:label 'Anne Coste' FILTER NOT EXISTS { ?a a foaf:Person } }")


@pytest.mark.parametrize(
    ("said", "is_editor"),
    [
        ("ex:livre bibo:editor ex:zoe", True),
        ("ex:livre bibo:editorList ( ex:zoe )", True),
        ("ex:livre schema:editor ex:zoe", True),
        ("ex:livre marcrel:edt ex:zoe", True),
        ("ex:livre marcrel:ths ex:zoe", False),
    ],
)
def test_what_a_file_calls_a_contributor_goes_where_people_reject_the_link(
    make_workspace: MakeWorkspace, tmp_path: Path, said: str, is_editor: bool
) -> None:
    content = f"""{PREFIXES} ex:livre a bibo:Book ; dcterms:title "Livre" ; dcterms:creator ex:anne . {said} .
    ex:zoe a foaf:Person ; foaf:name "Zoé Petit" . ex:anne a foaf:Person ; foaf:name "Anne Coste" ."""
    folder = make_workspace(SETTINGS, {"a.ttl": content})
    links = "SELECT DISTINCT ?link { ?work rdfs:label 'Livre' ; ?link ?who . ?who a foaf:Person ; rdfs:label '%s' }"

    def told(name: str) -> set[str]:
        found = {text(row, "link") for row in built(folder).snapshot.store().select(links % name)}
        return {each.rpartition("/")[2].rpartition("#")[2] for each in found}

    assert told("Zoé Petit") >= {"contributor", "editor" if is_editor else "ths"}
    end = (f"{BASE}publication/livre", DCTERMS.contributor.value, f"{BASE}person/zoe-petit")
    who = Decision(Verdict.REPLACED, *end, "anne@example.org", "2026-11-23T21:00:00Z", by=f"{BASE}person/anne-coste")
    DecisionLog.of(Workspace.open(folder)).append(who)
    assert told("Zoé Petit") == set()
    assert told("Anne Coste") == {"creator", "contributor", *(["editor"] if is_editor else [])}
    again = build(Workspace.open(folder, tmp_path / "again"), processes=1).snapshot
    assert built(folder).snapshot.manifest.fingerprint == again.manifest.fingerprint


def test_an_editor_whom_the_file_does_not_describe_stays_as_it_says(make_workspace: MakeWorkspace) -> None:
    content = f'{PREFIXES} ex:livre a bibo:Book ; dcterms:title "Livre" ; bibo:editor ex:nobody .'
    store = built(make_workspace(SETTINGS, {"a.ttl": content})).snapshot.store()
    assert store.ask("ASK { ?work bibo:editor <https://example.org/nobody> }")


def test_an_identifier_that_no_scheme_has_is_stated(make_workspace: MakeWorkspace) -> None:
    content = "ex:o a foaf:Organization ; rdfs:label 'Fabrique' ; dcterms:identifier 'ABC 12' ."
    store = built(make_workspace(SETTINGS, {"a.ttl": PREFIXES + content})).snapshot.store()
    assert store.ask("ASK { ?o a org:Organization ; foaf:name 'Fabrique' ; dcterms:identifier 'ABC 12' }")


@pytest.mark.parametrize("names", ["dcterms:creator {}, {}", "bibo:authorList ( {} {} )"])
def test_persons_of_blank_nodes_are_one_of_each_name_as_in_any_source(
    make_workspace: MakeWorkspace, names: str
) -> None:
    anne = '[ a foaf:Person ; foaf:name "Anne Coste" ; org:memberOf [ a foaf:Organization ; foaf:name "Fabrique" ] ]'
    content = f"""
    @prefix bibo: <http://purl.org/ontology/bibo/> . @prefix org: <http://www.w3.org/ns/org#> .
    ex:p a bibo:Article ; dcterms:title "Lieux" ; {names.format(anne, '[ a foaf:Person ; foaf:name "Paul Martin" ]')} .
    ex:q a bibo:Article ; dcterms:title "Friches" ; dcterms:creator [ a foaf:Person ; foaf:name "Anne Coste" ] .
    ex:e a schema:Event ; dcterms:title "Forum" ; schema:performer [ a foaf:Person ; foaf:name "Paul Martin" ] ."""
    store = built(make_workspace(SETTINGS, {"a.ttl": PREFIXES + content})).snapshot.store()
    found = store.select("SELECT ?n { ?x a foaf:Person . ?x foaf:name ?n } ORDER BY ?n")
    assert [text(row, "n") for row in found] == ["Anne Coste", "Paul Martin"]
    works = "?p dcterms:title 'Friches' ; dcterms:creator ?a . ?a org:memberOf/foaf:name 'Fabrique'"
    assert store.ask(f"ASK {{ {works} }}")
    assert not store.ask("ASK { ?node rdf:first ?one FILTER NOT EXISTS { ?one a foaf:Person } }")


def test_persons_of_nodes_with_names_stay_as_many_as_the_file_has(make_workspace: MakeWorkspace) -> None:
    content = 'ex:a a foaf:Person ; foaf:name "Anne Coste" . ex:b a foaf:Person ; foaf:name "Anne Coste" .'
    store = built(make_workspace(SETTINGS, {"a.ttl": PREFIXES + content})).snapshot.store()
    assert len(list(store.select("SELECT ?x { ?x a foaf:Person }"))) == 2


def test_the_same_file_in_another_order_changes_nothing(folder: Path) -> None:
    built(folder)
    lines = NETWORK.strip().splitlines()
    (folder / "a.ttl").write_text(PREFIXES + "\n".join(reversed(lines)), encoding="utf-8")
    second = built(folder)
    assert (second.written, second.removed) == (0, 0)


def test_what_two_files_say_of_one_thing_comes_and_goes_with_each(folder: Path) -> None:
    (folder / "b.ttl").write_text(PREFIXES + 'ex:projet ex:etat "en cours" .', encoding="utf-8")
    store = built(folder).snapshot.store()
    both = "ASK { <https://example.org/projet> a foaf:Project ; <https://example.org/etat> 'en cours' }"
    assert store.ask(both)
    (folder / "b.ttl").unlink()
    store = built(folder).snapshot.store()
    assert not store.ask(both)
    assert store.ask("ASK { <https://example.org/projet> a foaf:Project }")


ODD = (
    "ex:e a schema:Event ; rdfs:label 'A', 'B' ; dcterms:title 'C', 'D' ; schema:startDate '2014', '2015' .",
    "ex:p a foaf:Document ; dcterms:title 'A' ; dcterms:issued 'x' ; dcterms:modified 'no' ; dcterms:creator 3 .",
    "ex:o a foaf:Organization, foaf:Person ; rdfs:label 'A' ; schema:geo [ schema:latitude 'x' ] .",
    "ex:o a foaf:Organization ; rdfs:label 'A' ; dcterms:subject 'x' ; foaf:homepage 'no' ; dcterms:type 'y' .",
    "ex:a a oa:Annotation ; oa:hasBody ex:b . ex:g a ml:RecordGraph, schema:GeoCoordinates .",
    "ex:x rdfs:label '' . ex:y rdfs:label '\\u0007' . ex:z <urn:p> '\\uFFFF' .",
    "<https://example.org/reseau/graph/provenance> a ex:Thing ; rdfs:label 'mine' .",
    "ex:p a foaf:Document ; dcterms:title 'A' ; dcterms:creator [ foaf:name 'A', 'B' ], [ foaf:name '' ] .",
    "ex:e a schema:Event ; rdfs:label 'A' ; schema:location ex:l ; schema:sameAs 'x' ; dcterms:license 'y' .",
)


def test_whatever_files_say_the_graph_keeps_its_shapes(make_workspace: MakeWorkspace) -> None:
    report = built(make_workspace(SETTINGS, {f"{n}.ttl": PREFIXES + content for n, content in enumerate(ODD)}))
    assert report.published
    assert report.validation
    assert report.validation.conforms


def test_a_build_of_all_that_is_published_in_rdf_is_valid_and_idempotent(
    make_workspace: MakeWorkspace, shared_data: Path
) -> None:
    folder = shared_data / "publications" / "api-fixtures" / "tests" / "data"
    files = {path.name: path.read_bytes() for path in folder.glob("*_rdf/*.rdf")}
    pair = shared_data / "organisations" / "semapps-pair" / "semapps-pair-orgs.nt"
    workspace = make_workspace(
        SETTINGS.replace("*.ttl", "rdf/*"), {f"rdf/{name}": data for name, data in files.items()}
    )
    (workspace / "rdf" / pair.name).write_bytes(pair.read_bytes())
    try:
        first = built(workspace)
    except DataError as error:  # says which statement breaks a shape
        pytest.fail(str(error))
    assert first.snapshot.manifest.fingerprint
    assert not built(workspace).published


def test_an_alignment_that_changes_makes_its_source_anew(make_workspace: MakeWorkspace) -> None:
    settings = SETTINGS.replace('"*.ttl"', '"data.ttl"') + 'alignment = "own.ttl"\n'
    data = PREFIXES + 'ex:e a ex:Rencontre ; rdfs:label "Forum" .'
    kind = PREFIXES + "ex:Rencontre rdfs:subClassOf {} ."
    folder = make_workspace(settings, {"data.ttl": data, "own.ttl": kind.format("ex:Thing")})
    assert not built(folder).snapshot.store().ask("ASK { ?event a schema:Event }")
    (folder / "own.ttl").write_text(kind.format("schema:Event"), encoding="utf-8")
    assert built(folder).snapshot.store().ask("ASK { ?event a schema:Event ; rdfs:label ?label }")
