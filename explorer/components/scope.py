"""The part of the graph that a page looks at, as its address says it: a period, kinds, a concept, an actor.

What is found in it is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graph.networks.filters import Filters
from graph.networks.relations import DOCUMENTS
from graph.views.things import ThingKind

__all__ = ["Scope"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Years (both included), kinds (none: all), and the IRIs of a concept and an actor; empty leaves it open."""

    first: int | None = None
    last: int | None = None
    kinds: tuple[ThingKind, ...] = ()
    about: str = ""
    actor: str = ""

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> Scope:
        """What an address says; what is no year or kind is left out, a period told backwards is turned around.

        >>> Scope.read({"first": "2015", "last": "2011", "kinds": "event,nonsense"})
        Scope(first=2011, last=2015, kinds=(<ThingKind.EVENT: 'event'>,), about='', actor='')
        """
        first, last = _year(parameters.get("first", "")), _year(parameters.get("last", ""))
        if first and last and first > last:
            first, last = last, first
        asked = set(parameters.get("kinds", "").split(","))
        kinds = tuple(kind for kind in ThingKind if kind.value in asked)
        return cls(first, last, kinds, parameters.get("about", ""), parameters.get("actor", ""))

    def parameters(self, without: Collection[str] = ()) -> dict[str, str]:
        """What an address needs to say so again, but for some of it."""
        said = {
            "first": str(self.first or ""),
            "last": str(self.last or ""),
            "kinds": ",".join(kind.value for kind in self.kinds),
            "about": self.about,
            "actor": self.actor,
        }
        return {name: value for name, value in said.items() if value and name not in without}

    @property
    def is_open(self) -> bool:
        """Whether nothing is left out."""
        return not self.parameters()

    @property
    def filters(self) -> Filters:
        """The same for networks: kinds are those of documents; the actor is not among them."""
        kinds = frozenset(self.kinds) & frozenset(DOCUMENTS)
        return Filters(self.first, self.last, kinds, self.about or None)


def _year(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text[:5]) <= 9999 else None
