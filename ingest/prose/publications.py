"""Publications told in prose. References and entries of a programme are not for here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.prose.dates import DateMention, find_dates, may_hold_a_date
from ingest.prose.lexicon import find_kinds
from ingest.prose.page import Span
from ingest.prose.sentences import sentences
from ingest.prose.telling import Manner, Telling
from ingest.prose.wording import QUOTED

__all__ = ["read_works"]

_LONGEST = 1_500
_EXAMPLE = re.compile(
    r"\((?:tels?|telles?|tel que|telle que|comme|notamment|par exemple|dont|such as|including|e\.g\.)\s+"
    r"(?:(?:le|la|les|the|an?)\s+|l['’])?(?P<title>[A-ZÀ-Ý][^()«»\n;.]{3,180}?),?\s+(?:en|de|in)\s+(?P<year>(?:19|20)\d\d)"
    r"(?=\s*[),;.])"
)
_INTRO = re.compile(r"[\s,:]*(?:(?:intitulée?s?|entitled|called|titled|ayant pour titre)[\s:]*)?", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"\b(?:publiée?s?|publie|publient|parue?s?|paraît|éditée?s?|édite|sortie?s?|sort|diffusée?s?|published|publishes|released"
    r"|issued|launched|appeared)\b",
    re.IGNORECASE,
)
_PUBLISHED_THEN = re.compile(rf"{_PUBLISHED.pattern}\s(?:en|in|le|on|dès)?\s?$", re.IGNORECASE)
_HEAD = re.compile(r"\s*(?:(?:en|in|le|on|dès)\s)?", re.IGNORECASE)
_AFTER = re.compile(
    r"[\s,(»”\"]*(?:(?:publiée?|parue?|éditée?|published|released)\s)?(?:en|de|in|le|on)?\s*", re.IGNORECASE
)


def read_works(block: Span, manner: Manner) -> Iterator[Telling]:
    """The publications that the sentences of a block tell of: a kind, the title in quotes or capitals, and the date."""
    for span in sentences(block):
        if len(span.text) > _LONGEST or not may_hold_a_date(span.text):
            continue
        yield from _examples(span)
        yield from _quoted(span, manner)


def _examples(span: Span) -> Iterator[Telling]:
    """« (tel le Guide des haies en 2007) »: a name that begins with the word for a kind of publication."""
    for match in _EXAMPLE.finditer(span.text):
        kinds = find_kinds(match["title"], "publication")
        if not kinds or kinds[0].start or find_dates(match["title"]):
            continue
        yield Telling(
            group="publication",
            span=span,
            kind=kinds[0].word,
            when=find_dates(match["year"])[0].first(span.start + match.start("year")),
            title=span.cut(*match.span("title")),
            confidence=0.85,
        )


def _quoted(span: Span, manner: Manner) -> Iterator[Telling]:
    """« Le guide « Titre » (2014) », « a publié en 2014 le rapport « Titre » »."""
    dates = find_dates(span.text, manner.order)
    for kind in find_kinds(span.text, "publication"):
        intro = _INTRO.match(span.text, kind.end)
        quoted = QUOTED.match(span.text, intro.end()) if intro else None
        if not quoted or any(mention.start == kind.start for mention in find_kinds(span.text, "event")):
            continue
        date = _issued(span.text, dates, quoted)
        if date is None or date.problem:
            continue
        title = next(span.cut(*quoted.span(group)) for group in (1, 2, 3) if quoted[group])
        yield Telling(
            group="publication",
            span=span,
            kind=kind.word,
            when=date.first(span.start),
            title=title,
            confidence=0.9,
        )


def _issued(text: str, dates: list[DateMention], quoted: re.Match[str]) -> DateMention | None:
    """The date right after the title or after « publié », or that at the head of a sentence in which one published."""
    for date in dates:
        if date.start >= quoted.end() and _AFTER.fullmatch(text, quoted.end(), date.start):
            return date.to_the_year()
    for date in dates if len(dates) == 1 else ():
        said = _PUBLISHED.search(text)
        if _PUBLISHED_THEN.search(text, 0, date.start) or (said and _HEAD.fullmatch(text, 0, date.start)):
            return date.to_the_year()
    return None
