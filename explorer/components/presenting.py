"""How a relationship graph is presented: its layout, what its colours and sizes mean, as a drawing.

What is in it is decided by the board; drawing it is for the browser, and for the files that are taken away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from explorer.components.board import Board
from explorer.components.drawing import Drawing, Mark
from explorer.components.kinds import GROUPS
from explorer.components.layouts import Guide, Standing, along_time, by_kind, by_level
from explorer.components.view import Layout, View
from explorer.texts import Texts
from graph.networks.relations import DOCUMENTS
from graph.networks.shown import communities_of, importance_of
from graph.views.things import ThingKind

__all__ = ["Group", "drawing_of", "groups_of"]

NAMES = 2
"""Things that name a community."""


@dataclass(frozen=True, slots=True)
class Group:
    """A community of the graph: its colour's number, how many things it has, and those that matter most in it."""

    number: int
    size: int
    name: str


def drawing_of(t: Texts, view: View, board: Board, told: dict[str, tuple[int, int]]) -> Drawing:
    """The drawing of a graph. Things stand where they are ``told`` to, else where the layout of the view puts them."""
    edges = tuple(
        replace(edge, source=source, target=target) for edge in board.links for source, target in [board.ends(edge)]
    )
    marks = tuple(
        Mark(name, t("relations.rest", count=t.number(rest.count), kind=t.kind(rest.kind.value, rest.count)),
             rest.kind, board.merged.get(rest.hub, rest.hub))
        for name, rest in board.rest.items()
    )  # fmt: skip
    pairs = [board.ends(edge) for edge in board.links]
    shown = list(board.shown)
    laid, guides = _laid_out(t, view.layout, board, marks, view.begun_with)
    return Drawing(
        tuple(board.shown.values()),
        edges,
        seeds=view.begun_with,
        pinned=view.pinned,
        places=laid | told,
        sizes=importance_of(shown, pairs) if view.size == "importance" else {},
        groups=communities_of(shown, pairs) if view.colour == "community" else {},
        marks=marks,
        guides=tuple(guides),
    )


def groups_of(board: Board, drawing: Drawing) -> list[Group]:
    """The communities that have a colour of their own, the largest first; the others are counted as one."""
    members: dict[int, list[str]] = {}
    for iri, number in drawing.groups.items():
        members.setdefault(number, []).append(iri)
    found = []
    for number, iris in sorted(members.items()):
        best = sorted(iris, key=lambda iri: (board.shown[iri].kind is not ThingKind.CONCEPT, -board.degrees[iri]))
        telling = [iri for iri in best if board.shown[iri].kind not in DOCUMENTS] or best
        name = ", ".join(board.shown[iri].label for iri in telling[:NAMES])
        found.append(Group(number % len(GROUPS), len(iris), name))
    return found


def _laid_out(
    t: Texts, layout: Layout, board: Board, marks: tuple[Mark, ...], begun: frozenset[str]
) -> tuple[dict[str, tuple[int, int]], list[Guide]]:
    if layout == "force":
        return {}, []
    things = [Standing(each.iri, each.label, each.kind, board.years.get(each.iri, 0)) for each in board.shown.values()]
    things += [Standing(mark.name, mark.label, mark.kind) for mark in marks]
    near: dict[str, list[str]] = {each.name: [] for each in things}
    for one, other in {*(board.ends(edge) for edge in board.links), *((mark.hub, mark.name) for mark in marks)}:
        near[one].append(other)
        near[other].append(one)
    if layout == "hierarchy":
        return by_level(things, {name: sorted(others) for name, others in near.items()}, begun), []
    if layout == "time":
        return along_time(things, near)
    return by_kind(things, near, lambda kind, count: f"{t(f'kinds.{kind.value}')} ({t.number(count)})")
