"""Concepts that a record's keywords name: who wrote them said what it is about. Words in running text are not for here.

Such a keyword says one concept's label, whatever its case, its number and its gender. Where concepts share the label,
or where it is but part of the keyword, the ranking decides as for any other words.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.linking.methods import ACRONYM, LABEL, VARIANT
from ingest.linking.reading import Reading
from ingest.records import KEYWORDS

__all__ = ["keywords_of"]

_WHOLE: Final = frozenset((LABEL, VARIANT, ACRONYM))
_BEFORE = re.compile(r"(?:^|[;|\n,])\s*\Z")
_AFTER = re.compile(r"\s*(?:\Z|[;|\n,])")


def keywords_of(reading: Reading) -> dict[str, float]:
    """The concepts that whole keywords say, each with the certainty of the words that say it best."""
    lists = {number for number, page in enumerate(reading.pages) if page.passage.field == KEYWORDS}
    if not lists:
        return {}
    whole = {
        place
        for place, number in enumerate(reading.places[:, 0].tolist())
        if number in lists and _is_whole(reading.pages[number].passage.text, *reading.characters[place].tolist())
    }
    found: dict[str, float] = {}
    for concept, sightings in reading.candidates:
        for place, meaning in sightings:
            if place in whole and meaning.how in _WHOLE and not meaning.rivals:
                found[concept] = max(found.get(concept, 0.0), meaning.certainty)
    return found


def _is_whole(text: str, start: int, end: int) -> bool:
    return bool(_BEFORE.search(text[max(0, start - 40) : start]) and _AFTER.match(text, end))
