"""Statements seen through an alignment: what each node is, and what it says, in the model's terms.

Making records of it is not for here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ingest.sources.rdf.statements import Statements, Term
from ontology.alignment import Alignment, Step
from ontology.namespaces import RDF

__all__ = ["Aligned", "iri"]

_TYPE = RDF.type.value
_KEPT = 5_000
_MOST_ENDS = 1_000
"""The most nodes that one chain leads to from one node."""


def iri(term: Term) -> str:
    """The name of a node, an empty string for a literal."""
    return term if isinstance(term, str) else ""


class Aligned:
    """The nodes of a file through an alignment; the answers depend on the statements alone, not on their order."""

    def __init__(self, statements: Statements, alignment: Alignment) -> None:
        self.statements = statements
        self.alignment = alignment
        self._more: defaultdict[tuple[str, str], set[Term]] = defaultdict(set)
        self._back: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._asked: dict[str, dict[str, list[Term]]] = {}
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
        """The values of the first of these properties of the model that the node has."""
        said = self._said(node)
        return next((said[name] for name in names if name in said), [])

    def _said(self, node: str) -> dict[str, list[Term]]:
        """All that a node says, by the model's properties; the nodes asked last are kept."""
        if node not in self._asked:
            found: defaultdict[str, set[Term]] = defaultdict(set)
            for own, values in self.statements.by_subject.get(node, {}).items():
                for name in self.alignment.properties(own):
                    found[name].update(values)
            for name in self._inferred.get(node, ()):
                found[name] |= self._more[node, name]
            if len(self._asked) > _KEPT:
                self._asked.clear()
            self._asked[node] = {name: sorted(values, key=str) for name, values in found.items()}
        return self._asked[node]

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
                ends: set[Term] = {node}
                for step in steps:
                    ends = set(list(self._walked(ends, step))[:_MOST_ENDS])
                for each in ends - {node}:
                    for known in wider:
                        self._more[node, known].add(each)

    def _starts(self, step: Step) -> list[str]:
        name, backwards = step
        found = [node for node, own in (self._back if backwards else self._more) if own == name]
        said = self.statements.by_subject.items() if not backwards else ()
        return [*found, *(node for node, values in said if name in values)]

    def _walked(self, nodes: Iterable[Term], step: Step) -> Iterator[Term]:
        name, backwards = step
        for node in sorted(filter(None, map(iri, nodes))):
            if backwards:
                yield from sorted(self._back.get((node, name), ()))
                continue
            yield from self.statements.values(node, name)
            yield from self._more.get((node, name), ())
            if any(self.alignment.selves.get(each) == name for each in self.classes(node)):
                yield node
