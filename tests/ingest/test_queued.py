"""Records that wait to be written come in shards, those whose graphs are there already first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from graph.draft import DraftStore
from ingest.queued import Queue
from ingest.records import Event
from ingest.shards import Task
from ingest.triples import LinkedRecord
from ontology.errors import Place
from ontology.namespaces import RDFS

BASE = "https://example.org/"


class Store:
    """A store that holds the graphs of the first three records."""

    def quads(self, graph: NamedNode) -> Iterator[Quad]:
        return iter([Quad(graph, RDFS.seeAlso, graph, graph)] if graph.value < f"{BASE}003" else [])


def task(number: int) -> Task:
    record = Event(key=str(number), place=Place("agenda.csv"))
    return Task(f"{BASE}{number:03}", LinkedRecord(record, "source/agenda", f"event/{number}"))


@pytest.mark.parametrize(("few", "merged"), [(100, False), (5, True)])
def test_shards_hold_all_tasks_in_their_order(tmp_path: Path, few: int, merged: bool) -> None:
    store: DraftStore = Store()  # type: ignore[assignment]
    queue = Queue(store, tmp_path / "shards", few)
    tasks = [task(number) for number in reversed(range(20))]
    for each in tasks:
        queue.add(each)
    shards = list(queue.shards(workers=1))
    assert len(queue) == 20
    found = [(each.graph, each.item.record) for shard in shards for each in shard.tasks]
    assert found == [(each.graph, each.item.record) for each in (*tasks[17:], *tasks[:17])]
    assert [len(shard.tasks) for shard in shards] == [3, 5, 5, 5, 2]
    assert [shard.merged for shard in shards] == [False, *[merged] * 4]
    assert len({shard.path for shard in shards}) == len(shards)
    assert list((tmp_path / "shards").iterdir()) == []


def test_an_empty_queue_has_no_shards(tmp_path: Path) -> None:
    assert list(Queue(Store(), tmp_path, 5).shards(workers=2)) == []  # type: ignore[arg-type]
