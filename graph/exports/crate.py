"""Describes the files of an export as an RO-Crate 1.1: what each is, its licence, how to cite it. Writing them is not
for here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import IO

from graph.exports.edition import Edition

__all__ = ["CRATE", "write_crate"]

CRATE = "ro-crate-metadata.json"
"""The name that the specification gives to the description (RO-Crate 1.1, “RO-Crate Metadata File”)."""
_PIECE = 1 << 20


def write_crate(file: IO[bytes], edition: Edition, files: Iterable[Path], types: Mapping[str, str]) -> None:
    """The description of a folder that holds ``files``; ``types`` gives the media type of each extension."""
    entities = [_described(path, edition, types) for path in sorted(files)]
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
