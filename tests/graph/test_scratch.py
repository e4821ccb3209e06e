"""Pieces that wait in a file come back as they were, and the file goes with those who asked for it."""

from __future__ import annotations

import gc
import pickle
import random
from array import array
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import pytest

from graph import scratch
from graph.scratch import Scratch


@pytest.fixture(params=[0, 40, 1 << 20])
def held(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(scratch, "_HELD", request.param)
    return int(request.param)


@pytest.mark.usefixtures("held")
def test_pieces_come_back_in_any_order_while_more_are_added(tmp_path: Path) -> None:
    chance = random.Random(1)
    pieces = [chance.randbytes(chance.randrange(30)) for _ in range(200)]
    kept = Scratch(tmp_path)
    for number, piece in enumerate(pieces):
        kept.append(piece)
        asked = chance.randrange(number + 1)
        assert kept[asked] == pieces[asked]
    assert list(kept) == pieces
    assert len(kept) == len(pieces)
    assert list(tmp_path.iterdir()) == []  # the file has no name


@pytest.mark.usefixtures("held")
def test_what_is_sent_to_another_process_is_the_same_there_and_can_go_on() -> None:
    kept = Scratch()
    kept.extend([b"one", b"", b"three"])
    sent: Scratch = pickle.loads(pickle.dumps(kept))
    sent.append(b"four")
    sent.extend(kept)
    assert list(sent) == [b"one", b"", b"three", b"four", b"one", b"", b"three"]
    assert list(pickle.loads(pickle.dumps(sent))) == list(sent)


@pytest.mark.parametrize("number", [-1, 1])
def test_there_is_no_piece_of_a_number_that_was_not_given(number: int) -> None:
    kept = Scratch()
    kept.append(b"one")
    with pytest.raises(IndexError):
        kept[number]


def test_the_file_is_closed_when_nobody_asks_for_it_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[IO[bytes]] = []

    def noted(**options: Any) -> IO[bytes]:
        opened.append(TemporaryFile(**options))  # noqa: SIM115
        return opened[-1]

    monkeypatch.setattr(scratch, "TemporaryFile", noted)
    monkeypatch.setattr(scratch, "_HELD", 0)
    kept = Scratch()
    kept.append(b"one")
    assert [file.closed for file in opened] == [False]
    del kept
    gc.collect()
    assert [file.closed for file in opened] == [True]


def test_a_disk_that_is_nearly_full_takes_a_piece_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nearly:
        taken = b""

        def __init__(self, **_: object) -> None:
            pass

        def seek(self, place: int) -> None:
            assert place == len(self.taken)

        def write(self, content: memoryview) -> int:
            Nearly.taken += bytes(content[:3])
            return min(3, len(content))

        def close(self) -> None:
            pass

    monkeypatch.setattr(scratch, "TemporaryFile", Nearly)
    monkeypatch.setattr(scratch, "_HELD", 0)
    Scratch().append(b"0123456789")
    assert Nearly.taken == b"0123456789"


@pytest.mark.parametrize("some", [1, 3, 4_096])
def test_pieces_come_in_the_order_of_their_keys_those_of_one_key_as_they_came(
    monkeypatch: pytest.MonkeyPatch, some: int
) -> None:
    monkeypatch.setattr(scratch, "_SOME", some)
    kept = Scratch()
    keys = array("q", [3, 1, 1 << 62, 1, -5])
    kept.extend([b"c", b"a", b"e", b"b", b""])
    assert list(kept.ordered(keys)) == [(-5, b""), (1, b"a"), (1, b"b"), (3, b"c"), (1 << 62, b"e")]
    assert list(Scratch().ordered(array("i"))) == []
