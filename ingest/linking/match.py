"""Words of a passage that equal the words of a label, before anything is decided about them."""

from __future__ import annotations

from typing import NamedTuple

from ingest.linking.label_entry import LabelEntry

__all__ = ["Match"]


class Match(NamedTuple):
    """The labels that end at one node of the index, found from word ``first`` to word ``last`` (both counted).

    ``how`` is empty for words that follow one another, else the method that allows other words between.
    """

    first: int
    last: int
    entries: tuple[LabelEntry, ...]
    how: str = ""
