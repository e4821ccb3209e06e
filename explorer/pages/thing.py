"""Fiche: what a thing is, its facts, its links and why they are said, its neighbourhood, its activity, its reuse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from zlib import crc32

import streamlit as st

from explorer.components.answers import Way, around, dated, description, linked, why
from explorer.components.canvas import Drawing, graph_view
from explorer.components.evidence import Card, cards
from explorer.components.render import shorten
from explorer.components.render import show as draw
from explorer.components.search import search_field
from explorer.context import get_context
from explorer.http.addresses import Addresses
from explorer.pages import Visit
from graph.views.kinds import THING_TYPES
from graph.views.things import Dated, Description, Fact, Link, LinkGroup, Thing, ThingKind
from ontology.errors import CallError
from ontology.namespaces import XSD

__all__ = ["activity", "distinct", "show"]

FEW, MANY = 8, 500
"""Links of a group shown first, and at most."""
NEIGHBOURS = 18
_DATES = {XSD[name].value for name in ("date", "dateTime", "gYearMonth", "gYear")}


def show(visit: Visit) -> None:
    """Draw the page of the thing that ``iri`` names; without one, a search field."""
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
    _draw(visit, found)


def _draw(visit: Visit, found: Description) -> None:
    st.set_page_config(page_title=f"{shorten(found.thing.label, 80)} · Maillage")
    main, side = st.columns([7, 4], gap="large")
    with main:
        facts = _facts(visit, found)
        draw("thing_head.html", visit.language, thing=found.thing, types=_types(found), text=found.text, facts=facts)
        groups = [_group(visit, found.thing, group) for group in distinct(found.groups)]
        draw("thing_links.html", visit.language, groups=groups)
    with side:
        _neighbours(visit, found.thing)
        years = activity(dated(found.thing.iri, visit.language))
        aside = {"years": years, "downloads": _downloads(found.thing.iri), "citation": _citation(visit, found.thing)}
        draw("thing_aside.html", visit.language, **aside)


def _types(found: Description) -> list[Thing]:
    """The types that say more than the kind and the note do."""
    return [type_ for type_ in found.types if type_.iri not in THING_TYPES and type_.label not in found.thing.note]


@dataclass(frozen=True, slots=True)
class _Value:
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class _FactRow:
    label: str
    values: tuple[_Value, ...]


def _facts(visit: Visit, found: Description) -> list[_FactRow]:
    """The facts by property, without those that the head of the page says already."""
    said = {found.thing.label, found.text}
    left = [fact for fact in found.facts if fact.value not in said]

    def name(fact: Fact) -> str:
        return fact.property_label

    return [
        _FactRow(label, tuple(_Value(_written(visit, fact), fact.link) for fact in same))
        for label, same in groupby(left, key=name)
    ]


def _written(visit: Visit, fact: Fact) -> str:
    """A date in words, any other value as it is."""
    return visit.t.date(fact.value) if fact.datatype in _DATES else fact.value


def distinct(groups: Sequence[LinkGroup]) -> list[LinkGroup]:
    """The groups without those that say the same from the other side, as broader and narrower do."""
    said: set[tuple[str, ThingKind, frozenset[str]]] = set()
    left = []
    for group in groups:
        same = (group.relation_label, group.kind, frozenset(link.other.iri for link in group.links))
        if same not in said:
            left.append(group)
        said.add(same)
    return left


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


def _group(visit: Visit, thing: Thing, group: LinkGroup) -> _Group:
    shown = visit.parameters.get("all", "")
    name = _anchor(group.relation, str(group.incoming), group.kind.value)
    if name == shown:
        group = linked(thing.iri, Way(group.relation, group.incoming, group.kind), visit.language, MANY)
    rows = tuple(_row(visit, thing, link) for link in group.links)
    more = visit.href("thing", iri=thing.iri, all=name) if group.total > len(rows) and name != shown else ""
    return _Group(visit.t.relation(group), group.kind, group.total, rows, more)


def _row(visit: Visit, thing: Thing, link: Link) -> _Row:
    anchor = _anchor(link.relation, str(link.incoming), link.other.iri)
    is_open = visit.parameters.get("why") == anchor
    ends = (link.other.iri, thing.iri) if link.incoming else (thing.iri, link.other.iri)
    items = cards(visit.t, why(ends[0], link.relation, ends[1], visit.language)) if is_open else ()
    shown = visit.parameters.get("all", "")
    opening = visit.href("thing", iri=thing.iri, all=shown, why=anchor)
    closing = visit.href("thing", iri=thing.iri, all=shown)
    return _Row(link.other, link.evidence, anchor, is_open, opening, closing, items)


def _anchor(*parts: str) -> str:
    """A short name for a link or group, the same in every address."""
    return f"{crc32('|'.join(parts).encode()):08x}"


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a thing's activity: how many dated things are linked to it, and the share of the busiest year."""

    year: int
    count: int
    share: float


def activity(found: Sequence[Dated]) -> tuple[Year, ...]:
    """How many things by year, from the first year to the last, those without any among them."""
    counts = Counter(int(each.date[:4]) for each in found if each.date[:4].isdigit())
    if not counts:
        return ()
    top = max(counts.values())
    return tuple(Year(year, counts[year], counts[year] / top) for year in range(min(counts), max(counts) + 1))


def _neighbours(visit: Visit, thing: Thing) -> None:
    near = around(thing.iri, Way(), visit.language, NEIGHBOURS)
    if len(near.nodes) < 2:
        return
    link = visit.href("relations", iri=thing.iri)
    draw("neighbours.html", visit.language, href_graph=link)
    drawing = Drawing(near.nodes, near.edges, seeds=frozenset({thing.iri}))
    picked = graph_view("neighbours", visit.language, drawing, height="340px").picked_node
    if picked and picked != thing.iri:
        visit.stay(iri=picked)
        st.rerun()


def _downloads(iri: str) -> list[tuple[str, str]]:
    addresses = Addresses(get_context().workspace.settings.network.base_iri)
    names = {"Turtle": "ttl", "JSON-LD": "jsonld", "RDF/XML": "rdf", "N-Triples": "nt"}
    return [(name, addresses.data(iri, extension)) for name, extension in names.items()]


def _citation(visit: Visit, thing: Thing) -> str:
    context = get_context()
    snapshot = context.snapshot()
    network = context.workspace.settings.network.name(visit.language)
    date = visit.t.date(snapshot.manifest.created)
    label = " ".join(thing.label.split())[:300]
    return visit.t("thing.cite_as", label=label, network=network, id=snapshot.id, date=date, iri=thing.iri)
