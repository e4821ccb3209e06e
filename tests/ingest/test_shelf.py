"""Records that wait in files come back as they were, in their order, wherever they are sent meanwhile."""

from __future__ import annotations

import errno
import pickle
import random
from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.reach.gathered import Gathered
from ingest.reach.items import Items
from ingest.reading import read_file
from ingest.records import (
    Actor,
    ActorReference,
    ActorType,
    Coordinates,
    Document,
    Event,
    Identifier,
    Passage,
    Publication,
    Record,
    Rejection,
    Relation,
    Resource,
    Statement,
    Text,
    When,
)
from ingest.shelf import Shelf
from ingest.sources import source_files
from ontology.errors import Place

PLACE = Place("agenda.csv", "row 2")
POINT = Coordinates(45.1, 5.7)
RECORDS: list[Record] = [
    Event(
        key="a", place=PLACE, title=Text("Forum", "fr"), start=When("2013-05-13"), coordinates=Coordinates(45.1, 5.7)
    ),
    Publication(
        key="b",
        place=PLACE,
        identifiers=(Identifier("doi", "10.1/b"),),
        passages=(Passage("title", "L’écoconception", 3),),
        actors=(ActorReference("Anne Coste", Relation.CREATOR, ActorType.PERSON, confidence=0.1 + 0.2),),
        alternative_titles=(Text("Ecodesign", "en"),),
        keywords=(Text("三"),),
    ),
    Document(key="c", place=PLACE, text="x" * 700_000),
    Actor(key="d", place=PLACE, type=ActorType.ORGANISATION, name="CNRS", variants=("C.N.R.S.",)),
    Resource(key="e", place=PLACE, iri="https://example.org/e", statements=(Statement("p", "v"),), label=None),
]


def shelved(records: list[Record], folder: Path | None = None) -> Shelf:
    shelf = Shelf(folder)
    for record in records:
        shelf.add(record)
    return shelf


@pytest.mark.parametrize("times", [1, 4])
def test_records_come_back_from_memory_and_from_the_file_as_they_were(tmp_path: Path, times: int) -> None:
    shelf = shelved(RECORDS * times, tmp_path)
    numbers = list(range(len(RECORDS) * times))
    random.Random(times).shuffle(numbers)
    assert all(shelf[number] == RECORDS[number % len(RECORDS)] for number in numbers)
    assert len(shelf) == len(numbers)
    assert list(tmp_path.iterdir()) == []  # the file has no name


def test_records_sent_from_another_process_are_put_behind_those_that_are_there() -> None:
    there = Items(shelved(RECORDS[:2]), [(range(2), False)])
    sent: Items = pickle.loads(pickle.dumps(Items(Shelf())))
    for record in RECORDS:
        sent.append(record)
    sent.append(range(3, 5))
    sent.append(Rejection(PLACE, "no date"))
    sent = pickle.loads(pickle.dumps(sent))
    moved = sent.put_on(there.shelf)
    assert moved.read() == RECORDS
    assert (len(moved), moved.rejections) == (7, [Rejection(PLACE, "no date")])
    assert [there.shelf[number] for number in moved.described] == [RECORDS[3]]
    assert (moved.paged, moved.stated) == (True, True)


def test_places_are_named_from_the_root(tmp_path: Path) -> None:
    shelf = Shelf(root=tmp_path)
    for source in (f"{tmp_path}/agenda.csv", f"{tmp_path}x/agenda.csv"):
        shelf.add(Event(key="a", place=Place(source, "row 2")))
    assert [shelf[number].place for number in range(2)] == [PLACE, Place(f"{tmp_path}x/agenda.csv", "row 2")]


def test_a_full_disk_is_not_told_as_a_fault_of_the_file_that_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "agenda.csv"
    path.write_text("title,start\nForum,2013-05-13\n", encoding="utf-8")
    source = Source(path=str(path), record="event", map={"title": "title", "start": "start"})
    (file,) = source_files(source, tmp_path, tmp_path)
    assert read_file(file, None, Shelf()).error is None
    monkeypatch.setattr("graph.scratch.TemporaryFile", full)
    monkeypatch.setattr("graph.scratch._HELD", 0)
    with pytest.raises(OSError, match="No space left"):
        read_file(file, None, Shelf())


def test_gathered_records_that_describe_organisations_are_always_the_same() -> None:
    gathered = Gathered()
    items = Items(gathered.shelf)
    for record in RECORDS:
        items.append(record)
    gathered.add(items, None, "source/a", None, None)  # type: ignore[arg-type]
    assert [each.record for each in gathered] == RECORDS
    assert (gathered.described, gathered.paged, gathered.stated) == ([3], {"source/a"}, True)
    assert gathered[3] is gathered[3]
    assert gathered[0] is not gathered[0]
