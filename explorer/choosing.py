"""What a person at a terminal chooses in the place of a link's object: by its IRI, its path, or one of its names.

Whether it may be chosen is for :mod:`ingest.decisions.kinds`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from explorer.naming import short, written_out
from explorer.terminal import plain
from graph.search import Hit, LabelIndex
from graph.store import Store
from graph.views.kinds import is_typed
from graph.views.things import ThingKind
from ingest.decisions.kinds import Kinds
from ingest.decisions.review import Link
from ontology.errors import CallError

__all__ = ["Chooser"]

_MOST = 20
"""Names that are looked at."""
_NEAREST = 5


@dataclass(frozen=True, slots=True)
class Chooser:
    """The things that can be chosen in a published graph, whose names are ``labels``; ``base`` is that of paths."""

    store: Store
    labels: LabelIndex
    base: str
    language: str = "fr"

    def chosen(self, given: str, link: Link) -> str:
        """The IRI of what is given instead of the object of a link.

        Raises :class:`CallError` where a name is that of no thing that the relation can have, with the nearest names,
        or of several, with their IRIs.
        """
        if iri := written_out(given, self.base):
            return iri
        subject, relation, other = link
        kinds = Kinds.in_graph(self.store, self.base, (subject, other)).wanted(subject, relation, other)
        hits = self.labels.search(given, [ThingKind(kind) for kind in kinds], _MOST, self.language)
        exact = [hit for hit in hits if hit.is_called(given)]
        if len(exact) == 1:
            return exact[0].iri
        if exact:
            problem = f"several are called “{plain(given)}”: {self._listed(exact)}"
            raise CallError(problem, None, "Give the IRI of the one that is meant.")
        if "/" in given and " " not in given and is_typed(self.store, self.base + given):
            return self.base + given
        near = f"Nearest names: {self._listed(hits[:_NEAREST])}." if hits else "Give its IRI, or another of its names."
        raise CallError(f"nothing that this relation can have is called “{plain(given)}”", None, near)

    def _listed(self, hits: Iterable[Hit]) -> str:
        return "; ".join(f"{plain(hit.label)} <{short(hit.iri, self.base)}>" for hit in hits)
