"""All that a build depends on, as one hash taken before anything is read: same hash, same graph.

Which records changed is not for here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import file_digest, sha256
from importlib.metadata import version
from importlib.resources import files as files_of
from pathlib import Path

import msgspec

from graph.workspace import Workspace
from ingest.decisions.log import FILE as DECISIONS
from ingest.sources import SourceFile
from ingest.vocabularies import vocabulary_paths

__all__ = ["inputs_hash"]

_PROGRAM = ("ontology", "graph", "ingest")
"""The packages that make the graph: where their files change, so may what they read."""


def inputs_hash(workspace: Workspace, files: Iterable[SourceFile]) -> str:
    """The hash of the settings, the program, the decisions, the model, the vocabularies, the sources and alignments.

    Empty where a file cannot be read: the build says it better.
    """
    try:
        return sha256("\n".join(_lines(workspace, files)).encode()).hexdigest()
    except OSError:
        return ""


def _lines(workspace: Workspace, files: Iterable[SourceFile]) -> Iterator[str]:
    settings = workspace.settings
    yield f"{version('maillage')} {version('pyoxigraph')}"
    for package in _PROGRAM:
        yield _digests(Path(str(files_of(package))))
    parts = (settings.network, settings.sources, settings.registers, settings.scheme, settings.linking)
    yield msgspec.json.encode(parts, order="deterministic").decode()
    beside = [workspace.root / DECISIONS]
    named = [settings.linking.model, *(source.alignment for source in (*settings.sources, *settings.registers))]
    beside += [workspace.root / name for name in dict.fromkeys(named) if name]
    yield from (f"{path.name} {_digest(path)}" for path in beside if path.exists())
    yield from (f"{path} {_digest(path)}" for path in vocabulary_paths(workspace))
    for file in files:
        yield f"{file.path} {file.name} {file.format} {file.trouble} {_digests(file.path)}"


def _digests(path: Path) -> str:
    """The hash of a file, or those of all files below a folder with their names."""
    if not path.is_dir():
        return _digest(path)
    return " ".join(f"{each.relative_to(path)} {_digest(each)}" for each in sorted(path.rglob("*")) if _counts(each))


def _counts(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
