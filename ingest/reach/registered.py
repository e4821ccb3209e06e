"""The records of registers that are written: those whose actors a record names. They are numbered after all others.

They are looked for anew after each change: there are few beside what names them.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cache

import numpy as np

from ingest.fingerprints import graph_names
from ingest.mentions import ManyMentions, Mentions, candidate, named
from ingest.reach.among import Among
from ingest.reach.ledger import Ledger
from ingest.reach.notes import linked_digest

__all__ = ["Registered"]


class Registered:
    """The records of registers that are written now that other records have these ``mentions``.

    ``chosen`` are the paths of the actors that a person has chosen, ``ledger`` is what the last build kept, ``first``
    the number of the first of them. ``items`` are the records, ``digests`` those of them, by the ends of the IRIs of
    their graphs; ``new`` the numbers of those that came, or say something else than at the last build; ``mentions``
    are those of all records, these among them.
    """

    def __init__(self, among: Among, ledger: Ledger, first: int, mentions: Mentions, chosen: Set[str]) -> None:
        @cache
        def is_named(path: str) -> bool:
            return path in chosen or bool(mentions.have([named(path), candidate(path)]).any())

        self.items = list(among.registered(is_named))
        graphs = graph_names((each.source, each.record.key) for each in self.items)
        self.digests = dict(zip(graphs, map(linked_digest, self.items), strict=True))
        made = ManyMentions()
        for number, item in enumerate(self.items, first):
            made.add(number, item)
        self.mentions = mentions.renewed(np.arange(first, dtype=np.int32), made.mentions())
        self.new = _differing(first, self.digests, ledger.registered)
        self._gone = _differing(len(ledger), ledger.registered, self.digests)
        self._before = ledger.mentions

    def renewed(self) -> set[int]:
        """What those mention that came, went, or say something else."""
        return self.mentions.by(self.new) | self._before.by(self._gone)


def _differing(first: int, here: Mapping[str, bytes], there: Mapping[str, bytes]) -> list[int]:
    """The numbers of the records here, from the ``first`` on, that are not there or say something else."""
    return [number for number, (graph, said) in enumerate(here.items(), first) if there.get(graph) != said]
