"""What is written in another script than the Latin one has an IRI of its own, that no other shifts."""

from __future__ import annotations

from pathlib import Path

from graph.store import text
from graph.workspace import Workspace
from ingest.build import build
from tests.workspaces import NETWORK_SETTINGS, MakeWorkspace

SETTINGS = f"""{NETWORK_SETTINGS}[[sources]]
path = "works.csv"
record = "publication"
"""
HEAD = "title,date,creators,publisher\n"
GREEK = "Το νερό,2020,Νίκος Παπαδόπουλος,Πανεπιστήμιο Αθηνών\n"
RUSSIAN = "Вода,2021,Николай Иванов,\n"
ARABIC = "الماء,2019,محمد علي,\n"
NAMES = {
    "Το νερό": "publication/2020-to-nero",
    "Νίκος Παπαδόπουλος": "person/nikos-papadopoylos",
    "Πανεπιστήμιο Αθηνών": "organisation/panepistimio-athinon",
    "Вода": "publication/2021-voda",
    "Николай Иванов": "person/nikolai-ivanov",
}


def named(folder: Path, works: str) -> dict[str, str]:
    """The end of the IRI of each thing, by its name."""
    (folder / "works.csv").write_text(HEAD + works, encoding="utf-8")
    store = build(Workspace.open(folder)).snapshot.store()
    query = (
        "SELECT ?t ?n { ?t rdfs:label|dcterms:title ?n FILTER regex(str(?t), '/(person|organisation|publication)/') }"
    )
    base = "https://example.org/reseau/"
    return {text(row, "n"): text(row, "t").removeprefix(base) for row in store.select(query)}


def test_one_more_name_of_another_script_shifts_none_of_the_others(make_workspace: MakeWorkspace) -> None:
    folder = make_workspace(SETTINGS, {"works.csv": HEAD})
    assert named(folder, GREEK + RUSSIAN) == NAMES
    now = named(folder, ARABIC + GREEK + RUSSIAN)
    assert {name: now[name] for name in NAMES} == NAMES
    assert now["محمد علي"] == "person/mhmd-ly"
