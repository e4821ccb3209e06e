"""The objects of a JSON list or of JSON Lines, one after the other. What an object says is not for here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from ingest.records import Rejection
from ingest.sources.json_pieces import excerpt, json_pieces
from ontology.decoding import UNDECODABLE
from ontology.errors import Place

__all__ = ["REMEDY", "json_objects"]

REMEDY = "Fetch it again, or take it out of the file."


def json_objects(path: Path, what: str) -> Iterator[tuple[Place, bytes, dict[str, object]] | Rejection]:
    """Each object with its place and its bytes, and a rejection for what is none; ``what`` is expected, in a word.

    Raises the :class:`DataError` of :func:`json_pieces`.
    """
    for locator, content in json_pieces(path):
        place = Place(str(path), locator)
        try:
            yield place, content, msgspec.json.decode(content, type=dict[str, object])
        except UNDECODABLE as error:
            yield Rejection(place, f"this is no {what} ({error})", REMEDY, excerpt=excerpt(content))
