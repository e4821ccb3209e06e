"""A concept with all its sightings in one text: what the ranking judges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.linking.sighting import Sighting

__all__ = ["Candidate"]


class Candidate(NamedTuple):
    """A concept and where it was sighted, in the order of the text."""

    concept: str
    sightings: Sequence[Sighting]
