"""The words of an organisation's name, and those that tell it from others: all but articles and prepositions.

Legal forms are for :mod:`ingest.actors.legal_forms`; what is made of the words, for :mod:`ingest.actors.names`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from ontology.folding import fold

__all__ = ["ARTICLES", "SMALL_WORDS", "Word", "telling_words", "words_of"]

SMALL_WORDS = frozenset("de du des d la le les l of the for et a au aux en".split())
"""Articles and prepositions that tell no name from another, folded, wherever they are such."""
_FRENCH = SMALL_WORDS - {"of", "the", "for"}
ARTICLES = frozenset("l la le les".split())
"""Those of French, folded."""
_BEFORE_THE = frozenset("of for et in at on by with to from".split())
_AND = {"&": "et", "and": "et"}
_WORD = re.compile(r"(?:[^\W_]|[&+@])+")
_APOSTROPHES = frozenset("'’‘ʼ′`´")
_VOWELS = frozenset("aeiouyh")


class Word(NamedTuple):
    """A word of a name as it is written and folded, and what stands behind it up to the next one."""

    written: str
    folded: str
    behind: str


def telling_words(words: Sequence[Word], *, shouted: bool = False) -> list[str]:
    """The folded words that tell a name from others; none where it has but small words. ``shouted`` is a name that is
    all in capitals.

    A letter that stands alone tells as much as a word, unless it is an elided article or preposition; tea is no
    article.

    >>> [telling_words(words_of(name)) for name in ("L'Atelier de l'Isère", "Atelier D", "Vitamine A Lyon")]
    [['atelier', 'isere'], ['atelier', 'd'], ['vitamine', 'a', 'lyon']]
    >>> [telling_words(words_of(name), shouted=True) for name in ("AIDE A DOMICILE", "VITAMINE D LYON", "THE ET CAFE")]
    [['aide', 'domicile'], ['vitamine', 'd', 'lyon'], ['the', 'cafe']]
    >>> [telling_words(words_of(name)) for name in ("The Shift Project", "Maison du Thé")]
    [['shift', 'project'], ['maison', 'the']]
    """
    return [each.folded for place, each in enumerate(words) if not _is_small(words, place, shouted=shouted)]


def words_of(name: str) -> list[Word]:
    """The words of a name, in their order.

    >>> words_of("L'Été")
    [Word(written='L', folded='l', behind="'"), Word(written='Été', folded='ete', behind='')]
    """
    text = unicodedata.normalize("NFC", name)
    found = list(_WORD.finditer(text))
    ends = [*[each.start() for each in found[1:]], len(text)][: len(found)]
    read = [Word(each[0], fold(each[0]), text[each.end() : end]) for each, end in zip(found, ends, strict=True)]
    return [each._replace(folded=_AND.get(each.folded, each.folded)) for each in read if each.folded]


def _is_small(words: Sequence[Word], place: int, *, shouted: bool) -> bool:
    """Whether the word is an article or a preposition where it stands."""
    word = words[place]
    if word.folded not in SMALL_WORDS:
        return False
    before = words[place - 1] if place else None
    after = words[place + 1] if place + 1 < len(words) else None
    if word.folded == "the":
        return _is_article(word, before, after)
    if word.folded in ("of", "for") and (before is None or after is None):
        return False
    if len(word.folded) > 1:
        is_acronym = word.written.isupper() and not shouted and not (before and before.written.isupper())
        return after is not None or not is_acronym
    return _is_small_letter(word, before, after, shouted=shouted)


def _is_article(word: Word, before: Word | None, after: Word | None) -> bool:
    """Whether it is the English article: in front of a word, and not « thé »."""
    if after is None or not word.written.isascii() or after.folded in _FRENCH:
        return False
    return before is None or before.folded in _BEFORE_THE


def _is_small_letter(word: Word, before: Word | None, after: Word | None, *, shouted: bool) -> bool:
    """Whether it is « l' », « d' » or « à », which may lack apostrophe or accent in small letters, or in a name that is
    all in capitals."""
    if word.folded == "a" and not word.written.isascii():
        return True
    if word.folded != "a" and word.behind[:1] in _APOSTROPHES:
        return True
    if after is None:
        return False
    if word.folded == "a":
        before_article = word.behind.isspace() and after.folded in ARTICLES
        return before is not None and (not word.written.isupper() or shouted or before_article)
    return (not word.written.isupper() or shouted) and after.folded[0] in _VOWELS
