"""How calendars write descriptions in HTML: among words, or as a page of its own. What they tell is not for here."""

from __future__ import annotations

import re

from ingest.prose.markup import html_page
from ingest.sources.markup_free import markup_free
from ontology.errors import DataError, Place

__all__ = ["without_tags", "words_of_page"]

_ESCAPED = re.compile(r"\\([\\;,nN])")
"""A sign as texts of calendars write it (RFC 5545, section 3.3.11)."""
_HTML = re.compile(r"<(?:a|b|br|div|em|html|i|li|ol|p|span|strong|u|ul)\b[^<>]{0,2000}>", re.IGNORECASE)


def without_tags(description: str) -> str:
    """A description without its tags, where it is HTML, as Google Calendar writes them.

    >>> without_tags("<p>Un <b>forum</b></p>"), without_tags("si a < b")
    ('Un forum', 'si a < b')
    """
    return markup_free(description) if _HTML.search(description) else description


def words_of_page(page: str) -> str:
    """The words of a page of HTML on one line; nothing where it shows none."""
    try:
        return " ".join(html_page(_ESCAPED.sub(_unescaped, page), Place("")).text.split())
    except DataError:
        return ""


def _unescaped(found: re.Match[str]) -> str:
    return found[1] if found[1] not in "nN" else "\n"
