"""Archives that office programs write, checked before anything in them is unpacked. Their parts are not for here."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from ontology.errors import DataError, Place

__all__ = ["MAX_RATIO", "MAX_UNPACKED", "check_archive"]

MAX_UNPACKED = 300_000_000
"""The most that an archive may unpack to, in bytes."""
MAX_RATIO = 100
"""The most that a large part of it may be compressed by; real documents stay below 30."""

_SMALL = 5_000_000
_MOST_PARTS = 20_000


def check_archive(path: Path, what: str, remedy: str) -> frozenset[str]:
    """The names of the parts of an archive that can be opened safely.

    ``what`` is what the file should be (« an XLSX workbook »). Raises :class:`DataError` for one that is missing or no
    archive, and for one built to exhaust memory, by the sizes that it announces.
    """
    place = Place(str(path))
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
    except FileNotFoundError:
        raise DataError("there is no such file", place, "Check the path.") from None
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        empty = path.is_file() and path.stat().st_size == 0
        raise DataError("the file is empty" if empty else f"this is not {what}", place, remedy) from error
    unpacked = sum(part.file_size for part in parts)
    packed_tightly = any(
        part.file_size > _SMALL and part.file_size > MAX_RATIO * max(1, part.compress_size) for part in parts
    )
    if unpacked > MAX_UNPACKED or packed_tightly or len(parts) > _MOST_PARTS:
        size, number = unpacked // 1_000_000, f"{len(parts):,}"
        problem = f"it unpacks to {size} MB in {number} parts, too much to be opened safely as {what}"
        raise DataError(problem, place, remedy)
    return frozenset(part.filename for part in parts)
