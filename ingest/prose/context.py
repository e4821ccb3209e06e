"""What the headings above a block, or the words before its list, say about it; its own words are not for here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from ingest.prose.date_lines import dated_below, headings_below, is_date_line
from ingest.prose.dates import find_dates, may_hold_a_date
from ingest.prose.lexicon import find_kinds
from ingest.prose.page import Block, BlockKind, Page
from ingest.prose.roles import find_roles
from ingest.prose.wording import FILLER, QUOTED
from ontology.folding import fold

__all__ = ["Context", "contexts", "heads_publications", "month_headed", "names_a_section"]

_THEMES = {
    "event": re.compile(
        r"\b(?:agenda|evenements?|manifestations?|calendrier|rendez vous|events?|calendar|rencontres)\b"
    ),
    "publication": re.compile(
        r"\b(?:publications?|bibliographie|a lire|references|further reading|ressources|resources)\b"
    ),
    "partner": re.compile(r"\b(?:partenaires?|partners?)\b"),
}
_PROGRAMME = re.compile(r"(?:(?:le|notre|au|the|our) )?(?:programme?|programmation)(?: (?:(?:19|20)\d\d ?){1,2})?")
"""A heading that says no more than that what takes place is listed below, folded."""
_GROUPS = ("event", "publication")
_LONGEST = 120
_MOST_WORDS = 4
_MONTH = len("2013-05")
_BESIDE_MONTH = re.compile(
    r"(?:(?:agenda|calendrier|calendar|programme?|evenements?|events?|rendez vous|mois|au|de|du|d|des|en|for|of|in"
    r"|le|la|les|the)\b ?)*"
)
"""What a heading that is but a month may say beside it, folded."""
_YEAR_LEVEL = 7
"""A heading that is but a year parts the section that it stands in, whatever its rank."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a block before it is read.

    ``theme`` is what its section lists (``event``, ``publication``, ``partner``, or empty); ``kind`` the one word its
    heading has for their kind; ``year`` the one meant where a date has none, or the month from which on it is meant;
    ``heading`` the heading right above it, or below a line of a date where a page writes so, where that may be a title;
    ``day`` the line or heading of a date above the list of which it is an item. ``is_one`` says that the section is
    about one event, and lists no others.
    """

    theme: str = ""
    kind: str = ""
    year: str = ""
    heading: Block | None = None
    day: Block | None = None
    is_one: bool = False


def contexts(page: Page) -> Iterator[tuple[Block, Context]]:
    """Each block of the page with its context."""
    above: list[tuple[tuple[int, bool], Context]] = [((0, False), Context())]
    introduced: Context | None = None
    previous: Block | None = None
    below, titles = headings_below(page.blocks, _names_one_thing), set[int]()
    days = dated_below(page.blocks, _names_one_thing)
    for block, following in zip_longest(page.blocks, page.blocks[1:]):
        if block.start in titles:
            yield block, above[-1][1]
            introduced = None
        elif block.kind is BlockKind.HEADING:
            # A month parts the section of its own rank, too.
            level = _YEAR_LEVEL if block.text.strip().isdigit() else block.level, bool(month_headed(block.text))
            while len(above) > 1 and above[-1][0] >= level:
                above.pop()
            yield block, replace(above[-1][1], day=days.get(block.start))
            above.append((level, _said_by(block, above[-1][1])))
            introduced = None
        else:
            listed = block.kind in (BlockKind.ITEM, BlockKind.ROW)
            introduced = introduced if listed else None
            known = introduced or above[-1][1]
            heading = previous if previous and _may_be_a_title(previous, following) else None
            if known.theme == "event" and block.start in below:
                heading = below[block.start]
                titles.add(heading.start)
            elif heading and heading.start in titles and is_date_line(block.text):
                heading = None
            yield block, replace(known, heading=heading, day=days.get(block.start))
            if not listed and block.text.endswith(":"):
                introduced = _said_by(block, above[-1][1])
        previous = block


def names_a_section(line: str) -> bool:
    """Whether a short line says what a section lists: « Nos prochains événements ».

    >>> names_a_section("Nos prochains événements"), names_a_section("Les rencontres de la montagne et du climat")
    (True, False)
    """
    if len(line.split()) > _MOST_WORDS:
        return False
    return bool(_PROGRAMME.fullmatch(fold(line))) or any(words.search(fold(line)) for words in _THEMES.values())


def heads_publications(line: str) -> bool:
    """Whether a short line says that publications are listed below it: « Bibliographie », « Nos publications ».

    >>> heads_publications("Bibliographie"), heads_publications("Nos rencontres")
    (True, False)
    """
    return len(line.split()) <= _MOST_WORDS and bool(_THEMES["publication"].search(fold(line)))


def month_headed(line: str) -> str:
    """The month that a heading is, and nothing else; empty where it is anything more.

    >>> month_headed("Mars 2026"), month_headed("Agenda de mars 2026"), month_headed("Réunion de mars 2026")
    ('2026-03', '2026-03', '')
    """
    if len(line) > _LONGEST or not may_hold_a_date(line):
        return ""
    found = find_dates(line)
    if len(found) != 1 or len(found[0].value) != _MONTH or found[0].until:
        return ""
    beside = fold(f"{line[: found[0].start]} {line[found[0].end :]}")
    return found[0].value if _BESIDE_MONTH.fullmatch(beside) else ""


def _said_by(block: Block, above: Context) -> Context:
    """The context that a heading or an introduction sets, over the one that it stands in."""
    text = block.text if block.kind is BlockKind.HEADING else block.text[-_LONGEST:]
    themes = {theme for theme, words in _THEMES.items() if words.search(fold(text))}
    if not above.theme and _PROGRAMME.fullmatch(fold(text)):
        themes = {"event"}
    kind = ""
    for group in _GROUPS:
        named = {mention.word for mention in find_kinds(text, group) if not mention.weak and not mention.generic}
        themes |= {group} if named else set()
        kind = named.pop() if len(named) == 1 else kind
    dates = (found.to_the_year() for found in find_dates(text))
    years = {found.value for found in dates if len(found.value) == 4 and not found.until}
    year = above.year
    if block.kind is BlockKind.HEADING:
        year = month_headed(block.text) or (years.pop() if len(years) == 1 else above.year)
    if not themes:
        return Context(above.theme, above.kind, year, is_one=above.is_one)
    is_one = block.kind is BlockKind.HEADING and _names_one_event(block)
    return Context(themes.pop(), kind, year, is_one=is_one) if len(themes) == 1 else Context("", "", year)


def _names_one_event(heading: Block) -> bool:
    """Whether a heading says more than the kinds of what its section lists: « Forum des haies », not « Nos forums »."""
    if not _may_be_a_title(heading, None):
        return False
    rest = heading.text
    for kind in reversed(find_kinds(rest, "event")):
        rest = rest[: kind.start] + rest[kind.end :]
    return any(map(str.isalpha, FILLER.sub("", rest)))


def _names_one_thing(heading: Block) -> bool:
    return _may_be_a_title(heading, None) and all(role.bare for role in find_roles(heading))


def _may_be_a_title(heading: Block, following: Block | None) -> bool:
    """Whether a heading may be the title of the block below it alone: it heads no list of dated blocks."""
    folded = fold(heading.text)
    if heading.kind is not BlockKind.HEADING or any(words.search(folded) for words in _THEMES.values()):
        return False
    if _PROGRAMME.fullmatch(folded):
        return False
    if folded in {fold(kind.word) for group in _GROUPS for kind in find_kinds(heading.text, group)}:
        return False
    if QUOTED.search(heading.text):
        return True
    listed = following is not None and following.kind is not BlockKind.HEADING
    return not (listed and following and any(found.is_day for found in find_dates(following.text[:_LONGEST])))
