"""A site exported from WordPress (WXR): each published page and post as a document, with what it tells of, and the
events of The Events Calendar.

Comments, menus, attachments and drafts are left aside, and counted; so are authors of whom only a login is known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from graph.workspace import Source
from ingest.records import Event, Record, Rejection, Text
from ingest.sources.accounts import is_account, nameless
from ingest.sources.described import Description, described_markup
from ingest.sources.keys import Keys
from ingest.sources.markup_free import markup_free
from ingest.sources.wordpress_events import EVENT, OF_EVENTS, CalendarEvents, terms
from ingest.sources.wordpress_paragraphs import with_paragraphs
from ingest.sources.xml_elements import words, xml_elements
from ontology.errors import DataError, Place
from ontology.folding import fold

__all__ = ["read"]

_KEPT = frozenset(("post", "page", EVENT))
_OF_AUTHORS = ("login", "display_name", "first_name", "last_name")
_CLOSING = re.compile(r"\[/([a-z][\w-]{0,60})\]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SHORTCODE = re.compile(r"\[([a-z][\w-]{0,60})(\s[^\[\]]{0,20000})?/?\]")
_ADDRESS_OF_CONTENT = "http://purl.org/rss/1.0/modules/content/"


def read(path: Path, source: Source) -> Iterator[Record | Rejection]:
    """The records of each published page, in the order of the file; what is left aside is counted by its kind.

    Raises :class:`DataError` when the file cannot be read or is no WordPress export.
    """
    reading = _Reading(path, source)
    for item in xml_elements(path, ("{*}item", "{*}author")):
        if isinstance(item, Rejection):
            reading.found = True
            yield item
        elif re.split("[}:]", str(item.tag))[-1] == "author":  # whose prefix may be undeclared, in a broken file
            reading.learn(item)
        else:
            yield from reading.take(item)
    if not reading.found:
        raise DataError("no page was found", Place(str(path)), "Export all content from WordPress, as one XML file.")
    yield from reading.events.records()
    for (kind, status, why), count in sorted(reading.left.items()):
        yield Rejection(Place(str(path)), f"{count} of kind “{kind}” ({status}) left aside: {why}", "")
    remedy = "Give the account its display name in WordPress, and export again."
    yield from nameless(reading.nameless, Place(str(path)), remedy)


class _Reading:
    """The state between one item and the next."""

    def __init__(self, path: Path, source: Source) -> None:
        self.path = path
        self.source = source
        self.keys = Keys()
        self.names: dict[str, str] = {}
        self.left: Counter[tuple[str, str, str]] = Counter()
        self.events = CalendarEvents(source)
        self.nameless: Counter[str] = Counter()
        self.found = False

    def learn(self, author: etree._Element) -> None:
        """Take note of the name behind a login, where there is one."""
        login, shown, first, last = (words(author.find(f"{{*}}author_{each}")) for each in _OF_AUTHORS)
        if name := next((each for each in (shown, f"{first} {last}".strip()) if _is_name(each, login)), ""):
            self.names[login] = markup_free(name)

    def take(self, item: etree._Element) -> Iterator[Record | Rejection]:
        """The records of an item, where it is a published page."""
        self.found = True
        kind, status = words(item.find("{*}post_type")), words(item.find("{*}status"))
        if kind not in _KEPT | OF_EVENTS:
            self.left[kind or "?", status or "?", "only pages, posts and events are read"] += 1
        elif status != "publish":
            self.left[kind, status or "?", "not published"] += 1
        elif words(item.find("{*}post_password")):
            self.left[kind, status, "behind a password"] += 1
        elif kind in OF_EVENTS:
            self.events.learn(kind, item)
        else:
            yield from self._records(item, kind)

    def _records(self, item: etree._Element, kind: str) -> Iterator[Record | Rejection]:
        content = item.find(f"{{{_ADDRESS_OF_CONTENT}}}encoded")
        markup = _without_shortcodes("".join(map(str, content.itertext())) if content is not None else "")
        description = self._description(item, kind)
        locator = f"line {item.sourceline} (“{description.title[:60] or description.key}”)"
        if kind != EVENT:
            shown = with_paragraphs(markup)
            yield from described_markup(shown, self.path, self.source, description, locator)
            return
        event = Event(
            key=description.key,
            place=Place(str(self.path), locator),
            language=self.source.language,
            title=Text(description.title, self.source.language) if description.title else None,
            url=description.url,
            found_at=tuple(filter(None, (description.url or self.source.found_at,))),
        )
        self.events.take(item, event, _COMMENT.sub("", markup))

    def _description(self, item: etree._Element, kind: str) -> Description:
        login = words(item.find("{http://purl.org/dc/elements/1.1/}creator"))
        name = self.names.get(login) or (login if _is_name(login, login) else "")  # exports of before list no accounts
        if login and not name and kind != EVENT:  # whose author is not who organises it
            self.nameless[login] += 1
        link = words(item.find("link"))
        return Description(
            title=markup_free(words(item.find("title"))),  # HTML, as WordPress shows it
            authors=(name,),
            keywords=terms(item, "post_tag"),
            issued=_day(words(item.find("{*}post_date"))),
            modified=_day(words(item.find("{*}post_modified"))),
            url=link if link.startswith(("http://", "https://")) else "",
            key=self.keys.key(kind, words(item.find("{*}post_name")) or words(item.find("{*}post_id"))),
        )


def _is_name(shown: str, login: str) -> bool:
    """Whether an account is shown by a name, and not by a login of one word, its address or its office.

    >>> [_is_name(shown, "jdupont") for shown in ("Jeanne Dupont", "JDupont", "j@example.org", "Admin 2")]
    [True, False, False, False]
    """
    said = fold(shown)
    return not (said == fold(login) and " " not in shown) and not is_account(shown)


def _without_shortcodes(markup: str) -> str:
    """The markup without the marks of WordPress and its page builders; what stands between them is kept.

    >>> _without_shortcodes('[et_pb_text admin_label="x"]Le forum [sic], [gallery ids="1,2"] [1][/et_pb_text]')
    'Le forum [sic],  [1]'
    """
    closed = set(_CLOSING.findall(markup))
    opened = _CLOSING.sub(lambda mark: "\n\n" if mark[1] == "caption" else "", markup)  # shown as a block of its own
    return _SHORTCODE.sub(lambda mark: "" if "=" in (mark[2] or "") or mark[1] in closed else mark[0], opened)


def _day(written: str) -> str:
    """The day of « 2013-05-13 18:00:00 »; WordPress writes zeros where there is none."""
    return "" if written.startswith("0000") else written[:10]
