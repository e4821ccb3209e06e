"""What the server must know of a query before it is run: the addresses that ``SERVICE`` would fetch, whether ``FROM``
names a dataset, whether two runs may differ. Parsing SPARQL is the engine's work and not for here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from explorer.http.refusals import ForbiddenError
from graph.tokens import Token, is_doubtful, tokens

__all__ = ["changes_by_itself", "check_services", "is_update", "services", "verb"]

_CLAUSE = re.compile(r"service\s*+(?:silent\s*+)?(?:[#<?$]|[\w.%-]*+:)", re.IGNORECASE)
_DECLARATIONS = {"BASE": 2, "PREFIX": 3}
"""What may stand before a query or an update, and how many tokens it has."""
_VERBS = frozenset(("INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"))
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
    if "service" not in query.lower():
        return []
    found = tokens(query)
    if is_doubtful(found) and _CLAUSE.search(query):
        return [""]
    return list(_named([token for token in found if token["iri"] or token["word"] or token["bracket"]]))


def check_services(query: str, endpoints: Collection[str]) -> None:
    """Raise :class:`ForbiddenError` for a query, or an update, that would ask an endpoint that is not among these.

    ``SILENT`` changes nothing: it passes over the failure of a request (Federated Query, section 2.3), and none is
    made; an answer would look as if the endpoint had been asked.
    """
    refused = [name for name in services(query) if name not in endpoints]
    if refused:
        unnamed = "SERVICE may not ask what is not written as an IRI"
        problem = f"SERVICE may not ask {refused[0]}" if refused[0] else unnamed
        if refused[0] and "silent" in query.lower():
            problem = f"SERVICE may not ask {refused[0]}, and SILENT passes over failures, not over refusals"
        allowed = f"It may ask {', '.join(endpoints)}." if endpoints else "No endpoint is open to it here."
        raise ForbiddenError(problem, remedy=allowed)


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
    small = query.lower()
    named = "now" in small or "rand" in small or "uuid" in small
    return named and bool(_CHANGING.search(query))


def is_update(text: str) -> bool:
    """Whether a text begins as an update does.

    >>> is_update("PREFIX a: <http://e.org/> insert data { a:b a:c 1 }"), is_update("ASK { ?insert ?data 1 }")
    (True, False)
    """
    return verb(text) in _VERBS


def verb(text: str) -> str:
    """What a query or an update does, as its first word behind the declarations says; empty where there is none.

    >>> verb("PREFIX a: <http://e.org/> select * { ?s a:b ?o }"), verb("# nothing")
    ('SELECT', '')
    """
    words, at = [token[0].upper() for token in tokens(text)], 0
    while at < len(words) and words[at] in _DECLARATIONS:
        at += _DECLARATIONS[words[at]]
    return words[at] if at < len(words) else ""
