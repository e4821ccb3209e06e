"""Which of a node's labels a person sees. Finding things by their labels is not for here."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from ontology.languages import in_language

__all__ = ["best_label", "best_text", "by_language", "local_name"]


def by_language(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """One text for each language, from pairs of text and language tag: the longest, the fullest form of a name.

    >>> by_language([("UGA", "fr"), ("Université Grenoble Alpes", "fr-FR"), ("CEA", "")])
    {'': 'CEA', 'fr': 'Université Grenoble Alpes'}
    """
    chosen: dict[str, str] = {}
    for text, tag in texts:
        language = tag.partition("-")[0].lower()
        other = chosen.setdefault(language, text)
        if other is not text:
            chosen[language] = max(other, text, key=lambda each: (len(each), each))
    return dict(sorted(chosen.items()))


def best_text(texts: Iterable[tuple[str, str]], language: str) -> str:
    """The fullest text in that language, else as :func:`ontology.languages.in_language` chooses another."""
    return in_language(by_language(texts), language)


def best_label(iri: str, texts: Iterable[tuple[str, str]], language: str) -> str:
    """The best text, or the last part of the IRI where no text is known.

    >>> best_label("http://e.org/person/jean-dupont", [], "fr")
    'jean-dupont'
    """
    return best_text(texts, language) or local_name(iri)


def local_name(iri: str) -> str:
    """The last part of an IRI, for want of a better name."""
    return unquote(iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2]) or iri
