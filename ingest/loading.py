"""The records that changed, linked and written by all who work, brought into a draft as the files come back.

Which records changed, and what is published, is not for here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.draft import DraftStore
from graph.fingerprint import Fingerprint
from ingest.crew import Crew, LocalCrew
from ingest.processes import give_back
from ingest.shards import Shard, ShardWriter, Task, Written, opened, without_graph

__all__ = ["load", "load_lines"]

_LARGEST = 200
"""Records of a shard: what a process does in a second or so, and what is lost with it."""
_ALONE = 300
"""Records that are not worth starting processes for."""
_AT_ONCE = 300_000
"""Quads loaded at once: about 2 KB of memory each, both files together. The engine writes anew what it holds as files
come, so that smaller loads cost it more."""


def load(  # noqa: PLR0913
    store: DraftStore,
    tasks: list[Task],
    writer: ShardWriter,
    folder: Path,
    crew: Crew,
    *,
    gone: Iterable[NamedNode] = (),
) -> Iterator[Written]:
    """Write the records and bring them into the store; yields what each shard became.

    Graphs that are new to the store are loaded in bulk, others replaced, and those that are ``gone`` removed: together
    with the replaced ones, since what a record says mostly stays when its key, and so its graph, is another. ``folder``
    takes the files on their way. The list is empty once the work has begun: what is written needs no memory any more.
    """
    folder.mkdir(exist_ok=True)
    many, gone = len(tasks) > _ALONE, list(gone)
    crew = crew if many or crew.is_ready else LocalCrew(1)
    waiting = _AT_ONCE if many or gone else 0  # few are replaced while the others are still being linked
    new: list[Written] = []
    changed: list[Written] = []
    for written in crew.write(writer, _shards(store, tasks, folder, crew.size)):
        (new if written.merged else changed).append(written)
        if _quads(new) > _AT_ONCE:
            _load(store, new)
            new = []
        if _quads(changed) > waiting:
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


def _shards(store: DraftStore, tasks: list[Task], folder: Path, workers: int) -> Iterator[Shard]:
    """The tasks in shards; they wait in a file, so that their memory is there for what is loaded meanwhile."""
    with TemporaryFile(dir=folder) as file:
        sizes = [(file.write(Shard.pack(part)), merged) for part, merged in _parts(store, tasks, workers)]
        give_back()
        file.seek(0)
        for number, (size, merged) in enumerate(sizes, 1):
            yield Shard(folder / f"{number:06}.nq", file.read(size), merged)


def _parts(store: DraftStore, tasks: list[Task], workers: int) -> Iterator[tuple[list[Task], bool]]:
    """The tasks of each shard, taken out of the list, and whether it is for loading in bulk: those of graphs that are
    in the store already are not."""
    size = max(1, min(_LARGEST, len(tasks) // (4 * workers)))
    known = [task for task in tasks if next(store.quads(NamedNode(task.graph)), None)]
    there = {task.graph for task in known}
    new = [task for task in tasks if task.graph not in there]
    tasks.clear()
    in_bulk = len(new) > _ALONE
    for some, merged in ((known, False), (new, in_bulk)):
        some.reverse()
        while some:
            part = some[: -size - 1 : -1]
            del some[-size:]
            yield part, merged


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
