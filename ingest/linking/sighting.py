"""Where words of a text say something, and the labels sighted there: mentions in the making."""

from __future__ import annotations

from ingest.linking.meaning import Meaning

__all__ = ["Place", "Sighting"]

Place = tuple[int, int, int]
"""A passage's number, and its first and last word that say something (both counted)."""

Sighting = tuple[int, Meaning]
"""The number of a place of the text, and a label that is said there."""
