"""A node is sure where all graphs that describe it say the same of it, and that surely keeps to the shapes."""

from __future__ import annotations

import random

import pytest

from graph.seen import Seen
from graph.sifting import Sifted

DIGESTS = [b"", b"12345678", b"\xff" * 8]


def seen(*graphs: Sifted) -> Seen:
    found = Seen()
    for each in graphs:
        found.add(each)
    return found


def test_nodes_that_are_not_sure_are_told_by_name() -> None:
    one = Sifted(1, {"doubtful"}, {"same": DIGESTS[1], "other": DIGESTS[1], "never": b"", "Zoé 三": DIGESTS[2]})
    other = Sifted(2, set(), {"same": DIGESTS[1], "other": DIGESTS[2]})
    found = seen(one, other)
    assert found.graphs == 3
    assert found.unsure(alone=True) == {"doubtful", "other", "never"}
    assert found.unsure(alone=False) == {"doubtful", "other", "never", "same", "Zoé 三"}


def test_of_no_graphs_nothing_is_unsure() -> None:
    assert seen().unsure(alone=True) == seen(Sifted(1)).unsure(alone=False) == set()


@pytest.mark.parametrize("seed", range(20))
def test_graphs_taken_in_one_by_one_tell_what_all_of_them_do_at_once(seed: int) -> None:
    chance = random.Random(seed)
    graphs = [
        Sifted(1, set(), {f"n{chance.randrange(40)}": chance.choice(DIGESTS) for _ in range(chance.randrange(5))})
        for _ in range(30)
    ]
    every = Sifted()
    for each in graphs:
        every.add(each)
    assert seen(*graphs).unsure(alone=True) == {node for node, digest in every.shared.items() if not digest}
    assert seen(*graphs).unsure(alone=False) == every.shared.keys()
