"""The records that changed, linked and written by all who work, brought into a draft as the files come back.

Which records changed, and what is published, is not for here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.draft import DraftStore
from graph.fingerprint import Fingerprint
from ingest.crew import Crew, LocalCrew
from ingest.queued import ALONE, Queue
from ingest.shards import ShardWriter, Written, opened, without_graph

__all__ = ["load", "load_lines"]

_AT_ONCE = 300_000
"""Quads loaded at once: about 2 KB of memory each, both files together. The engine writes anew what it holds as files
come, so that smaller loads cost it more."""


def load(
    store: DraftStore, queue: Queue, writer: ShardWriter, crew: Crew, *, gone: Iterable[NamedNode] = ()
) -> Iterator[Written]:
    """Write the records of the queue and bring them into the store; yields what each shard became.

    Graphs that are new to the store are loaded in bulk, others replaced, and those that are ``gone`` removed: together
    with the replaced ones, since what a record says mostly stays when its key, and so its graph, is another.
    """
    many, gone = len(queue) > ALONE, list(gone)
    crew = crew if many or crew.is_ready else LocalCrew(1)
    enough = _AT_ONCE if many or gone else 0  # few are replaced while the others are still being linked
    new: list[Written] = []
    changed: list[Written] = []
    for written in crew.write(writer, queue.shards(crew.size)):
        (new if written.merged else changed).append(written)
        if _quads(new) > _AT_ONCE:
            _load(store, new)
            new = []
        if _quads(changed) > enough:
            _replace(store, changed, gone)
            changed, gone = [], []
        yield written
    _load(store, new)
    _replace(store, changed, gone)


def load_lines(store: DraftStore, graphs: Mapping[NamedNode, list[str]], folder: Path) -> None:
    """Bring named graphs that are new to the store into it, given as canonical lines; ``folder`` takes their files.

    It is less than half the work of adding as many quads.
    """
    if not graphs:
        return
    fingerprint, named, merged = Fingerprint(), folder / "lines.nq", folder / "lines.nt"
    with opened(named) as file, opened(merged) as beside:
        for graph, lines in graphs.items():
            content = "".join(lines).encode()
            fingerprint.count(content, len(lines))
            file.write(content)
            beside.write(without_graph(content, graph))
    store.load_new(graphs, fingerprint, [named], ())
    store.load_new((), Fingerprint(), (), [merged])  # one after the other: a vocabulary is large
    named.unlink()
    merged.unlink()


def _quads(shards: Iterable[Written]) -> int:
    return sum(each.fingerprint.quads for each in shards)


def _load(store: DraftStore, waiting: Sequence[Written]) -> None:
    fingerprint = Fingerprint()
    for each in waiting:
        fingerprint.include(each.fingerprint)
    graphs = [NamedNode(name) for each in waiting for name in each.graphs]
    if graphs:
        store.load_new(
            graphs, fingerprint, [each.path for each in waiting], [each.merged for each in waiting if each.merged]
        )
    for path in (path for each in waiting for path in each.files):
        path.unlink()


def _replace(store: DraftStore, waiting: Sequence[Written], gone: Iterable[NamedNode]) -> None:
    graphs: dict[NamedNode, list[Quad]] = {name: [] for name in gone}
    for path in (each.path for each in waiting):
        for quad in parse(path=path, format=RdfFormat.N_QUADS, lenient=True):  # written from terms, which are valid
            if isinstance(quad, Quad) and isinstance(quad.graph_name, NamedNode):
                graphs.setdefault(quad.graph_name, []).append(quad)
        path.unlink()
    store.replace(graphs)
