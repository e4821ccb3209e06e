"""Names for the blank nodes of a file that stay the same however often and in whatever order it is written again.

A node is named by a hash of what is said of it, of what says it, and of the nodes around, refined round by round until
no more nodes are told apart (colour refinement). Nodes that stay alike, by which no reader could tell them apart
either, are numbered in the order of the file. It takes time in proportion to the file, however the nodes are entwined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from hashlib import blake2b

from pyoxigraph import BlankNode, Quad, Triple

__all__ = ["blank_node_names"]

_ROUNDS = 32
"""Rounds after which nodes that are far from anything of their own count as alike."""

_Edge = tuple[str, str, str]
"""Which way it goes, the property, and the other end: a name, or the key of a blank node after « _: »."""


def blank_node_names(statements: Iterable[Quad | Triple], salt: str = "") -> dict[str, str]:
    """For each blank node of the statements, by its key in the file, a name of hexadecimal digits.

    ``salt`` keeps the nodes of one file apart from those of another.
    """
    edges = _edges(statements)
    colours = dict.fromkeys(edges, salt)
    distinct = 0
    for _ in range(_ROUNDS):
        colours = {node: _colour(colours[node], around, colours) for node, around in edges.items()}
        if len(set(colours.values())) == distinct:
            break
        distinct = len(set(colours.values()))
    return _numbered(colours)


def _edges(statements: Iterable[Quad | Triple]) -> dict[str, list[_Edge]]:
    edges: defaultdict[str, list[_Edge]] = defaultdict(list)
    for statement in statements:
        subject, value = statement.subject, statement.object
        if isinstance(subject, BlankNode):
            edges[subject.value].append((">", statement.predicate.value, str(value)))
        if isinstance(value, BlankNode):
            edges[value.value].append(("<", statement.predicate.value, str(subject)))
    return edges


def _colour(own: str, around: list[_Edge], colours: dict[str, str]) -> str:
    said = sorted((way, name, f"_{colours[end[2:]]}" if end.startswith("_:") else end) for way, name, end in around)
    return blake2b("\x1f".join((own, *("\x1e".join(edge) for edge in said))).encode(), digest_size=10).hexdigest()


def _numbered(colours: dict[str, str]) -> dict[str, str]:
    names: dict[str, str] = {}
    counts: defaultdict[str, int] = defaultdict(int)
    for node, colour in colours.items():
        counts[colour] += 1
        names[node] = colour if counts[colour] == 1 else f"{colour}-{counts[colour]}"
    return names
