"""Who does the work of a build: the processes of this machine, or those of a cluster.

What the work is, is not for here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Protocol

from ingest.linking import ConceptLinker
from ingest.processes import Team, cores, shared_out
from ingest.reach.pieced import Pieced
from ingest.reading import FileContent, read_each
from ingest.shards import Shard, ShardWriter, Written
from ingest.shelf import Shelf
from ingest.sources import SourceFile
from ingest.spawning import SPAWNING, copying

__all__ = ["Crew", "LocalCrew", "crew"]


class Crew(Protocol):
    """Reads files and writes shards, each in the order given; ``size`` is how many work at once."""

    @property
    def size(self) -> int:
        """How many work at once."""

    @property
    def is_ready(self) -> bool:
        """Whether it waits for records already, few as they may be."""

    def prepare(self, linker: ConceptLinker, language: str, *, few: bool = False) -> None:
        """Be told that many records will be written with that linker, or a ``few``, most of them in that language."""

    def read(self, files: Iterable[SourceFile], known: Iterable[Pieced | None], shelf: Shelf) -> Iterable[FileContent]:
        """What each file holds; ``known`` is what may be taken from the last build, file by file.

        The files that this process reads have their records put on the shelf.
        """

    def write(self, writer: ShardWriter, shards: Iterable[Shard]) -> Iterator[Written]:
        """What each shard became; its file is on this machine."""


class LocalCrew:
    """The processes of this machine; files are read by this one."""

    def __init__(self, processes: int = 0) -> None:
        self.size = processes or cores()
        self._team: Team | None = None

    @property
    def is_ready(self) -> bool:
        """Whether processes were started ahead."""
        return self._team is not None

    def prepare(self, linker: ConceptLinker, language: str, *, few: bool = False) -> None:
        """Start the processes: while sources are read, they learn the words of that language's labels.

        For a ``few`` records they are started only where they begin as copies of this one.
        """
        context = copying() if few else SPAWNING
        if self.size > 1 and not (few and context is SPAWNING):
            self._team = Team(linker, self.size, context)
            self._team.begin(partial(_learn, linker, language))

    read = staticmethod(read_each)

    def write(self, writer: ShardWriter, shards: Iterable[Shard]) -> Iterator[Written]:
        """What each shard became."""
        if self._team is None:
            yield from shared_out(writer, shards, self.size)
            return
        yield from self._team.shared_out(writer, shards)
        self.end()  # their memory is wanted for what is loaded last

    def end(self) -> None:
        """Let the processes go that were started ahead."""
        if self._team:
            self._team.end()
            self._team = None


def _learn(linker: ConceptLinker, language: str, _nothing: None) -> None:
    linker.link((), language)


@contextmanager
def crew(processes: int = 0, scheduler: str = "") -> Iterator[Crew]:
    """The workers of a Dask cluster where the address of its scheduler is given, else so many processes (0: all cores).

    Raises :class:`CallError` when there is no such scheduler, or the extra ``cluster`` is not installed.
    """
    if scheduler:
        from ingest.cluster import cluster_crew

        with cluster_crew(scheduler) as cluster:
            yield cluster
        return
    local = LocalCrew(processes)
    try:
        yield local
    finally:
        local.end()
