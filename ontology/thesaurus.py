"""SKOS vocabularies in memory: concepts, labels by language, hierarchy, from any SKOS file in any RDF syntax.

Several files that speak of the same IRIs are merged. Finding concepts in text is not for here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

import msgspec
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from ontology.errors import DataError, Place
from ontology.namespaces import DCTERMS, OWL, RDF, RDFS, SKOS
from ontology.rdf_file import rdf_format, read_triples
from ontology.replacement import Replacements

__all__ = ["Concept", "Label", "LabelKind", "Thesaurus", "builtin", "rdf_format", "read_triples"]

SKOSXL = "http://www.w3.org/2008/05/skos-xl#"


class LabelKind(StrEnum):
    """The three lexical properties of SKOS (SKOS Reference, section 5)."""

    PREF = "prefLabel"
    ALT = "altLabel"
    HIDDEN = "hiddenLabel"


class Label(msgspec.Struct, frozen=True, order=True, gc=False):
    """One lexical label: its text, its language tag in lower case (empty when the file gives none), its kind.

    There are many, part of no cycle: the collector of dead cycles need not look at them.
    """

    text: str
    language: str
    kind: LabelKind


@dataclass(slots=True)
class Concept:
    """A ``skos:Concept`` with what the file says of it; every IRI is a string, every tuple in a stable order.

    ``stands_for`` are the concepts that are found as this one, and are none of their own here.
    """

    iri: str
    labels: tuple[Label, ...] = ()
    notations: tuple[str, ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()
    schemes: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    matches: tuple[tuple[str, str], ...] = ()
    stands_for: tuple[str, ...] = ()

    def label(self, language: str = "fr") -> str:
        """The preferred label in that language, else in English, in French, in any, else the IRI's last part.

        A label of a region (``fr-CA``) serves its language where that has none of its own.

        >>> Concept("http://e.org/rse", (Label("RSE", "fr", LabelKind.PREF),)).label("de")
        'RSE'
        """
        return _in_language(self._preferred(), language) or re.split(r"[/#]", self.iri.rstrip("/#"))[-1]

    def labels_in(self, language: str) -> list[Label]:
        """Those that a text in that language may use, whatever their region; without a language they are for all.

        >>> labels = Label("eau", "fr-ca", LabelKind.PREF), Label("water", "en", LabelKind.PREF)
        >>> [label.text for label in Concept("urn:c", labels).labels_in("fr")]
        ['eau']
        """
        return [label for label in self.labels if label.language.partition("-")[0] in ("", language)]

    def _preferred(self) -> dict[str, str]:
        return {label.language: label.text for label in reversed(self.labels) if label.kind is LabelKind.PREF}

    def definition(self, language: str = "fr") -> str:
        """The definition in that language, else in English, in French, in any, else an empty string."""
        return _in_language(dict(reversed(self.definitions)), language)


def _in_language(texts: Mapping[str, str], language: str) -> str:
    """The text whose language tag serves the language best, or an empty string when there is none."""
    by_primary = {tag.partition("-")[0]: text for tag, text in sorted(texts.items(), reverse=True)}
    wanted = language.lower()
    for choice in (wanted, wanted.partition("-")[0], "en", "fr", ""):
        if text := texts.get(choice) or by_primary.get(choice):
            return text
    return next((text for _, text in sorted(texts.items())), "")


@dataclass(slots=True)
class Thesaurus(Mapping[str, Concept]):
    """The concepts of one or more SKOS files, by IRI, in the order of their IRIs."""

    concepts: dict[str, Concept] = field(default_factory=dict)

    def __getitem__(self, iri: str) -> Concept:
        return self.concepts[iri]

    def __iter__(self) -> Iterator[str]:
        return iter(self.concepts)

    def __len__(self) -> int:
        return len(self.concepts)

    @classmethod
    def from_files(cls, paths: Iterable[Path], named: Collection[Path] = ()) -> Thesaurus:
        """Read and merge SKOS files.

        A file may hold the labels of one language alone, for concepts that another one declares. A concept without a
        preferred label takes its ``rdfs:label``. One that is no longer used is left out, and its labels are alternative
        ones of the one that replaces it. Raises :class:`DataError` naming the file and the line when one is missing, is
        not RDF of the syntax that its name announces, or says nothing of concepts; and where the files ``named`` among
        them declare concepts of which none has a label.
        """
        gathering = _Gathering()
        declared: dict[Path, set[str]] = {}
        for path in paths:
            gathering.understood = 0
            known = set(gathering.iris)
            for statement in read_triples(path):
                gathering.add(statement)
            if not gathering.understood:
                raise DataError("no skos:Concept was found", Place(str(path)), "Give a SKOS file.")
            declared[path] = gathering.iris - known
        thesaurus = cls(gathering.concepts())
        thesaurus._check({path: declared[path] for path in named})
        return thesaurus

    def _check(self, declared: Mapping[Path, AbstractSet[str]]) -> None:
        """Refuse files that declare concepts of which none has a label, since nothing would ever be found."""
        iris = [iri for each in declared.values() for iri in each if iri in self.concepts]
        if iris and not any(self.concepts[iri].labels for iri in iris):
            path = next(path for path, each in declared.items() if each)
            raise DataError("no concept has a label", Place(str(path)), "Give each a skos:prefLabel.")

    def meant_by(self) -> dict[str, str]:
        """For the IRI of each concept that is found as another one, that of this other."""
        return {other: iri for iri, concept in self.concepts.items() for other in concept.stands_for}


class _Gathering:
    """Statements on their way to concepts: one pass over the triples, then one over the subjects."""

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
        self.iris: set[str] = set()
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
            self.literal_forms[key] = value
        elif predicate in (SKOS.notation.value, DCTERMS.identifier.value):
            self.texts[key, "notations"].add((predicate, text))
        elif predicate in (SKOS.definition.value, SKOS.scopeNote.value):
            self.texts[key, predicate].add((language, text))
        elif predicate == OWL.deprecated.value and text in ("true", "1"):
            self.replacements.add(key)

    def concepts(self) -> dict[str, Concept]:
        """The concepts by IRI, in order: those declared so, and the labelled ends of a SKOS relation (S19)."""
        for node, uses in self.label_nodes.items():
            if form := self.literal_forms.get(node):
                text, language = " ".join(form.value.split()), (form.language or "").lower()
                for key, kind in uses:
                    self.labels[key].add(Label(text, language, kind))
        self.iris |= {key for key, relation in self.links if relation != "schemes" and self._has_name(key)}
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


def builtin() -> Thesaurus:
    """The thematic scheme that comes with Maillage (``concepts.ttl``)."""
    return Thesaurus.from_files([Path(__file__).with_name("concepts.ttl")])
