"""A block cut in sentences, at full stops that are none of an abbreviation's or an initial's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.prose.page import Span

__all__ = ["sentences"]

_STOP = re.compile(r"[.!?…]+[»”\")]?\s+(?=[\wÀ-ÿ«“\"(–—-])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-ZÀ-Ý]|MM?|Mme|Mlle|Dr|Pr|Mr|Mrs|Ms|St|Ste|etc|cf|ex|env|art|vol|no|n|p|pp|éd|ed|eds|dir|coord"
    r"|janv|févr|fév|avr|juil|sept?|oct|nov|déc|jan|feb|mar|apr|jun|jul|aug|dec|tél|av|bd|vs|e\.g|i\.e))\.$",
    re.IGNORECASE,
)


def sentences(block: Span) -> Iterator[Span]:
    """The sentences of a block, in order, each an exact slice of it.

    >>> [found.text for found in sentences(Span("M. Roux est venu. Il a lu p. 3. Fin", 5))]
    ['M. Roux est venu.', 'Il a lu p. 3.', 'Fin']
    """
    begin = 0
    for stop in _STOP.finditer(block.text):
        following = block.text[stop.end()]
        if following.islower() or _ABBREVIATION.search(block.text, max(begin, stop.start() - 8), stop.start() + 1):
            continue
        if sentence := block.cut(begin, stop.end()):
            yield sentence
        begin = stop.end()
    if sentence := block.cut(begin, len(block.text)):
        yield sentence
