"""The terms and shapes of the ontology as they are read: names, labels and meanings by language, what they stand among.

For pages and references that tell of the ontology; what checks a graph or names a link reads the files itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ontology import vocabulary_files
from ontology.namespaces import ML, OWL, RDF, RDFS, SH, SKOS, compact
from ontology.rdf_file import read_triples

__all__ = ["ONTOLOGY", "SHAPE", "Rule", "Shape", "Sort", "Term", "shapes", "terms"]

ONTOLOGY = ML.iri.rstrip("#")
SHAPE = "https://w3id.org/maillage/shape/"
Node = NamedNode | BlankNode
Facts = Mapping[NamedNode, list[NamedNode | BlankNode | Literal | Triple]]
Graph = Mapping[Node, Facts]
Sort = str
"""``class``, ``property`` or ``value`` (a decision, a method, the schemes of both)."""
_CLASSES = {OWL.Class.value, RDFS.Class.value}
_RELATIONS = (
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    RDFS.domain,
    RDFS.range,
    RDFS.seeAlso,
    SKOS.inScheme,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or value; ``name`` is ``prefix:name``; ``links`` are names by the name of the relation."""

    iri: str
    name: str
    sort: Sort
    labels: Mapping[str, str]
    meanings: Mapping[str, str]
    inverse: Mapping[str, str]
    links: Mapping[str, tuple[str, ...]]

    @property
    def own(self) -> bool:
        """Whether the term is of Maillage, and not a known one that it uses."""
        return self.iri.startswith(ML.iri)


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a shape asks: of which path, how grave a breach is, and the sentences that tell it."""

    path: str
    severity: str
    messages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape: the classes whose things it checks (none where other shapes use it), its rules, the shapes it uses."""

    iri: str
    name: str
    targets: tuple[str, ...]
    rules: tuple[Rule, ...]
    uses: tuple[str, ...]


@cache
def terms() -> tuple[Term, ...]:
    """Every term of ``core.ttl``, the project's own first, each group in alphabetical order."""
    graph = _read("core")
    found = [_term(node, facts) for node, facts in graph.items() if isinstance(node, NamedNode) and _sort(facts)]
    return tuple(sorted(found, key=lambda term: (not term.own, term.sort, term.name)))


@cache
def shapes() -> tuple[Shape, ...]:
    """Every shape of ``shapes.ttl`` that has a name, in the order of the file."""
    graph = _read("shapes")
    named = [node for node in graph if isinstance(node, NamedNode) and node.value.startswith(SHAPE)]
    return tuple(_shape(node, graph) for node in named)


def _read(name: str) -> Graph:
    graph: dict[Node, dict[NamedNode, list[NamedNode | BlankNode | Literal | Triple]]] = {}
    for triple in read_triples(vocabulary_files()[name]):
        if isinstance(triple.subject, NamedNode | BlankNode):
            graph.setdefault(triple.subject, defaultdict(list))[triple.predicate].append(triple.object)
    return graph


def _sort(facts: Facts) -> Sort:
    types = {each.value for each in facts.get(RDF.type, ()) if isinstance(each, NamedNode)}
    if types & _CLASSES:
        return "class"
    if any(each.endswith("Property") for each in types):
        return "property"
    return "value" if types & {SKOS.Concept.value, SKOS.ConceptScheme.value} else ""


def _term(node: NamedNode, facts: Facts) -> Term:
    links = {
        compact(relation.value): tuple(compact(each.value) for each in facts[relation] if isinstance(each, NamedNode))
        for relation in _RELATIONS
        if facts.get(relation)
    }
    meanings = _by_language(facts, RDFS.comment) or _by_language(facts, SKOS.definition)
    return Term(
        iri=node.value,
        name=compact(node.value),
        sort=_sort(facts),
        labels=_by_language(facts, RDFS.label),
        meanings=meanings,
        inverse=_by_language(facts, ML.inverseLabel),
        links=links,
    )


def _by_language(facts: Facts, relation: NamedNode) -> dict[str, str]:
    return {each.language or "": each.value for each in facts.get(relation, ()) if isinstance(each, Literal)}


def _shape(node: NamedNode, graph: Graph) -> Shape:
    facts = graph[node]
    targets = tuple(compact(each.value) for each in facts.get(SH.targetClass, ()) if isinstance(each, NamedNode))
    used = [each for each in facts.get(SH.property, ()) if isinstance(each, NamedNode)]
    return Shape(
        iri=node.value,
        name=_shape_name(node),
        targets=targets,
        rules=tuple(_rules(node, graph)),
        uses=tuple(map(_shape_name, used)),
    )


def _shape_name(node: NamedNode) -> str:
    return f"shape:{node.value.removeprefix(SHAPE)}"


def _rules(node: Node, graph: Graph) -> Iterator[Rule]:
    """The rules of a shape and of the property shapes written in it; those it shares are told of by their names."""
    facts = graph.get(node, {})
    if messages := _by_language(facts, SH.message):
        paths = [_path(each, graph) for each in facts.get(SH.path, ())]
        severities = [compact(each.value)[3:] for each in facts.get(SH.severity, ()) if isinstance(each, NamedNode)]
        yield Rule(paths[0] if paths else "", severities[0] if severities else "Violation", messages)
    for part in facts.get(SH.property, ()):
        if isinstance(part, BlankNode):
            yield from _rules(part, graph)


def _path(term: object, graph: Graph) -> str:
    """A property path as SPARQL writes it (SHACL, section 2.3.1)."""
    if isinstance(term, NamedNode):
        return compact(term.value)
    if not isinstance(term, BlankNode):
        return ""
    facts = graph.get(term, {})
    if alternatives := facts.get(SH.alternativePath):
        return " | ".join(_list(alternatives[0], graph))
    return " / ".join(_list(term, graph))


def _list(node: object, graph: Graph) -> Iterator[str]:
    while isinstance(node, BlankNode) and (facts := graph.get(node)):
        yield from (_path(each, graph) for each in facts.get(RDF.first, ()))
        node = next(iter(facts.get(RDF.rest, ())), None)
