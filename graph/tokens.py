"""The tokens of a SPARQL text, as far as they tell what stands where. Parsing SPARQL is the engine's work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ontology.errors import QueryError

__all__ = ["DEEPEST", "Token", "check_depth", "is_doubtful", "tokens"]

DEEPEST = 200
"""How deep brackets and signs may stand in one another; some hundreds more and the engine's stack is full."""

Token = re.Match[str]
"""A token: one of the groups ``iri``, ``variable``, ``word``, ``string``, ``bracket`` or ``other`` is not None."""

_TOKEN = re.compile(
    r"""
    \#[^\r\n]*+
    | (?P<string> \"{3} (?: [^"\\] | \\. | "(?!"") )*+ \"{3}
        | '{3} (?: [^'\\] | \\. | '(?!'') )*+ '{3}
        | " (?: [^"\\\r\n] | \\. )*+ "
        | ' (?: [^'\\\r\n] | \\. )*+ ' )
    | (?P<iri> < [^<>"{}|^`\\\x00-\x20]*+ > )
    | (?P<variable> [?$] \w++ )
    | (?P<language> @ [\w-]++ )
    | (?P<word> [\w:] (?: [\w:.%-] | \\. )*+ )
    | (?P<bracket> [{}] )
    | (?P<other> \\. | [^\s] )
    """,
    re.VERBOSE | re.DOTALL,
)
_BRACKETS = {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}
_SIGNS = re.compile(f"!{{{DEEPEST + 1},}}")
_DOUBTFUL = re.compile(r"[')]|<(?:(?!//)[^#])*#")


def tokens(text: str) -> list[Token]:
    """The tokens in order, without comments; it takes time in proportion to the text.

    >>> [token[0] for token in tokens("ASK { ?s a 'x # y'@fr } # z")]
    ['ASK', '{', '?s', 'a', "'x # y'", '@fr', '}']
    """
    return [token for token in _TOKEN.finditer(text) if token.lastgroup]


def check_depth(text: str) -> None:
    """Raise :class:`QueryError` for a query, or an update, that is nested deeper than :data:`DEEPEST`.

    It takes time in proportion to the text, and next to none where there are few brackets.

    >>> check_depth("ASK { ?s ?p '" + "{" * 300 + "' }")
    >>> check_depth("ASK " + "{" * 300 + "}" * 300)
    Traceback (most recent call last):
    ontology.errors.QueryError: more than 200 brackets stand in one another. Nest less.
    """
    if sum(map(text.count, "{([!")) <= DEEPEST:
        return
    found = tokens(text)
    depth = 0
    for sign in _nesting(text, found):
        depth = max(0, depth + _BRACKETS.get(sign, 0))
        if depth > DEEPEST:
            raise QueryError(f"more than {DEEPEST} brackets stand in one another", remedy="Nest less.")
    if _SIGNS.search("".join(token[0] for token in found if not token["string"])):
        raise QueryError(f"more than {DEEPEST} signs “!” follow one another", remedy="Write one, or none.")


def _nesting(text: str, found: list[Token]) -> Iterator[str]:
    """All that may be a bracket of the query: what may be an IRI or a comparison is looked into."""
    if is_doubtful(found):
        yield from text
        return
    for token in found:
        if token["bracket"] or token["other"]:
            yield token[0]
        elif token["iri"] and "//" not in token[0].partition("#")[0]:
            yield from token[0]


def is_doubtful(found: list[Token]) -> bool:
    """Whether an IRI may be a comparison instead (``?a<?b)…#>``): strings and comments may stand elsewhere then.

    >>> is_doubtful(tokens("(?o<?p&&?o!='>')")), is_doubtful(tokens("PREFIX p: <#> ASK { ?s ?p <#b> FILTER(1 < 2) }"))
    (True, False)
    """
    opened: list[str] = []
    for at, token in enumerate(found):
        if token[0] in ("{", "("):
            opened.append(token[0])
        elif token[0] in ("}", ")") and opened:
            opened.pop()
        elif token["iri"] and opened[-1:] == ["("] and _DOUBTFUL.search(token["iri"]) and _is_value(found[at - 1]):
            return True  # only expressions compare, and these stand in parentheses
    return False


def _is_value(token: Token) -> bool:
    """Whether a comparison may follow a token."""
    return token[0] == ")" or not (token["bracket"] or token["other"])
