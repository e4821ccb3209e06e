"""A shard: some records linked to concepts and written to an N-Quads file, by any process that is given them.

It needs nothing but what it is given, and gives the same bytes each time. Loading the files is not for here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import msgspec
from pyoxigraph import Literal, NamedNode

from graph.fingerprint import Fingerprint, statements
from graph.sifting import Sieve, Sifted
from ingest.fingerprints import record_fingerprint
from ingest.linking import ConceptLinker, Subject
from ingest.linking.many import AT_ONCE
from ingest.records import ActorType
from ingest.triples import LinkedRecord, write_record
from ingest.triples.packing import packed, unpacked
from ingest.triples.writer import GraphWriter
from ontology.namespaces import ML, PROV, XSD

__all__ = ["Shard", "ShardWriter", "Task", "Written", "opened", "without_graph"]


@dataclass(frozen=True, slots=True)
class Task:
    """A record to be written, and the IRI of its named graph."""

    graph: str
    item: LinkedRecord


@dataclass(frozen=True, slots=True)
class Shard:
    """Some records, packed, and the N-Quads file to write; ``merged`` where their triples are wanted beside it."""

    path: Path
    packed: Sequence[bytes]
    merged: bool

    @staticmethod
    def pack(task: Task) -> bytes:
        """A task as bytes, of which a shard holds some."""
        return msgspec.msgpack.encode((task.graph, packed(task.item)))

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The records."""
        return tuple(Task(graph, unpacked(item)) for graph, item in map(_sent.decode, self.packed))


_sent = msgspec.msgpack.Decoder(tuple[str, bytes])


@dataclass(slots=True)
class Written:
    """What a shard became: its file, its named graphs, their fingerprint, and what the shapes say of them.

    ``merged`` is the N-Triples file of what all its graphs say, where there is one.
    """

    path: Path
    merged: Path | None
    graphs: list[str]
    fingerprint: Fingerprint
    sifted: Sifted

    @property
    def files(self) -> list[Path]:
        """All files of the shard."""
        return [self.path, *([self.merged] if self.merged else [])]


@dataclass(frozen=True, slots=True)
class ShardWriter:
    """Links and writes shards. It can be pickled; ``made`` is the time of the build, in XSD's form."""

    linker: ConceptLinker
    sieve: Sieve
    base: str
    made: str

    def __call__(self, shard: Shard) -> Written:
        """Write the shard's files, each named graph in canonical form."""
        merged = shard.path.with_suffix(".nt") if shard.merged else None
        written = Written(shard.path, merged, [], Fingerprint(), Sifted())
        with opened(shard.path) as file, opened(merged) if merged else nullcontext() as beside:
            for task, subjects in self._linked(shard.tasks):
                graph = NamedNode(task.graph)
                writer = self._written(graph, task.item, subjects)
                pieces, stated = writer.pieces, statements(writer.said)
                ordered = sorted(set().union(*stated.values(), *[piece.statements for piece in pieces]))
                content = _lines(ordered, f" {graph} .\n")
                written.graphs.append(task.graph)
                written.fingerprint.count(content, len(ordered))
                written.sifted.add(self.sieve.sift(graph, writer.said, stated, pieces))
                file.write(content)
                if beside:
                    beside.write(_lines(ordered, " .\n"))
        return written

    def _linked(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, tuple[Subject, ...]]]:
        """Each task with the concepts found in its record, some tens of records at once."""
        for first in range(0, len(tasks), AT_ONCE):
            some = tasks[first : first + AT_ONCE]
            records = [(task.item.record.passages, task.item.record.language) for task in some]
            names = [_names(task.item) for task in some]
            yield from zip(some, map(tuple, self.linker.link_all(records, names)), strict=True)

    def _written(self, graph: NamedNode, item: LinkedRecord, subjects: tuple[Subject, ...]) -> GraphWriter:
        writer = write_record(replace(item, subjects=subjects), self.base, graph)
        writer.add(graph, ML.fingerprint, Literal(record_fingerprint(item, self.linker.fingerprint)))
        writer.add(graph, PROV.generatedAtTime, Literal(self.made, datatype=XSD.dateTime))
        return writer


def _names(item: LinkedRecord) -> list[str]:
    """What a record calls its persons and organisations. A group is often named after what it speaks of."""
    named = (ActorType.PERSON, ActorType.ORGANISATION)
    return [reference.name for reference, found in item.actors if found.identity.type in named]


def _lines(statements: Iterable[str], end: str) -> bytes:
    return end.join([*statements, ""]).encode()


def opened(path: Path) -> BinaryIO:
    """The file, for writing lines of N-Quads or N-Triples."""
    return path.open("wb", 1 << 18)


def without_graph(lines: bytes, graph: NamedNode) -> bytes:
    """N-Quads of one named graph as N-Triples: only ends of lines are like this."""
    return lines.replace(f" {graph} .\n".encode(), b" .\n")
