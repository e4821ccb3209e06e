"""What is known of one thing: what it is, its facts, its links grouped and counted. Why is not for here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph.binding import iri as term
from graph.sparql import load
from graph.store import Store, Term, text
from graph.views.explanations import explained
from graph.views.facts import facts_of, text_of, types_of
from graph.views.kinds import THING_TYPES
from graph.views.nodes import Names, names, things
from graph.views.things import Description, Link, LinkGroup, Thing, ThingKind
from ontology.errors import CallError

__all__ = ["describe", "links"]

ORDERED = 2_000
"""Links of a group up to which the latest come first; more are shown in the order of the store."""
_TYPE_OF = {kind: NamedNode(type_) for type_, kind in THING_TYPES.items()}


@dataclass(frozen=True, slots=True)
class _Group:
    """A relation, direction and kind of other end, and how many links there are."""

    relation: str
    incoming: bool
    kind: ThingKind
    total: int


def describe(store: Store, iri: str, language: str = "fr", limit: int = 50) -> Description:
    """What a page on a thing shows first, with up to ``limit`` links a group, the latest first.

    Raises :class:`CallError` when the graph says nothing of the thing, or the text is no IRI.
    """
    said = [
        (text(row, "property"), row["value"])
        for row in store.select(load("graph.views", "said_of"), {"thing": term(iri)})
    ]
    groups = _groups(store, iri)
    if not said and not groups:
        raise CallError(f"the graph knows nothing of <{iri}>", None, "Search for it by its name.")
    shown = {group: _others(store, iri, group, limit, 0) for group in groups}
    linked = {group.relation for group in groups if not group.incoming}
    values = [value.value for name, value in said if isinstance(value, NamedNode) and name not in linked]
    known = things(store, [iri, *values, *(other for others in shown.values() for other in others)], language)
    named = names(store, {name for name, _ in said} | {group.relation for group in groups}, language)
    outside = _without_links(said, shown)
    return Description(
        thing=known[iri],
        types=types_of(said, known),
        text=text_of(said, language),
        facts=facts_of(outside, known, named, language),
        groups=_link_groups(store, iri, shown, known, named),
    )


def gloss(store: Store, iri: str, language: str = "fr") -> tuple[str, str]:
    """What a term is called and what it means, its links uncounted; both are empty where nothing is said of it."""
    said = [
        (text(row, "property"), row["value"])
        for row in store.select(load("graph.views", "said_of"), {"thing": term(iri)})
    ]
    return (things(store, [iri], language)[iri].label, text_of(said, language)) if said else ("", "")


def links(  # noqa: PLR0913, PLR0917
    store: Store,
    iri: str,
    relation: str,
    incoming: bool,
    kind: ThingKind,
    language: str = "fr",
    limit: int = 50,
    offset: int = 0,
) -> LinkGroup:
    """One page of the links of one relation, direction and kind of other end, the latest first.

    Raises :class:`CallError` when there are no such links.
    """
    wanted = (relation, incoming, kind)
    for group in _groups(store, iri):
        if (group.relation, group.incoming, group.kind) == wanted:
            shown = {group: _others(store, iri, group, limit, offset)}
            known = things(store, shown[group], language)
            return _link_groups(store, iri, shown, known, names(store, [relation], language))[0]
    raise CallError(f"<{iri}> has no such links", None, "Open its page to see those it has.")


def _groups(store: Store, iri: str) -> list[_Group]:
    totals: dict[tuple[bool, str, ThingKind], int] = {}
    for row in store.select(load("graph.views", "counts"), {"thing": term(iri)}):
        if kind := THING_TYPES.get(text(row, "type")):
            totals[text(row, "direction") == "incoming", text(row, "property"), kind] = int(text(row, "total"))
    for (incoming, relation, kind), total in totals.items():
        if kind is ThingKind.PAGE:  # a page is counted among the documents too
            totals[incoming, relation, ThingKind.PUBLICATION] -= total
    found = [
        _Group(relation, incoming, kind, total) for (incoming, relation, kind), total in totals.items() if total > 0
    ]
    kinds = list(ThingKind)
    return sorted(found, key=lambda each: (each.incoming, each.relation, kinds.index(each.kind)))


def _others(store: Store, iri: str, group: _Group, limit: int, offset: int) -> list[str]:
    bindings: dict[str, NamedNode | Literal] = {
        "thing": term(iri),
        "property": NamedNode(group.relation),
        "type": _TYPE_OF[group.kind],
        "limit": Literal(max(limit, 0)),
        "offset": Literal(max(offset, 0)),
    }
    direction = "incoming" if group.incoming else "outgoing"
    query = load("graph.views", direction if group.total <= ORDERED else f"{direction}_many")
    return [text(row, "other") for row in store.select(query, bindings)]


def _link_groups(
    store: Store, iri: str, shown: dict[_Group, list[str]], known: dict[str, Thing], named: dict[str, Names]
) -> tuple[LinkGroup, ...]:
    subjects = {iri, *(other for group, others in shown.items() if group.incoming for other in others)}
    why = explained(store, subjects) if any(shown.values()) else {}
    groups = []
    for group, others in shown.items():
        made = []
        for other in others:
            ends = (other, group.relation, iri) if group.incoming else (iri, group.relation, other)
            count, confidence = why.get(ends, (0, None))
            made.append(Link(group.relation, group.incoming, known[other], count, confidence))
        name = named[group.relation]
        label = name.inverse if group.incoming else name.label
        groups.append(LinkGroup(group.relation, label, group.incoming, group.kind, tuple(made), group.total))
    return tuple(groups)


def _without_links(said: Iterable[tuple[str, Term]], shown: dict[_Group, list[str]]) -> list[tuple[str, Term]]:
    linked = {(group.relation, other) for group, others in shown.items() if not group.incoming for other in others}
    cut = {group.relation for group, others in shown.items() if not group.incoming and len(others) < group.total}
    return [
        (name, value)
        for name, value in said
        if not (isinstance(value, NamedNode) and ((name, value.value) in linked or name in cut))
    ]
