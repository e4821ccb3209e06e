"""``maillage.toml`` written to by a command: entries put in or changed, people's comments and order kept.

Reading settings is not for here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from graph.whole_file import whole_file
from ontology.errors import CallError, DataError, Place

if TYPE_CHECKING:
    from graph.workspace import Source

__all__ = ["entry_text", "put_source"]


def entry_text(source: Source) -> str:
    """The source as an entry to paste into ``maillage.toml``."""
    pairs = ", ".join(f"{_key(field)} = {_quoted(column)}" for field, column in source.map.items())
    lines = ["[[sources]]", f"path = {_quoted(source.path)}"]
    lines += [f"{name} = {_quoted(value)}" for name in ("record", "language") if (value := getattr(source, name))]
    return "\n".join([*lines, f"map = {{ {pairs} }}"]) + "\n"


def put_source(settings: Path, source: Source) -> bool:
    """Give the entry of that path this record and map, or add an entry; returns whether there was one.

    All else in the file stays as it is, and the file is replaced at once. Raises :class:`CallError` when there is no
    such file and :class:`DataError` when it is no TOML.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        text = settings.read_text(encoding="utf-8-sig")
        document = tomlkit.parse(text)
    except FileNotFoundError:
        remedy = f"Write one with `maillage init {settings.parent}`."
        raise CallError(f"there is no {settings.name}", Place(str(settings.parent)), remedy) from None
    except (TOMLKitError, UnicodeDecodeError, RecursionError) as error:
        raise DataError(f"this is not TOML: {error}", Place(str(settings)), "Mend it there.") from error
    entries = document.get("sources", [])
    known = next((entry for entry in entries if entry.get("path") == source.path), None)
    if known is None:
        changed = f"{text.rstrip()}\n\n{entry_text(source)}"
    else:
        known["record"] = source.record
        table = tomlkit.inline_table()
        table.update(source.map)
        known["map"] = table
        changed = tomlkit.dumps(document)
    with whole_file(settings) as file:
        file.write(changed.encode())
    return known is not None


def _key(name: str) -> str:
    return name if name.replace("_", "").replace("-", "").isalnum() and name.isascii() else _quoted(name)


def _quoted(text: str) -> str:
    """The text as a TOML basic string, which is written as JSON's, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
