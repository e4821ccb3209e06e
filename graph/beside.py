"""What is computed of a snapshot once and kept beside it, by this version of the program. What it is, is for others."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import msgspec

from graph.whole_file import whole_file
from ontology.decoding import UNDECODABLE
from ontology.errors import DataError

__all__ = ["Beside", "kept_beside", "read_beside"]


class Beside(msgspec.Struct, frozen=True):
    """What is kept, with the version that computed it."""

    version: str


_File = TypeVar("_File", bound=Beside)


def read_beside(path: Path, kind: type[_File]) -> _File | None:
    """What is in that file; None where there is none, or it is damaged or of another version."""
    try:
        file = msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, *UNDECODABLE):
        return None
    return file if file.version == version("maillage") else None


def kept_beside(path: Path, kind: type[_File], make: Callable[[], _File]) -> _File:
    """What is in that file, else what is made now, which is then written there if the folder can be written to."""
    if found := read_beside(path, kind):
        return found
    made = make()
    if os.access(path.parent, os.W_OK):
        with suppress(DataError), whole_file(path) as opened:
            opened.write(msgspec.json.encode(made))
    return made
