"""Answers the plain queries of connections that a desk was lent, from memory or the store; all others are the server's.

Its answers are the server's own, header by header. Connections are not for here.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache
from os import urandom

from explorer.context import Context
from explorer.http.borrowed import Head
from explorer.http.cache import Cache, raw
from explorer.http.evaluation import Whole, evaluate, form_of, write
from explorer.http.frames import Head as Form
from explorer.http.frames import Task
from explorer.http.headers import completed
from explorer.http.protocol import QUERY, Asked, understand
from explorer.http.query_text import changes_by_itself
from explorer.http.tasks import headers_of, make_task, tag_of
from graph.embedded import EmbeddedStore
from graph.published import Snapshot
from graph.tokens import check_depth
from ontology.errors import MaillageError

__all__ = ["Replies", "Reply"]

KEPT = 16_000_000
"""Bytes of answers kept in memory."""
LARGEST = 65_536
"""Bytes of an answer's body that a desk sends."""


ONCE = 20_000
"""Requests of which it is known that they were asked."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: the headers that hold for it, its body, the query."""

    headers: bytes
    body: bytes
    query: str

    def sent(self, date: bytes, number: str) -> bytes:
        """What is sent, to a request of that id."""
        return b"HTTP/1.1 200 OK\r\ndate: %b\r\nx-request-id: %b\r\n%b%b" % (
            date,
            number.encode("ascii"),
            self.headers,
            self.body,
        )


class Replies:
    """Answers from what is published in a context; ``evaluating`` does the work of the engine. For one thread."""

    def __init__(self, context: Context, evaluating: Callable[[Callable[[], Whole]], Whole]) -> None:
        self._context = context
        self._evaluating = evaluating
        self._settings = context.workspace.settings
        self._published = context.workspace.snapshots.current_id
        self._opened: tuple[Snapshot, EmbeddedStore] | None = None
        self.cache: Cache[Reply] = Cache(KEPT)
        self._once: set[int] = set()
        self._begun = urandom(8).hex()
        self._count = 0
        self._date = (0, b"")

    def refresh(self) -> None:
        """Answer from what is published now, and let go what was before; without it, nothing is noticed."""
        if self._opened is None or self._opened[0].id != self._published():
            self._opened = None
            gc.collect()  # an error of an earlier query holds the old store in a cycle, and pruning waits for it
            with suppress(MaillageError):
                snapshot, store = self._context.opened()
                if isinstance(store, EmbeddedStore):
                    self._opened = (snapshot, store)

    def reply(self, head: Head, body: bytes) -> Reply | None:
        """The answer; none where the server must answer, which says also what is wrong with a request."""
        if head.path != b"/sparql" or head.method not in ("GET", "POST") or self._opened is None:
            return None
        snapshot, store = self._opened
        try:
            key = (snapshot.id, head.method, head.asked, head.content_type, head.accept, head.encoding, body)
            found = self.cache.get(key)
            if found is None and (found := self._anew(snapshot, store, head, body)):
                self._keep(hash(key), key, found)
        except (MaillageError, ValueError, RuntimeError, OSError):
            return None
        return found

    def sent(self, reply: Reply, head: Head) -> tuple[bytes, str]:
        """A reply as it is sent now, and the id of the request."""
        now = int(time.time())
        if self._date[0] != now:
            self._date = (now, formatdate(now, usegmt=True).encode("ascii"))
        self._count += 1
        number = head.id or f"{self._begun}{self._count:016x}"
        return reply.sent(self._date[1], number), number

    def _keep(self, short: int, key: tuple[str | bytes, ...], reply: Reply) -> None:
        """Keep what is asked for the second time: most is asked once, and memory that is used again at once is fast."""
        if short in self._once:
            self.cache.put(key, reply)
        elif len(self._once) >= ONCE:
            self._once.clear()
        self._once.add(short)

    def _anew(self, snapshot: Snapshot, store: EmbeddedStore, head: Head, body: bytes) -> Reply | None:
        direct = head.content_type == QUERY and not head.asked
        asked = Asked(body.decode()) if direct else understand(head.method, head.asked, head.content_type, body)
        if not isinstance(asked, Asked):
            return None
        check_depth(asked.query)
        small = asked.query.lower()
        if "service" in small or "search" in small or changes_by_itself(asked.query):  # more than the store is needed
            return None
        task = make_task(asked, (head.accept, head.encoding), str(snapshot.path), self._settings)
        whole = self._evaluating(lambda: _whole(store, task))
        if not whole.complete:
            return None
        tag, length = tag_of(task).encode("ascii"), len(whole.body)
        headers = b"etag: %b\r\ncontent-length: %d\r\n%b\r\n" % (tag, length, _headers(whole.head))
        return Reply(headers, whole.body, asked.query)


def _whole(store: EmbeddedStore, task: Task) -> Whole:
    found = evaluate(store, task)
    form = form_of(found, task)
    body = Whole(task, form, LARGEST)
    write(found, form, body)
    return body


@lru_cache
def _headers(form: Form) -> bytes:
    """The headers of all answers in a form, as they are sent."""
    said = {"vary": "Accept, Accept-Encoding", "cache-control": "no-cache", **headers_of(form)}
    return b"".join(b"%b: %b\r\n" % each for each in completed(raw(said), public=True))
