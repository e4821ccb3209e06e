"""What the engine writes as XML, made well-formed whatever the texts hold. Writing the elements is not for here."""

from __future__ import annotations

import re
from typing import Protocol

__all__ = ["Sink", "WellFormed", "well_formed"]

REPLACEMENT = "\ufffd".encode()
"""What stands for a character that XML 1.0 (section 2.2) cannot hold, not even as a reference."""
_UNFIT = re.compile(rb"[\x00-\x08\x0b-\x1f]|\xef\xbf[\xbe\xbf]")
_CUT = re.compile(rb"\xef\xbf?\Z")
"""The beginning of a character whose end is in the next piece."""


class Sink(Protocol):
    """Where bytes go."""

    def write(self, piece: bytes, /) -> int:
        """Take a piece; returns its length."""

    def flush(self) -> None:
        """Have what was taken go on."""


class WellFormed:
    """A sink before another; :meth:`end` passes on what waits for a next piece. The other one is ended by its owner."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._waiting = b""

    def write(self, piece: bytes) -> int:
        """Take a piece, which may end within a character; returns its length."""
        text = self._waiting + piece
        cut = _CUT.search(text)
        self._waiting = cut[0] if cut else b""
        self._sink.write(well_formed(text[: len(text) - len(self._waiting)]))
        return len(piece)

    def flush(self) -> None:
        """Have what was taken go on."""
        self._sink.flush()

    def end(self) -> None:
        """Pass on what waits."""
        self._sink.write(self._waiting)
        self._waiting = b""


def well_formed(written: bytes) -> bytes:
    r"""XML with a reference for each carriage return, which readers would take for a line feed (section 2.11), and
    with U+FFFD for each character that XML cannot hold.

    >>> well_formed("<literal>a\x01b\r\n\uffff</literal>".encode()).decode()
    '<literal>a\ufffdb&#13;\n\ufffd</literal>'
    """
    return _UNFIT.sub(_fit, written)


def _fit(found: re.Match[bytes]) -> bytes:
    return b"&#13;" if found[0] == b"\r" else REPLACEMENT
