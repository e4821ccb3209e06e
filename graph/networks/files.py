"""A network as files: GraphML and GEXF for Gephi, CSV for a spreadsheet. Same network, same bytes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import IO, TYPE_CHECKING

from graph.exports.cells import defused, writable
from graph.networks.network import networkx_graph
from graph.networks.projections import Projection
from graph.store import Store
from ontology.errors import CallError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["FORMATS", "network_file", "network_xml"]

FORMATS = {"graphml": "GraphML", "gexf": "GEXF", "csv": "CSV"}
"""Extension to name. CSV holds one tie a row, with the IRIs, names and kinds of both ends."""

_COLUMNS = ("weight", "document_count", "documents", "expected", "pmi", "npmi", "likelihood", "p", "q")


def network_file(
    projection: Projection, store: Store, extension: str, language: str = "fr", limit: int | None = None
) -> bytes:
    """A network, or its ``limit`` heaviest ties, as a file with names, kinds, weights, years and IRIs.

    Raises :class:`CallError` for a format that is not one of :data:`FORMATS`.
    """
    if extension not in FORMATS:
        raise CallError(f"“{extension}” is not a format of networks", None, f"Use one of: {', '.join(FORMATS)}.")
    graph = networkx_graph(projection, store, language, limit)
    if extension == "csv":
        text = StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows(_rows(graph))
        return text.getvalue().encode()
    for _, known in graph.nodes(data=True):
        known["label"] = writable(known["label"])
    return network_xml(graph, extension)


def _rows(graph: nx.Graph[str]) -> Iterator[list[str]]:
    yield ["source", "source_label", "source_kind", "target", "target_label", "target_kind", *_COLUMNS]
    for source, target, tie in graph.edges(data=True):
        ends = [cell for iri in (source, target) for cell in (iri, graph.nodes[iri]["label"], graph.nodes[iri]["kind"])]
        yield [defused(str(cell)) for cell in (*ends, *(tie.get(name, "") for name in _COLUMNS))]


def network_xml(graph: nx.Graph[str], extension: str) -> bytes:
    """A graph as GraphML or GEXF, without the day of writing; each edge of a multigraph has an id of its own.

    Its texts hold nothing that XML cannot (see :func:`graph.export.writable`).
    """
    import networkx as nx

    written = BytesIO()
    if extension == "graphml":
        nx.write_graphml(_numbered(graph) if isinstance(graph, nx.MultiDiGraph) else graph, written, named_key_ids=True)
        return written.getvalue()
    _write_gexf(graph, written)
    return written.getvalue()


def _write_gexf(graph: nx.Graph[str], file: IO[bytes]) -> None:
    """GEXF 1.2, without what NetworkX adds to it: a graph's name, which goes to the description, and the keys of a
    multigraph's edges, which have ids and say their relations."""
    from xml.etree.ElementTree import SubElement

    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(graph)
    (meta,), (told,) = writer.xml.findall("meta"), writer.xml.findall("graph")
    del meta.attrib["lastmodifieddate"]
    if name := told.attrib.pop("name", ""):
        SubElement(meta, "description").text = name
    for declared in told.findall("attributes[@class='edge']"):
        for key in declared.findall("attribute[@title='networkx_key']"):
            declared.remove(key)
            for values in told.findall("edges/edge/attvalues"):
                for value in values.findall(f"attvalue[@for='{key.get('id')}']"):
                    values.remove(value)
    writer.write(file)


def _numbered(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The graph with numbers for keys, which GraphML has for ids: Gephi leaves out edges whose id it has met."""
    import networkx as nx

    told: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    told.add_nodes_from(graph.nodes(data=True))
    for number, (source, target, known) in enumerate(graph.edges(data=True)):
        told.add_edge(source, target, key=str(number), **known)
    return told
