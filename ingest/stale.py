"""Which records are to be linked and written anew: those whose graph was made of something else.

Which records a change can reach is for :mod:`ingest.reach`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from ingest.draft_graphs import DraftGraphs
from ingest.fingerprints import record_fingerprint
from ingest.relinking import Relinking
from ingest.shards import Task

__all__ = ["stale"]


def stale(tasks: Iterable[Task], graphs: DraftGraphs, linker: str, since: Relinking | None) -> Iterator[Task]:
    """Those to be linked by the linker of that fingerprint, ``since`` which the vocabulary alone changed, if so.

    The graphs that a new vocabulary leaves as they are get its fingerprint alone.
    """
    renewed = []
    for task in tasks:
        known, item = graphs.fingerprint(task.graph), task.item
        fingerprint = record_fingerprint(item, linker) if known else ""
        if not known:
            yield task
        elif known == fingerprint:
            continue
        elif since and known == record_fingerprint(item, since.linker) and not since.touches(item.record):
            renewed.append((NamedNode(task.graph), fingerprint))
        else:
            yield task
    graphs.renew(renewed)
