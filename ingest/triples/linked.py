"""A record with all that was found out about it: the last form before it becomes statements."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from ingest.actors.identity import Identity, Resolution
from ingest.decisions import Ruling
from ingest.decisions.rulings import link_key
from ingest.linking import Subject
from ingest.records import ActorReference, Record

__all__ = ["LinkedRecord"]


@dataclass(frozen=True, slots=True)
class LinkedRecord:
    """A record, the IRI path of the thing it tells of, and its links.

    ``states`` are the single-valued properties (``title``, ``label``, ``start``, ``end``, ``issued``,
    ``coordinates``) that this record, among all that tell of the thing, is the one to state; ``titled`` is the title
    that the thing has. ``document`` is the path of the page it was read from. ``owner`` is the network's own
    organisation, to which partners are related.
    ``rulings`` are what people decided on its links. ``renamed`` are the names that its statements use for things of
    other records, each with the path of that thing.
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
    rulings: tuple[Ruling, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()

    def ruling(self, subject: NamedNode, relation: NamedNode, other: NamedNode) -> Ruling | None:
        """What people decided on a link, if anything."""
        if not self.rulings:
            return None
        key = link_key(subject.value, relation.value, other.value)
        return next((ruling for ruling in self.rulings if ruling.key == key), None)

    def standing(self, subject: NamedNode, relation: NamedNode, other: NamedNode) -> NamedNode | None:
        """The end of a link after people had their say: another that replaces it, nothing where it is rejected."""
        ruling = self.ruling(subject, relation, other)
        if ruling is None or ruling.accepted:
            return other
        halves = (each for each in self.rulings if each.accepted and each.decision == ruling.decision)
        return next((NamedNode(each.object) for each in halves), None)
