"""Concepts and sources that an address names: by IRI or by name. Nobody can be asked there what was meant: slips are
not forgiven, and a name of several concepts is refused. Naming in a terminal is in :mod:`explorer.naming`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from explorer.http.resource import check_known
from explorer.naming import certain
from graph.views.things import ThingKind
from ontology.errors import CallError

if TYPE_CHECKING:
    from graph.search import LabelIndex
    from graph.store import Store

__all__ = ["concept_named", "source_named"]


def concept_named(labels: LabelIndex, store: Store, base: str, name: str) -> str:
    """The IRI of the concept of this name, as by :func:`explorer.naming.certain`; raises :class:`CallError` as it does,
    and for an IRI of which the graph knows nothing.
    """
    iri = certain(labels, base, name, [ThingKind.CONCEPT])
    check_known(store, iri)
    return iri


def source_named(known: Mapping[str, str], name: str) -> str:
    """The IRI of the source of that IRI or name, of those ``known`` (IRI to name); raises :class:`CallError`."""
    found = [iri for iri, each in known.items() if name in {iri, each}]
    if not found:
        raise CallError(f"“{name[:80]}” is no source", None, f"Use one of: {', '.join(known.values())}.")
    return found[0]
