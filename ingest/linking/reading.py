"""A record's passages as the linker reads them: their words, their language, and what was recognised in each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice, pairwise, starmap

import numpy as np
from numpy.typing import NDArray

from ingest.linking.acronyms import explained
from ingest.linking.candidate import Candidate
from ingest.linking.compounds import halves, joined
from ingest.linking.homonyms import Homonyms
from ingest.linking.label_index import LabelIndex
from ingest.linking.language import clear_language, detect_language
from ingest.linking.meaning import Said, Span
from ingest.linking.page import Page
from ingest.linking.recognition import recognise
from ingest.linking.selection import longest
from ingest.linking.sighting import Place, Sighting
from ingest.linking.spoken import Part, likeliest, parts
from ingest.linking.word_forms import Met, WordForms
from ingest.linking.words import Words, lay
from ingest.records import Passage

__all__ = ["Quote", "Reading", "Record", "read_all", "recognise_all"]

Record = tuple[Sequence[Passage], str]
"""A record's passages and its language, which a long passage may contradict; where empty, each passage has its own."""

Quote = tuple[int, int, str, str]
"""Where words stand in the source (start and end, in characters), the words, and the field."""

_Spoken = tuple[str, list[str]]
"""The language of a record, and that of each of its passages."""

_ENOUGH = 200
"""Words of a passage that tell its language."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The passages with their words, the places that say something in the order of the text, and the concepts said."""

    pages: Sequence[Page]
    places: Sequence[Place]
    candidates: Sequence[Candidate]

    def quote(self, place: Place) -> Quote:
        """The words of a place as the source has them."""
        number, first, last = place
        page = self.pages[number]
        source, start, end = page.passage, int(page.words.starts[first]), int(page.words.ends[last])
        return source.start + start, source.start + end, source.text[start:end], source.field

    def laid(self) -> NDArray[np.intp]:
        """The places, a row each."""
        return np.fromiter(chain.from_iterable(self.places), np.intp, 3 * len(self.places)).reshape(-1, 3)

    def quotes(self) -> list[Quote]:
        """The words of all places."""
        quotes: list[Quote] = []
        places = self.laid()
        bounds = np.searchsorted(places[:, 0], np.arange(len(self.pages) + 1)).tolist()
        for page, (first, last) in zip(self.pages, pairwise(bounds), strict=True):
            offset, text, field = page.passage.start, page.passage.text, page.passage.field
            starts = page.words.starts.take(places[first:last, 1]).tolist()
            ends = page.words.ends.take(places[first:last, 2]).tolist()
            quotes += [
                (offset + start, offset + end, text[start:end], field) for start, end in zip(starts, ends, strict=True)
            ]
        return quotes

    @property
    def text_words(self) -> int:
        """The number of words outside titles, at least 1."""
        return sum(len(page.numbers) for page in self.pages if not page.is_title) or 1

    def firsts(self) -> dict[str, Place]:
        """Where each stem of three letters and more is said first."""
        places: dict[str, Place] = {}
        for number, page in reversed(list(enumerate(self.pages))):
            places |= {stem: (number, word, word) for word, stem in reversed(list(enumerate(page.told)))}
        return places

    def stems(self) -> Counter[str]:
        """How often each stem of three letters and more is said, the title's counted twice."""
        counts: Counter[str] = Counter()
        for page in self.pages:
            counts.update(chain(page.told, page.told) if page.is_title else page.told)
        counts.pop("", None)
        return counts


def read_all(
    records: Sequence[Record], index_of: Callable[[str], LabelIndex], words: WordForms, homonyms: Homonyms
) -> list[Reading]:
    """Read the passages of each record: its acronyms are understood, and its homonyms told apart."""
    return [_read(pages, spans, index, homonyms) for pages, spans, index in recognise_all(records, index_of, words)]


def recognise_all(
    records: Sequence[Record], index_of: Callable[[str], LabelIndex], words: WordForms
) -> Iterator[tuple[list[Page], list[list[Span]], LabelIndex]]:
    """The pages of each record, all that their words say page by page, and the index of the record's language."""
    read = _pages(records, index_of, words)
    by_index: defaultdict[int, list[Page]] = defaultdict(list)
    for pages, _ in read:
        for page in pages:
            by_index[id(page.index)].append(page)
    said = {key: iter(recognise(pages)) for key, pages in by_index.items()}
    for pages, index in read:
        yield pages, [next(said[id(page.index)]) for page in pages], index


def _pages(
    records: Sequence[Record], index_of: Callable[[str], LabelIndex], words: WordForms
) -> list[tuple[list[Page], LabelIndex]]:
    """The pages of each record, and the index of its language."""
    passages = [one for record, _ in records for one in record]
    laid = lay([one.text for one in passages])
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
    counts = [sum(islice(sizes, len(record))) for record, _ in records]
    if mixed:
        passages, cuts, languages, bounds = _parted(mixed, passages, cuts, languages, bounds)
    indexes = list(map(index_of, languages))
    cuts, places, bounds = _whole(cuts, indexes, places, bounds, words)
    numbers = _numbers(indexes, places, bounds, words)
    pages = iter(
        [
            Page(passage, one, index, index.lexicon.forms(words), places[first:last], number)
            for passage, one, index, number, (first, last) in zip(
                passages, cuts, indexes, numbers, pairwise(bounds), strict=True
            )
        ]
    )
    wholes = [index_of(whole) for whole, _ in spoken]
    return [(list(islice(pages, count)), index) for count, index in zip(counts, wholes, strict=True)]


def _tried(
    records: Sequence[Record],
    spoken: Sequence[_Spoken],
    laid: Iterator[tuple[Passage, Words, NDArray[np.intp]]],
    index_of: Callable[[str], LabelIndex],
    words: WordForms,
) -> list[_Spoken]:
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


def _languages(starts: Sequence[NDArray[np.uint8]], language: str) -> _Spoken:
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


def _read(pages: Sequence[Page], recognised: Sequence[list[Span]], index: LabelIndex, homonyms: Homonyms) -> Reading:
    places: list[Place] = []
    said: list[Said] = []
    for number, spans in enumerate(explained(pages, recognised)):
        for first, last, one in longest(spans):
            places.append((number, first, last))
            said.append(one)
    return Reading(pages, places, _candidates(said, homonyms, pages, index))


def _candidates(said: Sequence[Said], homonyms: Homonyms, pages: Sequence[Page], index: LabelIndex) -> list[Candidate]:
    """The concepts said, each with its sightings in the order of the places."""
    found: defaultdict[str, list[Sighting]] = defaultdict(list)
    shared = []
    for place, one in enumerate(said):
        for concept, judged in one.clear:
            found[concept].append((place, judged))
        for rivals in one.rivals:
            shared.append((place, rivals))
    if shared:
        decide = homonyms.among(set(found), pages, index)
        for place, rivals in shared:
            best = decide(rivals)
            sightings = found[best.entry.concept]
            sightings.append((place, best))
            sightings.sort()
    return list(starmap(Candidate, found.items()))
