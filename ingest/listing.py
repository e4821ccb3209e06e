"""The files that a build reads: those of a workspace's sources and vocabularies. What they hold is not for here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.workspace import Workspace
from ingest.sources import SourceFile, source_files
from ontology import vocabulary_files
from ontology.errors import DataError

__all__ = ["Listing", "list_sources", "list_vocabularies"]


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a workspace's sources, then of its registers; a source that could not be listed stands in its place
    with its failure."""

    files: list[SourceFile]

    @property
    def is_whole(self) -> bool:
        """Whether all could be listed."""
        return all(file.failure is None for file in self.files)


def list_sources(workspace: Workspace, *, keep_going: bool) -> Listing:
    """The files to be read, in the order of ``maillage.toml``; what is elsewhere is harvested.

    Raises :class:`DataError` for a source without file; with ``keep_going`` reading it does.
    """
    listing = Listing([])
    for source in (*workspace.settings.sources, *workspace.settings.registers):
        try:
            listing.files.extend(source_files(source, workspace.root, workspace.state))
        except DataError as error:
            if not keep_going:
                raise
            address = source.path if "://" in source.path else ""
            listing.files.append(SourceFile(workspace.root / source.path, "", source, name=address, failure=error))
    return listing


def list_vocabularies(workspace: Workspace) -> Iterator[tuple[Path, bool]]:
    """The files of all vocabularies, in the order in which they are read, and whether the linker looks for their
    concepts."""
    for name, path in vocabulary_files().items():
        if name != "shapes" and (name != "concepts" or workspace.settings.scheme == "builtin"):
            yield path, name == "concepts"
    for vocabulary in workspace.settings.vocabularies:
        matching = sorted(workspace.root.glob(vocabulary.path)) if "*" in vocabulary.path else []
        yield from ((path, True) for path in matching or [workspace.root / vocabulary.path])
