"""Words of a passage that equal the words of a label, before anything is decided about them."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.linking.label_entry import LabelEntry

__all__ = ["Match"]

Match = tuple[int, int, Sequence[LabelEntry], str]
"""The labels that end at one node of the index, found from one word to another (both counted), and how.

How is empty for words that follow one another, else the method that allows other words between.
"""
