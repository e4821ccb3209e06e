"""Exports over HTTP: the graph or a part of it as one file, written by a process of its own and sent when it is whole,
or as it is written where that takes long.

The process is bounded in memory and time, and one runs at a time. What a format is, is decided in :mod:`graph.export`.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from explorer.context import Context
from explorer.http.frames import Failure
from explorer.http.growing import LOOK, PIECE, Growing, begun
from explorer.http.language import asked_language
from explorer.http.leaving import Leaving
from explorer.http.naming import concept_named
from explorer.http.query_text import check_services
from explorer.http.refusals import outward
from explorer.http.worker import confine
from explorer.leftovers import EXPORTS, sweep
from explorer.naming import source_named
from explorer.texts import LANGUAGES
from graph.export import (
    FORMATS,
    MEDIA_TYPES,
    Edition,
    Selection,
    check_kinds,
    describe_files,
    export,
    period,
    select,
)
from graph.published import Snapshot
from graph.store import Store
from graph.tokens import check_depth
from graph.views.things import ThingKind
from ontology.errors import CallError, LimitError, MaillageError

__all__ = ["Exports", "Wanted", "write"]

MEMORY = 4_096
"""Megabytes of data that writing an export may use."""
DEADLINE = 300.0
"""Seconds that writing an export may take."""
BEGINS = 3.0
"""Seconds after a file is begun from which on it is sent while it is written; till then, its length is told."""
_CRITERIA = ("kind", "concept", "since", "until", "source")
_FLAGS = ("evidence", "provenance", "crate")
_PARAMETERS = ("format", *_CRITERIA, "construct", *_FLAGS, "lang", "language")
_UNKNOWN = {
    "parameter": "there is no parameter “{}”",
    "format": "“{}” is no format",
    "lang": "“{}” is no lang",
    "kind": "“{}” is no kind",
}


class Wanted(msgspec.Struct, frozen=True):
    """What to write, as the process is told it: from which snapshot, in which format, as a crate or not."""

    snapshot: str
    selection: Selection
    extension: str
    edition: Edition
    crate: bool

    @property
    def is_packed(self) -> bool:
        """Whether it is an archive of several files."""
        return self.crate or self.extension == "csv"


class Exports:
    """The resource at ``/exports``."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._turn = asyncio.Lock()

    def routes(self) -> list[BaseRoute]:
        """The route of exports."""
        return [Route("/exports", self.export)]

    async def export(self, request: Request) -> Response:
        """The graph or a part of it as one file: ``format``, ``kind``, ``concept``, ``since``, ``until``, ``source``,
        or ``construct``; ``evidence=0``, ``provenance=0``, ``crate=1``, ``lang`` or ``language``."""
        snapshot, store = self._context.opened()
        writing = await run_in_threadpool(self._asked, request, snapshot, store)
        if request.method == "HEAD":  # the file is not written to tell its length alone
            media_type = "application/zip" if writing.is_packed else MEDIA_TYPES[writing.extension]
            return StreamingResponse(iter(()), headers={"cache-control": "no-cache"}, media_type=media_type)
        if self._turn.locked():
            raise LimitError("another export is being written", remedy="Try again in a minute.")
        leaving = Leaving(request.receive)
        await run_in_threadpool(sweep, self._context.workspace)
        folder = Path(mkdtemp(dir=self._context.workspace.state, prefix=EXPORTS))
        task = await self._begin(writing, folder)
        try:
            file = await _file(task, folder, writing)
        except asyncio.CancelledError:
            task.cancel()
            if not leaving.left:
                raise
            return Response(status_code=499)  # nobody is there to read it
        finally:
            leaving.forget()
        del store  # held until here, so that the snapshot was there when the process opened it
        headers = {"cache-control": "no-cache"}
        if not task.done():
            headers["content-disposition"] = f'attachment; filename="{writing.selection.name}.{writing.extension}"'
            headers["content-type"] = Response(media_type=MEDIA_TYPES[writing.extension]).headers["content-type"]
            return Growing(file, task, headers)
        path, _ = task.result()
        media_type = "application/zip" if path.suffix == ".zip" else MEDIA_TYPES[writing.extension]
        headers["content-disposition"] = f'attachment; filename="{path.name}"'
        headers["content-length"] = str(os.fstat(file.fileno()).st_size)
        return StreamingResponse(_pieces(file), headers=headers, media_type=media_type)

    async def _begin(self, writing: Wanted, folder: Path) -> asyncio.Task[tuple[Path, IO[bytes]]]:
        """The task that writes, and frees the turn at its end: the path that the file had, and the file, which lasts as
        long as it is read."""
        await self._turn.acquire()

        async def written() -> tuple[Path, IO[bytes]]:
            path = Path(await _written(writing, str(folder)))
            return path, path.open("rb")

        def ended(_: asyncio.Task[tuple[Path, IO[bytes]]]) -> None:
            shutil.rmtree(folder, ignore_errors=True)
            self._turn.release()

        task = asyncio.create_task(written())
        task.add_done_callback(ended)
        return task

    def _asked(self, request: Request, snapshot: Snapshot, store: Store) -> Wanted:
        """What a request asks; raises :class:`CallError` for what cannot be understood."""
        asked, network = request.query_params, self._context.workspace.settings.network
        extension, language = asked.get("format", "ttl"), asked_language(request) or LANGUAGES[0]
        _check("parameter", list(asked), _PARAMETERS)
        _check("format", [extension], FORMATS)
        _check("lang", [language], LANGUAGES)
        _check("kind", asked.getlist("kind"), [kind.value for kind in ThingKind])
        sources, labels = snapshot.manifest.source_names(network.base_iri), snapshot.labels()
        evidence, provenance, crate = (_flag(asked, name) for name in _FLAGS)
        since, until = period(asked.get("since", ""), asked.get("until", ""))
        selection = Selection(
            kinds=tuple(sorted(map(ThingKind, asked.getlist("kind")))),
            concepts=tuple(concept_named(labels, store, network.base_iri, each) for each in asked.getlist("concept")),
            since=since,
            until=until,
            sources=tuple(source_named(sources, each) for each in asked.getlist("source")),
            construct=asked.get("construct", ""),
            evidence=evidence != "0",
            provenance=provenance != "0",
        )
        if selection.construct and any(asked.get(name) for name in _CRITERIA):
            raise CallError("a query selects by itself", None, "Leave out “construct”, or the other choices.")
        check_kinds(extension, selection)
        check_depth(selection.construct)
        check_services(selection.construct, ())
        edition = Edition.of(network, snapshot, language)
        return Wanted(str(snapshot.path), selection, extension, edition, crate == "1")


async def _file(task: asyncio.Task[tuple[Path, IO[bytes]]], folder: Path, writing: Wanted) -> IO[bytes]:
    """The file once it is written or, where that takes longer than :data:`BEGINS`, as far as it is; raises what the
    task raises. What goes into an archive is waited for."""
    file = None
    while not (file or task.done()):
        await asyncio.wait({task}, timeout=None if writing.is_packed else LOOK)
        file = None if task.done() else begun(folder)
    if file:
        try:
            await asyncio.wait({task}, timeout=BEGINS)
        except asyncio.CancelledError:
            file.close()
            raise
        if not task.done():
            return file
        file.close()
    return task.result()[1]


def _check(name: str, given: Sequence[str], known: Sequence[str] | dict[str, str]) -> None:
    for each in given:
        if each not in known:
            raise CallError(_UNKNOWN[name].format(each[:80]), None, f"Use one of: {', '.join(known)}.")


def _flag(asked: Mapping[str, str], name: str) -> str:
    """“0” or “1”, or nothing where that is not said; raises :class:`CallError` for anything else."""
    said = asked.get(name, "")
    if said not in {"", "0", "1"}:
        raise CallError(f"“{said[:80]}” does not fit the parameter “{name}”", None, "Use one of: 0, 1.")
    return said


async def _written(writing: Wanted, folder: str) -> str:
    """The path of the file, once another process has written it; raises what that process was refused."""
    command = [sys.executable, "-m", "explorer.http.taking_away", folder]
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
    try:
        async with asyncio.timeout(DEADLINE):
            said, _ = await process.communicate(msgspec.json.encode(writing))
    except TimeoutError:
        problem = f"the export was not written within {DEADLINE:g} seconds"
        raise LimitError(problem, remedy="Choose less, or use `maillage export`.") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == 1:
        raise msgspec.json.decode(said, type=Failure).error()
    if process.returncode:
        raise LimitError("the export needs more memory than one may use", remedy="Choose less, or another format.")
    return said.decode()


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


def one_file(files: Sequence[Path], archive: Path) -> Path:
    """The only one of these files, or an archive of them, the same bytes for the same files."""
    if len(files) == 1:
        return files[0]
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for file in files:
            told = ZipInfo(file.name)
            told.compress_type = ZIP_DEFLATED
            with file.open("rb") as source, packed.open(told, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target, PIECE)
    return archive


def write(writing: Wanted, folder: Path) -> Path:
    """Write an export into a folder and return its only file; raises :class:`CallError` when nothing is selected."""
    part = select(Snapshot(Path(writing.snapshot)).store(), writing.selection)
    files = export(part, folder, writing.extension, writing.edition, writing.selection.name)
    if writing.crate:
        files.append(describe_files(folder, files, writing.edition))
    return one_file(files, folder / f"{writing.selection.name}-{writing.extension}.zip")


def main(folder: Path) -> int:
    """Write what the standard input tells and print the path, or why not (1)."""
    confine(MEMORY)
    os.nice(5)
    try:
        sys.stdout.write(str(write(msgspec.json.decode(sys.stdin.buffer.read(), type=Wanted), folder)))
    except MaillageError as error:
        sys.stdout.buffer.write(msgspec.json.encode(Failure.of(outward(error))))
        return 1
    except MemoryError:
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
