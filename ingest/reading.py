"""All sources of a workspace read: records, what was set aside, and what each source was. Formats are not for here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from graph.manifest import SourceSummary
from graph.workspace import Workspace
from ingest.assembly import ReadRecord
from ingest.records import Actor, Rejection
from ingest.sources import SourceFile, source_files
from ontology.errors import DataError
from ontology.folding import slug

__all__ = ["Reading", "read_sources", "source_name"]


@dataclass(slots=True)
class Reading:
    """What the sources gave: records, rejections, a summary a file; for files that cannot be read, error and IRI."""

    records: list[ReadRecord] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    sources: list[SourceSummary] = field(default_factory=list)
    failures: list[DataError] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_sources(
    workspace: Workspace,
    *,
    keep_going: bool,
    track: Callable[[Iterable[SourceFile]], Iterable[SourceFile]] = iter,
) -> Reading:
    """Read every source and register of the workspace, in the order of ``maillage.toml``, sources first.

    A file that cannot be read, or whose structure is broken, raises its :class:`DataError`; with ``keep_going`` it is
    among the failures, and the rest is read.
    """
    reading = Reading()
    settings = workspace.settings
    files: list[SourceFile] = []
    for source in (*settings.sources, *settings.registers):
        try:
            files += source_files(source, workspace.root, workspace.state)
        except DataError as error:
            _failed(reading, error, keep_going=keep_going)
    taken: set[str] = set()
    for file in track(files):
        iri = _source_path(file.name or source_name(file.path, workspace.root), taken)
        registered = any(file.source is register for register in settings.registers)
        try:
            _read(file, iri, workspace.root, reading, registered=registered)
        except DataError as error:
            _failed(reading, error, keep_going=keep_going)
            reading.unread.append(iri)
    return reading


def _failed(reading: Reading, error: DataError, *, keep_going: bool) -> None:
    if not keep_going:
        raise error
    reading.failures.append(error)


def _read(file: SourceFile, iri: str, root: Path, reading: Reading, *, registered: bool) -> None:
    """Take what the file holds; raises :class:`DataError`, after that, for the place where its structure is broken."""
    records: list[ReadRecord] = []
    rejections: list[Rejection] = []
    for item in file.read():
        if isinstance(item, Rejection):
            rejections.append(item)
        elif registered and not isinstance(item, Actor):
            remedy = "Name it under [[sources]], or say record = “organisation” or “person”."
            rejections.append(Rejection(item.place, "a register describes actors, and this is none", remedy))
        else:
            records.append(ReadRecord(item, iri, registered))
    reading.records += records
    reading.rejections += rejections
    reading.sources.append(
        SourceSummary(
            name=file.name or source_name(file.path, root),
            iri=iri,
            format=file.format,
            hash=f"sha256:{_digest(file.path)}",
            records=len(records),
            quarantined=len(rejections),
        )
    )
    for broken in (rejection for rejection in rejections if rejection.breaks):
        raise DataError(broken.reason, broken.place, f"{broken.remedy} --keep-going builds what can be read.")


def _digest(path: Path) -> str:
    """The hash of a file; of a folder, that of the names and the bytes of all files in it."""
    digest = sha256()
    for each in sorted(path.rglob("*")) if path.is_dir() else (path,):
        if each.is_file():
            digest.update(each.relative_to(path).as_posix().encode(errors="surrogateescape") if each != path else b"")
            with each.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
    return digest.hexdigest()


def source_name(path: Path, root: Path) -> str:
    """What a source is called: its path seen from the workspace, else the name of its file."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _source_path(name: str, taken: set[str]) -> str:
    base = iri = f"source/{slug(name) or 'x'}"
    number = 2
    while iri in taken:
        iri, number = f"{base}-{number}", number + 1
    taken.add(iri)
    return iri
