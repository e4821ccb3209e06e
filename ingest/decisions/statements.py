"""The named graph of decisions: the links that people added, and what they said of actors.

What they decided on the links that a source gives is in the source's own graphs, beside its evidence, not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from graph.binding import iri
from graph.sparql import load
from graph.store import Store, text
from ingest.decisions.decision import Decision
from ingest.decisions.rulings import Key, Ruling, Rulings, link_key
from ingest.triples.evidence import Link, explain, state
from ingest.triples.writer import GraphWriter
from ontology.namespaces import compact

__all__ = ["GRAPH", "Waiting", "decision_quads"]

GRAPH = "graph/decisions"
"""The end of the graph's IRI."""

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Waiting:
    """A decision on a thing that the graph does not know (any more): it applies as soon as the thing is there."""

    decision: Decision
    unknown: str

    def __str__(self) -> str:
        given = self.decision
        link = " ".join(compact(name) for name in (given.subject, given.relation, given.object))
        who = f"the decision of {given.who} ({given.when}: {given.verdict.value} {link})"
        return f"{who} waits: <{self.unknown}> is not in the graph."


def decision_quads(store: Store, rulings: Rulings, base: str) -> tuple[list[Quad], list[Waiting]]:
    """The quads of the graph of decisions, and the decisions that wait; ``store`` holds all the other graphs.

    A link that replaces another is explained by the words of the one that it replaces.
    """
    if not rulings:
        return [], []
    writer = GraphWriter(base, NamedNode(base + GRAPH))
    found = {
        link_key(*(text(row, name) for name in ("subject", "relation", "object"))): text(row, "selector")
        for row in store.select(load("ingest.decisions", "found"), {"decisions": writer.graph})
    }
    left = [ruling for ruling in rulings if ruling.key not in found]
    known = _known(store, {end for ruling in left for end in (ruling.subject, ruling.object)})
    waiting = []
    for ruling in left:
        unknown = _unknown(ruling, known)
        if unknown:
            waiting.append(Waiting(ruling.decision, unknown))
        elif ruling.accepted or ruling.is_of_actors:
            _write(writer, ruling, found)
    return writer.quads, waiting


def _known(store: Store, things: Iterable[str]) -> set[str]:
    wanted = sorted(things)
    batches = (wanted[at : at + _AT_ONCE] for at in range(0, len(wanted), _AT_ONCE))
    query = load("ingest.decisions", "known")
    return {
        text(row, "thing")
        for batch in batches
        for row in store.select(query, {"things": [iri(each) for each in batch]})
    }


def _unknown(ruling: Ruling, known: set[str]) -> str:
    """The end of the link that is missing; of two actors that became one, the one that gave its name up is not."""
    ends: Iterator[str] = iter((ruling.subject, ruling.object))
    if ruling.is_of_actors and ruling.accepted:
        ends = iter((ruling.object,))
    return next((end for end in ends if end not in known), "")


def _write(writer: GraphWriter, ruling: Ruling, found: dict[Key, str]) -> None:
    subject, other = NamedNode(ruling.subject), NamedNode(ruling.object)
    if ruling.is_of_actors and ruling.accepted:
        subject, other = other, subject
    link = Link(subject, NamedNode(ruling.relation), other, "decision", 1.0, ruling=ruling)
    if not ruling.is_of_actors:
        state(writer, link)
    replaced = found.get(link_key(ruling.subject, ruling.relation, ruling.decision.object))
    explain(writer, link, None, NamedNode(replaced) if replaced and ruling.decision.by else None)
