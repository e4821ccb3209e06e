"""Files packed by gzip, unpacked into a temporary file as far as a bound.

Archives of several files are not for here.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import BadGzipFile, GzipFile
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from ontology.errors import DataError, Place

__all__ = ["DAMAGED", "GZIP", "MAX_UNPACKED", "damaged", "unpacked", "unpacked_name"]

MAX_UNPACKED = 4_000_000_000
"""The most that a packed file may unpack to, in bytes: that much room may be taken on the disk while it is read."""

GZIP = b"\x1f\x8b"
"""How a file begins that gzip packed."""
DAMAGED = (BadGzipFile, EOFError, zlib.error)
"""What is raised while one that is damaged is unpacked."""
_BLOCK = 1 << 20


def unpacked_name(path: Path) -> Path:
    """The name of what is in the file.

    >>> unpacked_name(Path("eurovoc.ttl.gz")).name, unpacked_name(Path("eurovoc.ttl")).name
    ('eurovoc.ttl', 'eurovoc.ttl')
    """
    return path.with_suffix("") if path.suffix.lower() == ".gz" else path


def damaged(path: Path, error: Exception) -> DataError:
    """The sentence for a packed file of which the unpacking raised that."""
    problem = f"the file is packed by gzip, and damaged or cut short ({error})"
    return DataError(problem, Place(str(path)), "Fetch it again, whole.")


@contextmanager
def unpacked(file: BinaryIO, path: Path, most: int = MAX_UNPACKED) -> Iterator[BinaryIO]:
    """The file as it is, or, whatever its name, what gzip packed in it; raises :class:`DataError` for one that is
    damaged or holds more than ``most`` bytes."""
    beginning = file.read(len(GZIP))
    file.seek(0)
    if beginning != GZIP:
        yield file
        return
    with TemporaryFile() as whole:
        try:
            with GzipFile(fileobj=file) as packed:
                while block := packed.read(_BLOCK):
                    whole.write(block)
                    if whole.tell() > most:
                        problem = f"the packed file holds more than {most // 1_000_000} MB"
                        raise DataError(problem, Place(str(path)), "Cut it in parts.")
        except DAMAGED as error:
            raise damaged(path, error) from error
        whole.seek(0)
        yield whole
