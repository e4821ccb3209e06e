"""Things and links as CSV, with the description that tells machines what the columns are (CSV on the Web, 2015)."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterable, Iterator
from typing import IO, TYPE_CHECKING

from graph.exports.cells import defused
from graph.exports.edition import Edition
from ontology.namespaces import DCTERMS, RDFS, SCHEMA

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["write_links", "write_table_description", "write_things"]

_THINGS = (
    ("iri", "IRI", "anyURI", ""),
    ("kind", "Genre", "string", ""),
    ("label", "Nom", "string", RDFS.label.value),
    ("date", "Date", "string", DCTERMS.date.value),
    ("end", "Fin", "string", SCHEMA.endDate.value),
    ("place", "Lieu", "string", SCHEMA.location.value),
    ("type", "Type", "string", ""),
    ("selected", "Répond aux critères", "boolean", ""),
)
_LINKS = (
    ("source", "De (IRI)", "anyURI", ""),
    ("source_label", "De", "string", ""),
    ("relation", "Relation", "string", ""),
    ("target", "Vers (IRI)", "anyURI", ""),
    ("target_label", "Vers", "string", ""),
    ("evidence", "Preuves", "integer", ""),
    ("confidence", "Confiance", "decimal", ""),
    ("method", "Méthode", "string", ""),
)
"""Name of each column, its title, its datatype, the property that it gives of the row's thing."""


def write_things(network: nx.MultiDiGraph[str], file: IO[bytes], chosen: Collection[str] | None = None) -> None:
    """One row a thing of a network (:func:`graph.exports.network.weighed_network`): its IRI, kind, label, dates, place
    and type, and whether it is among those ``chosen`` (None: all are) or is named for its link with one of these.
    """
    _write_rows(file, _things(network, chosen))


def write_links(network: nx.MultiDiGraph[str], file: IO[bytes]) -> None:
    """One row a link between two things of a network, with its pieces of evidence, the surest's confidence, methods."""
    _write_rows(file, _links(network))


def write_table_description(file: IO[bytes], name: str, edition: Edition) -> None:
    """The metadata of both tables (Metadata Vocabulary for Tabular Data, section 5)."""
    things, links = f"{name}-things.csv", f"{name}-links.csv"
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": edition.language}],
        "dc:title": edition.title,
        **({"dc:license": {"@id": edition.licence}} if edition.licence else {}),
        **({"dc:issued": edition.created} if edition.created else {}),
        "dc:description": "Une apostrophe précède ce qu'un tableur exécuterait comme une formule. "
        "An apostrophe stands before what a spreadsheet would run as a formula.",
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tables": [
            {"url": things, "tableSchema": {"columns": _columns(_THINGS), "primaryKey": "iri", "aboutUrl": "{+iri}"}},
            {"url": links, "tableSchema": {"columns": _columns(_LINKS), "foreignKeys": _keys(things)}},
        ],
    }
    file.write(json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n")


def _columns(columns: Iterable[tuple[str, str, str, str]]) -> list[dict[str, object]]:
    return [
        {
            "name": name,
            "titles": {"fr": [title], "und": [name]},
            "datatype": datatype,
            **({"propertyUrl": property_} if property_ else {}),
        }
        for name, title, datatype, property_ in columns
    ]


def _keys(things: str) -> list[dict[str, object]]:
    return [
        {"columnReference": end, "reference": {"resource": things, "columnReference": "iri"}}
        for end in ("source", "target")
    ]


def _things(network: nx.MultiDiGraph[str], chosen: Collection[str] | None) -> Iterator[tuple[str, ...]]:
    yield tuple(name for name, *_ in _THINGS)
    for iri, known in network.nodes(data=True):
        selected = "true" if chosen is None or iri in chosen else "false"
        besides = [known.get(name, "") for name in ("date", "end", "place", "type")]
        yield (iri, known["kind"], known["label"], *besides, selected)


def _links(network: nx.MultiDiGraph[str]) -> Iterator[tuple[str, ...]]:
    yield tuple(name for name, *_ in _LINKS)
    for source, target, relation, known in network.edges(keys=True, data=True):
        ends = (source, network.nodes[source]["label"], str(relation), target, network.nodes[target]["label"])
        besides = [str(known.get(name, "")) for name in ("evidence", "confidence", "method")]
        yield (*ends, *besides)


def _write_rows(file: IO[bytes], rows: Iterable[tuple[str, ...]]) -> None:
    class _Utf8:
        def write(self, text: str) -> int:
            return file.write(text.encode())

    writer = csv.writer(_Utf8(), lineterminator="\r\n")
    writer.writerows([defused(cell) for cell in row] for row in rows)
