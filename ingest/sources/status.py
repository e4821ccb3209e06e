"""Whether a thing is planned, confirmed or cancelled, in one word whatever the source's. Kinds are not for here."""

from __future__ import annotations

from ontology.folding import fold

__all__ = ["status_word"]

_WORDS = {
    "planned": "prevu prevue programme programmee annonce annoncee planned scheduled forthcoming a_paraitre",
    "tentative": "provisoire a_confirmer tentative",
    "confirmed": "confirme confirmee confirmed maintenu maintenue",
    "cancelled": "annule annulee cancelled canceled",
    "postponed": "reporte reportee postponed",
}
_KNOWN = {word.replace("_", " "): status for status, words in _WORDS.items() for word in words.split()}


def status_word(text: str) -> str:
    """The status that the word names: one of planned, tentative, confirmed, cancelled, postponed; else the word itself.

    >>> status_word("Annulé"), status_word("À paraître"), status_word("peer reviewed")
    ('cancelled', 'planned', 'peer reviewed')
    """
    return _KNOWN.get(fold(text), text.strip())
