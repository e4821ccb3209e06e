"""A part of the graph as a store of its own, so that every format writes it as it writes the whole."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode, Quad, QueryTriples

from graph.binding import iri
from graph.embedded import EmbeddedStore
from graph.networks.relations import ACTORS, DOCUMENTS
from graph.networks.things import thing_kinds
from graph.sparql import load
from graph.store import Store, text
from graph.views.things import ThingKind
from ontology.errors import CallError

__all__ = ["GRAPH", "Part", "Selection", "period", "select"]

GRAPH = NamedNode("urn:maillage:selection")
"""The graph of what a query constructs; the formats that keep graphs do not write it."""
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_AT_ONCE = 1_000
_EVIDENCE = ("annotation", "target", "selector")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which things: of these kinds, about these concepts or narrower ones, dated in this period, told by these sources.

    Of the kinds of actor, those with a part in an event or a publication that answers the other criteria.
    What is empty leaves the choice open. ``since`` and ``until`` are years, months or days; what lasts is in a period
    that it meets. ``construct`` is a query,
    in the place of all that. ``evidence`` and ``provenance`` say whether annotations go with the links, and record
    graphs and sources with the statements.
    """

    kinds: tuple[ThingKind, ...] = ()
    concepts: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    sources: tuple[str, ...] = ()
    construct: str = ""
    evidence: bool = True
    provenance: bool = True

    @property
    def narrows(self) -> bool:
        """Whether some things are left out, or may be."""
        return bool(self.kinds or self.concepts or self.since or self.until or self.sources or self.construct)

    @property
    def name(self) -> str:
        """What its files are called, without what follows."""
        return "selection" if self.narrows else "maillage"


class Part(EmbeddedStore):
    """A part of a graph. ``chosen`` are the things that answered every criterion, None where there was none; the others
    are there only by name, as what the chosen are linked to.
    """

    chosen: frozenset[str] | None = None


def period(since: str, until: str) -> tuple[str, str]:
    """Both ends of a period, either of them empty where it is open; turned around where it is told backwards.

    Raises :class:`CallError` for an end that is no year, month or day.

    >>> period("2020-05", "2010"), period("2020-05", "2020")
    (('2010', '2020-05'), ('2020-05', '2020'))
    """
    for end in (since, until):
        if end and not _is_date(end):
            remedy = "Write a year, a month or a day: 2013, 2013-05, 2013-05-13."
            raise CallError(f"“{end[:80]}” is not a date", None, remedy)
    known = min(len(since), len(until))
    return (until, since) if since[:known] > until[:known] else (since, until)


def _is_date(text: str) -> bool:
    """Whether it is a year, a month, or a day that a calendar has."""
    if not _DATE.fullmatch(text):
        return False
    try:
        return len(text) < len("2013-05-13") or bool(date.fromisoformat(text))
    except ValueError:
        return False


def select(store: Store, selection: Selection) -> Store:
    """The part of the graph that is selected, in memory; the store itself when that is all of it.

    It holds what is said of the things, and the types and labels of what they are linked to. Raises
    :class:`CallError` when nothing is selected, for a query that constructs nothing, for what is no IRI.
    """
    if selection.narrows or not (selection.evidence and selection.provenance):
        part = Part.memory()
        if selection.construct:
            part.replace(_constructed(store, selection.construct))
        else:
            part.chosen = frozenset(_chosen(store, selection)) if selection.narrows else None
            part.replace(_graphs(store, selection, part.chosen))
        if not len(part):
            raise CallError("nothing is selected", None, "Ask for more kinds, concepts, sources or years.")
        return part
    return store


def _constructed(store: Store, query: str) -> dict[NamedNode, list[Quad]]:
    answer = store.query(query)
    if not isinstance(answer, QueryTriples):
        raise CallError("the query selects no triples", None, "Write a CONSTRUCT or DESCRIBE query.")
    return {GRAPH: [Quad(each.subject, each.predicate, each.object, GRAPH) for each in answer]}


def _graphs(store: Store, selection: Selection, chosen: frozenset[str] | None) -> dict[NamedNode, list[Quad]]:
    """The quads kept of each named graph."""
    names = {graph.value for graph in store.graphs()}
    told = names | {text(row, "source") for row in store.select(_query("sources"))}
    if chosen is None:
        return _all_but(store, selection, told)
    kept = _said(store, chosen - told)
    linked = {each for quads in kept.values() for quad in quads for each in (quad.predicate, quad.object)}
    named = {each.value for each in linked if isinstance(each, NamedNode)} - chosen - told
    _add(kept, _said(store, named, "named"))
    if selection.evidence:
        _add(kept, _said(store, _explaining(store, chosen) - chosen))
    if selection.provenance:
        _add(kept, _origins(store, kept, told))
    return kept


def _all_but(store: Store, selection: Selection, told: Collection[str]) -> dict[NamedNode, list[Quad]]:
    """All quads but those of the evidence, or those of what statements come from: ``told``."""
    left_out: set[str] = set() if selection.provenance else set(told)
    if not selection.evidence:
        for row in store.select(_query("evidence")):
            left_out |= {text(row, name) for name in _EVIDENCE} - {"", *told}
    kept: dict[NamedNode, list[Quad]] = {}
    for graph in store.graphs():
        quads = [each for each in store.quads(graph) if getattr(each.subject, "value", "") not in left_out]
        if quads:
            kept[graph] = quads
    return kept


def _said(store: Store, things: Collection[str], query: str = "said") -> dict[NamedNode, list[Quad]]:
    """What each named graph says of things, as a ``query`` of this package asks."""
    said: dict[NamedNode, list[Quad]] = {}
    for some in _in_batches(things):
        for subject, predicate, value, graph in store.solutions(
            _query(query), {"things": [iri(each) for each in some]}
        ):
            said.setdefault(graph, []).append(Quad(subject, predicate, value, graph))
    return said


def _add(kept: dict[NamedNode, list[Quad]], more: Mapping[NamedNode, list[Quad]]) -> None:
    for graph, quads in more.items():
        kept.setdefault(graph, []).extend(quads)


def _explaining(store: Store, chosen: Collection[str]) -> set[str]:
    """Every node of the evidence that explains a link from what is chosen."""
    found: set[str] = set()
    for some in _in_batches(chosen):
        for row in store.select(_query("explaining"), {"sources": [iri(each) for each in some]}):
            found |= {text(row, name) for name in _EVIDENCE}
    return found - {""}


def _origins(store: Store, kept: Mapping[NamedNode, list[Quad]], told: Collection[str]) -> dict[NamedNode, list[Quad]]:
    """What is said of the graphs that are kept, and of the sources that these were derived from."""
    graphs = {graph.value for graph in kept}
    here = [quad for graph, quads in _said(store, graphs).items() if graph in kept for quad in quads]
    sources = {quad.object.value for quad in here if isinstance(quad.object, NamedNode)}
    return _said(store, (graphs | sources).intersection(told))


def _chosen(store: Store, selection: Selection) -> set[str]:
    """The things that answer every criterion; actors, where their kinds are asked for, by their documents too."""
    known = thing_kinds(store)
    found = _answering(store, selection, set(known))
    chosen = {each for each in found if not selection.kinds or known[each] in selection.kinds}
    if {*ACTORS} & {*selection.kinds} and (selection.concepts or selection.since or selection.until):
        documents = {each for each in found if known[each] in DOCUMENTS}
        for some in _in_batches(documents):
            rows = store.select(_query("taking_part"), {"documents": [iri(each) for each in some]})
            actors = {text(row, "actor") for row in rows}
            chosen |= {each for each in actors if known.get(each) in selection.kinds}
    return chosen


def _answering(store: Store, selection: Selection, chosen: set[str]) -> set[str]:
    """Those of these things that are about the concepts, told by the sources, and dated in the period."""
    if selection.concepts:
        bound = {"concepts": [iri(each) for each in selection.concepts]}
        chosen &= {text(row, "thing") for row in store.select(_query("about"), bound)}
    if selection.sources:
        bound = {"sources": [iri(each) for each in selection.sources]}
        chosen &= {text(row, "thing") for row in store.select(_query("told_by"), bound)}
    if selection.since or selection.until:
        rows = store.select(_query("dated"))
        chosen &= {text(row, "thing") for row in rows if _meets(text(row, "date"), text(row, "last", ""), selection)}
    return chosen


def _meets(first: str, last: str, selection: Selection) -> bool:
    """Whether what lasts from ``first`` to ``last`` (empty, or earlier: one date) meets the period, where told."""
    if last[: len(first)] < first[: len(last)] or not last:
        last = first
    since, until = selection.since, selection.until
    return since[: len(last)] <= last[: len(since)] and (not until or first[: len(until)] <= until[: len(first)])


def _in_batches(things: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(things)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))


def _query(name: str) -> str:
    return load("graph.exports", name)
