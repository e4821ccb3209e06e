"""The tokens of a SPARQL text, as far as they tell what stands where. Parsing SPARQL is the engine's work."""

from __future__ import annotations

import re

__all__ = ["Token", "is_doubtful", "tokens"]

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
_DOUBTFUL = re.compile(r"[')]|<(?:(?!//)[^#])*#")


def tokens(text: str) -> list[Token]:
    """The tokens in order, without comments; it takes time in proportion to the text.

    >>> [token[0] for token in tokens("ASK { ?s a 'x # y'@fr } # z")]
    ['ASK', '{', '?s', 'a', "'x # y'", '@fr', '}']
    """
    return [token for token in _TOKEN.finditer(text) if token.lastgroup]


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
