"""The server's end of a worker's socket: frames as they come, and no more of them than can be taken."""

from __future__ import annotations

import asyncio
import contextlib
import socket

import pytest

from explorer.http.frames import BODY, END, HEAD, frame
from explorer.http.wire import MOST, Wire

SENT = [(HEAD, b"{}"), (BODY, b"a" * 1000), (BODY, b""), (END, b"")]


@pytest.mark.parametrize("size", [1, 3, 7, 4096])
def test_frames_are_the_same_however_their_bytes_come(size: int) -> None:
    async def run() -> list[tuple[bytes, bytes]]:
        ours, theirs = socket.socketpair()
        wire = await Wire.over(ours)
        written = b"".join(frame(*each) for each in SENT)
        with theirs:
            for at in range(0, len(written), size):
                theirs.sendall(written[at : at + size])
                await asyncio.sleep(0)
            got = [await wire.frame() for _ in SENT]
        wire.close()
        return got

    assert asyncio.run(run()) == SENT


def test_a_worker_waits_while_nobody_takes_its_answer_and_nothing_of_it_is_lost() -> None:
    async def run() -> tuple[int, int]:
        ours, theirs = socket.socketpair()
        wire = await Wire.over(ours)
        piece, sent = frame(BODY, b"x" * 65_536), 0
        theirs.setblocking(False)
        with theirs:
            for _ in range(1_000):
                with contextlib.suppress(BlockingIOError):
                    sent += theirs.send(piece[sent % len(piece) :])
                await asyncio.sleep(0)
            taken = 0
            while taken < sent // len(piece):
                await wire.frame()
                taken += 1
        wire.close()
        return sent, taken * len(piece)

    sent, taken = asyncio.run(run())
    assert MOST < sent < MOST + 4_000_000
    assert sent - taken < 65_541


def test_who_waits_for_a_frame_is_told_that_the_worker_is_gone() -> None:
    async def run() -> None:
        ours, theirs = socket.socketpair()
        wire = await Wire.over(ours)
        waiting = asyncio.ensure_future(wire.frame())
        await asyncio.sleep(0)
        theirs.close()
        with pytest.raises(ConnectionError):
            await asyncio.wait_for(waiting, 5)
        assert wire.is_closing()

    asyncio.run(run())
