"""Acteurs: who works with whom around a concept and a period; groups, rankings, and those who stand between groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from explorer.components.answers import named
from explorer.components.canvas import Leads, graph_view
from explorer.components.chosen import choose
from explorer.components.circles import GROUPS as LARGEST
from explorer.components.circles import NETWORKS, Circle, circle, circle_file
from explorer.components.kinds import GROUPS
from explorer.components.maps import drawing_of
from explorer.components.render import show as draw
from explorer.components.scope import Scope
from explorer.pages import Visit
from graph.networks.files import FORMATS
from graph.networks.meanings import meaning
from graph.networks.measures import MEASURES
from graph.networks.network import Tie
from graph.networks.relations import ACTORS
from graph.views.things import Thing, ThingKind
from ontology.errors import CallError

__all__ = ["show"]

HEIGHT = "min(64vh, 540px)"
MEASURE = "weighted_degree"
FEW = 2
"""Documents of a tie named in the table; all are counted."""


def show(visit: Visit) -> None:
    """Draw the page; the concept, actor, period, network, measure and what is selected are in the address."""
    scope = Scope.read(visit.parameters)
    name = _one_of(visit.parameters.get("by", ""), NETWORKS)
    measure = _one_of(visit.parameters.get("measure", ""), (MEASURE, *MEASURES))
    asked = scope.parameters() | {"by": name if name != NETWORKS[0] else ""} | {"measure": measure}
    asked = {key: value for key, value in asked.items() if value and (key, value) != ("measure", MEASURE)}
    draw("actors_head.html", visit.language)
    others = {key: asked[key] for key in ("by", "measure") if key in asked}
    choose(visit, "actors", scope, {"about": (ThingKind.CONCEPT,), "actor": ACTORS}, **others)
    titles = {each: meaning(each).titles[visit.language] for each in NETWORKS}
    draw("actors_scope.html", visit.language, scope=scope, name=name, titles=titles, measure=measure)
    try:
        found = circle(name, scope.filters, visit.language, measure, scope.actor)
    except CallError:
        draw("scope_lost.html", visit.language, page="actors")
        return
    if not found.network.ties:
        draw("actors_none.html", visit.language, scope=scope, actors=found.network.node_count)
        return
    _network(visit, found, asked, scope.actor)
    _rankings(visit, found, asked, measure, scope.actor)
    _files(visit, name, scope, cut=bool(found.network.left_out))


def _one_of(asked: str, known: tuple[str, ...]) -> str:
    return asked if asked in known else known[0]


def _network(visit: Visit, found: Circle, asked: Mapping[str, str], actor: str) -> None:
    """The drawing with its groups beside it, or what was clicked in it; below, the same ties as a table."""
    things = {node.thing.iri: node.thing for node in found.network.nodes}
    centre = next((each for each in found.network.nodes if each.thing.iri == actor), None)
    draw(
        "actors_network.html",
        visit.language,
        found=found.network,
        actor=things.get(actor),
        own=sum(actor in {tie.source, tie.target} for tie in found.network.ties),
        ties=centre.degree if centre else 0,
    )
    selected = visit.parameters.get("on", "")
    canvas, side = st.columns([7, 4], gap="medium")
    with canvas:
        drawing = drawing_of(visit.t, found.network, found.groups.of, selected if selected in things else actor)
        leads = Leads(visit.href("actors", **asked), "on", ("on",), "#selected")
        graph_view("actors", visit.language, drawing, HEIGHT, leads=leads)
    with side:
        _selected(visit, found, asked, selected, things)
        own, keys = _group_names(found, actor), _keys(found)
        draw(
            "actors_groups.html",
            visit.language,
            groups=found.groups,
            keys=keys,
            few=LARGEST,
            actor=things.get(actor),
            own=own,
        )
    documents = _documents(visit, [iri for tie in found.network.ties for iri in tie.documents[:FEW]])
    draw(
        "actors_ties.html",
        visit.language,
        found=found.network,
        things=things,
        documents=documents,
        asked=asked,
        few=FEW,
    )


def _keys(found: Circle) -> list[dict[str, str]]:
    return [GROUPS[each.number % len(GROUPS)] for each in found.groups.communities]


def _selected(
    visit: Visit, found: Circle, asked: Mapping[str, str], selected: str, things: Mapping[str, Thing]
) -> None:
    """The card of an actor, or of a tie with the documents that make it."""
    tie = _tie(found, selected)
    if tie:
        documents = _documents(visit, tie.documents)
        ends = (things[tie.source], things[tie.target])
        draw("actors_tie.html", visit.language, ends=ends, tie=tie, documents=list(documents.values()), asked=asked)
        return
    node = next((each for each in found.network.nodes if each.thing.iri == selected), None)
    if node:
        names = _group_names(found, selected)
        around = visit.href("actors", **dict(asked) | {"actor": selected})
        draw("actors_one.html", visit.language, node=node, group=names, around=around, asked=asked)


def _group_names(found: Circle, iri: str) -> list[str]:
    """The name of the group that an actor is in, where it is among those described."""
    group = found.groups.of.get(iri)
    return [each.name for each in found.groups.communities if each.number == group]


def _tie(found: Circle, selected: str) -> Tie | None:
    ends = set(selected.split())
    return next((each for each in found.network.ties if {each.source, each.target} == ends), None)


def _documents(visit: Visit, iris: Sequence[str]) -> dict[str, Thing]:
    return named(tuple(dict.fromkeys(iris)), visit.language)


def _rankings(visit: Visit, found: Circle, asked: Mapping[str, str], measure: str, actor: str) -> None:
    """Who is high by the measure, what each measure means, who stands between groups: in all, around whom one looks."""
    measures = [
        (meaning(each).titles[visit.language], visit.href("actors", **dict(asked) | {"measure": each}), each == measure)
        for each in MEASURES
    ]
    values = [each.value for each in found.ranking.scores]
    whole = all(value == int(value) for value in values)
    written = [visit.t.number(int(value)) if whole else visit.t.decimal(value, 3) for value in values]
    top = max(values, default=0) or 1
    rows = list(zip(found.ranking.scores, written, (each / top for each in values), strict=True))
    meanings = [(each.titles[visit.language], each.sentences[visit.language]) for each in map(meaning, MEASURES)]
    draw(
        "actors_rankings.html",
        visit.language,
        ranking=found.ranking,
        rows=rows,
        measures=measures,
        meanings=meanings,
        groups=found.groups,
        keys=_keys(found),
        brokers=found.brokers,
        between=found.between,
        actor=actor,
    )


def _files(visit: Visit, name: str, scope: Scope, *, cut: bool) -> None:
    """The network of the concept and period, made when it is asked for; ``cut`` says that the page weighs a part."""
    draw("actors_files.html", visit.language, name=name, cut=cut)
    for column, (extension, title) in zip(st.columns(len(FORMATS)), FORMATS.items(), strict=True):
        make = partial(circle_file, name, scope.filters, visit.language, extension)
        label = visit.t("actors.download", format=title)
        column.download_button(label, make, f"{name}.{extension}", on_click="ignore", key=f"{name}-{extension}")
