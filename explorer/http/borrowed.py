"""A client's connection that a desk was lent: reads its requests as they come. Answering them is not for here."""

from __future__ import annotations

import socket
from dataclasses import dataclass

import httptools

from explorer.http.watching import given_id

__all__ = ["Borrowed", "Head", "Heads"]

LONGEST = 32_768
"""Bytes of a request that is read at a desk."""
KNOWN = 1_000
"""Heads of requests that are known: those of one client's are mostly the same."""
_CAREFUL = frozenset((b"if-none-match", b"transfer-encoding", b"content-encoding", b"expect", b"upgrade"))
"""Headers of requests that the server must read."""
_READ = {b"content-type": "content_type", b"accept": "accept", b"accept-encoding": "encoding"}


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a request says that a desk may answer; ``length`` is the body's in bytes, ``id`` what a proxy
    gave."""

    method: str
    path: bytes
    asked: bytes
    content_type: str = ""
    accept: str = ""
    encoding: str = ""
    length: int = 0
    id: str = ""


class Heads:
    """Understands the heads of requests; a head that came before is known."""

    def __init__(self) -> None:
        self._known: dict[bytes, Head] = {}

    def understand(self, head: bytes) -> Head:
        """What a head says. Raises :class:`ValueError` where the server must read it: one that is wrong, says that the
        connection is to be closed, or has headers that matter to none but the server.
        """
        known = self._known.get(head)
        if known is None:
            known = _Parsing(head).said()
            if known.method == "POST" and len(head) < LONGEST // 16:  # that of a GET holds its query
                if len(self._known) >= KNOWN:
                    self._known.clear()
                self._known[head] = known
        return known


class _Parsing:
    """One head, given to the parser, which calls back."""

    def __init__(self, head: bytes) -> None:
        self._target = b""
        self._headers: list[tuple[bytes, bytes]] = []
        self._lasting = False
        self._parser = httptools.HttpRequestParser(self)
        try:
            self._parser.feed_data(head)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            raise ValueError("this is no plain HTTP/1.1") from error

    def on_url(self, target: bytes) -> None:
        self._target += target

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        self._lasting = self._parser.get_http_version() == "1.1" and self._parser.should_keep_alive()

    def said(self) -> Head:
        """The head that was read; raises :class:`ValueError` for one that the server must read."""
        names = [name for name, _ in self._headers]
        if not self._lasting:
            raise ValueError("no other request follows")
        if not _CAREFUL.isdisjoint(names) or len(set(names)) < len(names):
            raise ValueError("there are headers that the server must read")
        headers = dict(self._headers)
        path, _, asked = self._target.partition(b"?")
        read = {known: headers.get(name, b"").decode("latin-1") for name, known in _READ.items()}
        length = int(headers.get(b"content-length", b"0"))
        return Head(
            self._parser.get_method().decode("ascii"), path, asked, length=length, id=given_id(self._headers), **read
        )


class Borrowed:
    """A connection: its ``number`` with the server, whose it is; ``sent`` is what came of the request at hand."""

    def __init__(self, number: int, client: str, connection: socket.socket, heads: Heads) -> None:
        self.number = number
        self.client = client
        self.connection = connection
        self.sent = b""
        self._heads = heads

    def read(self) -> tuple[Head, bytes] | None:
        """Read what came: the head and the body of a request, once it is whole, or none.

        Raises :class:`ValueError` where the server must read what :attr:`sent` holds: a request that is long, one of
        several at once, or has a head that says so; also when the client has left.
        """
        try:
            data = self.connection.recv(LONGEST)
        except BlockingIOError:
            return None
        except OSError as error:
            raise ValueError("the connection was cut") from error
        sent = self.sent = self.sent + data if self.sent else data
        if not data or len(sent) >= LONGEST:
            raise ValueError("nothing more comes, or too much")
        at = sent.find(b"\r\n\r\n") + 4
        if at < 4:
            return None
        head = self._heads.understand(sent[:at])
        end = at + head.length
        if len(sent) > end:
            raise ValueError("another request has come")
        return (head, sent[at:]) if len(sent) == end else None
