"""What to do where a snapshot is damaged, and what would be lost by it. Finding the damage is not for here."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Sequence
from errno import EACCES, EMFILE, ENOMEM

from graph.ownership import written_graphs
from graph.published import Snapshot
from graph.soundness import first_whole
from graph.workspace import Workspace
from ontology.errors import MaillageError

__all__ = ["remedy_of"]

_OF_THE_MACHINE = (
    ("file descriptors", "Let more files be opened: ulimit -n 4096, or LimitNOFILE= in the unit."),
    (os.strerror(EMFILE), "Let more files be opened: ulimit -n 4096, or LimitNOFILE= in the unit."),
    (os.strerror(ENOMEM), "Free some memory, or let more be used."),
)
"""What the engine says that no damage is behind, and what to do."""
_NAMED = 5
"""Graphs for which a command is given."""


def remedy_of(told: Sequence[str], damaged: Snapshot, workspace: Workspace, *, deep: bool) -> str:
    """What to do about a snapshot of which this was told: mend the machine; else go back to the newest that is whole.

    Where there is none, all is made again but what people wrote, which is to be taken out first. Snapshots share files,
    and thus damage: each is read as the damaged one was, so ``deep``.
    """
    said = " ".join(told)
    for words, remedy in _OF_THE_MACHINE:
        if words in said:
            return remedy
    if os.strerror(EACCES) in said:
        return f"Give {workspace.state} to the user who builds and serves: nothing is known to be damaged."
    others = [each for each in workspace.snapshots.all() if each != damaged]
    whole = first_whole(others, deep=deep)
    if whole:
        return f"Go back with `maillage snapshots rollback {whole.id}`, the newest that is whole, and build."
    root = workspace.snapshots.root
    away = f"mv {shlex.quote(str(root))} {shlex.quote(f'{root}.damaged')}"
    first = _first(damaged, others, workspace)
    return f"No other snapshot is whole. {first}`{away}`, and `maillage build` makes all again."


def _first(damaged: Snapshot, others: Iterable[Snapshot], workspace: Workspace) -> str:
    """What is to be done before the snapshots are moved away: the commands that take out what people wrote."""
    for snapshot in (damaged, *others):
        try:
            graphs = written_graphs(snapshot.store(), workspace.settings.network.base_iri)
        except (MaillageError, OSError, RuntimeError):
            continue
        return _commands(graphs, snapshot) if graphs else ""
    return "What people wrote by SPARQL Update, if they did, is in no source: take it from a backup. "


def _commands(graphs: Sequence[str], snapshot: Snapshot) -> str:
    """The commands that keep these graphs in files, and how many others there are."""
    queries = [f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}" for graph in graphs[:_NAMED]]
    commands = [
        f"`maillage query --snapshot {snapshot.id} --format nt {shlex.quote(query)} > written-{number}.nt`"
        for number, query in enumerate(queries, 1)
    ]
    more = f" (and so for {len(graphs) - _NAMED} others)" if len(graphs) > _NAMED else ""
    return (
        f"What people wrote by SPARQL Update is in no source, so take it out first: {', '.join(commands)}{more}. Then "
    )
