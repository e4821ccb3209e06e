"""Evidence as people read it: the sentence of its method, its place and its decision in words beside what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from explorer.texts import Texts
from graph.views.things import Evidence, Thing

__all__ = ["Card", "cards"]

CONTEXT = 220
"""Characters of context shown on each side of the words."""


@dataclass(frozen=True, slots=True)
class Card:
    """One piece of evidence, ready for its template."""

    prefix: str
    quote: str
    suffix: str
    method_label: str
    method_sentence: str
    confidence: float | None
    source: Thing
    source_url: str
    place: str
    found_at: tuple[str, ...]
    decision: str
    date: str
    candidates: tuple[Thing, ...]


def cards(t: Texts, found: Iterable[Evidence]) -> tuple[Card, ...]:
    """The cards of some evidence, the most confident first."""
    ordered = sorted(found, key=lambda each: (-(each.confidence or 0.0), each.iri))
    return tuple(_card(t, each) for each in ordered)


def _card(t: Texts, found: Evidence) -> Card:
    placed = found.start is not None and found.end is not None
    return Card(
        prefix=("…" if len(found.prefix) > CONTEXT else "") + found.prefix[-CONTEXT:],
        quote=found.quote,
        suffix=found.suffix[:CONTEXT] + ("…" if len(found.suffix) > CONTEXT else ""),
        method_label=found.method_label,
        method_sentence=_sentence(t, "method", found.method),
        confidence=found.confidence,
        source=found.source,
        source_url=found.source_url,
        place=t("evidence.characters", start=found.start, end=found.end) if placed else "",
        found_at=found.found_at,
        decision=_sentence(t, "decision", found.decision) or found.decision or t("decision.none"),
        date=found.date,
        candidates=found.candidates,
    )


def _sentence(t: Texts, table: str, name: str) -> str:
    """The catalogue's sentence for a term such as ``ml:method-label``, or nothing."""
    key = f"{table}.{name.rpartition('#')[2].rpartition('-')[2]}"
    return t(key) if t.has(key) else ""
