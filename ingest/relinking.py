"""What a new vocabulary changes against the one of the last build, so that a label relinks only what it can change.

Where that vocabulary was not kept, or is of another build, every record is linked again.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.workspace import Workspace
from ingest.linking import ConceptLinker
from ingest.linking.vocabulary_change import VocabularyChange
from ingest.records import Record
from ingest.remembered import recall

__all__ = ["Relinking"]


@dataclass(frozen=True, slots=True)
class Relinking:
    """The fingerprint of the linker of the last build, and what changed in its vocabulary since."""

    linker: str
    change: VocabularyChange

    @classmethod
    def since(cls, workspace: Workspace, linker: ConceptLinker) -> Relinking | None:
        """What differs from the last build; None where nothing does, or more than the vocabulary."""
        told = recall(workspace)
        if told is None or told.linker == linker.fingerprint:
            return None
        before = told.thesaurus
        if before is None or told.linker != linker.fingerprint_for(before):
            return None
        return cls(told.linker, VocabularyChange(before, linker.thesaurus))

    def touches(self, record: Record) -> bool:
        """Whether the record may be linked otherwise than before."""
        return self.change.touches(record.passages, record.language)
