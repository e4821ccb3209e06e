"""Files written whole or not at all: what was there stays until the new is complete. Stores are not here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from ontology.errors import DataError, Place

__all__ = ["kept_file", "whole_file"]

_READABLE = 0o644


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write, which takes the place of ``path`` at the end, and leaves nothing where it fails.

    A link leads to the file that is replaced, whose rights stay; a pipe or a device is written to as it is. Raises
    :class:`DataError` naming the file when the system does not let it be written.
    """
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            with path.open("wb") as file:
                yield file
        else:
            with _replacing(Path(os.path.realpath(path))) as file:  # which a link to itself does not stop
                yield file
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        problem = f"the file cannot be written ({error.strerror or error})"
        raise DataError(problem, Place(str(path)), "Check the folder, its rights and the free space.") from error


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:100]}-", delete=False) as file:
        temporary = Path(file.name)
        try:
            yield file
            file.flush()
            temporary.chmod(path.stat().st_mode & 0o777 if path.is_file() else _READABLE)
            os.replace(temporary, path)  # noqa: PTH105
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def kept_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that a program keeps for itself, written whole too; :class:`OSError` where it cannot be.

    Its one writer gives it a fixed name until it is complete: what is left of it when that is killed, the next writes
    over.
    """
    waiting = path.with_suffix(".new")
    try:
        with waiting.open("wb") as file:
            yield file
    except OSError as error:
        error.filename = error.filename or str(waiting)
        raise
    os.replace(waiting, path)  # noqa: PTH105
