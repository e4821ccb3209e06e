"""The vocabularies of a build: the built-in scheme and the workspace's own, for the linker and as named graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from graph.workspace import Workspace
from ontology import vocabulary_files
from ontology.errors import DataError, Place
from ontology.folding import slug
from ontology.namespaces import RDF, RDFS, SKOS
from ontology.thesaurus import Thesaurus, read_triples

__all__ = ["VocabularyFile", "load_thesaurus", "vocabulary_files_of", "vocabulary_quads"]


@dataclass(frozen=True, slots=True)
class VocabularyFile:
    """A vocabulary: file, end of its graph's IRI, hash of its bytes, and whether the linker looks for its concepts."""

    path: Path
    graph: str
    hash: str
    linked: bool


def vocabulary_files_of(workspace: Workspace) -> list[VocabularyFile]:
    """What the workspace speaks with: ontology, kinds, the built-in scheme unless left out, then its own files.

    Raises :class:`DataError` naming the ``[[vocabularies]]`` entry whose file is missing.
    """
    found = [
        _described(path, linked=name == "concepts")
        for name, path in vocabulary_files().items()
        if name != "shapes" and (name != "concepts" or workspace.settings.scheme == "builtin")
    ]
    for vocabulary in workspace.settings.vocabularies:
        matching = sorted(workspace.root.glob(vocabulary.path)) if "*" in vocabulary.path else []
        for path in matching or [workspace.root / vocabulary.path]:
            found.append(_described(path, linked=True))
    return found


def _described(path: Path, *, linked: bool) -> VocabularyFile:
    try:
        digest = sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        remedy = "Check [[vocabularies]] in maillage.toml."
        raise DataError(
            f"the vocabulary cannot be read ({error.strerror or error})", Place(str(path)), remedy
        ) from error
    return VocabularyFile(path, f"graph/vocabulary/{slug(path.stem) or 'x'}", digest, linked)


def load_thesaurus(files: Iterable[VocabularyFile]) -> Thesaurus:
    """The concepts that the linker looks for; empty when no vocabulary is linked."""
    paths = [file.path for file in files if file.linked]
    return Thesaurus.from_files(paths) if paths else Thesaurus()


def vocabulary_quads(file: VocabularyFile, base: str) -> Iterator[Quad]:
    """The file's statements in its own named graph, with an ``rdfs:label`` for each ``skos:prefLabel``.

    Blank nodes become IRIs below the graph's, numbered in the order of the file.
    """
    graph = NamedNode(base + file.graph)
    names: dict[str, NamedNode] = {}

    def named(node: BlankNode) -> NamedNode:
        return names.setdefault(node.value, NamedNode(f"{graph.value}/node-{len(names) + 1}"))

    labelled: set[tuple[str, str]] = set()
    prefer: list[Quad] = []
    for triple in read_triples(file.path):
        subject, value = triple.subject, triple.object
        if isinstance(subject, Triple) or isinstance(value, Triple):
            continue
        subject = named(subject) if isinstance(subject, BlankNode) else subject
        value = named(value) if isinstance(value, BlankNode) else value
        yield Quad(subject, triple.predicate, value, graph)
        if triple.predicate == RDFS.label:
            labelled.add((subject.value, str(value)))
        elif triple.predicate == SKOS.prefLabel:
            prefer.append(Quad(subject, RDFS.label, value, graph))
    yield from (quad for quad in prefer if (_value(quad), str(quad.object)) not in labelled)


def _value(quad: Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, NamedNode) else ""


def concept_types(quads: Sequence[Quad]) -> int:
    """How many of the quads say that something is a ``skos:Concept``."""
    return sum(quad.predicate == RDF.type and quad.object == SKOS.Concept for quad in quads)
