"""Records' passages cut into words, their languages told, and all that their words say. What counts is not for here."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice, pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.linking.acronyms import explained
from ingest.linking.compounds import halves, joined
from ingest.linking.idioms import idle
from ingest.linking.label_index import LabelIndex
from ingest.linking.language import clear_language, detect_language
from ingest.linking.named import hyphenated, named, occurrences
from ingest.linking.page import Page
from ingest.linking.recognition import recognise
from ingest.linking.selection import longest
from ingest.linking.spans import Spans
from ingest.linking.spoken import Part, likeliest, parts
from ingest.linking.word_forms import Met, WordForms
from ingest.linking.words import Words, lay
from ingest.records import KEYWORDS, Passage

__all__ = ["Recognised", "Record"]

Record = tuple[Sequence[Passage], str]
"""A record's passages and its language, which a long passage may contradict; where empty, each passage has its own."""

_Languages = tuple[str, list[str]]
"""The language of a record, and that of each of its passages."""

_KEYWORD_ENDS = re.compile(r"\n(?![ \t]{2})")
_NONE = np.empty(0, np.intp)
_ENOUGH = 200
"""Words of a passage that tell its language."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The pages of some records, and all that their words say.

    ``texts`` are where each record's pages begin, and their end; ``bounds`` where each page's words begin among those
    of all, and their end; ``indexes`` those of the records' languages.
    """

    pages: Sequence[Page]
    texts: Sequence[int]
    bounds: NDArray[np.intp]
    indexes: Sequence[LabelIndex]
    spans: Spans

    @classmethod
    def of(cls, records: Sequence[Record], index_of: Callable[[str], LabelIndex], words: WordForms) -> Recognised:
        """What the passages of records say."""
        pages, texts, bounds, indexes = _pages(records, index_of, words)
        return cls(pages, texts, bounds, indexes, recognise(pages, bounds))

    def explained(self) -> Recognised:
        """The same, once the short forms are understood that each record explains."""
        return replace(self, spans=explained(self.pages, self.bounds.tolist(), self.texts, self.spans))

    def longest(self) -> Recognised:
        """Of words that overlap, what those say that say the longest label."""
        return replace(self, spans=longest(self.spans))

    def unnamed(self, names: Sequence[Collection[str]] = ()) -> Recognised:
        """What no set phrase and no name of a street, a room or a person says, and no part of those of each record's
        actors."""
        bounds = self.bounds.tolist()
        said = ~(named(self.pages, bounds).take(self.spans.firsts) | idle(self.pages, bounds, self.spans))
        for first, last in hyphenated(self.pages, bounds):
            self._forget(first, last, said)
        for text, known in enumerate(names):
            for number in range(*self.texts[text : text + 2]):
                for first, last in occurrences(self.pages[number].words, known):
                    self._forget(int(self.bounds[number]) + first, int(self.bounds[number]) + last, said)
        return self if said.all() else replace(self, spans=self.spans.taken(np.flatnonzero(said)))

    def _forget(self, first: int, last: int, said: NDArray[np.bool_]) -> None:
        """Take what part of the words from one to another says for not said; what all of them say is."""
        begun, ended = self.spans.firsts.searchsorted([first, last + 1])
        inside = self.spans.lasts[begun:ended] - self.spans.firsts[begun:ended] < last - first
        said[begun:ended] &= ~(inside & (self.spans.lasts[begun:ended] <= last))

    def owners(self) -> NDArray[np.intp]:
        """The number of the page of each stretch."""
        return self.bounds.searchsorted(self.spans.firsts, side="right") - 1

    def rows(self) -> list[int]:
        """Where the stretches of each record begin, and their end."""
        rows: list[int] = self.spans.firsts.searchsorted(self.bounds[self.texts]).tolist()
        return rows

    def characters(self) -> NDArray[np.intp]:
        """Where each stretch starts and ends in its passage, a row each."""
        starts = np.concatenate([page.words.starts for page in self.pages] or [_NONE])
        ends = np.concatenate([page.words.ends for page in self.pages] or [_NONE])
        return np.stack((starts.take(self.spans.firsts), ends.take(self.spans.lasts)), axis=1)


def _pages(
    records: Sequence[Record], index_of: Callable[[str], LabelIndex], words: WordForms
) -> tuple[Sequence[Page], Sequence[int], NDArray[np.intp], Sequence[LabelIndex]]:
    """The pages of records, where each record's begin, where each page's words begin, and the records' indexes."""
    passages = [one for record, _ in records for one in record]
    laid = lay(list(map(_read, passages)))
    places, bounds = words.places(laid), laid.bounds
    cuts = laid.words(Met(words.surfaces, places[first:last]) for first, last in pairwise(bounds))
    known = words.languages(places)
    spoken, first = [], 0
    for record, language in records:
        last = first + len(record)
        starts = [known[bound : min(bound + _ENOUGH, end)] for bound, end in pairwise(bounds[first : last + 1])]
        spoken.append(_languages(starts, language))
        first = last
    if not all(whole for whole, _ in spoken):
        stretches = [places[first:last] for first, last in pairwise(bounds)]
        spoken = _tried(records, spoken, iter(zip(passages, cuts, stretches, strict=True)), index_of, words)
    languages = [language for _, each in spoken for language in each]
    mixed = parts(cuts, known, bounds, languages)
    sizes = iter([len(mixed.get(number, "1")) for number in range(len(passages))])
    texts = list(accumulate((sum(islice(sizes, len(record))) for record, _ in records), initial=0))
    if mixed:
        passages, cuts, languages, bounds = _parted(mixed, passages, cuts, languages, bounds)
    indexes = list(map(index_of, languages))
    cuts, places, bounds = _whole(cuts, indexes, places, bounds, words)
    numbers = _numbers(indexes, places, bounds, words)
    pages = [
        Page(passage, one, index, index.lexicon.forms(words), places[first:last], number)
        for passage, one, index, number, (first, last) in zip(
            passages, cuts, indexes, numbers, pairwise(bounds), strict=True
        )
    ]
    return pages, texts, np.array(bounds, np.intp), [index_of(whole) for whole, _ in spoken]


def _read(passage: Passage) -> str:
    """A passage as it is cut into words: keywords on lines of their own are parted as by semicolons, one whose line is
    broken, and goes on indented, is not."""
    return _KEYWORD_ENDS.sub(";", passage.text) if passage.field == KEYWORDS else passage.text


def _tried(
    records: Sequence[Record],
    spoken: Sequence[_Languages],
    laid: Iterator[tuple[Passage, Words, NDArray[np.intp]]],
    index_of: Callable[[str], LabelIndex],
    words: WordForms,
) -> list[_Languages]:
    """The languages, where no function words tell that of a record the one in which its words say most.

    ``laid`` are the passages of all records, with their words and the numbers of these.
    """
    texts = [list(islice(laid, len(record))) for record, _ in records]
    untold = [text for text, (whole, _) in zip(texts, spoken, strict=True) if not whole]
    found = iter(likeliest(untold, index_of, words))
    settled = ((whole or next(found), each) for whole, each in spoken)
    return [(whole, [one or whole for one in each]) for whole, each in settled]


def _parted(
    mixed: Mapping[int, Sequence[Part]],
    passages: Sequence[Passage],
    cuts: Sequence[Words],
    languages: Sequence[str],
    bounds: Sequence[int],
) -> tuple[list[Passage], list[Words], list[str], list[int]]:
    """The passages, their words, their languages and where these begin, those of several languages in parts."""
    said = [
        (passage, one.part(first, last), language, bound + first)
        for number, (passage, one, spoken, bound) in enumerate(zip(passages, cuts, languages, bounds, strict=False))
        for first, last, language in mixed.get(number, ((0, len(one.surfaces), spoken),))
    ]
    parted, words, spoken, begins = (list(column) for column in zip(*said, strict=True))
    return parted, words, spoken, [*begins, bounds[-1]]


def _whole(
    cuts: list[Words], indexes: Sequence[LabelIndex], places: NDArray[np.intp], bounds: Sequence[int], words: WordForms
) -> tuple[list[Words], NDArray[np.intp], Sequence[int]]:
    """The words of each passage, their numbers and their bounds, once words that something parts are whole."""
    parted = halves(cuts, words.begin(places), [index.writes for index in indexes]) if cuts else {}
    if not parted:
        return cuts, places, bounds
    whole, kept = list(cuts), [places[first:last] for first, last in pairwise(bounds)]
    for number, seconds in parted.items():
        whole[number] = joined(cuts[number], seconds)
        kept[number] = np.delete(kept[number], seconds)
        grown = np.array(seconds) - np.arange(1, 1 + len(seconds))
        kept[number][grown] = words.numbers([whole[number].surfaces[place] for place in grown.tolist()])
    return whole, np.concatenate(kept), list(accumulate(map(len, kept), initial=0))


def _languages(starts: Sequence[NDArray[np.uint8]], language: str) -> _Languages:
    """The language of a record, and that of each passage."""
    if language:
        return language, [clear_language(start, language) for start in starts]
    whole = detect_language(np.concatenate(starts) if starts else [])
    return whole, [detect_language(start, whole) if len(starts) > 1 else whole for start in starts]


def _numbers(
    indexes: Sequence[LabelIndex], places: NDArray[np.intp], bounds: Sequence[int], words: WordForms
) -> list[NDArray[np.int64]]:
    """The numbers of each passage's words in its language: the passages of one language looked up together."""
    numbers = np.empty(len(places), np.int64)
    owners = np.array([id(one) for one in indexes]).repeat(np.diff(bounds))
    for index in {id(one): one for one in indexes}.values():
        own = owners == id(index)
        numbers[own] = index.lexicon.forms(words).numbers(places[own])
    return [numbers[first:last] for first, last in pairwise(bounds)]
