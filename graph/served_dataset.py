"""Has a server's query see what it sees at home: one default graph, and none of the graphs that publication keeps.

A server whose default graph is another graph than the merge of ours is told which one to take; by SPARQL 1.1
(section 13.2) it then sees no named graph but those that the request names too, and Virtuoso holds to that for graphs
named by an IRI.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from graph.prologue import prologue, terms
from graph.tokens import Token, is_doubtful, tokens

__all__ = ["Served", "served"]


@dataclass(frozen=True, slots=True)
class Served:
    """A query as a server is asked it, with the dataset that the request names; empty for the server's own."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def served(query: str, merged: str, kept: Collection[str], base: str | None = None) -> Served:
    """The query for a server where the graph ``merged`` (if any) is the default one; those ``kept`` are not seen.

    >>> served("ASK { GRAPH ?g { ?s ?p ?o } }", "", ["http://e.org/kept"]).query
    'ASK { GRAPH ?g { ?s ?p ?o } FILTER(?g NOT IN (<http://e.org/kept>)) }'
    >>> served("ASK { GRAPH <http://e.org/a> { ?s ?p ?o } }", "http://e.org/all", []).named_graphs
    ('http://e.org/a',)
    """
    default = (merged,) if merged else ()
    lowered = query.lower()
    if "graph" not in lowered and "from" not in lowered:
        return Served(query, default)
    found = tokens(query)
    if any(token["word"] and token[0].upper() == "FROM" for token in found):
        return Served(query)
    if is_doubtful(found):
        return Served(query, default)
    clauses = list(_clauses(found))
    variables = [clause for clause in clauses if clause.name["variable"]]
    named = [clause for clause in clauses if not clause.name["variable"]]
    hidden = ", ".join(str(NamedNode(name)) for name in (*kept, merged) if name)
    edits = [_Edit(each.end, each.end, f" FILTER({each.name[0]} NOT IN ({hidden}))") for each in variables if hidden]
    if not merged or not variables:
        read = terms(prologue(found), [each.name[0] for each in named], base) if merged and named else []
        return Served(_edited(query, edits), default, tuple(dict.fromkeys(term.value for term in read)))
    for number, each in enumerate(named):
        edits.append(_Edit(each.name.start(), each.name.end(), f"?graph_{number}"))
        edits.append(_Edit(each.end, each.end, f" FILTER(?graph_{number} = {each.name[0]})"))
    return Served(_edited(query, edits), default)


@dataclass(frozen=True, slots=True)
class _Clause:
    """``GRAPH name { … }``, which ends at a place of the text."""

    name: Token
    end: int


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


def _clauses(found: Sequence[Token]) -> Iterator[_Clause]:
    for at, token in enumerate(found[:-2]):
        if token["word"] and token[0].upper() == "GRAPH" and found[at + 2][0] == "{":
            depth = 0
            for later in found[at + 2 :]:
                depth += {"{": 1, "}": -1}.get(later[0], 0)
                if not depth:
                    yield _Clause(found[at + 1], later.end())
                    break


def _edited(query: str, edits: Sequence[_Edit]) -> str:
    for edit in sorted(edits, key=lambda each: each.start, reverse=True):
        query = f"{query[: edit.start]}{edit.text}{query[edit.end :]}"
    return query
