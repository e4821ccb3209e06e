"""Evidence takes few quads, and still reads as Web Annotations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from graph.store import text
from graph.views.explanations import evidence
from graph.workspace import Workspace
from ingest.build import build
from ontology.namespaces import DCTERMS, ML, OA, RDF
from tests.benchmarks.corpus_generator import SETTINGS

FILLER = "Nous avons regardé longuement ce que chacun en disait alors, et nous y revenons ici pas à pas. "
RECORD: dict[str, object] = {
    "title": "Regards croisés sur ce que chacun en disait",
    "abstract": FILLER * 6 + "On y parle de tiers-lieux et de biodiversité. " + FILLER * 6,
    "creators": ["Coste, Anne", "Perrin, Julien", "Faure, Lucie"],
    "keywords": ["alors", "longuement", "croisé", "chacun"],
    "language": "fr",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return built(tmp_path_factory.mktemp("workspace"), RECORD)


def built(tmp_path: Path, record: dict[str, object]) -> Workspace:
    """A workspace whose only record is this one."""
    settings = SETTINGS.format(corpus="corpus.jsonl").replace('issued = "issued"\n', "").replace('doi = "doi"\n', "")
    (tmp_path / "maillage.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "corpus.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    workspace = Workspace.open(tmp_path)
    build(workspace)
    return workspace


def quads(workspace: Workspace) -> list[Quad]:
    """The quads of the record's graph."""
    snapshot = workspace.snapshots.current()
    assert snapshot
    typed = snapshot.store().oxigraph.quads_for_pattern(None, RDF.type, ML.RecordGraph, None)
    (graph,) = {quad.subject for quad in typed}
    assert isinstance(graph, NamedNode)
    return list(snapshot.store().quads(graph))


def test_a_publication_with_five_links_takes_fewer_than_seventy_quads(workspace: Workspace) -> None:
    found = quads(workspace)
    links = {(quad.subject, quad.object) for quad in found if quad.predicate == OA.hasBody}
    assert len(str(RECORD["abstract"])) > 1_100
    assert len(links) == 5
    assert len(found) < 70


def test_each_link_has_an_annotation_with_body_target_and_source(workspace: Workspace) -> None:
    snapshot = workspace.snapshots.current()
    assert snapshot
    query = """SELECT ?relation ?body ?quote {
      ?publication a bibo:Document ; ?relation ?body .
      ?annotation a oa:Annotation ; oa:hasBody ?body ; ml:relation ?relation ; ml:confidence ?sure ; ml:method ?method ;
        oa:hasTarget ?target .
      ?target oa:hasSource ?publication . OPTIONAL { ?target oa:hasSelector/oa:exact ?quote } }"""
    rows = list(snapshot.store().select(query))
    assert len(rows) == 5
    assert {text(row, "quote") for row in rows} == {"", "tiers-lieux", "biodiversité"}


def test_three_people_of_one_field_share_an_annotation_and_each_is_explained_by_it(workspace: Workspace) -> None:
    snapshot = workspace.snapshots.current()
    assert snapshot
    store = snapshot.store()
    persons = {text(row, "x") for row in store.select("SELECT ?x { ?x a foaf:Person }")}
    (publication,) = store.select("SELECT ?x { ?x a bibo:Document }")
    found = [each for each in evidence(store, text(publication, "x")) if each.relation == DCTERMS.creator.value]
    assert len(persons) == 3
    assert {each.object.iri for each in found} == persons
    assert len({each.iri for each in found}) == 1
    for person in persons:
        (one,) = evidence(store, text(publication, "x"), DCTERMS.creator.value, person)
        assert (one.object.iri, one.confidence) == (person, 0.95)


def test_words_of_an_abstract_are_shown_in_their_sentence_though_it_is_not_stated_twice(workspace: Workspace) -> None:
    snapshot = workspace.snapshots.current()
    assert snapshot
    store = snapshot.store()
    assert not any(quad.predicate in (OA.prefix, OA.suffix) for quad in quads(workspace))
    (publication,) = store.select("SELECT ?x { ?x a bibo:Document }")
    said = {each.quote: (each.prefix, each.suffix) for each in evidence(store, text(publication, "x")) if each.quote}
    assert said["tiers-lieux"] == ("On y parle de ", " et de biodiversité.")
    assert said["biodiversité"] == ("On y parle de tiers-lieux et de ", ".")


def test_a_selector_says_where_its_words_start(workspace: Workspace) -> None:
    starts = {text({"o": quad.object}, "o") for quad in quads(workspace) if quad.predicate == OA.start}
    abstract = str(RECORD["abstract"])
    assert starts == {str(abstract.index("tiers-lieux")), str(abstract.index("biodiversité"))}


def test_words_of_a_keyword_are_shown_in_it_and_the_other_keywords_are_not_said_around_them(tmp_path: Path) -> None:
    record = RECORD | {"abstract": "", "keywords": ["alors", "économie de la biodiversité", "tiers-lieux"]}
    workspace = built(tmp_path, record)
    snapshot = workspace.snapshots.current()
    assert snapshot
    assert not any(quad.predicate in (OA.prefix, OA.suffix) for quad in quads(workspace))
    (publication,) = snapshot.store().select("SELECT ?x { ?x a bibo:Document }")
    found = evidence(snapshot.store(), text(publication, "x"))
    said = {each.quote: (each.prefix, each.suffix) for each in found if each.quote}
    assert said["biodiversité"] == ("économie de la ", "")
    assert said["tiers-lieux"] == ("", "")


def test_the_same_words_at_the_same_place_of_two_fields_are_explained_once(tmp_path: Path) -> None:
    (tmp_path / "scheme.ttl").write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <https://example.org/s/> .\n"
        ': a skos:ConceptScheme .\n:1 a skos:Concept ; skos:prefLabel "régulation"@fr, "regulation"@en .',
        encoding="utf-8",
    )
    (tmp_path / "maillage.toml").write_text(
        'scheme = "none"\n[network]\ntitle = "R"\nbase_iri = "https://example.org/r/"\n'
        '[[sources]]\npath = "corpus.jsonl"\nrecord = "publication"\n[[vocabularies]]\npath = "scheme.ttl"\n',
        encoding="utf-8",
    )
    record = {
        "title": "Regulation-based urban mobility: potential limits of the use of shared places for work",
        "keywords": ["Regulation-based urban mobility", "Sciences de la société - Le droit et la ville (UMI : 0615)"],
    }
    (tmp_path / "corpus.jsonl").write_text(json.dumps(record), encoding="utf-8")
    workspace = Workspace.open(tmp_path)
    build(workspace)
    methods = [quad.object for quad in quads(workspace) if quad.predicate == ML.method]
    annotations = {quad.subject for quad in quads(workspace) if quad.predicate == OA.hasBody}
    assert len(methods) == len(annotations) == 1
