"""All records of a build put together, noted for the next one as they pass by.

Those that a change can reach are put together alone in :mod:`ingest.reach.together`, and come out the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.assembly import Assembly
from ingest.decisions.applied import decided
from ingest.decisions.standing import Background
from ingest.fingerprints import graph_path
from ingest.free_names import FreeNames
from ingest.premises import Premises
from ingest.reach.gathered import Gathered
from ingest.reach.ledger import Ledger
from ingest.reach.notes import Notes
from ingest.triples import LinkedRecord

__all__ = ["Everything"]


class Everything:
    """The records that were ``read``; ``beside`` is what is known of things before any is written.

    They are ``followed`` where nothing is left that could not be read: what there is of others is not known.
    """

    def __init__(self, read: Gathered, premises: Premises, beside: Background, *, followed: bool) -> None:
        read.fetch_all()  # at once: each that is asked for alone has its file read through
        self._notes = Notes(read, premises.made_of)
        self._assembly = Assembly(read, premises.owner, noting=self._notes.take if followed else None)
        rulings, base = premises.rulings, premises.base
        every = self._notes.passing(self._assembly.every(rulings.chosen(base)))
        self._linked, self.applied = decided(every, rulings, base, self._notes.noted, self._assembly.owner, beside)
        self.graphs: list[str] = []
        """The end of the IRI of the graph of each, in order, of those that passed by."""

    def __iter__(self) -> Iterator[tuple[str, LinkedRecord]]:
        """Each with the end of its graph's IRI; they pass by once."""
        names = FreeNames()
        for item in self._linked:
            self.graphs.append(names.free(graph_path(item.source, item.record.key)))
            yield self.graphs[-1], item

    def ledger(self) -> Ledger | None:
        """What to keep of those that were followed, once all passed by; None where a change may reach any of them."""
        return self._notes.ledger(self._assembly, self.graphs, self.applied.outcome)
