"""Things named in a terminal: by a person, who is told what was understood, and to a person, as can be typed again."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

import click

from ontology.errors import CallError
from ontology.folding import fold

if TYPE_CHECKING:
    from graph.search import LabelIndex
    from graph.views.things import ThingKind

__all__ = ["is_path", "short", "understood"]

_OTHERS = 3
_PATH = re.compile(r"(?:event|publication|page|person|organisation|group|category|partnership)/\S+")
"""What stands behind a workspace's base in the IRIs of its things."""


def short(iri: str, base: str) -> str:
    """The IRI as it can be typed in its workspace.

    >>> short("https://e.org/r/event/forum", "https://e.org/r/"), short("http://purl.org/dc/terms/title", "")
    ('event/forum', 'dcterms:title')
    """
    from ontology.namespaces import compact

    path = iri.removeprefix(base)
    return path if base and path != iri and _PATH.fullmatch(path) else compact(iri)


def is_path(name: str) -> bool:
    """Whether it is the path of a thing below its workspace's base, as :func:`short` writes it.

    >>> is_path("event/forum"), is_path("forum")
    (True, False)
    """
    return bool(_PATH.fullmatch(name))


def understood(labels: LabelIndex, base: str, name: str, kinds: Collection[ThingKind] = (), role: str = "thing") -> str:
    """The IRI of what is so named; of a label, what was understood goes to standard error.

    It is named by its IRI, what follows the workspace's ``base`` there, ``prefix:name`` or a label.

    Raises :class:`CallError` when nothing is called so.
    """
    if ":" in name and " " not in name:
        from ontology.namespaces import expand

        return expand(name)
    if is_path(name):
        return base + name
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
