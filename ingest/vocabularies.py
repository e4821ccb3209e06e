"""The vocabularies of a build, read: the built-in scheme and the workspace's own, and the concepts that they hold.

Writing them is for :mod:`ingest.vocabulary_graphs`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graph.workspace import Workspace
from ingest.free_names import FreeNames
from ingest.hashed import file_hash
from ingest.listing import list_vocabularies
from ingest.remembered import made_of, recall
from ingest.special_files import special_file
from ingest.tracking import Tell, untold
from ontology import vocabulary_files
from ontology.equivalence import unified
from ontology.errors import DataError, Place
from ontology.folding import slug
from ontology.thesaurus import Thesaurus
from ontology.unpacking import unpacked_name

__all__ = ["VOCABULARY", "Vocabularies", "VocabularyFile", "read_vocabularies"]

VOCABULARY = "graph/vocabulary/"
"""What the ends of the IRIs of vocabularies' graphs begin with."""


@dataclass(frozen=True, slots=True)
class VocabularyFile:
    """A vocabulary: file, end of its graph's IRI, hash of its bytes, and whether the linker looks for its concepts."""

    path: Path
    graph: str
    hash: str
    linked: bool


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """The vocabularies of a build: files, the concepts that the linker looks for, and what could not be read.

    ``unread`` are the ends of the graphs' IRIs of the files that are at fault, ``hash`` is the linker's of the
    concepts, where the last build kept it with them.
    """

    files: list[VocabularyFile]
    thesaurus: Thesaurus
    failures: list[DataError]
    unread: list[str]
    hash: str = ""

    @property
    def made_of(self) -> str:
        """The hash of all that the thesaurus is made of."""
        return made_of(file.hash for file in self.files if file.linked)


def read_vocabularies(workspace: Workspace, *, keep_going: bool = False, tell: Tell = untold) -> Vocabularies:
    """What the workspace speaks with: ontology, kinds, the built-in scheme unless left out, then its own files.

    A file that is missing or is not SKOS raises its :class:`DataError`; with ``keep_going`` it is among the failures.
    ``tell`` is told of concepts that are left out, where the last build kept none of the vocabularies.
    """
    read = Vocabularies([], Thesaurus(), [], [])
    for path, graph, linked in _named(workspace):
        try:
            read.files.append(_described(path, graph, linked=linked))
        except DataError as error:
            _failed(read, error, graph, keep_going=keep_going)
    while linked_files := [file for file in read.files if file.linked]:
        try:
            thesaurus, known = _thesaurus(workspace, linked_files, read.made_of, tell)
            return replace(read, thesaurus=thesaurus, hash=known)
        except DataError as error:
            at_fault = [file for file in linked_files if error.place and error.place.source == str(file.path)]
            for file in at_fault or linked_files:
                _failed(read, error, file.graph, keep_going=keep_going)
                read.files.remove(file)
    return read


def _thesaurus(
    workspace: Workspace, files: Sequence[VocabularyFile], made_of: str, tell: Tell
) -> tuple[Thesaurus, str]:
    """The concepts of these files and their hash, as the last build kept them where it had the same; else no hash."""
    kept = recall(workspace)
    if kept and kept.made_of == made_of and (known := kept.thesaurus):
        return known, kept.vocabulary
    own = [file.path for file in files if file.path != vocabulary_files()["concepts"]]
    return unified(Thesaurus.from_files([file.path for file in files], own, tell)), ""


def _failed(read: Vocabularies, error: DataError, graph: str, *, keep_going: bool) -> None:
    if not keep_going:
        raise error
    read.failures.append(error)
    read.unread.append(graph)


def _named(workspace: Workspace) -> Iterator[tuple[Path, str, bool]]:
    """Each vocabulary's file, the end of its graph's IRI, and whether the linker looks for its concepts."""
    names = FreeNames()
    for path, linked in list_vocabularies(workspace):
        yield path, names.free(f"{VOCABULARY}{slug(unpacked_name(path).stem) or 'x'}"), linked


def _described(path: Path, graph: str, *, linked: bool) -> VocabularyFile:
    try:
        digest = file_hash(path)
    except OSError as error:
        problem = f"the vocabulary cannot be read ({special_file(path) or error.strerror or error})"
        raise DataError(problem, Place(str(path)), "Check [[vocabularies]] in maillage.toml.") from error
    return VocabularyFile(path, graph, digest, linked)
