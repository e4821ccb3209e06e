"""SKOS vocabularies in memory: concepts, labels by language, hierarchy, from any SKOS file in any RDF syntax.

Several files that speak of the same IRIs are merged. Finding concepts in text is not for here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from ontology.errors import DataError, Place
from ontology.namespaces import DCTERMS, RDF, SKOS

__all__ = ["Concept", "Label", "LabelKind", "Thesaurus", "builtin", "rdf_format", "read_triples"]

SKOSXL = "http://www.w3.org/2008/05/skos-xl#"
FORMATS: dict[str, RdfFormat] = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".n3": RdfFormat.N3,
}


class LabelKind(StrEnum):
    """The three lexical properties of SKOS (SKOS Reference, section 5)."""

    PREF = "prefLabel"
    ALT = "altLabel"
    HIDDEN = "hiddenLabel"


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """One lexical label: its text, its language tag in lower case (empty when the file gives none), its kind."""

    text: str
    language: str
    kind: LabelKind


@dataclass(slots=True)
class Concept:
    """A ``skos:Concept`` with what the file says of it; every IRI is a string, every tuple in a stable order."""

    iri: str
    labels: tuple[Label, ...] = ()
    notations: tuple[str, ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()
    schemes: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    matches: tuple[tuple[str, str], ...] = ()

    def label(self, language: str = "fr") -> str:
        """The preferred label in that language, else in English, else in any, else the IRI's last part.

        >>> Concept("http://e.org/rse", (Label("RSE", "fr", LabelKind.PREF),)).label("de")
        'RSE'
        """
        preferred = {label.language.partition("-")[0]: label.text for label in self.labels if label.kind is LabelKind.PREF}
        for wanted in (language, "en", "fr", "", *sorted(preferred)):
            if wanted in preferred:
                return preferred[wanted]
        return self.iri.rstrip("/").rpartition("/")[2].rpartition("#")[2]

    def definition(self, language: str = "fr") -> str:
        """The definition in that language, else in any, else an empty string."""
        by_language = dict(self.definitions)
        return by_language.get(language) or next(iter(by_language.values()), "")


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
    def from_files(cls, paths: Iterable[Path]) -> Thesaurus:
        """Read and merge SKOS files.

        Raises :class:`DataError` naming the file and the line when one is missing, is not RDF of the syntax that its
        name announces, or holds no concept.
        """
        gathering = _Gathering()
        for path in paths:
            before = gathering.concept_statements
            for statement in read_triples(path):
                gathering.add(statement)
            if gathering.concept_statements == before:
                raise DataError("no skos:Concept was found", Place(str(path)), "Give a SKOS file.")
        return cls(gathering.concepts())

    def ancestors(self, iri: str) -> list[str]:
        """Every broader concept, nearest first; each once, even where the hierarchy has a cycle."""
        found: list[str] = []
        waiting = list(self.concepts[iri].broader) if iri in self.concepts else []
        while waiting:
            broader = waiting.pop(0)
            if broader != iri and broader not in found:
                found.append(broader)
                waiting.extend(self.concepts[broader].broader if broader in self.concepts else ())
        return found


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
    MATCHES = frozenset(SKOS.iri + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"))
    SCHEMES = frozenset({SKOS.inScheme.value, SKOS.topConceptOf.value})

    def __init__(self) -> None:
        self.concept_statements = 0
        self.iris: set[str] = set()
        self.links: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self.texts: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        self.label_nodes: defaultdict[str, set[tuple[str, LabelKind]]] = defaultdict(set)
        self.labels: defaultdict[str, set[Label]] = defaultdict(set)
        self.literal_forms: dict[str, Literal] = {}

    def add(self, statement: Triple | Quad) -> None:
        subject, predicate, value = statement.subject, statement.predicate.value, statement.object
        if not isinstance(subject, NamedNode | BlankNode):
            return
        key = subject.value
        if isinstance(value, Literal):
            self._add_text(key, predicate, value)
        elif not isinstance(value, NamedNode | BlankNode):
            return
        elif predicate == RDF.type.value:
            if value == SKOS.Concept:
                self.concept_statements += 1
                self.iris.add(key)
        elif predicate in self.RELATIONS:
            there, back = self.RELATIONS[predicate]
            self.links[key, there].add(value.value)
            self.links[value.value, back].add(key)
        elif predicate in self.LABELS:
            self.label_nodes[value.value].add((key, self.LABELS[predicate]))
        elif predicate in self.MATCHES:
            self.texts[key, "matches"].add((predicate.removeprefix(SKOS.iri), value.value))
        elif predicate in self.SCHEMES:
            self.links[key, "schemes"].add(value.value)

    def _add_text(self, key: str, predicate: str, value: Literal) -> None:
        text, language = " ".join(value.value.split()), (value.language or "").lower()
        if not text:
            return
        if predicate in self.LABELS:
            self.labels[key].add(Label(text, language, self.LABELS[predicate]))
        elif predicate == SKOSXL + "literalForm":
            self.literal_forms[key] = value
        elif predicate in (SKOS.notation.value, DCTERMS.identifier.value):
            self.texts[key, "notations"].add((predicate, text))
        elif predicate in (SKOS.definition.value, SKOS.scopeNote.value):
            self.texts[key, predicate].add((language, text))

    def concepts(self) -> dict[str, Concept]:
        for node, uses in self.label_nodes.items():
            if form := self.literal_forms.get(node):
                for key, kind in uses:
                    self.labels[key].add(Label(" ".join(form.value.split()), (form.language or "").lower(), kind))
        return {iri: self._concept(iri) for iri in sorted(self.iris)}

    def _concept(self, iri: str) -> Concept:
        definitions = self.texts.get((iri, SKOS.definition.value)) or self.texts.get((iri, SKOS.scopeNote.value), set())
        notations = [text for _, text in sorted(self.texts.get((iri, "notations"), ()), reverse=True)]
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
        )

    def _links(self, iri: str, relation: str) -> tuple[str, ...]:
        return tuple(sorted(self.links.get((iri, relation), ())))


def rdf_format(path: Path) -> RdfFormat:
    """The RDF syntax that the file's extension announces; raises :class:`DataError` for one that is not RDF's."""
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        raise DataError(
            f"the extension “{path.suffix}” is not of an RDF syntax", Place(str(path)), f"Use one of {' '.join(FORMATS)}."
        ) from None


def read_triples(path: Path) -> Iterator[Triple | Quad]:
    """The statements of an RDF file; raises :class:`DataError` with the line and column of a syntax error."""
    try:
        yield from parse(path=path, format=rdf_format(path))
    except SyntaxError as error:
        line = f"line {error.lineno}, column {error.offset}" if error.lineno else ""
        raise DataError(f"the file is not well-formed: {error.msg}", Place(str(path), line), "Mend the syntax there.") from error
    except OSError as error:
        raise DataError(f"the file cannot be read ({error.strerror or error})", Place(str(path)), "Check the path.") from error


def builtin() -> Thesaurus:
    """The thematic scheme that comes with Maillage (``concepts.ttl``)."""
    return Thesaurus.from_files([Path(__file__).with_name("concepts.ttl")])
