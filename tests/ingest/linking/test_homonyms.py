"""Labels that several concepts share: which is meant, and what is said where the text does not tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.questions import get_question
from graph.workspace import Workspace
from ingest.linking import ConceptLinker
from ingest.records import Passage
from ontology.namespaces import DCTERMS, SCHEMA
from ontology.thesaurus import Thesaurus
from tests.workspaces import BASE, EVENTS_SETTINGS, MakeWorkspace

SCHEME = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://e.org/> .
:moral a skos:Concept ; skos:prefLabel "obligation morale"@fr ; skos:altLabel "responsabilité"@fr .
:school a skos:Concept ; skos:prefLabel "responsabilité (éducation)"@fr .
:ruling a skos:Concept ; skos:prefLabel "case-law"@en ; skos:altLabel "case law"@en .
:ruling-eu a skos:Concept ; skos:prefLabel "case law (EU)"@en ; skos:related :ruling .
:zinc a skos:Concept ; skos:prefLabel "mercure"@fr .
:planet a skos:Concept ; skos:prefLabel "Mercure (planète)"@fr ; skos:related :sun .
:sun a skos:Concept ; skos:prefLabel "soleil"@fr .
:hidden a skos:Concept ; skos:prefLabel "fer à béton"@fr ; skos:hiddenLabel "fer"@fr .
:age a skos:Concept ; skos:prefLabel "fer (âge)"@fr .
:bird a skos:Concept ; skos:prefLabel "grue (oiseau)"@fr .
:engine a skos:Concept ; skos:prefLabel "grue (engin)"@fr .
"""


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> ConceptLinker:
    path = tmp_path_factory.mktemp("scheme") / "scheme.ttl"
    path.write_text(SCHEME, encoding="utf-8")
    return ConceptLinker(Thesaurus.from_files([path]))


@pytest.mark.parametrize(
    ("text", "concept", "others"),
    [
        ("Responsabilité", "moral", []),
        ("La responsabilité, une affaire d'éducation", "school", []),
        ("case-law", "ruling", []),
        ("The case law is clear.", "ruling", []),
        ("Du mercure dans l'eau", "zinc", []),
        ("Mercure tourne autour du soleil", "planet", []),
        ("Le fer", "hidden", ["age"]),
        ("Une grue", "engine", ["bird"]),
    ],
)
def test_a_label_that_is_written_whole_is_meant_rather_than_one_without_its_qualifier(
    linker: ConceptLinker, text: str, concept: str, others: list[str]
) -> None:
    language = "en" if "case" in text else "fr"
    mentions = [one for each in linker.link([Passage("text", text)], language) for one in each.mentions]
    candidates = [each.rpartition("/")[2] for one in mentions for each in one.candidates]
    assert ({one.concept.rpartition("/")[2] for one in mentions} - {"sun"}, candidates) == ({concept}, others)


def test_a_homonym_that_the_text_does_not_settle_is_no_subject_and_told_with_its_candidates(
    build_once: MakeWorkspace,
) -> None:
    settings = f'scheme = "none"\n{EVENTS_SETTINGS}[[vocabularies]]\npath = "own.ttl"\n'
    events = "title,date\nUne grue,2014-01-01\nUne grue et son engin,2014-01-02\n"
    folder: Path = build_once(settings, {"events.csv": events, "own.ttl": SCHEME})
    snapshot = Workspace.open(folder).snapshots.current()
    assert snapshot
    found = {}
    for name in ("2014-01-01-une-grue", "2014-01-02-une-grue-et-son-engin"):
        rows = get_question("links-of").run(snapshot.store(), document=f"{BASE}event/{name}")
        cranes = (row for row in rows if str(row["object"]) == "<http://e.org/engine>")
        found[name[5:10]] = [(row["relation"], row["candidates"].value) for row in cranes]
    assert found == {"01-01": [(SCHEMA.mentions, "http://e.org/bird")], "01-02": [(DCTERMS.subject, "")]}
