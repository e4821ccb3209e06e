"""What a build remembers of the vocabulary that it linked with, so that a new label relinks only what it can change.

A file in the workspace's state. Where it is missing, damaged or of another build, every record is linked again.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

import msgspec

from graph.workspace import Workspace
from ingest.linking import ConceptLinker
from ingest.linking.vocabulary_change import VocabularyChange
from ingest.records import Record
from ontology.thesaurus import Concept, Thesaurus

__all__ = ["Relinking", "remember"]

_FILE = "vocabulary.json"


class _Remembered(msgspec.Struct, frozen=True):
    linker: str
    concepts: list[Concept]


@dataclass(frozen=True, slots=True)
class Relinking:
    """The fingerprint of the linker of the last build, and what changed in its vocabulary since."""

    linker: str
    change: VocabularyChange

    @classmethod
    def since(cls, workspace: Workspace, linker: ConceptLinker) -> Relinking | None:
        """What differs from the last build; None where nothing does, or more than the vocabulary."""
        try:
            told = msgspec.json.decode((workspace.state / _FILE).read_bytes(), type=_Remembered)
        except (OSError, msgspec.MsgspecError):
            return None
        before = Thesaurus({concept.iri: concept for concept in told.concepts})
        if told.linker == linker.fingerprint or told.linker != linker.fingerprint_for(before):
            return None
        return cls(told.linker, VocabularyChange(before, linker.thesaurus))

    def touches(self, record: Record) -> bool:
        """Whether the record may be linked otherwise than before."""
        return self.change.touches(record.passages, record.language)


def remember(workspace: Workspace, linker: ConceptLinker) -> None:
    """Keep the vocabulary of a build that was published."""
    path = workspace.state / _FILE
    waiting = path.with_suffix(".new")
    told = _Remembered(linker.fingerprint, list(linker.thesaurus.values()))
    waiting.write_bytes(msgspec.json.encode(told))
    os.replace(waiting, path)  # noqa: PTH105
