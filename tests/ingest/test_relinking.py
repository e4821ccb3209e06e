"""A vocabulary that changes: only the records that it can change are linked again, and the graph is the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from graph.store import text
from graph.workspace import Workspace
from ingest.build import BuildReport, build
from ingest.linking import ConceptLinker, Subject
from ingest.records import Passage
from ontology.thesaurus import Thesaurus
from tests.workspaces import EVENTS_SETTINGS, MakeWorkspace

SETTINGS = f"""{EVENTS_SETTINGS}[[vocabularies]]
path = "own.ttl"
"""
TEXTS = {
    "Le compostage de quartier": "2014-01-01",
    "Le compost de quartier": "2014-01-02",
    "Recyclage des déchets": "2014-01-03",
    "La RSE et la biodiversité": "2014-01-04",
    "Un quartier sans lien": "2014-01-05",
    "L'avocat plaide devant la justice": "2014-01-06",
    "Biodéchets : neighbourhood composting in the city": "2014-01-07",
}
EVENTS = "title,date\n" + "".join(f"{title},{date}\n" for title, date in TEXTS.items())
OWN = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix : <http://e.org/> .
:dechets a skos:Concept ; skos:prefLabel "déchets"@fr ; skos:narrower :recyclage, :compost .
:recyclage a skos:Concept ; skos:prefLabel "recyclage"@fr .
:compost a skos:Concept ; skos:prefLabel "compost"@fr .
:avocat a skos:Concept ; skos:prefLabel "avocat"@fr ; skos:related :justice .
:fruit a skos:Concept ; skos:prefLabel "avocat"@fr .
:justice a skos:Concept ; skos:prefLabel "justice"@fr .
"""


@pytest.fixture
def linked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the records that are linked, in order."""
    titles: list[str] = []
    link_all = ConceptLinker.link_all

    def spied(
        self: ConceptLinker, records: Sequence[tuple[Sequence[Passage], str]], names: Sequence[Sequence[str]]
    ) -> list[list[Subject]]:
        titles.extend(passage.text for passages, _ in records for passage in passages if passage.field == "title")
        return link_all(self, records, names)

    monkeypatch.setattr(ConceptLinker, "link_all", spied)
    return titles


def built(folder: Path) -> BuildReport:
    return build(Workspace.open(folder), processes=1)


def with_vocabulary(folder: Path, turtle: str) -> BuildReport:
    (folder / "own.ttl").write_text(turtle, encoding="utf-8")
    return built(folder)


def from_nothing(folder: Path) -> str:
    """The fingerprint of all quads, but the times at which they were made, of a first build of the same files."""
    other = Workspace.open(folder, folder / "first")
    return build(other, processes=1).snapshot.manifest.fingerprint


NEW = {
    "a label of one word": (':compost skos:altLabel "compostage"@fr .', "compostage"),
    "a label of two words": (':compost skos:altLabel "compost de quartier"@fr .', "compost de quartier"),
    "a label of another language": (
        ':compost skos:altLabel "neighbourhood composting"@en .',
        "neighbourhood composting",
    ),
    "a homonym": (':recyclage skos:altLabel "avocat"@fr .', "avocat"),
    "a new concept": (':lien a skos:Concept ; skos:prefLabel "lien"@fr .', "lien"),
}


@pytest.mark.parametrize("case", sorted(NEW))
def test_a_new_label_relinks_only_the_records_that_say_it(
    make_built: MakeWorkspace, linked: list[str], case: str
) -> None:
    statement, words = NEW[case]
    folder = make_built(SETTINGS, {"events.csv": EVENTS, "own.ttl": OWN})
    linked.clear()
    fingerprint = with_vocabulary(folder, OWN + statement).snapshot.manifest.fingerprint
    assert linked == [title for title in TEXTS if words in title.lower()]
    linked.clear()
    assert fingerprint == from_nothing(folder)
    assert sorted(linked) == sorted(TEXTS)


@pytest.mark.parametrize("lost", ['skos:prefLabel "compost"@fr', "skos:related :justice", ":recyclage, "])
def test_what_a_vocabulary_loses_leaves_the_graph_as_a_build_from_nothing_makes_it(
    make_built: MakeWorkspace, linked: list[str], lost: str
) -> None:
    less = OWN.replace(lost, 'skos:prefLabel "x"@de' if lost.startswith("skos:") else "")
    folder = make_built(SETTINGS, {"events.csv": EVENTS, "own.ttl": OWN})
    linked.clear()
    fingerprint = with_vocabulary(folder, less).snapshot.manifest.fingerprint
    assert "La RSE et la biodiversité" not in linked
    assert fingerprint == from_nothing(folder)


@pytest.mark.parametrize("stated", ["owl:deprecated true", "dcterms:isReplacedBy :recyclage"])
def test_a_concept_that_is_no_longer_used_relinks_only_the_records_that_it_can_change(
    make_built: MakeWorkspace, linked: list[str], stated: str
) -> None:
    folder = make_built(SETTINGS, {"events.csv": EVENTS, "own.ttl": OWN})
    linked.clear()
    snapshot = with_vocabulary(folder, f"{OWN}:compost {stated} .").snapshot
    assert "Le compost de quartier" in linked
    assert {"La RSE et la biodiversité", "Un quartier sans lien"}.isdisjoint(linked)
    about = "SELECT ?c { ?event dcterms:subject ?c ; dcterms:title ?t . FILTER CONTAINS(?t, 'compost ') }"
    found = {text(row, "c") for row in snapshot.store().select(about)}
    assert ("http://e.org/recyclage" in found) == stated.endswith("recyclage")
    assert "http://e.org/compost" not in found
    assert snapshot.manifest.fingerprint == from_nothing(folder)


@pytest.mark.parametrize(
    "content", [None, b"", b"\x00{", b'{"made_of": "x", "linker": "x", "vocabulary": "x", "concepts": [1]}']
)
def test_without_the_vocabulary_of_the_last_build_every_record_is_linked_again(
    make_built: MakeWorkspace, linked: list[str], content: bytes | None
) -> None:
    folder = make_built(SETTINGS, {"events.csv": EVENTS, "own.ttl": OWN})
    remembered = Workspace.open(folder).state / "vocabulary.json"
    remembered.unlink() if content is None else remembered.write_bytes(content)
    linked.clear()
    with_vocabulary(folder, OWN + NEW["a new concept"][0])
    assert sorted(linked) == sorted(TEXTS)


def test_a_vocabulary_that_did_not_change_is_not_parsed_again(
    make_built: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_built(SETTINGS, {"events.csv": EVENTS, "own.ttl": OWN})
    (folder / "events.csv").write_text(EVENTS.replace("La RSE", "Le compost"), encoding="utf-8")
    with monkeypatch.context() as parsing:
        parsing.setattr(Thesaurus, "from_files", None)
        fingerprint = built(folder).snapshot.manifest.fingerprint
    assert fingerprint == from_nothing(folder)
