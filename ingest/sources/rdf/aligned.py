"""Statements seen through an alignment: what each node is, and what it says, in the model's terms.

Making records of it is not for here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from math import inf

from pyoxigraph import Literal

from graph.views.authors import author_places
from ingest.sources.rdf.lists import members
from ingest.sources.rdf.precision import as_precise
from ingest.sources.rdf.statements import Statements, Term
from ontology.alignment import Alignment, Step
from ontology.namespaces import DCTERMS, ML, RDF, SCHEMA

__all__ = ["Aligned", "iri"]

_TYPE = RDF.type.value
_REST = RDF.rest.value
_POSITION = SCHEMA.position.value
_AUTHORS, _ORDER = DCTERMS.creator.value, ML.authorOrder.value
_KEPT = 5_000
_MOST_ENDS = 1_000
"""The most nodes that one chain leads to from one node."""


def iri(term: Term) -> str:
    """The name of a node, an empty string for a literal."""
    return term if isinstance(term, str) else ""


class Aligned:
    """The nodes of a file through an alignment; the answers depend on the statements alone, not on their order.

    Values stand in the order that a list gives them, or the nodes through which a chain leads to them, by their
    ``schema:position``, and authors in that of ``ml:authorOrder``.
    """

    def __init__(self, statements: Statements, alignment: Alignment) -> None:
        self.statements = statements
        self.alignment = alignment
        self._more: defaultdict[tuple[str, str], set[Term]] = defaultdict(set)
        self._places: dict[tuple[str, str, Term], float] = {}
        self._back: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._asked: dict[str, dict[str, dict[Term, float]]] = {}
        self._turn()
        self._chain()
        self._inferred: defaultdict[str, list[str]] = defaultdict(list)
        for node, name in self._more:
            self._inferred[node].append(name)

    def types(self, node: str) -> list[str]:
        """The classes that the file says a node is of."""
        return sorted(iri(each) for each in self.statements.values(node, _TYPE) if iri(each))

    def classes(self, node: str) -> frozenset[str]:
        """The classes of a node, and all that these are a kind of."""
        return frozenset(wider for each in self.types(node) for wider in self.alignment.classes(each))

    def values(self, node: str, *names: str) -> list[Term]:
        """The values of the first of these properties of the model that the node has; a list is its members."""
        said = self._said(node)
        return list(next((said[name] for name in names if name in said), ()))

    def places(self, node: str, name: str) -> Mapping[Term, float]:
        """The values that the node has for a property of the model, with their places: infinity without an order."""
        return self._said(node).get(name, {})

    def _said(self, node: str) -> dict[str, dict[Term, float]]:
        """All that a node says, by the model's properties, each value with its place; the nodes asked last are kept."""
        if node not in self._asked:
            found: defaultdict[str, dict[Term, float]] = defaultdict(dict)
            for own, values in self.statements.by_subject.get(node, {}).items():
                placed = [one for value in values for one in self._placed(own, value)]
                for name in self.alignment.properties(own):
                    _place(found[name], placed)
            for name in self._inferred.get(node, ()):
                more = self._more[node, name]
                _place(found[name], ((each, self._places.get((node, name, each), inf)) for each in more))
            if _AUTHORS in found:
                _place(found[_AUTHORS], self._told(node, found[_AUTHORS]))
            if len(self._asked) > _KEPT:
                self._asked.clear()
            self._asked[node] = {name: _in_order(values) for name, values in found.items() if values}
        return self._asked[node]

    def _told(self, node: str, authors: Collection[Term]) -> list[tuple[Term, float]]:
        """The place that the node gives its authors in words."""
        orders = [each.value for each in self.statements.values(node, _ORDER) if isinstance(each, Literal)]
        return [(author, place) for author, place in author_places(orders).items() if author in authors]

    def _placed(self, own: str, value: Term) -> Iterator[tuple[Term, float]]:
        """A value, or the members of the list that it is, each with its place; the rest of a list is told with it."""
        listed = members(self.statements, value) if own != _REST else None
        yield from [(value, inf)] if listed is None else ((each, place) for place, each in enumerate(listed))

    def leading_to(self, node: str) -> list[tuple[str, str]]:
        """The properties of the file that lead to a node, each with the node that has it."""
        return self._pairs.get(node, [])

    @cached_property
    def _pairs(self) -> dict[str, list[tuple[str, str]]]:
        found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for (node, own), subjects in self._back.items():
            found[node] += [(own, subject) for subject in subjects]
        return found

    def means(self, name: str) -> frozenset[str]:
        """All that a property of the file is a kind of, itself left out."""
        return self.alignment.properties(name) - {name}

    def _turn(self) -> None:
        """Take what follows from inverses, and keep each statement's other direction for chains."""
        for subject, said in self.statements.by_subject.items():
            for own, values in said.items():
                back = self.alignment.inverses(own)
                for node in map(iri, values):
                    if node:
                        self._back[node, own].add(subject)
                        for name in back:
                            self._more[node, name].add(subject)

    def _chain(self) -> None:
        """Take what follows from chains of properties, which may walk over what inverses gave."""
        for name, steps in self.alignment.chains:
            wider = self.alignment.properties(name)
            for node in self._starts(steps[0]):
                ends: dict[Term, float] = {node: inf}
                for step in steps:
                    reached: dict[Term, float] = {}
                    _place(reached, islice(self._walked(node, ends, step), _MOST_ENDS))
                    ends = reached
                for each, place in ends.items():
                    for known in wider if each != node else ():
                        self._more[node, known].add(each)
                        self._places[node, known, each] = min(place, self._places.get((node, known, each), inf))

    def _starts(self, step: Step) -> list[str]:
        name, backwards = step
        found = [node for node, own in (self._back if backwards else self._more) if own == name]
        said = self.statements.by_subject.items() if not backwards else ()
        return [*found, *(node for node, values in said if name in values)]

    def _walked(self, start: str, nodes: dict[Term, float], step: Step) -> Iterator[tuple[Term, float]]:
        """Where a step leads from these nodes, and the place that those on the way have in an order."""
        for node in sorted(filter(None, map(iri, nodes))):
            place = nodes[node] if node == start else min(nodes[node], self._position(node))
            for each in self._stepped(node, step):
                yield each, place

    def _stepped(self, node: str, step: Step) -> Iterator[Term]:
        name, backwards = step
        if backwards:
            yield from sorted(self._back.get((node, name), ()))
            return
        for value in self.statements.values(node, name):
            yield as_precise(self.statements, node, name, value)
        yield from self._more.get((node, name), ())
        if any(self.alignment.selves.get(each) == name for each in self.classes(node)):
            yield node

    def _position(self, node: str) -> float:
        """The number that the file gives a node in an order."""
        said = self.statements.by_subject.get(node, {})
        values = [each for own in said if _POSITION in self.alignment.properties(own) for each in said[own]]
        written = (each.value.strip() for each in values if isinstance(each, Literal))
        return min((int(each) for each in written if each.isascii() and each.isdigit() and len(each) < 10), default=inf)


def _place(found: dict[Term, float], values: Iterable[tuple[Term, float]]) -> None:
    """Take values, each with its first place."""
    for value, place in values:
        found[value] = min(place, found.get(value, inf))


def _in_order(values: dict[Term, float]) -> dict[Term, float]:
    return dict(sorted(values.items(), key=lambda each: (each[1], str(each[0]))))
