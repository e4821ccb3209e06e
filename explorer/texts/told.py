"""What the layers below say in English, faults of files and refused calls, in the words of the catalogue's languages.

A sentence is known by its English form in the catalogue's table ``said``, as in a gettext catalogue; what is not known
there comes back as nothing, and pages then mark the English as English. Writing such sentences is not for here.
"""

from __future__ import annotations

import re
from functools import cache

from explorer.texts import Texts, texts
from ontology.errors import MaillageError

__all__ = ["TABLE", "ended", "told", "told_error"]

TABLE = "said."
_PLACEHOLDER = re.compile(r"\\\{(\w+)\\\}")
_BETWEEN = re.compile(r"(?<=[.?]) (?=[A-Z])")
"""What parts two sentences."""
_NESTED = frozenset({"problem", "columns", "what", "which", "more", "remedy"})
"""The placeholders whose values are sentences of the catalogue too."""
_FORMS = {"count_of": r"\S+", "more": r"(?: and \S+ more)?"}
"""What the values of some placeholders look like; others are any text."""


def told(t: Texts, sentence: str) -> str:
    """The English sentence, or several, in the language of these texts; empty where the catalogue does not know it.

    >>> told(texts("fr"), "no calendar has that day"), told(texts("fr"), "Mend it. Build again.")
    ('aucun calendrier n’a ce jour', 'Corrigez-la. Construisez de nouveau')
    >>> told(texts("fr"), "never heard of"), told(texts("en"), "never heard of")
    ('', 'never heard of')
    """
    if t.language == "en":
        return sentence
    first, *others = [_told(t, each) for each in _BETWEEN.split(sentence)]
    if others and first and all(others):
        return " ".join([ended(first), *map(ended, others[:-1]), others[-1]])
    return _told(t, sentence)


def _told(t: Texts, sentence: str) -> str:
    bare = sentence.rstrip(".")
    for pattern, key in _patterns():
        if found := pattern.fullmatch(bare):
            return t(key, **{name: _said(t, name, said) for name, said in found.groupdict().items()})
    return ""


def _said(t: Texts, name: str, value: str) -> str:
    """A value in the words of the language where it is ours; what a file says keeps its own quotation marks."""
    if name == "names":
        return t.quoted(value)
    return (name in _NESTED and told(t, value)) or value


def told_error(t: Texts, error: MaillageError) -> str:
    """The error as its ``str`` is, in the language of these texts; empty where its problem is not known there.

    >>> from ontology.errors import CallError
    >>> told_error(texts("fr"), CallError("no calendar has that day", None, "Choose a concept."))
    'aucun calendrier n’a ce jour. Choisissez un concept.'
    """
    problem = told(t, error.problem)
    if t.language == "en" or not problem:
        return str(error) if t.language == "en" else ""
    where = f"{t.locator(str(error.place))}\xa0: " if error.place else ""
    remedy = told(t, error.remedy) if error.remedy else ""
    return f"{where}{ended(problem)}{f' {ended(remedy)}' if remedy else ''}"


def ended(sentence: str) -> str:
    """The sentence with its stop, where it is not a question.

    >>> ended("Renommez le fichier"), ended("Vouliez-vous dire ical ?")
    ('Renommez le fichier.', 'Vouliez-vous dire ical ?')
    """
    return sentence if sentence.endswith((".", "?")) else f"{sentence}."


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """The English forms and their keys, those that name the most words first."""
    known = [(sentence, key) for key, sentence in texts("en").sentences.items() if key.startswith(TABLE)]
    known.sort(key=lambda pair: -len(re.sub(r"\{\w+\}", "", pair[0])))
    return [(re.compile(_PLACEHOLDER.sub(_value, re.escape(sentence)), re.DOTALL), key) for sentence, key in known]


def _value(placeholder: re.Match[str]) -> str:
    return f"(?P<{placeholder[1]}>{_FORMS.get(placeholder[1], '.*?')})"
