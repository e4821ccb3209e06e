"""What a page tells its server, on its way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import Page, WebSocketRoute

__all__ = ["Held", "held", "meddled"]


def meddled(page: Page, times: int) -> list[bytes | str]:
    """Have the first message of the navigator of a page reach the server so many times; it is in the list then."""
    seen: list[bytes | str] = []

    def meddle(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def pass_on(message: bytes | str) -> None:
            first = _is_click(message) and not seen
            if first:
                seen.append(message)
            for _ in range(times if first else 1):
                server.send(message)

        socket.on_message(pass_on)

    page.route_web_socket("**/_stcore/stream", meddle)
    return seen


@dataclass
class Held:
    """What a page tells its server waits while it is held, and goes on in its order."""

    waiting: list[Callable[[], None]] | None = None
    last: Callable[[], None] | None = None
    """Has the server told once more what the navigator told it last."""

    def hold(self) -> None:
        """Let nothing reach the server."""
        self.waiting = []

    def release(self) -> None:
        """Let all that waits reach the server, and what comes after."""
        waiting, self.waiting = self.waiting or [], None
        for send in waiting:
            send()


def held(page: Page) -> Held:
    """A hold on the connection of a page that is not opened yet."""
    hold = Held()

    def meddle(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def pass_on(message: bytes | str) -> None:
            send = partial(server.send, message)
            if _is_click(message):
                hold.last = send
            if hold.waiting is None:
                send()
            else:
                hold.waiting.append(send)

        socket.on_message(pass_on)

    page.route_web_socket("**/_stcore/stream", meddle)
    return hold


def _is_click(message: bytes | str) -> bool:
    return b'"went"' in (message if isinstance(message, bytes) else message.encode())
