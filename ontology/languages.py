"""In which language a person reads what is told in several. Which language a text is in is not for here."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["in_language"]


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in that language, else in none, in French, in English, in any; empty where there is none.

    ``texts`` are by language tag. One of a region (``fr-CA``) serves its language where that has none of its own.

    >>> texts = {"en": "water", "fr-CA": "eau", "": "H2O"}
    >>> in_language(texts, "en"), in_language(texts, "fr"), in_language(texts, "de")
    ('water', 'eau', 'H2O')
    """
    by_primary = {tag.partition("-")[0].lower(): text for tag, text in sorted(texts.items(), reverse=True)}
    wanted = language.lower()
    for choice in (wanted, wanted.partition("-")[0], "", "fr", "en"):
        if text := texts.get(choice) or by_primary.get(choice):
            return text
    return next((text for _, text in sorted(texts.items())), "")
