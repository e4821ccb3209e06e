"""Short forms that a text explains: « tiers-lieux d'activités (TLA) », « TLA (tiers-lieux d'activités) »,
« TLA : tiers-lieux d'activités » or « tiers-lieux d'activités, ou TLA ».

What a vocabulary's own acronyms mean is not for here.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.linking.gaps import OPENS, PARTS, PARTS_MORE, STOPS
from ingest.linking.language import FUNCTION_WORDS
from ingest.linking.meaning import NOTHING, Meaning, Said
from ingest.linking.methods import ACRONYM, CERTAINTY, LABEL, VARIANT
from ingest.linking.page import Page
from ingest.linking.spans import More, Span, Spans
from ingest.linking.word_form import SHORT, is_short_form
from ingest.linking.words import Words
from ontology.folding import fold

__all__ = ["explained"]


_OR = ("ou", "or")
_FUNCTION_WORDS = frozenset[str]().union(*FUNCTION_WORDS.values())
_SHORT = 3
"""Letters of the longest word that a short form may leave out."""
_LETTERS, _ONE_WORD = 3, 16
"""Letters of the shortest short form that is spelt in another order, or before a colon; and of the shortest word that
has one of its own."""
_INFINITIVES = ("er", "ir", "re")
_Meanings = dict[str, dict[str, Meaning]]
"""By short form, then by concept, what it means."""


@dataclass(frozen=True, slots=True)
class _Definition:
    """The long form of ``shorts``, which mean the same, ends at word ``border`` of a page where it stands ``before``
    them, else it starts there. An ``apposed`` one is without parentheses, and must be spelt out, in ``any_order`` where
    so it is told."""

    shorts: Sequence[str]
    border: int
    before: bool
    apposed: bool = False
    any_order: bool = False


def explained(pages: Sequence[Page], bounds: Sequence[int], texts: Sequence[int], spans: Spans) -> Spans:
    """What the pages of some texts say, with the short forms that each text explains.

    A short form means what its text says it means: a vocabulary that gives it another meaning is not believed.
    ``bounds`` are where each page's words begin among those of all, and their end; ``texts`` where each text's pages
    begin, and their end.
    """
    meanings: defaultdict[int, _Meanings] = defaultdict(dict)
    for number, definitions in _definitions(pages, bounds).items():
        first, last = spans.firsts.searchsorted(bounds[number : number + 2]).tolist()
        _learn(pages[number], definitions, spans.part(first, last, bounds[number]), meanings[bisect(texts, number)])
    changes = _Changes(spans)
    for text, known in meanings.items():
        if known:
            first, last = texts[text - 1 : text + 1]
            changes.understand(pages[first:last], bounds[first], known)
    return changes.made()


def _learn(page: Page, definitions: Sequence[_Definition], spans: Iterable[Span], meanings: _Meanings) -> None:
    """Add what the page says that its short forms mean."""
    beside = _by_border(list(spans))
    for definition in definitions:
        known: dict[str, Meaning] = {}
        for first, last, said in beside.get((definition.border, definition.before), ()):
            if any(_abbreviates(short, page.words.surfaces[first : last + 1]) for short in definition.shorts):
                known |= _meant(said)
        spelt = [] if known else [short for short in definition.shorts if _spelt(page.words, short, definition)]
        for short in spelt:  # « responsabilité sociale et environnementale (RSE) » is what the vocabulary means
            told = page.index.long_forms.told(short, _long_form(page.words, short, definition))
            known |= {one.concept: Meaning(one, ACRONYM, CERTAINTY[ACRONYM]) for one in told}
        if known or spelt or _foreign(page, definition):
            for short in definition.shorts:
                meanings.setdefault(short, {}).update(known)


def _foreign(page: Page, definition: _Definition) -> bool:
    """Whether the words before a parenthesis are the short form's in another language or science: « conseil européen de
    la recherche (ERC) », « phosphodiestérase (PDE) »; none of them is of what the vocabulary means by it."""
    if definition.apposed or not definition.before or len(definition.shorts) > 1:
        return False
    [short], words, border = definition.shorts, page.words, definition.border
    letters = fold(short)
    if len(letters) < _LETTERS or border < 0:
        return False
    last = words.surfaces[border]
    if len(last) >= _ONE_WORD and _abbreviates(short, [last]):
        long = [last]
    else:
        first = _unparted(words, border, max(0, border + 1 - 2 * len(short)))
        long = _long(words.surfaces[first : border + 1])[-len(letters) :]
        if sorted(_initials_of(long)) != sorted(letters):
            return False
    return not page.index.long_forms.shares(short, long)


def _meant(said: Said) -> dict[str, Meaning]:
    """The concepts that a long form says, as its short form will."""
    plain = (one.entry for one in said.everything if one.how in (LABEL, VARIANT))
    return {entry.concept: Meaning(entry, ACRONYM, CERTAINTY[ACRONYM]) for entry in plain}


def _definitions(pages: Sequence[Page], bounds: Sequence[int]) -> dict[int, list[_Definition]]:
    """By page, the short forms that the text may explain, in its order."""
    found: defaultdict[int, list[_Definition]] = defaultdict(list)
    if not pages:
        return found
    gaps = np.concatenate([page.words.gaps[:-1] for page in pages])
    known, surfaces = pages[0].forms.words, np.concatenate([page.places for page in pages])
    for place in np.flatnonzero(known.marks(surfaces) & SHORT).tolist():
        number = bisect(bounds, place) - 1
        if definition := _behind_colon(pages[number].words, place - bounds[number]):
            found[number].append(definition)
    asked = (gaps & OPENS != 0) | (gaps & (PARTS | PARTS_MORE) == PARTS)
    for number in known.numbers(_OR):
        asked[1:] |= surfaces[:-1] == number
    places = np.flatnonzero(asked)  # of few words more has to be known
    opens = gaps[places] & OPENS != 0
    shorts, before = (known.marks(surfaces.take(beside, mode="clip")) & SHORT != 0 for beside in (places, places - 1))
    near = np.flatnonzero(shorts | (opens & before))
    places = places[near]
    columns = np.searchsorted(bounds, places, side="right") - 1, places, shorts[near], opens[near]
    for number, place, short, opened in zip(*(column.tolist() for column in columns), strict=True):
        words, own = pages[number].words, place - bounds[number]
        definition = _in_parentheses(words, own, short=short) if opened else _apposed(words, own)
        if definition:
            found[number].append(definition)
    return found


def _in_parentheses(words: Words, inside: int, *, short: bool) -> _Definition | None:
    """What the parenthesis that opens before a word explains: that word, a ``short`` one, or the one before it."""
    if short:
        after, shorts = words.gap(inside + 1), [_name(words.surfaces[inside])]
        if after.strip() in ("", "/"):
            last, shorts = _alternatives(words, inside)
            after = words.gap(last + 1)
        if after.lstrip()[:1] in (")", ",", ";"):
            return _Definition(shorts, inside - 1, before=True)
    if inside and words.gap(inside).strip() == "(" and is_short_form(words.surfaces[inside - 1]):
        return _Definition([_name(words.surfaces[inside - 1])], inside, before=False)
    return None


def _alternatives(words: Words, place: int) -> tuple[int, list[str]]:
    """The short form at a place, with one beside it for the same words; and the place of the last.

    « PPP » beside « PPA » begins as it does, « PDE » beside « EDP » has its letters: any other may mean something else.
    """
    name = _name(words.surfaces[place])
    other = place + 1 if words.gap(place + 1).strip() == "/" else place + 2
    if other < len(words.surfaces) and (other == place + 1 or _is_or(words, place + 1)):
        second = _name(words.surfaces[other])
        if is_short_form(second) and (second[0] == name[0] or sorted(second) == sorted(name)):
            return other, [name, second]
    return place, [name]


def _is_or(words: Words, place: int) -> bool:
    """Whether a word is an « ou », with none but spaces on its right."""
    return words.surfaces[place] in _OR and words.gap(place + 1).isspace()


def _apposed(words: Words, place: int) -> _Definition | None:
    """What a short form may mean that stands behind a comma or an « ou »."""
    behind_or = place > 0 and _is_or(words, place - 1)
    border = place - 2 if behind_or else place - 1
    if border < 1:
        return None
    short, last = _name(words.surfaces[place]), words.surfaces[border]
    if len(last) > _SHORT and fold(last[0]) not in fold(short):
        return None  # most are told apart by this
    if not behind_or and words.gap(place).strip() != ",":
        return None
    definition = _Definition([short], border, before=True, apposed=True, any_order=behind_or)
    return definition if _spelt(words, short, definition) else None


def _behind_colon(words: Words, place: int) -> _Definition | None:
    """What a short form means that « : » or « = » explains: « GES : groupe d'étude des sols »."""
    between, border = words.gap(place + 1).strip(), place + 1
    if between not in (":", "=") or border == len(words.surfaces):
        return None
    short, definition = _name(words.surfaces[place]), _Definition([_name(words.surfaces[place])], border, before=False)
    # « RSE : réussir sa stratégie d'entreprise » plays with the word.
    plays = between == ":" and (len(short) < _LETTERS or fold(words.surfaces[border]).endswith(_INFINITIVES))
    line = words.text[words.ends[place] :].lstrip().partition("\n")[0]
    end = min(_unparted(words, border, border + 2 * len(short)), _words_in(words, border, len(line)))
    return None if plays or _initials(words, border, end) != fold(short) else definition


def _words_in(words: Words, first: int, size: int) -> int:
    """The word after the last within so many characters from one on."""
    return int(words.ends.searchsorted(words.starts[first] + size, side="right"))


def _by_border(spans: Sequence[Span]) -> dict[tuple[int, bool], list[Span]]:
    """What is said by several words, by last word (then true), and by first word; the longest last."""
    found: dict[tuple[int, bool], list[Span]] = {}
    for span in reversed(spans):
        first, last, said = span
        if first != last and any(one.how in (LABEL, VARIANT) for one in said.everything):
            found.setdefault((last, True), []).insert(0, span)
            found.setdefault((first, False), []).append(span)
    return found


def _name(surface: str) -> str:
    return surface.removesuffix("s")


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


def _spelt(words: Words, short: str, definition: _Definition) -> bool:
    """Whether the words of a long form spell a short one out by their initials.

    Those before a parenthesis may follow others. Between those inside one, or of an apposition, no sign stands.
    """
    letters, border, most = fold(short).replace(" ", ""), definition.border, 2 * len(short)
    if not definition.before:
        end = _unparted(words, border, border + most)
        return letters in (_initials(words, border, end), _initials(words, border, end, few=True))
    first = max(0, border + 1 - most)
    if not definition.apposed:
        return _initials(words, first, border + 1).endswith(letters)
    initials = _initials(words, _unparted(words, border, first), border + 1)[-len(letters) :]
    return initials == letters or (definition.any_order and sorted(initials) == sorted(letters))


def _long_form(words: Words, short: str, definition: _Definition) -> list[str]:
    """The words that spell a short form out, those of three letters and less left out."""
    border, most = definition.border, 2 * len(short)
    if not definition.before:
        return _long(words.surfaces[border : _unparted(words, border, border + most)])
    return _long(words.surfaces[max(0, border + 1 - most) : border + 1])[-len(fold(short).replace(" ", "")) :]


def _unparted(words: Words, place: int, most: int) -> int:
    """How far words reach from a place, at ``most``, without a sign between: the first, or the one after the last."""
    parted = words.gaps & (PARTS | STOPS) != 0
    if most < place:
        return max((one for one in range(most + 1, place + 1) if parted[one]), default=most)
    last = min(most, len(words.surfaces))
    return min((one for one in range(place + 1, last) if parted[one]), default=last)


def _initials(words: Words, first: int, end: int, *, few: bool = False) -> str:
    """The initials of words from one up to another, those of three letters and less left out; with ``few``, « pour »
    and all that are like it, too."""
    long = _long(words.surfaces[first:end])
    return _initials_of([one for one in long if not (few and one.lower() in _FUNCTION_WORDS)])


def _initials_of(surfaces: Sequence[str]) -> str:
    return "".join([fold(surface)[:1] for surface in surfaces])


def _long(surfaces: Sequence[str]) -> list[str]:
    return [surface for surface in surfaces if len(surface) > _SHORT]


class _Changes:
    """What some texts say otherwise once each of their short forms means what the text says."""

    def __init__(self, spans: Spans) -> None:
        self._spans = spans
        self._changed: dict[int, Said] = {}
        self._more: list[More] = []

    def understand(self, pages: Sequence[Page], begin: int, meanings: _Meanings) -> None:
        """Change what the pages of a text say, whose words begin at ``begin``."""
        written = {
            f"{short}{plural}": list(known.values()) for short, known in meanings.items() for plural in ("", "s")
        }
        places = np.concatenate([page.places for page in pages])
        numbers = pages[0].forms.words.numbers(list(written))
        for number, judged in zip(numbers, written.values(), strict=True):
            for place in (begin + np.flatnonzero(places == number)).tolist():
                self._forget(place)
                self._more.append((place, place, judged))

    def _forget(self, place: int) -> None:
        """Forget the acronyms that the words from this one on can be read as."""
        said, firsts = self._spans.said, self._spans.firsts
        for row in range(*(int(firsts.searchsorted(place, side)) for side in ("left", "right"))):
            others = [one for one in said[row].everything if one.how != ACRONYM]
            if len(others) < len(said[row].everything):
                self._changed[row] = Said.of(others)

    def made(self) -> Spans:
        """The stretches, changed."""
        if not self._changed:
            return self._spans.merged(self._more)
        told = [row for row in range(len(self._spans)) if self._changed.get(row) is not NOTHING]
        return self._spans.saying(self._changed).taken(np.array(told, np.intp)).merged(self._more)
