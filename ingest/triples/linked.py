"""A record with all that was found out about it: the last form before it becomes statements."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.actors.identity import Identity, Resolution
from ingest.linking import Subject
from ingest.records import ActorReference, Record

__all__ = ["LinkedRecord"]


@dataclass(frozen=True, slots=True)
class LinkedRecord:
    """A record, the IRI path of the thing it tells of, and its links.

    ``states`` are the single-valued properties (``title``, ``label``, ``start``, ``end``, ``issued``) that this record,
    among all that tell of the thing, is the one to state; ``titled`` is the title that the thing has. ``document`` is the path of the page it was read from. ``owner`` is the
    network's own organisation, to which partners are related.
    """

    record: Record
    source: str
    path: str
    states: frozenset[str] = frozenset()
    titled: str = ""
    identity: Identity | None = None
    actors: tuple[tuple[ActorReference, Resolution], ...] = ()
    subjects: tuple[Subject, ...] = ()
    document: str = ""
    owner: Identity | None = None
