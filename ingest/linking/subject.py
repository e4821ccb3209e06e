"""What a text is about: a concept, how sure that is, and the mentions that say so."""

from __future__ import annotations

import msgspec

from ingest.linking.mention import Mention

__all__ = ["Subject"]


class Subject(msgspec.Struct, frozen=True, gc=False):
    """A concept found in a text. ``confidence`` is the probability, from 0 to 1, that the text is about it."""

    concept: str
    confidence: float
    mentions: tuple[Mention, ...]
