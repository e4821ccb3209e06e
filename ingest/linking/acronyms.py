"""Short forms that a text explains: « tiers-lieux d'activités (TLA) » or « TLA (tiers-lieux d'activités) »."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.linking.methods import ACRONYM, CERTAINTY, COORDINATION, INSERTION, STEM
from ingest.linking.recognition import is_short_form
from ingest.linking.sighting import Sighting
from ingest.linking.words import Words
from ontology.folding import fold

__all__ = ["explained"]


@dataclass(frozen=True, slots=True)
class _Definition:
    """``short`` stands at word ``place`` of a passage; its long form ends just before it, or starts just after."""

    short: str
    passage: int
    place: int
    before: bool

    @property
    def border(self) -> int:
        """The word at which the long form touches the short one."""
        return self.place - 1 if self.before else self.place + 1


def explained(passages: Sequence[Words], sightings: Sequence[Sighting]) -> list[Sighting]:
    """The sightings, with those of the short forms that the text explains.

    A short form means what the text says it means: a vocabulary that gives it another meaning is not believed.
    """
    definitions = [found for number, words in enumerate(passages) for found in _definitions(words, number)]
    if not definitions:
        return list(sightings)
    meanings: dict[str, dict[str, Sighting]] = {}
    beside = _by_border(sightings)
    for definition in definitions:
        near = beside.get((definition.passage, definition.border, definition.before), ())
        known = {one.concept: one for one in near if _defines(definition, one, passages)}
        if known or _initials_before(passages[definition.passage], definition):
            meanings.setdefault(definition.short, {}).update(known)
    kept = [one for one in sightings if one.how != ACRONYM or _surface(one, passages) not in meanings]
    return kept + list(_everywhere(meanings, passages))


def _definitions(words: Words, number: int) -> Iterator[_Definition]:
    for inside in [place for place, gap in enumerate(words.gaps) if "(" in gap]:
        outside = inside - 1
        if _is_short(words, inside) and words.gaps[inside + 1].lstrip()[:1] in (")", ",", ";"):
            yield _Definition(_name(words.surfaces[inside]), number, inside, before=True)
        elif _is_short(words, outside) and words.gaps[inside].strip() == "(":
            yield _Definition(_name(words.surfaces[outside]), number, outside, before=False)


def _by_border(sightings: Sequence[Sighting]) -> dict[tuple[int, int, bool], list[Sighting]]:
    """The sightings of several words by passage and last word (then true), and by passage and first word."""
    found: dict[tuple[int, int, bool], list[Sighting]] = {}
    for one in sightings:
        if one.first != one.last and one.how not in (ACRONYM, STEM, INSERTION, COORDINATION):
            found.setdefault((one.passage, one.last, True), []).append(one)
            found.setdefault((one.passage, one.first, False), []).append(one)
    return found


def _is_short(words: Words, place: int) -> bool:
    return 0 <= place < len(words.surfaces) and is_short_form(words.surfaces[place])


def _name(surface: str) -> str:
    return surface.removesuffix("s")


def _surface(sighting: Sighting, passages: Sequence[Words]) -> str:
    return _name(passages[sighting.passage].surfaces[sighting.first])


def _defines(definition: _Definition, sighting: Sighting, passages: Sequence[Words]) -> bool:
    """Whether the sighting beside it is the long form of the definition's short form."""
    surfaces = passages[sighting.passage].surfaces[sighting.first : sighting.last + 1]
    return _abbreviates(definition.short, surfaces)


def _abbreviates(short: str, surfaces: Sequence[str]) -> bool:
    """Whether the letters of a short form stand, in order, at the head of the words or inside them, the first at the
    head of the first word (after Schwartz and Hearst, 2003).

    >>> _abbreviates("TLA", ["Tiers", "Lieux", "d", "Activités"]), _abbreviates("SME", ["Tiers", "Lieux"])
    (True, False)
    """
    letters, text = fold(short).replace(" ", ""), "".join(map(fold, surfaces))
    if not letters or not text.startswith(letters[0]):
        return False
    remaining = iter(text)
    return all(letter in remaining for letter in letters)


def _initials_before(words: Words, definition: _Definition) -> bool:
    """Whether the words before a short form in parentheses spell it out by their initials."""
    if not definition.before:
        return False
    surfaces = words.surfaces[max(0, definition.place - 2 * len(definition.short)) : definition.place]
    initials = [fold(surface)[:1] for surface in surfaces if len(surface) > 3]
    return "".join(initials).endswith(fold(definition.short).replace(" ", ""))


def _everywhere(meanings: Mapping[str, Mapping[str, Sighting]], passages: Sequence[Words]) -> Iterator[Sighting]:
    """A sighting of each meaning wherever its short form stands."""
    for number, words in enumerate(passages):
        for place, surface in enumerate(words.surfaces):
            known = meanings.get(_name(surface))
            if known and is_short_form(surface):
                for sighting in known.values():
                    yield Sighting(number, place, place, sighting.entry, ACRONYM, CERTAINTY[ACRONYM], sighting.rivals)
