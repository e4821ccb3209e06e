"""What pages show, as plain typed data over a store: things, their facts and links, evidence, neighbourhoods."""

from graph.views.coverage import coverage
from graph.views.descriptions import describe, links
from graph.views.explanations import evidence
from graph.views.nodes import thing, things
from graph.views.surroundings import edges_between, neighbourhood

__all__ = [
    "coverage",
    "describe",
    "edges_between",
    "evidence",
    "links",
    "neighbourhood",
    "thing",
    "things",
]
