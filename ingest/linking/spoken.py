"""The language of each part of a text, from its function words, and from what a vocabulary says in each language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise, permutations

import numpy as np
from numpy.typing import NDArray

from ingest.linking.gaps import ENDS
from ingest.linking.label_index import LabelIndex
from ingest.linking.language import FUNCTION_WORDS, own_words, telling_words
from ingest.linking.page import Page
from ingest.linking.recognition import recognise
from ingest.linking.selection import longest
from ingest.linking.word_forms import WordForms
from ingest.linking.words import Words
from ingest.records import Passage

__all__ = ["Part", "likeliest", "parts"]

Part = tuple[int, int, str]
"""The first word of a part of a passage, the one after its last, and the part's language."""

_CLEAR, _CLEARLY = 3, 3
"""Function words by which a sentence is in another language than its passage, and how many times the passage's own."""


_TELLING = {"fr": (2, 2), "en": (1, 6)}
"""By language, the telling words by which a sentence is in it that has none of the passage's language, and the words
that it has at least: a French one has an article or a « de » soon."""


def parts(
    cuts: Sequence[Words], told: NDArray[np.uint8], bounds: Sequence[int], languages: Sequence[str]
) -> dict[int, list[Part]]:
    """The parts of the passages in which a sentence is clearly in another language than the passage.

    ``told`` is what :func:`ingest.linking.language.languages_of` tells of the words of all passages, ``bounds`` are
    where those of each begin among them, and their end.
    """
    own, telling = own_words(told), telling_words(told)
    found = {}
    places = np.array(bounds, np.intp)
    for number in sorted({*_mixed(own, places, languages), *_telling(cuts, telling, places, languages)}):
        (first, last), language = bounds[number : number + 2], languages[number]
        own_here, telling_here = ({one: said[first:last] for one, said in each.items()} for each in (own, telling))
        mixed = _parts(cuts[number], own_here, telling_here, language)
        if len(mixed) > 1 or mixed[0][2] != language:
            found[number] = mixed
    return found


def _mixed(own: Mapping[str, NDArray[np.bool_]], bounds: NDArray[np.intp], languages: Sequence[str]) -> list[int]:
    """The passages that may have such a sentence: among its foreign words are :data:`_CLEAR` in a row with no more than
    one of the passage's own between, for else these would be too many.
    """
    spoken, sizes, found = np.array(languages, np.str_), np.diff(bounds), set[int]()
    for foreign, home in permutations(own, 2):
        words = np.flatnonzero(own[foreign] & (spoken == home).repeat(sizes))
        firsts, lasts, before = words[: 1 - _CLEAR], words[_CLEAR - 1 :], np.cumsum(own[home], dtype=np.int32)
        near = before[lasts] - before[firsts] <= 1
        passages = bounds.searchsorted(firsts[near], side="right") - 1
        found.update(passages[lasts[near] < bounds[passages + 1]].tolist())
    return sorted(found)


def _telling(
    cuts: Sequence[Words], telling: Mapping[str, NDArray[np.bool_]], bounds: NDArray[np.intp], languages: Sequence[str]
) -> list[int]:
    """The passages of which a sentence may be told to be in another language by :data:`_TELLING`: all at once."""
    if not cuts or not (total := int(bounds[-1])):
        return []
    spoken, sizes = np.array(languages, np.str_), np.diff(bounds)
    gaps = np.concatenate([words.gaps[:-1] for words in cuts])
    ends = gaps & ENDS != 0
    ends[bounds[:-1][sizes > 0]] = True
    begins = np.flatnonzero(ends)
    lengths, found = np.diff(begins, append=total), set[int]()
    counts = {one: np.add.reduceat(said, begins, dtype=np.intp) for one, said in telling.items()}
    owners = bounds.searchsorted(begins, side="right") - 1
    for foreign, home in permutations(telling, 2):
        least, shortest = _TELLING[foreign]
        told = (counts[foreign] >= least) & (counts[home] == 0) & (lengths >= shortest) & (spoken[owners] == home)
        found.update(owners[told].tolist())
    return sorted(found)


def _parts(
    words: Words, own: dict[str, NDArray[np.bool_]], telling: dict[str, NDArray[np.bool_]], language: str
) -> list[Part]:
    """The sentences of a passage, those of one language that follow one another together.

    Where none is clearly in another language than the passage's, all are in that.
    """
    stops = (np.flatnonzero(words.gaps[1:-1] & ENDS) + 1).tolist()
    # « The C.S.R. of firms » is one sentence.
    begins = np.array([0, *(place for place in stops if len(words.surfaces[place - 1]) > 1)], np.intp)
    order = [language, *(one for one in own if one != language)]
    counts = np.stack([np.add.reduceat(own[one], begins, dtype=np.intp) for one in order])
    told = np.stack([np.add.reduceat(telling[one], begins, dtype=np.intp) for one in order])
    least = np.array([_TELLING[one] for one in order[1:]])
    alone = (told[1:] >= least[:, :1]) & (told[0] == 0) & (counts[0] <= counts[1:].max(axis=0))
    alone &= np.diff(begins, append=len(words.surfaces)) >= least[:, 1:]
    clear = (counts[1:] >= _CLEAR) & (counts[1:] >= _CLEARLY * counts[0])
    if not (alone | clear).any():
        return [(0, len(words.surfaces), language)]
    counts = np.maximum(counts, told)
    spoken = counts.argmax(axis=0)  # the passage's own where none says more
    changes = np.flatnonzero(np.diff(spoken, prepend=-1))
    firsts = begins[changes].tolist()
    lasts = [*firsts[1:], len(words.surfaces)]
    return list(zip(firsts, lasts, [order[one] for one in spoken[changes]], strict=True))


def likeliest(
    texts: Sequence[Sequence[tuple[Passage, Words, NDArray[np.intp]]]],
    index_of: Callable[[str], LabelIndex],
    words: WordForms,
) -> list[str]:
    """Of each text the language in which its words say most; empty where they say nothing in any.

    Each passage comes with its words and their numbers.
    """
    best = [(0.0, "")] * len(texts)
    bounds = np.array([0, *accumulate(len(places) for text in texts for _, _, places in text)], np.intp)
    begins = bounds[[0, *accumulate(map(len, texts))]]
    for language in FUNCTION_WORDS:
        index = index_of(language)
        forms = index.lexicon.forms(words)
        pages = [
            Page(passage, one, index, forms, places, forms.numbers(places))
            for text in texts
            for passage, one, places in text
        ]
        spans = longest(recognise(pages, bounds))
        rows = spans.firsts.searchsorted(begins).tolist()
        for number, (first, last) in enumerate(pairwise(rows)):
            said = sum(
                max(each.certainty for each in one.everything) * (last - first + 1)
                for first, last, one in spans.part(first, last)
            )
            if said > best[number][0]:
                best[number] = said, language
    return [language for _, language in best]
