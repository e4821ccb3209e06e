"""Things named by a person in a terminal: which one was understood is said, and which others it might have been."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import click

from ontology.errors import CallError
from ontology.folding import fold

if TYPE_CHECKING:
    from graph.search import LabelIndex
    from graph.views.things import ThingKind

__all__ = ["understood"]

_OTHERS = 3


def understood(labels: LabelIndex, name: str, kinds: Collection[ThingKind] = (), role: str = "thing") -> str:
    """The IRI of what is so named, by IRI, ``prefix:name`` or label; what was understood goes to standard error.

    Raises :class:`CallError` when nothing is called so.
    """
    if ":" in name and " " not in name:
        from ontology.namespaces import expand

        return expand(name)
    hits = labels.search(name, kinds, _OTHERS + 1)
    if not hits:
        raise CallError(f"nothing is called “{name}”", None, "Give its IRI, or another of its names.")
    first, *others = hits
    click.echo(f"{role}: {first.label} <{first.iri}>", err=True)
    exact = [each for each in others if fold(each.matched) == fold(name)]
    if exact or fold(first.matched) != fold(name):
        for each in exact or others:
            click.echo(f"    not {each.label} <{each.iri}>", err=True)
    return first.iri
