"""The projections that there are, as a table: a new one is a new entry. How they are computed is not for here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from graph.networks.relations import ACTORS, DOCUMENTS, PARTNERS, ROLES, SUBJECTS
from graph.views.things import ThingKind
from ontology.errors import CallError
from ontology.nearest import did_you_mean

__all__ = ["PROJECTIONS", "Declaration", "Step", "get_declaration"]


@dataclass(frozen=True, slots=True)
class Step:
    """Along which relations, and whether from their subject or back from their object."""

    relations: tuple[str, ...]
    back: bool = False


_ROLE, _SUBJECT, _PARTNER = Step(ROLES), Step(SUBJECTS), Step(PARTNERS)
_TREATED_IN = Step(SUBJECTS, back=True)
_PLAYED_IN = Step(ROLES, back=True)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A network whose two ends of a tie hang on the same middle things: two actors on one event.

    ``left`` and ``right`` lead from a middle thing to the ends; without ``right`` both ends are found the same way.
    What the network is called, and what a tie and its weight mean, is in :mod:`graph.networks.meanings`.
    """

    name: str
    middle: tuple[ThingKind, ...]
    left: tuple[Step, ...]
    ends: tuple[ThingKind, ...]
    right: tuple[Step, ...] = ()
    right_ends: tuple[ThingKind, ...] = ()

    @property
    def is_bipartite(self) -> bool:
        """Whether the two ends of a tie are things of different sorts."""
        return bool(self.right)


_ALL = (
    Declaration("actors", DOCUMENTS, (_ROLE,), ACTORS),
    Declaration("actors-by-events", (ThingKind.EVENT,), (_ROLE,), ACTORS),
    Declaration("actors-by-publications", (ThingKind.PUBLICATION,), (_ROLE,), ACTORS),
    Declaration("actors-by-concepts", (ThingKind.CONCEPT,), (_TREATED_IN, _ROLE), ACTORS),
    Declaration("concepts", DOCUMENTS, (_SUBJECT,), (ThingKind.CONCEPT,)),
    Declaration("concepts-by-actors", ACTORS, (_PLAYED_IN, _SUBJECT), (ThingKind.CONCEPT,)),
    Declaration("actors-concepts", DOCUMENTS, (_ROLE,), ACTORS, right=(_SUBJECT,), right_ends=(ThingKind.CONCEPT,)),
    Declaration("documents", (ThingKind.CONCEPT,), (_TREATED_IN,), DOCUMENTS),
    Declaration("documents-by-actors", ACTORS, (_PLAYED_IN,), DOCUMENTS),
    Declaration("partners", (ThingKind.PARTNERSHIP,), (_PARTNER,), ACTORS),
)

PROJECTIONS: dict[str, Declaration] = {each.name: each for each in _ALL}
"""The declared projections, by name."""


def get_declaration(name: str, known: Collection[str] = tuple(PROJECTIONS)) -> Declaration:
    """The declaration of that name; raises :class:`CallError` with the nearest one when there is none.

    >>> get_declaration("concept")
    Traceback (most recent call last):
    ontology.errors.CallError: there is no network “concept”. Did you mean “concepts”?
    """
    if name not in PROJECTIONS:
        raise CallError(f"there is no network “{name}”", None, did_you_mean(name, known))
    return PROJECTIONS[name]
