"""The hash of a file's bytes, taken once in a build however often it is asked for. What it is for is not for here."""

from __future__ import annotations

from errno import EINVAL
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from ingest.special_files import special_file

__all__ = ["file_hash"]

_AT_ONCE = 1 << 24
"""Bytes hashed at a time: between two, a busy thread has to hand the interpreter over, which takes milliseconds."""


def file_hash(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal; raises :class:`OSError`, for what may never end too."""
    state = path.stat()
    if special := special_file(path):
        raise OSError(EINVAL, special, str(path))
    return _hash(path, (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns))


@lru_cache(maxsize=1_000)
def _hash(path: Path, _state: tuple[int, ...]) -> str:
    digest = sha256()
    with path.open("rb", buffering=0) as file:
        while block := file.read(_AT_ONCE):
            digest.update(block)
    return digest.hexdigest()
