"""Pieces of bytes that wait in a file without a name: however many there are, they take next to no memory.

The file is gone when nobody asks for it any more, and when the process ends, however it does. What waits, and what for,
is not for here.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from io import FileIO
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from weakref import finalize

__all__ = ["Scratch"]

_HELD = 1 << 20
"""Bytes that are in memory before they are written at once."""
_SOME = 4_096
"""Pieces whose places are looked at together."""


class Scratch:
    """Pieces in the order in which they were added, by number.

    The file is in ``folder``, or with the system's temporary ones, and is there once there is much to hold. What is
    sent to another process is in memory there, until more is added.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._file: FileIO | None = None
        self._held = bytearray()
        self._written = 0
        self._ends = array("q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def append(self, piece: bytes) -> None:
        """Put one more at the end; raises :class:`OSError` where there is no room for it."""
        self._held += piece
        self._ends.append(self._ends[-1] + len(piece))
        if len(self._held) > _HELD:
            self._write()

    def extend(self, pieces: Iterable[bytes]) -> None:
        """Put all of them at the end."""
        for piece in pieces:
            self.append(piece)

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < len(self):
            raise IndexError(number)
        begin, end = self._ends[number], self._ends[number + 1]
        if self._file is None or begin >= self._written:
            return bytes(self._held[begin - self._written : end - self._written])
        self._file.seek(begin)
        return self._file.read(end - begin)

    def __iter__(self) -> Iterator[bytes]:
        return map(self.__getitem__, range(len(self)))

    def ordered(self, keys: array[int]) -> Iterator[tuple[int, bytes]]:
        """Each key, smallest first, with its piece; pieces of one key stay in their order."""
        import numpy as np  # not where names are only looked up

        by = np.frombuffer(keys, f"i{keys.itemsize}") if keys else np.zeros(0, np.int64)
        order = np.argsort(by, kind="stable")
        for first in range(0, len(order), _SOME):
            some = order[first : first + _SOME]
            yield from zip(by[some].tolist(), map(self.__getitem__, some.tolist()), strict=True)

    def _write(self) -> None:
        if self._file is None:
            self._file = TemporaryFile(buffering=0, dir=self._folder)  # noqa: SIM115
            finalize(self, self._file.close)
        self._file.seek(self._written)
        left = memoryview(bytes(self._held))
        try:
            while left:  # a disk that is nearly full takes a part
                left = left[self._file.write(left) :]
        except OSError as error:
            error.filename = str(self._folder or gettempdir())  # the file itself has no name
            raise
        self._written += len(self._held)
        self._held.clear()

    def __getstate__(self) -> tuple[bytes, array[int]]:
        return b"".join(self), self._ends

    def __setstate__(self, state: tuple[bytes, array[int]]) -> None:
        self.__init__()  # type: ignore[misc]
        held, self._ends = state
        self._held += held
