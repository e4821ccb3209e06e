"""Where a text speaks of a concept. What the text is about is not for here: see ``ingest.linking.subject``."""

from __future__ import annotations

import msgspec

__all__ = ["Mention"]


class Mention(msgspec.Struct, frozen=True, gc=False):
    """One place of a text that speaks of a concept.

    ``start`` and ``end`` are offsets in characters: the passage's own start plus the offset in its text, so that
    ``quote`` is exactly the source's words. ``label`` is the vocabulary's label that was recognised, ``method`` how
    (a name of :data:`ingest.linking.methods.CERTAINTY`), ``confidence`` the certainty that these words mean this
    concept. ``candidates`` are the other concepts that the same words could mean, where the context did not settle it.
    """

    concept: str
    field: str
    start: int
    end: int
    quote: str
    label: str
    confidence: float
    method: str
    candidates: tuple[str, ...] = ()
