"""Concepts that an address names: by IRI or by name. Nobody can be asked there what was meant: slips are
not forgiven, and a name of several concepts is refused. Naming in a terminal is in :mod:`explorer.naming`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.http.resource import check_known
from explorer.naming import certain
from graph.views.things import ThingKind

if TYPE_CHECKING:
    from graph.search import LabelIndex
    from graph.store import Store

__all__ = ["concept_named"]


def concept_named(labels: LabelIndex, store: Store, base: str, name: str) -> str:
    """The IRI of the concept of this name, as by :func:`explorer.naming.certain`; raises :class:`CallError` as it does,
    and for an IRI of which the graph knows nothing.
    """
    iri = certain(labels, base, name, [ThingKind.CONCEPT])
    check_known(store, iri)
    return iri
