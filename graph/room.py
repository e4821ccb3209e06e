"""A disk without room, and a file that may grow no more: told with the file, or else the folder, and what to do.

Whether there is room before anything is written is not for here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, EFBIG, ENOSPC
from os import strerror
from pathlib import Path

from ontology.errors import LimitError, Place

__all__ = ["FULL", "no_room", "room_remedy", "told_without_room"]

FULL = (ENOSPC, EDQUOT, EFBIG)
"""What the system says where nothing more can be written."""
_ROOM = (
    "Make room on that disk; of more than two snapshots, `maillage snapshots prune --keep 2` removes the older ones."
)
_LARGER = "Let larger files be written (`ulimit -f`)."


def room_remedy(error: Exception) -> str:
    """What to do where there was no room, in a sentence; an empty text for any other error.

    The engines tell in words what the system tells in numbers.

    >>> room_remedy(OSError("IO error: While appending to file: a/1.log: No space left on device"))
    'Make room on that disk; of more than two snapshots, `maillage snapshots prune --keep 2` removes the older ones.'
    >>> room_remedy(FileNotFoundError(2, "No such file or directory"))
    ''
    """
    if isinstance(error, sqlite3.Error):
        return _ROOM if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL else ""
    number = error.errno if isinstance(error, OSError) else None
    number = number or next((each for each in FULL if strerror(each) in str(error)), None)
    return (_LARGER if number == EFBIG else _ROOM) if number in FULL else ""


def no_room(error: OSError | sqlite3.Error, folder: Path | None = None) -> LimitError | None:
    """That there is no room for the file that the error names (of a copy, the new one), or else in the folder.

    None for any other error, and where neither is known.

    >>> print(no_room(OSError(27, "File too large", "a.nq")))
    a.nq: nothing more can be written here (File too large). Let larger files be written (`ulimit -f`).
    """
    remedy = room_remedy(error)
    named = (error.filename2 or error.filename) if isinstance(error, OSError) else None
    where = str(named or folder or "")
    if not remedy or not where:
        return None
    reason = (error.strerror if isinstance(error, OSError) else "") or error
    return LimitError(f"nothing more can be written here ({reason})", Place(where), remedy)


@contextmanager
def told_without_room(folder: Path) -> Iterator[None]:
    """Within the block, what has no room in that folder is raised as the :class:`LimitError` that says so."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        if told := no_room(error, folder):
            raise told from error
        raise
