"""Skolem IRIs for blank nodes (RDF 1.1 Concepts, section 3.5): what goes to a server by name in several updates.

When something is sent so is not for here.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from graph.store import Term

__all__ = ["Skolem"]


class Skolem:
    """The blank nodes of one graph as IRIs of the network's host.

    >>> skolem = Skolem("https://example.org/r/")
    >>> print(skolem.iri(BlankNode("a1")))
    <https://example.org/.well-known/genid/a1>
    >>> [str(term) for term in skolem.meant(skolem.iri(BlankNode("a1")))]
    ['<https://example.org/.well-known/genid/a1>', '_:a1']
    """

    def __init__(self, base: str) -> None:
        self.prefix = urljoin(base, "/.well-known/genid/")

    def iri(self, node: BlankNode) -> NamedNode:
        """The IRI that stands for a blank node: the same as long as the store keeps its label."""
        return NamedNode(self.prefix + node.value)

    def quad(self, quad: Quad) -> Quad:
        """The quad with IRIs where it has blank nodes, also within a triple that it speaks of."""
        subject, value = quad.subject, quad.object
        if not isinstance(subject, BlankNode) and not isinstance(value, BlankNode | Triple):
            return quad
        triple = self._triple(quad.triple)
        return Quad(triple.subject, triple.predicate, triple.object, quad.graph_name)

    def meant(self, term: Term) -> Iterator[Term]:
        """What a term that was sent can be here: itself, and the blank node for which it stands."""
        yield term
        if (node := self._node(term)) != term:
            yield node

    def _triple(self, triple: Triple) -> Triple:
        subject, value = triple.subject, triple.object
        if isinstance(subject, BlankNode):
            subject = self.iri(subject)
        if isinstance(value, BlankNode):
            value = self.iri(value)
        elif isinstance(value, Triple):
            value = self._triple(value)
        return Triple(subject, triple.predicate, value)

    def _node(self, term: Term) -> Term:
        if isinstance(term, NamedNode) and term.value.startswith(self.prefix):
            return BlankNode(term.value.removeprefix(self.prefix))
        if isinstance(term, Triple):
            subject, value = self._node(term.subject), self._node(term.object)
            if isinstance(subject, NamedNode | BlankNode):
                return Triple(subject, term.predicate, value)
        return term
