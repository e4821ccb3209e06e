"""Terms as a SPARQL text writes them, read by the engine itself with the text's own declarations."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode, Store

from graph.tokens import Token
from ontology.namespaces import PREFIXES

__all__ = ["prologue", "terms"]


def prologue(found: Sequence[Token]) -> str:
    """The declarations of a query, which begin it."""
    said, at = "", 0
    while at < len(found) and (size := {"BASE": 2, "PREFIX": 3}.get(found[at][0].upper())):
        said += " ".join(token[0] for token in found[at : at + size]) + "\n"
        at += size
    return said


def terms(declared: str, written: Sequence[str], base: str | None) -> list[NamedNode | Literal]:
    """Terms as a query with that prologue writes them; none where one of them cannot be read."""
    query = f"{declared}SELECT ?term {{ VALUES ?term {{ {' '.join(written)} }} }}"
    try:
        answer = Store().query(query, base_iri=base, prefixes=PREFIXES)
    except SyntaxError:
        return []
    found = [row["term"] for row in answer]  # type: ignore[union-attr]
    return [] if None in found else found
