"""Things named by people, who are told what was understood, and by programs; and to people, as can be typed again.

How names are searched for is decided by :mod:`graph.search`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import click

from explorer.terminal import cut
from ontology.errors import CallError

if TYPE_CHECKING:
    from graph.search import Hit, LabelIndex
    from graph.views.things import ThingKind

__all__ = ["certain", "short", "source_named", "understood", "written_out"]

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


def written_out(name: str, base: str) -> str:
    """The IRI that a name is or is short for, as :func:`short` writes it; empty where it is a label.

    >>> written_out("event/forum", "https://e.org/"), written_out("dcterms:title", ""), written_out("Forum : RSE", "")
    ('https://e.org/event/forum', 'http://purl.org/dc/terms/title', '')
    """
    from ontology.namespaces import absolute

    is_iri = ":" in name and " " not in name
    return absolute(name, base) if is_iri or _PATH.fullmatch(name) else ""


def understood(labels: LabelIndex, base: str, name: str, kinds: Collection[ThingKind] = (), role: str = "thing") -> str:
    """The IRI of what is so named; of a label, what was understood goes to standard error.

    It is named by its IRI, what follows the workspace's ``base`` there, ``prefix:name`` or a label.

    Raises :class:`CallError` when nothing is called so.
    """
    if iri := written_out(name, base):
        return iri
    first, *others = _called(labels, name, kinds)
    click.echo(f"{role}: {first.label} <{first.iri}>", err=True)
    exact = [each for each in others if each.is_called(name)]
    if exact or not first.is_called(name):
        for each in exact or others:
            click.echo(f"    not {each.label} <{each.iri}>", err=True)
    return first.iri


def certain(labels: LabelIndex, base: str, name: str, kinds: Collection[ThingKind] = ()) -> str:
    """The IRI of what is so named, as by :func:`understood`, where nobody is there to be told what that was.

    Raises :class:`CallError` too for a name that several things have, and where nothing has it to the letter, but for
    accents and capitals.
    """
    if iri := written_out(name, base):
        return iri
    hits = _called(labels, name, kinds)
    exact = [each for each in hits if each.is_called(name)]
    if not exact:
        raise CallError(f"nothing is called “{cut(name)}” to the letter", None, f"Did you mean “{hits[0].matched}”?")
    if len(exact) > 1:
        iris = ", ".join(each.iri for each in exact)
        raise CallError(f"several things are called “{cut(name)}”", None, f"Give the IRI of one: {iris}.")
    return exact[0].iri


def source_named(known: Mapping[str, str], name: str) -> str:
    """The IRI of the source of that IRI or name, of those ``known`` (IRI to name); raises :class:`CallError`."""
    found = [iri for iri, each in known.items() if name in {iri, each}]
    if not found:
        raise CallError(f"“{name[:80]}” is no source", None, f"Use one of: {', '.join(known.values())}.")
    return found[0]


def _called(labels: LabelIndex, name: str, kinds: Collection[ThingKind]) -> list[Hit]:
    """What a label may mean, best first; raises :class:`CallError` where that is nothing."""
    if hits := labels.search(name, kinds, _OTHERS + 1):
        return hits
    for hit in labels.search(name, (), 1) if kinds else ():
        if hit.is_called(name):
            wanted = ", ".join(sorted(kinds))
            problem = f"“{cut(name)}” is of the kind “{hit.kind}”, which does not fit here"
            raise CallError(problem, None, f"Name what is of one of these kinds: {wanted}.")
    raise CallError(f"nothing is called “{cut(name)}”", None, "Give its IRI, or another of its names.")
