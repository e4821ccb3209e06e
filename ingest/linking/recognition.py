"""Judges how each match says its label: the same words, another form of them, an acronym, or not at all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.linking.inflection import neuter, same_accents
from ingest.linking.label_entry import LabelEntry
from ingest.linking.label_index import LabelIndex
from ingest.linking.language import FUNCTION_WORDS
from ingest.linking.language_forms import LanguageForms
from ingest.linking.matcher import Match, Matcher
from ingest.linking.meaning import NOTHING, Meaning, Said, Span
from ingest.linking.methods import ACRONYM, CERTAINTY, LABEL, STEM, VARIANT
from ingest.linking.page import Page
from ingest.linking.word_forms import Met
from ontology.folding import fold

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
    found = (column[several].tolist() for column in (begins, ends + 1, nodes))
    for match, begin, end, node in zip(several.tolist(), *found, strict=True):
        words = all_places[begin:end]
        said[match] = forms.together.get(words.tobytes()) or _together(index, forms, words, node)
    for match in np.flatnonzero(single & forms.short(places)).tolist():
        if _in_capitals(pages[owners[match]].words.surfaces, int(firsts[match])):
            said[match] = forms.shouted[int(places[match])]
    spans = list(zip(firsts.tolist(), lasts.tolist(), said, strict=True))
    bounds = owners.searchsorted(np.arange(len(pages) + 1)).tolist()
    for first, last in pairwise(bounds):
        yield [span for span in spans[first:last] if span[2] is not NOTHING]


def _told_apart(page: Page, spans: Sequence[Span], apart: Sequence[tuple[Match, str]]) -> list[Span]:
    """The spans, and what words with others between say."""
    judged = (
        (first, last, _apart(page.index, page.forms, page.places[first : last + 1], node, how))
        for (first, last, node), how in apart
    )
    return merged(spans, judged)


def merged(spans: Sequence[Span], more: Iterable[tuple[int, int, Sequence[Meaning]]]) -> list[Span]:
    """The spans, and what more is said; by first word, the longest first, each stretch of words once."""
    whole = list(spans)
    for first, last, judged in more:
        if judged:
            place = bisect_left(whole, (first, -last), key=_order)
            known = whole[place : place + 1]
            if known and known[0][:2] == (first, last):
                whole[place] = first, last, Said.of((*known[0][2].everything, *judged))
            else:
                whole.insert(place, (first, last, Said.of(judged)))
    return whole


def _order(span: Span) -> tuple[int, int]:
    return span[0], -span[1]


def _judge_alone(index: LabelIndex, forms: LanguageForms, nodes: Mapping[int, int]) -> None:
    """Judge what words, given with the nodes to which they lead, say alone; and what short forms say where all the
    words around are in capitals too."""
    surfaces = list(map(forms.words.surfaces.__getitem__, nodes))
    folds = forms.words.folded(np.fromiter(nodes, np.intp, len(nodes)))
    for (place, node), surface, parted in zip(nodes.items(), surfaces, folds, strict=True):
        short, folded = is_short_form(surface), parted.replace(" ", "")
        said = _said(index, forms, node, _methods_alone(index, surface, folded, node, acronym=short))
        shouted = None
        if short:
            shouted = _said(index, forms, node, _methods_alone(index, surface, folded, node), acronym=_SHOUTED)
        forms.keep(place, said, shouted)


def _said(
    index: LabelIndex, forms: LanguageForms, node: int, methods: tuple[str, ...], *, acronym: float = 1.0
) -> Said:
    """What words say that say the labels which end at a node by these methods; by an empty one they do not.

    Many words say the same. ``acronym`` is how much is left of an acronym's certainty.
    """
    asked = node, methods, acronym
    known = forms.said.get(asked)
    if known is None:
        judged = [
            Meaning(entry, how, CERTAINTY[how] * acronym if how == ACRONYM else CERTAINTY[how])
            for entry, how in zip(index.ends[node], methods, strict=True)
            if how
        ]
        known = forms.said[asked] = Said.of(judged)
    return known


def _methods_alone(
    index: LabelIndex, surface: str, folded: str, node: int, *, acronym: bool = False
) -> tuple[str, ...]:
    """How a word says the labels which end at a node.

    An acronym's label is said only in capitals, and no other label where capitals make the word an ``acronym``.
    """
    methods, lowered, language, shared = [], surface.lower(), index.language, ""
    small = lowered in _SMALL
    for entry in index.ends[node]:
        words = entry.words
        if entry.acronym:
            methods.append(ACRONYM if _is_upper(surface) else "")
        elif acronym or (small and lowered != entry.text.lower()):
            methods.append("")
        elif len(words) > 1:
            methods.append(_likeness((surface,), words, language))
        elif lowered == words[0]:
            methods.append(LABEL)
        else:
            shared = shared or neuter(folded, language)
            methods.append(_likeness_of_one(surface, folded, shared, words[0], language))
    return tuple(methods)


def _likeness_of_one(surface: str, folded: str, shared: str, word: str, language: str) -> str:
    """What :func:`_likeness` says of a word and a label's, in fewer steps; ``shared`` is the word's :func:`neuter`."""
    other = _folded(word)
    if folded != other and shared != _neuter(word, language):
        return STEM
    if not same_accents(surface, word):
        return STEM
    return LABEL if folded == other else VARIANT


def _together(index: LabelIndex, forms: LanguageForms, places: NDArray[np.intp], node: int) -> Said:
    """What words side by side say."""
    words = tuple(map(forms.words.surfaces.__getitem__, places.tolist()))
    methods = [
        _likeness(words, entry.words, index.language)
        if not entry.acronym
        else ACRONYM
        if all(map(_is_upper, words))
        else ""
        for entry in index.ends[node]
    ]
    return forms.together.keep(places.tobytes(), _said(index, forms, node, tuple(methods)))


def _apart(index: LabelIndex, forms: LanguageForms, places: NDArray[np.intp], node: int, how: str) -> Sequence[Meaning]:
    """What words with others between say."""
    asked = places.tobytes(), node, how
    known = forms.apart.get(asked)
    if known is None:
        said = set(_neuters(Met(forms.words.surfaces, places), index.language))
        # Each of the label's words is said in one form or another.
        judged = [Meaning(one, how, CERTAINTY[how]) for one in index.ends[node] if said.issuperset(_needed(index, one))]
        known = forms.apart.keep(asked, judged)
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
        same = neuter(said_joined, language) == neuter(label_joined, language)
        return VARIANT if same or _same_content(said, label, language) else STEM
    if not _same_accents(said, label):
        return STEM
    if all(_folded(one) == _folded(other) for one, other in zip(said, label, strict=True)):
        return LABEL
    same = _neuters(said, language) == _neuters(label, language)
    return VARIANT if same or _same_content(said, label, language) else STEM


def _same_content(said: tuple[str, ...], label: tuple[str, ...], language: str) -> bool:
    """Whether the words are the same, in one form or another, once articles and « de » are left out of both."""
    one, other = (tuple(word for word in words if len(_folded(word)) > 3) for words in (said, label))
    return bool(one) and _neuters(one, language) == _neuters(other, language) and _same_accents(one, other)


def _same_accents(said: tuple[str, ...], label: tuple[str, ...]) -> bool:
    """Whether words can be a label's as far as accents tell.

    Who writes without any accent says « responsabilite societale », where one word alone may be another.
    """
    return (len(label) > 1 and "".join(said).isascii()) or all(map(same_accents, said, label))


def _needed(index: LabelIndex, entry: LabelEntry) -> list[str]:
    """What the forms of a label's words share, articles left out."""
    return _neuters([word for word in entry.words if not index.lexicon.skips(_folded(word))], index.language)


def _neuters(words: Iterable[str], language: str) -> list[str]:
    return [_neuter(word, language) for word in words]


@lru_cache(maxsize=65_536)
def _neuter(word: str, language: str) -> str:
    return neuter(_folded(word), language)


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    """A word folded, without what may part it unseen; « et » and “and” as “&”."""
    folded = fold(word).replace(" ", "")
    return "&" if folded in _AND else folded
