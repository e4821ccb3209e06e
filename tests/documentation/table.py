"""A table in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["first_paragraph", "table"]


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The table; bars in cells are escaped.

    >>> print(table(("a", "b"), [("x", "y|z")]))
    | a | b |
    |---|---|
    | x | y\\|z |
    """
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def first_paragraph(docstring: str | None) -> str:
    """The first paragraph of a docstring on one line, with code marked as Markdown does."""
    text = " ".join((docstring or "").strip().partition("\n\n")[0].split())
    return text.replace("``", "`").replace(":class:", "").replace(":func:", "")
