"""A language as sources write it (« fre », « fr-FR », « French ») as a two-letter tag. Detection is not for here."""

from __future__ import annotations

import re

from ontology.folding import fold

__all__ = ["language_code", "language_tag"]

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
_TWO_LETTERS = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj
kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv
ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th
ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_KNOWN = frozenset(_TWO_LETTERS.split())
_ADDRESS = re.compile(r"https?://\S+/(?:languages?|iso639-[1-5])/([a-z]{2,3})/?", re.IGNORECASE)
"""A language as the Library of Congress, Lexvo and the Publications Office of the European Union name it."""
_CODE = re.compile(r"[a-z]{3}", re.IGNORECASE)


def language_tag(written: str) -> str:
    """The two-letter tag (ISO 639-1) of a language as a source names it, the first of several; empty when not known.

    >>> [language_tag(written) for written in ("fre", "fr-FR", "Français", "EN", "fr, en", "klingon", "xx", "")]
    ['fr', 'fr', 'fr', 'en', 'fr', '', '', '']
    >>> language_tag("http://id.loc.gov/vocabulary/iso639-2/fre")
    'fr'
    """
    address = _ADDRESS.fullmatch(written)
    words = fold(address[1] if address else written[:40]).split()
    first = words[0] if words else ""
    return _TAGS.get(first) or (first if first in _KNOWN else "")


def language_code(written: str) -> str:
    """The tag as :func:`language_tag` gives it, else the code of three letters that a source writes; empty for none.

    >>> [language_code(written) for written in ("français", "OCI", "?")]
    ['fr', 'oci', '']
    """
    return language_tag(written) or (written.lower() if _CODE.fullmatch(written) else "")
