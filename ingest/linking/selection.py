"""Keeps, among sightings that overlap, those that say most: the longest label, and the plainest way of saying it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ingest.linking.methods import CERTAINTY, COORDINATION, INSERTION, STEM
from ingest.linking.sighting import Sighting

__all__ = ["longest"]


def longest(sightings: Iterable[Sighting]) -> list[Sighting]:
    """The sightings that no longer label of the same vocabulary covers, in the order of the text.

    At one place the same words (or an inflected form) win over words of the same family.
    """
    by_vocabulary: defaultdict[tuple[int, str], list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_vocabulary[sighting.passage, sighting.entry.vocabulary].append(sighting)
    kept = [sighting for rivals in by_vocabulary.values() for sighting in _uncovered(rivals)]
    return sorted(kept, key=_order)


def _order(sighting: Sighting) -> tuple[int, int, int, float, str, str]:
    entry = sighting.entry
    return sighting.passage, sighting.first, -sighting.last, -sighting.certainty, entry.concept, entry.text


def _uncovered(sightings: list[Sighting]) -> list[Sighting]:
    kept: dict[tuple[int, int, str], Sighting] = {}
    plainest: dict[tuple[int, int], float] = {}
    covers: list[Sighting] = []
    for sighting in sorted(sightings, key=_order):
        covers = [cover for cover in covers if cover.last >= sighting.first]
        place = sighting.first, sighting.last
        if any(_covers(cover, sighting) for cover in covers):
            continue
        certainty = CERTAINTY[sighting.how]
        if sighting.how == STEM and certainty < plainest.get(place, 0):
            continue
        plainest[place] = max(certainty, plainest.get(place, 0))
        kept.setdefault((*place, sighting.concept), sighting)
        if sighting.how != STEM and sighting.first != sighting.last:
            covers.append(sighting)
    return list(kept.values())


def _covers(cover: Sighting, sighting: Sighting) -> bool:
    if cover.last - cover.first <= sighting.last - sighting.first:
        return False
    if not cover.first <= sighting.first <= sighting.last <= cover.last:
        return False
    return cover.how not in (COORDINATION, INSERTION) or set(sighting.entry.words) < set(cover.entry.words)
