"""What a source's ``path`` stands for: a file, the files of a folder, those of a glob. Formats are not for here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.special_files import special_file
from ontology.errors import CallError, DataError, Place

__all__ = ["Expansion", "check_name", "expand"]

_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Expansion:
    """The files found, in a stable order; ``outside`` are those that a link places out of the folder looked in."""

    paths: list[Path]
    outside: frozenset[Path] = frozenset()
    is_single: bool = False
    is_folder: bool = False


def expand(pattern: str, root: Path) -> Expansion:
    """The files that the pattern names, seen from ``root``.

    A file is taken wherever it is, for it is named; a folder and a glob never reach out of themselves through links.
    Hidden files and folders count only where the pattern names them, and pipes, sockets and devices never; a link to
    nothing does, so that it is told. Raises
    :class:`DataError` for a missing file and an empty folder or glob, naming the entry of maillage.toml, and
    :class:`CallError` for an address.
    """
    place = Place("maillage.toml", f"source “{pattern}”")
    if "://" in pattern:
        raise CallError("no format harvests an address", place, "Save what it gives as a file, and name that.")
    if not pattern.strip() or "\x00" in pattern:
        raise CallError("this is not a path", place, "Name a file, a folder or a glob.")
    path = root / pattern
    if path.is_file():
        return Expansion([path], is_single=True)
    if path.is_dir():
        return _bounded(_walk(path), path, place, is_folder=True)
    if special := special_file(path):
        raise DataError(special, place, f"Name a file, a folder or a glob: {path} is none.")
    if not _MAGIC & set(pattern):
        raise DataError("there is no such file or folder", place, f"It was looked for at {path}.")
    base, rest = _parted(path)
    if ".." in rest.parts:
        raise CallError("“..” stands after a wildcard", place, "Write it before the first * of the path.")
    hidden = any(part.startswith(".") for part in rest.parts)
    matched = (found for found in base.glob(str(rest)) if hidden or not _is_hidden(found.relative_to(base)))
    return _bounded((found for found in matched if found.is_file() or _leads_nowhere(found)), base, place)


def _parted(path: Path) -> tuple[Path, Path]:
    """The part of a glob before its first wildcard, and the rest."""
    parts = path.parts
    first = next(index for index, part in enumerate(parts) if _MAGIC & set(part))
    return Path(*parts[:first]), Path(*parts[first:])


def _walk(folder: Path) -> Iterator[Path]:
    for inside, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        visible = (Path(inside, name) for name in files if not name.startswith("."))
        yield from (path for path in visible if path.is_symlink() or not special_file(path))


def _leads_nowhere(path: Path) -> bool:
    return path.is_symlink() and not path.exists()


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _bounded(found: Iterable[Path], base: Path, place: Place, *, is_folder: bool = False) -> Expansion:
    paths = sorted(set(found))
    if not paths:
        raise DataError("no file is found there", place, f"It was looked for in {base}.")
    home = base.resolve()
    outside = frozenset(path for path in paths if not path.resolve().is_relative_to(home))
    return Expansion(paths, outside, is_folder=is_folder)


def check_name(path: Path) -> None:
    """Raise :class:`DataError` for a name in another encoding, as old disks have them: no IRI can tell it."""
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        shown = os.fsencode(path).decode(errors="replace")
        raise DataError("the file's name is not UTF-8", Place(shown), "Rename the file.") from error
