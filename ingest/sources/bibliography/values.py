"""What is found in JSON of which nothing can be taken for granted: texts and objects, whatever holds them."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

__all__ = ["Item", "objects", "text", "texts"]

Item = dict[str, object]
"""A JSON object as it was decoded."""


def texts(value: object) -> list[str]:
    """The texts, in NFC, that a value is or that a list holds; numbers count as texts, blanks and anything else do not.

    >>> texts(["RSE ", "", None, 3, {"a": 1}, True]), texts("RSE"), texts(None)
    (['RSE', '3'], ['RSE'], [])
    """
    return list(_texts(value if isinstance(value, list) else [value]))


def _texts(values: list[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str) and (stripped := value.strip()):
            yield normalize("NFC", stripped)
        elif isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15:
            yield str(value)


def text(value: object) -> str:
    """The first of the texts, or an empty string."""
    return next(iter(texts(value)), "")


def objects(value: object) -> list[Item]:
    """The objects that a value is or that a list holds."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]
