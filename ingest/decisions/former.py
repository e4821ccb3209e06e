"""Where things are now that bear another name than in the published graph: what the same record tells of, or names.

A record is the same by its source, whatever that file is called, and its key, by an identifier, or by its place and all
else that it says. Where that is any other thing that was there before, or may be one of two, none is. Titles that are
alike are for :mod:`ingest.decisions.successors`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from graph.embedded import EmbeddedStore
from graph.sparql import load
from graph.store import text
from ingest.actors.identity import Resolution
from ingest.decisions.known import path_of_name
from ingest.decisions.standing import ACTORS, kind_of
from ingest.decisions.successors import is_mended
from ingest.fingerprints import graph_names
from ingest.identity import DECIDING, own_identifiers
from ingest.records import ActorReference
from ingest.told import Told
from ingest.triples import LinkedRecord, record_quads
from ontology.folding import fold
from ontology.namespaces import DCTERMS, FOAF, ML, OA, PROV, RDF, RDFS, SCHEMA, SKOS

__all__ = ["Former", "is_said"]

_TITLES = {DCTERMS.title}
_DATES = {SCHEMA.startDate, SCHEMA.endDate, DCTERMS.issued}
_BESIDE = {RDF.type, RDFS.label, DCTERMS.subject, SCHEMA.mentions, DCTERMS.identifier, SCHEMA.sameAs, ML.authorOrder}
"""What follows from the rest, or is another's to say."""
_TELLING = frozenset(DECIDING) - {"isbn"}
"""The schemes of identifiers that no two things of a source have."""
_WITHIN = "uid:"
"""What two sources may give to two things."""
_NAMES = (RDFS.label, SKOS.altLabel, FOAF.name)
_ENOUGH = 2
"""Statements beside the title by which a row in the same place is the same."""

_Said = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Telling:
    """What a record says of its thing, and where it stands."""

    kind: str
    source: str
    locator: str
    titles: _Said
    dates: _Said
    rest: _Said
    identifiers: frozenset[str]

    def is_now(self, other: _Telling) -> bool:
        """Whether the other is surely the same record later."""
        if self.kind != other.kind:
            return False
        shared, alike = self.identifiers & other.identifiers, self.source == other.source
        if any(alike or not each.startswith(_WITHIN) for each in shared):
            return True
        if not alike or self.dates != other.dates:
            return False
        if self.titles and self.titles == other.titles:
            return self.rest <= other.rest or other.rest <= self.rest
        in_place = self.locator and self.locator == other.locator
        return bool(in_place) and self.rest == other.rest and len(self.dates | self.rest) >= _ENOUGH


def is_said(store: EmbeddedStore, graphs: tuple[str, ...], iri: str) -> bool:
    """Whether a named graph whose IRI begins as one of ``graphs`` says what a thing is."""
    names = (quad.graph_name for quad in store.oxigraph.quads_for_pattern(NamedNode(iri), RDF.type, None, None))
    return any(isinstance(name, NamedNode) and name.value.startswith(graphs) for name in names)


class Former:
    """The things of the published graph, ``store``, while nothing of the next is in it; ``base`` is what they are
    below, ``moved`` the ends of the IRIs that sources had there which have others today, by these."""

    def __init__(self, store: EmbeddedStore, base: str, moved: Mapping[str, str] | None = None) -> None:
        self._store = store
        self._base = base
        self._moved = moved or {}
        self._mended: dict[str, str] = {}

    def knows(self, path: str) -> bool:
        """Whether there was a thing at that path, or an actor that gave its name up to another."""
        return self.gave_up(path) or any(self._quads(NamedNode(self._base + path), RDF.type))

    def gave_up(self, path: str) -> bool:
        """Whether people said that the actor at that path is another."""
        return path in self._kept

    def traced(self, lost: Set[str], today: Told, held: Mapping[str, Set[str]]) -> dict[str, str]:
        """For each path that is ``lost``, the one that its thing has today, where that is surely the same and was not
        there before, or was one with it. All of today's records are looked at; ``held`` are the paths that other things
        have today, by their former ones."""
        searches = {path: self._search(path, held) for path in lost}
        in_graphs: defaultdict[str, list[_Search]] = defaultdict(list)
        for search in searches.values():
            for graph in {*search.telling, *search.naming}:
                in_graphs[graph].append(search)
        titled = [search for search in searches.values() if search.tellings]
        numbers = range(len(today.paths))
        names = graph_names((self._source(each), each.record.key) for each in today.items(numbers))
        for graph, item in zip(names, today.items(numbers), strict=True):
            for search in in_graphs.get(graph, ()):
                search.look_at(graph, item)
            if titled and item.identity is None and not self.knows(item.path):
                self._compare(item, titled)
        near = {path: {each for each in search.near if not self.knows(each)} for path, search in searches.items()}
        self._mended |= {path: next(iter(each)) for path, each in near.items() if len(each) == 1}
        alike = Counter(path for search in titled for path in search.alike)
        found = {path: search.only(alike) for path, search in searches.items()}
        return {
            path: now for path, now in found.items() if now and (now in searches[path].together or not self.knows(now))
        }

    def _source(self, item: LinkedRecord) -> str:
        """The end of the IRI that the record's source had."""
        return self._moved.get(item.source, item.source)

    def mended(self, path: str) -> str:
        """The one new actor that the records which named the actor at that path name today, by a name that may be the
        same mended; empty where there is none, or before that path was :meth:`traced`."""
        return self._mended.get(path, "")

    def _search(self, path: str, held: Mapping[str, Set[str]]) -> _Search:
        kept = self._kept.get(path, path)
        node, decisions = NamedNode(self._base + kept), f"{self._base}graph/decisions"
        telling = {self._end(quad.subject) for quad in self._quads(None, FOAF.primaryTopic, node)}
        if kind_of(path) not in ACTORS:
            tellings = [self._telling(graph, node) for graph in sorted(telling)]
            return _Search(path, telling, set(), set(), set(), set(), tellings)
        bodies = (quad.graph_name for quad in self._quads(None, OA.hasBody, node))
        naming = {self._end(graph) for graph in bodies if isinstance(graph, NamedNode) and graph.value != decisions}
        said = (quad.object for name in _NAMES for quad in self._quads(node, name))
        names = {fold(each.value) for each in said if isinstance(each, Literal)}
        together = {kept, *(each for each, other in self._kept.items() if other == kept)} - {path}
        others = {now for each in together for now in held.get(each, {each})}
        return _Search(path, telling, naming, names, together, others, [])

    def _end(self, node: object) -> str:
        return node.value.removeprefix(self._base) if isinstance(node, NamedNode) else ""

    def _quads(self, *pattern: NamedNode | None) -> Iterator[Quad]:
        subject, relation, other, graph = (*pattern, None, None, None, None)[:4]
        return (
            quad
            for quad in self._store.oxigraph.quads_for_pattern(subject, relation, other, graph)
            if isinstance(quad.graph_name, NamedNode)
        )

    @cached_property
    def _kept(self) -> dict[str, str]:
        """The path of each actor that gave its name up, with that of the one it was said to be."""
        rows = self._store.select(load("ingest.decisions", "joined"))
        return {
            text(row, "given_up").removeprefix(self._base): text(row, "kept").removeprefix(self._base) for row in rows
        }

    def _telling(self, graph: str, thing: NamedNode) -> _Telling:
        quads = list(self._quads(None, None, None, NamedNode(self._base + graph)))
        about = [quad for quad in quads if quad.subject == thing]
        said = [quad.object for quad in about if quad.predicate == DCTERMS.identifier]
        own = {each.value for each in said if isinstance(each, Literal)}
        return self._of(quads, thing, {each for each in own if each.partition(":")[0] in _TELLING})

    def _compare(self, item: LinkedRecord, titled: Iterable[_Search]) -> None:
        """Let each search know of a thing that was not there before, where a record of what it looks for is this. Those
        of other sources without a common identifier are passed over."""
        known = {f"{each.scheme}:{each.value}" for each in own_identifiers(item.record) if each.scheme in _TELLING}
        item = replace(item, source=self._source(item))
        source = str(NamedNode(self._base + item.source))
        former = [each for search in titled for each in search.tellings]
        if not any(each.source == source or not known.isdisjoint(each.identifiers) for each in former):
            return
        name = item.path if ":" in item.path else self._base + item.path
        quads = record_quads(item, self._base, NamedNode(f"{self._base}graph/now"))
        telling = self._of(quads, NamedNode(name), known)
        for search in titled:
            if any(each.is_now(telling) for each in search.tellings):
                search.alike.add(item.path)

    def _of(self, quads: Iterable[Quad], thing: NamedNode, identifiers: Set[str]) -> _Telling:
        said: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        beside: dict[NamedNode, str] = {}
        for quad in quads:
            if quad.subject == thing and quad.predicate not in _BESIDE:
                part = "titles" if quad.predicate in _TITLES else "dates" if quad.predicate in _DATES else "rest"
                said[part].add((quad.predicate.value, str(quad.object)))
            elif quad.predicate in {PROV.wasDerivedFrom, ML.locator} and quad.subject == quad.graph_name:
                beside[quad.predicate] = str(quad.object)
        return _Telling(
            kind_of(thing.value.removeprefix(self._base)),
            beside.get(PROV.wasDerivedFrom, ""),
            beside.get(ML.locator, ""),
            frozenset(said["titles"]),
            frozenset(said["dates"]),
            frozenset(said["rest"]),
            frozenset(identifiers),
        )


class _Search:
    """What is looked for: a thing by its former path, with the records that told of it, or named it, by their graphs.

    ``names`` are those of an actor, ``together`` the paths of the others that people said it is one with, ``others``
    those that these have today.
    """

    def __init__(  # noqa: PLR0913, PLR0917
        self,
        path: str,
        telling: set[str],
        naming: set[str],
        names: set[str],
        together: set[str],
        others: set[str],
        tellings: list[_Telling],
    ) -> None:
        self._own, self._kind = path.partition("~")[0], kind_of(path)
        self.telling, self.naming, self.tellings = telling, naming, tellings
        self.together = together
        self._names, self._others = names, others
        self._same: set[str] = set()
        self.alike: set[str] = set()
        """The paths of things that are new and of which a record says what one said of it."""
        self.near: set[str] = set()
        """The paths of actors whom a record that named it names, and whose names may be its own mended."""

    def look_at(self, graph: str, item: LinkedRecord) -> None:
        """Take note of what the record of one of its graphs tells of, or names, today."""
        paths = {item.identity.path if item.identity else item.path} if graph in self.telling else set()
        if graph in self.naming:
            paths |= {
                found.identity.path
                for reference, found in item.actors
                if not self._names.isdisjoint((fold(reference.name), fold(found.identity.name)))
            }
            self.near |= {found.identity.path for reference, found in item.actors if self._is_near(reference, found)}
        self._same |= {path for path in paths if kind_of(path) == self._kind} - self._others

    def _is_near(self, reference: ActorReference, found: Resolution) -> bool:
        called = path_of_name(reference.name, found.identity.type)
        return called != self._own and kind_of(called) == self._kind and is_mended(self._own, called)

    def only(self, alike: Counter[str]) -> str:
        """The one path that it has today; empty where there is none, or more than one. ``alike`` says how many searches
        found each path by what records say."""
        if self._same and not self.tellings:
            return next(iter(self._same)) if len(self._same) == 1 else ""
        every = self._same | {path for path in self.alike if alike[path] == 1}
        return next(iter(every)) if len(every) == 1 else ""
