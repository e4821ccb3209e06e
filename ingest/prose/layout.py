"""Entries of a programme, in any layout: a title, a kind and a date set apart by dashes, lines, colons or parentheses.

Sentences that tell of an event are not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.prose.context import Context
from ingest.prose.dates import DateMention, find_dates, may_hold_a_date
from ingest.prose.lexicon import KindMention, find_kinds
from ingest.prose.page import Block, BlockKind, Span
from ingest.prose.pieces import Piece, Role, cut
from ingest.prose.sentences import sentences
from ingest.prose.telling import Manner, Telling
from ingest.prose.wording import FILLER, QUOTED, TITLE_LABEL, is_sentence, place_name, place_said, status_said

__all__ = ["read_entry"]

_LONGEST = 800
_LEADING_WORDS = 2
_ENDS = " \t\n,;:–—-|·•"


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry being read: its words, its dates, the words of kinds in it, its pieces."""

    block: Block
    context: Context
    dates: list[DateMention]
    kinds: dict[str, list[KindMention]]
    pieces: list[Piece]

    def holds(self, role: Role, start: int) -> bool:
        return any(piece.role is role and piece.start <= start < piece.end for piece in self.pieces)


def read_entry(block: Block, context: Context, manner: Manner) -> list[Telling]:
    """What an entry tells, a telling a date; nothing where its words are no entry, or leave in doubt what they say."""
    text = block.text
    if len(text) > _LONGEST or not may_hold_a_date(text):
        return []
    dates = [] if _is_prose(block) else find_dates(text, manner.order, context.year)
    if not dates:
        return []
    kinds = {group: find_kinds(text, group) for group in ("event", "publication")}
    entry = _Entry(block, context, dates, kinds, cut(text, dates, [*kinds["event"], *kinds["publication"]]))
    if any(piece.role is Role.DATED_WORDS for piece in entry.pieces):
        return []
    stated = [date for date in dates if entry.holds(Role.FACTS, date.start)]
    group, kind, sure = _kind(entry)
    if not stated or not group or not _is_apart(entry, sure):
        return []
    return list(_tellings(entry, _most_precise(stated), group, kind, sure))


def _is_prose(block: Block) -> bool:
    """Whether a paragraph is made of several sentences."""
    if block.kind is not BlockKind.PARAGRAPH:
        return False
    *before, _ = sentences(block)
    return any(sentence.text.endswith(".") for sentence in before)


def _most_precise(dates: list[DateMention]) -> list[DateMention]:
    """The dates given to the day where there are any: a year beside them is a part of a name."""
    return [date for date in dates if date.is_day or date.problem] or dates


def _kind(entry: _Entry) -> tuple[str, str, bool]:
    """The group, the kind, and whether the entry itself sets the kind apart."""
    named = sorted(
        ((mention.start, group, mention) for group, found in entry.kinds.items() for mention in found),
        key=lambda each: (each[0], -each[2].end),
    )
    for start, group, mention in named:
        if entry.holds(Role.FACTS, start):
            return group, mention.word, True
    words = next((piece for piece in entry.pieces if piece.role is Role.WORDS), None)
    for _, group, mention in named:
        listed = entry.context.theme == group
        if words and _leads(entry.block.text[words.start : words.end], mention, words.start, weak=listed):
            return group, mention.word, bool(QUOTED.match(entry.block.text[mention.end : words.end].lstrip(" :")))
    if (heading := entry.context.heading) and entry.block.kind is BlockKind.PARAGRAPH:
        for group in ("event", "publication"):
            for mention in find_kinds(heading.text, group):
                if _leads(heading.text, mention):
                    return group, mention.word, False
    theme = entry.context.theme if entry.context.theme in ("event", "publication") else ""
    return theme, entry.context.kind if theme else "", False


def _leads(words: str, mention: KindMention, offset: int = 0, *, weak: bool = False) -> bool:
    """Whether a kind is what the words begin with: « Le 3e forum des mobilités »; a weak one only where it may be."""
    before = words[: mention.start - offset] if mention.start >= offset else "«"
    return (weak or not mention.weak) and len(before.split()) <= _LEADING_WORDS and "«" not in before


def _is_apart(entry: _Entry, sure: bool) -> bool:
    """Whether the layout, and not a sentence, puts date, kind and title together."""
    facts = [piece for piece in entry.pieces if piece.role is Role.FACTS]
    parted = len(entry.pieces) == len(facts) or any(
        one.is_apart
        for index, one in enumerate(entry.pieces)
        if index and Role.FACTS in (one.role, entry.pieces[index - 1].role)
    )
    listed = entry.block.kind is not BlockKind.PARAGRAPH
    if is_sentence(entry.block.text):
        return parted and sure and listed
    return parted or listed or sure


def _tellings(entry: _Entry, dates: list[DateMention], group: str, kind: str, sure: bool) -> Iterator[Telling]:
    title, subtitle, location = _words(entry, kind)
    whole = Span(entry.block.text, entry.block.start)
    for date in dates:
        if len(date.value) == 4 and not _fits_a_year(whole.text, group, kind, titled=title is not None, sure=sure):
            continue
        yield Telling(
            group=group,
            span=whole,
            kind=kind,
            when=None if date.problem else date.first(whole.start),
            until=date.last(whole.start),
            title=title,
            subtitle=subtitle,
            location=location,
            status=status_said(whole.text),
            confidence=_confidence(title is not None, bool(kind), sure),
            problem=f"“{date.quote}”: {date.problem}" if date.problem else "",
        )


def _fits_a_year(text: str, group: str, kind: str, *, titled: bool, sure: bool) -> bool:
    """Whether a year alone dates one thing, and not all of a kind (« Rencontres 2014 »)."""
    one = re.search(rf"\b(?:une?|an?)\s(?:\w+\s){{0,2}}{re.escape(kind)}", text, re.IGNORECASE)
    return (titled and (sure or group == "publication")) or (group == "publication" and bool(kind and one))


def _confidence(titled: bool, kind: bool, sure: bool) -> float:
    if not kind:
        return 0.7
    return (0.95 if titled else 0.85) - (0.0 if sure else 0.1)


def _words(entry: _Entry, kind: str) -> tuple[Span | None, Span | None, str]:
    """Title, subtitle and place: the first run of words that are no facts, and what follows it."""
    runs: list[list[Piece]] = [[]]
    for piece in entry.pieces:
        if piece.role is not Role.WORDS or "(" in piece.before or ")" in piece.before:
            runs.append([])
        if piece.role is Role.WORDS:
            runs[-1].append(piece)
    runs = [run for run in runs if run]
    location = next((piece.place for piece in entry.pieces if piece.place), "")
    text = entry.block.text
    above = entry.context.heading if entry.block.kind is BlockKind.PARAGRAPH else None
    if above and not location and len(runs) == 1 and len(runs[0]) == 1 and runs[0][0].start:
        name = text[runs[0][0].start : runs[0][0].end]
        if place_name(name):
            return Span(above.text, above.start), None, name.strip(_ENDS + ".")
    if not runs:
        return (Span(above.text, above.start) if above else None), None, location
    first = runs[0]
    dated_before = any(date.start < first[0].start for date in entry.dates)
    if quoted := next((piece for piece in first if _is_quoted(text[piece.start : piece.end], kind)), None):
        runs[:1] = [[quoted], *([first[first.index(quoted) + 1 :]] if first[-1] is not quoted else [])]
        first = [quoted]
    for run in ([first[-1]] if len(first) > 1 and dated_before else [], *runs[1:]):
        name = text[run[0].start : run[-1].end] if run else ""
        if name and not location and all(place_name(text[piece.start : piece.end]) for piece in run):
            location = name.strip(_ENDS + ".")
            first = [piece for piece in first if piece is not run[0]]
    title, subtitle, quoted_place = _title(entry, first, kind)
    return title, subtitle, location or quoted_place


def _is_quoted(words: str, kind: str) -> bool:
    """Whether a piece is a title in quotes, with no more than the kind before it."""
    quoted = QUOTED.search(words)
    if not quoted or words[quoted.end() :].strip(" ."):
        return False
    return not FILLER.sub("", words[: quoted.start()].replace(kind, "", 1)).strip(" :")


def _title(entry: _Entry, run: list[Piece], kind: str) -> tuple[Span | None, Span | None, str]:
    """A run of words as title and, after the end of the line, subtitle."""
    lines = [index for index, piece in enumerate(run) if index and "\n" in piece.before]
    split = lines[0] if lines else len(run)
    title = _trimmed(_joined(entry.block, run[:split]))
    subtitle = _trimmed(_joined(entry.block, run[split:])) if lines else None
    if title is None:
        return None, None, ""
    bare, place = _unquoted(title, kind)
    return bare, subtitle, place


def _joined(block: Block, run: list[Piece]) -> Span:
    return block.cut(run[0].start, run[-1].end)


def _trimmed(span: Span) -> Span | None:
    """The words without the punctuation that parts them from others; None where nothing is left to read."""
    text = span.text
    label = TITLE_LABEL.match(text)
    begin = label.end() if label else len(text) - len(text.lstrip(_ENDS))
    end = len(text.rstrip(_ENDS))
    if text[:end].endswith(".") and not text[:end].endswith(("..", "etc.")):
        end -= 1
    cut = span.cut(begin, end)
    return cut if any(character.isalpha() for character in cut.text) else None


def _unquoted(title: Span, kind: str) -> tuple[Span, str]:
    """« Colloque « Titre » à Lyon »: the words in quotes where only kind and place stand around them."""
    match = QUOTED.search(title.text)
    if not match:
        return title, ""
    before, after = title.text[: match.start()], title.text[match.end() :]
    place = place_said(after)
    rest = FILLER.sub("", before.replace(kind, "", 1)) + after.replace(place, "", 1).replace("à", "")
    if any(character.isalpha() for character in FILLER.sub("", rest)):
        return title, ""
    group = next(index for index in (1, 2, 3) if match[index])
    return title.cut(*match.span(group)), place
