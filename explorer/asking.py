"""What a person asks on the command line: a SPARQL string, or a file that holds one."""

from __future__ import annotations

from pathlib import Path

from ontology.errors import CallError, Place

__all__ = ["query_text"]


def query_text(argument: str) -> str:
    """The query itself, or the text of the file that the argument names.

    Raises :class:`CallError` for what looks like a file and is not there, or cannot be read.
    """
    words = argument.split()
    if len(words) > 1 or not argument.lower().endswith((".rq", ".sparql")):
        return argument
    path = Path(argument)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CallError(f"the query cannot be read ({error})", Place(str(path)), "Check the path.") from error
