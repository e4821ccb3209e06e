"""What a snapshot says of itself: sources, counts, versions, validation, fingerprint. Making one is not for here."""

from __future__ import annotations

from pathlib import Path

import msgspec

from ontology.decoding import UNDECODABLE
from ontology.errors import DataError, Place

__all__ = [
    "LinkingSummary",
    "Manifest",
    "ReliabilityBin",
    "SourceSummary",
    "ValidationSummary",
    "VocabularySummary",
    "read_manifest",
    "unread_manifest",
    "write_manifest",
]

FILE = "manifest.json"


class SourceSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A source as the build read it: its name, IRI, format, hash of its bytes, records kept and set aside."""

    name: str
    iri: str = ""
    format: str = ""
    hash: str = ""
    records: int = 0
    quarantined: int = 0


class VocabularySummary(msgspec.Struct, frozen=True, kw_only=True):
    """A vocabulary that the build linked against: its name, graph, hash of its bytes, concepts."""

    name: str
    iri: str = ""
    hash: str = ""
    concepts: int = 0


class ValidationSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What SHACL said before publication: whether the graph conforms, results by severity, named graphs checked."""

    conforms: bool
    violations: int = 0
    warnings: int = 0
    infos: int = 0
    graphs: int = 0


class ReliabilityBin(msgspec.Struct, frozen=True, kw_only=True):
    """The links said with a confidence from ``low`` to ``high``: how many, how sure on average, what share right."""

    low: float
    high: float
    links: int
    said: float
    right: float


class LinkingSummary(msgspec.Struct, frozen=True, kw_only=True):
    """The model that ranked concepts: its file (empty for the general one), fingerprint, and how well it does.

    ``reliability`` is measured on texts that the model did not see.
    """

    model: str = ""
    fingerprint: str = ""
    figures: dict[str, float] = {}
    reliability: tuple[ReliabilityBin, ...] = ()


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """All that is kept of a build beside the graph and the label index.

    A build gives ``sources``, ``vocabularies``, ``validation`` and ``details``; publication fills in the rest.
    ``origin`` is ``build`` or ``update``. ``things`` counts by kind, ``created`` is in UTC, ``fingerprint`` is a
    canonical hash: same quads, same fingerprint. ``details`` is free.
    """

    id: str = ""
    created: str = ""
    parent: str = ""
    origin: str = "build"
    fingerprint: str = ""
    quads: int = 0
    things: dict[str, int] = {}
    annotations: int = 0
    sources: tuple[SourceSummary, ...] = ()
    vocabularies: tuple[VocabularySummary, ...] = ()
    validation: ValidationSummary | None = None
    linking: LinkingSummary | None = None
    versions: dict[str, str] = {}
    details: dict[str, str] = {}

    def source_names(self, base: str) -> dict[str, str]:
        """What each source is called, by its IRI, which may be told without the ``base`` of the graph's own.

        >>> Manifest(sources=(SourceSummary(name="a.csv", iri="source/a"),)).source_names("https://e.org/")
        {'https://e.org/source/a': 'a.csv'}
        """
        named = [each for each in self.sources if each.iri]
        return {each.iri if ":" in each.iri else base + each.iri: each.name for each in named}


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a snapshot's folder; raises :class:`DataError` when it is absent or damaged."""
    path = folder / FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, *UNDECODABLE) as error:
        raise unread_manifest(path, error) from error


def unread_manifest(path: Path, error: Exception) -> DataError:
    """That a manifest is absent or damaged, and what to do."""
    why = error.strerror if isinstance(error, OSError) else error
    remedy = "Take another snapshot: `maillage snapshots` lists them, `maillage snapshots rollback ID` takes one."
    return DataError(f"the snapshot's manifest cannot be read ({why})", Place(str(path)), remedy)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write ``manifest.json``, for people to read too."""
    (folder / FILE).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
