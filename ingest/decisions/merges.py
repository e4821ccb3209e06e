"""Decisions that make several actors one, taken together: which hold, and which cannot beside the others.

Who the one is then, and whether all are known to the graph, is not for here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from ingest.actors.identity import FOLDERS
from ingest.decisions.decision import Decision
from ingest.decisions.rulings import Ruling
from ingest.union_find import UnionFind
from ontology.namespaces import compact

__all__ = ["Merges", "impossible", "is_actor", "told"]

_ACTORS = tuple(f"{folder}/" for folder in FOLDERS.values())


def is_actor(iri: str, base: str) -> bool:
    """Whether an IRI is that of an actor of the network.

    >>> is_actor("http://b.org/person/anne", "http://b.org/"), is_actor("http://b.org/event/1", "http://b.org/")
    (True, False)
    """
    return iri.startswith(base) and iri.removeprefix(base).startswith(_ACTORS)


@dataclass
class Merges:
    """Those that people said are one, the latest word first, never two that are kept ``apart``, by the other's name.

    ``refused`` are the decisions that would have made two of the latter one, each with what keeps these apart.
    """

    apart: defaultdict[str, dict[str, Ruling]] = field(default_factory=lambda: defaultdict(dict))
    groups: UnionFind[str] = field(default_factory=UnionFind)
    members: dict[str, set[str]] = field(default_factory=dict)
    refused: list[tuple[Ruling, Ruling]] = field(default_factory=list)

    def join(self, one: str, other: str, ruling: Ruling) -> None:
        """These two are one, unless that makes two one that are kept apart."""
        first, second = (self.members.get(self.groups[path], {path}) for path in (one, other))
        if against := [
            self.apart[each][every] for each in first & self.apart.keys() for every in second & self.apart[each].keys()
        ]:
            self.refused.append((ruling, max(against, key=lambda each: each.decision.moment)))
            return
        self.groups.union(one, other)
        self.members[self.groups[one]] = first | second


def impossible(rulings: Iterable[Ruling], base: str, waiting: Container[Decision] = ()) -> dict[Decision, str]:
    """The decisions on who is who that cannot hold, each with the reason as a part of a sentence.

    ``rulings`` are given the oldest first; of those that contradict one another the older gives way. Merges
    among the ``waiting`` are contradicted by nothing yet.
    """
    merges = Merges()
    found: dict[Decision, str] = {}
    accepted: list[Ruling] = []
    for ruling in rulings:
        strange = [end for end in (ruling.subject, ruling.object) if not is_actor(end, base)]
        if strange:
            found[ruling.decision] = f"<{strange[0]}> is no person, organisation or group"
        elif ruling.accepted:
            accepted += [] if ruling.decision in waiting else [ruling]
        else:
            one, other = ruling.subject, ruling.object
            merges.apart[one][other] = merges.apart[other][one] = ruling
    for ruling in reversed(accepted):
        merges.join(ruling.subject, ruling.object, ruling)
    for ruling, against in merges.refused:
        found[ruling.decision] = f"with later ones it would make one of two that {told(against.decision)} keeps apart"
    return found


def told(decision: Decision) -> str:
    """The decision in words that begin a sentence.

    >>> from ingest.decisions.decision import Verdict
    >>> from ontology.namespaces import OWL
    >>> told(Decision(Verdict.REJECTED, "urn:a", OWL.sameAs.value, "urn:b", "anne", "2026-01-01T00:00:00Z"))
    'the decision of anne (2026-01-01T00:00:00Z: rejected urn:a owl:sameAs urn:b)'
    """
    link = " ".join(compact(name) for name in (decision.subject, decision.relation, decision.object))
    return f"the decision of {decision.who} ({decision.when}: {decision.verdict.value} {link})"
