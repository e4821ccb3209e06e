"""What the server must know of a query before it is run: the addresses that ``SERVICE`` would fetch, whether ``FROM``
names a dataset, whether two runs may differ. Parsing SPARQL is the engine's work and not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["changes_by_itself", "services"]

_TOKEN = re.compile(
    r"""
    (?P<hidden> \#[^\r\n]*+
        | \"{3} (?: [^"\\] | \\. | "(?!"") )*+ \"{3}
        | '{3} (?: [^'\\] | \\. | '(?!'') )*+ '{3}
        | " (?: [^"\\\r\n] | \\. )*+ "
        | ' (?: [^'\\\r\n] | \\. )*+ ' )
    | (?P<iri> < [^<>"{}|^`\\\x00-\x20]*+ > )
    | [?$@] \w++
    | (?P<word> [\w:] (?: [\w:.%-] | \\. )*+ )
    | (?P<bracket> [{}] )
    | \\.
    """,
    re.VERBOSE | re.DOTALL,
)
_DOUBTFUL = re.compile(r"[')]|<(?:(?!//)[^#])*#")
"""An IRI that may be a comparison instead (``?a<?b)…#>``): strings and comments may stand elsewhere than it seems."""
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
    tokens = list(_visible(query))
    if any(token["iri"] and _DOUBTFUL.search(token["iri"]) for token in tokens) and _CLAUSE.search(query):
        return [""]
    return list(_named(tokens))


def _visible(query: str) -> Iterator[re.Match[str]]:
    """The tokens that are neither comments nor strings."""
    return (token for token in _TOKEN.finditer(query) if not token["hidden"])


def _named(tokens: list[re.Match[str]]) -> Iterator[str]:
    for at, token in enumerate(tokens):
        before, colon, _ = (token["word"] or "").lower().partition(":")
        if "service" not in before:
            continue
        after = [later for later in tokens[at + 1 : at + 3] if (later["word"] or "").upper() != "SILENT"]
        if not colon:
            yield (after[0]["iri"] or "")[1:-1] if after else ""
        elif after and after[0]["bracket"] == "{":  # SERVICE:a { … } where no prefix is named “service”
            yield ""


def changes_by_itself(query: str) -> bool:
    """Whether a query may answer differently twice on the same graph, as one with ``NOW()`` does."""
    return bool(_CHANGING.search(query))
