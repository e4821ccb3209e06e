"""A link and its evidence, as a Web Annotation (W3C Web Annotation Data Model, sections 3 and 4)."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from pyoxigraph import Literal, NamedNode

from ingest.decisions import Ruling
from ingest.triples.writer import GraphWriter, decimal, printable
from ontology.namespaces import DCTERMS, ML, OA, RDF, RDFS, XSD

__all__ = ["EVIDENCE", "Link", "Words", "explain", "state"]

EVIDENCE = "evidence/"
"""Where the IRIs of annotations begin, after the base."""

_CONTEXT = 160
_SENTENCE_ENDS = (". ", "! ", "? ", "\n\n", "\n•", "\n-")


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
        before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
        begin = max((before.rfind(mark) + len(mark) for mark in _SENTENCE_ENDS if mark in before), default=0)
        stop = min((after.find(mark) + 1 for mark in _SENTENCE_ENDS if mark in after), default=len(after))
        return cls(text[start:end], start + offset, before[begin:], after[:stop])


@dataclass(frozen=True, slots=True)
class Link:
    """A link and how it was found: the triple, the method (a name of the ``method`` scheme), the confidence.

    ``certainty`` is that of the words, where it is another thing than the link's confidence. ``ruling`` is what a
    person decided on it.
    """

    subject: NamedNode
    relation: NamedNode
    object: NamedNode
    method: str
    confidence: float
    motivation: NamedNode
    candidates: tuple[NamedNode, ...] = ()
    ruling: Ruling | None = None
    certainty: float | None = None


def state(graph: GraphWriter, link: Link) -> bool:
    """State the link, unless a person rejected it; returns whether it is stated."""
    stated = link.ruling is None or link.ruling.accepted
    if stated:
        graph.add(link.subject, link.relation, link.object)
    return stated


def explain(graph: GraphWriter, link: Link, words: Words | None) -> NamedNode:
    """Write the annotation that explains a link, be it one that was rejected; returns its target.

    Its IRI depends on the link and the words, and on nothing else.
    """
    place = f"{words.start}:{words.quote}" if words else ""
    key = "\x1f".join((graph.graph.value, link.subject.value, link.relation.value, link.object.value, place))
    node = graph.iri(f"{EVIDENCE}{blake2b(key.encode(errors='replace'), digest_size=10).hexdigest()}")
    target, selector = NamedNode(f"{node.value}/target"), NamedNode(f"{node.value}/selector")
    graph.add(node, RDF.type, OA.Annotation)
    graph.add(node, OA.motivatedBy, link.motivation)
    graph.add(node, OA.hasBody, link.object)
    graph.add(node, OA.hasTarget, target)
    graph.add(node, ML.relation, link.relation)
    graph.add(node, ML.confidence, decimal(link.confidence))
    if link.certainty is not None:
        graph.add(node, ML.mentionConfidence, decimal(link.certainty))
    graph.add(node, ML.method, ML[f"method-{link.method}"])
    for candidate in link.candidates:
        graph.add(node, ML.candidate, candidate)
    if link.ruling:
        _write_ruling(graph, node, link.ruling)
    graph.add(target, OA.hasSource, link.subject)
    if words is None or not words.quote.strip():
        return target
    graph.add(target, OA.hasSelector, selector)
    graph.add(selector, RDF.type, OA.TextQuoteSelector)
    graph.add(selector, RDF.type, OA.TextPositionSelector)
    graph.add(selector, OA.exact, Literal(printable(words.quote)))
    for relation, around in ((OA.prefix, words.prefix), (OA.suffix, words.suffix)):
        if around.strip():
            graph.add(selector, relation, Literal(printable(around)))
    graph.add(selector, OA.start, Literal(words.start))
    graph.add(selector, OA.end, Literal(words.start + len(words.quote)))
    return target


def _write_ruling(graph: GraphWriter, node: NamedNode, ruling: Ruling) -> None:
    """What was decided, by whom, when, and the note left with it."""
    graph.add(node, ML.decision, ML.accepted if ruling.accepted else ML.rejected)
    graph.text(node, DCTERMS.creator, ruling.decision.who)
    graph.add(node, DCTERMS.created, Literal(ruling.decision.when, datatype=XSD.dateTime))
    graph.text(node, RDFS.comment, ruling.decision.note)
