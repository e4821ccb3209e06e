"""The store: where the graph is kept, asked, checked and published.

For researchers, ``graph.open(…)`` gives all of it in a notebook; nothing heavy is loaded before.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.notebook import OpenGraph
    from graph.workspace import Workspace

__all__ = ["open"]


def open(place: str | Path | Workspace, language: str = "fr", snapshot: str = "") -> OpenGraph:  # noqa: A001
    """The published graph of a workspace, of the folder that holds one, or of a SPARQL endpoint, ready to be asked.

    ``snapshot`` names an earlier one that is kept, by its id or the beginning of it. Raises
    :class:`ontology.errors.CallError` when there is no workspace there, no such snapshot, or nothing published.
    """
    from graph.notebook import open_graph

    return open_graph(place, language, snapshot)
