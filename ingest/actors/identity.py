"""One actor as the build knows it, and the answer to « who is this? ». How the answer is found is not for here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.decisions.rulings import Ruling
from ingest.free_names import FreeNames
from ingest.records import ActorType, Identifier
from ontology.folding import slug

__all__ = ["FOLDERS", "Identity", "Paths", "Resolution", "identifier_slug"]

FOLDERS = {
    ActorType.PERSON: "person",
    ActorType.ORGANISATION: "organisation",
    ActorType.GROUP: "group",
    ActorType.CATEGORY: "category",
}
"""The kind in an actor's IRI."""

_PRECEDENCE = ("ror", "orcid", "wikidata", "siren", "idref", "idhal", "rnsr", "hal", "isni", "grid")


@dataclass(frozen=True, slots=True)
class Identity:
    """An actor: ``path`` is the end of its IRI after the base; ``candidates`` are other paths it may turn out to be."""

    path: str
    type: ActorType
    name: str
    variants: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    ambiguous: bool = False
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who a reference names, by which method (a notation of the ``method`` scheme), and how sure that is, 0 to 1.

    ``ruling`` is the decision of a person by which that is who it is.
    """

    identity: Identity
    method: str
    confidence: float
    ruling: Ruling | None = None


class Paths(FreeNames):
    """Gives each identity a path of its own: namesakes get their place behind the name, then a number.

    >>> paths = Paths()
    >>> [paths.free("organisation/fabrique", place) for place in ("lyon", "nantes", "nantes")]
    ['organisation/fabrique', 'organisation/fabrique-nantes', 'organisation/fabrique-nantes-2']
    """

    def free(self, base: str, place: str = "") -> str:
        """A path that was not given before."""
        is_placed = base in self._given and place and not base.endswith(place)
        return super().free(f"{base}-{place}" if is_placed else base)


def identifier_slug(identifiers: Iterable[Identifier]) -> str:
    """The IRI slug that the best of the identifiers gives, or an empty string.

    >>> identifier_slug([Identifier("wikidata", "Q945876"), Identifier("ror", "02rx3b187")])
    'ror-02rx3b187'
    """
    known = {identifier.scheme: identifier.value for identifier in identifiers}
    for scheme in _PRECEDENCE:
        if scheme in known:
            return f"{scheme}-{slug(known[scheme])}"
    return ""
