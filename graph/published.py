"""A published snapshot and how it reaches the disk. Keeping several, and making the next, is not for here."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from graph import locking
from graph.embedded import EmbeddedStore
from graph.manifest import FILE, Manifest, read_manifest, unread_manifest
from graph.search import LabelIndex
from ontology.errors import DataError

__all__ = ["CURRENT", "LABELS", "STORE", "Snapshot", "point_to", "pointed_to", "sync", "sync_folder"]

CURRENT = "current"
LABELS = "labels.sqlite"
STORE = "store"


class Snapshot:
    """A published graph: a folder with the store, the label index and the manifest. It never changes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.id = path.name

    @cached_property
    def manifest(self) -> Manifest:
        """What the snapshot says of itself; raises :class:`DataError` when it is damaged."""
        return read_manifest(self.path)

    def is_described(self) -> bool:
        """Whether its manifest can be read."""
        try:
            _ = self.manifest
        except DataError:
            return False
        return True

    def store(self) -> EmbeddedStore:
        """The graph, read-only. Pruning leaves the snapshot alone as long as the store is in use.

        Raises :class:`DataError` when it cannot be opened, or has no manifest.
        """
        store = EmbeddedStore.read_only(self.path / STORE)
        try:
            locking.lease(self.path / FILE, store)
        except OSError as error:
            raise unread_manifest(self.path / FILE, error) from error
        return store

    def labels(self) -> LabelIndex:
        """The label index, read-only."""
        return LabelIndex(self.path / LABELS)

    def is_read(self) -> bool:
        """Whether a store of this snapshot is open, in this process or another."""
        path = self.path / FILE
        return path.exists() and locking.is_leased(path)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Snapshot) and self.path == other.path

    def __hash__(self) -> int:
        return hash(self.path)

    def __repr__(self) -> str:
        return f"Snapshot({str(self.path)!r})"


def pointed_to(link: Path | str) -> str:
    """The id of the snapshot to which that link leads, or an empty text."""
    try:
        return os.readlink(link).rpartition("/")[2]  # noqa: PTH115  # asked for every request
    except OSError:
        return ""


def point_to(root: Path, snapshot: str) -> None:
    """Make a snapshot the current one, atomically; what cannot be leaves nothing."""
    link = root / f".{CURRENT}"
    link.unlink(missing_ok=True)
    link.symlink_to(snapshot)
    try:
        link.rename(root / CURRENT)
    except OSError:
        link.unlink()
        raise
    sync_folder(root)


def sync(folder: Path) -> None:
    """Have everything in a folder, and the folder itself, on the disk."""
    for path in folder.rglob("*"):
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb") as file:
                os.fsync(file.fileno())
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
