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

    >>> is_doubtful(tokens("?o<?p&&?o!='>'")), is_doubtful(tokens("PREFIX p: <#> ASK { p:a a <#b> FILTER(1 < 2) }"))
    (True, False)
    """
    return any(
        token["iri"] and _DOUBTFUL.search(token["iri"]) and _may_compare(found[max(at - 2, 0) : at])
        for at, token in enumerate(found)
    )


def _may_compare(before: list[Token]) -> bool:
    """Whether what follows these two tokens may be a comparison: only after a value, and not in a prologue."""
    if not before or before[-1]["bracket"] or (before[-1]["other"] and before[-1][0] != ")"):
        return False
    words = [token[0].upper() for token in before]
    return words[-1] not in ("A", "BASE", "GRAPH") and words[0] != "PREFIX"
