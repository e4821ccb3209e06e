"""GeoJSON (RFC 7946) as rows of a table: a feature's properties are the columns, and its point is two more.

What the columns mean is not for here; of shapes that are no points only the properties are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from graph.workspace import Source
from ingest.sources import guess_format
from ingest.sources.table.objects import Item, Json
from ingest.sources.table.usual_names import KINDS

__all__ = ["POINT", "is_geojson", "located", "row_of"]

POINT = ("latitude", "longitude")
"""The columns of a feature's point; a property of that name gives way to it."""


def is_geojson(path: Path, form: str = "") -> bool:
    """Whether a file is GeoJSON: by the format that is said, else as it looks."""
    return form == "geojson" or (not form and guess_format(path) == "geojson")


def row_of(feature: Item) -> Item | str:
    """The properties of a feature with its point, or why there are none.

    >>> row_of({"type": "Feature", "geometry": {"type": "Point", "coordinates": [5.72, 45.18]}, "properties": {"n": 1}})
    {'n': 1, 'latitude': 45.18, 'longitude': 5.72}
    """
    properties = feature.get("properties")
    if feature.get("type") != "Feature" or not isinstance(properties, dict):
        return "this is no feature with properties"
    point = _point(feature.get("geometry"))
    return {**properties, **dict(zip(POINT, point, strict=True))} if point else dict(properties)


def _point(geometry: Json) -> Sequence[Json]:
    """Latitude and longitude of a point, which GeoJSON writes the other way round; nothing of any other shape.

    What is there and is no point stays, for whoever reads the columns to say so.
    """
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return ()
    place = geometry.get("coordinates")
    if isinstance(place, list) and len(place) > 1:
        return (place[1], place[0])
    alone = place[0] if isinstance(place, list) and place else place
    return (None, alone) if isinstance(alone, (str, int, float)) else ()


def located(source: Source, kind: str, header: Sequence[str]) -> Source:
    """The source with the point among the mapped columns, where records of that kind are somewhere."""
    if not source.map or not set(POINT) <= KINDS[kind].keys() & set(header) or "coordinates" in source.map:
        return source
    return replace(source, map=dict(zip(POINT, POINT, strict=True)) | source.map)
