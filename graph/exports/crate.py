"""Describes the files of an export as an RO-Crate 1.1: what each is, its licence, how to cite it. Writing them is not
for here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import IO

from graph.exports.edition import Edition
from ontology.decoding import UNDECODABLE

__all__ = ["CRATE", "earlier_files", "write_crate"]

CRATE = "ro-crate-metadata.json"
"""The name that the specification gives to the description (RO-Crate 1.1, “RO-Crate Metadata File”)."""
_PIECE = 1 << 20
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What reading a description that is none of ours may come to."""


def earlier_files(folder: Path, files: Iterable[Path]) -> dict[Path, str]:
    """The files that the folder's description names, still there, and none of these, each with its snapshot."""
    new = {path.name for path in files}
    try:
        said = json.loads((folder / CRATE).read_bytes())
        nodes = {node["@id"]: node for node in said["@graph"]}
        root = nodes["./"]
        names = {part["@id"]: str(nodes[part["@id"]].get("version", root["version"])) for part in root["hasPart"]}
        ours = {name: known for name, known in names.items() if name not in new and Path(name).name == name}
        return {folder / name: known for name, known in ours.items() if (folder / name).is_file()}
    except (OSError, *UNDECODABLE, *_UNREADABLE):
        return {}


def write_crate(
    file: IO[bytes],
    edition: Edition,
    files: Iterable[Path],
    types: Mapping[str, str],
    earlier: Mapping[Path, str] = MappingProxyType({}),
) -> None:
    """The description of a folder that holds ``files``; ``types`` gives the media type of each extension.

    ``earlier`` are files that are there already, each with the snapshot that it was made of.
    """
    entities = [_described(path, edition, types) for path in sorted(files)]
    for path, snapshot in sorted(earlier.items()):
        entities.append(_described(path, edition, types) | {"version": snapshot})
    root: dict[str, object] = {
        "@id": "./",
        "@type": "Dataset",
        "name": edition.title,
        "description": edition.citation,
        "identifier": edition.iri,
        "version": edition.snapshot,
        "datePublished": edition.created,
        "inLanguage": edition.language,
        "creditText": edition.citation,
        "hasPart": [{"@id": entity["@id"]} for entity in entities],
        "publisher": {"@id": _publisher(edition)},
    }
    if edition.licence:
        root["license"] = {"@id": edition.licence}
    graph: list[dict[str, object]] = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        root,
        {"@id": _publisher(edition), "@type": "Organization", "name": edition.title},
        *_licence(edition),
        *entities,
    ]
    crate = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}
    file.write(json.dumps(crate, ensure_ascii=False, indent=2).encode() + b"\n")


def _licence(edition: Edition) -> list[dict[str, object]]:
    if not edition.licence:
        return []
    return [{"@id": edition.licence, "@type": "CreativeWork", "name": edition.licence}]


def _publisher(edition: Edition) -> str:
    return edition.homepage or f"{edition.iri}#publisher"


def _described(path: Path, edition: Edition, types: Mapping[str, str]) -> dict[str, object]:
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    entity: dict[str, object] = {
        "@id": path.name,
        "@type": "File",
        "name": path.name,
        "contentSize": str(path.stat().st_size),
        "encodingFormat": types.get(path.name.rpartition(".")[2], "application/octet-stream"),
        "sha256": digest.hexdigest(),
    }
    return entity | ({"license": {"@id": edition.licence}} if edition.licence else {})
