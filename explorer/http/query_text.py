"""What the server must know of a query before it is run: the addresses that ``SERVICE`` would fetch, whether ``FROM``
names a dataset, whether two runs may differ. Parsing SPARQL is the engine's work and not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.tokens import Token, is_doubtful, tokens

__all__ = ["changes_by_itself", "services"]

_CLAUSE = re.compile(r"service\s*+(?:silent\s*+)?(?:[#<?$]|[\w.%-]*+:)", re.IGNORECASE)
_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID)\s*\(", re.IGNORECASE)


def services(query: str) -> list[str]:
    """The IRIs that the ``SERVICE`` clauses of a query name; an empty string for one that is named otherwise.

    No clause is missed; in a contrived text, one may be seen that is none. It takes time in proportion to the text.

    >>> services("SELECT * { SERVICE SILENT <http://e.org/a> { ?s ?p ?o } }")
    ['http://e.org/a']
    >>> services("ASK { ?s ?p 'SERVICE ?x {' } # SERVICE <http://e.org/a> {}")
    []
    >>> services("ASK { ?s ?p ?o FILTER(?o<?p&&?o!='>') SERVICE ?s { ?s ?p ?o } } #'")
    ['']
    """
    found = tokens(query)
    if is_doubtful(found) and _CLAUSE.search(query):
        return [""]
    return list(_named([token for token in found if token["iri"] or token["word"] or token["bracket"]]))


def _named(found: list[Token]) -> Iterator[str]:
    for at, token in enumerate(found):
        before, colon, _ = (token["word"] or "").lower().partition(":")
        if "service" not in before:
            continue
        after = [later for later in found[at + 1 : at + 3] if (later["word"] or "").upper() != "SILENT"]
        if not colon:
            yield (after[0]["iri"] or "")[1:-1] if after else ""
        elif after and after[0]["bracket"] == "{":  # SERVICE:a { … } where no prefix is named “service”
            yield ""


def changes_by_itself(query: str) -> bool:
    """Whether a query may answer differently twice on the same graph, as one with ``NOW()`` does."""
    return bool(_CHANGING.search(query))
