"""A quick look that tells which nodes surely keep to the shapes, so that only the others need the SHACL engine.

It knows most of SHACL Core and says “unknown” to the rest; it never says “conforms” where the engine would not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import partial
from itertools import chain

import rdflib
from pyoxigraph import Literal, NamedNode
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH
from rdflib.term import Identifier, Node

from graph.constraints import CONSTRAINTS, Test, Values, Verdict
from graph.shapes import as_pyoxigraph
from graph.store import Term

__all__ = ["Descriptions", "Screen"]

Descriptions = Mapping[str, Mapping[str, Values]]
"""What is said of nodes: IRI to property to values; one that is absent is not known well enough to be judged."""
_Path = Callable[[Values], Values | None]
_Check = Callable[[Values, Term], Verdict]

_TOLD = (SH.path, SH.message, SH.severity, SH.name, SH.description, SH.order, SH.group)
_SILENT = frozenset({*_TOLD, SH.targetClass, SH.property, RDF.type})
"""What a shape says that is no constraint, or is read apart."""
_COMPARISONS = (SH.lessThan, SH.lessThanOrEquals)


class Screen:
    """Shapes made ready to look at nodes: :meth:`describe` tells of them, :meth:`passes` judges one."""

    def __init__(self, shapes: rdflib.Graph) -> None:
        self._shapes = shapes
        self._said: Descriptions = {}
        self._types: Mapping[str, Set[str]] = {}
        self._complete = True
        self._focus: Term | None = None
        self._said_of_focus: Mapping[str, Values] | None = None
        self._made: dict[Node, _Check] = {}
        self._checked: dict[frozenset[str], list[_Check]] = {}
        self._targets: dict[str, list[Node]] = {}
        for shape, target in shapes.subject_objects(SH.targetClass):
            self._targets.setdefault(str(target), []).append(shape)
        others = (SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)
        implicit = any(self._is_implicit(shape) for shape in shapes.subjects(RDF.type, SH.NodeShape))
        self._has_other_targets = implicit or any((None, each, None) in shapes for each in others)

    def _is_implicit(self, shape: Node) -> bool:
        """Whether the shape is a class too, which makes the class's instances its targets (SHACL, section 2.1.3.3)."""
        return any((shape, RDF.type, each) in self._shapes for each in (rdflib.RDFS.Class, rdflib.OWL.Class))

    def describe(self, said: Descriptions, types: Mapping[str, Set[str]], *, complete: bool = True) -> None:
        """Give what is said of nodes, and the classes, with broader ones, of these and of all that they point to.

        Where this is not ``complete``, what a node without classes is, is not known.
        """
        self._said, self._types, self._complete = said, types, complete

    def passes(self, iri: str) -> bool:
        """Whether the node surely keeps to every shape that targets it."""
        if self._has_other_targets:
            return False
        checks = self._checks(iri)
        if not checks:
            return True
        node = NamedNode(iri)
        self._focus, self._said_of_focus = node, self._said.get(iri)
        return all(check([node], node) is True for check in checks)

    def _targeting(self, iri: str) -> set[Node]:
        return {shape for type_ in self._types.get(iri, ()) for shape in self._targets.get(type_, ())}

    def _checks(self, iri: str) -> list[_Check]:
        """The checks of the shapes that target a node; they depend on its classes alone."""
        types = frozenset(self._types.get(iri, ()))
        checks = self._checked.get(types)
        if checks is None:
            checks = self._checked[types] = [self._shape(shape) for shape in self._targeting(iri)]
        return checks

    def narrowed(self, iris: Iterable[str]) -> rdflib.Graph:
        """The shapes with these nodes for targets, in the place of all the instances of their target classes."""
        shapes = rdflib.Graph()
        for triple in self._shapes:
            if triple[1] != SH.targetClass:
                shapes.add(triple)
        for iri in iris:
            for shape in self._targeting(iri):
                shapes.add((shape, SH.targetNode, rdflib.URIRef(iri)))
        return shapes

    def _shape(self, shape: Node) -> _Check:
        """The check of a shape: values and focus in, verdict out; one met again while it is made is unknown."""
        if shape not in self._made:
            self._made[shape] = lambda _values, _focus: None
            self._made[shape] = self._make(shape)
        return self._made[shape]

    def _make(self, shape: Node) -> _Check:
        said = [(name, value) for name, value in self._shapes.predicate_objects(shape) if name not in _SILENT]
        known = [(name, value, self._test(name, value)) for name, value in said]
        parts = [self._constraint(name, value) for name, value, test in known if not test]
        if tests := [test for _, _, test in known if test]:
            parts.insert(0, lambda values, _focus: _all(test(values) for test in tests))
        if properties := [self._property(each) for each in self._shapes.objects(shape, SH.property)]:
            parts.append(lambda values, _focus: _all(each(value) for value in values for each in properties))
        return parts[0] if len(parts) == 1 else lambda values, focus: _all(part(values, focus) for part in parts)

    def _property(self, shape: Node) -> Callable[[Term], Verdict]:
        """The check of a property shape on one node."""
        way = self._shapes.value(shape, SH.path)
        path, check = self._path(way), self._shape(shape)
        names = self._names(way)
        of_none: list[Verdict] = []  # most properties are absent of most nodes, and then all are judged alike

        def along(node: Term) -> Verdict:
            values = path([node])
            if values is None:
                return None
            return check(values, node) if values else absent(node)

        def straight(node: Term) -> Verdict:
            said = self._said_of_focus if node is self._focus else self._said_of(node)
            if said is None:
                return None
            if said.keys().isdisjoint(names):
                return of_none[0] if of_none else absent(node)
            return check(_each_once([said[name] for name in names if name in said]), node)

        def absent(node: Term) -> Verdict:
            if not of_none:
                of_none.append(check((), node))
            return of_none[0]

        return straight if names else along

    def _names(self, path: Node | None) -> tuple[str, ...]:
        """The properties that a path is one of; none for a path of several steps."""
        if isinstance(path, rdflib.URIRef):
            return (str(path),)
        alternative = self._shapes.value(path, SH.alternativePath) if path is not None else None
        ways = list(Collection(self._shapes, alternative)) if alternative is not None else []
        return tuple(map(str, ways)) if all(isinstance(way, rdflib.URIRef) for way in ways) else ()

    def _path(self, path: Node | None) -> _Path:
        if names := self._names(path):
            return partial(self._step, names)
        if path is not None and (path, RDF.first, None) in self._shapes:
            steps = [self._path(step) for step in Collection(self._shapes, path)]
            return lambda nodes: _walk(nodes, steps)
        alternative = self._shapes.value(path, SH.alternativePath)
        if alternative is not None:
            branches = [self._path(branch) for branch in Collection(self._shapes, alternative)]
            return lambda nodes: _join(branch(nodes) for branch in branches)
        return lambda _nodes: None

    def _step(self, names: Sequence[str], nodes: Values) -> Values | None:
        """The values of some properties of some nodes, each once; None where what is said of one is not known."""
        found: list[Values] = []
        for node in nodes:
            said = self._said_of(node)
            if said is None:
                return None
            found += [said[name] for name in names if name in said]
        return _each_once(found)

    def _said_of(self, node: Term) -> Mapping[str, Values] | None:
        """What is said of one node: nothing of a literal, and None where it is not known."""
        if node is self._focus:
            return self._said_of_focus
        if isinstance(node, Literal):
            return {}
        return self._said.get(node.value) if isinstance(node, NamedNode) else None

    def _test(self, name: Node, value: Node) -> Test | None:
        """The test of a constraint that depends on the values alone; None for any other."""
        if name == SH["in"]:
            allowed = {as_pyoxigraph(each) for each in Collection(self._shapes, value) if isinstance(each, Identifier)}
            return lambda values: all(each in allowed for each in values)
        constraint = CONSTRAINTS.get(str(name)) if name not in _COMPARISONS else None
        return constraint(value) if constraint and isinstance(value, Identifier) else None

    def _constraint(self, name: Node, value: Node) -> _Check:
        """The check of any other constraint."""
        if name in (SH["and"], SH["or"], SH["not"], SH.node):
            return self._logical(name, value)
        if name == SH["class"]:
            return lambda values, _focus: _all(self._is_a(each, str(value)) for each in values)
        if name in _COMPARISONS:
            return self._compared(str(name), str(value))
        return lambda _values, _focus: None

    def _logical(self, name: Node, value: Node) -> _Check:
        """Constraints that ask other shapes (SHACL, sections 4.6 and 4.7.1)."""
        if name in (SH["and"], SH["or"]):
            parts = [self._shape(part) for part in Collection(self._shapes, value)]
            judge = _all if name == SH["and"] else _any
            return lambda values, _focus: _all(judge([part([each], each) for part in parts]) for each in values)
        part = self._shape(value)
        turned = name == SH["not"]
        return lambda values, _focus: _all(_turned(part([each], each), turned) for each in values)

    def _is_a(self, node: Term, class_: str) -> Verdict:
        if not isinstance(node, NamedNode):
            return False
        known = self._types.get(node.value)
        if known is None and not self._complete:
            return None
        return class_ in (known or ())

    def _compared(self, name: str, other: str) -> _Check:
        """``sh:lessThan`` and the like: certain only where there is nothing to compare."""
        numbers = CONSTRAINTS[name]

        def check(values: Values, focus: Term) -> Verdict:
            others = self._step((other,), [focus])
            if others is None or not values or not others:
                return None if others is None else True
            return _all(numbers(each)(values) for each in others)

        return check


def _each_once(found: Sequence[Values]) -> Values:
    """The values of several properties as one row."""
    if len(found) < 2:
        return found[0] if found else ()
    return list(dict.fromkeys(chain.from_iterable(found)))


def _walk(nodes: Values, steps: Iterable[_Path]) -> Values | None:
    found: Values | None = nodes
    for step in steps:
        found = None if found is None else step(found)
    return found


def _join(branches: Iterable[Values | None]) -> Values | None:
    found: dict[Term, None] = {}
    for values in branches:
        if values is None:
            return None
        found.update(dict.fromkeys(values))
    return list(found)


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    """Whether all hold; the rest is not asked for once one does not."""
    surely: Verdict = True
    for verdict in verdicts:
        if verdict is False:
            return False
        surely = surely and verdict
    return surely


def _any(verdicts: Sequence[Verdict]) -> Verdict:
    if True in verdicts:
        return True
    return None if None in verdicts else False


def _turned(verdict: Verdict, is_not: bool) -> Verdict:
    return not verdict if is_not and verdict is not None else verdict
