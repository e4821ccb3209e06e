"""Records without the actors whose names name nobody. Which names do not is for :mod:`ingest.actors.nobody`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from ingest.actors.nobody import names_nobody
from ingest.records import OF_PERSONS, Actor, ActorReference, Record, Rejection
from ingest.sources.pieces import Pieces
from ingest.sources.runs import Mark, Piece, Run
from ontology.folding import fold

__all__ = ["OfSomebodies", "named"]

_NO_AUTHOR = frozenset({"anon", "anonymous"})
"""What they write for an author; an organisation may well be called so."""
_COUNT = re.compile(
    r"(?:environ |env\.? |plus de |about |some |over |[~≈<>±+] ?)?\d[\d  .,]*\+?"
    r"(?: (?:personnes?|participante?s?|participant\(e\)s|inscrite?s?|presente?s?|people|persons?|attendees))?"
)
"""How many persons there were, in the place of their names."""
_REMEDY = "Write its name, or take it out."


def named(item: Record | Rejection) -> Record | Rejection:
    """The same without the actors whose names name nobody; where it describes such a one, a rejection in its place."""
    if isinstance(item, Rejection):
        return item
    if isinstance(item, Actor):
        if item.name and names_nobody(item.name):
            return Rejection(item.place, f"“{item.name[:60]}” names nobody", _REMEDY)
        others = [each for each in (item.acronym, *item.variants) if each]
        if any(map(names_nobody, others)):
            variants = tuple(each for each in item.variants if not names_nobody(each))
            item = replace(item, variants=variants, acronym="" if names_nobody(item.acronym) else item.acronym)
    if not any(map(_is_nobody, item.actors)):  # as in most
        return item
    return replace(item, actors=tuple(each for each in item.actors if not _is_nobody(each)))


def _is_nobody(reference: ActorReference) -> bool:
    if not reference.name or reference.identifiers:
        return False
    return names_nobody(reference.name) or (reference.relation in OF_PERSONS and _is_no_person(reference.name))


def _is_no_person(name: str) -> bool:
    return fold(name) in _NO_AUTHOR or bool(_COUNT.fullmatch(" ".join(name.lower().replace("é", "e").split())))


@dataclass(frozen=True, slots=True)
class OfSomebodies:
    """A file that is read piece by piece, its records without those whose names name nobody.

    ``strays`` is what is told beside what the file tells itself at its beginning.
    """

    file: Pieces
    strays: Sequence[Rejection] = ()

    @property
    def context(self) -> str:
        """That of the file."""
        return self.file.context

    @property
    def beginning(self) -> Iterable[Rejection]:
        """That of the file."""
        return [*self.strays, *self.file.beginning]

    def pieces(self) -> Iterator[Piece | Rejection]:
        """Those of the file."""
        return self.file.pieces()

    def runs(self, known: Mapping[int, Mark], only: Set[int] | None = None) -> Iterator[Run]:
        """Those of the file."""
        return self.file.runs(known, only)

    def understood(self, piece: Piece) -> Iterator[Record | Rejection]:
        """What one piece says, of somebody."""
        return map(named, self.file.understood(piece))
