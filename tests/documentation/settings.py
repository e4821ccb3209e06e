"""The page of settings: every table and key of ``maillage.toml``, every variable of the environment."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Annotated, get_args, get_origin

import msgspec

from graph.workspace import Settings
from tests.documentation.table import table

__all__ = ["ROOT", "settings_page", "variables"]

ROOT = Path(__file__).resolve().parents[2]
_VARIABLES = {
    "MAILLAGE_STATE": "the folder below which workspaces keep their snapshots (else `.maillage` in each; the embedded "
    "corpus keeps its own in `~/.local/share/maillage/corpus`, or in `maillage/corpus` below `XDG_DATA_HOME`)",
    "MAILLAGE_STORE_PASSWORD": "the password of the SPARQL server that `[store]` names",
    "MAILLAGE_STORE_TOKEN": "a bearer token for that server, in the place of a password",
    "MAILLAGE_UPDATE_TOKEN": "the token with which programs may write, where `--token-file` gives none",
}
_FRENCH = tomllib.loads(Path(__file__).with_name("settings_fr.toml").read_text(encoding="utf-8"))
"""What each table is, for those who read French; the docstrings say it in English."""
_REPEATED = ("sources", "registers", "vocabularies")


def settings_page() -> str:
    """The page; raises :class:`KeyError` for a table without French, or a variable that nobody explained."""
    parts = [
        "# Les réglages · The settings",
        "Le `maillage.toml` d’un espace de travail. `maillage init` en écrit un, commenté. Une clé fausse est une "
        "erreur qui nomme la ligne et la bonne clé la plus proche.",
        "`maillage.toml` of a workspace. `maillage init` writes one with comments. A wrong key is an error that names "
        "the line and the nearest right one.",
        *(_table(field) for field in msgspec.structs.fields(Settings)),
        "## Environment",
        table(("variable", "what it is"), ((f"`{name}`", _VARIABLES[name]) for name in variables())),
    ]
    return "\n\n".join(parts)


def _table(field: msgspec.structs.FieldInfo) -> str:
    struct, french = _struct(field), " ".join(_FRENCH[field.encode_name].split())
    if struct is None:
        said = f"Above all tables: {_type(field)}, {_default(field)} where it is not given."
        return f"## `{field.encode_name}`\n\n{french}\n\n{said}"
    brackets = f"[[{field.encode_name}]]" if field.encode_name in _REPEATED else f"[{field.encode_name}]"
    rows = [(f"`{each.encode_name}`", _type(each), _default(each)) for each in msgspec.structs.fields(struct)]
    said = re.sub(r"\s+", " ", (struct.__doc__ or "").replace("``", "`")).strip()
    return f"## `{brackets}`\n\n{french}\n\n{said}\n\n{table(('key', 'type', 'default'), rows)}"


def _struct(field: msgspec.structs.FieldInfo) -> type[msgspec.Struct] | None:
    """The table that a field of the settings is, alone or repeated."""
    found = next(iter(get_args(field.type)), field.type)
    return found if isinstance(found, type) and issubclass(found, msgspec.Struct) else None


def _type(field: msgspec.structs.FieldInfo) -> str:
    known = get_args(field.type)[0] if get_origin(field.type) is Annotated else field.type
    text = known.__name__ if isinstance(known, type) and "[" not in str(known) else str(known)
    return f"`{text.replace('typing.', '')}`"


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.default is not msgspec.NODEFAULT:
        return f"`{_toml(field.default)}`"
    return "required" if field.default_factory is msgspec.NODEFAULT else f"`{_toml(field.default_factory())}`"


def _toml(value: object) -> str:
    """A value as it is written in TOML, which for these is as in JSON."""
    return "{}" if isinstance(value, msgspec.Struct) else json.dumps(value, ensure_ascii=False)


def variables() -> list[str]:
    """The variables of the environment that the code reads."""
    modules = (path for package in ("graph", "ingest", "explorer") for path in (ROOT / package).rglob("*.py"))
    found = (re.findall(r"[\"'](MAILLAGE_[A-Z_]+)[\"']", path.read_text(encoding="utf-8")) for path in modules)
    return sorted({name for names in found for name in names})
