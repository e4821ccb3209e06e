"""What SKOS files say, statement by statement, gathered into concepts. Reading the files is not for here."""

from __future__ import annotations

from collections import defaultdict
from typing import ClassVar

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from ontology.concept import Concept, Label, LabelKind
from ontology.namespaces import DCTERMS, OWL, RDF, RDFS, SKOS
from ontology.replacement import Replacements

__all__ = ["Gathering"]

SKOSXL = "http://www.w3.org/2008/05/skos-xl#"


class Gathering:
    """Statements on their way to concepts: one pass over the triples, then one over the subjects.

    ``understood`` counts the statements of concepts, ``nameless`` the concepts that have no IRI, which are passed over.
    """

    RELATIONS: ClassVar[dict[str, tuple[str, str]]] = {
        SKOS.broader.value: ("broader", "narrower"),
        SKOS.narrower.value: ("narrower", "broader"),
        SKOS.related.value: ("related", "related"),
        SKOS.broaderGeneric.value: ("broader", "narrower"),
        SKOS.narrowerGeneric.value: ("narrower", "broader"),
    }
    LABELS: ClassVar[dict[str, LabelKind]] = {
        base + kind.value: kind for kind in LabelKind for base in (SKOS.iri, SKOSXL)
    }
    MATCHES = frozenset(SKOS.iri + f"{degree}Match" for degree in ("exact", "close", "broad", "narrow", "related"))
    SCHEMES = frozenset({SKOS.inScheme.value, SKOS.topConceptOf.value})

    def __init__(self) -> None:
        self.understood = 0
        self.nameless = 0
        self.iris: set[str] = set()
        self.tops: set[str] = set()
        self.links: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self.texts: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        self.label_nodes: defaultdict[str, set[tuple[str, LabelKind]]] = defaultdict(set)
        self.labels: defaultdict[str, set[Label]] = defaultdict(set)
        self.names: defaultdict[str, set[Label]] = defaultdict(set)
        self.literal_forms: dict[str, Literal] = {}
        self.replacements = Replacements()
        self.replaced: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, statement: Triple | Quad) -> None:
        """Take in what the statement says of a concept or of one of its labels; anything else is passed over."""
        subject, predicate, value = statement.subject, statement.predicate.value, statement.object
        if isinstance(value, Literal) and isinstance(subject, NamedNode | BlankNode):
            self._add_text(subject.value, predicate, value)
        elif isinstance(subject, NamedNode) and predicate in self.LABELS and isinstance(value, NamedNode | BlankNode):
            self.label_nodes[value.value].add((subject.value, self.LABELS[predicate]))
            self.understood += 1
        elif isinstance(subject, BlankNode) and predicate == RDF.type.value and value == SKOS.Concept:
            self.nameless += 1
        elif isinstance(subject, NamedNode) and isinstance(value, NamedNode):
            self._add_link(subject.value, predicate, value.value)

    def _add_link(self, key: str, predicate: str, value: str) -> None:
        if predicate == RDF.type.value:
            if value == SKOS.Concept.value:
                self.understood += 1
                self.iris.add(key)
        elif predicate in self.RELATIONS:
            there, back = self.RELATIONS[predicate]
            self.links[key, there].add(value)
            self.links[value, back].add(key)
        elif predicate in self.MATCHES:
            self.texts[key, "matches"].add((predicate.removeprefix(SKOS.iri), value))
        elif predicate in self.SCHEMES:
            self.links[key, "schemes"].add(value)
        elif predicate == SKOS.hasTopConcept.value:
            self.tops.add(value)
            self.links[value, "schemes"].add(key)
        elif predicate == DCTERMS.isReplacedBy.value and value != key:
            self.replacements.add(key, value)

    def _add_text(self, key: str, predicate: str, value: Literal) -> None:
        text, language = " ".join(value.value.split()), (value.language or "").lower()
        if not text:
            return
        if predicate in self.LABELS:
            self.understood += 1
            self.labels[key].add(Label(text, language, self.LABELS[predicate]))
        elif predicate == RDFS.label.value:
            self.names[key].add(Label(text, language, LabelKind.PREF))
        elif predicate == SKOSXL + "literalForm":
            self.understood += 1
            self.literal_forms[key] = value
        elif predicate in (SKOS.notation.value, DCTERMS.identifier.value):
            self.texts[key, "notations"].add((predicate, text))
        elif predicate in (SKOS.definition.value, SKOS.scopeNote.value):
            self.texts[key, predicate].add((language, text))
        elif predicate == OWL.deprecated.value and text in ("true", "1"):
            self.replacements.add(key)

    def concepts(self) -> dict[str, Concept]:
        """The concepts by IRI, in order: those declared so, and the labelled ends of a SKOS relation (S19) or of
        ``skos:hasTopConcept`` (S6)."""
        for node, uses in self.label_nodes.items():
            if form := self.literal_forms.get(node):
                text, language = " ".join(form.value.split()), (form.language or "").lower()
                for key, kind in uses:
                    self.labels[key].add(Label(text, language, kind))
        self.iris |= {key for key, relation in self.links if relation != "schemes" and self._has_name(key)}
        self.iris |= {key for key in self.tops if self._has_name(key)}
        for iri in self.iris & self.names.keys():
            if not self._has_name(iri):
                self.labels[iri] |= self.names[iri]
        for iri in sorted(self.iris.intersection(self.replacements)):
            self._hand_on(iri)
        return {iri: self._concept(iri) for iri in sorted(self.iris) if iri not in self.replacements}

    def _hand_on(self, iri: str) -> None:
        """Give the labels of a concept that is no longer used to the one that replaces it."""
        if successor := self.replacements.successor(iri, self.iris):
            self.replaced[successor].append(iri)
            own = {(label.text, label.language) for label in self.labels[successor]}
            self.labels[successor] |= {
                Label(label.text, label.language, LabelKind.ALT if label.kind is LabelKind.PREF else label.kind)
                for label in self.labels[iri]
                if (label.text, label.language) not in own
            }

    def _concept(self, iri: str) -> Concept:
        definitions = self.texts.get((iri, SKOS.definition.value)) or self.texts.get((iri, SKOS.scopeNote.value), set())
        said = self.texts.get((iri, "notations"), ())
        notations = [text for predicate, text in sorted(said, key=lambda one: (one[0] != SKOS.notation.value, one[1]))]
        return Concept(
            iri=iri,
            labels=tuple(sorted(self.labels.get(iri, ()))),
            notations=tuple(dict.fromkeys(notations)),
            definitions=tuple(sorted(definitions)),
            schemes=self._links(iri, "schemes"),
            broader=self._links(iri, "broader"),
            narrower=self._links(iri, "narrower"),
            related=self._links(iri, "related"),
            matches=tuple(sorted(self.texts.get((iri, "matches"), ()))),
            stands_for=tuple(self.replaced.get(iri, ())),
        )

    def _has_name(self, key: str) -> bool:
        return any(label.kind is LabelKind.PREF for label in self.labels.get(key, ()))

    def _links(self, iri: str, relation: str) -> tuple[str, ...]:
        return tuple(sorted(self.links.get((iri, relation), ())))
