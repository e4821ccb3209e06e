"""A finding of an examination: how bad it is, what is so, and what to do about it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ontology.errors import MaillageError

__all__ = ["Finding", "asking", "from_error", "remark", "well", "without_rights", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """``state`` is ``ok``, ``note`` (worth knowing) or ``wrong`` (to be mended)."""

    state: str
    said: str
    remedy: str = ""

    def __str__(self) -> str:
        """The finding as a line.

        >>> print(wrong("the disk is full", "Make room."))
        wrong  the disk is full. Make room.
        """
        return f"{self.state:<5}  {self.said}{f'. {self.remedy}' if self.remedy else ''}"


def well(said: str) -> Finding:
    """A finding that is as it should be."""
    return Finding("ok", said)


def remark(said: str, remedy: str = "") -> Finding:
    """A finding that someone should know of."""
    return Finding("note", said, remedy)


def wrong(said: str, remedy: str) -> Finding:
    """A finding that is to be mended."""
    return Finding("wrong", said, remedy)


def from_error(error: MaillageError) -> Finding:
    """The finding that an error tells."""
    return Finding("wrong", str(error).removesuffix("."))


def asking(folder: Path | None, finding: Finding) -> Finding:
    """The finding, whose commands ask the workspace in that folder where one was named.

    >>> print(asking(Path("nos lieux"), remark("nothing is published yet", "Run `maillage build`.")))
    note   nothing is published yet. Run `maillage --workspace 'nos lieux' build`.
    """
    if folder is None:
        return finding
    named = f"`maillage --workspace {shlex.quote(str(folder))} "
    said, remedy = (each.replace("`maillage ", named) for each in (finding.said, finding.remedy))
    return replace(finding, said=said, remedy=remedy)


def without_rights(findings: Iterator[Finding]) -> Iterator[Finding]:
    """The findings, and at their end what this user may not look at, where that is what ended them."""
    try:
        yield from findings
    except PermissionError as error:
        yield wrong(f"{error.filename} cannot be looked at by this user ({error.strerror})", "Check its rights")
