"""What stands where a file was expected: a pipe, a socket, a device, a link to nothing. Reading is not for here."""

from __future__ import annotations

import stat
from pathlib import Path

__all__ = ["named_special_file", "special_file"]

_SPECIAL = {
    stat.S_IFIFO: "this is a named pipe, and no file",
    stat.S_IFSOCK: "this is a socket, and no file",
    stat.S_IFCHR: "this is a device, and no file",
    stat.S_IFBLK: "this is a device, and no file",
}


def special_file(path: Path) -> str:
    """What stands at the path, in a sentence; empty for a file and a folder, and where nothing can be seen.

    >>> special_file(Path("/dev/null"))
    'this is a device, and no file'
    >>> special_file(Path(__file__))
    ''
    """
    try:
        return _SPECIAL.get(stat.S_IFMT(path.stat().st_mode), "")
    except OSError:
        return f"this link leads to {path.readlink()}, where there is no file" if path.is_symlink() else ""


def named_special_file(path: Path) -> str:
    """As :func:`special_file`, and empty for a pipe without a name, which a shell hands over for ``<(…)``."""
    return "" if path.exists() and not path.resolve().exists() else special_file(path)
