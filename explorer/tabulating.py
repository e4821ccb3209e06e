"""Tables in a terminal, and data frames in the formats that people take away. What is in them is not known here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from explorer.terminal import counted, plain

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["fitted", "format_option", "print_frame", "print_table"]

format_option = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
"""How a command prints a data frame."""
_WIDEST, _WIDEST_NAME = 60, 120
"""Characters of a cell: of words, and of what has no spaces, such as an IRI, which is of no use when it is cut."""


def print_frame(frame: pd.DataFrame, form: str) -> None:
    """Print a data frame in one of these formats; as a table, under the sentence that says what it means."""
    if form == "csv":
        from graph.exports.cells import defused

        click.echo(
            frame.map(lambda cell: defused(cell) if isinstance(cell, str) else cell).to_csv(index=False), nl=False
        )
    elif form == "json":
        click.echo(frame.to_json(orient="records", force_ascii=False, double_precision=10))
    else:
        if sentence := frame.attrs.get("sentence"):
            click.echo(f"{sentence}\n")
        rows = [[_text(cell) for cell in row] for row in frame.itertuples(index=False)]
        print_table([str(name) for name in frame.columns], rows)


def print_table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns as wide as their longest cell, up to a limit; the count of rows goes to standard error."""
    rows = list(rows)
    widths = [max(map(_width, column)) for column in zip(names, *rows, strict=True)]
    for row in (names, ["-" * width for width in widths], *rows):
        shown = (fitted(cell, width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(shown).rstrip())
    click.echo(counted(len(rows), "row"), err=True)


def fitted(cell: str, width: int) -> str:
    """The cell in so many characters: filled up by spaces, or cut with an ellipsis.

    >>> fitted("abc", 5), fitted("abcdef", 5)
    ('abc  ', 'abcd…')
    """
    return cell.ljust(width) if len(cell) <= width else f"{cell[: width - 1]}…"


def _width(cell: str) -> int:
    return min(len(cell), _WIDEST if " " in cell else _WIDEST_NAME)


def _text(cell: object) -> str:
    return f"{cell:.4g}" if isinstance(cell, float) else plain(str(cell))
