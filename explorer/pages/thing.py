"""Fiche: what a thing is, its facts, its links and why they are said, its neighbourhood, its activity, its reuse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import streamlit as st

from explorer.components.address import anchor, group_anchor
from explorer.components.annotation import draw_annotation, said_by
from explorer.components.answers import Way, around, description, instances_of, linked, tells_of, why
from explorer.components.aside import draw_aside
from explorer.components.atlas import word
from explorer.components.canvas import Drawing, Leads, graph_view
from explorer.components.evidence import Card, cards
from explorer.components.render import shorten
from explorer.components.render import show as draw
from explorer.components.search import search_field
from explorer.context import get_context
from explorer.pages import Visit
from graph.networks.places import Box
from graph.views.descriptions import distinct
from graph.views.kinds import THING_TYPES
from graph.views.things import DATES, Description, Fact, Link, LinkGroup, Thing, ThingKind
from ontology.errors import CallError
from ontology.namespaces import BIBO, DCTERMS, FOAF, OA, OWL, RDFS, SCHEMA, SKOS

__all__ = ["show"]

FEW, MANY = 8, 200
"""Links of a group shown first, and on one screen of all of them."""
SCREENS = 10_000
"""The last screen that an address may ask for."""
NEIGHBOURS = 18
NEAR = 0.15
"""Degrees around a thing on the map."""
POINT = re.compile(r"(?:geo:)?(-?\d{1,2}(?:\.\d+)?),\s*(-?\d{1,3}(?:\.\d+)?)")
ELSEWHERE = frozenset(
    term.value
    for term in (
        DCTERMS.identifier, SCHEMA.sameAs, OWL.sameAs, FOAF.page, FOAF.homepage, RDFS.seeAlso, BIBO.doi, BIBO.isbn,
        SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch,
    )
)  # fmt: skip
"""The properties that say what a thing is called elsewhere, and where people read of it."""
CLASSES = frozenset({OWL.Class.value, RDFS.Class.value})


def show(visit: Visit) -> None:
    """Draw the page of the thing, or the evidence, that ``iri`` names; without one, a search field."""
    iri = visit.parameters.get("iri", "")
    if not iri:
        draw("start.html", visit.language, title=visit.t("thing.choose"), sentence=visit.t("thing.choose_hint"))
        search_field("thing-search", visit.language)
        return
    try:
        found = description(iri, visit.language, FEW)
    except CallError:
        sentence = visit.t("thing.unknown_hint", iri=iri)
        draw("start.html", visit.language, title=visit.t("thing.unknown"), sentence=sentence)
        search_field("thing-search", visit.language)
        return
    said = said_by(iri, visit.language) if any(each.iri == OA.Annotation.value for each in found.types) else ()
    if said:
        draw_annotation(visit, found.thing, said)
    else:
        _draw(visit, found)


def _draw(visit: Visit, found: Description) -> None:
    network = get_context().workspace.settings.network.name(visit.language)
    st.set_page_config(page_title=f"{shorten(found.thing.label, 80)} · {network}")
    main, side = st.columns([7, 4], gap="large")
    elsewhere = [fact for fact in found.facts if fact.property in ELSEWHERE]
    with main:
        facts = _rows(visit, found, [fact for fact in found.facts if fact not in elsewhere])
        values = {"types": _types(found), "is_class": _is_class(found), "text": found.text, "facts": facts}
        draw("thing_head.html", visit.language, thing=found.thing, **values)
        groups = [_group(visit, found.thing, group) for group in distinct(found.groups)]
        groups += _told(visit, found.thing)
        if _is_class(found):
            groups += _instances(visit, found.thing)
        draw("thing_links.html", visit.language, groups=groups)
    with side:
        _neighbours(visit, found.thing)
        draw_aside(visit, found.thing, _rows(visit, found, elsewhere), _place(visit, found))


def _types(found: Description) -> list[Thing]:
    """The types that say more than the kind and the note do."""
    known = {*THING_TYPES, *CLASSES}
    return [type_ for type_ in found.types if type_.iri not in known and type_.label not in found.thing.note]


def _is_class(found: Description) -> bool:
    """Whether the thing is a class of the vocabularies, and no thing that people meet."""
    return found.thing.kind is ThingKind.OTHER and any(type_.iri in CLASSES for type_ in found.types)


@dataclass(frozen=True, slots=True)
class _Value:
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class _FactRow:
    label: str
    values: tuple[_Value, ...]


def _rows(visit: Visit, found: Description, facts: Sequence[Fact]) -> list[_FactRow]:
    """Facts by property, without those that the head of the page says already."""
    said = {found.thing.label, found.text}
    left = [fact for fact in facts if fact.value not in said]

    def name(fact: Fact) -> str:
        return fact.property_label

    return [
        _FactRow(label, tuple(_Value(_written(visit, fact), fact.link) for fact in same))
        for label, same in groupby(left, key=name)
    ]


def _place(visit: Visit, found: Description) -> str:
    """The address of the map around the thing, where its point is told."""
    for fact in found.facts:
        if fact.property == SCHEMA.geo.value and (point := POINT.fullmatch(fact.value)):
            latitude, longitude = float(point[1]), float(point[2])
            around = Box(longitude - NEAR, latitude - NEAR, longitude + NEAR, latitude + NEAR)
            return visit.href("map", box=word(around))
    return ""


def _written(visit: Visit, fact: Fact) -> str:
    """A date in words, a language by its name, any other value as it is."""
    if fact.property == DCTERMS.language.value:
        return visit.t.tongue(fact.value)
    return visit.t.moment(fact.value) if fact.datatype in DATES else fact.value


@dataclass(frozen=True, slots=True)
class _Row:
    other: Thing
    evidence: int
    anchor: str
    open: bool
    why_href: str
    close_href: str
    items: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    title: str
    kind: ThingKind
    total: int
    rows: tuple[_Row, ...]
    more_href: str
    least: bool = False
    first: int = 0
    before_href: str = ""
    after_href: str = ""


def _screens(visit: Visit, thing: Thing, name: str, group: _Group) -> _Group:
    """The group with the ways to its other links: to all of them, or from one screen of them to the next."""
    if visit.parameters.get("all", "") != name:
        more = visit.href("thing", iri=thing.iri, all=name) if group.total > len(group.rows) else ""
        return replace(group, more_href=more)
    if group.total <= MANY:
        return group
    screen = _screen(visit)

    def way(to: int) -> str:
        return visit.href("thing", iri=thing.iri, all=name, screen=str(to) if to > 1 else "")

    last = (screen - 1) * MANY + len(group.rows)
    before = screen - 1 if group.rows else min(screen - 1, -(-group.total // MANY))
    return replace(
        group,
        first=last - len(group.rows) + 1 if group.rows else 0,
        before_href=way(before) if screen > 1 else "",
        after_href=way(screen + 1) if last < group.total and group.rows else "",
    )


def _screen(visit: Visit) -> int:
    """Which screen of all links of a group is asked for; the first where the address names none."""
    text = visit.parameters.get("screen", "")
    return min(max(int(text), 1), SCREENS) if text[:6].isdecimal() and len(text) < 7 else 1


def _group(visit: Visit, thing: Thing, group: LinkGroup) -> _Group:
    name = group_anchor(group)
    if name == visit.parameters.get("all", ""):
        way = Way(group.relation, group.incoming, group.kind)
        group = linked(thing.iri, way, visit.language, MANY, (_screen(visit) - 1) * MANY)
    rows = tuple(_row(visit, thing, link) for link in group.links)
    return _screens(visit, thing, name, _Group(visit.t.relation(group), group.kind, group.total, rows, ""))


def _told(visit: Visit, thing: Thing) -> list[_Group]:
    """What a source tells of, by kind; nothing for another thing."""
    if thing.kind is not ThingKind.OTHER:
        return []
    groups = []
    for told in tells_of(thing.iri, visit.language, FEW, ()):
        name, few = anchor("told", told.kind.value), told.things
        if name == visit.parameters.get("all", ""):
            first = (_screen(visit) - 1) * MANY
            few = tells_of(thing.iri, visit.language, first + MANY, (told.kind,))[0].things[first:]
        group = _Group(visit.t("thing.tells_of"), told.kind, told.total, _plain(few), "", told.least)
        groups.append(_screens(visit, thing, name, group))
    return groups


def _plain(things: Sequence[Thing]) -> tuple[_Row, ...]:
    return tuple(_Row(each, 0, "", False, "", "", ()) for each in things)


def _instances(visit: Visit, thing: Thing) -> list[_Group]:
    """The things of a class, which are all of one kind where people meet them."""
    name = anchor("instances", thing.iri)
    first = (_screen(visit) - 1) * MANY if visit.parameters.get("all", "") == name else -1
    total, found = instances_of(thing.iri, visit.language, FEW if first < 0 else first + MANY)
    kind = THING_TYPES.get(thing.iri, found[0].kind if found else ThingKind.OTHER)
    group = _Group(visit.t("thing.instances"), kind, total, _plain(found[max(first, 0) :]), "")
    return [_screens(visit, thing, name, group)] if found else []


def _row(visit: Visit, thing: Thing, link: Link) -> _Row:
    name = anchor(link.relation, str(link.incoming), link.other.iri)
    is_open = visit.parameters.get("why") == name
    ends = (link.other.iri, thing.iri) if link.incoming else (thing.iri, link.other.iri)
    items = cards(visit.t, why(ends[0], link.relation, ends[1], visit.language)) if is_open else ()
    shown = {each: visit.parameters.get(each, "") for each in ("all", "screen")}
    opening = visit.href("thing", iri=thing.iri, **shown, why=name)
    closing = visit.href("thing", iri=thing.iri, **shown)
    return _Row(link.other, link.evidence, name, is_open, opening, closing, items)


def _neighbours(visit: Visit, thing: Thing) -> None:
    nodes, edges = around(thing.iri, visit.language, NEIGHBOURS)
    if len(nodes) < 2:
        return
    link = visit.href("relations", iri=thing.iri)
    draw("neighbours.html", visit.language, href_graph=link)
    drawing = Drawing(nodes, edges, seeds=frozenset({thing.iri}))
    graph_view("neighbours", visit.language, drawing, height="340px", leads=Leads(visit.href("thing"), "iri"))
