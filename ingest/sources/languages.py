"""A language as sources write it (« fre », « fr-FR », « French ») as a two-letter tag. Detection is not for here."""

from __future__ import annotations

from ontology.folding import fold

__all__ = ["language_tag"]

_WRITTEN = {
    "fr": "fre fra french francais",
    "en": "eng english anglais american british",
    "de": "ger deu german allemand deutsch",
    "es": "spa spanish espagnol espanol",
    "it": "ita italian italien italiano",
    "pt": "por portuguese portugais portugues",
    "nl": "dut nld dutch neerlandais",
    "ca": "cat catalan",
    "ru": "rus russian russe",
    "zh": "chi zho chinese chinois",
    "ar": "ara arabic arabe",
    "ja": "jpn japanese japonais",
}
_TAGS = {word: tag for tag, words in _WRITTEN.items() for word in words.split()}


def language_tag(written: str) -> str:
    """The two-letter tag (ISO 639-1) of a language as a source names it; empty when it is not known.

    >>> [language_tag(written) for written in ("fre", "fr-FR", "Français", "EN", "klingon", "")]
    ['fr', 'fr', 'fr', 'en', '', '']
    """
    words = fold(written[:40]).split()
    first = words[0] if words else ""
    return _TAGS.get(first) or (first if len(first) == 2 and first.isascii() and first.isalpha() else "")
