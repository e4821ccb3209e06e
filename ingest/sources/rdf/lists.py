"""The members of RDF lists and containers, in their order (RDF Schema 1.1, sections 5.1 and 5.2).

What the members are is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.sources.rdf.statements import Statements, Term
from ontology.namespaces import RDF

__all__ = ["members"]

_NUMBERED = re.compile(rf"{re.escape(RDF.iri)}_([1-9]\d{{0,8}})")


def members(statements: Statements, node: Term) -> list[Term] | None:
    """What the list or container of that name holds, first to last; None where the node is neither."""
    if not isinstance(node, str):
        return None
    if node == RDF.nil.value:
        return []
    said = statements.by_subject.get(node, {})
    if RDF.first.value in said:
        return list(_listed(statements, node))
    numbered = [(int(found[1]), values) for name, values in said.items() if (found := _NUMBERED.fullmatch(name))]
    return [value for _, values in sorted(numbered) for value in sorted(values, key=str)] if numbered else None


def _listed(statements: Statements, start: str) -> Iterator[Term]:
    """The members of a list, however it turns in circles."""
    node, seen = start, set[str]()
    while node not in seen:
        seen.add(node)
        yield from sorted(statements.values(node, RDF.first.value), key=str)
        following = [each for each in statements.values(node, RDF.rest.value) if isinstance(each, str)]
        node = min(following, default=start)
