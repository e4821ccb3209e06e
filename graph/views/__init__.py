"""What pages show, as plain typed data over a store: things, their facts and links, and the evidence for these."""

from graph.views.coverage import coverage
from graph.views.descriptions import describe, links
from graph.views.explanations import evidence
from graph.views.nodes import thing, things

__all__ = [
    "coverage",
    "describe",
    "evidence",
    "links",
    "thing",
    "things",
]
