"""A vocabulary's label made ready for recognition: its words, whether it is an acronym, what qualifies it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from sys import intern

import msgspec
from msgspec import structs

from ingest.linking.compounds import PREFIXES, with_initials_joined
from ingest.linking.gaps import PARTS, parting
from ingest.linking.language import FUNCTION_WORDS
from ingest.linking.word_form import HEAD
from ingest.linking.words import Words, cut
from ontology.concept import Concept, Label, LabelKind
from ontology.folding import fold

__all__ = ["LabelEntry", "label_entries"]

_QUALIFIER = re.compile(r"^(?P<name>.*\S)\s*\((?P<qualifier>[^()]+)\)$")
_LETTERS_A_WORD = 6
_HOST = 3
"""Slashes of an address up to its host's."""
_MOST_WORDS = 16
_ACRONYM_LENGTHS = range(1, 9)
"""Of a letter alone, too, capitals tell: « R » is no « r »."""
_NEARLY_ALL = 0.9
_SMALL = frozenset[str]().union(*FUNCTION_WORDS.values())
_WORD_LETTERS = 4
"""Letters from which on a name with a number in it is said in small letters too."""
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_NUMBERED = re.compile(r"([^\W\d_]{2,})(\d+)")
_GENERATION = re.compile(r"(\d)([^\W\d_])")
_NAMED = 3
"""Letters from which on one digit behind them is of them."""


class LabelEntry(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A label of a concept. ``words`` are its words in lower case, ``qualifier`` what stood in parentheses after it,
    ``head`` the first letters of its longest word, which the words of its family share. ``vocabulary`` is what the
    concept's IRI shares with its vocabulary's others: one vocabulary's labels never hide another's. ``signs`` are those
    that part each word from the one before, where there are any.

    An entry equals itself alone, so that it is quick to look up; it is part of no cycle.
    """

    concept: str
    text: str
    kind: LabelKind
    words: tuple[str, ...]
    acronym: bool = False
    qualifier: str = ""
    head: str = ""
    vocabulary: str = ""
    signs: tuple[str, ...] = ()

    @property
    def characters(self) -> int:
        """The length of its words, in characters; an acronym's letters stand for a word each."""
        return sum(map(len, self.words)) * (_LETTERS_A_WORD if self.acronym else 1)

    def spellings(self) -> Iterator[tuple[str, ...]]:
        """The ways to part its words: as written, thousands apart, compounds joined, prefixes apart.

        >>> list(LabelEntry("", "éco-lieu", LabelKind.PREF, ("éco", "lieu")).spellings())
        [('éco', 'lieu'), ('écolieu',)]
        >>> list(LabelEntry("", "télétravail", LabelKind.PREF, ("télétravail",)).spellings())
        [('télétravail',), ('télé', 'travail')]
        """
        yield self.words
        if any(map(str.isdigit, self.words)):
            yield tuple(part for word in self.words for part in _thousands(word))
        yield from _otherwise_numbered(self.words)
        if self.acronym:
            return
        for place, word in enumerate(self.words):
            before, after = self.words[:place], self.words[place + 1 :]
            if after and f"{word}-{after[0]}" in self.text.lower():
                yield (*before, word + after[0], *after[1:])
            yield from ((*before, *parts, *after) for parts in _prefix_apart(word))


def label_entries(concepts: Iterable[Concept], language: str) -> Iterator[LabelEntry]:
    """The entries of concepts' labels that a text in that language may use; labels without a language are for all.

    Where capitals tell nothing, what may be an acronym has two: it may be a word as well.
    """
    labels = [(one, label) for one in concepts for label in one.labels_in(language)]
    shouting = _shouting(labels)
    parted = [_parted(_without_notation(label.text, one.notations)) for one, label in labels]
    cuts = map(with_initials_joined, cut([_spelt(text) for text, _ in parted]))
    for (concept, label), (text, qualifier), words in zip(labels, parted, cuts, strict=True):
        entry = _entry(concept, label, text, qualifier, words)
        if entry is None:
            continue
        yield entry
        if entry.acronym and concept.iri in shouting and text.isalpha() and text.lower() not in _SMALL:
            yield structs.replace(entry, acronym=False)


def _shouting(labels: Sequence[tuple[Concept, Label]]) -> frozenset[str]:
    """The concepts of whose labels capitals tell nothing: what is preferred is more than an acronym, and in capitals;
    and all concepts where nearly all labels are."""
    loud = [(one.iri, label) for one, label in labels if label.text.isupper()]
    longer = {iri for iri, label in loud if label.kind is LabelKind.PREF and len(label.text) not in _ACRONYM_LENGTHS}
    everywhere = bool(longer) and len(loud) >= _NEARLY_ALL * len(labels)
    return frozenset(one.iri for one, _ in labels) if everywhere else frozenset(longer)


def _parted(text: str) -> tuple[str, str]:
    """A label without its qualifier, and that."""
    parts = _QUALIFIER.match(text) if text.endswith(")") else None
    return (parts["name"], parts["qualifier"]) if parts else (text, "")


def _spelt(text: str) -> str:
    """An acronym without the dots behind its letters; those of « .NET » and « PM2.5 » are others."""
    letters = text.replace(".", "")
    return letters if _is_acronym(letters) and letters.isalpha() and not text.startswith(".") else text


def _entry(concept: Concept, label: Label, text: str, qualifier: str, cut_up: Words) -> LabelEntry | None:
    surfaces = cut_up.surfaces
    if not surfaces or len(surfaces) > _MOST_WORDS or not any(map(str.isalnum, fold(text))):
        return None
    words = tuple(word.lower() for word in surfaces)
    head = max(words, key=len)[:HEAD]
    vocabulary = intern(_vocabulary(concept.iri))
    acronym = _is_acronym("".join(surfaces))
    return LabelEntry(concept.iri, label.text, label.kind, words, acronym, qualifier, head, vocabulary, _signs(cut_up))


def _signs(words: Words) -> tuple[str, ...]:
    """What parts each word from the one before; nothing where no words are parted."""
    if not (words.gaps[1:-1] & PARTS).any():
        return ()
    parted = words.gaps & PARTS != 0  # the comma of « PM2,5 » parts nothing
    return ("", *(parting(words.gap(place)) if parted[place] else "" for place in range(1, len(words.surfaces))))


def _vocabulary(iri: str) -> str:
    """What an IRI shares with its vocabulary's others, whatever folders these are in.

    >>> _vocabulary("http://e.org/gemet/theme/10") == _vocabulary("http://e.org/gemet/concept/2712")
    True
    >>> _vocabulary("http://e.org/fruits/1"), _vocabulary("http://e.org/trees/oak#1")
    ('http://e.org/fruits/', 'http://e.org/trees/oak#')
    """
    base = iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
    above = base[: base.rfind("/", 0, -1) + 1] if base.endswith("/") else base
    return above if above.count("/") > _HOST else base


def _without_notation(text: str, notations: Sequence[str]) -> str:
    """« J08 - Politique de l'économie du travail » is said without its « J08 »."""
    for notation in notations:
        if text.startswith(notation) and text != notation:
            rest = text.removeprefix(notation)
            if rest[0].isspace() or not rest[0].isalnum():
                return rest.lstrip(" -–—:.").strip() or text
    return text


def _is_acronym(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    numbered = letters >= _WORD_LETTERS and any(map(str.isdigit, text))  # « Covid-19 » is no word by chance
    return len(text) in _ACRONYM_LENGTHS and text.isupper() and letters > 0 and not numbered


def _thousands(word: str) -> Iterator[str]:
    """« 26000 » is also written « 26 000 »."""
    first = len(word) % 3 if word.isdigit() and len(word) > 4 else len(word)
    yield from filter(None, (word[:first], *(word[place : place + 3] for place in range(first, len(word), 3))))


def _otherwise_numbered(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """« ISO26000 » for « ISO 26000 », « PM 2,5 » for « PM2,5 », « 5 G » for « 5G »; « NO 2 » is no « NO2 »."""
    first, rest = words[0], words[1:]
    if parts := _GENERATION.fullmatch(first):
        yield (parts[1], parts[2], *rest)
    if not first[-1].isdigit() and not any(map(str.isdigit, rest)):
        return
    if parts := _NUMBERED.fullmatch(first):
        number = parts[2] + "".join(rest)
        if number.isdigit() and len(number) > 1:
            yield (parts[1], parts[2], *rest)
    elif rest and _LETTERS.fullmatch(first):
        number = "".join(rest)
        if (len(first) >= _NAMED and len(rest) == 1) or (number.isdigit() and len(number) > 1):
            yield (first + rest[0], *rest[1:])


@lru_cache(maxsize=65_536)
def _prefix_apart(word: str) -> tuple[tuple[str, str], ...]:
    folded = fold(word)
    if len(folded) != len(word) or not folded.startswith(PREFIXES):
        return ()
    begun = [len(prefix) for prefix in PREFIXES if folded.startswith(prefix)]
    sizes = [size for size in begun if len(word) - size > (3 if size > 2 else 6)]
    return tuple((word[:size], word[size:]) for size in sizes)
