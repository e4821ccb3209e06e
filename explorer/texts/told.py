"""What the layers below say in English, faults of files and refused calls, in the words of the catalogue's languages.

A sentence is known by its English form in the catalogue's table ``said``, as in a gettext catalogue; what is not known
there comes back as nothing, and pages then mark the English as English. Writing such sentences is not for here.
"""

from __future__ import annotations

import re
from functools import cache

from explorer.texts import Texts, texts
from ontology.errors import MaillageError

__all__ = ["TABLE", "told", "told_error"]

TABLE = "said."
_PLACEHOLDER = re.compile(r"\\\{(\w+)\\\}")
_NESTED = "problem"
"""The placeholder whose value is a sentence of the catalogue too."""


def told(t: Texts, sentence: str) -> str:
    """The English sentence in the language of these texts; empty where the catalogue does not know it.

    >>> told(texts("fr"), "no calendar has that day")
    "aucun calendrier n'a ce jour"
    >>> told(texts("fr"), "never heard of"), told(texts("en"), "never heard of")
    ('', 'never heard of')
    """
    if t.language == "en":
        return sentence
    bare = sentence.rstrip(".")
    for pattern, key in _patterns():
        if found := pattern.fullmatch(bare):
            values = found.groupdict()
            if _NESTED in values:
                values[_NESTED] = told(t, values[_NESTED]) or values[_NESTED]
            return t(key, **values)
    return ""


def told_error(t: Texts, error: MaillageError) -> str:
    """The error as its ``str`` is, in the language of these texts; empty where its problem is not known there.

    >>> from ontology.errors import CallError
    >>> told_error(texts("fr"), CallError("no calendar has that day", None, "Choose a concept."))
    "aucun calendrier n'a ce jour. Choisissez un concept."
    """
    problem = told(t, error.problem)
    if t.language == "en" or not problem:
        return str(error) if t.language == "en" else ""
    where = f"{t.locator(str(error.place))}\xa0: " if error.place else ""
    remedy = told(t, error.remedy) if error.remedy else ""
    return f"{where}{problem}.{f' {remedy}.' if remedy else ''}"


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """The English forms and their keys, those that name the most words first."""
    known = [(sentence, key) for key, sentence in texts("en").sentences.items() if key.startswith(TABLE)]
    known.sort(key=lambda pair: -len(re.sub(r"\{\w+\}", "", pair[0])))
    return [
        (re.compile(_PLACEHOLDER.sub(r"(?P<\1>.*)", re.escape(sentence)), re.DOTALL), key) for sentence, key in known
    ]
