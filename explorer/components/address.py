"""The addresses of the explorer's pages: what a link carries and what a page reads back.

Routes for programs are not for here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit
from zlib import crc32

from explorer.texts import LANGUAGES

if TYPE_CHECKING:
    from graph.views.things import LinkGroup

__all__ = ["PATHS", "Address", "anchor", "group_anchor", "href", "with_parameters"]

PATHS: dict[str, str] = {
    "home": "",
    "thing": "fiche",
    "relations": "relations",
    "paths": "chemins",
    "concepts": "concepts",
    "actors": "acteurs",
    "timeline": "chronologie",
    "map": "carte",
    "query": "interroger",
    "export": "exporter",
    "quality": "qualite",
    "review": "relecture",
    "about": "a-propos",
}
"""The path of each page by its name: the same in every language, so that a link survives a change of language."""


@dataclass(frozen=True)
class Address:
    """A page's name and its parameters, the language among them."""

    page: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Address | None:
        """The address that a link names, or nothing when no page of the explorer is there.

        >>> Address.parse("/fiche?iri=a%3Ab&lang=en")
        Address(page='thing', parameters={'iri': 'a:b', 'lang': 'en'})
        >>> Address.parse("/data/event/a.ttl") is None
        True
        """
        parts = urlsplit(text)
        pages = {path: page for page, path in PATHS.items()}
        page = pages.get(parts.path.strip("/"))
        return None if page is None else cls(page, dict(parse_qsl(parts.query)))


def href(page: str, language: str, /, **parameters: str) -> str:
    """The link to a page; the default language and empty parameters are left out.

    >>> href("thing", "en", iri="https://example.org/a b")
    '/fiche?iri=https%3A%2F%2Fexample.org%2Fa+b&lang=en'
    >>> href("home", "fr")
    '/'
    """
    given = {name: value for name, value in parameters.items() if value}
    if language != LANGUAGES[0]:
        given["lang"] = language
    query = urlencode(given)
    return f"/{PATHS[page]}{'?' + query if query else ''}"


def with_parameters(address: str, **parameters: str) -> str:
    """The address with more parameters behind those that it has.

    >>> with_parameters("/page/a", lang="en"), with_parameters("/page?iri=a", links="b", screen="2")
    ('/page/a?lang=en', '/page?iri=a&links=b&screen=2')
    """
    return f"{address}{'&' if '?' in address else '?'}{urlencode(parameters)}"


def group_anchor(group: LinkGroup) -> str:
    """The short name of a group of links."""
    return anchor(group.relation, str(group.incoming), group.kind.value)


def anchor(*parts: str) -> str:
    """A short name for a link or group, the same in every address.

    >>> anchor("a", "b") == anchor("a", "b") != anchor("b", "a")
    True
    """
    return f"{crc32('|'.join(parts).encode()):08x}"
