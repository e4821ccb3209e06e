"""Search by words inside a SPARQL query: ``SERVICE ml:search`` is answered from the label index, and never called.

    SELECT ?thing ?score {
      SERVICE ml:search { ?thing ml:matches "biodiv ecolo" ; ml:score ?score ; ml:kind "event" ; ml:limit 10 }
      ?thing schema:startDate ?date
    } ORDER BY DESC(?score)

The clause becomes ``VALUES``, made of terms alone. How names are found is decided by :mod:`graph.search`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph.prologue import prologue, terms
from graph.search import Hit, LabelIndex
from graph.tokens import Token, is_doubtful, tokens
from graph.views.things import ThingKind
from ontology.errors import QueryError
from ontology.namespaces import ML, XSD

__all__ = ["LIMIT", "MOST", "SEARCH", "expand_search"]

SEARCH = ML.search
LIMIT, MOST = 20, 1_000
"""Things found by one search, when it does not say how many, and at most."""
_EXAMPLE = 'SERVICE ml:search { ?thing ml:matches "words" ; ml:score ?score ; ml:limit 10 }'
_MATCHES, _SCORE, _LABEL, _LIMIT = ML.matches, ML.score, ML.matchedLabel, ML.limit
_KIND, _LANGUAGE = ML.kind, ML.language


def expand_search(query: str, index: LabelIndex, base: str | None = None) -> str:
    """The query with each ``SERVICE ml:search`` replaced by what it finds; other queries come back as they are.

    Raises :class:`QueryError` for a clause that cannot be understood.
    """
    if "search" not in query or "service" not in query.lower():
        return query
    found = tokens(query)
    clauses = list(_clauses(found, prologue(found), base))
    if clauses and is_doubtful(found):
        raise QueryError("the query can be read in two ways", remedy="Put spaces around “<” where it compares.")
    for first, last, members in reversed(clauses):
        start, end = found[first].start(), found[last].end()
        lines = "\n" * query.count("\n", start, end)
        query = f"{query[:start]}{_values(members, index)}{lines}{query[end:]}"
    return query


@dataclass(slots=True)
class _Clause:
    """What a clause says: pairs of a property and a term or the name of a variable, all of one subject."""

    subject: str
    pairs: list[tuple[NamedNode, NamedNode | Literal | str]]

    def given(self, property_: NamedNode) -> NamedNode | Literal | str | None:
        """The one value of a property; raises :class:`QueryError` for several."""
        values = [value for name, value in self.pairs if name == property_]
        if len(values) > 1:
            raise _wrong(f"{_short(property_)} is given twice")
        return values[0] if values else None

    def words(self, property_: NamedNode, default: str = "") -> str:
        """The text given for a property; raises :class:`QueryError` for anything else."""
        value = self.given(property_)
        if value is not None and not isinstance(value, Literal):
            raise _wrong(f"{_short(property_)} takes a text")
        return value.value if value is not None else default


def _wrong(problem: str) -> QueryError:
    return QueryError(f"the search cannot be understood: {problem}", remedy=f"Write {_EXAMPLE}.")


def _short(property_: NamedNode) -> str:
    return f"ml:{property_.value.removeprefix(ML.iri)}"


def _clauses(found: list[Token], declared: str, base: str | None) -> Iterator[tuple[int, int, _Clause]]:
    """Each clause with the numbers of its first and last token."""
    for first, token in enumerate(found):
        if token[0].upper() != "SERVICE":
            continue
        at = first + 1
        at += at < len(found) and found[at][0].upper() == "SILENT"
        if [each[0] for each in found[at + 1 : at + 2]] != ["{"] or terms(declared, [found[at][0]], base) != [SEARCH]:
            continue
        last = next((n for n in range(at + 2, len(found)) if found[n]["bracket"]), None)
        if last is None or found[last][0] == "{":
            raise _wrong("it holds more than properties of one thing")
        yield first, last, _read(found[at + 2 : last], declared, base)


def _read(inside: list[Token], declared: str, base: str | None) -> _Clause:
    """A subject and its properties, parted by semicolons; a point may end them."""
    pieces: list[str] = []
    for token in inside:
        if token.lastgroup == "language" and pieces:
            pieces[-1] += token[0]
        else:
            pieces.append(token[0])
    if pieces and pieces[-1] == ".":
        pieces.pop()
    subject, rest = (pieces[0], pieces[1:]) if pieces else ("", [])
    names, values, marks = rest[0::3], rest[1::3], rest[2::3]
    if subject[:1] not in ("?", "$") or len(names) != len(values) or set(marks) - {";"}:
        raise _wrong("it is not one variable with its properties")
    written = [*names, *(value for value in values if value[0] not in "?$")]
    known = terms(declared, written, base)
    if len(known) != len(written):
        raise _wrong("a name or a text in it cannot be read")
    others = iter(known[len(names) :])
    read = [value if value[0] in "?$" else next(others) for value in values]
    return _Clause(subject, [(_property(name), value) for name, value in zip(known, read, strict=False)])


def _property(term: NamedNode | Literal) -> NamedNode:
    if isinstance(term, Literal) or term not in (_MATCHES, _SCORE, _LABEL, _LIMIT, _KIND, _LANGUAGE):
        known = ", ".join(map(_short, (_MATCHES, _SCORE, _LABEL, _LIMIT, _KIND, _LANGUAGE)))
        raise _wrong(f"“{term.value[:100]}” is none of {known}")
    return term


def _values(clause: _Clause, index: LabelIndex) -> str:
    """The clause as ``VALUES``; names of variables are the query's own, all else are terms."""
    columns = [clause.subject]
    for property_ in (_SCORE, _LABEL):
        variable = clause.given(property_)
        if variable is not None and not isinstance(variable, str):
            raise _wrong(f"{_short(property_)} takes a variable")
        columns += [variable] if variable else []
    if len({name[1:] for name in columns}) != len(columns):
        raise _wrong("a variable stands for two things")
    rows = " ".join(f"({' '.join(_row(hit, clause))})" for hit in _found(clause, index))
    return f"VALUES ({' '.join(columns)}) {{ {rows} }}"


def _row(hit: Hit, clause: _Clause) -> Iterator[str]:
    yield str(NamedNode(hit.iri))
    if clause.given(_SCORE):
        yield str(Literal(hit.score))
    if clause.given(_LABEL):
        yield str(Literal(hit.matched))


def _found(clause: _Clause, index: LabelIndex) -> list[Hit]:
    if clause.given(_MATCHES) is None:
        raise _wrong("ml:matches is missing")
    limit = clause.given(_LIMIT)
    if limit is not None and not (isinstance(limit, Literal) and limit.datatype == XSD.integer):
        raise _wrong("ml:limit takes a whole number")
    count = int(limit.value) if isinstance(limit, Literal) else LIMIT
    if not 1 <= count <= MOST:
        raise _wrong(f"ml:limit is between 1 and {MOST}")
    kind = clause.words(_KIND)
    if kind and kind not in set(ThingKind):
        raise _wrong(f"ml:kind is one of {', '.join(ThingKind)}")
    kinds = (ThingKind(kind),) if kind else ()
    return index.search(clause.words(_MATCHES), kinds, count, clause.words(_LANGUAGE, "fr"))
