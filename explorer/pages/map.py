"""Carte: the things whose place is known, on a map without tiles, and the same as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial

from explorer.components.answers import graph_of_now, kept
from explorer.components.atlas import box_of, closer, moved, sheet, word
from explorer.components.chosen import choose
from explorer.components.render import show as draw
from explorer.components.scope import Scope
from explorer.pages import Visit
from explorer.texts import Texts
from graph.networks.filters import Filters
from graph.networks.places import Box, Places, Spot, places
from graph.views.things import ThingKind
from ontology.errors import CallError

__all__ = ["show"]

SHAPE = 1000 / 640
LISTED = 100
"""Things in the table."""
MOVES = {"west": (-0.5, 0.0), "north": (0.0, 0.5), "south": (0.0, -0.5), "east": (0.5, 0.0)}
"""How buttons move the view: east and north, in parts of it."""


def show(visit: Visit) -> None:
    """Draw the page; the concept, kinds, period and view are in the address."""
    scope = Scope.read(visit.parameters)
    draw("map_head.html", visit.language)
    choose(visit, "map", scope, {"about": (ThingKind.CONCEPT,)})
    try:
        found = placed(scope, visit.language, box_of(visit.parameters.get("box", "")))
    except CallError:
        draw("scope_lost.html", visit.language, page="map")
        return
    if not found.kinds:
        draw("map_none.html", visit.language)
        return
    draw("map_scope.html", visit.language, scope=scope, offered=[kind for kind in ThingKind if kind in found.kinds])
    asked = scope.parameters()
    views = {name: moved(found.box, *by) for name, by in MOVES.items()}
    views |= {"closer": closer(found), "farther": moved(found.box, zoom=2.0)}
    moves = {name: visit.href("map", **asked, box=word(box)) for name, box in views.items()}
    drawn = sheet(found)
    opened = [visit.href("map", **asked, box=word(mark.box)) for mark in drawn.marks]
    whole = visit.href("map", **asked)
    said = partial(counted, visit.t)
    draw("map.html", visit.language, found=found, said=said, sheet=drawn, opened=opened, moves=moves, whole=whole)


def counted(t: Texts, spots: Iterable[Spot]) -> str:
    """How many things there are in these spots: named by their kind where they are of one, as « 9 événements »."""
    counts: Counter[ThingKind] = Counter()
    for spot in spots:
        counts.update(spot.counts)
    total = counts.total()
    if len(counts) == 1:
        return f"{t.number(total)} {t.kind(next(iter(counts)).value, total)}"
    return t("count.things", count=total)


@kept
def placed(scope: Scope, language: str, box: Box | None) -> Places:
    """The things of a view; raises :class:`CallError` for an unknown concept."""
    filters = Filters(scope.first, scope.last, frozenset(), scope.about or None)
    return places(graph_of_now(), language, filters, kinds=scope.kinds, box=box, shape=SHAPE, limit=LISTED)
