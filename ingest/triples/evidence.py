"""A link and its evidence, as a Web Annotation (W3C Web Annotation Data Model, sections 3 and 4).

What can be inferred is not stated: see “Compact evidence” in ``docs/model.md``; :mod:`graph.views.passages` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from pyoxigraph import Literal, NamedNode

from graph.views.passages import surroundings
from ingest.decisions import Ruling
from ingest.triples.writer import GraphWriter, decimal, printable
from ontology.namespaces import DCTERMS, ML, OA, RDF, RDFS, XSD

__all__ = ["EVIDENCE", "Link", "Words", "explain", "state"]

EVIDENCE = "evidence/"
"""Where the IRIs of annotations begin, after the base."""


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

    Its IRI depends on the link and the words, and on nothing else. ``selector`` are words that stand elsewhere. Without
    either, the target is the whole record: one for all such links of its thing.
    """
    quoted = words if words and words.quote.strip() else None
    place = f"{words.start}:{words.quote}" if words else ""
    ends = (link.subject.value, link.relation.value, link.object.value)
    node = graph.iri(f"{EVIDENCE}{_digest(graph.graph.value, *ends, place)}")
    whole = graph.iri(f"{EVIDENCE}{_digest(graph.graph.value, link.subject.value)}")
    target = NamedNode(f"{(node if quoted or selector else whole).value}/target")
    graph.add(node, RDF.type, OA.Annotation)
    graph.add(node, OA.motivatedBy, link.motivation)
    graph.add(node, OA.hasBody, link.object)
    graph.add(node, OA.hasTarget, target)
    graph.add(node, ML.relation, link.relation)
    graph.add(node, ML.confidence, decimal(link.confidence))
    if link.certainty is not None and link.certainty != link.confidence:
        graph.add(node, ML.mentionConfidence, decimal(link.certainty))
    graph.add(node, ML.method, ML[f"method-{link.method}"])
    for candidate in link.candidates:
        graph.add(node, ML.candidate, candidate)
    if link.ruling:
        _write_ruling(graph, node, link.ruling)
    graph.add(target, OA.hasSource, link.subject)
    if quoted:
        selector = NamedNode(f"{node.value}/selector")
        _write_words(graph, selector, quoted)
    graph.add(target, OA.hasSelector, selector)


def _write_words(graph: GraphWriter, selector: NamedNode, words: Words) -> None:
    """The words and where they stand; where they end follows, and what they are is plain from ``oa:exact``."""
    graph.add(selector, OA.exact, Literal(printable(words.quote)))
    for relation, around in ((OA.prefix, words.prefix), (OA.suffix, words.suffix)):
        if around.strip():
            graph.add(selector, relation, Literal(printable(around)))
    graph.add(selector, OA.start, Literal(words.start))


def _digest(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode(errors="replace"), digest_size=10).hexdigest()


def _write_ruling(graph: GraphWriter, node: NamedNode, ruling: Ruling) -> None:
    """What was decided, by whom, when, and the note left with it."""
    graph.add(node, ML.decision, ML.accepted if ruling.accepted else ML.rejected)
    graph.text(node, DCTERMS.creator, ruling.decision.who)
    graph.add(node, DCTERMS.created, Literal(ruling.decision.when, datatype=XSD.dateTime))
    graph.text(node, RDFS.comment, ruling.decision.note)
