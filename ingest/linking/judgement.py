"""Judges by which method words say each label of a node: the same words, another form of them, an acronym, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from ingest.linking.families import akin
from ingest.linking.inflection import differ_by_acute, neuter, same_accents, same_noun
from ingest.linking.label_entry import LabelEntry
from ingest.linking.label_index import LabelIndex
from ingest.linking.language import FUNCTION_WORDS
from ingest.linking.methods import ACRONYM, LABEL, STEM, VARIANT
from ontology.folding import fold

__all__ = ["holds", "methods_alone", "methods_together"]

_SMALL = frozenset[str]().union(*FUNCTION_WORDS.values())
"""Words of a passage in another language than its record's: « these » in an English abstract is no thesis."""
_AND = frozenset({"et", "and"})
_LONG = 7
"""Letters above which a word is of the family of another one that is not of its gender: « produites », « produit »."""
_SHORT = 3
"""Letters of the longest word that may be an article or a « de »."""


def methods_alone(index: LabelIndex, surface: str, folded: str, node: int, *, acronym: bool = False) -> tuple[str, ...]:
    """How a word says the labels which end at a node.

    An acronym's label is said only in capitals, letter by letter; no other label where capitals make the word an
    ``acronym``.
    """
    methods, lowered, language, shared = [], surface.lower(), index.language, ""
    small = lowered in _SMALL
    for entry in index.ends[node]:
        words = entry.words
        if entry.acronym:
            methods.append(ACRONYM if _is_upper(surface) and _spells((surface,), words) else "")
        elif acronym or (small and lowered != entry.text.lower()):
            methods.append("")
        elif len(words) > 1:
            methods.append(
                "" if lowered == surface and _is_name(index, entry) else _likeness((surface,), entry, language)
            )
        elif lowered == words[0]:
            methods.append(LABEL)
        else:
            shared = shared or neuter(folded, language)
            how = _likeness_of_one(surface, folded, shared, entry, language)
            methods.append(how if how != STEM or _speaks_of(lowered, folded, entry) else "")
    return tuple(methods)


def _speaks_of(lowered: str, folded: str, entry: LabelEntry) -> bool:
    """Whether a word of the stem of a label speaks of it; of « importation (UE) » only the word itself does.

    « fermé » is no « ferme ».
    """
    word, said = entry.words[0].removesuffix("s"), lowered.removesuffix("s")
    if said.endswith("é") and word.endswith("e") and fold(said) == fold(word):
        return False
    return not entry.qualifier and akin(folded, _folded(entry.words[0]), name=entry.text[0].isupper())


def _is_name(index: LabelIndex, entry: LabelEntry) -> bool:
    """Whether a label is a name behind an article, which its word without a capital is not: « la Réunion »."""
    return index.lexicon.skips(entry.words[0]) and any(one[0].isupper() for one in entry.text.split()[1:])


def _likeness_of_one(surface: str, folded: str, shared: str, entry: LabelEntry, language: str) -> str:
    """What :func:`_likeness` says of a word and a label of one, in fewer steps; ``shared`` is its :func:`neuter`."""
    word = entry.words[0]
    other = _folded(word)
    if language == "fr" and differ_by_acute(surface, word):
        return ""
    if folded != other and shared != _neuter(word, language):
        return STEM
    if not (same_accents(surface, word) or entry.text.isupper()):
        return STEM
    if language == "fr" and not same_noun(folded, other):
        return STEM if len(folded) > _LONG else ""
    return LABEL if folded == other else VARIANT


def methods_together(index: LabelIndex, words: tuple[str, ...], node: int) -> tuple[str, ...]:
    """How words side by side say the labels which end at a node."""
    upper = all(map(_is_upper, words))
    return tuple(
        [
            (ACRONYM if upper and _spells(words, entry.words) else "")
            if entry.acronym
            else _likeness(words, entry, index.language)
            for entry in index.ends[node]
        ]
    )


def holds(index: LabelIndex, folded: Iterable[str], node: int) -> list[LabelEntry]:
    """The labels which end at a node each of whose words, articles left out, is among these in one form or another.

    The words of the text are given folded.
    """
    said = {neuter(_joined(word), index.language) for word in folded}
    return [entry for entry in index.ends[node] if said.issuperset(_needed(index, entry))]


def _spells(said: tuple[str, ...], acronym: tuple[str, ...]) -> bool:
    """Whether words have the letters of an acronym, whatever stems they share: « PAC » is no « PACS »; « PACs » is."""
    letters, expected = ("".join(map(_folded, words)) for words in (said, acronym))
    return letters == expected or (said[-1].endswith("s") and letters[:-1] == expected)


def _is_upper(surface: str) -> bool:
    name = surface.removesuffix("s") or surface
    return name == name.upper()


def _likeness(said: tuple[str, ...], entry: LabelEntry, language: str) -> str:
    """How the words of a text, side by side, are a label's words: the same, in another form, of the same family.

    The capitals of a label may have lost their accents.
    """
    label = entry.words
    if said == label or tuple(map(str.lower, said)) == label:
        return LABEL
    if len(said) != len(label):
        said_joined, label_joined = ("".join(map(_folded, words)) for words in (said, label))
        same = neuter(said_joined, language) == neuter(label_joined, language)
        return VARIANT if same or _same_content(said, label, language) else STEM
    if language == "fr" and any(map(differ_by_acute, said, label)):
        return ""
    if not (entry.text.isupper() or _same_accents(said, label)):
        return STEM
    # Most words of most labels are said as the label has them.
    others = [(one, other) for one, other in zip(said, label, strict=True) if _folded(one) != _folded(other)]
    if not others:
        return LABEL
    same = all(_neuter(one, language) == _neuter(other, language) for one, other in others)
    return VARIANT if same or _same_content(said, label, language) else STEM


def _same_content(said: tuple[str, ...], label: tuple[str, ...], language: str) -> bool:
    """Whether the words are the same, in one form or another, once articles and « de » are left out of both."""
    one, other = ([word for word in words if len(_folded(word)) > _SHORT] for words in (said, label))
    if not one or len(one) != len(other):
        return False
    neuters = ((_neuter(said, language), _neuter(label, language)) for said, label in zip(one, other, strict=True))
    return all(said == label for said, label in neuters) and _same_accents(one, other)


def _same_accents(said: Sequence[str], label: Sequence[str]) -> bool:
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
    return _joined(fold(word))


def _joined(folded: str) -> str:
    joined = folded.replace(" ", "")
    return "&" if joined in _AND else joined
