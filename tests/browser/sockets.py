"""What a page tells its server, on its way."""

from __future__ import annotations

from playwright.sync_api import Page, WebSocketRoute

__all__ = ["meddled"]


def meddled(page: Page, times: int) -> list[bytes | str]:
    """Have the first message of the navigator of a page reach the server so many times; it is in the list then."""
    seen: list[bytes | str] = []

    def meddle(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def pass_on(message: bytes | str) -> None:
            first = b'"went"' in (message if isinstance(message, bytes) else message.encode()) and not seen
            if first:
                seen.append(message)
            for _ in range(times if first else 1):
                server.send(message)

        socket.on_message(pass_on)

    page.route_web_socket("**/_stcore/stream", meddle)
    return seen
