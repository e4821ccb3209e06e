"""Evidence as people read it: the sentence of its method, its place and its decision in words beside what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from explorer.components.answers import kept
from explorer.context import get_context
from explorer.texts import Texts
from graph.views.descriptions import gloss
from graph.views.things import Evidence, Thing, ThingKind
from ontology.errors import CallError

__all__ = ["Card", "cards"]

CONTEXT = 220
"""Characters of context shown on each side of the words."""
_PAGES = frozenset({".html", ".htm", ".xhtml", ".md", ".txt", ".docx", ".pdf"})


@dataclass(frozen=True, slots=True)
class Card:
    """One piece of evidence, ready for its template."""

    prefix: str
    quote: str
    suffix: str
    method_label: str
    method_sentence: str
    confidence: float | None
    mention_confidence: float | None
    source: Thing
    locator: str
    place: str
    found_at: tuple[str, ...]
    decision: str
    date: str
    candidates: tuple[Thing, ...]


Told = Callable[[str], tuple[str, str]]
"""The label and the definition of a method or decision, by its IRI; both empty for one that is not described."""


def cards(t: Texts, found: Iterable[Evidence], told: Told | None = None) -> tuple[Card, ...]:
    """The cards of some evidence, the most confident first; the graph itself tells what methods and decisions are."""
    ordered = sorted(found, key=lambda each: (-(each.confidence or 0.0), each.iri))
    return tuple(_card(t, each, told or partial(told_by_graph, t.language)) for each in ordered)


@kept
def told_by_graph(language: str, iri: str) -> tuple[str, str]:
    """What the graph's own vocabulary says of a method or decision."""
    try:
        return gloss(get_context().store(), iri, language)
    except CallError:
        return "", ""


def _card(t: Texts, found: Evidence, told: Told) -> Card:
    placed = found.start is not None and found.end is not None
    return Card(
        prefix=("…" if len(found.prefix) > CONTEXT else "") + found.prefix[-CONTEXT:],
        quote=found.quote,
        suffix=found.suffix[:CONTEXT] + ("…" if len(found.suffix) > CONTEXT else ""),
        method_label=found.method_label,
        method_sentence=told(found.method)[1] if found.method else "",
        confidence=found.confidence,
        mention_confidence=found.mention_confidence,
        source=found.source,
        locator=t.locator(_locator(found)),
        place=t(_text_of(found), start=found.start, end=found.end) if placed else "",
        found_at=found.found_at,
        decision=_decision(t, found, told),
        date=found.date,
        candidates=found.candidates,
    )


def _text_of(found: Evidence) -> str:
    """The words for the text in which offsets count: a whole page, or one field of a record."""
    is_page = found.subject.kind is ThingKind.PAGE or PurePath(found.source.label).suffix.lower() in _PAGES
    return "evidence.of_page" if is_page else "evidence.of_field"


def _locator(found: Evidence) -> str:
    """Where in the source: its place without the name of the source, which is said already."""
    return found.source_url.removeprefix(found.source.label).removeprefix(", ")


def _decision(t: Texts, found: Evidence, told: Told) -> str:
    """What was decided, by whom and when, with the note left."""
    if not found.decision:
        return t("decision.none")
    said = told(found.decision)[0] or found.decision
    given = (said, found.decided_by, t.date(found.decided_at), found.decision_note)
    return ", ".join(each for each in given if each)
