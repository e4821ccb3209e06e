"""What words say: the labels that they can be read as, and which of these speak for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from ingest.linking.inflection import neuter
from ingest.linking.label_entry import LabelEntry
from ingest.linking.methods import COORDINATION, INSERTION, STEM
from ontology.concept import LabelKind
from ontology.folding import fold

__all__ = ["HIDDEN", "HIDES", "NOTHING", "Meaning", "Said"]

_APART = (COORDINATION, INSERTION)
HIDES, HIDDEN = 1, 2
"""Marks of what words say: they hide all that is said inside them; else, that they hide labels of some words."""

_KINDS = (LabelKind.PREF, LabelKind.ALT, LabelKind.HIDDEN)

# Many of both are remembered, and none is part of a cycle: the collector of dead cycles need not look at them.


class Meaning(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A label that words say, by which method, and how certain that is; ``rivals`` are the other concepts that the
    words could mean."""

    entry: LabelEntry
    how: str
    certainty: float
    rivals: tuple[str, ...] = ()


class Said(msgspec.Struct, frozen=True, eq=False, gc=False):
    """All that words say, whatever stands around them, worked out once and met again in many texts.

    ``everything`` is what they can be read as. Of that, what counts: ``clear`` holds the labels that are alone in their
    vocabulary, ``rivals`` those that a vocabulary shares between concepts, the surest first. ``hides`` tells whether
    these words hide all that is said inside them, ``hidden`` else holds the words of labels that are hidden.
    """

    everything: tuple[Meaning, ...]
    clear: tuple[tuple[str, Meaning], ...]
    rivals: tuple[tuple[Meaning, ...], ...]
    hides: bool
    hidden: tuple[frozenset[str], ...]

    @property
    def marks(self) -> int:
        """The sum of its marks."""
        return (HIDES if self.hides else 0) | (HIDDEN if self.hidden else 0)

    @classmethod
    def of(cls, judged: Iterable[Meaning]) -> Said:
        """The same words, or an inflected form, win over words of the same family; a concept is said once."""
        everything = tuple(judged)
        if not everything:
            return NOTHING
        if len(everything) == 1:
            return cls._only(everything[0])
        plain = [one for one in everything if one.how != STEM]
        groups = _groups(plain or everything)
        apart = [one for one in plain if one.how in _APART]
        return cls(
            everything,
            tuple([(group[0].entry.concept, group[0]) for group in groups if len(group) == 1]),
            tuple([group for group in groups if len(group) > 1]),
            len(plain) > len(apart),
            tuple([frozenset(one.entry.words) for one in apart]),
        )

    @classmethod
    def _only(cls, one: Meaning) -> Said:
        apart = one.how in _APART
        hidden = (frozenset(one.entry.words),) if apart else ()
        return cls((one,), ((one.entry.concept, one),), (), not apart and one.how != STEM, hidden)


def _groups(judged: Iterable[Meaning]) -> list[tuple[Meaning, ...]]:
    """What is meant by words, in groups of which one is: a vocabulary's, the surest first.

    What other words stand between is none where a surer label is said; those of other words are all meant: « transport
    aérien et maritime de marchandises » is of two kinds. « droit » and « droits »
    are no other words.
    """
    by_vocabulary: dict[str, dict[str, Meaning]] = {}
    for one in sorted(judged, key=_order):
        by_vocabulary.setdefault(one.entry.vocabulary, {}).setdefault(one.entry.concept, one)
    groups: list[tuple[Meaning, ...]] = []
    for known in by_vocabulary.values():
        first, *others = known.values()
        if not others or first.how not in _APART:
            groups.append((first, *others))
            continue
        surest = [one for one in (first, *others) if one.certainty == first.certainty]
        words = [_forms(one.entry) for one in surest]
        of_words: dict[frozenset[str], list[Meaning]] = {}
        for one, own in zip(surest, words, strict=True):
            if not any(own < each for each in words):
                of_words.setdefault(own, []).append(one)
        groups += map(tuple, of_words.values())
    return groups


def _forms(entry: LabelEntry) -> frozenset[str]:
    """What a label's words share with those that differ by number or gender alone."""
    return frozenset(neuter(fold(word), "fr") for word in entry.words)


NOTHING: Final = Said((), (), (), False, ())
"""What words say that can be read as no label."""


def _order(judged: Meaning) -> tuple[float, str, bool, int, str]:
    """The surest first, then by concept; of one concept's labels first those without a qualifier, then by kind."""
    entry = judged.entry
    return -judged.certainty, entry.concept, bool(entry.qualifier), _KINDS.index(entry.kind), entry.text
