"""Why links are said: the annotations that explain them, with their words, source, method and confidence.

Drawing the graph of links is not for here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.binding import iri as term
from graph.sparql import load
from graph.store import Row, Store, text
from graph.views.nodes import names, things
from graph.views.passages import around
from graph.views.things import Evidence, Thing
from ontology.namespaces import DCTERMS, ML, OA, PROV, RDFS

__all__ = ["evidence", "explained"]

_Said = defaultdict[str, list[str]]


def explained(store: Store, subjects: Iterable[str]) -> dict[tuple[str, str, str], tuple[int, float | None]]:
    """How many annotations explain each link (subject, relation, object) from these things, and how sure they are."""
    found = {}
    wanted = [term(iri) for iri in sorted(set(subjects))]
    for row in store.select(load("graph.views", "explained"), {"subjects": wanted}) if wanted else ():
        confidence = float(text(row, "confidence")) if "confidence" in row else None
        ends = (text(row, "subject"), text(row, "relation"), text(row, "object"))
        found[ends] = (int(text(row, "count")), confidence)
    return found


def evidence(
    store: Store, subject: str, relation: str | None = None, other: str | None = None, language: str = "fr"
) -> tuple[Evidence, ...]:
    """The annotations of the links from a thing, of one relation or to one other thing where these are given.

    The surest come first; of equals, in the order of the text.
    """
    said, graphs = _annotations(store.select(load("graph.views", "evidence"), {"subject": term(subject)}))
    chosen = {
        node: each
        for node, each in said.items()
        if relation in (None, _one(each, ML.relation.value)) and other in (None, _one(each, OA.hasBody.value))
    }
    origins = _origins(store, {graphs[node] for node in chosen})
    iris = {subject, *(value for each in chosen.values() for value in _nodes(each)), *_sources(origins)}
    known = things(store, sorted(iris), language)
    named = names(store, {value for each in chosen.values() for value in each[ML.relation.value]}, language)
    made = []
    for node, each in chosen.items():
        label = named[_one(each, ML.relation.value)].label if each[ML.relation.value] else ""
        made.append(_evidence(node, known[subject], label, each, origins[graphs[node]], known))
    made = list(_surrounded(store, subject, made))
    return tuple(sorted(made, key=lambda each: (-(each.confidence or 0.0), each.start or 0, each.iri)))


def _surrounded(store: Store, subject: str, made: Iterable[Evidence]) -> Iterator[Evidence]:
    """The evidence with what stands around the words, where these are of a text that the graph holds."""
    texts = [text(row, "text") for row in store.select(load("graph.views", "texts"), {"subject": term(subject)})]
    for each in made:
        if each.start is None or each.prefix or each.suffix:
            yield each
        else:
            prefix, suffix = around(each.quote, each.start, texts)
            yield replace(each, prefix=prefix, suffix=suffix)


def _annotations(rows: Iterable[Row]) -> tuple[dict[str, _Said], dict[str, str]]:
    """What is said by each annotation, and the named graph that says it."""
    said: defaultdict[str, _Said] = defaultdict(lambda: defaultdict(list))
    graphs: dict[str, str] = {}
    for row in rows:
        node, graph = text(row, "annotation"), text(row, "graph")
        said[node][text(row, "property")].append(text(row, "value"))
        graphs[node] = min(graph, graphs.get(node, graph))
    return dict(said), graphs


def _origins(store: Store, graphs: set[str]) -> dict[str, _Said]:
    origins: dict[str, _Said] = {graph: defaultdict(list) for graph in graphs}
    wanted = [term(graph) for graph in sorted(graphs)]
    for row in store.select(load("graph.views", "origins"), {"graphs": wanted}) if wanted else ():
        origins[text(row, "graph")][text(row, "property")].append(text(row, "value"))
    return origins


def _sources(origins: dict[str, _Said]) -> set[str]:
    return {source for each in origins.values() for source in each[PROV.wasDerivedFrom.value]}


def _nodes(said: _Said) -> list[str]:
    return [value for name in (OA.hasBody, ML.candidate, ML.method) for value in said[name.value]]


def _evidence(  # noqa: PLR0913, PLR0917
    node: str, subject: Thing, relation_label: str, said: _Said, origin: _Said, known: dict[str, Thing]
) -> Evidence:
    source = _one(origin, PROV.wasDerivedFrom.value)
    place = ", ".join(each for each in (known[source].label if source else "", _one(origin, ML.locator.value)) if each)
    confidence, method = _one(said, ML.confidence.value), _one(said, ML.method.value)
    certainty = _one(said, ML.mentionConfidence.value)
    start = _one(said, OA.start.value)
    first, quote = int(start) if start.isdigit() else None, _one(said, OA.exact.value)
    return Evidence(
        iri=node,
        subject=subject,
        relation=_one(said, ML.relation.value),
        relation_label=relation_label,
        object=known[_one(said, OA.hasBody.value)] if said[OA.hasBody.value] else subject,
        quote=quote,
        prefix=_one(said, OA.prefix.value),
        suffix=_one(said, OA.suffix.value),
        start=first,
        end=None if first is None else first + len(quote),
        source=known[source] if source else subject,
        source_url=place,
        found_at=tuple(sorted(origin[DCTERMS.source.value])),
        method=method,
        method_label=known[method].label if method else "",
        confidence=float(confidence) if confidence else None,
        decision=_one(said, ML.decision.value),
        date=_one(origin, PROV.generatedAtTime.value),
        candidates=tuple(known[each] for each in sorted(set(said[ML.candidate.value]))),
        decided_by=_one(said, DCTERMS.creator.value),
        decided_at=_one(said, DCTERMS.created.value),
        decision_note=_one(said, RDFS.comment.value),
        mention_confidence=float(certainty) if certainty else None,
    )


def _one(said: _Said, name: str) -> str:
    """The value of a property that has one; of several, the first in the order of the alphabet."""
    return min(said[name], default="")
