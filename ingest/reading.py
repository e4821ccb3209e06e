"""All sources of a workspace read: records, what was set aside, and what each source was. Formats are not for here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain, islice, repeat
from pathlib import Path

import msgspec

from graph.manifest import SourceSummary
from graph.room import FULL
from graph.workspace import Workspace
from ingest.free_names import FreeNames
from ingest.hashed import file_hash
from ingest.listing import Listing
from ingest.reach.gathered import Gathered
from ingest.reach.items import Items
from ingest.reach.pieced import Pieced, read_pieces
from ingest.records import Actor, Record, Rejection
from ingest.sheets_elsewhere import SetAsideOf, without_sheets_elsewhere
from ingest.shelf import Shelf
from ingest.sources import SourceFile
from ingest.special_files import special_file
from ontology.errors import DataError, Place
from ontology.folding import slug

__all__ = ["FileContent", "Read", "Reading", "read_each", "read_file", "read_sources", "source_name"]

_MISTAKES = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What a reader raises by mistake: the file that brought it out is named, and the rest can be built."""


@dataclass(slots=True)
class Reading:
    """What the sources gave: records, rejections, a summary a file; for files that cannot be read, error and IRI.

    ``unlisted`` are the names of sources, and of folders in them, of which it is not known what files are there.
    A build that is done keeps no records.
    """

    records: Gathered = field(default_factory=Gathered)
    rejections: list[Rejection] = field(default_factory=list)
    sources: list[SourceSummary] = field(default_factory=list)
    failures: list[DataError] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FileContent:
    """What a file holds, the hash of its bytes, and the error that ended the reading, if one did.

    Where it was read piece by piece, ``pieced`` is what to keep of that, and ``known`` what was known of it.
    """

    items: Items
    hash: str
    error: DataError | None = None
    pieced: Pieced | None = None
    known: Pieced | None = None


Read = Callable[[Iterable[SourceFile], Iterable[Pieced | None], Shelf], Iterable[FileContent]]
"""What reads files: what each holds, for what is known of each; records may be put on the shelf at once."""


def read_file(file: SourceFile, known: Pieced | None, shelf: Shelf) -> FileContent:
    """Read one file, in any process that sees it; an error is given back beside what was read before it.

    Pieces that are ``known`` from the last build are not understood again. Records are put on the shelf; raises
    :class:`OSError` where there is no room for them.
    """
    items = Items(shelf)
    pieced = None
    if file.failure:
        return FileContent(items, "", file.failure)
    try:
        before = _state(file.path)
        if pieces := file.pieces():
            pieced = read_pieces(pieces, items, known)
        else:
            for item in file.read():
                items.append(item)
        digest = f"sha256:{_digest(file.path)}"
        after = _state(file.path)
    except DataError as error:
        return FileContent(items, "", error)
    except _MISTAKES as error:
        problem = f"the reader of {file.format or 'this file'} failed ({type(error).__name__}: {error})"
        remedy = "Take the source out, or build with --keep-going; and report it with the file."
        return FileContent(items, "", DataError(problem, Place(str(file.path)), remedy))
    except OSError as error:
        if error.errno in FULL:
            raise  # no fault of the file, but of the disk on which its records wait
        problem = special_file(file.path) or f"the file cannot be read ({error.strerror or error})"
        return FileContent(items, "", DataError(problem, Place(str(file.path)), "Check that it is still there."))
    if after != before:
        problem, remedy = "the file changed while it was read", "Build again when it is written whole."
        return FileContent(items, "", DataError(problem, Place(str(file.path)), remedy))
    return FileContent(items, digest, None, pieced, known)


def read_each(files: Iterable[SourceFile], known: Iterable[Pieced | None], shelf: Shelf) -> Iterator[FileContent]:
    """What each file holds, one after the other."""
    return map(read_file, files, known, repeat(shelf))


def _state(path: Path) -> list[tuple[int, int, int]]:
    """What changes with a file's content, or with that of any file of a folder."""
    found = [path.stat(), *(map(_status, sorted(path.rglob("*"))) if path.is_dir() else ())]
    return [(each.st_ino, each.st_size, each.st_mtime_ns) for each in found]


def _status(path: Path) -> os.stat_result:
    """That of a file in a folder; of the link where it leads nowhere."""
    try:
        return path.stat()
    except OSError:
        return path.lstat()


def read_sources(  # noqa: PLR0913
    workspace: Workspace,
    listing: Listing,
    *,
    keep_going: bool,
    read: Read = read_each,
    track: Callable[[Iterable[SourceFile]], Iterable[SourceFile]] = iter,
    known: Mapping[str, Pieced] | None = None,
) -> Reading:
    """Read every file of the listing; ``read`` does it. ``known`` is what the last build kept, by the sources' IRIs.

    A file that cannot be read, or whose structure is broken, raises its :class:`DataError`; with ``keep_going`` it is
    among the failures, and the rest is read.
    """
    folder = workspace.state if workspace.state.is_dir() else None
    reading = Reading(Gathered(root=workspace.root, folder=folder))
    registers = set(map(id, workspace.settings.registers))
    are_registers = [id(file.source) in registers for file in listing.files]
    free = FreeNames().free
    names = [file.name or source_name(file.path, workspace.root) for file in listing.files]
    iris = [free(f"source/{slug(name) or 'x'}") for name in names]
    pieced = [None if whole else (known or {}).get(iri) for iri, whole in zip(iris, are_registers, strict=True)]
    contents = iter(read(listing.files, pieced, reading.records.shelf))
    read_of: list[Path] = []
    for file, name, iri, registered in zip(track(listing.files), names, iris, are_registers, strict=True):
        content = next(contents)
        try:
            _take(file, content, iri, workspace.root, reading, registered=registered)
        except DataError as error:
            if not keep_going:
                raise
            reading.failures.append(error)
            reading.unread.append(iri)
            if file.failure or file.is_unread:
                reading.unlisted.append(name)
        read_of += [file.path] * (len(reading.sources) - len(read_of))
    _without_sheets_elsewhere(reading, read_of)
    return reading


def _without_sheets_elsewhere(reading: Reading, paths: Iterable[Path]) -> None:
    """Take out of what was set aside the sheets that another source of their file reads."""
    rejections = iter(reading.rejections)
    each = zip(paths, reading.sources, strict=True)
    kept = without_sheets_elsewhere(
        [SetAsideOf(path, list(islice(rejections, source.quarantined))) for path, source in each]
    )
    reading.rejections = list(chain.from_iterable(kept))
    reading.sources = [
        msgspec.structs.replace(source, quarantined=len(found))
        for source, found in zip(reading.sources, kept, strict=True)
    ]


def _take(  # noqa: PLR0913
    file: SourceFile, content: FileContent, iri: str, root: Path, reading: Reading, *, registered: bool
) -> None:
    """Take what the file holds; raises :class:`DataError`, after that, for the place where its structure is broken."""
    if content.error:
        raise content.error
    items, rejections = content.items, list(content.items.rejections)
    if registered:
        actors = [record for record in items.read() if isinstance(record, Actor)]
        reading.records.add_registered(actors, iri)
        rejections += [_no_actor(record) for record in items.read() if not isinstance(record, Actor)]
        number = len(actors)
    else:
        reading.records.add(items, file, iri, content.pieced, content.known)
        number = len(items)
    reading.rejections += rejections
    reading.sources.append(
        SourceSummary(
            name=file.name or source_name(file.path, root),
            iri=iri,
            format=file.format,
            hash=content.hash,
            records=number,
            quarantined=len(rejections),
        )
    )
    for broken in (rejection for rejection in rejections if rejection.breaks):
        raise DataError(broken.reason, broken.place, f"{broken.remedy} --keep-going builds what can be read.")


def _no_actor(record: Record) -> Rejection:
    remedy = "Name it under [[sources]], or say record = “organisation” or “person”."
    return Rejection(record.place, "a register describes actors, and this is none", remedy)


def _digest(path: Path) -> str:
    """The hash of a file; of a folder, that of the names and the bytes of all files in it."""
    if not path.is_dir():
        return file_hash(path)
    digest = sha256()
    for each in sorted(path.rglob("*")):
        if each.is_file():
            digest.update(each.relative_to(path).as_posix().encode(errors="surrogateescape"))
            with each.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
    return digest.hexdigest()


def source_name(path: Path, root: Path) -> str:
    """What a source is called: its path seen from the workspace, else the name of its file."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
