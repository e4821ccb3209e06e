"""Why links are said: the annotations that explain them, with their words, source, method and confidence.

Drawing the graph of links is not for here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.binding import Value
from graph.binding import iri as term
from graph.sparql import load
from graph.store import Store, text
from graph.views.nodes import names, things
from graph.views.passages import around
from graph.views.things import Evidence, Thing
from ontology.namespaces import DCTERMS, ML, OA, PROV, RDFS

__all__ = ["Wanted", "evidence", "evidence_of", "explained"]

_Said = defaultdict[str, list[str]]
Wanted = tuple[str, str | None, str | None]
"""A thing with the relation and the other thing of the links that are asked about, None for any."""


def explained(
    store: Store, subjects: Iterable[str], other: str | None = None
) -> dict[tuple[str, str, str], tuple[int, float | None]]:
    """How many annotations explain each link (subject, relation, object) from these things, and how sure they are.

    ``other`` keeps the links to one thing, which takes half of the time.
    """
    found = {}
    bindings: dict[str, Value] = {"subjects": [term(iri) for iri in sorted(set(subjects))]}
    if other:
        bindings["object"] = term(other)
    query = load("graph.views", "explained_to" if other else "explained")
    for row in store.select(query, bindings) if bindings["subjects"] else ():
        confidence = float(text(row, "confidence")) if "confidence" in row else None
        ends = (text(row, "subject"), text(row, "relation"), other or text(row, "object"))
        found[ends] = (int(text(row, "count")), confidence)
    return found


def evidence(
    store: Store, subject: str, relation: str | None = None, other: str | None = None, language: str = "fr"
) -> tuple[Evidence, ...]:
    """The annotations of the links from a thing, of one relation or to one other thing where these are given.

    The surest come first; of equals, in the order of the text.
    """
    link = subject, relation, other
    return evidence_of(store, [link], language)[link]


def evidence_of(store: Store, links: Iterable[Wanted], language: str = "fr") -> dict[Wanted, tuple[Evidence, ...]]:
    """What :func:`evidence` gives, for each of several links; six queries, however many there are."""
    wanted = list(dict.fromkeys(links))
    subjects = sorted({subject for subject, _, _ in wanted})
    said = _annotations(store, subjects)
    chosen = {key: each for key, each in said.items() if any(_fits(key[0], each.said, link) for link in wanted)}
    origins = _origins(store, {each.graph for each in chosen.values()})
    iris = {*subjects, *(value for each in chosen.values() for value in _nodes(each.said)), *_sources(origins)}
    known = things(store, sorted(iris), language)
    named = names(store, {value for each in chosen.values() for value in each.said[ML.relation.value]}, language)
    texts = _texts(store, {subject for subject, _ in chosen})
    made = {}
    for (subject, node), each in chosen.items():
        label = named[_one(each.said, ML.relation.value)].label if each.said[ML.relation.value] else ""
        piece = _evidence(node, known[subject], label, each.said, origins[each.graph], known)
        made[subject, node] = _surrounded(piece, texts.get(subject, []))
    return {
        link: tuple(
            sorted(
                (piece for key, piece in made.items() if _fits(key[0], chosen[key].said, link)),
                key=lambda each: (-(each.confidence or 0.0), each.start or 0, each.iri),
            )
        )
        for link in wanted
    }


def _fits(subject: str, said: _Said, link: Wanted) -> bool:
    """Whether an annotation of a thing explains that link."""
    wanted, relation, other = link
    return (
        subject == wanted
        and relation in (None, _one(said, ML.relation.value))
        and other in (None, _one(said, OA.hasBody.value))
    )


def _texts(store: Store, subjects: Iterable[str]) -> dict[str, list[str]]:
    """The texts of each thing, the words of which may be quoted."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    wanted = [term(subject) for subject in sorted(subjects)]
    for row in store.select(load("graph.views", "texts"), {"subjects": wanted}) if wanted else ():
        found[text(row, "subject")].append(text(row, "text"))
    return found


def _surrounded(piece: Evidence, texts: Iterable[str]) -> Evidence:
    """The evidence with what stands around the words, where these are of a text that the graph holds."""
    if piece.start is None or piece.prefix or piece.suffix:
        return piece
    prefix, suffix = around(piece.quote, piece.start, texts)
    return replace(piece, prefix=prefix, suffix=suffix)


@dataclass(slots=True)
class _Annotation:
    """What an annotation says, and the named graph that says it."""

    graph: str
    said: _Said


def _annotations(store: Store, subjects: Iterable[str]) -> dict[tuple[str, str], _Annotation]:
    """The annotations of these things, by the thing and their own IRI."""
    found: dict[tuple[str, str], _Annotation] = {}
    wanted = [term(subject) for subject in subjects]
    for row in store.select(load("graph.views", "evidence"), {"subjects": wanted}) if wanted else ():
        key, graph = (text(row, "subject"), text(row, "annotation")), text(row, "graph")
        each = found.setdefault(key, _Annotation(graph, defaultdict(list)))
        each.said[text(row, "property")].append(text(row, "value"))
        each.graph = min(graph, each.graph)
    return found


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
