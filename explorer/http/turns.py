"""Whose query is next: turns at a fixed number of slots, shared fairly between clients.

Processes and queries are not for here; everything happens in one event loop.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque

from ontology.errors import LimitError

__all__ = ["Turns"]

WAITING = 2_000
"""Queries: how many may wait in all."""


class Turns:
    """Turns at ``slots`` slots. One client has at most ``share`` at once, and the last free slot only as its first;
    ``more`` than its share where the turn that it ended last was a short one.

    Of those who wait, the client with the fewest running goes first; between equals, the one that was served least
    recently.
    """

    def __init__(self, slots: int, share: int, more: int = 0) -> None:
        self.free = slots
        self._share = share
        self._more = more
        self._running: Counter[str] = Counter()
        self._quick: set[str] = set()
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiting.values()))

    def at_once(self, client: str) -> bool:
        """Take a turn, if there is one that nobody waits for."""
        free = not self._waiting and self._may(client)
        if free:
            self._grant(client)
        return free

    async def take(self, client: str, patience: float) -> None:
        """Wait for a turn; raises :class:`LimitError` after ``patience`` seconds, or at once when too many wait."""
        if self.at_once(client):
            return
        if self.waiting >= WAITING:
            raise LimitError("too many queries are waiting", remedy="Try again in a minute.")
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        self._serve()
        impatient = turn.get_loop().call_later(patience, _end, turn, patience)
        granted = False
        try:
            await turn
            granted = True
        finally:
            impatient.cancel()
            if not granted:
                self._leave(client, turn)

    def seize(self, client: str) -> None:
        """Count a turn that a client has without having been given one."""
        self._grant(client)

    def give_back(self, client: str, *, short: bool = False) -> None:
        """End a turn, which was ``short`` or not."""
        self.free += 1
        self._running[client] -= 1
        if short:
            self._quick.add(client)
        else:
            self._quick.discard(client)
        if not self._running[client]:
            del self._running[client]
            if client not in self._waiting:
                self._quick.discard(client)
        self._serve()

    def _leave(self, client: str, turn: asyncio.Future[None]) -> None:
        """Forget a turn that is no longer waited for; one that was granted in the same moment is given back."""
        queue = self._waiting.get(client)
        if queue and turn in queue:
            queue.remove(turn)
            if not queue:
                del self._waiting[client]
        elif turn.done() and not turn.cancelled() and not turn.exception():
            self.give_back(client)

    def _may(self, client: str) -> bool:
        running = self._running[client]
        share = self._share + (self._more if client in self._quick else 0)
        return self.free > (1 if running else 0) and running < share

    def _grant(self, client: str) -> None:
        self.free -= 1
        self._running[client] += 1

    def _serve(self) -> None:
        while able := [client for client in self._waiting if self._may(client)]:
            client = min(able, key=lambda name: self._running[name])
            queue = self._waiting[client]
            turn = queue.popleft()
            self._waiting.move_to_end(client)
            if not queue:
                del self._waiting[client]
            if not turn.done():
                self._grant(client)
                turn.set_result(None)


def _end(turn: asyncio.Future[None], patience: float) -> None:
    """Wait no longer for a turn."""
    if not turn.done():
        problem = f"no worker was free for {patience:g} seconds"
        turn.set_exception(LimitError(problem, remedy="Try again in a minute, with fewer queries at once."))
