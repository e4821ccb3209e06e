"""RDF of any syntax: what an alignment knows becomes events, publications and actors; the rest is kept as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from graph.workspace import Source
from ingest.records import Record, Rejection, Resource, Text
from ingest.sources.keys import Keys
from ingest.sources.rdf.aligned import Aligned
from ingest.sources.rdf.kept import RESERVED, whole
from ingest.sources.rdf.node import Node, actor_type
from ingest.sources.rdf.statements import LOCAL, Statements, read_statements
from ingest.sources.rdf.things import actor, event, publication
from ingest.sources.rdf.unsaid import is_mere_name
from ingest.special_files import special_file
from ontology.alignment import Alignment, alignment_files, general_alignment
from ontology.errors import DataError, Place
from ontology.namespaces import BIBO, FOAF, SCHEMA, compact

__all__ = ["read"]

_TOPIC = FOAF.primaryTopic.value


def read(path: Path, source: Source) -> Iterator[Record | Rejection]:
    """A record for each node that the file describes, in the order of their names.

    The source's own ``alignment`` stands beside those that come with Maillage. Raises :class:`DataError` when the file
    or the alignment cannot be read.
    """
    statements = read_statements(path, source.found_at)
    reading = _Reading(path, source, Aligned(statements, _alignment(source)))
    for name in sorted(statements.by_subject):
        yield from reading.take(name)
    yield from reading.left_out(statements)


def _alignment(source: Source) -> Alignment:
    if not source.alignment:
        return general_alignment()
    own = Path(source.alignment)
    if special := special_file(own):
        raise DataError(special, Place(str(own)), "Check the path.")
    return Alignment.from_files([*alignment_files().values(), own])


class _Reading:
    """What the nodes of one file share."""

    def __init__(self, path: Path, source: Source, aligned: Aligned) -> None:
        self.path = str(path)
        self.source = source
        self.aligned = aligned
        self.keys = Keys()
        self.left: Counter[str] = Counter()

    def take(self, name: str) -> Iterator[Record | Rejection]:
        """The record of a node, and what cannot be understood of it."""
        said, classes = self.aligned.statements.by_subject[name], self.aligned.classes(name)
        reserved = sorted(each for each in classes if each.startswith(RESERVED))
        if _TOPIC in said:
            self.left["descriptions of descriptions (foaf:primaryTopic)"] += 1
            return
        if reserved:
            self.left[f"nodes of the class {compact(reserved[0])}, which only a build states,"] += 1
            return
        self.left["statements in Maillage's own terms"] += sum(
            len(said[each]) for each in said if each.startswith(RESERVED)
        )
        node = Node(name, self.aligned, self._place(name), self.source)
        if record := self._record(node, classes):
            yield record
        elif classes and not node.label():
            yield Rejection(node.place, "the node has no name", "Give it a label.")
        yield from node.rejections
        for relation, count in node.unnamed.items():
            self.left[f"links {relation} to nodes that the file does not name"] += count

    def _record(self, node: Node, classes: frozenset[str]) -> Record | None:
        key = self.keys.key(node.name.removeprefix(LOCAL).partition("://")[2] or node.name)
        if SCHEMA.Event.value in classes:
            return event(node, key)
        if type_ := actor_type(classes):
            return actor(node, key, type_)
        if BIBO.Document.value in classes:
            return publication(node, key)
        label, statements = node.label() or Text(node.full_name()), whole(node.name, self.aligned)
        if not statements or is_mere_name(node.name, label.value, self.aligned):
            return None
        called = label if label.value else Text(node.made_label())
        return Resource(key=key, place=node.place, iri=node.name, label=called, statements=statements)

    def _place(self, name: str) -> Place:
        return Place(self.path, f"<{name.removeprefix(LOCAL)}>")

    def left_out(self, statements: Statements) -> Iterator[Rejection]:
        """What was counted and not read."""
        self.left["statements about statements"] += statements.quoted
        self.left["names of graphs"] += len(statements.graphs)
        for what, count in sorted(self.left.items()):
            if count:
                yield Rejection(Place(self.path), f"{count} {what} left aside", "")
