"""Why links are said: the annotations that explain them, with their words, source, method and confidence.

Drawing the graph of links is not for here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from graph.binding import Value
from graph.binding import iri as term
from graph.sparql import load
from graph.store import Row, Store, text
from graph.views.nodes import things_and_names
from graph.views.passages import around
from graph.views.things import Evidence, Thing
from ontology.namespaces import DCTERMS, ML, OA, PROV, RDFS

__all__ = ["Wanted", "evidence", "evidence_of", "explained", "explained_about"]

_Said = defaultdict[str, list[str]]
Reasons = dict[tuple[str, str, str], tuple[int, float | None]]
"""By link: how many annotations explain it, and how sure the surest is."""
Wanted = tuple[str, str | None, str | None]
"""A thing with the relation and the other thing of the links that are asked about, None for any."""


def explained(store: Store, subjects: Iterable[str]) -> Reasons:
    """How many annotations explain each link (subject, relation, object) from these things, and how sure they are."""
    wanted = [term(iri) for iri in sorted(set(subjects))]
    return _reasons(store.select(load("graph.views", "explained"), {"subjects": wanted}) if wanted else ())


def explained_about(store: Store, iri: str, pointing: Iterable[str]) -> Reasons:
    """The same for each link from one thing, and for those from others to it; one query."""
    bindings: dict[str, Value] = {"thing": term(iri), "pointing": [term(each) for each in sorted(set(pointing))]}
    return _reasons(store.select(load("graph.views", "explained_about"), bindings))


def _reasons(rows: Iterable[Row]) -> Reasons:
    return {
        (text(row, "subject"), text(row, "relation"), text(row, "object")): (
            int(text(row, "count")),
            float(text(row, "confidence")) if "confidence" in row else None,
        )
        for row in rows
    }


def evidence(
    store: Store, subject: str, relation: str | None = None, other: str | None = None, language: str = "fr"
) -> tuple[Evidence, ...]:
    """The annotations of the links from a thing, of one relation or to one other thing where these are given.

    The surest come first; of equals, in the order of the text.
    """
    link = subject, relation, other
    return evidence_of(store, [link], language)[link]


def evidence_of(store: Store, links: Iterable[Wanted], language: str = "fr") -> dict[Wanted, tuple[Evidence, ...]]:
    """What :func:`evidence` gives, for each of several links; two queries, however many there are."""
    pieces: dict[Wanted, list[Evidence]] = {link: [] for link in links}
    subjects = sorted({subject for subject, _, _ in pieces})
    asked = _ask(store, subjects)
    chosen = {
        key: each for key, each in asked.said.items() if not pieces.keys().isdisjoint(_explains(key[0], each.said))
    }
    origins = {each.graph: asked.origins[each.graph] for each in chosen.values()}
    iris = {*subjects, *(value for each in chosen.values() for value in _nodes(each.said)), *_sources(origins)}
    relations = {value for each in chosen.values() for value in each.said[ML.relation.value]}
    known, named = things_and_names(store, sorted(iris), relations, language)
    for (subject, node, _), each in chosen.items():
        label = named[_one(each.said, ML.relation.value)].label if each.said[ML.relation.value] else ""
        piece = _evidence(node, known[subject], label, each.said, origins[each.graph], known)
        piece = _surrounded(piece, asked.texts[subject])
        for link in pieces.keys() & _explains(subject, each.said):
            pieces[link].append(piece)
    return {
        link: tuple(
            sorted(said, key=lambda each: (-(each.confidence or 0.0), each.start or 0, each.iri, each.object.iri))
        )
        for link, said in pieces.items()
    }


def _explains(subject: str, said: _Said) -> set[Wanted]:
    """The links that an annotation of a thing explains, with any of their parts left open."""
    relation, other = _one(said, ML.relation.value), _one(said, OA.hasBody.value)
    return {(subject, each, end) for each in (relation, None) for end in (other, None)}


def _surrounded(piece: Evidence, said: _Said) -> Evidence:
    """The evidence with what stands around the words, where these are of a text that the graph holds."""
    if piece.start is None or piece.prefix or piece.suffix:
        return piece
    keywords = sorted(said[ML.keyword.value])
    texts = sorted(text for texts in said.values() for text in texts)
    prefix, suffix = around(piece.quote, piece.start, texts, keywords)
    return replace(piece, prefix=prefix, suffix=suffix)


@dataclass(slots=True)
class _Annotation:
    """What an annotation says, and the named graph that says it."""

    graph: str
    said: _Said


@dataclass(slots=True)
class _Asked:
    """The annotations of things by the thing, their own IRI and that of a body, what is said of their graphs, the
    things' texts by property."""

    said: dict[tuple[str, str, str], _Annotation] = field(default_factory=dict)
    origins: defaultdict[str, _Said] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    texts: defaultdict[str, _Said] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))


def _ask(store: Store, subjects: Iterable[str]) -> _Asked:
    """Whatever explains the links from these things."""
    found = _Asked()
    whole: dict[tuple[str, str], _Annotation] = {}
    wanted = [term(subject) for subject in subjects]
    for row in store.select(load("graph.views", "evidence"), {"subjects": wanted}) if wanted else ():
        value = text(row, "value")
        if "annotation" in row:
            graph = text(row, "graph")
            each = whole.setdefault(
                (text(row, "subject"), text(row, "annotation")), _Annotation(graph, defaultdict(list))
            )
            each.said[text(row, "property")].append(value)
            each.graph = min(graph, each.graph)
        elif "graph" in row:
            found.origins[text(row, "graph")][text(row, "property")].append(value)
        else:
            found.texts[text(row, "subject")][text(row, "property")].append(value)
    for key, each in whole.items():
        for body in sorted(set(each.said[OA.hasBody.value])) or [""]:
            found.said[*key, body] = _of_body(each, body)
    return found


def _of_body(annotation: _Annotation, body: str) -> _Annotation:
    """What an annotation says of one of the things that it links."""
    if len(annotation.said[OA.hasBody.value]) < 2:
        return annotation
    said = annotation.said.copy()
    said[OA.hasBody.value] = [body]
    return _Annotation(annotation.graph, said)


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
