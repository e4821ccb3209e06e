"""A draft: a private copy of the current snapshot that a build writes into and publishes whole.

What is written into it is not for here.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

import msgspec
from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from graph.embedded import EmbeddedStore
from graph.fingerprint import Fingerprint, canonical_lines
from graph.manifest import Manifest, write_manifest
from graph.published import CURRENT, LABELS, STORE, Snapshot, point_to, pointed_to, sync, sync_folder
from graph.store import text
from graph.touched import Touched
from ontology.namespaces import OA, RDF

if TYPE_CHECKING:
    from graph.networks.index import Index

__all__ = ["Draft", "DraftStore"]

_ALL_ANNOTATIONS = "SELECT (COUNT(*) AS ?n) { ?annotation a oa:Annotation }"


class DraftStore(EmbeddedStore):
    """A store that knows which named graphs were changed in it, and its fingerprint."""

    def __init__(self, oxigraph: Oxigraph) -> None:
        super().__init__(oxigraph)
        self.replaced: set[NamedNode] = set()
        """The named graphs that were changed or removed one by one."""
        self._new: list[bytes] = []
        """The names of those that :meth:`load_new` brought, a line each."""
        self.touched = Touched()
        """The nodes that these changes may concern."""
        self._fingerprint: Fingerprint | None = None
        self._loaded = False

    @property
    def is_changed(self) -> bool:
        """Whether anything was."""
        return bool(self.replaced or self._new)

    @property
    def changed(self) -> set[NamedNode]:
        """The named graphs that were changed or removed, without those that :meth:`bulk_load` brought."""
        return self.replaced.union(NamedNode(name) for names in self._new for name in names.decode().split("\n"))

    def start_from(self, fingerprint: Fingerprint) -> None:
        """Tell the fingerprint of what is in the store already, so that it need not be read through."""
        self._fingerprint = fingerprint

    def replace(self, graphs: Mapping[NamedNode, Iterable[Quad]]) -> None:
        """Make each named graph hold exactly these quads; one that holds them already is not touched."""
        self._exchange(self._differing(graphs))

    def _differing(
        self, graphs: Mapping[NamedNode, Iterable[Quad]]
    ) -> Iterator[tuple[NamedNode, set[Quad], set[Quad]]]:
        """The graphs that do not hold these quads, with those that they hold; what changes by that is noted."""
        for name, quads in graphs.items():
            held, new = set(self.quads(name)), set(quads)
            same = set(canonical_lines(held & new))
            before, after = (sorted(same.union(canonical_lines(each))) for each in (held - new, new - held))
            if before == after:
                continue
            yield name, held, new
            self.replaced.add(name)
            self.touched.note(held, new)
            if self._fingerprint:
                self._fingerprint.remove(before)
                self._fingerprint.add(after)

    def _follow(self, changed: Mapping[NamedNode, tuple[set[Quad], set[Quad]]]) -> None:
        super()._follow(changed)
        self.replaced.update(changed)
        for old, new in changed.values():
            self.touched.note(old, new)
            if self._fingerprint:
                self._fingerprint.remove(canonical_lines(old))
                self._fingerprint.add(canonical_lines(new))

    def load_new(
        self, graphs: Iterable[NamedNode], fingerprint: Fingerprint, named: Iterable[Path], merged: Iterable[Path]
    ) -> None:
        """Add named graphs that are not there yet, from N-Quads files, and all their triples from N-Triples files.

        ``fingerprint`` is that of these graphs. What the files state twice is one.
        """
        self.touched.lose_sight()
        self._loaded = True
        self.load_merged(named, merged)
        if names := "\n".join(graph.value for graph in graphs):
            self._new.append(names.encode())
        if self._fingerprint:
            self._fingerprint.include(fingerprint)

    def bulk_load(self, path: Path) -> None:
        """Add an N-Quads file; the fingerprint is then taken from the whole store at publication."""
        self._fingerprint = None
        self.touched.lose_sight()
        self._loaded = True
        super().bulk_load(path)

    def copy(self, other: EmbeddedStore) -> None:
        """Hold all that another store holds, blank nodes under the names that they have there."""
        self._fingerprint = None
        self.touched.lose_sight()
        self._loaded = True
        self.oxigraph.bulk_extend(other.oxigraph)
        for name in other.graphs():  # also those that hold nothing
            self.oxigraph.add_graph(name)

    def settle(self, before: int) -> None:
        """Write everything to the disk's files; ``before`` is how many quads the store held at first.

        Files that were loaded overlap, and each question looks into all of them: in one order they are read in half
        the time. That order costs a second of work a million quads, so it is made where the graph grew by a quarter.
        """
        self.flush()
        if self._loaded and (self._fingerprint is None or self._fingerprint.quads > before + before // 4):
            self.oxigraph.optimize()

    def close(self) -> None:
        """Let go of the files: nothing writes to them any more. The store cannot be used afterwards."""
        del self.oxigraph

    @property
    def fingerprint(self) -> Fingerprint:
        """The fingerprint of what is in the store now."""
        if self._fingerprint is None:
            self._fingerprint = Fingerprint.of(self)
        return self._fingerprint


class Draft:
    """A build on its way: write into ``store``, keep working files in ``path``, then :meth:`publish` it."""

    def __init__(self, root: Path, path: Path, store: DraftStore, before: Snapshot | None) -> None:
        self.root = root
        self.path = path
        self.store = store
        self.before = before
        """The snapshot that it was copied from."""
        self.resumed = ""
        """The id of that snapshot where it is not the current one, since none is."""
        self._beside = ThreadPoolExecutor(1)
        self._labels: Future[bool] | None = None
        self._links: Future[Index | None] | None = None

    @property
    def parent(self) -> Manifest | None:
        """What the snapshot that it was copied from says of itself."""
        return self.before.manifest if self.before else None

    def prepare(self) -> None:
        """Begin to copy the label index and to read that of the links, which are large, for what will be published."""
        from graph.labels import copied_labels
        from graph.networks.stored import FILE, read_stored

        if self.parent and self._labels is None:
            before = self.root / self.parent.id
            self._links = self._beside.submit(read_stored, before / FILE)
            self._labels = self._beside.submit(copied_labels, before / LABELS, self.path / LABELS)

    def close(self) -> None:
        """Let go of the files, once nothing is copied any more."""
        self._beside.shutdown()
        self.store.close()

    def resume(self) -> None:
        """Make the snapshot that it was copied from the current one where none is: nothing new is published."""
        if self.resumed:
            point_to(self.root, self.resumed)

    def publish(self, manifest: Manifest) -> Snapshot:
        """Make a snapshot of the draft and the current one of it, at once for every reader.

        Everything is on the disk before one symbolic link is renamed: a crash before that leaves the old one current.
        """
        from graph.networks.stored import FILE, write_stored

        ready = self.path / "ready"
        ready.mkdir()
        with ThreadPoolExecutor(2) as beside:
            settled = beside.submit(self.store.settle, self.parent.quads if self.parent else 0)
            links = self._index_links()
            kept = beside.submit(write_stored, links, ready / FILE)  # so that no reader waits for them
            complete = self._completed(manifest, self._index_labels(ready / LABELS, links))
            settled.result()
            kept.result()
        self.store.backup(ready / STORE)
        write_manifest(ready, complete)
        sync(ready)
        ready.rename(self.root / complete.id)
        sync_folder(self.root)
        try:
            point_to(self.root, complete.id)
        except OSError:
            if pointed_to(self.root / CURRENT) != complete.id:  # else it is what readers read
                rmtree(self.root / complete.id)
            raise
        return Snapshot(self.root / complete.id)

    def _index_labels(self, path: Path, things: Index) -> dict[str, int]:
        """Write the label index, from the one before where it can follow; returns the number of things by kind."""
        from graph.labels import index_labels, renew_labels

        if self.parent and self.touched is not None:
            self.prepare()
            if self._labels and self._labels.result():
                (self.path / LABELS).rename(path)
                return renew_labels(self.store, path, things, self.touched)
        return index_labels(self.store, path, things)

    def _annotations(self) -> int:
        """How many annotations there are: of those before, the ones that may have come or gone are looked at."""
        if self.parent and self.touched is not None:
            before = EmbeddedStore.read_only(self.root / self.parent.id / STORE)
            return self.parent.annotations + _annotations(self.store, self.touched) - _annotations(before, self.touched)
        (counted,) = self.store.select(_ALL_ANNOTATIONS)
        return int(text(counted, "n"))

    @property
    def touched(self) -> set[NamedNode] | None:
        """The nodes that may have changed since the snapshot before, where these are known to be few."""
        return self.store.touched.nodes(sum(self.parent.things.values())) if self.parent else None

    def _index_links(self) -> Index:
        """Things and links as arrays, from those of the graph before where they can follow."""
        from graph.networks.index import read_index
        from graph.networks.renewal import renewed_index

        if self.parent and self.touched is not None:
            self.prepare()
            before = self._links.result() if self._links else None
            if before is not None:
                return renewed_index(before, self.store, self.touched)
        return read_index(self.store)

    def _completed(self, manifest: Manifest, things: dict[str, int]) -> Manifest:
        now = datetime.now(UTC)
        fingerprint = self.store.fingerprint
        versions = {
            "maillage": version("maillage"),
            "pyoxigraph": version("pyoxigraph"),
            "python": platform.python_version(),
        }
        return msgspec.structs.replace(
            manifest,
            id=f"{_stamp(self.root, now)}-{str(fingerprint)[:8]}",
            created=now.isoformat(timespec="seconds"),
            parent=self.parent.id if self.parent else "",
            fingerprint=str(fingerprint),
            quads=fingerprint.quads,
            things=things,
            annotations=self._annotations(),
            versions=versions | manifest.versions,
        )


def _annotations(store: EmbeddedStore, nodes: Iterable[NamedNode]) -> int:
    """How many of the nodes are annotations."""
    return sum(Quad(node, RDF.type, OA.Annotation) in store.oxigraph for node in nodes)


def _stamp(root: Path, now: datetime) -> str:
    """A time in milliseconds, later than that of every snapshot there is, even where the clock went back."""
    stamp = now.strftime("%Y%m%dT%H%M%S%f")[:-3]
    newest = max((path.name.partition("-")[0] for path in root.glob("[0-9]*T*-*")), default="")
    if stamp > newest:
        return stamp
    later = datetime.strptime(newest + "000+0000", "%Y%m%dT%H%M%S%f%z") + timedelta(milliseconds=1)
    return later.strftime("%Y%m%dT%H%M%S%f")[:-3]
