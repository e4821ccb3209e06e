"""Fields side by side that choose the things a page is about; what is chosen stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st

from explorer.components.answers import graph_of_now, named
from explorer.components.render import show
from explorer.components.search import Target, search_field
from graph.views.things import Thing, ThingKind
from ontology.errors import CallError

if TYPE_CHECKING:
    from explorer.components.scope import Scope
    from explorer.pages import Visit

__all__ = ["choose", "known"]


def known(iri: str, language: str) -> Thing | None:
    """The thing of an address; nothing for what the graph does not know."""
    try:
        graph_of_now().index.number(iri)
        return named((iri,), language)[iri]
    except CallError:
        return None


def choose(
    visit: Visit, page: str, scope: Scope, fields: Mapping[str, tuple[ThingKind, ...]], **others: str
) -> dict[str, Thing | None]:
    """A field for each parameter, with what is chosen or a search among its kinds; ``others`` go along."""
    parameters = scope.parameters() | others
    chosen = {name: known(visit.parameters.get(name, ""), visit.language) for name in fields}
    for column, (name, kinds) in zip(st.columns(len(fields), gap="large"), fields.items(), strict=True):
        with column:
            kept = {key: value for key, value in parameters.items() if key != name}
            label = visit.t(f"scope.{name}")
            if thing := chosen[name]:
                show("chosen.html", visit.language, label=label, chosen=thing, href_without=visit.href(page, **kept))
            else:
                search_field(f"{page}-{name}", visit.language, Target(page, name, kept), label, kinds)
    return chosen
