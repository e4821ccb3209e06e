"""Networks of ties ready for the drawing: which things, how large, of which community. The page says what they mean."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.components.canvas import Drawing
from explorer.texts import Texts
from graph.networks.network import Network
from graph.views.things import Edge

__all__ = ["drawing_of"]


def drawing_of(t: Texts, found: Network, groups: Mapping[str, int], selected: str = "") -> Drawing:
    """The network as a drawing: larger things hang on more documents, thicker ties on more of them."""
    most = max((node.occurrences for node in found.nodes), default=1)
    edges = tuple(
        Edge(tie.source, tie.target, "", t("count.together", count=tie.document_count), tie.document_count)
        for tie in found.ties
    )
    return Drawing(
        tuple(node.thing for node in found.nodes),
        edges,
        seeds=frozenset({selected} if selected else ()),
        selected=selected,
        ties=True,
        sizes={node.thing.iri: node.occurrences / most for node in found.nodes},
        groups=groups,
    )
