"""Templates to HTML: every value is escaped, every word comes from the catalogue.

What is shown is decided in the pages.
"""

from __future__ import annotations

import re
from functools import cache, partial
from urllib.parse import quote, urlsplit

import streamlit as st
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from explorer.components.address import href
from explorer.texts import texts
from explorer.texts.told import told
from graph.views.things import ThingKind

__all__ = ["environment_of", "render", "show"]

_GUILLEMETS = re.compile("(?<=«) | (?=»)")
_JOINER = "\u200d"
_GOES_ON = re.compile("[\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""What belongs to the character before it: accents, signs around it, colours of skin, what joins several into one."""
_LETTERS_OF_FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
LONGEST_LABEL = 300
"""Characters of a label shown where it is one among others; the rest is on its own page."""


def render(template: str, language: str, **values: object) -> str:
    """The HTML of a template of ``components/templates`` in that language; values are text and never markup."""
    return environment_of("explorer.components").get_template(template).render(**_words(language), **values)


def show(template: str, language: str, **values: object) -> None:
    """Put a rendered template on the page; one that has nothing to show takes no place."""
    if html := render(template, language, **values).strip():
        st.html(html)


@cache
def environment_of(package: str) -> Environment:
    """The templates of a package, with what all of them may use: links, pictures, shortened labels."""
    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(icon=icon, href=href, safe_link=safe_link, as_picture=as_picture, told=told)
    environment.filters.update(shorten=shorten, with_code=with_code)
    return environment


def _words(language: str) -> dict[str, object]:
    catalogue = texts(language)
    return {"t": catalogue, "lang": catalogue.language, "href": partial(_href, language)}


def _href(language: str, page: str, **parameters: str) -> str:
    return href(page, language, **parameters)


def icon(kind: ThingKind) -> Markup:
    """The kind's shape as an inline picture (drawn by the stylesheet); its name is said by the words beside it.

    >>> str(icon(ThingKind.EVENT))
    '<i class="ml-icon ml-kind-event" aria-hidden="true"></i>'
    """
    return Markup('<i class="ml-icon ml-kind-{}" aria-hidden="true"></i>').format(kind.value)


def as_picture(svg: str, alternative: str = "", css_class: str = "") -> Markup:
    """An SVG drawing as a picture: Streamlit takes drawings out of the HTML of a page, and leaves pictures.

    >>> str(as_picture("<svg/>", "A & B"))
    '<img class="" alt="A &amp; B" src="data:image/svg+xml,%3Csvg/%3E">'
    """
    source = "data:image/svg+xml," + quote(" ".join(svg.split()))
    return Markup('<img class="{}" alt="{}" src="{}">').format(css_class, alternative, source)


def with_code(sentence: str) -> Markup:
    """The sentence with what stands between backticks as code.

    >>> str(with_code("`maillage build` <applies> them."))
    '<code>maillage build</code> &lt;applies&gt; them.'
    """
    parts = (
        Markup("<code>{}</code>").format(part) if odd % 2 else escape(part)
        for odd, part in enumerate(sentence.split("`"))
    )
    return Markup("").join(parts)


def safe_link(address: str) -> str:
    """The address when a person may follow it (http, https, mailto), else nothing.

    >>> safe_link("https://example.org/"), safe_link("javascript:alert(1)")
    ('https://example.org/', '')
    """
    try:
        return address if urlsplit(address).scheme in {"http", "https", "mailto"} else ""
    except ValueError:
        return ""


def shorten(text: str, length: int = LONGEST_LABEL) -> str:
    """The text on one line, cut at ``length`` characters with an ellipsis; guillemets stay with the words they quote.

    >>> shorten("a  b" * 3, 6), shorten("« Lieux »")
    ('a ba b…', '«\\xa0Lieux\\xa0»')
    """
    line = _GUILLEMETS.sub("\xa0", " ".join(text.split()))
    return line if len(line) <= length else line[: _whole(line, length)].rstrip() + "…"


def _whole(line: str, at: int) -> int:
    """The last place up to ``at`` where a cut parts no letter from its marks, and no emoji made of several.

    >>> _whole("a👨\u200d👩", 2), _whole("e\u0301t", 1), _whole("🇫🇷🇮🇹", 3), _whole("ab", 1)
    (1, 0, 2, 1)
    """
    while 0 < at < len(line):
        flags = len(line[:at]) - len(line[:at].rstrip(_LETTERS_OF_FLAGS))
        is_half = line[at] in _LETTERS_OF_FLAGS and flags % 2
        if not (is_half or _GOES_ON.match(line[at]) or line[at - 1] == _JOINER):
            break
        at -= 1
    return at
