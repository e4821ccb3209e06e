"""What a file gave, in its order: records, which wait on a shelf, and what was not understood.

What becomes of it is not for here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ingest.reach.pieced import Item
from ingest.records import Actor, ActorType, Document, Record, Rejection
from ingest.shelf import Shelf

__all__ = ["Items"]


@dataclass(slots=True)
class Items:
    """The items of one file, taken as they come; its records are the last ones of the ``shelf``.

    ``spans`` are their numbers there, or those of pieces that are as they were at the last build where ``known``.
    ``described`` are the numbers of those that describe organisations; ``paged`` says that one is a page, ``stated``
    that one has a name in RDF, or statements.
    """

    shelf: Shelf
    spans: list[tuple[range, bool]] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    described: list[int] = field(default_factory=list)
    paged: bool = False
    stated: bool = False

    def __len__(self) -> int:
        """How many records the file has."""
        return sum(len(span) for span, _ in self.spans)

    def append(self, item: Item) -> None:
        """Take the next; raises :class:`OSError` where the disk is full."""
        if isinstance(item, Rejection):
            self.rejections.append(item)
        elif isinstance(item, range):
            self._extend(item, known=True)
        else:
            number = len(self.shelf)
            self.shelf.add(item)
            self._extend(range(number, number + 1), known=False)
            self.stated = self.stated or bool(item.iri or item.statements)
            self.paged = self.paged or isinstance(item, Document)
            if isinstance(item, Actor) and item.type is not ActorType.PERSON:
                self.described.append(number)

    def _extend(self, more: range, *, known: bool) -> None:
        if self.spans:
            last, was_known = self.spans[-1]
            if was_known is known and last.stop == more.start:
                self.spans[-1] = range(last.start, more.stop), known
                return
        self.spans.append((more, known))

    def put_on(self, shelf: Shelf) -> Items:
        """The same, with the records on another shelf."""
        if shelf is self.shelf:
            return self
        ahead = len(shelf)
        shelf.extend(self.shelf)
        spans = [(span if known else range(span.start + ahead, span.stop + ahead), known) for span, known in self.spans]
        described = [number + ahead for number in self.described]
        return replace(self, shelf=shelf, spans=spans, described=described)

    def read(self) -> list[Record]:
        """The records that are on the shelf."""
        return [self.shelf[number] for span, known in self.spans if not known for number in span]
