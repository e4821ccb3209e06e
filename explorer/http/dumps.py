"""The dumps of a snapshot: each made once, compressed, with its size and checksum, and replaced with the next snapshot.

How the graph is written is decided in :mod:`graph.export`.
"""

from __future__ import annotations

import gzip
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

from explorer.context import Context
from graph.export import export
from graph.published import Snapshot
from ontology.errors import CallError

__all__ = ["FORMATS", "Dump", "Dumps"]

FORMATS = ("nq", "trig")
"""The syntaxes of the whole graph, which keep its named graphs."""
PIECE = 1 << 20
"""Bytes read at once."""


@dataclass(frozen=True, slots=True)
class Dump:
    """A compressed file: its name, its path, its size in bytes, the SHA-256 of those bytes, the snapshot it is of."""

    name: str
    path: Path
    size: int
    sha256: str
    snapshot: str


class Dumps:
    """The dumps of what is published, in the folder ``dumps`` beside the snapshots."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lock = Lock()

    def get(self, extension: str) -> Dump:
        """The dump in one of :data:`FORMATS`; the first call after a publication makes it, which takes its time."""
        if extension not in FORMATS:
            raise CallError(f"there is no dump in “{extension}”", remedy=f"Take one of: {', '.join(FORMATS)}.")
        snapshot = self._context.snapshot()
        path = self._folder / snapshot.id / f"maillage.{extension}.gz"
        with self._lock:
            if not path.exists():
                self._make(snapshot, path, extension)
        digest = Path(f"{path}.sha256").read_text(encoding="ascii").split()[0]
        return Dump(path.name, path, path.stat().st_size, digest, snapshot.id)

    @property
    def _folder(self) -> Path:
        return self._context.workspace.state / "dumps"

    def _make(self, snapshot: Snapshot, path: Path, extension: str) -> None:
        """Write the checksum before the dump takes its name: a dump that is there is whole."""
        for older in self._folder.glob("*"):
            if older.name != snapshot.id:
                shutil.rmtree(older, ignore_errors=True)
        (plain,) = export(snapshot.store(), path.parent, extension)
        partial = path.with_name(f".{path.name}")
        with (
            plain.open("rb") as source,
            partial.open("wb") as target,
            gzip.GzipFile("", "wb", 6, target, mtime=0) as packed,
        ):
            shutil.copyfileobj(source, packed, PIECE)
        plain.unlink()
        digest = sha256()
        with partial.open("rb") as file:
            while piece := file.read(PIECE):
                digest.update(piece)
        Path(f"{path}.sha256").write_text(f"{digest.hexdigest()}  {path.name}\n", encoding="ascii")
        partial.rename(path)
