"""What was decided on a thing, taken out of the files for good: nothing there says any more that it was.

Taking a decision back, which is a line more, is for :mod:`ingest.decisions.review`; what version control and kept
snapshots still say is not for here.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.store import Store
from graph.views.kinds import is_typed
from ingest.decisions.log import DecisionLog
from ingest.decisions.renames import FILE, names_with, remove_renames
from ontology.errors import CallError

__all__ = ["Forgotten", "forget"]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many lines were taken out: decisions, and former names."""

    decisions: int
    names: int


def forget(log: DecisionLog, thing: str, store: Store | None = None) -> Forgotten:
    """Take out of the files every line on the thing, an absolute IRI, by all names that it ever had.

    Raises :class:`CallError` where ``store``, the published graph, knows it by one of these, or no line names it, and
    :class:`DataError` where the files cannot be read or written.
    """
    renamed = log.path.with_name(FILE)
    names = names_with(renamed, thing.removeprefix(log.base))
    things = {thing, *(log.base + name for name in names)}
    for each in sorted(things):
        if store and is_typed(store, each):
            remedy = "Take it out of the sources and build, or take back what was decided: `maillage review undo`."
            raise CallError(f"<{each}> is in the published graph", None, remedy)
    decisions = log.remove(things)
    forgotten = Forgotten(decisions, remove_renames(renamed, names))
    if not (forgotten.decisions or forgotten.names):
        raise CallError(f"no decision is on <{thing}>", None, "`maillage review decisions` lists them.")
    return forgotten
