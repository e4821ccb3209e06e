"""The records of registers that are written: those whose actors a record names. They are numbered after all others.

They are looked for anew after each change: there are few beside what names them.
"""

from __future__ import annotations

from collections.abc import Set

import numpy as np

from ingest.fingerprints import graph_names
from ingest.mentions import ManyMentions, Mentions, candidate, named
from ingest.reach.among import Among
from ingest.reach.ledger import Ledger

__all__ = ["Registered"]


class Registered:
    """The records of registers that are written now that other records have these ``mentions``.

    ``chosen`` are the paths of the actors that a person has chosen. ``items`` are the records, ``graphs`` the ends of
    the IRIs of their graphs; ``mentions`` are those of all records, these among them, of which the first is numbered
    ``first``.
    """

    def __init__(self, among: Among, first: int, mentions: Mentions, chosen: Set[str]) -> None:
        def is_named(path: str) -> bool:
            return path in chosen or bool(mentions.have([named(path), candidate(path)]).any())

        self.items = list(among.registered(is_named))
        self.graphs = list(graph_names((each.source, each.record.key) for each in self.items))
        made = ManyMentions()
        for number, item in enumerate(self.items, first):
            made.add(number, item)
        self.mentions = mentions.renewed(np.arange(first, dtype=np.int32), made.mentions())
        self._first = first

    def renewed(self, ledger: Ledger) -> Set[int]:
        """The mentions that came to a registered record since the ledger was kept, or went from it."""
        before = ledger.mentions.after(len(ledger), ledger.registered)
        return {mention for _, mention in before ^ self.mentions.after(self._first, self.graphs)}
