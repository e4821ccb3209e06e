"""The legal forms and statuses beside names: « SCOP Cabestan », « Terre de liens (association loi 1901) ».

A word counts as a form where it stands as one, at an end of a name or of what commas and brackets part, and leaves a
name of its own there: « SNC Grenoble », « UMR SAS » and « G-SCOP » are names. Folding names is not for here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.actors.company_forms import COMPANY_FORMS
from ingest.actors.organisation_words import ARTICLES, SMALL_WORDS, Word
from ingest.actors.places import is_place
from ingest.actors.statuses import STATUS_WORDS, is_status
from ingest.actors.words import UNIT_WORDS, stem
from ontology.kinds import kind_of

__all__ = ["LEGAL_FORMS", "without_legal_forms"]

_FOREIGN = frozenset("ltd inc gmbh plc llc".split())
"""Those that stand behind a name only."""
LEGAL_FORMS = COMPANY_FORMS | _FOREIGN
"""The forms of companies that stand beside their names, folded."""
_MARKS = frozenset("()[],;:|/\n")
_DASHES = frozenset("-–—‐‑")


def without_legal_forms(words: Sequence[Word]) -> list[Word]:
    """The words of a name but its legal forms and its status; all of them where no name of its own would be left.

    >>> from ingest.actors.organisation_words import words_of
    >>> [word.written for word in without_legal_forms(words_of("SCOP Cabestan (Mens)"))]
    ['Cabestan', 'Mens']
    >>> [word.written for word in without_legal_forms(words_of("CNRS INC"))]
    ['CNRS', 'INC']
    """
    parts = list(_parts(words))
    kept = [word for place, part in enumerate(parts) for word in _bare(part, is_first=not place)]
    return kept if len(kept) < len(words) and _is_name(kept) else list(words)


def _parts(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The words between marks."""
    start = 0
    for end, word in enumerate(words, 1):
        is_mark = not _MARKS.isdisjoint(word.behind) or (" " in word.behind and not _DASHES.isdisjoint(word.behind))
        if is_mark or end == len(words):
            yield words[start:end]
            start = end


def _bare(part: Sequence[Word], *, is_first: bool) -> Sequence[Word]:
    """The part without the forms at its ends; behind a name, nothing of a part that is but forms."""
    start, end = 0, len(part) - _status(part)
    while end and _is_form(part, end - 1):
        end -= 1
    if not end:
        return part if is_first else ()
    if is_first:
        begin = int(part[0].folded in ARTICLES)
        while begin < end and _is_form(part, begin) and part[begin].folded not in _FOREIGN:
            begin += 1
            start = begin
    return part[start:end] if _is_name(part[start:end]) else part


def _status(part: Sequence[Word]) -> int:
    """How many words at the end of a part say but a status; they are not what is meant by « de la loi 1901 »."""
    said = [word.folded for word in part]
    begun = zip(["", *said], said, strict=False)
    starts = [start for start, (before, word) in enumerate(begun) if word in STATUS_WORDS and before not in SMALL_WORDS]
    return next((len(part) - start for start in starts if is_status(" ".join(said[start:]))), 0)


def _is_form(part: Sequence[Word], place: int) -> bool:
    word = part[place]
    if word.folded not in LEGAL_FORMS or word.behind in _DASHES or (place and part[place - 1].behind in _DASHES):
        return False
    return word.written != "INC" or word.behind.startswith(".")  # else it may well be an acronym


def _is_name(words: Sequence[Word]) -> bool:
    """Whether the words are more than a letter, a kind of organisation or a place."""
    said = " ".join(word.folded for word in words)
    telling = [word.folded for word in words if word.folded not in SMALL_WORDS]
    if not telling or len("".join(telling)) == 1:
        return False
    kinds = kind_of(said, "organisation") or kind_of(" ".join(telling), "organisation")
    return not kinds and not all(stem(word) in UNIT_WORDS for word in telling) and not is_place(said)
