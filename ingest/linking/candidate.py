"""A concept with all its sightings in one text: what the ranking judges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.linking.reading import Reading
from ingest.linking.sighting import Sighting

__all__ = ["Candidate", "candidates"]


class Candidate(NamedTuple):
    """A concept and where it was sighted, in the order of the text."""

    concept: str
    sightings: Sequence[Sighting]


def candidates(reading: Reading) -> list[Candidate]:
    """The concepts of a reading, in the order of their first sighting."""
    by_concept: dict[str, list[Sighting]] = {}
    for sighting in reading.sightings:
        by_concept.setdefault(sighting[3].concept, []).append(sighting)
    return [Candidate(concept, sightings) for concept, sightings in by_concept.items()]
