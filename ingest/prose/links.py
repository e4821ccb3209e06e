"""Where the titles of a page lead: the address of the page that an event or a publication has of its own.

Links with other words (« Lire la suite ») are not for here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from lxml import html

from ingest.identifiers import identifier
from ingest.prose.page import Page, Span

__all__ = ["address_of", "links_of"]

_ELSEWHERE = ("#", "javascript:", "mailto:", "tel:")
"""How an address begins that leads to no other page."""


def links_of(document: html.HtmlElement) -> Mapping[str, str]:
    """For the words of links, in small letters, the address to which they lead, where it is one alone."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for link in document.iter("a"):
        address = (link.get("href") or "").strip()
        words = _words(link.text_content())
        if words and address and not address.lower().startswith(_ELSEWHERE):
            found[words].add(address)
    return {words: addresses.pop() for words, addresses in found.items() if len(addresses) == 1}


def address_of(title: Span | None, page: Page, base: str) -> str:
    """The address to which a title leads, empty where none is known; relative ones start from ``base``."""
    written = page.links.get(_words(title.text), "") if title else ""
    try:
        address = urljoin(base, written) if written else ""
        is_one = bool(urlsplit(address).hostname) and identifier("url", address)
    except ValueError:
        return ""
    return address if is_one else ""


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()
