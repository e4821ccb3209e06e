"""All that a build depends on, as one hash taken before anything is read: same hash, same graph.

Which records changed is not for here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import msgspec

from graph.workspace import Workspace
from ingest.decisions.log import FILE as DECISIONS
from ingest.program import digests, program
from ingest.sources import SourceFile
from ingest.vocabularies import vocabulary_paths

__all__ = ["inputs_hash"]


def inputs_hash(workspace: Workspace, files: Iterable[SourceFile]) -> str:
    """The hash of the settings, the program, the decisions, the model, the vocabularies, the sources and alignments.

    Empty where a file cannot be read: the build says it better.
    """
    try:
        lines = "\n".join(_lines(workspace, files))
        return sha256(lines.encode(errors="surrogateescape")).hexdigest()  # as names on old disks are
    except OSError:
        return ""


def _lines(workspace: Workspace, files: Iterable[SourceFile]) -> Iterator[str]:
    settings = workspace.settings
    yield program("ontology", "graph", "ingest")  # what makes the graph
    parts = (settings.network, settings.sources, settings.registers, settings.scheme, settings.linking)
    yield msgspec.json.encode(parts, order="deterministic").decode()
    beside = [workspace.root / DECISIONS]
    named = [settings.linking.model, *(source.alignment for source in (*settings.sources, *settings.registers))]
    beside += [workspace.root / name for name in dict.fromkeys(named) if name]
    yield from (f"{path.name} {digests(path)}" for path in beside if path.exists())
    yield from (f"{path} {digests(path)}" for path in vocabulary_paths(workspace))
    for file in files:
        yield f"{file.path} {file.name} {file.format} {file.trouble} {digests(file.path)}"
