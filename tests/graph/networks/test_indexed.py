"""The index is read once a snapshot and kept beside it; a damaged or old file is read anew, never believed."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from graph.embedded import EmbeddedStore
from graph.networks.index import Index
from graph.networks.indexed import IndexedGraph
from graph.networks.stored import FILE, stored_index


def same(one: Index, other: Index) -> bool:
    arrays = ("kinds", "years", "sources", "targets", "relations")
    return one.iris == other.iris and all(np.array_equal(getattr(one, name), getattr(other, name)) for name in arrays)


def test_the_next_process_reads_the_file_and_not_the_store(store: EmbeddedStore, index: Index, tmp_path: Path) -> None:
    assert same(stored_index(store, tmp_path / FILE), index)
    again = stored_index(EmbeddedStore.memory(), tmp_path / FILE)
    assert same(again, index)
    assert again.number("https://e.org/ada") == index.number("https://e.org/ada")
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_damaged_file_is_written_anew(store: EmbeddedStore, index: Index, tmp_path: Path) -> None:
    file = tmp_path / FILE
    stored_index(store, file)
    whole = file.read_bytes()
    for damaged in (b"", b"PK", whole[: len(whole) // 2], b"\x93NUMPY" + whole):
        file.write_bytes(damaged)
        assert same(stored_index(store, file), index)
        assert file.read_bytes() == whole or len(file.read_bytes()) == len(whole)


def test_a_file_whose_numbers_mean_something_else_is_not_read(
    store: EmbeddedStore, index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as other:
        other.setattr("graph.networks.stored._MEANING", "of another time")
        stored_index(EmbeddedStore.memory(), tmp_path / FILE)
    assert same(stored_index(store, tmp_path / FILE), index)


def test_a_folder_that_is_not_there_does_no_harm(store: EmbeddedStore, index: Index, tmp_path: Path) -> None:
    assert same(stored_index(store, tmp_path / "gone" / FILE), index)


def test_an_empty_graph_is_kept_too(tmp_path: Path) -> None:
    empty = EmbeddedStore.memory()
    assert len(stored_index(empty, tmp_path / FILE)) == len(stored_index(empty, tmp_path / FILE)) == 0


def test_threads_that_want_the_same_share_it(store: EmbeddedStore) -> None:
    graph, found = IndexedGraph(store), []
    threads = [Thread(target=lambda: found.append(graph.projection("actors"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(map(id, found))) == 1


def test_only_the_last_projections_are_kept(store: EmbeddedStore) -> None:
    from graph.networks.filters import Filters

    graph = IndexedGraph(store)
    first = graph.projection("actors")
    assert graph.projection("actors") is first
    for year in range(2000, 2020):
        graph.projection("actors", Filters(first=year))
    assert graph.projection("actors") is not first


def test_opening_a_graph_does_not_read_it_through(store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: EmbeddedStore) -> int:
        raise AssertionError("every quad was counted")

    monkeypatch.setattr(EmbeddedStore, "__len__", refuse)
    assert IndexedGraph(store, None, store).store is store
