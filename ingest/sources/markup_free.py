"""The plain text of a field in which catalogues put tags and character references. Whole pages are not for here."""

from __future__ import annotations

import re
from html import unescape

__all__ = ["markup_free"]

_TAG = re.compile(r"</?[a-zA-Z][\w:.-]{0,40}(?:\s[^<>]{0,2000})?/?>")
_PARAGRAPH = re.compile(r"</?(?:p|br|div|li|sec|title|jats:p|jats:sec|jats:title)\b[^<>]{0,2000}>", re.IGNORECASE)
_PROGRAM = re.compile(r"<(script|style)\b[^<>]{0,2000}>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)


def markup_free(text: str) -> str:
    """The words on one line, without tags; a paragraph's end is a space, a script is nothing, « p < 0.05 » stays.

    >>> markup_free("<jats:p>L&#39;<i>E. coli</i>&amp;co</jats:p><jats:p>si p < 0.05</jats:p><script>x()</script>")
    "L'E. coli&co si p < 0.05"
    """
    if "<" in text:
        text = _TAG.sub("", _PARAGRAPH.sub(" ", _PROGRAM.sub("", text)))
    return " ".join((unescape(text) if "&" in text else text).split())
