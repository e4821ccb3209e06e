"""Turns at the workers: fair between clients, whatever one of them does."""

from __future__ import annotations

import asyncio

import pytest

from explorer.http.turns import Turns
from ontology.errors import LimitError


async def served(turns: Turns, client: str, order: list[str]) -> None:
    await turns.take(client, 5)
    order.append(client)


def test_one_client_never_has_every_slot() -> None:
    async def run() -> None:
        turns = Turns(slots=4, share=3)
        waiting = [asyncio.create_task(served(turns, "greedy", [])) for _ in range(10)]
        await asyncio.sleep(0)
        assert (turns.free, turns.waiting) == (1, 7)
        await asyncio.wait_for(turns.take("other", 5), 1)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert turns.waiting == 0

    asyncio.run(run())


def test_a_client_has_more_than_its_share_only_while_its_queries_are_short() -> None:
    async def run() -> list[int]:
        turns, free = Turns(slots=5, share=2, more=1), list[int]()
        waiting = [asyncio.create_task(served(turns, "a", [])) for _ in range(9)]
        for short in (None, True, False, True):
            if short is not None:
                turns.give_back("a", short=short)
            await asyncio.sleep(0.01)
            free.append(turns.free)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        return free

    assert asyncio.run(run()) == [3, 2, 3, 2]


def test_those_who_have_least_go_first_and_equals_in_rotation() -> None:
    async def run() -> list[str]:
        turns, order = Turns(slots=1, share=1), list[str]()
        await turns.take("a", 5)
        tasks = [asyncio.create_task(served(turns, name, order)) for name in "aaabbc"]
        await asyncio.sleep(0)
        turns.give_back("a")
        for _ in range(5):
            await asyncio.sleep(0.01)
            turns.give_back(order[-1])
        await asyncio.gather(*tasks)
        return order

    assert "".join(asyncio.run(run())) == "abcaba"


def test_patience_ends_with_a_sentence_and_leaves_nothing_behind() -> None:
    async def run() -> None:
        turns = Turns(slots=1, share=1)
        await turns.take("a", 5)
        with pytest.raises(LimitError, match="no worker was free"):
            await turns.take("b", 0.01)
        assert turns.waiting == 0
        turns.give_back("a")
        assert turns.free == 1

    asyncio.run(run())


def test_a_turn_granted_to_someone_who_left_in_that_moment_is_given_back() -> None:
    async def run() -> None:
        turns = Turns(slots=1, share=1)
        await turns.take("a", 5)
        waiting = asyncio.create_task(turns.take("b", 5))
        await asyncio.sleep(0)
        turns.give_back("a")
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert turns.free == 1

    asyncio.run(run())
