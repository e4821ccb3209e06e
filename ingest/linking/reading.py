"""A record's passages as the linker reads them: the places that say something, and the concepts said there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, starmap
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from ingest.linking.candidate import Candidate
from ingest.linking.homonyms import Homonyms
from ingest.linking.label_index import LabelIndex
from ingest.linking.meaning import Said
from ingest.linking.page import Page
from ingest.linking.recognised import Recognised
from ingest.linking.sighting import Place, Sighting

__all__ = ["Quote", "Reading", "read_all"]

Quote = tuple[int, int, str, str]
"""Where words stand in the source (start and end, in characters), the words, and the field."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The passages with their words, the places that say something in the order of the text, and the concepts said.

    Of each place: a row of the passage's number, its first and its last word (both counted), as ``places`` has it; and
    where its words start and end in the passage, as ``characters`` has it.
    """

    pages: Sequence[Page]
    places: NDArray[np.intp]
    characters: NDArray[np.intp]
    candidates: Sequence[Candidate]

    def quote(self, place: Place) -> Quote:
        """The words of a place as the source has them."""
        number, first, last = place
        page = self.pages[number]
        source, start, end = page.passage, int(page.words.starts[first]), int(page.words.ends[last])
        return source.start + start, source.start + end, source.text[start:end], source.field

    def quotes(self) -> list[Quote]:
        """The words of all places."""
        sources = [(page.passage.start, page.passage.text, page.passage.field) for page in self.pages]
        quotes: list[Quote] = []
        for number, (start, end) in zip(self.places[:, 0].tolist(), self.characters.tolist(), strict=True):
            offset, text, field = sources[number]
            quotes.append((offset + start, offset + end, text[start:end], field))
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


def read_all(recognised: Recognised, homonyms: Homonyms, names: Sequence[Collection[str]] = ()) -> list[Reading]:
    """Read the passages of each record: its acronyms are understood, its homonyms told apart, what names say left out.

    ``names`` are those of each record's actors.
    """
    heard = recognised.explained().longest().unnamed(names)
    spans, owners, characters = heard.spans, heard.owners(), heard.characters()
    said: list[Said] = spans.said.tolist()
    rows, begins = heard.rows(), heard.bounds[owners]
    numbers = owners - np.array(heard.texts[:-1]).repeat(np.diff(rows))
    places = np.stack((numbers, spans.firsts - begins, spans.lasts - begins), axis=1)
    readings = []
    for (begun, ended), (first, last), index in zip(pairwise(heard.texts), pairwise(rows), heard.indexes, strict=True):
        pages = heard.pages[begun:ended]
        candidates = _candidates(said[first:last], homonyms, pages, index)
        readings.append(Reading(pages, places[first:last], characters[first:last], candidates))
    return readings


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
        settled = {}
        for place, rivals in shared:
            best = decide(rivals)
            settled[best.entry.concept] = found[best.entry.concept]
            settled[best.entry.concept].append((place, best))
        for sightings in settled.values():
            sightings.sort(key=itemgetter(0))
    return list(starmap(Candidate, found.items()))
