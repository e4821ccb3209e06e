"""Names of files in another encoding than UTF-8, as old disks have them: no IRI and no setting can tell them.

Which files are read is not for here.
"""

from __future__ import annotations

import os
from pathlib import Path

from ontology.errors import DataError, Place

__all__ = ["check_name", "is_sayable", "shown_name"]


def is_sayable(path: Path) -> bool:
    """Whether the path can be written as text.

    >>> is_sayable(Path("été.csv")), is_sayable(Path(os.fsdecode(bytes([0xE9, 0x74, 0xE9]))))
    (True, False)
    """
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def shown_name(path: Path) -> str:
    """The path for people to read, with a mark for each byte that is no text."""
    return os.fsencode(path).decode(errors="replace")


def check_name(path: Path) -> None:
    """Raise :class:`DataError` for a path that cannot be written as text, naming the folder or the file to rename."""
    if is_sayable(path):
        return
    if is_sayable(Path(path.name)):
        check_name(path.parent)
    if path.is_dir():
        raise DataError("the folder's name is not UTF-8", Place(shown_name(path)), "Rename the folder.")
    raise DataError("the file's name is not UTF-8", Place(shown_name(path)), "Rename the file.")
