"""A link and its evidence, as a Web Annotation (W3C Web Annotation Data Model, sections 3 and 4).

What can be inferred is not stated: see “Compact evidence” in ``docs/model.md``; :mod:`graph.views.passages` reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from pyoxigraph import Literal, NamedNode

from graph.fingerprint import as_stored
from graph.pieces import Piece
from graph.views.passages import surroundings
from ingest.decisions import Ruling
from ingest.triples.writer import GraphWriter, printable
from ontology.namespaces import DCTERMS, ML, OA, RDF, RDFS, XSD

__all__ = ["EVIDENCE", "Link", "Words", "explain", "explain_together", "state"]

EVIDENCE = "evidence/"
"""Where the IRIs of annotations begin, after the base."""

_ANNOTATION = f"> {RDF.type} {OA.Annotation}"
_BODY, _TARGET, _SOURCE, _SELECTOR, _EXACT, _START, _PREFIX, _SUFFIX, _RELATION, _CONFIDENCE, _CERTAINTY, _METHOD = (
    f"> {term} "
    for term in (
        *(OA.hasBody, OA.hasTarget, OA.hasSource, OA.hasSelector, OA.exact, OA.start, OA.prefix, OA.suffix),
        *(ML.relation, ML.confidence, ML.mentionConfidence, ML.method),
    )
)
_INTEGER = f"^^{XSD.integer}"


@dataclass(frozen=True, slots=True)
class Words:
    """The words that say a link: quote, offsets in characters, and the text around, cut at the sentence."""

    quote: str
    start: int
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def within(cls, text: str, start: int, end: int, offset: int = 0) -> Words:
        """The words ``text[start:end]`` with the rest of their sentence; ``offset`` is where the text itself starts.

        >>> Words.within("Un forum. La RSE à Grenoble. Fin.", 13, 16)
        Words(quote='RSE', start=13, prefix='La ', suffix=' à Grenoble.')
        """
        return cls(text[start:end], start + offset, *surroundings(text, start, end))


@dataclass(frozen=True, slots=True)
class Link:
    """A link and how it was found: the triple, the method (a name of the ``method`` scheme), the confidence.

    ``motivation`` is given where it does not follow from the relation. ``certainty`` is that of the words, where it is
    another thing than the link's confidence. ``ruling`` is what a person decided on it.
    """

    subject: NamedNode
    relation: NamedNode
    object: NamedNode
    method: str
    confidence: float
    motivation: NamedNode | None = None
    candidates: tuple[NamedNode, ...] = ()
    ruling: Ruling | None = None
    certainty: float | None = None


def state(graph: GraphWriter, link: Link) -> bool:
    """State the link, unless a person rejected it; returns whether it is stated."""
    stated = link.ruling is None or link.ruling.accepted
    if stated:
        graph.add(link.subject, link.relation, link.object)
    return stated


def explain(graph: GraphWriter, link: Link, words: Words | None, selector: NamedNode | None = None) -> None:
    """Write the annotation that explains a link, be it one that was rejected.

    Its IRI depends on the link and the words, and on nothing else: of the same words at the same place of two fields,
    the first explain it. ``selector`` are words that stand elsewhere. Without either, the target is the whole record:
    one for all such links of its thing.
    """
    quoted = words if words and words.quote.strip() else None
    place = f"{words.start}:{words.quote}" if words else ""
    name, subject = graph.graph.value, link.subject.value
    evidence = f"{graph.base}{EVIDENCE}"
    node = f"{evidence}{_digest(name, subject, link.relation.value, link.object.value, place)}"
    if graph.tells(node):
        return
    target = f"{node if quoted or selector else evidence + _digest(name, subject)}/target"
    nodes: tuple[str, ...] = (node, target)
    stated, kind = _annotation(node, target, link, (link.object,))
    if quoted:
        selector = NamedNode(f"{node}/selector")
        nodes = (node, target, selector.value)
        stated += _selected(quoted, selector.value)
        kind = (*kind, *_kind(quoted))
    if selector:
        stated.append(f"<{target}{_SELECTOR}{selector}")
    graph.piece(Piece(nodes, (*kind, selector is None), tuple(stated)))
    _write_rest(graph, NamedNode(node), link)


def explain_together(graph: GraphWriter, links: Iterable[Link]) -> None:
    """Write one annotation for all links of a thing that the whole record says alike: by one relation, in one way.

    Its bodies are the things linked, each of which is related to the target by itself (Web Annotation Data Model,
    section 3.2, “Cardinality of Bodies and Targets”).
    There is nothing to say of one of the links alone: no words, candidates or ruling.
    """
    alike: dict[tuple[str, str, str, str], dict[NamedNode, Link]] = {}
    for link in links:
        key = (link.subject.value, link.relation.value, link.method, _confidence(link.confidence))
        alike.setdefault(key, {})[link.object] = link
    name, evidence = graph.graph.value, f"{graph.base}{EVIDENCE}"
    for key, found in alike.items():
        node, target = f"{evidence}{_digest(name, *key)}", f"{evidence}{_digest(name, key[0])}/target"
        stated, kind = _annotation(node, target, next(iter(found.values())), tuple(found))
        graph.piece(Piece((node, target), kind, tuple(stated)))


def _annotation(
    node: str, target: str, link: Link, bodies: tuple[NamedNode, ...]
) -> tuple[list[str], tuple[object, ...]]:
    """What is said of an annotation and its target, in canonical form; what makes its kind."""
    rated, kind = _rated(link.relation, link.method, link.confidence, link.certainty)
    said = (_ANNOTATION, *[f"{_BODY}{body!s}" for body in bodies], f"{_TARGET}<{target}>", *rated)
    start = f"<{node}"
    return [*[start + each for each in said], f"<{target}{_SOURCE}{link.subject!s}"], (*kind, len(bodies))


@lru_cache(maxsize=4096)
def _rated(
    relation: NamedNode, method: str, confidence: float, certainty: float | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is said of every annotation of links by that relation, found in that way, so sure; what makes its kind."""
    sure = _confidence(confidence)
    said = (f"{_RELATION}{relation}", f"{_CONFIDENCE}{sure}", f"{_METHOD}{ML[f'method-{method}']}")
    kind = (relation.value, method, sure)
    if certainty is None or certainty == confidence:
        return said, kind
    words = _confidence(certainty)
    return (*said, f"{_CERTAINTY}{words}"), (*kind, words)


def _selected(words: Words, selector: str) -> list[str]:
    """The words and where they stand; where they end follows, and what they are is plain from ``oa:exact``."""
    stated = [
        f"<{selector}{_EXACT}{Literal(printable(words.quote))!s}",
        f'<{selector}{_START}"{words.start}"{_INTEGER}',
    ]
    for relation, around in ((_PREFIX, words.prefix), (_SUFFIX, words.suffix)):
        if around.strip():
            stated.append(f"<{selector}{relation}{Literal(printable(around))!s}")
    return stated


def _kind(words: Words) -> tuple[bool, ...]:
    """All that tells words from others but the texts and the place."""
    blank = printable(words.quote).isspace()
    return words.start < 0, blank, bool(words.prefix.strip()), bool(words.suffix.strip())


def _confidence(value: float) -> str:
    """A confidence, with at most three decimals.

    >>> _confidence(0.5), _confidence(1)
    ('"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"1"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    """
    return _decimal(f"{value:.3f}")


@lru_cache(maxsize=4096)
def _decimal(written: str) -> str:
    return f"{as_stored(Literal(written, datatype=XSD.decimal))}"


def _write_rest(graph: GraphWriter, node: NamedNode, link: Link) -> None:
    """What few annotations have."""
    graph.add(node, OA.motivatedBy, link.motivation)
    for candidate in link.candidates:
        graph.add(node, ML.candidate, candidate)
    if link.ruling:
        _write_ruling(graph, node, link.ruling)


def _digest(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode(errors="replace"), digest_size=10).hexdigest()


def _write_ruling(graph: GraphWriter, node: NamedNode, ruling: Ruling) -> None:
    """What was decided, by whom, when, and the note left with it."""
    graph.add(node, ML.decision, ML.accepted if ruling.accepted else ML.rejected)
    graph.text(node, DCTERMS.creator, ruling.decision.who)
    graph.add(node, DCTERMS.created, Literal(ruling.decision.when, datatype=XSD.dateTime))
    graph.text(node, RDFS.comment, ruling.decision.note)
