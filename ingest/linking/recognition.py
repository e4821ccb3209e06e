"""All that the words of pages say: each match of a label with the certainty of the method by which it is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.linking.judgement import holds, methods_alone, methods_together
from ingest.linking.label_index import LabelIndex
from ingest.linking.language_forms import LanguageForms
from ingest.linking.matcher import Matcher
from ingest.linking.meaning import Meaning, Said
from ingest.linking.methods import ACRONYM, CERTAINTY
from ingest.linking.page import Page
from ingest.linking.spans import More, Spans
from ingest.linking.word_form import is_short_form

__all__ = ["recognise"]

_SHOUTED = 0.5
"""How much of an acronym's certainty is left where all the words around are in capitals too."""

_Places = NDArray[np.intp]


def recognise(pages: Sequence[Page], bounds: NDArray[np.intp]) -> Spans:
    """All that the words of pages say.

    ``bounds`` are where each page's words begin among those of all, and their end.
    """
    by_index: defaultdict[int, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        by_index[id(page.index)].append(number)
    parts: list[Spans] = []
    for numbers in by_index.values():
        found = _OneLanguage([pages[number] for number in numbers])
        # Its words are numbered from its own first page's on.
        moved = (bounds[numbers] - found.bounds[:-1]).repeat(np.diff(found.bounds))
        parts += [found.alone(moved), found.together(moved).merged(found.apart(moved))]
    return Spans.of(parts)


class _OneLanguage:
    """What the words of pages of one language say. Of ``moved`` words, each has another number by so much."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._index: LabelIndex = pages[0].index
        self._forms: LanguageForms = pages[0].forms
        self._places = np.concatenate([page.places for page in pages])
        self._matcher = Matcher(pages)
        self.bounds = self._matcher.bounds

    def alone(self, moved: _Places) -> Spans:
        """What words say alone. It is looked up for all pages at once."""
        words, nodes = self._matcher.alone()
        forms, places = self._forms, self._places[words]
        numbers = forms.alone(places)
        if len(unknown := np.flatnonzero(numbers < 0)):
            _judge_alone(self._index, forms, dict(zip(places[unknown].tolist(), nodes[unknown].tolist(), strict=True)))
            numbers = forms.alone(places)
        shouted = forms.shouted(places)
        for match in np.flatnonzero(shouted >= 0).tolist():
            if self._in_capitals(int(words[match])):
                numbers[match] = shouted[match]
        return self._spans(numbers, words, words, moved)

    def together(self, moved: _Places) -> Spans:
        """What several words say side by side."""
        firsts, lasts, nodes = self._matcher.together()
        index, forms, places = self._index, self._forms, np.ascontiguousarray(self._places)
        known, written, size = forms.together, places.tobytes(), places.itemsize
        numbers = []
        for first, end, node in zip(firsts.tolist(), (lasts + 1).tolist(), nodes.tolist(), strict=True):
            words = written[first * size : end * size]
            number = known.get(words)
            if number is None:
                number = _together(index, forms, words, places[first:end], node)
            numbers.append(number)
        return Spans.of([self._spans(np.array(numbers, np.int64), firsts, lasts, moved)])

    def apart(self, moved: _Places) -> Iterator[More]:
        """What words with others between say."""
        for first, last, node, how in self._matcher.apart():
            judged = _apart(self._index, self._forms, self._places[first : last + 1], node, how)
            yield int(first + moved[first]), int(last + moved[last]), judged

    def _spans(
        self, numbers: NDArray[np.integer], firsts: NDArray[np.int64], lasts: NDArray[np.int64], moved: _Places
    ) -> Spans:
        sayings, told = self._forms.sayings, np.flatnonzero(numbers)
        numbers, firsts, lasts = numbers.take(told), firsts.take(told), lasts.take(told)
        firsts, lasts = firsts + moved.take(firsts), lasts + moved.take(lasts)
        return Spans(firsts, lasts, sayings.said(numbers), sayings.marks(numbers))

    def _in_capitals(self, word: int) -> bool:
        """Whether all the words around one are in capitals."""
        page = int(self.bounds.searchsorted(word, side="right")) - 1
        surfaces, place = self._pages[page].words.surfaces, word - int(self.bounds[page])
        around = [*surfaces[max(0, place - 3) : place], *surfaces[place + 1 : place + 4]]
        long = [word for word in around if len(word) > 1]
        return bool(long) and all(word.isupper() for word in long)


def _judge_alone(index: LabelIndex, forms: LanguageForms, nodes: Mapping[int, int]) -> None:
    """Judge what words, given with the nodes to which they lead, say alone; and what short forms say where all the
    words around are in capitals too."""
    surfaces = list(map(forms.words.surfaces.__getitem__, nodes))
    folds = forms.words.folded(np.fromiter(nodes, np.intp, len(nodes)))
    for (place, node), surface, parted in zip(nodes.items(), surfaces, folds, strict=True):
        short, folded = is_short_form(surface), parted.replace(" ", "")
        said = _said(index, forms, node, methods_alone(index, surface, folded, node, acronym=short))
        if short:
            shouted = _said(index, forms, node, methods_alone(index, surface, folded, node), acronym=_SHOUTED)
            forms.keep(place, said, shouted)
        else:
            forms.keep(place, said)


def _said(index: LabelIndex, forms: LanguageForms, node: int, methods: tuple[str, ...], *, acronym: float = 1.0) -> int:
    """The number of what words say that say the labels which end at a node by these methods; by an empty one they do
    not.

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
        known = forms.said[asked] = forms.sayings.add(Said.of(judged))
    return known


def _together(index: LabelIndex, forms: LanguageForms, written: bytes, places: _Places, node: int) -> int:
    """The number of what words side by side say."""
    words = tuple(map(forms.words.surfaces.__getitem__, places.tolist()))
    return forms.together.keep(written, _said(index, forms, node, methods_together(index, words, node)))


def _apart(index: LabelIndex, forms: LanguageForms, places: _Places, node: int, how: str) -> Sequence[Meaning]:
    """What words with others between say."""
    asked = places.tobytes(), node, how
    known = forms.apart.get(asked)
    if known is None:
        labels = holds(index, forms.words.folded(places), node)
        known = forms.apart.keep(asked, [Meaning(one, how, CERTAINTY[how]) for one in labels])
    return known
