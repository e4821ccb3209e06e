"""Files without a name, for what waits on the disk while something is made: they are gone however the process ends."""

from __future__ import annotations

from io import FileIO
from pathlib import Path
from tempfile import TemporaryFile
from weakref import finalize

__all__ = ["scratch_file", "write_all"]


def scratch_file(owner: object, folder: Path | None = None) -> FileIO:
    """A new file in the folder, or with the system's temporary ones, that is closed when its owner is no more.

    It has no buffer.
    """
    file = TemporaryFile(buffering=0, dir=folder)  # noqa: SIM115
    finalize(owner, file.close)
    return file


def write_all(file: FileIO, content: bytes | bytearray) -> None:
    """Write all of it: a disk that is nearly full takes a part. Raises :class:`OSError` where there is no room."""
    left = memoryview(content)
    while left:
        left = left[file.write(left) :]
