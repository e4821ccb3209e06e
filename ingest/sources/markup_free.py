"""The plain text of a field in which catalogues put tags and character references. Whole pages are not for here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from html import unescape
from typing import NamedTuple
from unicodedata import normalize

__all__ = ["Tag", "markup_free", "tags"]

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w:.-]{0,40})(?P<more>\s[^<>]{0,2000})?(?P<empty>/?)>")
_END = re.compile(r"</([a-zA-Z][\w:.-]{0,40})\s*>")
_QUOTED = re.compile(r"\s+[\w:.-]+\s*=\s*[\"']")
_BARE = re.compile(
    r"\s+(?:[\w:.-]+=|(?:nowrap|hidden|checked|disabled|selected|controls|reversed|itemscope|noshade|compact)\b)",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"<(script|style)(?:\s+[\w:.-]+\s*=[^<>]{0,2000}|\s+(?:async|defer)\b[^<>]{0,2000})?\s*/?>.*?(?:</\1\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_PARAGRAPHS = frozenset("p br div li sec title jats:p jats:sec jats:title".split())
_SPACES = frozenset("jats mml m o v w st1 html xhtml svg tei".split())
_HTML = """a abbr acronym address article aside audio b base bdi bdo big blockquote body br button canvas
    caption center cite code col colgroup dd del details dfn dir div dl dt em embed fieldset figcaption
    figure font footer form frame h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd
    label legend li link main map mark meta nav nobr noscript object ol optgroup option p param picture pre
    q rp rt ruby s samp script section select small source span strike strong style sub summary sup svg
    table tbody td textarea tfoot th thead time title tr tt u ul var video wbr"""
_JATS = """abstract bold disp-formula disp-quote ext-link fig fn graphic inline-formula inline-graphic
    italic list list-item monospace named-content overline roman sans-serif sc sec styled-content tex-math
    underline xref inf scp hi"""
_MATHML = """annotation math menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom
    mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover
    semantics"""
_KNOWN = frozenset(f"{_HTML} {_JATS} {_MATHML}".split())
"""The names of tags, of HTML, JATS and MathML, that are markup wherever they stand between < and >."""


def markup_free(text: str) -> str:
    """The words in NFC on one line, without tags; a paragraph's end is a space, a script is nothing.

    What stands between < and > and is no tag stays, as « p < 0.05 » does.

    >>> markup_free("<jats:p>L&#39;<i>E. coli</i>&amp;co</jats:p><jats:p>si p < 0.05</jats:p><script>x()</script>")
    "L'E. coli&co si p < 0.05"
    >>> markup_free("Si a<b et c>d, Métro <SARL> & Co")
    'Si a<b et c>d, Métro <SARL> & Co'
    """
    if "<" in text:
        text = _PROGRAM.sub("", text)
        ended = _ended(text)
        text = _TAG.sub(lambda found: _instead(found, ended), text)
    return " ".join(normalize("NFC", unescape(text) if "&" in text else text).split())


class Tag(NamedTuple):
    """Where a tag stands, its name in small letters, and whether it is the one that ``closes``."""

    start: int
    end: int
    name: str
    closes: bool


def tags(text: str) -> Iterator[Tag]:
    """The tags of a text; what only looks like one is none.

    >>> [tag.name for tag in tags("<i>p</i> <0.05, <données>")]
    ['i', 'i']
    """
    ended = _ended(text)
    for found in _TAG.finditer(text):
        if _is_tag(found, ended):
            yield Tag(*found.span(), found["name"].lower(), bool(found["end"]))


def _ended(text: str) -> frozenset[str]:
    return frozenset(name.lower() for name in _END.findall(text))


def _instead(found: re.Match[str], ended: Set[str]) -> str:
    """What stands instead of a tag; what only looks like one stays."""
    if not _is_tag(found, ended):
        return found[0]
    return " " if found["name"].lower() in _PARAGRAPHS else ""


def _is_tag(found: re.Match[str], ended: Set[str]) -> bool:
    name, more = found["name"].lower(), (found["more"] or "").rstrip(" /\n\t")
    is_known = name in _KNOWN or name.partition(":")[0] in _SPACES
    if more:
        return bool(_QUOTED.match(more) or (is_known and _BARE.match(more)))
    return is_known or name in ended or bool(found["end"] or found["empty"])
