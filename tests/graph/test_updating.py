"""Updates as small builds: what they may write, what stays, and what is refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.edits import Document, Edit, ForbiddenEditError, GraphEdit, Outcome, RefusedError, Update
from graph.fingerprint import Fingerprint
from graph.manifest import Manifest
from graph.store import text
from graph.updating import apply_edit
from graph.workspace import Workspace
from ontology.errors import CallError, LockedError, QueryError
from ontology.namespaces import ML, PROV, RDF, RDFS

E = "https://e.org/"
SOURCE = NamedNode(f"{E}graph/agenda/1")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace to write into."""
    return made(tmp_path)


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace in which nothing that is written is published."""
    return made(tmp_path_factory.mktemp("refusing"))


def made(tmp_path: Path) -> Workspace:
    """A workspace with one record of a source."""
    (tmp_path / "maillage.toml").write_text(f'[network]\nbase_iri = "{E}"\n[updates]\nkeep = 2\n', encoding="utf-8")
    workspace = Workspace.open(tmp_path)
    origin, about = NamedNode(f"{E}source/agenda"), NamedNode(f"{E}graph/provenance")
    quads = [
        Quad(SOURCE, RDF.type, ML.RecordGraph, SOURCE),
        Quad(SOURCE, ML.fingerprint, Literal("1"), SOURCE),
        Quad(SOURCE, PROV.wasDerivedFrom, origin, SOURCE),
        Quad(NamedNode(f"{E}a"), RDFS.label, Literal("Le vélo au travail"), SOURCE),
    ]
    with workspace.snapshots.draft() as draft:
        draft.store.replace({SOURCE: quads, about: [Quad(origin, RDFS.label, Literal("agenda.csv"), about)]})
        draft.publish(Manifest())
    return workspace


def write(workspace: Workspace, said: str | Edit) -> Outcome:
    return apply_edit(workspace, Update(said) if isinstance(said, str) else said, 0.1)


def ask(workspace: Workspace, pattern: str) -> list[str]:
    """The values of ``?x``, in order."""
    current = workspace.snapshots.current()
    assert current
    return sorted(text(row, "x") for row in current.store().select(f"SELECT ?x {{ {pattern} }}"))


def test_what_is_written_is_published_with_its_origin_and_found_in_its_graph(workspace: Workspace) -> None:
    before = workspace.snapshots.current()
    outcome = write(workspace, "INSERT DATA { GRAPH <mine> { <b> rdfs:label 'Bois', 'Bosquet' } }")
    current = workspace.snapshots.current()
    assert current
    assert before
    assert (outcome.snapshot, outcome.added, outcome.removed) == (current.id, 2, 0)
    assert (current.manifest.origin, current.manifest.parent) == ("update", before.id)
    assert current.manifest.fingerprint == str(Fingerprint.of(current.store()))
    assert ask(workspace, "GRAPH <https://e.org/mine> { ?s rdfs:label ?x }") == ["Bois", "Bosquet"]
    assert ask(workspace, "?s rdfs:label ?x")[:2] == ["Bois", "Bosquet"]


def test_what_is_written_without_a_graph_is_in_the_graph_that_stands_for_it(workspace: Workspace) -> None:
    write(workspace, "INSERT DATA { <b> rdfs:label 'Bois' } ; INSERT { <c> rdfs:label ?l } WHERE { <a> rdfs:label ?l }")
    inside = "GRAPH <https://e.org/graph/default> { ?s rdfs:label ?x }"
    assert ask(workspace, inside) == ["Bois", "Le vélo au travail"]
    write(workspace, "DELETE WHERE { ?s rdfs:label ?l }")
    assert ask(workspace, inside) == []
    assert ask(workspace, "<https://e.org/a> rdfs:label ?x") == ["Le vélo au travail"]


def test_a_triple_stays_in_the_merge_as_long_as_one_graph_states_it(workspace: Workspace) -> None:
    write(workspace, "INSERT DATA { GRAPH <m> { <a> rdfs:label 'Le vélo au travail' } }")
    write(workspace, "CLEAR GRAPH <m>")
    assert ask(workspace, "<https://e.org/a> rdfs:label ?x") == ["Le vélo au travail"]


@pytest.mark.parametrize(
    "update",
    [
        "DELETE DATA { GRAPH <graph/agenda/1> { <a> rdfs:label 'Le vélo au travail' } }",
        "INSERT DATA { GRAPH <graph/agenda/2> { <a> rdfs:label 'x' } }",
        "INSERT { GRAPH ?g { <a> rdfs:comment 'x' } } WHERE { GRAPH ?g { <a> ?p ?o } }",
        "WITH <graph/agenda/1> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "PREFIX g: <graph/agenda/> DROP GRAPH g:1",
        "CLEAR ALL",
        "DROP NAMED",
        "PREFIX a: <mine#> INSERT DATA { a:b a:c 1 } ; PREFIX g: <graph/agenda/> CLEAR GRAPH g:1",
        "ADD DEFAULT TO <graph/agenda/1>",
        "MOVE <graph/agenda/1> TO <mine>",
        "INSERT DATA { <b> rdfs:label 'x' } ; CLEAR GRAPH <graph/provenance>",
        "INSERT DATA { GRAPH <m> { <m> ml:fingerprint '1' } }",
        "LOAD <https://e.org/data.ttl>",
    ],
)
def test_what_builds_make_is_not_written_and_nothing_is_published(refusing: Workspace, update: str) -> None:
    before = refusing.snapshots.current()
    with pytest.raises(ForbiddenEditError):
        write(refusing, update)
    assert refusing.snapshots.current() == before


def test_the_refusal_names_the_source(refusing: Workspace) -> None:
    with pytest.raises(ForbiddenEditError, match=r"agenda\.csv"):
        write(refusing, GraphEdit("remove", SOURCE.value))


def test_a_graph_that_would_break_its_shapes_is_refused_with_the_report(workspace: Workspace) -> None:
    with pytest.raises(RefusedError, match="rdfs:label") as refused:
        write(workspace, "INSERT DATA { GRAPH <m> { <b> a schema:Event } }")
    problem, violation, advised, *advice = refused.value.problem.splitlines()
    assert problem == "the graph would break its shapes: 1 violation"
    assert "rdfs:label" in violation
    assert advised.startswith("Seulement conseillé")
    assert len(advice) == 3
    assert refused.value.remedy == "Nothing was published. Mend the violations."
    assert ask(workspace, "?x a schema:Event") == []
    write(workspace, "INSERT DATA { GRAPH <m> { <b> a schema:Event ; rdfs:label 'Forum des bois' } }")
    current = workspace.snapshots.current()
    assert current
    assert [hit.iri for hit in current.labels().search("forum")] == [f"{E}b"]


def test_a_context_that_is_elsewhere_is_said_not_to_be_fetched(refusing: Workspace) -> None:
    document = Document("application/ld+json", b'{"@context": "https://e.org/x.jsonld", "@id": "urn:a", "name": "x"}')
    with pytest.raises(QueryError) as refused:
        write(refusing, GraphEdit("replace", f"{E}m", (document,)))
    assert str(refused.value).startswith("its JSON-LD context is elsewhere, and is not fetched. Put the context in the")


def test_json_ld_that_is_nested_too_deep_is_refused_before_it_is_parsed(refusing: Workspace) -> None:
    document = Document("application/ld+json", b'{"@id": "urn:a",\n' + b'"urn:b": {' * 4_000 + b"}" * 4_001)
    with pytest.raises(QueryError, match="line 2: lists and objects stand in each other more than 100 deep"):
        write(refusing, GraphEdit("replace", f"{E}m", (document,)))


def test_an_update_that_changes_nothing_publishes_nothing(refusing: Workspace) -> None:
    before = refusing.snapshots.current()
    for update in ("DELETE DATA { <x> <y> <z> }", "LOAD SILENT <https://e.org/data.ttl>", "", "CLEAR DEFAULT"):
        outcome = write(refusing, update)
        assert (outcome.added, outcome.removed) == (0, 0)
    assert refusing.snapshots.current() == before


@pytest.mark.parametrize(
    "update",
    [
        "INSERT",
        "INSERT DATA { <a> <b> }",
        "SELECT * {}",
        "\n INSERT DATA { x:a <b> 1 }",
        "CLEAR DEFAULT ;\nPREFIX x: <x>\n INSERT DATA { y:a <b> 1 }",
        "}",
        "CREATE GRAPH",
    ],
)
def test_what_is_no_update_is_told_with_its_place(refusing: Workspace, update: str) -> None:
    with pytest.raises(QueryError) as told:
        write(refusing, update)
    assert told.value.place
    assert told.value.place.source == f"line {update.count(chr(10)) + 1}"


@pytest.mark.parametrize(
    "update",
    [
        "INSERT { ?a <b> 1 } WHERE { ?a <b> ?c FILTER(?c<?b&&?c!='>') }",
        "INSERT DATA { <a> <b> 1GRAPH<g>{ <a> <b> 2 } }",
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(refusing: Workspace, update: str) -> None:
    with pytest.raises(QueryError, match="two ways"):
        write(refusing, update)


def test_a_dataset_is_named_in_the_request_or_in_the_update_and_not_in_both(workspace: Workspace) -> None:
    write(workspace, "INSERT DATA { GRAPH <m> { <b> <n> 1 } GRAPH <o> { <b> <n> 2 } }")
    update = "INSERT { GRAPH <p> { <b> <n> ?n } } WHERE { <b> <n> ?n }"
    write(workspace, Update(update, using=(f"{E}o",)))
    assert ask(workspace, "GRAPH <https://e.org/p> { ?s ?p ?x }") == ["2"]
    with pytest.raises(CallError, match="dataset"):
        write(workspace, Update(update.replace("WHERE", "USING <m> WHERE"), using=(f"{E}o",)))


def turtle(said: str) -> tuple[Document, ...]:
    return (Document("text/turtle", said.encode()),)


def test_a_graph_is_replaced_added_to_and_removed(workspace: Workspace) -> None:
    mine, inside = f"{E}mine", f"GRAPH <{E}mine> {{ ?s ?p ?x }}"
    assert not write(workspace, GraphEdit("replace", mine, turtle("<a> <b> 1, 2 ."))).existed
    assert write(workspace, GraphEdit("add", mine, turtle("<a> <b> 2, 3 ."))).added == 1
    assert ask(workspace, inside) == ["1", "2", "3"]
    assert write(workspace, GraphEdit("replace", mine, turtle("<a> <b> 4 ."))).removed == 3
    assert write(workspace, GraphEdit("replace", mine, turtle(""))).existed
    assert write(workspace, GraphEdit("remove", mine)).existed
    assert not write(workspace, GraphEdit("remove", mine)).existed
    assert ask(workspace, inside) == []


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (Document("text/turtle", b"<a> <b>"), "line 1"),
        (Document("text/turtle", b"\xff"), "document"),
        (Document("application/trig", b"<g> { <a> <b> 1 }"), "document"),
        (Document("text/plain; x", b""), "no syntax"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused(refusing: Workspace, document: Document, said: str) -> None:
    with pytest.raises(CallError, match=said):
        write(refusing, GraphEdit("replace", f"{E}mine", (document,)))


def test_of_the_snapshots_that_updates_made_a_few_are_kept_and_every_build(workspace: Workspace) -> None:
    for number in range(5):
        write(workspace, f"INSERT DATA {{ GRAPH <m> {{ <a> <n> {number} }} }}")
    origins = [snapshot.manifest.origin for snapshot in workspace.snapshots.all()]
    assert origins == ["update", "update", "build"]


def test_an_update_waits_for_a_build_as_long_as_its_patience(refusing: Workspace) -> None:
    with refusing.snapshots.draft(), pytest.raises(LockedError):
        write(refusing, "INSERT DATA { <a> <b> 1 }")
