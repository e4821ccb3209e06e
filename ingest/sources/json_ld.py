"""The schema.org data that a web page carries for search engines (JSON-LD), read as data: events, publications,
organisations, and what it says of the page itself. Contexts other than schema.org's are not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from ingest.sources.bibliography.values import Item, objects, text, texts
from ontology.decoding import UNDECODABLE
from ontology.kinds import kind_of
from ontology.nesting import TOO_DEEP, nested_too_deep

__all__ = ["PAGE_TYPES", "StructuredData", "structured_data", "types_of"]

_SCRIPT = re.compile(
    r"<script\b[^>]{0,500}?application/ld\+json[^>]{0,500}>\s*(?:<!\[CDATA\[|<!--)?(.*?)(?:\]\]>|-->)?\s*</script\s*>",
    re.IGNORECASE | re.DOTALL,
)
_CONTAINERS = ("@graph", "itemListElement", "item", "subEvent", "event", "events", "hasPart", "mainEntity", "@list")
_NAMESPACE = re.compile(r"https?://schema\.org/|schema:")
_DEEPEST = 12
_MOST = 2_000
PAGE_TYPES = frozenset(
    "Article NewsArticle BlogPosting WebPage AboutPage CollectionPage ItemPage ContactPage FAQPage".split()
)
"""Types of what is but the page itself."""
_SITE = "WebSite"
"""What every page of a site says it is a part of: nobody published it as a work."""


class StructuredData:
    """The nodes of a page's data that matter, in order, and what was wrong with the rest.

    ``broken`` says why a script could not be read, with the offset in the page at which it stands.
    """

    def __init__(self) -> None:
        self.nodes: list[Item] = []
        self.broken: list[tuple[int, str]] = []
        self._named: dict[str, Item] = {}

    def of_group(self, group: str) -> Iterator[Item]:
        """The nodes whose type is a kind of ``event``, ``publication`` or ``organisation``."""
        for node in self.nodes:
            types = types_of(node)
            if not PAGE_TYPES.isdisjoint(types) or _SITE in types:
                continue
            if any(_belongs(type_, group) for type_ in types):
                yield node

    def pages(self) -> Iterator[Item]:
        """The nodes that say something of the page itself."""
        yield from (node for node in self.nodes if not PAGE_TYPES.isdisjoint(types_of(node)))

    def related(self, node: Item, name: str) -> list[Item]:
        """The objects of a property; a text stands for one of that name, a reference for the node that it names."""
        values = node.get(name)
        found = []
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, dict):
                found.append(self._named.get(text(value.get("@id")), value))
            else:
                found += [{"name": words} for words in texts(value)]
        return found

    def take(self, value: object, depth: int = 0) -> None:
        """Take the nodes that a value holds."""
        for node in objects(value):
            if depth > _DEEPEST or len(self.nodes) > _MOST:
                return
            if types_of(node) and len(node) > 2:
                self.nodes.append(node)
                if name := text(node.get("@id")):
                    self._named.setdefault(name, node)
            for container in _CONTAINERS:
                self.take(node.get(container), depth + 1)


def structured_data(page: str) -> StructuredData:
    """What the scripts of a page say; a page without any gives no node."""
    found = StructuredData()
    if "ld+json" not in page:
        return found
    for script in _SCRIPT.finditer(page):
        if nested_too_deep(script[1].encode(errors="replace")):
            found.broken.append((script.start(), TOO_DEEP))
            continue
        try:
            found.take(_plain(msgspec.json.decode(script[1].strip())))
        except UNDECODABLE as error:
            found.broken.append((script.start(), " ".join(str(error).split())[:200]))
    return found


def _plain(value: object, depth: int = 0) -> object:
    """The value without JSON-LD's own objects for texts and lists (JSON-LD 1.1, sections 4.2 and 4.3)."""
    if depth > 3 * _DEEPEST:
        return value
    if isinstance(value, list):
        return [_plain(each, depth + 1) for each in value]
    if isinstance(value, dict):
        own = next((name for name in ("@value", "@list") if name in value), "")
        return _plain(value[own], depth + 1) if own else {name: _plain(each, depth + 1) for name, each in value.items()}
    return value


def types_of(node: Item) -> list[str]:
    """The names of a node's types, without schema.org's address."""
    return [_NAMESPACE.sub("", type_) for type_ in texts(node.get("@type"))]


def _belongs(type_: str, group: str) -> bool:
    if group == "event" and type_.endswith("Event"):
        return True
    if group == "organisation" and type_.endswith("Organization"):
        return True
    return bool(kind_of(type_, group))
