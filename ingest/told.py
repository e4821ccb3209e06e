"""What the records of a build tell of and name, before people had their say: asked for where a decision concerns it.

It is noted as records pass by, or kept from the last build and brought up to date; what is decided is not for here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from graph.scratch import Scratch
from ingest.actors.identity import Identity
from ingest.mentions import ManyMentions, Mentions, named, told
from ingest.triples import LinkedRecord
from ingest.triples.packing import packed, unpacked

__all__ = ["Noted", "Told"]


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of, by records that are numbered.

    ``paths`` are the ends of the IRIs of the records' things; ``items`` gives records by their numbers, in that order.
    ``owner`` is the network's own organisation. ``renewed`` are the mentions that came, went or may say something else
    since the last build; None where any may.
    """

    mentions: Mentions
    paths: list[str]
    items: Callable[[Sequence[int]], Iterable[LinkedRecord]]
    owner: Identity | None = None
    renewed: Set[int] | None = None

    @classmethod
    def nothing(cls) -> Told:
        """Where nobody asks."""
        return cls(ManyMentions().mentions(), [], lambda _: ())

    def is_renewed(self, path: str) -> bool:
        """Whether who the actor at that path is may be another than at the last build."""
        return self.renewed is None or named(path) in self.renewed

    def has(self, path: str) -> bool:
        """Whether a record tells of a thing at that path, or names an actor there."""
        is_owner = self.owner is not None and path == self.owner.path
        return is_owner or bool(self.mentions.have([told(path), named(path)]).any())

    def naming(self, paths: Iterable[str]) -> Iterable[LinkedRecord]:
        """All records that name one of the actors, or describe it, in their order."""
        return self.items(self.mentions.of(map(named, paths)).tolist())

    def first_naming(self, paths: Iterable[str]) -> Iterable[LinkedRecord]:
        """Of each actor the first record that names or describes it, in their order."""
        firsts = (self.mentions.of([named(path)])[:1].tolist() for path in paths)
        return self.items(sorted({number for first in firsts for number in first}))


class Noted:
    """What is told of, noted as records pass by, which are numbered as they come.

    Where they are asked for afterwards, they wait in a file in the ``folder``.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self.paths: list[str] = []
        self._mentions = ManyMentions()

    def noting(self, items: Iterable[LinkedRecord]) -> Iterator[LinkedRecord]:
        """The records, as they pass by."""
        for item in items:
            self._mentions.add(len(self.paths), item)
            self.paths.append(item.path)
            yield item

    def waiting(self, items: Iterable[LinkedRecord], owner: Identity | None) -> tuple[Iterator[LinkedRecord], Told]:
        """The records once all have passed by, and what they tell of; ``owner`` is the network's own organisation."""
        waiting = Scratch(self._folder)
        waiting.extend(map(packed, self.noting(items)))
        told = Told(self.mentions(), self.paths, lambda wanted: (unpacked(waiting[each]) for each in wanted), owner)
        return map(unpacked, waiting), told

    def mentions(self) -> Mentions:
        """What they mention."""
        return self._mentions.mentions()
