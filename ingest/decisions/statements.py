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
from ingest.decisions.decision import Decision, Verdict
from ingest.decisions.merges import impossible, told
from ingest.decisions.rulings import Key, Ruling, Rulings, link_key
from ingest.decisions.standing import Standing
from ingest.triples.evidence import Link, explain, state
from ingest.triples.writer import GraphWriter
from ontology.namespaces import OWL

__all__ = ["GRAPH", "Waiting", "decision_quads"]

GRAPH = "graph/decisions"
"""The end of the graph's IRI."""

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Waiting:
    """A decision on a thing that the graph does not know (any more): it applies as soon as the thing is there.

    One that cannot hold has the reason instead, as a part of a sentence. ``mended`` is the thing whose name may be that
    of the unknown one, mended.
    """

    decision: Decision
    unknown: str = ""
    because: str = ""
    mended: str = ""

    def __str__(self) -> str:
        if self.because:
            return f"{told(self.decision)} cannot hold: {self.because}. Undo what is wrong with `maillage review undo`."
        waits = f"{told(self.decision)} waits: <{self.unknown}> is not in the graph."
        return f"{waits}{self._meanwhile()} If it is gone for good, `maillage review forget {self.unknown}` ends that."

    def _meanwhile(self) -> str:
        """What holds until then."""
        match self.decision.verdict:
            case Verdict.REPLACED if self.unknown == self.decision.by:
                return f" Until it is, <{self.decision.object}> stays as it was found."
            case Verdict.REJECTED | Verdict.REPLACED:
                return " If it has another name now, what was rejected may be back: reject it there."
            case Verdict.ACCEPTED if (
                self.unknown == self.decision.subject and self.decision.relation == OWL.sameAs.value
            ):
                if self.mended:
                    line = f"maillage review accept {self.mended} owl:sameAs {self.decision.object}"
                    return f" A record that named it names <{self.mended}> now: if that is the same, `{line}`."
                return " If it has another name now, it may be two again: say there whom it is."
        return ""


def decision_quads(store: Store, rulings: Rulings, standing: Standing, base: str) -> tuple[list[Quad], list[Waiting]]:
    """The quads of the graph of decisions, and the decisions that wait or cannot hold; ``store`` holds all the other
    graphs. ``rulings`` are those that are ``standing`` once actors are joined.

    A link that replaces another is explained by the words of the one that it replaces.
    """
    said, waits = standing.rulings, [Waiting(each, missing) for each, missing in standing.waiting.items()]
    if not said:
        return [], waits
    writer = GraphWriter(base, NamedNode(base + GRAPH))
    found = {
        link_key(*(text(row, name) for name in ("subject", "relation", "object"))): text(row, "selector")
        for row in store.select(load("ingest.decisions", "found"), {"decisions": writer.graph})
    }
    left = [ruling for ruling in rulings if ruling.key not in found]
    known = _known(store, {end for ruling in left for end in (ruling.subject, ruling.object)})
    unknown = {ruling.decision: missing for ruling in left if (missing := _unknown(ruling, known))}
    cannot = impossible(said.of_actors(), base, unknown)
    for ruling in left:
        if ruling.decision in unknown or ruling.decision in cannot:
            continue
        if ruling.accepted or ruling.is_of_actors:
            _write(writer, ruling, found)
    left_out = standing.unnamed | unknown
    waits += [
        Waiting(each, end, mended=standing.mended.get(each, "")) for each, end in left_out.items() if each not in cannot
    ]
    return writer.quads, waits + [Waiting(each, because=why) for each, why in cannot.items()]


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
