"""What the published snapshot brought since the one before it, as far as that one is still kept."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.components.answers import graph_of_now, kept
from explorer.context import get_context
from graph.networks.since import Since, since
from graph.networks.stored import FILE, stored_index
from ontology.errors import MaillageError

__all__ = ["News", "news"]

READ_AT_ONCE = 300_000
"""Quads of a snapshot that is read for its index while someone waits; of a larger one the index must be there."""


@dataclass(frozen=True, slots=True)
class News:
    """The earlier snapshot, when it was made, and what changed."""

    id: str
    created: str
    since: Since


@kept
def news(language: str) -> News | None:
    """What changed; nothing for a first snapshot, or one whose parent is gone or would have to be read through."""
    context = get_context()
    parent = context.snapshot().manifest.parent
    if not parent:
        return None
    try:
        before = context.workspace.snapshots.get(parent)
        if not (before.path / FILE).exists() and before.manifest.quads > READ_AT_ONCE:
            return None
        found = since(stored_index(before.store(), before.path / FILE), graph_of_now(), language)
        return News(before.id, before.manifest.created, found)
    except MaillageError:  # pruned meanwhile, or damaged: the first page can do without
        return None
