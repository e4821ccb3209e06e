"""Trends as people read them: bars by year, and what the test says of them in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.components.answers import graph_of_now, kept
from explorer.components.charts import Column, columns
from explorer.texts import Texts
from graph.networks.filters import Filters
from graph.networks.trends import Direction, Trend, trend, trends
from graph.views.things import Thing

if TYPE_CHECKING:
    from explorer.pages import Visit

__all__ = ["Mover", "chart", "movers", "sentence", "trend_of"]

MOVERS, _SHOWN = 40, 6
"""Concepts looked at for those that rise and fall, and how many of each are shown."""


@dataclass(frozen=True, slots=True)
class Mover:
    """A concept that rises or falls, and what the test says of it."""

    thing: Thing
    said: str


@kept
def trend_of(concept: str, language: str, filters: Filters) -> Trend:
    """How a concept goes through the years; raises :class:`CallError` where nothing is dated, or it is not known."""
    graph = graph_of_now()
    return trend(graph.index, graph.store, concept, language, filters)


@kept
def _all_trends(language: str) -> tuple[Trend, ...]:
    graph = graph_of_now()
    return trends(graph.index, graph.store, language, limit=MOVERS)


def movers(t: Texts, direction: Direction) -> list[Mover]:
    """The concepts that rise, or fall, most surely."""
    found = [each for each in _all_trends(t.language) if each.direction is direction]
    return [Mover(each.thing, sentence(t, each)) for each in found[:_SHOWN]]


def sentence(t: Texts, found: Trend) -> str:
    """What the test says: rising or falling, by how much a year, how sure."""
    direction, total = found.direction.value, sum(found.counts)
    if found.direction is Direction.UNKNOWN:
        return t("trend.unknown", documents=t("count.documents", count=total))
    chance = t("trend.p_small") if found.q < 0.001 else t("trend.p", p=t.decimal(found.q, 3))
    points = t.points(abs(found.slope) * 100, 2 if abs(found.slope) < 0.001 else 1)
    return t(f"trend.{direction}", points=points, chance=chance)


def chart(visit: Visit, found: Sequence[Trend]) -> tuple[Column, ...]:
    """Bars of counts by year, one series a concept; each year leads to its documents."""
    if not found:
        return ()

    def say(years: str, values: tuple[float, ...]) -> str:
        parts = [f"{each.thing.label} {visit.t.number(int(value))}" for each, value in zip(found, values, strict=True)]
        return f"{years}{visit.t('format.colon')} {', '.join(parts)}"

    def lead(first: int, last: int) -> str:
        return visit.href("timeline", about=found[0].thing.iri, first=str(first), last=str(last))

    return columns(found[0].years, [each.counts for each in found], say, lead)
