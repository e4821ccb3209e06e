"""One label recognised at one place of one passage: a mention in the making."""

from __future__ import annotations

from typing import NamedTuple

from ingest.linking.label_entry import LabelEntry

__all__ = ["Sighting"]


class Sighting(NamedTuple):
    """Words ``first`` to ``last`` (both counted) of passage number ``passage`` say ``entry``; ``how`` is the method.

    ``rivals`` are the other concepts that the words could mean.
    """

    passage: int
    first: int
    last: int
    entry: LabelEntry
    how: str
    certainty: float
    rivals: tuple[str, ...] = ()

    @property
    def concept(self) -> str:
        """The concept's IRI."""
        return self.entry.concept
