"""The index beside its snapshot, so that the next process need not read the store again; it can always be removed."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from graph.networks.index import KINDS, Index, read_index
from graph.networks.relations import RELATIONS
from graph.store import Store

__all__ = ["FILE", "read_stored", "stored_index", "write_stored"]

FILE = "networks.npz"
_ARRAYS = ("kinds", "dates", "sources", "targets", "relations")
_MEANING = "\n".join([*RELATIONS, *KINDS])
"""What the numbers in the arrays stand for: a file of another time is not read."""


def stored_index(store: Store, path: Path) -> Index:
    """The index in that file, else the store's, which is then written there if the folder can be written to."""
    found = read_stored(path)
    if found is None:
        found = read_index(store)
        write_stored(found, path)
    return found


def read_stored(path: Path) -> Index | None:
    """The index in the file; None when there is none, or it is damaged or of another time."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            if _text(file["meaning"]) != _MEANING:
                return None
            iris = tuple(_text(file["iris"]).split("\n")) if len(file["iris"]) else ()
            arrays = {name: file[name] for name in _ARRAYS}
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    return Index(iris=iris, **arrays)


def write_stored(index: Index, path: Path) -> None:
    """Write the file whole or not at all; where it cannot be written, the store is read again next time."""
    arrays = {name: getattr(index, name) for name in _ARRAYS}
    if not os.access(path.parent, os.W_OK):
        return
    with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as folder, suppress(OSError):
        written = Path(folder) / path.name
        np.savez(written, meaning=_bytes(_MEANING), iris=_bytes("\n".join(index.iris)), **arrays)
        written.replace(path)


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _text(array: NDArray[np.uint8]) -> str:
    return array.tobytes().decode()
