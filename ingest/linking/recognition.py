"""Judges how each match says its label: the same words, another form of them, an acronym, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

import numpy as np

from ingest.linking.inflection import same_accents, same_word
from ingest.linking.label_entry import LabelEntry
from ingest.linking.label_index import LabelIndex
from ingest.linking.language import FUNCTION_WORDS
from ingest.linking.language_forms import LanguageForms
from ingest.linking.matcher import Match, Matcher
from ingest.linking.meaning import NOTHING, Meaning, Said, Span
from ingest.linking.methods import ACRONYM, CERTAINTY, LABEL, STEM, VARIANT
from ingest.linking.page import Page
from ingest.linking.word_forms import Met
from ontology.folding import fold, fold_words

__all__ = ["is_short_form", "merged", "recognise"]

_LONGEST_SHORT_FORM = 5
_SMALL = frozenset[str]().union(*FUNCTION_WORDS.values())
"""Words of a passage in another language than its record's: « these » in an English abstract is no thesis."""
_AND = frozenset({"et", "and"})
_SHOUTED = 0.5
"""How much of an acronym's certainty is left where all the words around are in capitals too."""


def recognise(pages: Sequence[Page]) -> list[list[Span]]:
    """All that the words of pages of one language say, page by page.

    By first word, the longest first; each stretch of words once.
    """
    matcher = Matcher(pages)
    return [
        _told_apart(page, together, apart) if apart else together
        for page, together, apart in zip(pages, _told(pages, matcher), matcher.apart(), strict=True)
    ]


def _told(pages: Sequence[Page], matcher: Matcher) -> Iterator[list[Span]]:
    """What the words say that follow one another. What a word says alone is looked up for all pages at once."""
    (begins, ends, nodes), owners = matcher.together()
    index, forms, single = pages[0].index, pages[0].forms, begins == ends
    all_places = np.concatenate([page.places for page in pages])
    places = all_places[begins]
    unknown = single & ~forms.judged(places)
    _judge_alone(index, forms, dict(zip(places[unknown].tolist(), nodes[unknown].tolist(), strict=True)))
    firsts = begins - matcher.bounds[owners]
    lasts = firsts + ends - begins
    said = list(map(forms.alone.__getitem__, places.tolist()))
    several = np.flatnonzero(~single)
    surfaces = Met(forms.words.surfaces, all_places)
    found = (column[several].tolist() for column in (begins, ends + 1, nodes))
    for match, begin, end, node in zip(several.tolist(), *found, strict=True):
        words = tuple(surfaces[begin:end])
        said[match] = index.together.get(words) or _together(index, words, node)
    for match in np.flatnonzero(single & forms.short(places)).tolist():
        if _in_capitals(pages[owners[match]].words.surfaces, int(firsts[match])):
            said[match] = forms.shouted[int(places[match])]
    spans = list(zip(firsts.tolist(), lasts.tolist(), said, strict=True))
    bounds = owners.searchsorted(np.arange(len(pages) + 1)).tolist()
    for first, last in pairwise(bounds):
        yield [span for span in spans[first:last] if span[2] is not NOTHING]


def _told_apart(page: Page, spans: Sequence[Span], apart: Sequence[tuple[Match, str]]) -> list[Span]:
    """The spans, and what words with others between say."""
    index, surfaces = page.index, page.words.surfaces
    judged = [
        (first, last, _apart(index, tuple(surfaces[first : last + 1]), node, how)) for (first, last, node), how in apart
    ]
    return merged(spans, judged)


def merged(spans: Sequence[Span], more: Iterable[tuple[int, int, Sequence[Meaning]]]) -> list[Span]:
    """The spans, and what more is said; by first word, the longest first, each stretch of words once."""
    by_place = {(first, -last): said for first, last, said in spans}
    for first, last, judged in more:
        if judged:
            known = by_place.get((first, -last))
            by_place[first, -last] = Said.of((*known.everything, *judged) if known else judged)
    return [(first, -last, said) for (first, last), said in sorted(by_place.items(), key=itemgetter(0))]


def _judge_alone(index: LabelIndex, forms: LanguageForms, nodes: Mapping[int, int]) -> None:
    """Judge what words, given with the nodes to which they lead, say alone; and what short forms say where all the
    words around are in capitals too."""
    surfaces = list(map(forms.words.surfaces.__getitem__, nodes))
    words = zip(nodes, map(index.ends.__getitem__, nodes.values()), surfaces, fold_words(surfaces), strict=True)
    for place, entries, surface, parted in words:
        short, folded = is_short_form(surface), parted.replace(" ", "")
        said = Said.of(_judged_alone(index, surface, folded, entries, acronym=short))
        shouted = Said.of(_judged_alone(index, surface, folded, entries, shouted=True)) if short else None
        forms.keep(place, said, shouted)


def _judged_alone(  # noqa: PLR0913
    index: LabelIndex,
    surface: str,
    folded: str,
    entries: Sequence[LabelEntry],
    *,
    acronym: bool = False,
    shouted: bool = False,
) -> list[Meaning]:
    """An acronym's label is said only in capitals, and no other label where capitals make the word an ``acronym``."""
    judged, lowered = [], surface.lower()
    for entry in entries:
        if entry.acronym:
            if _is_upper(surface):
                judged.append(Meaning(entry, ACRONYM, CERTAINTY[ACRONYM] * (_SHOUTED if shouted else 1)))
        elif not acronym and (lowered not in _SMALL or lowered == entry.text.lower()):
            likeness = _likeness_of_one(surface, lowered, folded, entry, index.language)
            judged.append(Meaning(entry, likeness, CERTAINTY[likeness]))
    return judged


def _likeness_of_one(surface: str, lowered: str, folded: str, entry: LabelEntry, language: str) -> str:
    """What :func:`_likeness` says of one word, in fewer steps."""
    if len(entry.words) > 1:
        return _likeness((surface,), entry.words, language)
    [word] = entry.words
    if lowered == word:
        return LABEL
    if not same_accents(surface, word):
        return STEM
    other = _folded(word)
    return LABEL if folded == other else VARIANT if same_word(folded, other, language) else STEM


def _together(index: LabelIndex, words: tuple[str, ...], node: int) -> Said:
    """What words side by side say."""
    judged = []
    for entry in index.ends[node]:
        method = ACRONYM if entry.acronym else _likeness(words, entry.words, index.language)
        if method != ACRONYM or all(map(_is_upper, words)):
            judged.append(Meaning(entry, method, CERTAINTY[method]))
    return index.together.keep(words, Said.of(judged))


def _apart(index: LabelIndex, words: tuple[str, ...], node: int, how: str) -> Sequence[Meaning]:
    """What words with others between say."""
    known = index.apart.get((words, node, how))
    if known is None:
        judged = [
            Meaning(one, how, CERTAINTY[how]) for one in index.ends[node] if _shared(index, words, one.words) != STEM
        ]
        known = index.apart.keep((words, node, how), judged)
    return known


def _is_upper(surface: str) -> bool:
    return surface.removesuffix("s") == surface.removesuffix("s").upper()


def is_short_form(surface: str) -> bool:
    """Whether a word looks like an acronym, its plural included.

    >>> [is_short_form(word) for word in ("RSE", "PMEs", "Rse", "É", "TERRITOIRES")]
    [True, True, False, False, False]
    """
    name = surface[:-1] if surface.endswith("s") else surface
    return 1 < len(name) <= _LONGEST_SHORT_FORM and name.isupper()


def _in_capitals(surfaces: Sequence[str], place: int) -> bool:
    around = [*surfaces[max(0, place - 3) : place], *surfaces[place + 1 : place + 4]]
    long = [word for word in around if len(word) > 1]
    return bool(long) and all(word.isupper() for word in long)


def _likeness(said: tuple[str, ...], label: tuple[str, ...], language: str) -> str:
    """How the words of a text, side by side, are a label's words: the same, in another form, of the same family."""
    if said == label or tuple(map(str.lower, said)) == label:
        return LABEL
    if len(said) != len(label):
        said_joined, label_joined = ("".join(map(_folded, words)) for words in (said, label))
        return VARIANT if same_word(said_joined, label_joined, language) else _by_content(said, label, language)
    if not _same_accents(said, label):
        return STEM
    pairs = [(_folded(one), _folded(other)) for one, other in zip(said, label, strict=True)]
    if all(one == other for one, other in pairs):
        return LABEL
    return (
        VARIANT if all(same_word(one, other, language) for one, other in pairs) else _by_content(said, label, language)
    )


def _by_content(said: tuple[str, ...], label: tuple[str, ...], language: str) -> str:
    """The likeness once articles and « de » are left out of both."""
    one, other = (tuple(word for word in words if len(_folded(word)) > 3) for words in (said, label))
    if not one or len(one) != len(other) or not _same_accents(one, other):
        return STEM
    same = all(same_word(_folded(a), _folded(b), language) for a, b in zip(one, other, strict=True))
    return VARIANT if same else STEM


def _same_accents(said: tuple[str, ...], label: tuple[str, ...]) -> bool:
    """Whether words can be a label's as far as accents tell.

    Who writes without any accent says « responsabilite societale », where one word alone may be another.
    """
    return (len(label) > 1 and "".join(said).isascii()) or all(map(same_accents, said, label))


def _shared(index: LabelIndex, said: Sequence[str], label: tuple[str, ...]) -> str:
    """The likeness of words with others between: each of the label's words is said, in one form or another."""
    folded = [_folded(word) for word in said]
    needed = [word for word in map(_folded, label) if not index.lexicon.skips(word)]
    said_all = all(any(same_word(word, other, index.language) for other in folded) for word in needed)
    return VARIANT if said_all else STEM


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    """A word folded, without what may part it unseen; « et » and “and” as “&”."""
    folded = fold(word).replace(" ", "")
    return "&" if folded in _AND else folded
