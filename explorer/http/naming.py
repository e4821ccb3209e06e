"""Concepts and sources that an address names: by IRI or by name. Nobody can be asked there what was meant: slips are
not forgiven, and a name of several concepts is refused. Naming in a terminal is in :mod:`explorer.naming`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from explorer.http.resource import check_known
from graph.views.things import ThingKind
from ontology.errors import CallError
from ontology.folding import fold
from ontology.namespaces import expand

if TYPE_CHECKING:
    from graph.search import LabelIndex
    from graph.store import Store

__all__ = ["concept_named", "source_named"]

_HITS = 10


def concept_named(labels: LabelIndex, store: Store, name: str) -> str:
    """The IRI of the concept of this IRI, ``prefix:name``, or one of its names, whatever the accents and the case.

    Raises :class:`CallError` where there is none, with the nearest, and where there are several.
    """
    if ":" in name and " " not in name:
        iri = expand(name)
        check_known(store, iri)
        return iri
    hits = labels.search(name, [ThingKind.CONCEPT], _HITS)
    found = [hit for hit in hits if fold(hit.matched) == fold(name)]
    if len(found) > 1:
        iris = ", ".join(hit.iri for hit in found)
        raise CallError(f"several concepts are called “{name[:80]}”", None, f"Use one of: {iris}.")
    if not found:
        remedy = f"Did you mean “{hits[0].label}”?" if hits else "Give its IRI, or another of its names."
        raise CallError(f"no concept is called “{name[:80]}”", None, remedy)
    return found[0].iri


def source_named(known: Mapping[str, str], name: str) -> str:
    """The IRI of the source of that IRI or name, of those ``known`` (IRI to name); raises :class:`CallError`."""
    found = [iri for iri, each in known.items() if name in {iri, each}]
    if not found:
        raise CallError(f"“{name[:80]}” is no source", None, f"Use one of: {', '.join(known.values())}.")
    return found[0]
