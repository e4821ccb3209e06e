"""Answers as pandas tables and rdflib graphs, for notebooks. Asking is not for here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Triple, serialize

from graph.sparql import load
from graph.store import Answer, Store, Term
from graph.views.things import Thing
from ontology.namespaces import PREFIXES, XSD

if TYPE_CHECKING:
    import pandas as pd
    from rdflib import Graph

__all__ = ["frame", "names", "number", "rdflib_graph", "table"]

_INTEGERS = frozenset({XSD.integer, XSD.int, XSD.long, XSD.nonNegativeInteger, XSD.positiveInteger})
_DECIMALS = frozenset({XSD.decimal, XSD.double, XSD.float})


def table(answer: Answer) -> pd.DataFrame:
    """The answer of a query: a column a variable, numbers as numbers, everything else as text.

    An ASK gives one cell; triples give three columns.
    """
    import pandas as pd

    if isinstance(answer, QueryBoolean):
        return pd.DataFrame({"answer": [bool(answer)]})
    if isinstance(answer, QuerySolutions):
        names = [variable.value for variable in answer.variables]
        return pd.DataFrame([[_value(term) for term in row] for row in answer], columns=names)
    triples = [[_value(term) for term in (each.subject, each.predicate, each.object)] for each in answer]
    return pd.DataFrame(triples, columns=["subject", "predicate", "object"])


def frame(rows: Iterable[Mapping[str, object]], columns: tuple[str, ...], sentence: str = "") -> pd.DataFrame:
    """Rows as a table with these columns; a thing becomes its label, and its IRI and kind in columns of their own.

    The sentence that says what the table means is kept in ``.attrs["sentence"]``.
    """
    import pandas as pd

    spread = [dict(pair for name, cell in row.items() for pair in _cells(name, cell)) for row in rows]
    made = pd.DataFrame(spread) if spread else pd.DataFrame(columns=columns)
    if sentence:
        made.attrs["sentence"] = sentence
    return made


def names(things: Iterable[Thing]) -> str:
    """The labels of things, separated by semicolons, since labels have commas in them."""
    return " ; ".join(thing.label for thing in things)


def rdflib_graph(store: Store, things: Iterable[NamedNode]) -> Graph:
    """What is said of and to these things; of none given, all that is said."""
    from rdflib import Graph

    wanted = list(things)
    found: set[Triple] = set()
    for one in wanted:
        found.update(store.construct(load("graph", "around"), {"thing": one}))
    if not wanted:
        found.update(quad.triple for quad in store.quads())
    written = serialize(sorted(found, key=str), format=RdfFormat.N_TRIPLES) or b""
    made = Graph().parse(data=written, format="nt")
    for prefix, iri in PREFIXES.items():
        made.bind(prefix, iri)
    return made


def number(term: Literal) -> int | float | None:
    """The number that a literal of a datatype of numbers is, None where it is none or not well formed."""
    try:
        if term.datatype in _INTEGERS:
            return int(term.value)
        return float(term.value) if term.datatype in _DECIMALS else None
    except ValueError:
        return None


def _cells(name: str, cell: object) -> list[tuple[str, object]]:
    if isinstance(cell, Thing):
        return [(name, cell.label), ("kind", cell.kind.value), ("iri", cell.iri)]
    return [(name, cell)]


def _value(term: Term | None) -> str | int | float | None:
    """A term as Python has it; a number that is not well formed stays text."""
    if term is None or isinstance(term, Triple):
        return None if term is None else str(term)
    found = number(term) if isinstance(term, Literal) else None
    return term.value if found is None else found
