"""HTML as a page: its main content in headings, paragraphs, items and rows, without menus, scripts and footers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from lxml import etree, html

from ingest.prose.flow import Flow
from ingest.prose.grid import span_of
from ingest.prose.links import links_of
from ingest.prose.listings import closed, is_of_a_post, opened
from ingest.prose.page import BlockKind, Page
from ontology.errors import DataError, Place

__all__ = ["html_page"]

_SKIPPED = frozenset(
    """script style noscript template nav footer aside button select svg iframe canvas object audio video head dialog
    map math datalist textarea input""".split()
)
_SKIPPED_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "search", "complementary", "menu", "dialog", "alert")
)
_SKIPPED_NAMES = frozenset(
    """menu menus nav navbar navigation footer sidebar breadcrumb breadcrumbs cookie cookies share sharing pagination
    newsletter comments skip consent gdpr rgpd axeptio cmplz cookiebot didomi onetrust tarteaucitron
    tarteaucitronroot""".split()
)
_BLOCKS = frozenset(
    """address article blockquote body caption center details div fieldset figcaption figure form header hgroup legend
    main ol p pre section summary tbody thead tfoot ul dl table menu""".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DATETIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<hour>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s?(?P<zone>Z|[+-]\d\d:\d\d)?)?"
)
"""A date as ``time`` gives it, with its hour or without (HTML, section 4.5.14)."""
_OF_THE_PAGE = re.compile(
    r"publish|publication|publié|updated|modif|created|posted|(?:entry|post)[_-]*date", re.IGNORECASE
)
"""What says that a date is that of the page, and of no event."""
_ITALICS = frozenset({"em", "i", "cite"})
_TOO_DEEP = re.compile(r"depth", re.IGNORECASE)


def html_page(text: str, place: Place) -> Page:
    """The page that an HTML document shows; offsets are those of the extracted text.

    Raises :class:`DataError` when it holds no words, or is nested deeper than any page that people wrote.

    >>> html_page("<h1>Forum</h1><nav>Menu</nav><p>Le 3&nbsp;mai<br>à Vif", Place("a.html")).text
    'Forum\\n\\nLe 3\\xa0mai\\nà Vif'
    """
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        document = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        raise DataError("the page holds no words", place, "Check that the whole page was saved.") from None
    if any(_TOO_DEEP.search(error.message) for error in parser.error_log):
        raise DataError("its elements are nested too deep to be read", place, "Save the page anew.")
    flow = Flow()
    _walk(_main(document), flow)
    if not flow.blocks:
        raise DataError("the page holds no words", place, "Check that the whole page was saved.")
    page = flow.page(
        title=_title(document, flow),
        language=(document.get("lang") or "")[:2].lower(),
        url=next((link.get("href") or "" for link in document.iterfind(".//link[@rel='canonical']")), ""),
    )
    return replace(page, links=links_of(document))


def _main(document: html.HtmlElement) -> html.HtmlElement:
    """The element that the page itself marks as its main content, else the whole."""
    mains = [*document.iter("main"), *document.iterfind(".//*[@role='main']")]
    return mains[0] if len({id(main) for main in mains}) == 1 else document


def _title(document: html.HtmlElement, flow: Flow) -> str:
    first = next((block.text for block in flow.blocks if block.kind is BlockKind.HEADING and block.level == 1), "")
    named = document.find(".//head/title")
    return " ".join((first or (named.text_content() if named is not None else "")).split())


def _walk(root: html.HtmlElement, flow: Flow) -> None:
    """Pour the words of the tree into the flow, without recursion."""
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            if element is not root and _is_aside(element):
                walker.skip_subtree()
            else:
                if not opened(element, flow):
                    _open(element, flow)
                flow.add(element.text or "", element.sourceline or 0)
        else:
            if (element is root or not _is_aside(element)) and not closed(element, flow):
                _close(element, flow)
            if element is not root:
                flow.add(element.tail or "", element.sourceline or 0)
    flow.end()


def _is_aside(element: html.HtmlElement) -> bool:
    """Whether an element is no part of what the page says: a menu, a footer, a script, something hidden."""
    if element.tag in _SKIPPED or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if element.get("role") in _SKIPPED_ROLES:
        return True
    names = set(re.split(r"[\s_-]+", f"{element.get('class') or ''} {element.get('id') or ''}".lower()))
    if not names & _SKIPPED_NAMES and element.tag not in ("header", "form"):
        return False
    return not any(True for _ in element.iter("h1", "main", "article", "h2"))


def _open(element: html.HtmlElement, flow: Flow) -> None:
    tag = str(element.tag)
    if tag in _HEADINGS:
        flow.begin(BlockKind.HEADING, _HEADINGS[tag])
    elif tag in ("li", "dt"):
        flow.begin(BlockKind.ITEM)
    elif tag in ("dd", "br"):
        flow.break_line()
    elif tag == "tr":
        flow.begin_row()
    elif tag in ("td", "th"):
        columns, rows = (span_of((element.get(each) or "").strip()) for each in ("colspan", "rowspan"))
        flow.begin_cell(names_column=tag == "th", columns=columns, rows=rows)
    elif tag == "table":
        flow.begin_table(is_layout=_is_layout(element))
    elif tag in _BLOCKS:
        flow.begin(BlockKind.PARAGRAPH)
    else:
        _open_words(element, flow)


def _open_words(element: html.HtmlElement, flow: Flow) -> None:
    """Begin words that say more than others: a date, or those in italics."""
    if element.tag in _ITALICS:
        flow.begin_title()
    elif element.tag == "time" and (moment := _moment(element)) is not None:
        flow.begin_moment(moment)


def _close(element: html.HtmlElement, flow: Flow) -> None:
    tag = str(element.tag)
    if tag in _HEADINGS or tag in ("li", "dl"):
        flow.end_holder()
    elif tag == "tr":
        flow.end_row()
    elif tag == "time":
        if _moment(element) is not None:
            flow.end_moment()
    elif tag in _ITALICS:
        flow.end_title()
    elif tag == "table":
        flow.end_table()
    elif tag in _BLOCKS:
        flow.begin(BlockKind.PARAGRAPH)


def _moment(element: html.HtmlElement) -> str | None:
    """The day or moment that a ``time`` element gives, in XSD form: empty for that of the page, else None."""
    given = _DATETIME.fullmatch((element.get("datetime") or "").strip())
    names = " ".join(element.get(name) or "" for name in ("class", "itemprop"))
    if element.get("pubdate") is not None or _OF_THE_PAGE.search(names) or is_of_a_post(element):
        return ""
    if not given:
        return None
    hour = "" if not given["hour"] or given["hour"] == "00:00" else f"T{given['hour']}:00{given['zone'] or ''}"
    try:
        datetime.fromisoformat(given["day"] + hour)
    except ValueError:
        return None
    return given["day"] + hour


def _is_layout(table: html.HtmlElement) -> bool:
    """Whether a table only arranges the page: it names no column and holds headings, lists or tables."""
    inside = {str(element.tag) for element in table.iterdescendants() if isinstance(element.tag, str)}
    return "th" not in inside and bool(inside & {"table", "ul", "ol", *_HEADINGS})
