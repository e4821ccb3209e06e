"""Which things the cells of a batch may mean, best first (Reconciliation Service API 0.2, section 4).

Accents, case and slips are forgiven by the label index. A match is called certain only where nothing else fits.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from statistics import mean

from pyoxigraph import Literal, NamedNode

from explorer.http.reconciliation.description import descriptions
from explorer.http.reconciliation.facts import Facts, facts
from explorer.http.reconciliation.messages import Condition, Entity, Query, Value
from explorer.http.reconciliation.vocabulary import KINDS, Property, kinds_of_types, read_property, type_of
from graph.binding import Bindings
from graph.binding import iri as term
from graph.search import LabelIndex, likeness
from graph.searchable import LONGEST
from graph.sparql import load
from graph.store import Store, Term, text
from graph.views.nodes import things
from graph.views.things import Thing, ThingKind
from ontology.errors import CallError
from ontology.folding import fold
from ontology.namespaces import FOAF, ML, OWL, SCHEMA, SKOS, XSD

__all__ = ["match"]

AGREEING = 0.85
"""Likeness of a value that says the same."""
NAME_SHARE = 0.6
"""What the name counts for beside the properties."""
_ADDRESS = re.compile(r"\s*(?:https?|urn):\S+\s*$", re.IGNORECASE)
_AMBIGUOUS = Property(ML.ambiguous.value)

Result = dict[str, dict[str, list[dict[str, object]]]]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A thing that may be meant, and how well its name answers, from 0 to 1.

    ``named`` says that the words are one of its names, but for accents, case and spaces.
    """

    iri: str
    name: str
    kind: ThingKind
    likeness: float
    named: bool


@dataclass(frozen=True, slots=True)
class _Scored:
    candidate: _Candidate
    score: float
    agreements: dict[str, float]


def match(store: Store, labels: LabelIndex, queries: Mapping[str, Query], language: str) -> Result:
    """The candidates of each query by its key; raises :class:`CallError` for a property that has no IRI, and for
    what is no type."""
    found = {key: _candidates(store, labels, query, language) for key, query in queries.items()}
    wanted = {read_property(each.pid) for query in queries.values() for each in query.properties}
    iris = sorted({each.iri for candidates in found.values() for each in candidates})
    known = facts(store, iris, wanted | {_AMBIGUOUS}, language)
    notes = descriptions(store, iris, language)
    return {
        key: {"result": _result(_ranked(queries[key], candidates, known), queries[key], known, notes, language)}
        for key, candidates in found.items()
    }


def _candidates(store: Store, labels: LabelIndex, query: Query, language: str) -> list[_Candidate]:
    kinds = kinds_of_types(query.types())
    if query.types() and not kinds:
        return []
    if not query.query:
        return _by_properties(store, query, kinds or KINDS, language)
    if _ADDRESS.match(query.query):
        return _by_identifier(store, query.query, kinds or KINDS, language)
    count = query.count() * (4 if query.properties else 1)
    return [
        _Candidate(hit.iri, hit.label, hit.kind, hit.score, _joined(hit.matched) == _joined(query.query))
        for hit in labels.search(query.query, kinds or KINDS, max(count, 2), language)
    ]


def _by_identifier(store: Store, iri: str, kinds: Collection[ThingKind], language: str) -> list[_Candidate]:
    """The thing that an IRI names, or those that say to be what it names."""
    try:
        values = [term(iri.strip())]
    except CallError:
        return []
    same = {
        text(row, "thing")
        for same_as in (SCHEMA.sameAs, OWL.sameAs, SKOS.exactMatch, FOAF.homepage)
        for row in store.select(load("explorer.http", "things_with"), {"property": same_as, "values": values})
    }
    return _named(things(store, [values[0].value, *sorted(same)], language).values(), kinds)


def _named(found: Iterable[Thing], kinds: Collection[ThingKind]) -> list[_Candidate]:
    return [_Candidate(each.iri, each.label, each.kind, 1.0, named=True) for each in found if each.kind in kinds]


def _by_properties(store: Store, query: Query, kinds: Collection[ThingKind], language: str) -> list[_Candidate]:
    """The things that have the values themselves, for a query without words."""
    iris: set[str] = set()
    for condition in query.properties:
        wanted = read_property(condition.pid)
        values = [form for value in condition.values() for form in _forms(value)]
        if not wanted.inverse and values:
            asked: Bindings = {"property": NamedNode(wanted.iri), "values": values}
            iris |= {text(row, "thing") for row in store.select(load("explorer.http", "things_with"), asked)}
    return _named(things(store, sorted(iris), language).values(), kinds)


def _joined(words: str) -> str:
    return fold(words[:LONGEST]).replace(" ", "")


def _forms(value: Value) -> list[NamedNode | Literal]:
    """The terms that a graph may write a value as."""
    said = value.id if isinstance(value, Entity) else _written(value)
    plain = [Literal(said), *(Literal(said, language=tag) for tag in ("fr", "en"))]
    typed = [Literal(said, datatype=datatype) for datatype in (XSD.integer, XSD.date, XSD.gYear, XSD.anyURI)]
    try:
        return [*plain, *typed, term(said)]
    except CallError:
        return [*plain, *typed]


def _ranked(query: Query, candidates: list[_Candidate], known: Facts) -> list[_Scored]:
    scored = []
    for candidate in candidates:
        agreements = {
            condition.pid: agreement
            for condition in query.properties
            if (agreement := _agreement(condition, candidate.iri, known)) is not None
        }
        score = candidate.likeness
        if query.properties:
            said = [agreements.get(condition.pid, 0.5) for condition in query.properties]
            score = NAME_SHARE * score + (1 - NAME_SHARE) * mean(said)
        scored.append(_Scored(candidate, score, agreements))
    return sorted(scored, key=lambda each: -round(each.score, 4)) if query.properties else scored


def _agreement(condition: Condition, iri: str, known: Facts) -> float | None:
    """How well what is known agrees with what is wanted, from 0 to 1; None when nothing is known."""
    wanted = read_property(condition.pid)
    values = known.of(iri, wanted)
    if not values or not condition.values():
        return None
    return max(_alike(value, each, known.words(each)) for value in condition.values() for each in values)


def _alike(value: Value, term_known: Term, words: str) -> float:
    identifier = value.id if isinstance(value, Entity) else _written(value)
    if isinstance(term_known, NamedNode) and term_known.value == identifier:
        return 1.0
    wanted, said = fold(_name(value)[:LONGEST]), fold(words[:LONGEST])
    if not wanted or not said:
        return 0.0
    if said.startswith(wanted) and said[len(wanted) :].startswith(" ") and wanted.isdigit():
        return 1.0  # a year of a date
    found = likeness(wanted, said)
    return found if found >= AGREEING else 0.0


def _name(value: Value) -> str:
    return (value.name or value.id) if isinstance(value, Entity) else _written(value)


def _written(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _result(
    ranked: list[_Scored], query: Query, known: Facts, notes: Mapping[str, str], language: str
) -> list[dict[str, object]]:
    certain = _certain(ranked, known)
    return [
        {
            "id": each.candidate.iri,
            "name": each.candidate.name,
            "description": notes[each.candidate.iri],
            "type": [type_of(each.candidate.kind, language)],
            "score": round(each.score * 100, 2),
            "match": each is certain,
            "features": _features(each),
        }
        for each in ranked[: query.count()]
    ]


def _features(scored: _Scored) -> list[dict[str, object]]:
    said = {"name": scored.candidate.likeness, **scored.agreements}
    return [{"id": name, "value": round(value, 4)} for name, value in said.items()]


def _certain(ranked: list[_Scored], known: Facts) -> _Scored | None:
    """The candidate that can be taken unseen: the only one of its name, against which nothing speaks.

    A name alone does not tell a person, nor what the graph itself calls ambiguous.
    """
    named = [each for each in ranked if each.candidate.named]
    agreed = [each for each in named if each.agreements and min(each.agreements.values()) >= AGREEING]
    chosen = agreed or [each for each in named if all(value >= AGREEING for value in each.agreements.values())]
    if len(chosen) != 1 or (not agreed and len(named) > 1):
        return None
    (only,) = chosen
    by_name = not only.agreements
    doubtful = by_name and (only.candidate.kind is ThingKind.PERSON or known.of(only.candidate.iri, _AMBIGUOUS))
    return None if doubtful else only
