"""The listings of Drupal, whose entries are elements with classes and no items of a list: poured as the items they are.

An item of a list that has its title as a heading is one entry, too. What an entry says is read as any item's; listings
of news, whose dates are those of posts, are left as they are.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import html

from ingest.prose.dates import may_hold_a_date
from ingest.prose.flow import Flow
from ingest.prose.page import BlockKind

__all__ = ["closed", "is_of_a_post", "opened"]

_ENTRY = frozenset({"views-row", "views-col"})
_BODY = frozenset({"views-field-body", "field--name-body", "field-name-body"})
_POSTED = frozenset(
    """views-field-created views-field-changed field--name-created field--name-changed field-name-post-date
    node__submitted submitted""".split()
)
_NEWS = re.compile(r"\b(?:actus?|actualites?|news|blogs?|articles?|posts?|breves?|communiques?)\b", re.IGNORECASE)
_LINES = frozenset({"a", "abbr", "b", "br", "em", "i", "small", "span", "strong"})
"""Elements that begin no block."""
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_APART = ("table", "article", "h1")
"""What is no part of an entry, but that an article may be its only one."""
_MOST, _LONGEST, _LONGEST_ITEM = 500, 3_000, 300
"""Elements and characters of an entry, its text included, and of an item with a heading; more is something else."""


def opened(element: html.HtmlElement, flow: Flow) -> bool:
    """Open what is an entry of a listing, its text, or when it was written; whether the element is one of these."""
    if element.tag != "li" and _is_entry(element):
        flow.begin(BlockKind.ITEM)
    elif not _names(element).isdisjoint(_BODY) and _is_in_entry(element):
        flow.end()
    elif _dates_a_post(element):
        if element.tag != "span":
            flow.begin(BlockKind.PARAGRAPH)
        flow.begin_moment("")
    else:
        return False
    return True


def closed(element: html.HtmlElement, flow: Flow) -> bool:
    """Close it, or a heading inside; whether the element is one of these."""
    if element.tag != "li" and _is_entry(element):
        flow.end_holder()
    elif element.tag in _HEADINGS and _is_in_entry(element):
        flow.break_line()
    elif _dates_a_post(element):
        flow.end_moment()
        if element.tag != "span":
            flow.begin(BlockKind.PARAGRAPH)
    else:
        return False
    return True


def is_of_a_post(element: html.HtmlElement) -> bool:
    """Whether an element stands in one that says when an entry was written, and not when anything takes place."""
    return any(map(_is_posted, element.iterancestors()))


def _is_entry(element: html.HtmlElement) -> bool:
    """Whether an element is one entry of a listing, and has a date."""
    if not _may_be_entry(element):
        return False
    inside = [each for each in islice(element.iterdescendants(), _MOST + 1) if isinstance(each.tag, str)]
    if len(inside) > _MOST or any(map(_may_be_entry, inside)):
        return False
    if any(sum(each.tag == tag for each in inside) > (tag == "article") for tag in _APART):
        return False
    words = " ".join(element.text_content().split())
    has_date = may_hold_a_date(words) or any(each.tag == "time" for each in inside)
    longest = _LONGEST if element.tag != "li" else _LONGEST_ITEM
    return has_date and len(words) <= longest and not _is_news(element, inside)


def _may_be_entry(element: html.HtmlElement) -> bool:
    is_box = element.tag in ("div", "section", "article") and not _names(element).isdisjoint(_ENTRY)
    return is_box or element.tag == "li"


def _is_in_entry(element: html.HtmlElement) -> bool:
    nearest = next(filter(_may_be_entry, element.iterancestors()), None)
    return nearest is not None and _is_entry(nearest)


def _dates_a_post(element: html.HtmlElement) -> bool:
    """Whether the words of an element are the date of a post, within one line, that no ``time`` tells apart."""
    if element.tag not in ("div", "p", "span"):
        return False
    holder = element if _is_posted(element) else element.getparent()
    if holder is None or not _is_posted(holder) or not _is_line(element):
        return False
    return holder is element or not _is_line(holder)


def _is_posted(element: html.HtmlElement) -> bool:
    return not _names(element).isdisjoint(_POSTED)


def _is_line(element: html.HtmlElement) -> bool:
    return all(each.tag in _LINES for each in element.iterdescendants())


def _names(element: html.HtmlElement) -> set[str]:
    return set((element.get("class") or "").lower().split())


def _is_news(element: html.HtmlElement, inside: list[html.HtmlElement]) -> bool:
    """Whether the listing, or the kind of its entries, is called one of news."""
    around = (*element.iterancestors(), *(each for each in inside if each.tag == "article"))
    called = (re.sub(r"[_-]+", " ", f"{each.get('class') or ''} {each.get('id') or ''}") for each in around)
    return any(map(_NEWS.search, called))
