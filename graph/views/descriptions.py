"""What is known of one thing: what it is, its facts, its links grouped and counted. Why is not for here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from graph.binding import iri as term
from graph.sparql import load
from graph.store import Store, Term, Value, text
from graph.views.authors import authors
from graph.views.explanations import explained_about
from graph.views.facts import facts_of, text_of, types_of
from graph.views.kinds import THING_TYPES
from graph.views.nodes import Names, things, things_and_names
from graph.views.things import Description, Link, LinkGroup, Thing, ThingKind
from ontology.errors import CallError
from ontology.namespaces import DCTERMS, FOAF, OA, RDF, SCHEMA, SKOS

__all__ = ["Group", "Ordered", "describe", "distinct", "gloss", "links"]

ORDERED = 2_000
"""Links of a group up to which the latest come first; more are shown in the order of the store."""
_TYPE_OF = {kind: NamedNode(type_) for type_, kind in THING_TYPES.items()}


_NO_LINKS = frozenset({RDF.type.value, DCTERMS.type.value})
_NO_POINTING = frozenset(
    term.value for term in (OA.hasBody, OA.hasSource, FOAF.primaryTopic, RDF.type, SKOS.inScheme, SKOS.topConceptOf)
)
"""Properties that are no link between things, from the one that points and from the one pointed to."""


@dataclass(frozen=True, slots=True)
class Group:
    """A relation, direction and kind of other end, and how many links there are."""

    relation: str
    incoming: bool
    kind: ThingKind
    total: int


@dataclass(frozen=True, slots=True)
class Ordered:
    """All groups of links by some relations, with the other ends of those shown in order: known without asking."""

    relations: Collection[str] = ()
    groups: Mapping[Group, Sequence[str]] = field(default_factory=dict)


def describe(
    store: Store, iri: str, language: str = "fr", limit: int = 50, ordered: Ordered = Ordered()
) -> Description:
    """What a page on a thing shows first, with up to ``limit`` links a group, the latest first; authors in their order.

    Raises :class:`CallError` when the graph says nothing of the thing, or the text is no IRI.
    """
    rows = list(store.select(load("graph.views", "said_and_pointing"), {"thing": term(iri)}))
    said = [(text(row, "property"), row["value"]) for row in rows if "value" in row]
    outgoing = {name for name, value in said if isinstance(value, NamedNode)} - _NO_LINKS
    incoming = {text(row, "property") for row in rows if "value" not in row} - _NO_POINTING
    shown = _shown(store, iri, outgoing, incoming, limit, 0, ordered)
    if not said and not shown:
        raise CallError(f"the graph knows nothing of <{iri}>", None, "Search for it by its name.")
    linked = {group.relation for group in shown if not group.incoming}
    values = [value.value for name, value in said if isinstance(value, NamedNode) and name not in linked]
    others = (other for others in shown.values() for other in others)
    properties = {name for name, _ in said} | {group.relation for group in shown}
    known, named = things_and_names(store, [iri, *values, *others], properties, language)
    outside = _without_links(said, shown)
    return Description(
        thing=known[iri],
        types=types_of(said, known),
        text=text_of(said, language),
        facts=facts_of(outside, known, named, language),
        groups=_link_groups(store, iri, shown, known, named),
    )


def distinct(groups: Iterable[LinkGroup]) -> list[LinkGroup]:
    """The groups without those that say the same from the other side, as broader and narrower do."""
    said: set[tuple[str, ThingKind, frozenset[str]]] = set()
    left = []
    for group in groups:
        same = (group.relation_label, group.kind, frozenset(link.other.iri for link in group.links))
        if same not in said:
            left.append(group)
        said.add(same)
    return left


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
    ordered: Ordered = Ordered(),
) -> LinkGroup:
    """One page of the links of one relation, direction and kind of other end, the latest first; authors in their order.

    Raises :class:`CallError` when there are no such links.
    """
    ways: tuple[set[str], set[str]] = (set(), {relation}) if incoming else ({relation}, set())
    wanted = (relation, incoming, kind)
    for group, others in _shown(store, iri, *ways, limit, offset, ordered).items():
        if (group.relation, group.incoming, group.kind) == wanted:
            known, named = things_and_names(store, others, [relation], language)
            return _link_groups(store, iri, {group: others}, known, named)[0]
    raise CallError(f"<{iri}> has no such links", None, "Open its page to see those it has.")


def _shown(  # noqa: PLR0913, PLR0917
    store: Store, iri: str, outgoing: set[str], incoming: set[str], limit: int, offset: int, ordered: Ordered
) -> dict[Group, Sequence[str]]:
    """The groups of links by these properties, and the other ends of those shown."""
    asked = _groups(store, iri, outgoing - {*ordered.relations}, incoming - {*ordered.relations})
    known: dict[Group, Sequence[str]] = {
        group: others[offset : offset + limit]
        for group, others in ordered.groups.items()
        if group.relation in (incoming if group.incoming else outgoing)
    }
    pages = {(group.relation, group.incoming) for group in asked if group.kind is ThingKind.PAGE}
    for group in asked:
        apart = group.kind is ThingKind.PUBLICATION and (group.relation, group.incoming) in pages
        known[group] = _others(store, iri, group, (limit, offset), ThingKind.PAGE if apart else group.kind)
    for group in known:
        if group.relation == DCTERMS.creator.value and not group.incoming:
            known[group] = authors(store, iri, _TYPE_OF[group.kind])[offset : offset + limit]
    kinds = list(ThingKind)
    return {
        group: known[group]
        for group in sorted(known, key=lambda each: (each.incoming, each.relation, kinds.index(each.kind)))
    }


def _groups(store: Store, iri: str, outgoing: set[str], incoming: set[str]) -> list[Group]:
    if not outgoing and not incoming:
        return []
    bindings: dict[str, Value] = {
        "thing": term(iri),
        "outgoing": [term(name) for name in sorted(outgoing)],
        "incoming": [term(name) for name in sorted(incoming)],
    }
    totals: dict[tuple[bool, str, ThingKind], int] = {}
    for row in store.select(load("graph.views", "counts"), bindings):
        if kind := THING_TYPES.get(text(row, "type")):
            totals[text(row, "direction") == "incoming", text(row, "property"), kind] = int(text(row, "total"))
    for (coming, relation, kind), total in totals.items():
        if kind is ThingKind.PAGE:  # a page is counted among the documents too
            totals[coming, relation, ThingKind.PUBLICATION] -= total
    return [Group(relation, coming, kind, total) for (coming, relation, kind), total in totals.items() if total > 0]


def _others(store: Store, iri: str, group: Group, window: tuple[int, int], without: ThingKind) -> list[str]:
    """The other ends of a group's links, so many from an offset on; without those of another kind, which are of this
    kind too, as pages are documents."""
    bindings: dict[str, NamedNode | Literal] = {
        "thing": term(iri),
        "property": NamedNode(group.relation),
        "type": _TYPE_OF[group.kind],
        "without": _TYPE_OF[without],
        "limit": Literal(max(window[0], 0)),
        "offset": Literal(max(window[1], 0)),
    }
    name = "incoming" if group.incoming else "outgoing"
    if group.total <= ORDERED:
        bindings["dated"] = SCHEMA.startDate if group.kind is ThingKind.EVENT else DCTERMS.issued
    else:
        name = f"{name}_many"
    query = load("graph.views", name)
    return [text(row, "other") for row in store.select(query, bindings)]


def _link_groups(
    store: Store, iri: str, shown: dict[Group, Sequence[str]], known: dict[str, Thing], named: dict[str, Names]
) -> tuple[LinkGroup, ...]:
    pointing = {other for group, others in shown.items() if group.incoming for other in others}
    why = explained_about(store, iri, pointing) if any(shown.values()) else {}
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


def _without_links(said: Iterable[tuple[str, Term]], shown: dict[Group, Sequence[str]]) -> list[tuple[str, Term]]:
    linked = {(group.relation, other) for group, others in shown.items() if not group.incoming for other in others}
    cut = {group.relation for group, others in shown.items() if not group.incoming and len(others) < group.total}
    return [
        (name, value)
        for name, value in said
        if not (isinstance(value, NamedNode) and ((name, value.value) in linked or name in cut))
    ]
