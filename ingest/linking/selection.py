"""Keeps, among sightings that overlap, those that say most: the longest label, and the plainest way of saying it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ingest.linking.methods import CERTAINTY, COORDINATION, INSERTION, STEM
from ingest.linking.sighting import Sighting

__all__ = ["longest"]


def longest(sightings: Iterable[Sighting]) -> list[Sighting]:
    """The sightings that no longer label covers, of whichever vocabulary, in the order of the text.

    At one place the same words (or an inflected form) win over words of the same family.
    """
    by_passage: defaultdict[int, list[Sighting]] = defaultdict(list)
    for sighting in sorted(sightings, key=_order):
        by_passage[sighting[0]].append(sighting)
    return [sighting for rivals in by_passage.values() for sighting in _uncovered(rivals)]


def _order(sighting: Sighting) -> tuple[int, int, int, float, str, str]:
    passage, first, last, entry, _, certainty, _ = sighting
    return passage, first, -last, -certainty, entry.concept, entry.text


def _uncovered(sightings: list[Sighting]) -> list[Sighting]:
    """Those kept of a passage's sightings, given and returned in the order of the text."""
    kept: dict[tuple[int, int, str], Sighting] = {}
    plainest: dict[tuple[int, int], float] = {}
    covers: list[Sighting] = []
    for sighting in sightings:
        _, first, last, entry, how, _, _ = sighting
        if covers:
            covers = [cover for cover in covers if cover.last >= first]
            if any(_covers(cover, sighting) for cover in covers):
                continue
        place, certainty = (first, last), CERTAINTY[how]
        plain = plainest.get(place, 0)
        if how == STEM and certainty < plain:
            continue
        if certainty > plain:
            plainest[place] = certainty
        kept.setdefault((first, last, entry.concept), sighting)
        if first != last and how != STEM:
            covers.append(sighting)
    return list(kept.values())


def _covers(cover: Sighting, sighting: Sighting) -> bool:
    if cover.last - cover.first <= sighting.last - sighting.first:
        return False
    if not cover.first <= sighting.first <= sighting.last <= cover.last:
        return False
    return cover.how not in (COORDINATION, INSERTION) or set(sighting.entry.words) < set(cover.entry.words)
