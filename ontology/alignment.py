"""Alignments: of which of the model's terms another vocabulary's are a kind, read from Turtle files.

They are written in the words of RDFS and OWL 2: subclasses and equivalent classes, subproperties and equivalent
properties, inverses, chains of properties. Applying them to statements is not for here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Triple

from ontology.namespaces import OWL, RDF, RDFS
from ontology.rdf_file import read_triples

__all__ = ["Alignment", "Step", "alignment_files", "general_alignment"]

Step = tuple[str, bool]
"""A property on the way of a chain, and whether it is walked backwards."""
_Node = NamedNode | BlankNode


def alignment_files() -> dict[str, Path]:
    """The alignments that come with Maillage, by name.

    >>> list(alignment_files())
    ['abes', 'common', 'pair', 'schema-org', 'vivo']
    """
    return {path.stem: path for path in sorted((Path(__file__).parent / "alignments").glob("*.ttl"))}


@cache
def general_alignment() -> Alignment:
    """All alignments that come with Maillage, as one; read once."""
    return Alignment.from_files(alignment_files().values())


class Alignment:
    """What a vocabulary's terms are a kind of. ``chains`` are each a property, and the steps that amount to it;
    ``selves`` the property by which each node of a class is related to itself.
    """

    def __init__(self, statements: Iterable[Triple] = ()) -> None:
        self.chains: list[tuple[str, tuple[Step, ...]]] = []
        self.selves: dict[str, str] = {}
        self._classes: defaultdict[str, set[str]] = defaultdict(set)
        self._properties: defaultdict[str, set[str]] = defaultdict(set)
        self._inverses: defaultdict[str, set[str]] = defaultdict(set)
        self._wider_classes: dict[str, frozenset[str]] = {}
        self._wider_properties: dict[str, frozenset[str]] = {}
        self._read(list(statements))

    @classmethod
    def from_files(cls, paths: Iterable[Path]) -> Alignment:
        """The alignment that files make up together; raises :class:`DataError` for one that cannot be read."""
        return cls(triple for path in paths for triple in _of_file(path))

    def classes(self, iri: str) -> frozenset[str]:
        """The class and all that it is a kind of.

        >>> "http://www.w3.org/ns/org#Organization" in general_alignment().classes("http://xmlns.com/foaf/0.1/Organization")
        True
        """
        return _closure(iri, self._classes, self._wider_classes)

    def properties(self, iri: str) -> frozenset[str]:
        """The property and all that it is a kind of."""
        return _closure(iri, self._properties, self._wider_properties)

    def inverses(self, iri: str) -> frozenset[str]:
        """The properties that hold the other way round where this one holds."""
        back = {known for each in self.properties(iri) for known in self._inverses[each]}
        return frozenset(wider for each in back for wider in self.properties(each))

    def _read(self, statements: list[Triple]) -> None:
        said: defaultdict[str, dict[str, _Node]] = defaultdict(dict)
        for triple in statements:
            if isinstance(triple.subject, BlankNode) and isinstance(triple.object, NamedNode | BlankNode):
                said[triple.subject.value][triple.predicate.value] = triple.object
        for triple in statements:
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | BlankNode):
                self._take(triple.subject.value, triple.predicate, triple.object, said)

    def _take(self, name: str, predicate: NamedNode, other: _Node, said: dict[str, dict[str, _Node]]) -> None:
        if isinstance(other, BlankNode):
            if predicate == OWL.propertyChainAxiom and (steps := tuple(_steps(other, said))):
                self.chains.append((name, steps))
            elif predicate == RDFS.subClassOf and (own := said[other.value].get(OWL.onProperty.value)):
                self.selves[name] = own.value
        elif predicate in (RDFS.subClassOf, OWL.equivalentClass):
            self._classes[name].add(other.value)
        elif predicate in (RDFS.subPropertyOf, OWL.equivalentProperty):
            self._properties[name].add(other.value)
        elif predicate == OWL.inverseOf:
            self._inverses[name].add(other.value)
        if predicate in (OWL.equivalentClass, OWL.equivalentProperty) and isinstance(other, NamedNode):
            (self._classes if predicate == OWL.equivalentClass else self._properties)[other.value].add(name)


def _of_file(path: Path) -> Iterator[Triple]:
    """The statements of a file between nodes, whose blank nodes are no other file's."""
    for statement in read_triples(path):
        subject, value = statement.subject, statement.object
        if isinstance(subject, NamedNode | BlankNode) and isinstance(value, NamedNode | BlankNode):
            yield Triple(_own(subject, path), statement.predicate, _own(value, path))


def _own(node: _Node, path: Path) -> _Node:
    return BlankNode(f"{path.stem}{node.value}") if isinstance(node, BlankNode) else node


def _steps(start: _Node, said: dict[str, dict[str, _Node]]) -> Iterator[Step]:
    """The steps of a chain, an RDF list of properties and of inverses of properties."""
    node, seen = start, set[str]()
    while isinstance(node, BlankNode) and node.value not in seen:
        seen.add(node.value)
        first = said[node.value].get(RDF.first.value)
        if isinstance(first, NamedNode):
            yield first.value, False
        elif first and (back := said[first.value].get(OWL.inverseOf.value)):
            yield back.value, True
        node = said[node.value].get(RDF.rest.value, RDF.nil)


def _closure(iri: str, above: dict[str, set[str]], known: dict[str, frozenset[str]]) -> frozenset[str]:
    """A term and all above it, however they turn in circles; ``known`` keeps the answer."""
    if iri not in known:
        found, waiting = {iri}, [iri]
        while waiting:
            more = above.get(waiting.pop(), set()) - found
            found |= more
            waiting += more
        known[iri] = frozenset(found)
    return known[iri]
