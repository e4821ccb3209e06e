"""Writes triples in any syntax, always in the same order: the same graph gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import RdfFormat, Triple, serialize

from explorer.http.formats import GRAPHS
from ontology.namespaces import PREFIXES

__all__ = ["written"]


def written(triples: Iterable[Triple], form: str, prefixes: Mapping[str, str] | None = None) -> bytes:
    """The triples, each once and sorted, in the syntax of that name; prefixes beside the project's own may be given."""
    engine = GRAPHS[form].engine
    if not isinstance(engine, RdfFormat):
        raise TypeError(f"{form} is no syntax of graphs")
    ordered = sorted(set(triples), key=str)
    return serialize(ordered, format=engine, prefixes={**PREFIXES, **(prefixes or {})}) or b""
