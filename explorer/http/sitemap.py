"""What crawlers ask: which pages there are (sitemaps.org, protocol 0.9) and what is not for them (RFC 9309)."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from explorer.http.addresses import Addresses
from explorer.texts import LANGUAGES
from graph.networks.things import thing_kinds
from graph.store import Store
from ontology.errors import CallError

__all__ = ["FULL", "robots", "sitemap"]

FULL = 20_000
"""Pages that one file tells of, each in every language; the protocol allows 50,000 and 50 MB."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LINKS = "http://www.w3.org/1999/xhtml"
_NOT_FOR_CRAWLERS = ("/sparql", "/graph-store", "/reconcile", "/questions/", "/relecture")


def robots(address: str) -> str:
    """The text of ``robots.txt``; ``address`` is the server's, with a slash at its end."""
    refused = "".join(f"Disallow: {path}\n" for path in _NOT_FOR_CRAWLERS)
    return f"User-agent: *\n{refused}Allow: /\n\nSitemap: {address}sitemap.xml\n"


def sitemap(store: Store, addresses: Addresses, address: str, number: int = 0, full: int = FULL) -> bytes:
    """The pages of things in the order of their IRIs; where they are more than ``full``, the index of several files.

    ``number`` asks for one of these, counted from 1; raises :class:`CallError` when there is none of that number.
    """
    pages = [iri for iri in thing_kinds(store) if addresses.has_path(iri)]
    files = max(1, -(-len(pages) // full))
    if number > files:
        raise CallError(f"the sitemap has {files} files", remedy="Begin with /sitemap.xml.")
    if number == 0 and files > 1:
        index = Element("sitemapindex", xmlns=_NAMESPACE)
        for each in range(1, files + 1):
            SubElement(SubElement(index, "sitemap"), "loc").text = f"{address}sitemap-{each}.xml"
        return _written(index)
    first = (max(number, 1) - 1) * full
    told = Element("urlset", {"xmlns": _NAMESPACE, "xmlns:xhtml": _LINKS})
    for iri in pages[first : first + full]:
        url = SubElement(told, "url")
        SubElement(url, "loc").text = address + addresses.page(iri).lstrip("/")
        for language in LANGUAGES:
            href = f"{address}{addresses.page(iri).lstrip('/')}?lang={language}"
            SubElement(url, "xhtml:link", rel="alternate", hreflang=language, href=href)
    return _written(told)


def _written(root: Element) -> bytes:
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode").encode()
