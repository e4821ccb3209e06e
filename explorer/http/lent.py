"""The server's HTTP protocol, whose connections may be lent to another process between two requests.

To whom, and when, is decided in :mod:`explorer.http.lending`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from starlette.types import Scope

from explorer.http.gathering import GatheringProtocol
from ontology.errors import MaillageError

__all__ = ["LentProtocol", "failure_of", "note_short", "offer_after"]

AFTER = 3
"""Short answers, one after the other, after which a connection may be lent."""
_SHORT = "maillage.short"
_LEND = "maillage.lend"
_FAILURE = "maillage.failure"


class LentProtocol(GatheringProtocol):
    """A connection; while it is ``lent`` nothing is read from it, nor written to it."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.lent = False
        self._recall: Callable[[], None] | None = None
        self._short = 0
        self._within = False

    def on_message_begin(self) -> None:
        """A request begins."""
        self._within = True
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """A request is whole."""
        self._within = False
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """An answer is whole: the connection is offered, if there were some short ones and nothing else has come."""
        offer: Callable[[LentProtocol], None] | None = cast(Scope, self.cycle.scope).get(_LEND)
        alive = self.cycle.keep_alive and not self.pipeline and not self._within
        super().on_response_complete()
        self._short = self._short + 1 if offer else 0
        transport = self.transport
        if (
            offer
            and alive
            and self._short >= AFTER
            and not transport.is_closing()
            and not transport.get_write_buffer_size()
        ):
            offer(self)

    def lend(self, recall: Callable[[], None]) -> int:
        """The connection's file descriptor; ``recall`` asks the one who has it to give it back."""
        self.lent, self._recall = True, recall
        self._unset_keepalive_if_required()
        self.flow.pause_reading()
        return int(self.transport.get_extra_info("socket").fileno())

    def take_back(self, read: bytes = b"", unsent: bytes = b"", failure: MaillageError | None = None) -> None:
        """Go on where the other one stopped: send what is ``unsent`` of an answer, take up what was ``read`` of a
        request; a request that came to a ``failure`` is answered by it.
        """
        self.lent, self._short = False, 0
        if self.transport.is_closing():
            return
        stopping, self._recall = self._recall is None, None
        if unsent:
            self.transport.write(unsent)
        self.flow.resume_reading()
        if read:
            self.data_received(read)
            if failure:
                cast(Scope, self.scope)[_FAILURE] = failure
        else:
            wait = self.timeout_keep_alive
            self.timeout_keep_alive_task = self.loop.call_later(wait, self.timeout_keep_alive_handler)
        if stopping:
            self.shutdown()

    def shutdown(self) -> None:
        """The server stops: a connection that is lent is closed once it is given back."""
        if not self.lent:
            super().shutdown()
        elif self._recall:
            recall, self._recall = self._recall, None
            recall()


def note_short(scope: Scope) -> None:
    """Note that a request has a short answer."""
    scope[_SHORT] = True


def offer_after(scope: Scope, offer: Callable[[LentProtocol], None]) -> None:
    """Have a request's connection offered once its answer is sent, if that is a short one."""
    if scope.get(_SHORT):
        scope[_LEND] = offer


def failure_of(scope: Scope) -> MaillageError | None:
    """What a request came to that was read by another process, if it did not answer."""
    failure: MaillageError | None = scope.get(_FAILURE)
    return failure
