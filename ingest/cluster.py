"""The work of a build on a Dask cluster: files are read and shards written by its workers, wherever they run.

A worker that is lost is replaced by another one, which does its tasks again. Shards come back compressed; loading
them is for this machine. Starting a cluster is not for here: `docs/scaling.md` says how.
"""

from __future__ import annotations

import logging
import pickle
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, TypeVar

from ingest.crew import Crew
from ingest.linking import ConceptLinker
from ingest.reach.pieced import Pieced
from ingest.reading import FileContent, read_file
from ingest.shards import Shard, ShardWriter, Written
from ingest.shelf import Shelf
from ingest.sources import SourceFile
from ontology.errors import CallError, DataError, Place

try:
    import distributed
    from distributed.comm.core import CommClosedError
except ImportError as error:
    remedy = "Run `make install` in Maillage's folder, here and where the workers run."
    raise CallError("--scheduler needs the extra “cluster”", None, remedy) from error

__all__ = ["cluster_crew"]

Result = TypeVar("Result")

_PATIENCE = 10
"""Seconds to wait for the scheduler, and for a first worker."""
_WAITS = 12
"""Times that patience is had with a cluster without workers."""
_ALONE = Lock()
"""A linker and a sieve serve one task at a time; other threads of a worker wait."""


@contextmanager
def cluster_crew(address: str) -> Iterator[Crew]:
    """The workers of the scheduler at that address (``tcp://host:8786``); nothing of the build stays with them.

    Raises :class:`CallError` when it cannot be reached or has no worker, :class:`DataError` when it is lost on the way.
    """
    place = Place(address)
    remedy = "Start one with `dask scheduler` and workers with `dask worker ADDRESS`, and check the address."
    for name in ("distributed.client", "distributed.core", "distributed.comm.core"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what is said below says it better
    try:
        client = _Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError, TimeoutError) as error:  # what is no address, or is one of TLS, unset here
        raise CallError("there is no Dask scheduler that can be reached", place, remedy) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise CallError("the scheduler has no worker", place, remedy) from error
        try:
            yield _ClusterCrew(client)
        except (distributed.CancelledError, distributed.KilledWorker, CommClosedError) as error:
            problem = f"the cluster was lost on the way ({type(error).__name__})"
            raise DataError(problem, place, "What is published is as it was: build again.") from error


class _Client(distributed.Client):
    """A client that, where it could not start, has nothing to close: else its end waits for a scheduler, in vain."""

    def start(self, **options: Any) -> Any:
        try:
            return super().start(**options)
        except BaseException:
            self.status = "closed"
            raise


class _ClusterCrew:
    def __init__(self, client: distributed.Client) -> None:
        self._client = client

    @property
    def size(self) -> int:
        """How many tasks the workers do at once, now."""
        return max(1, sum(map(int, self._client.ncores().values())))

    @property
    def is_ready(self) -> bool:
        """Never: what a few records need is sooner done here."""
        return False

    def prepare(self, linker: ConceptLinker, language: str, *, few: bool = False) -> None:
        """Do nothing: workers are there already, and get the linker with their first task."""

    def read(self, files: Iterable[SourceFile], known: Iterable[Pieced | None], shelf: Shelf) -> Iterator[FileContent]:
        """What each file holds; one that a worker does not see at the same path, or that is known, is read here."""
        listed = list(zip(files, known, strict=True))
        done = self._done(_seen, shelf.root, [file for file, before in listed if before is None])
        for file, before in listed:
            found = next(done) if before is None else None
            yield found or read_file(file, before, shelf)

    def write(self, writer: ShardWriter, shards: Iterable[Shard]) -> Iterator[Written]:
        """What each shard became."""
        # Sent as a task, and not scattered: what is lost with a worker can be made again.
        work = self._client.submit(pickle.loads, pickle.dumps(writer), pure=False)
        for written, contents in self._done(_written, work, shards):
            for path, content in zip(written.files, contents, strict=True):
                path.write_bytes(zlib.decompress(content))
            yield written

    def _done(self, task: Callable[..., Result], work: object, items: Iterable[object]) -> Iterator[Result]:
        """The result of each task, in order, a few of them ahead of the reader."""
        rest = iter(items)
        waiting: deque[Any] = deque()
        while True:
            for item in islice(rest, max(0, 2 * self.size + 2 - len(waiting))):
                waiting.append(self._client.submit(task, work, item, pure=False, retries=3))
            if not waiting:
                return
            yield self._result(waiting.popleft())

    def _result(self, future: Any) -> Any:
        """A task's result, however long it takes while there are workers; a cluster may bring new ones meanwhile."""
        alone = 0
        while True:
            try:
                return future.result(timeout=_PATIENCE)
            except TimeoutError as error:
                alone = 0 if self._client.ncores() else alone + 1
                if alone > _WAITS:
                    problem = "the cluster has lost all its workers"
                    raise DataError(problem, None, "What is published is as it was: build again.") from error


def _seen(root: Path, file: SourceFile) -> FileContent | None:
    return read_file(file, None, Shelf(root=root)) if file.path.exists() else None


def _written(writer: ShardWriter, shard: Shard) -> tuple[Written, list[bytes]]:
    """A shard as this process writes it, with the bytes of its files compressed."""
    with _ALONE, TemporaryDirectory() as folder:
        written = writer(replace(shard, path=Path(folder) / shard.path.name))
        contents = [zlib.compress(path.read_bytes(), 1) for path in written.files]
    written.path, written.merged = shard.path, written.merged and shard.path.with_name(written.merged.name)
    return written, contents
