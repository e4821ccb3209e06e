"""The vocabulary that the last build linked with, kept in the workspace's state: neither parsed nor are its labels
looked through again while it is the same.

Where the file is missing, damaged or of another program, the vocabularies are read again. What a new vocabulary changes
is not for here.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import msgspec

from graph.whole_file import kept_file
from graph.workspace import Workspace
from ingest.linking import ConceptLinker
from ingest.program import program
from ontology.concept import Concept
from ontology.decoding import UNDECODABLE
from ontology.thesaurus import Thesaurus

__all__ = ["Remembered", "made_of", "recall", "recall_labels", "remember", "remember_labels"]

_FILE, _LABELS = "vocabulary.json", "labels.msgpack"
_DIGEST = 32
"""Bytes of the hash that stands before the labels."""


class Remembered(msgspec.Struct, frozen=True):
    """What the concepts were made of, the linker's fingerprint and its hash of their vocabulary, and themselves."""

    made_of: str
    linker: str
    vocabulary: str
    concepts: msgspec.Raw

    @property
    def thesaurus(self) -> Thesaurus | None:
        """The concepts; None where they cannot be read."""
        try:
            concepts = msgspec.json.decode(self.concepts, type=list[Concept])
        except UNDECODABLE:
            return None
        return Thesaurus({concept.iri: concept for concept in concepts})


class _Labels(msgspec.Struct, frozen=True):
    """The labels of each language as the linker keeps them, and the hash of what they were made of."""

    made_of: str
    packed: dict[str, bytes]


def recall_labels(workspace: Workspace, made_of: str) -> dict[str, bytes]:
    """The labels by language, as :meth:`ingest.linking.ConceptLinker.recall` takes them; none where they are of others.

    ``made_of`` is the hash of the vocabularies and of the program.
    """
    try:
        content = (workspace.state / _LABELS).read_bytes()
        if sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
            return {}  # a letter that came to grief would be looked for in texts
        told = msgspec.msgpack.decode(content[_DIGEST:], type=_Labels)
    except (OSError, *UNDECODABLE):
        return {}
    return told.packed if told.made_of == made_of else {}


def remember_labels(workspace: Workspace, made_of: str, linker: ConceptLinker) -> None:
    """Keep the labels in the languages of the network, unless they are kept."""
    languages = workspace.settings.network.languages
    if recall_labels(workspace, made_of).keys() != set(languages):
        content = msgspec.msgpack.encode(_Labels(made_of, linker.packed_labels(languages)))
        with kept_file(workspace.state / _LABELS) as file:
            file.write(sha256(content).digest() + content)


def made_of(hashes: Iterable[str]) -> str:
    """One hash for vocabulary files with these hashes, in this order, and for the program that reads them."""
    return sha256("\n".join([program("ontology"), *hashes]).encode()).hexdigest()


def recall(workspace: Workspace) -> Remembered | None:
    """What the last build kept."""
    try:
        return msgspec.json.decode((workspace.state / _FILE).read_bytes(), type=Remembered)
    except (OSError, *UNDECODABLE):
        return None


def remember(workspace: Workspace, made_of: str, linker: ConceptLinker) -> None:
    """Keep the vocabulary of a build that was published."""
    known = recall(workspace)
    if known and (known.made_of, known.linker) == (made_of, linker.fingerprint):
        return
    concepts = msgspec.Raw(msgspec.json.encode(list(linker.thesaurus.values())))
    told = Remembered(made_of, linker.fingerprint, linker.vocabulary, concepts)
    with kept_file(workspace.state / _FILE) as file:
        file.write(msgspec.json.encode(told))
