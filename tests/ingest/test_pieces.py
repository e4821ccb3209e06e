"""Evidence is written as lines at once, and is what it would be as quads, for the shapes too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.fingerprint import canonical_lines, statements
from graph.sifting import Sieve
from graph.store import Term
from ingest.triples import EVIDENCE
from ingest.triples.evidence import Link, Words, explain
from ingest.triples.writer import GraphWriter
from ontology.namespaces import DCTERMS, OA, RDF, SCHEMA

BASE = "https://example.org/"
GRAPH = NamedNode(BASE + "graph/1")
THING = NamedNode(BASE + "publication/1")
CONCEPT = NamedNode(BASE + "concept/1")
SOUND = Link(THING, DCTERMS.subject, CONCEPT, "label", 0.5, certainty=0.75)
WORDS = Words("la « RSE »\n\\ici", 12, "Où ", "?")


def written(*explained: tuple[Link, Words | None]) -> GraphWriter:
    writer = GraphWriter(BASE, GRAPH)
    for link, words in explained:
        explain(writer, link, words)
    return writer


def lines(writer: GraphWriter) -> list[str]:
    pieces = writer.pieces
    stated = {*chain(*statements(writer.said).values(), *(piece.statements for piece in pieces))}
    return [f"{statement} {GRAPH} .\n" for statement in sorted(stated)]


def doubtful(writer: GraphWriter) -> tuple[set[str], set[str]]:
    """The nodes that may break a shape, seen as pieces, and as all that is said of each node."""
    sieve = Sieve({}, BASE + EVIDENCE)
    said: dict[str, dict[str, list[Term]]] = {}
    for quad in writer.quads:
        assert isinstance(quad.subject, NamedNode)
        said.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    pieces = writer.pieces
    as_pieces = sieve.sift(GRAPH, writer.said, statements(writer.said), pieces)
    return as_pieces.doubtful, Sieve({}, BASE + EVIDENCE).sift(GRAPH, said, statements(said)).doubtful


def test_lines_are_the_canonical_form_of_the_quads() -> None:
    writer = written((SOUND, WORDS), (SOUND, None), (Link(THING, SCHEMA.mentions, CONCEPT, "title", 1.0), None))
    writer.add(THING, RDF.type, SCHEMA.Event)
    assert lines(writer) == canonical_lines(writer.quads)
    assert len(lines(writer)) == len(writer.quads)


def cases() -> Iterator[tuple[str, Link, Words | None, bool]]:
    yield "sound", SOUND, WORDS, True
    yield "of the whole record", SOUND, None, True
    yield "blank once it is printable", SOUND, Words("\x07", 3), False
    yield "before the text", SOUND, Words("RSE", -1), False
    yield "surer than sure", Link(THING, DCTERMS.subject, CONCEPT, "label", 1.5), WORDS, False
    yield "less than unsure", Link(THING, DCTERMS.subject, CONCEPT, "label", 0.5, certainty=-0.1), WORDS, False
    yield "for nothing known", Link(THING, DCTERMS.subject, CONCEPT, "label", 0.5, motivation=OA.tagging), WORDS, False


@pytest.mark.parametrize(("link", "words", "passes"), [pytest.param(*each[1:], id=each[0]) for each in cases()])
def test_the_shapes_judge_a_piece_as_they_judge_its_nodes(link: Link, words: Words | None, passes: bool) -> None:
    as_pieces, as_nodes = doubtful(written((link, words)))
    assert bool(as_pieces) is bool(as_nodes) is not passes
    assert as_nodes <= as_pieces


def test_a_broken_piece_is_found_among_sound_ones_and_a_sound_one_among_broken_ones() -> None:
    broken = Link(THING, SCHEMA.mentions, CONCEPT, "label", 2.0)
    as_pieces, as_nodes = doubtful(written((SOUND, WORDS), (broken, WORDS), (SOUND, Words("RSE", 90))))
    (piece,) = (each for each in written((broken, WORDS)).pieces)
    assert as_nodes == {piece.nodes[0]}
    assert as_pieces == set(piece.nodes)


def test_what_is_said_of_a_piece_elsewhere_is_one_description_with_it() -> None:
    (alone,) = written((SOUND, WORDS)).pieces
    writer = written((SOUND, WORDS))
    writer.add(NamedNode(alone.nodes[2]), OA.exact, Literal("another quote"))
    assert doubtful(writer)[0] == doubtful(writer)[1] == {alone.nodes[0]}
    assert not writer.pieces
    assert {f"{statement} {GRAPH} .\n" for statement in alone.statements} < {*lines(writer)}
    assert Quad(NamedNode(alone.nodes[2]), OA.exact, Literal("another quote"), GRAPH) in writer.quads


def test_one_link_found_twice_in_the_same_words_is_explained_by_the_first() -> None:
    writer = written((SOUND, WORDS), (Link(THING, DCTERMS.subject, CONCEPT, "title", 0.25), WORDS))
    assert lines(writer) == lines(written((SOUND, WORDS))) == canonical_lines(writer.quads)
    assert doubtful(writer) == doubtful(written((SOUND, WORDS)))
