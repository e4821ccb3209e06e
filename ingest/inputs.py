"""All that a build depends on, as one hash taken before anything is read: same hash, same graph.

A build that found nothing to change, as after a new version of the program, keeps its hash in the workspace's state:
the snapshot stays as it is. Which records changed is not for here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256

import msgspec

from graph.snapshot import Snapshot
from graph.whole_file import kept_file
from graph.workspace import Workspace
from ingest.decisions.log import FILE as DECISIONS
from ingest.decisions.renames import FILE as RENAMES
from ingest.listing import Listing, list_vocabularies
from ingest.program import digests, program
from ingest.sources import SourceFile
from ontology.decoding import UNDECODABLE

__all__ = ["INPUTS", "hash_sources", "inputs_hash", "is_made_of", "keep_inputs"]

INPUTS = "inputs"
"""The detail of a manifest that holds the hash of all that the snapshot was made from."""
_FILE = "inputs.json"


class _Kept(msgspec.Struct, frozen=True):
    """The id of a snapshot, and the hash of inputs that would make the same again."""

    snapshot: str
    inputs: str


def hash_sources(listing: Listing) -> None:
    """Hash the files of the sources, which may be large, before :func:`inputs_hash` asks for it; it tells of errors."""
    with suppress(OSError):
        for file in listing.files:
            digests(file.path)


def inputs_hash(workspace: Workspace, listing: Listing) -> str:
    """The hash of the settings, the program, the decisions, the model, the vocabularies, the sources and alignments.

    Empty where a source could not be listed or a file cannot be read: the build says it better.
    """
    if not listing.is_whole:
        return ""
    try:
        lines = "\n".join(_lines(workspace, listing.files))
        return sha256(lines.encode(errors="surrogateescape")).hexdigest()  # as names on old disks are
    except OSError:
        return ""


def is_made_of(workspace: Workspace, snapshot: Snapshot, inputs: str) -> bool:
    """Whether these inputs made the snapshot, or were found to make the same again."""
    if snapshot.manifest.details.get(INPUTS) == inputs:
        return True
    try:
        kept = msgspec.json.decode((workspace.state / _FILE).read_bytes(), type=_Kept)
    except (OSError, *UNDECODABLE):
        return False
    return kept == _Kept(snapshot.id, inputs)


def keep_inputs(workspace: Workspace, snapshot: Snapshot, inputs: str) -> None:
    """Keep the hash of inputs that would make the snapshot again."""
    with kept_file(workspace.state / _FILE) as file:
        file.write(msgspec.json.encode(_Kept(snapshot.id, inputs)))


def _lines(workspace: Workspace, files: Iterable[SourceFile]) -> Iterator[str]:
    settings = workspace.settings
    yield program("ontology", "graph", "ingest")  # what makes the graph
    parts = (settings.network, settings.sources, settings.registers, settings.scheme, settings.linking)
    yield msgspec.json.encode(parts, order="deterministic").decode()
    beside = [workspace.root / DECISIONS, workspace.root / RENAMES]
    named = [settings.linking.model, *(source.alignment for source in (*settings.sources, *settings.registers))]
    beside += [workspace.root / name for name in dict.fromkeys(named) if name]
    yield from (f"{path.name} {digests(path)}" for path in beside if path.exists())
    yield from (f"{path} {digests(path)}" for path, _ in list_vocabularies(workspace))
    for file in files:
        yield f"{file.path} {file.name} {file.format} {file.trouble} {digests(file.path)}"
