"""What a source's ``path`` stands for: a file, the files of a folder, those of a glob. Formats are not for here."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from errno import ENOENT
from functools import partial
from pathlib import Path

from ingest.special_files import special_file
from ontology.errors import CallError, DataError, Place

__all__ = ["UNREAD", "Expansion", "expand", "real_path"]

UNREAD = "Check its rights."
"""What to do about a folder that cannot be read."""
_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Expansion:
    """The files found, in a stable order; ``outside`` are those that a link places out of the folder looked in.

    ``unread`` are the folders that should be looked into and cannot be, with the system's reason.
    """

    paths: list[Path]
    outside: frozenset[Path] = frozenset()
    unread: tuple[tuple[Path, str], ...] = ()
    is_single: bool = False
    is_folder: bool = False


def expand(pattern: str, root: Path) -> Expansion:
    """The files that the pattern names, seen from ``root``.

    A file is taken wherever it is, for it is named; a folder and a glob never reach out of themselves through links.
    Hidden files and folders count only where the pattern names them, and pipes, sockets and devices never; a link to
    nothing does, so that it is told. Raises :class:`DataError` for a missing file and an empty folder or glob, naming
    the entry of maillage.toml, and for a path on which a folder may not be searched; :class:`CallError` for an address.
    """
    place = Place("maillage.toml", f"source “{pattern}”")
    if "://" in pattern:
        raise CallError("no format harvests an address", place, "Save what it gives as a file, and name that.")
    if not pattern.strip() or "\x00" in pattern:
        raise CallError("this is not a path", place, "Name a file, a folder or a glob.")
    try:
        return _expanded(root / pattern, pattern, place)
    except PermissionError as error:
        raise DataError(
            f"the path cannot be read ({error.strerror})", Place(str(error.filename or root / pattern)), UNREAD
        ) from error


def _expanded(path: Path, pattern: str, place: Place) -> Expansion:
    if path.is_file():
        return Expansion([path], is_single=True)
    unread: dict[Path, str] = {}
    if path.is_dir():
        return _bounded(_walk(path, unread), path, place, unread, is_folder=True)
    if special := special_file(path):
        raise DataError(special, place, f"Name a file, a folder or a glob: {path} is none.")
    if not _MAGIC & set(pattern):
        raise DataError("there is no such file or folder", place, f"It was looked for at {path}.")
    base, rest = _parted(path)
    if ".." in rest.parts:
        raise CallError("“..” stands after a wildcard", place, "Write it before the first * of the path.")
    hidden = any(part.startswith(".") for part in rest.parts)
    _search(base, rest.parts, unread, hidden=hidden)
    matched = (found for found in base.glob(str(rest)) if hidden or not _is_hidden(found.relative_to(base)))
    return _bounded((found for found in matched if found.is_file() or _leads_nowhere(found)), base, place, unread)


def _parted(path: Path) -> tuple[Path, Path]:
    """The part of a glob before its first wildcard, and the rest."""
    parts = path.parts
    first = next(index for index, part in enumerate(parts) if _MAGIC & set(part))
    return Path(*parts[:first]), Path(*parts[first:])


def _walk(folder: Path, unread: dict[Path, str]) -> Iterator[Path]:
    for inside, folders, files in os.walk(folder, onerror=partial(_note, unread)):
        folders[:] = [name for name in folders if not name.startswith(".")]
        visible = (Path(inside, name) for name in files if not name.startswith("."))
        yield from (path for path in visible if path.is_symlink() or not special_file(path))


def _note(unread: dict[Path, str], error: OSError) -> None:
    """Keep the folder that could not be listed; one that went away meanwhile holds nothing."""
    if error.errno != ENOENT:
        unread[Path(os.fsdecode(error.filename))] = error.strerror or str(error)


def _search(folder: Path, parts: Sequence[str], unread: dict[Path, str], *, hidden: bool) -> None:
    """Note the folders that a glob of these parts looks into and cannot list, which Python's own passes over."""
    if not parts:
        return
    first, rest = parts[0], parts[1:]
    if not _MAGIC & set(first):
        if (folder / first).is_dir():
            _search(folder / first, rest, unread, hidden=hidden)
        return
    try:
        with os.scandir(folder) as entries:
            inside = [each.name for each in entries if _is_folder(each, follow=first != "**")]
    except OSError as error:
        _note(unread, error)
        return
    if first == "**":
        _search(folder, rest, unread, hidden=hidden)
    wanted = [name for name in inside if hidden or not name.startswith(".")]
    for name in wanted if first == "**" else fnmatch.filter(wanted, first) if rest else ():
        _search(folder / name, parts if first == "**" else rest, unread, hidden=hidden)


def _is_folder(entry: os.DirEntry[str], *, follow: bool) -> bool:
    try:
        return entry.is_dir(follow_symlinks=follow)
    except OSError:
        return False  # a link that leads where nobody can look is none


def _leads_nowhere(path: Path) -> bool:
    return path.is_symlink() and not path.exists()


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _bounded(
    found: Iterable[Path], base: Path, place: Place, unread: dict[Path, str], *, is_folder: bool = False
) -> Expansion:
    paths = sorted(set(found))
    if not paths and not unread:
        raise DataError("no file is found there", place, f"It was looked for in {base}.")
    home = real_path(base)
    outside = frozenset(path for path in paths if not real_path(path).is_relative_to(home))
    return Expansion(paths, outside, tuple(sorted(unread.items())), is_folder=is_folder)


def real_path(path: Path) -> Path:
    """Where links lead in the end; the path itself where they turn in circles, as it is then told when it is read."""
    return Path(os.path.realpath(path))
