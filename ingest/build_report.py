"""What a build did, and what it would do. Telling it to people is not for here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.difference import SourceChange
    from graph.snapshot import Snapshot
    from graph.validation import Report
    from ingest.decisions.statements import Waiting
    from ingest.reading import Reading
    from ontology.errors import DataError

__all__ = ["BuildReport", "Foresight"]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the current snapshot, how many graphs it wrote and removed, what it read, the SHACL report.

    ``waiting`` are the decisions on things that the graph does not know; ``unsaved`` says why the new names of things
    decided on could not be written, where the next build finds them anew. ``mended`` says that the label
    index of the one before was made again.
    """

    snapshot: Snapshot
    published: bool
    written: int
    removed: int
    reading: Reading
    validation: Report | None
    waiting: list[Waiting]
    unsaved: DataError | None = None
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Foresight:
    """What a build would do: changes by source (IRI, or empty), what it read, decisions that would wait. ``before`` is
    the snapshot with which it is compared.
    """

    changes: list[SourceChange]
    reading: Reading
    waiting: list[Waiting]
    before: Snapshot | None
