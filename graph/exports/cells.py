"""What is made safe before a file holds it: cells that a spreadsheet would run, signs that XML cannot hold."""

from __future__ import annotations

import re

__all__ = ["defused", "writable"]

_FORMULA = re.compile(r"^[=+\-@\t\r]")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def defused(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would run as a formula.

    >>> defused("=1+1"), defused("Forum")
    ("'=1+1", 'Forum')
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def writable(text: str) -> str:
    """The text with a space in place of each character that XML cannot hold."""
    return _FORBIDDEN.sub(" ", text)
