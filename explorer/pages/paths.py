"""Chemins: how two things are related, by the best paths, each hop said with its evidence."""

from __future__ import annotations

import streamlit as st

from explorer.components.answers import close, figures
from explorer.components.chosen import known
from explorer.components.render import show as draw
from explorer.components.scope import Scope
from explorer.components.search import Target, search_field
from explorer.components.walks import between_things, degree, walks
from explorer.pages import Visit
from graph.networks.filters import Filters
from graph.networks.similarity import Close
from graph.views.things import Thing, ThingKind
from ontology.errors import CallError

__all__ = ["THROUGH", "show"]

THROUGH = (
    ThingKind.EVENT,
    ThingKind.PUBLICATION,
    ThingKind.PERSON,
    ThingKind.ORGANISATION,
    ThingKind.GROUP,
    ThingKind.CONCEPT,
)
"""The kinds that a path may be asked to go through."""
SIMILAR = 3
_ENDS = ("start", "end")


def show(visit: Visit) -> None:
    """Draw the page; ``start`` and ``end``, and what may stand between, are in the address."""
    scope = Scope.read(visit.parameters)
    ends = {name: known(visit.parameters.get(name, ""), visit.language) for name in _ENDS}
    asked = {name: thing.iri for name, thing in ends.items() if thing} | scope.parameters()
    draw(
        "paths_head.html",
        visit.language,
        lost=[name for name in _ENDS if visit.parameters.get(name) and not ends[name]],
    )
    _choose(visit, ends, asked)
    start, end = ends["start"], ends["end"]
    if start is None or end is None:
        draw("paths_start.html", visit.language, examples=_examples(visit, start))
    elif start.iri == end.iri:
        draw("paths_none.html", visit.language, start=start, end=end, reason="same", open_href="", near=())
    else:
        _answer(visit, scope, start, end, asked)


def _choose(visit: Visit, ends: dict[str, Thing | None], asked: dict[str, str]) -> None:
    """The two fields, one beside the other, each with what is chosen in it."""
    for column, name in zip(st.columns(2, gap="large"), _ENDS, strict=True):
        with column:
            others = {key: value for key, value in asked.items() if key != name}
            if thing := ends[name]:
                removed = visit.href("paths", **others)
                draw("chosen.html", visit.language, label=visit.t(f"paths.{name}"), chosen=thing, href_without=removed)
            else:
                search_field(f"paths-{name}", visit.language, Target("paths", name, others), visit.t(f"paths.{name}"))


def _examples(visit: Visit, start: Thing | None) -> list[tuple[Thing, Thing, str]]:
    """Two pairs of themes to begin with, or the thing chosen and themes to go to."""
    themes = [thing for thing, _ in figures(visit.language).top_concepts[:4]]
    pairs = [(start, theme) for theme in themes[:3]] if start else list(zip(themes[::2], themes[1::2], strict=False))
    return [
        (one, other, visit.href("paths", start=one.iri, end=other.iri)) for one, other in pairs if one.iri != other.iri
    ]


def _answer(visit: Visit, scope: Scope, start: Thing, end: Thing, asked: dict[str, str]) -> None:
    filters = Filters(first=scope.first, last=scope.last)
    found = between_things(start.iri, end.iri, visit.language, scope.kinds, filters)
    swapped = visit.href("paths", **asked | {"start": end.iri, "end": start.iri})
    draw(
        "paths_scope.html",
        visit.language,
        scope=scope,
        through=THROUGH,
        hidden={"start": start.iri, "end": end.iri},
        swapped=swapped,
    )
    if found:
        draw("paths.html", visit.language, walks=walks(visit, found, asked), start=start, end=end)
        return
    open_href = "" if scope.is_open else visit.href("paths", start=start.iri, end=end.iri)
    alone = [thing for thing in (start, end) if not degree(thing.iri)]
    reason = "alone" if alone else ("scope" if open_href else "far")
    ends = {"start": alone[0] if alone else start, "end": end}
    draw("paths_none.html", visit.language, **ends, reason=reason, open_href=open_href, near=_near(visit, start, end))


def _near(visit: Visit, start: Thing, end: Thing) -> list[tuple[Thing, str]]:
    """Things like the one to go to, from which a path may be found."""
    try:
        found: tuple[Close, ...] = close(end.iri, visit.language, SIMILAR + 1)
    except CallError:
        return []
    others = [each.thing for each in found if each.thing.iri != start.iri][:SIMILAR]
    return [(thing, visit.href("paths", start=start.iri, end=thing.iri)) for thing in others]
