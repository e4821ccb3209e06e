"""Coordinates as sources write them: numbers or texts, with a point or a comma. What is there is not for here."""

from __future__ import annotations

import math
import re

from ingest.records import Coordinates

__all__ = ["coordinates", "read_coordinates"]

_DEGREES = re.compile(r"([+-]?\d{1,3}(?:[.,]\d{1,15})?)\s*°?\s*([NSEWO]?)", re.IGNORECASE)
_PAIR = re.compile(r"\s*(?:geo:|POINT\s*)?[(\[]?(.*?)[;,\s]\s*([+-]?\d{1,3}(?:\.\d*)?)\s*[)\]]?\s*", re.IGNORECASE)
_COMMAS = re.compile(r"\s*[(\[]?\s*([+-]?\d{1,3},\d{1,15})(?:\s*;\s*|,?\s+)([+-]?\d{1,3},\d{1,15})\s*[)\]]?\s*")
"""« 45,1885, 5,7245 »: what parts the two has a blank or is no comma."""


def coordinates(latitude: float | None, longitude: float | None) -> Coordinates | None:
    """The point, or None where a number is missing, is out of the Earth, or both are zero: nobody was asked.

    >>> coordinates(45.1885, 5.7245)
    Coordinates(latitude=45.1885, longitude=5.7245)
    >>> coordinates(0, 0) is None, coordinates(91, 5) is None, coordinates(None, 5) is None
    (True, True, True)
    """
    if latitude is None or longitude is None or not (math.isfinite(latitude) and math.isfinite(longitude)):
        return None
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return None
    return Coordinates(latitude, longitude)


def read_coordinates(latitude: str, longitude: str = "") -> Coordinates:
    """The point that two texts write, or one text that holds latitude, then longitude.

    Raises :class:`ValueError` with, in words, why they are no point.

    >>> read_coordinates("45,1885", "5,7245") == read_coordinates("45.1885, 5.7245")
    True
    >>> read_coordinates("45.2 N", "1.5 O").longitude
    -1.5
    >>> read_coordinates("952613", "6459302")
    Traceback (most recent call last):
    ValueError: it is not in decimal degrees
    """
    if not longitude and (pair := _COMMAS.fullmatch(latitude) or _PAIR.fullmatch(latitude)):
        latitude, longitude = pair[1], pair[2]
    point = coordinates(_degrees(latitude, "s"), _degrees(longitude, "wo"))
    if point is None:
        raise ValueError("no place of the Earth has them")
    return point


def _degrees(text: str, negative: str) -> float:
    """The number of degrees; south and west (« ouest ») are negative."""
    written = _DEGREES.fullmatch(text.strip())
    if written is None:
        raise ValueError("it is not in decimal degrees")
    value = float(written[1].replace(",", "."))
    return -value if written[2] and written[2].lower() in negative else value
