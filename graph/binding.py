"""Puts typed terms in the place of a query's variables, so that no user's text is ever pasted into SPARQL.

Strings, IRIs and comments of the query are left alone. Parsing SPARQL is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from ontology.errors import CallError
from ontology.namespaces import XSD

__all__ = ["Bindings", "Value", "bind", "iri"]

Value = NamedNode | Literal | Sequence[NamedNode | Literal]
"""A term, or the content of a ``VALUES`` block: several terms."""
Bindings = Mapping[str, Value]
"""Values for the variables of a query, by name without the question mark: the only way in for a user's text."""

_TOKEN = re.compile(
    r"""
    (?P<kept> \#[^\r\n]*
        | \"{3} (?: [^"\\] | \\. | "(?!"") )* \"{3}
        | '{3} (?: [^'\\] | \\. | '(?!'') )* '{3}
        | " (?: [^"\\\r\n] | \\. )* "
        | ' (?: [^'\\\r\n] | \\. )* '
        | < [^<>"{}|^`\\\x00-\x20]* > )
    | [?$] (?P<variable> \w+ )
    | (?P<word> :? [^\W\d] [\w.:%-]* )
    | (?P<bracket> [(){}] )
    """,
    re.VERBOSE | re.DOTALL,
)


def bind(query: str, bindings: Bindings) -> str:
    r"""The query with each bound variable replaced by its term; one that is selected stays a column of the answer.

    >>> bind("SELECT ?s ?o { ?s ?p ?o FILTER(?o != '?s') }", {"s": NamedNode("http://e.org/a")})
    "SELECT (<http://e.org/a> AS ?s) ?o { <http://e.org/a> ?p ?o FILTER(?o != '?s') }"
    >>> bind("SELECT * { VALUES ?s { $all } } LIMIT $n", {"all": [Literal('"} #'), Literal("b")], "n": Literal(5)})
    'SELECT * { VALUES ?s { "\\"} #" "b" } } LIMIT 5'
    """
    return "".join(_pieces(query, bindings)) if bindings else query


def _pieces(query: str, bindings: Bindings) -> Iterator[str]:
    at, selecting, depth = 0, False, 0
    for token in _TOKEN.finditer(query):
        word, bracket, name = token["word"], token["bracket"], token["variable"]
        if word:
            selecting = word.upper() == "SELECT" or (selecting and word.upper() not in {"WHERE", "FROM"})
        elif bracket:
            depth += {"(": 1, ")": -1}.get(bracket, 0)
            selecting = selecting and bracket not in "{}"
        elif name in bindings:
            yield query[at : token.start()]
            value = _written(bindings[name])
            yield f"({value} AS ?{name})" if selecting and not depth else value
            at = token.end()
    yield query[at:]


def _written(value: Value) -> str:
    if isinstance(value, NamedNode):
        return str(value)
    if isinstance(value, Literal):
        plain = value.datatype == XSD.integer and value.value.isascii() and value.value.isdigit()
        return value.value if plain else str(value)
    return " ".join(map(_written, value))


def iri(text: str) -> NamedNode:
    """The IRI as a term; raises :class:`CallError` when the text is not one.

    >>> iri("http://e.org/a> } DROP ALL #")
    Traceback (most recent call last):
    ontology.errors.CallError: “http://e.org/a> } DROP ALL #” is not an IRI. Give an absolute address such as https://example.org/thing.
    """
    try:
        return NamedNode(text)
    except ValueError:
        shown = text if len(text) <= 200 else text[:200] + "…"
        remedy = "Give an absolute address such as https://example.org/thing."
        raise CallError(f"“{shown}” is not an IRI", None, remedy) from None
