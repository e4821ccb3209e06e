"""The words of a page that name a kind of event or publication, and where they stand. What they say is not for here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ontology.folding import fold
from ontology.kinds import kind_of, kind_words

__all__ = ["KindMention", "find_kinds", "is_general", "same_kind"]

_WORD = re.compile(r"[^\W\d_]+")
_INSIDE = re.compile(r"[\s'’‘‑-]{1,3}")
_LONGEST = 5
_GENERIC = {
    "event": frozenset("evenement evenements manifestation manifestations event events".split()),
    "publication": frozenset("publication publications".split()),
}
_BODIES = (
    "comite de pilotage|copil|groupe de pilotage|groupe de travail|groupe de reflexion|groupes de travail|gt|task force"
    "|groupes de reflexion|groupes de pilotage|steering committee|working group|working groups|conseil d administration"
    "|board of directors|ca|assemblee"
)
_EVERYDAY = (
    "ouverture|lancement|opening|launch|formation|formations|training|stage|stages|visite|visites|visit|representation"
    "|projection|show|fair|fete|lecture|panel|convention|seance|seances|expose|performance|concertation|consultation"
    "|bilan|bilans|plan|plans|carte|cartes|map|accord|agreement|donnees|database|cours|note|notes|summary|synthese"
    "|temoignage|temoignages|entretien|entretiens|interview|film|films|presentation|communication|communications"
    "|minutes|report|book|site web|site internet|page web|website|article|articles|tribune|billet|service"
    "|programme informatique|logiciel|software|diagnostic|journal interne|video|videos|web site|webpage|data"
)
_WEAK = frozenset((_BODIES + "|" + _EVERYDAY).split("|"))
_GENERAL = frozenset("reunion reunions rencontre rencontres meeting meetings gathering gatherings".split())
_NOT_KINDS = frozenset(("par rapport", "au cours", "en cours", "rapport a"))


@dataclass(frozen=True, slots=True)
class KindMention:
    """A word for a kind: where it stands, as written, and the kind's IRI, empty for a general word (« événement »).

    ``weak`` marks a word that also says other things, so that it counts only where the layout shows what is meant.
    """

    start: int
    end: int
    word: str
    iri: str
    weak: bool

    @property
    def generic(self) -> bool:
        """Whether the word fits any event or publication."""
        return not self.iri


def find_kinds(text: str, group: str) -> list[KindMention]:
    """The words of a text that name a kind of that group (``event`` or ``publication``), the longest first, in order.

    >>> [(found.word, found.weak) for found in find_kinds("Une table-ronde et des visites", "event")]
    [('table-ronde', False), ('visites', True)]
    """
    beginnings = _beginnings(group)
    words = list(_WORD.finditer(text))
    found: list[KindMention] = []
    index = 0
    while index < len(words):
        mention, count = (None, 1)
        if _stem(words[index][0]) in beginnings:
            mention, count = _longest(text, words, index, group)
        if mention:
            found.append(mention)
        index += count
    return found


def _longest(text: str, words: list[re.Match[str]], index: int, group: str) -> tuple[KindMention | None, int]:
    """The kind named by the longest run of words from there, and how many words to go on by."""
    runs = [words[index]]
    for word in words[index + 1 : index + _LONGEST]:
        if not _INSIDE.fullmatch(text, runs[-1].end(), word.start()):
            break
        runs.append(word)
    start = runs[0].start()
    for count in range(len(runs), 0, -1):
        said = text[start : runs[count - 1].end()]
        if count == 1 and fold(text[max(0, start - 4) : runs[0].end()]) in _NOT_KINDS:
            return None, 1
        iri = _kind(said, group)
        if iri is not None:
            return KindMention(start, start + len(said), said, iri, fold(said) in _WEAK), count
    return None, 1


@cache
def _beginnings(group: str) -> frozenset[str]:
    """The stems of the first words of all kinds: where none stands, no kind is named."""
    return frozenset(_stem(words.split()[0]) for words in (*kind_words(group), *_GENERIC[group]))


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    return fold(word).rstrip("sx")


@lru_cache(maxsize=65_536)
def _kind(word: str, group: str) -> str | None:
    if len(word) <= 3 and not word.isupper():
        return None
    if fold(word) in _GENERIC[group]:
        return ""
    return kind_of(word, group)


def same_kind(one: str, other: str, group: str) -> bool:
    """Whether two words name one kind, or one of them fits any.

    >>> same_kind("tables rondes", "Table-Ronde", "event"), same_kind("événement", "colloque", "event")
    (True, True)
    """
    kinds = _kind(one, group), _kind(other, group)
    return fold(one) == fold(other) or "" in (one, other, *kinds) or (kinds[0] == kinds[1] and kinds[0] is not None)


def is_general(word: str) -> bool:
    """Whether people use the word for events of any kind: a table ronde is a « rencontre » too."""
    return fold(word) in _GENERAL | _GENERIC["event"]
