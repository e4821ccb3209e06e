"""Records of a build put together with those alone that may concern them, as they are among all the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from ingest.actors.identity import Identity
from ingest.assembly import Assembly, Organisations
from ingest.fingerprints import graph_names
from ingest.reach.changes import Reached
from ingest.reach.gathered import Gathered
from ingest.triples import LinkedRecord

__all__ = ["Among"]


class Among:
    """The records that a change reaches, and any others that are asked for; ``organisations`` are those that any record
    names.

    Raises :class:`EverythingError` where so many are to be put together that all may as well be.
    """

    def __init__(self, read: Gathered, found: Reached, owner: str, organisations: Organisations) -> None:
        self._read = read
        self._found = found
        self._called = owner
        self._organisations = organisations
        self._linked: dict[int, LinkedRecord] = {}
        self._affected = found.affected.tolist()
        self._numbers, self._first = self._put_together(self._affected)
        self.owner: Identity | None = self._first.owner

    def _put_together(self, wanted: Collection[int]) -> tuple[list[int], Assembly]:
        """The numbers of the records among which the wanted ones are what they are, and all of these put together."""
        together = self._found.together(wanted)
        self._read.fetch(together)
        numbers = sorted({*together, *self._read.described})
        return numbers, Assembly(self._read.chosen(numbers), self._called, among=self._organisations)

    def graphs(self) -> dict[int, str]:
        """The end of the IRI of the graph of each record that the change reaches."""
        names = graph_names((each.source, each.record.key) for each in self._first.read)
        every = dict(zip(self._numbers, names, strict=True))
        return {number: every[number] for number in self._affected}

    def registered(self, named: Callable[[str], bool]) -> Iterator[LinkedRecord]:
        """The registers' records of actors at whose paths one is ``named``; see :meth:`Assembly.registered`."""
        return self._first.registered(named)

    def items(self, numbers: Sequence[int]) -> Iterator[LinkedRecord]:
        """The records of these numbers, in their order; raises as the class does."""
        missing = set(numbers) - self._linked.keys()
        if reached := missing.intersection(self._affected):
            self._link(reached, self._numbers, self._first)
        if others := missing.difference(self._affected):
            self._link(others, *self._put_together(others))
        return (self._linked[number] for number in numbers)

    def _link(self, wanted: Collection[int], numbers: Sequence[int], assembly: Assembly) -> None:
        places = {number: place for place, number in enumerate(numbers)}
        self._linked.update((number, assembly.linked(places[number])) for number in wanted)
