"""The hash of this program's own files: where they change, so may what they make. What they read is not for here."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from ingest.hashed import file_hash

__all__ = ["digests", "program"]


@cache
def program(*packages: str) -> str:
    """The versions of the program and of its store's engine, and the hash of every file of these packages."""
    versions = f"{version('maillage')} {version('pyoxigraph')}"
    return " ".join([versions, *(digests(Path(str(files(package)))) for package in packages)])


def digests(path: Path) -> str:
    """The hash of a file, or those of all files below a folder with their names; raises :class:`OSError`."""
    if not path.is_dir():
        return file_hash(path)
    return " ".join(f"{each.relative_to(path)} {file_hash(each)}" for each in sorted(path.rglob("*")) if _counts(each))


def _counts(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc"
