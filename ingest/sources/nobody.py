"""Names that name nobody, such as « N/A » and « à confirmer ». Who is who is not for here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.records import Actor, ActorReference, Record, Rejection, Relation
from ingest.sources.pieces import Pieces
from ingest.sources.runs import Mark, Piece, Run
from ontology.folding import fold

__all__ = ["OfSomebodies", "named", "names_nobody"]

_NOBODY = frozenset(
    """n a|neant|null|none|aucun|aucune|sans objet|sans auteur|tba|tbc|tbd|to be announced|to be confirmed|to be defined
    |to be determined|a completer|a confirmer|a definir|a determiner|a preciser|a renseigner|a venir|inconnu|inconnue
    |inconnus|auteur inconnu|unknown|unknown author|non communique|non connu|non precise|non renseigne|non renseignee
    |anonyme|anonymes|auteur anonyme""".replace("\n    |", "|").split("|")
)
"""What people write where they have no name to write, folded."""
_NO_AUTHOR = frozenset({"anon", "anonymous"})
"""What they write for an author; an organisation may well be called so."""
_OF_PERSONS = frozenset({Relation.CREATOR, Relation.CONTRIBUTOR, Relation.PERFORMER, Relation.ATTENDEE})
_REMEDY = "Write its name, or take it out."


@lru_cache(maxsize=65_536)
def names_nobody(name: str) -> bool:
    """Whether what stands in the place of a name holds no letter and no digit, or says that there is no name.

    >>> [names_nobody(name) for name in ("–", "N/A", "(à confirmer)", "Orange (à confirmer)", "王")]
    [True, True, True, False, False]
    """
    said = fold(name)
    return said in _NOBODY or not any(map(str.isalnum, said))


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
    return names_nobody(reference.name) or (reference.relation in _OF_PERSONS and fold(reference.name) in _NO_AUTHOR)


@dataclass(frozen=True, slots=True)
class OfSomebodies:
    """A file that is read piece by piece, its records without those whose names name nobody."""

    file: Pieces

    @property
    def context(self) -> str:
        """That of the file."""
        return self.file.context

    @property
    def beginning(self) -> Iterable[Rejection]:
        """That of the file."""
        return self.file.beginning

    def pieces(self) -> Iterator[Piece | Rejection]:
        """Those of the file."""
        return self.file.pieces()

    def runs(self, known: Mapping[int, Mark], only: Set[int] | None = None) -> Iterator[Run]:
        """Those of the file."""
        return self.file.runs(known, only)

    def understood(self, piece: Piece) -> Iterator[Record | Rejection]:
        """What one piece says, of somebody."""
        return map(named, self.file.understood(piece))
