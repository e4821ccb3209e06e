"""The vocabulary that the last build linked with, kept in the workspace's state: not parsed again while it is the same.

Where the file is missing, damaged or of another program, the vocabularies are read again. What a new vocabulary changes
is not for here.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import msgspec

from graph.whole_file import kept_file
from graph.workspace import Workspace
from ingest.program import program
from ontology.thesaurus import Concept, Thesaurus

__all__ = ["Remembered", "made_of", "recall", "remember"]

_FILE = "vocabulary.json"


class Remembered(msgspec.Struct, frozen=True):
    """What the concepts were made of, the fingerprint of the linker that looked for them, and themselves."""

    made_of: str
    linker: str
    concepts: msgspec.Raw

    @property
    def thesaurus(self) -> Thesaurus | None:
        """The concepts; None where they cannot be read."""
        try:
            concepts = msgspec.json.decode(self.concepts, type=list[Concept])
        except msgspec.MsgspecError:
            return None
        return Thesaurus({concept.iri: concept for concept in concepts})


def made_of(hashes: Iterable[str]) -> str:
    """One hash for vocabulary files with these hashes, in this order, and for the program that reads them."""
    return sha256("\n".join([program("ontology"), *hashes]).encode()).hexdigest()


def recall(workspace: Workspace) -> Remembered | None:
    """What the last build kept."""
    try:
        return msgspec.json.decode((workspace.state / _FILE).read_bytes(), type=Remembered)
    except (OSError, msgspec.MsgspecError):
        return None


def remember(workspace: Workspace, made_of: str, linker: str, thesaurus: Thesaurus) -> None:
    """Keep the vocabulary of a build that was published."""
    known = recall(workspace)
    if known and (known.made_of, known.linker) == (made_of, linker):
        return
    told = Remembered(made_of, linker, msgspec.Raw(msgspec.json.encode(list(thesaurus.values()))))
    with kept_file(workspace.state / _FILE) as file:
        file.write(msgspec.json.encode(told))
