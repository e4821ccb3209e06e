"""The small tool with which a record's graph is written: what is said of each node, in order and without doubles.

It makes no quads until these are asked for: a build writes lines, of hundreds of statements a record. Evidence, which
is most of them, is lines from the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad

from graph.pieces import Piece
from graph.screening import Descriptions
from graph.store import Term
from ingest.records import Coordinates, Text, When
from ontology.namespaces import RDF, RDFS, SCHEMA, XSD

__all__ = ["GraphWriter", "date_literal", "printable", "text_literal"]

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ADDRESS = re.compile(r"(https?|urn|mailto):")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORMS = (
    (re.compile(r"-?\d{4,}"), XSD.gYear),
    (re.compile(r"-?\d{4,}-\d\d"), XSD.gYearMonth),
    (re.compile(r"-?\d{4,}-\d\d-\d\d"), XSD.date),
)


@dataclass(slots=True)
class GraphWriter:
    """Gathers what one named graph says. ``base`` is the workspace's ``base_iri``."""

    base: str
    graph: NamedNode
    _said: dict[str, dict[str, dict[Term, None]]] = field(default_factory=dict)
    _pieces: dict[str, Piece] = field(default_factory=dict)

    @property
    def pieces(self) -> list[Piece]:
        """The pieces; nothing else is said of their nodes."""
        while described := [each for each in self._pieces.values() if not self._said.keys().isdisjoint(each.nodes)]:
            for piece in described:
                self._take_apart(self._pieces.pop(piece.nodes[0]))
        return list(self._pieces.values())

    @property
    def said(self) -> Descriptions:
        """What was stated beside the :attr:`pieces`, which are asked for first."""
        return self._said

    @property
    def quads(self) -> list[Quad]:
        """What was stated, as quads."""
        stated = (
            Quad(NamedNode(iri), NamedNode(name), value, self.graph)
            for iri, each in self._said.items()
            for name, values in each.items()
            for value in values
        )
        return list(dict.fromkeys(chain(stated, *(piece.quads(self.graph) for piece in self._pieces.values()))))

    def values(self, subject: NamedNode) -> Iterator[Term]:
        """All values stated of a node."""
        return chain.from_iterable(self._said.get(subject.value, {}).values())

    def iri(self, path: str) -> NamedNode:
        """The node at that path below the base, which may begin with « ./ »; an absolute IRI comes back as it is."""
        return NamedNode(path if _ABSOLUTE.match(path) else self.base + path.removeprefix("./"))

    def add(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal | None) -> None:
        """State it, unless there is no value."""
        if value is not None:
            self._said.setdefault(subject.value, {}).setdefault(predicate.value, {})[value] = None

    def piece(self, piece: Piece) -> None:
        """State a piece; what is said of its first node beside it is one description with it."""
        other = self._pieces.setdefault(piece.nodes[0], piece)
        if other.statements != piece.statements:
            self._take_apart(piece)

    def tells(self, node: str) -> bool:
        """Whether a piece of that first node is stated."""
        return node in self._pieces

    def _take_apart(self, piece: Piece) -> None:
        for iri, each in piece.said.items():
            for name, values in each.items():
                self._said.setdefault(iri, {}).setdefault(name, {}).update(dict.fromkeys(values))

    def text(self, subject: NamedNode, predicate: NamedNode, text: Text | str | None) -> None:
        """State a text, unless it is empty."""
        known = Text(text) if isinstance(text, str) else text
        if known and known.value.strip():
            self.add(subject, predicate, text_literal(known))

    def address(self, subject: NamedNode, predicate: NamedNode, address: str) -> None:
        """State an address as an IRI where it is one, else not at all."""
        if _ADDRESS.match(address):
            try:
                self.add(subject, predicate, NamedNode(address))
            except ValueError:
                return

    def point(self, subject: NamedNode, coordinates: Coordinates | None) -> None:
        """State where a thing is: a ``geo:`` IRI (RFC 5870), so that a point has one name wherever it is named."""
        if coordinates is None:
            return
        latitude, longitude = _degrees(coordinates.latitude), _degrees(coordinates.longitude)
        node = NamedNode(f"geo:{latitude},{longitude}")
        self.add(subject, SCHEMA.geo, node)
        self.add(node, RDF.type, SCHEMA.GeoCoordinates)
        self.add(node, RDFS.label, Literal(f"{latitude}, {longitude}"))
        self.add(node, SCHEMA.latitude, Literal(latitude, datatype=XSD.decimal))
        self.add(node, SCHEMA.longitude, Literal(longitude, datatype=XSD.decimal))


def _degrees(value: float) -> str:
    """Degrees with six decimals at most, which is a tenth of a metre.

    >>> _degrees(45.0), _degrees(-1.505602)
    ('45.0', '-1.505602')
    """
    written = f"{value:.6f}".rstrip("0")
    return f"{written}0" if written.endswith(".") else written


def printable(text: str) -> str:
    """The text with a space for each character that XML 1.0 forbids, so that every syntax can carry it."""
    return text if text.isprintable() else _CONTROL.sub(" ", text)


def text_literal(text: Text) -> Literal:
    """The literal of a text, with its language tag where it is well-formed."""
    value = printable(text.value).strip()
    if text.language and _LANGUAGE.fullmatch(text.language):
        return Literal(value, language=text.language.lower())
    return Literal(value)


def date_literal(when: When | None) -> Literal | None:
    """The date as typed literal with its own precision.

    >>> date_literal(When("2013-05"))
    <Literal value=2013-05 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#gYearMonth>>
    """
    if when is None or not when.value:
        return None
    for form, datatype in _FORMS:
        if form.fullmatch(when.value):
            return Literal(when.value, datatype=datatype)
    return Literal(when.value, datatype=XSD.dateTime)
