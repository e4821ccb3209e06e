"""What is kept beside a graph follows a change of a few records, and is then as if it had been made from nothing."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.embedded import EmbeddedStore
from graph.labels import index_labels
from graph.manifest import Manifest
from graph.networks.index import Index, read_index
from graph.networks.stored import FILE, stored_index
from graph.search import LabelIndex
from graph.snapshot import Snapshot, Snapshots
from ontology.namespaces import BIBO, DCTERMS, FOAF, OA, RDF, RDFS, SKOS

_WORDS = "vélo tram biodiversité écoconception tiers-lieux RSE forum énergie réemploi territoires eau forêt".split()
_SEARCHES = [*_WORDS, "biodiversté", "ecoconceptoin", "tiers lieu", "foret eau", "v", "e", "r s e", "teritoires"]


def graph_of(number: int, chance: random.Random) -> dict[NamedNode, list[Quad]]:
    """A record: a publication on some concepts by some people, now and then of another name, kind or nothing at all."""
    name = NamedNode(f"https://e.org/graph/{number}")
    thing = NamedNode(f"https://e.org/publication/{number}")
    if chance.random() < 0.15:
        return {name: []}
    kind = chance.choice([BIBO.Document, BIBO.Document, BIBO.Webpage, OA.SpecificResource])
    said = [
        Quad(thing, RDF.type, kind, name),
        Quad(thing, DCTERMS.issued, Literal(str(chance.randint(1990, 2025))), name),
    ]
    said.append(Quad(thing, RDFS.label, Literal(" ".join(chance.choices(_WORDS, k=3)), language="fr"), name))
    for concept in chance.sample(range(30), 3):
        node = NamedNode(f"https://e.org/concept/{concept}")
        annotation = NamedNode(f"https://e.org/annotation/{chance.randrange(40)}")
        label = Literal(f"{_WORDS[concept % len(_WORDS)]} {concept}", language="fr")
        said += [Quad(thing, DCTERMS.subject, node, name), Quad(annotation, RDF.type, OA.Annotation, name)]
        said += [Quad(node, RDF.type, SKOS.Concept, name), Quad(node, SKOS.altLabel, label, name)]
    person = NamedNode(f"https://e.org/person/{chance.randrange(12)}")
    said += [Quad(thing, DCTERMS.creator, person, name)]
    if chance.random() < 0.7:
        said += [Quad(person, RDF.type, FOAF.Person, name), Quad(person, FOAF.name, Literal(person.value[-8:]), name)]
    return {name: said}


def published(snapshots: Snapshots, numbers: list[int], chance: random.Random) -> tuple[Snapshot, bool]:
    """The snapshot after these records changed, and whether it was known what they concern."""
    with snapshots.draft() as draft:
        if chance.random() < 0.5:
            draft.prepare()
        for number in numbers:
            draft.store.replace(graph_of(number, chance))
        return draft.publish(Manifest()), draft.touched is not None


@pytest.mark.parametrize("seed", range(4))
def test_after_any_row_of_changes_all_is_as_if_made_from_nothing(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    snapshots = Snapshots(tmp_path / "snapshots")
    published(snapshots, list(range(60)), chance)
    for _ in range(6):
        snapshot, followed = published(snapshots, chance.sample(range(70), chance.choice([1, 2, 4])), chance)
        assert followed
        store, anew = snapshot.store(), tmp_path / "anew.sqlite"
        assert index_labels(store, anew, read_index(store)) == snapshot.manifest.things
        assert annotations_in(store) == snapshot.manifest.annotations
        same(stored_index(EmbeddedStore.memory(), snapshot.path / FILE), read_index(store))
        for text in _SEARCHES:
            assert snapshot.labels().search(text, limit=50) == LabelIndex(anew).search(text, limit=50)


def same(followed: Index, anew: Index) -> None:
    assert followed.iris == anew.iris
    for array in ("kinds", "dates", "sources", "targets", "relations"):
        assert np.array_equal(getattr(followed, array), getattr(anew, array))


def annotations_in(store: EmbeddedStore) -> int:
    return len({quad.subject for quad in store.quads() if quad.object == OA.Annotation})


def test_the_counts_of_things_are_those_of_the_label_index(tmp_path: Path) -> None:
    snapshot, _ = published(Snapshots(tmp_path), list(range(60)), random.Random(1))
    index = snapshot.labels()
    with closing(sqlite3.connect(index.path)) as connection:
        rows = connection.execute("SELECT kind, COUNT(*) FROM thing GROUP BY kind ORDER BY kind").fetchall()
    assert list(snapshot.manifest.things.items()) == rows


def test_a_draft_that_was_prepared_and_is_not_published_leaves_nothing(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path / "snapshots")
    first, _ = published(snapshots, list(range(60)), random.Random(1))
    with snapshots.draft() as draft:
        draft.prepare()
    assert snapshots.all() == [first]
    assert sorted(path.name for path in snapshots.root.iterdir()) == sorted(["current", "lock", first.id])


def test_a_thing_has_its_place_in_the_index_and_what_is_none_has_no_place(tmp_path: Path) -> None:
    snapshot, _ = published(Snapshots(tmp_path), list(range(9)), random.Random(1))
    index = read_index(snapshot.store())
    assert [index.place(iri) for iri in index.iris] == list(range(len(index)))
    assert [index.place(iri) for iri in ("", "https://e.org/publication/1 ", "zz")] == [-1, -1, -1]


def test_an_index_of_another_time_is_written_anew(tmp_path: Path) -> None:
    chance = random.Random(1)
    snapshots = Snapshots(tmp_path / "snapshots")
    first, _ = published(snapshots, list(range(60)), chance)
    first.labels().path.write_bytes(b"not a database " * 100)
    (first.path / FILE).unlink()
    snapshot, followed = published(snapshots, [3], chance)
    assert followed
    assert snapshot.labels().search("biodiversité")
    same(stored_index(EmbeddedStore.memory(), snapshot.path / FILE), read_index(snapshot.store()))
