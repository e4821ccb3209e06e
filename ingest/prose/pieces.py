"""An entry of a programme cut in pieces: date, kind, place, note, and the words left. Their sense is not for here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from ingest.prose.dates import DateMention
from ingest.prose.lexicon import KindMention
from ingest.prose.wording import FILLER, LEADING_PLACE, NOTE, REMOTE, TIME, UNTIL, place_name, place_said, within_quotes

__all__ = ["Piece", "Role", "cut"]

_SEPARATOR = re.compile(r"\n|\t|(?<=\s)[|·•–—-]+(?=\s)|[;,](?=\s)|\s?:(?=\s|$)")
_PARENTHESIS = re.compile(r"\(([^()]{1,160})\)")
_WORDS = re.compile(r"\w")
_LABEL = re.compile(r"[^\W\d][\w' -]{1,24}\s?:\s")
_FACT_LABEL = re.compile(r"^\s*(?:date|quand|when|lieu|où|where|venue)\s?:\s", re.IGNORECASE | re.MULTILINE)
_KNOWN_LABEL = re.compile(
    r"\s*(?:dates?|quand|when|heures?|horaires?|time|hours?|lieu|où|where|venue|place|titre|title|thème|theme|sujet|topic"
    r"|type|nature|kind)\s?:",
    re.IGNORECASE,
)
_PLACE_LINE = re.compile(r"^\s*(?:lieu|où|where|venue|place)\s?:[^\n]*$", re.IGNORECASE | re.MULTILINE)
_PLACE_LABEL = re.compile(r"\s*(?:lieu|où|where|venue|place)\s?:\s*(.+)", re.IGNORECASE)


_LAST = 10
_FULL = 70
"""Characters of a line that may be full."""
_OPEN = re.compile(
    r"\b(?:de|du|des|d['’]|les?|la|l['’]|aux?|à|un|une|en|et|ou|sur|pour|par|dans|avec|sans|entre|vers|chez"
    r"|the|an?|of|to|in|on|for|with|and|or|by)$"
)
"""The words at the end of a line that do not end what it says."""
_FURTHER = re.compile(r"\n\s*(?:(?:de|du|des|et|ou|qui|que|dont)\s[^\W\d_]|d['’])")
"""The words at the head of a line that begin nothing."""
_GOES_ON = re.compile(r"[\s,]*[:–—-]\s")
"""What parts a date, and its hour, from what takes place."""


class Role(Enum):
    """What a piece is for: it says when and of what kind, or it is a note, or words, or words with a date in them."""

    FACTS = auto()
    NOTE = auto()
    WORDS = auto()
    DATED_WORDS = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an entry: where it stands, its role, the separator before it, and the place it names after « à »."""

    start: int
    end: int
    role: Role
    before: str
    place: str = ""

    @property
    def is_apart(self) -> bool:
        """Whether more than a comma parts it from what stands before."""
        return "," not in self.before


def cut(
    text: str,
    dates: list[DateMention],
    kinds: list[KindMention],
    notes: Sequence[tuple[int, int]] = (),
    *,
    listed: bool = False,
) -> list[Piece]:
    """The pieces of an entry, in order; dates, quoted words and parentheses that hold no facts are not cut.

    ``notes`` are stretches that are no words of it. Where it is one of a list, a date at its head is cut from the kind
    behind it: « 5 mai 2024 Atelier RSE ».
    """
    blanked = _blanked(text, dates, kinds)
    places = set(_places(text, blanked, dates))
    closed = [*within_quotes(text), *((date.start, date.end) for date in dates)]
    closed += notes
    closed += [line.span() for line in _PLACE_LINE.finditer(text) if not any(_in(line, date) for date in dates)]
    breaks: list[tuple[int, int]] = []
    for match in _PARENTHESIS.finditer(text):
        if any(start < match.start() < end for start, end in notes):
            continue
        words = _role(text, blanked, match.start(1), match.end(1), dates, notes)[0] is Role.WORDS
        if words and match.span(1) not in places:
            closed.append(match.span())
        else:
            breaks += [(match.start(), match.start(1)), (match.end(1), match.end())]
    found = list(_behind_head(text, dates, kinds)) if listed else []
    for match in _SEPARATOR.finditer(text):
        if not any(start <= match.start() < end for start, end in closed) and not _is_wrapped(text, blanked, match):
            found.append(match.span())
    pieces = _between(text, blanked, sorted(breaks + found), dates, notes)
    return [
        replace(piece, role=Role.FACTS, place=text[piece.start : piece.end].strip())
        if (piece.start, piece.end) in places
        else piece
        for piece in pieces
    ]


def _behind_head(text: str, dates: list[DateMention], kinds: list[KindMention]) -> Iterator[tuple[int, int]]:
    """Where the date at the head of the text, and its hour, are followed by the word for a kind."""
    for date in dates[:1]:
        time = re.match(rf"\s*(?:{TIME.pattern})", text[date.end :], re.IGNORECASE)
        stop = date.end + (time.end() if time else 0)
        if date.is_day and not _WORDS.search(FILLER.sub("", text[: date.start])):
            yield from ((stop, kind.start) for kind in kinds if kind.start > stop and text[stop : kind.start].isspace())


def _places(text: str, blanked: str, dates: list[DateMention]) -> Iterator[tuple[int, int]]:
    """The names of places that stand with a date: « 24 mai 2024 (Lyon) : … », « Lyon, 24 mai 2024 : … »."""
    for match in _PARENTHESIS.finditer(text):
        behind = any(date.end <= match.start() and not text[date.end : match.start()].strip() for date in dates)
        if behind and place_name(match[1]) and _WORDS.search(blanked[match.start(1) : match.end(1)]):
            yield match.span(1)
    if (leading := LEADING_PLACE.match(text)) and _WORDS.search(blanked[: leading.end()]):
        after = next((date.end for date in dates if not _WORDS.search(blanked[leading.end() : date.start])), 0)
        if after and _GOES_ON.match(blanked[after:]):
            yield 0, leading[0].index(",")


def _is_wrapped(text: str, blanked: str, separator: re.Match[str]) -> bool:
    """Whether a line ends only because it is full: it ends in no word that ends anything, or the next one goes on in
    lower case.
    """
    start, end = separator.span()
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if separator[0] == "\n" and _OPEN.search(line[-_LAST:]) and text[end : end + 1].isalpha():
        return True
    if line[-1:].isalpha() and _FURTHER.match(text, start) and _WORDS.search(blanked[start - len(line) : start]):
        return True
    return separator[0] == "\n" and len(line) >= _FULL and line[-1].isalpha() and text[end : end + 1].islower()


def _is_labelled(text: str, blanked: str, start: int, end: int) -> bool:
    """Whether a line such as « Tarif : 5 € » stands among others with labels, and is no date, kind, place or title."""
    line_start = text.rfind("\n", 0, start + 1) + 1
    label = _LABEL.match(text, line_start, end)
    if not label or not _WORDS.search(blanked[label.start() : label.end()]):
        return False
    return bool(_FACT_LABEL.search(text)) and not _KNOWN_LABEL.match(text, line_start)


def _in(line: re.Match[str], date: DateMention) -> bool:
    return line.start() <= date.start < line.end()


def _between(
    text: str,
    blanked: str,
    breaks: list[tuple[int, int]],
    dates: list[DateMention],
    notes: Sequence[tuple[int, int]],
) -> list[Piece]:
    """The pieces between the breaks; a colon breaks only after facts."""
    pieces: list[Piece] = []
    begin, mark = 0, "\n"
    for stop, resume in [*breaks, (len(text), len(text))]:
        separator = text[stop:resume]
        role, place = _role(text, blanked, begin, stop, dates, notes)
        if ":" in separator and (role is not Role.FACTS or _PLACE_LABEL.match(text[begin:stop] + ":x")):
            continue
        if text[begin:stop].strip():
            pieces.append(Piece(begin, stop, role, mark, place))
            mark = separator
        else:
            mark = mark if "," in separator else separator
        begin = resume
    return pieces


def _blanked(text: str, dates: list[DateMention], kinds: list[KindMention]) -> str:
    """The text with dates, kinds, times and fillers blanked, at its own length."""
    letters = list(text)
    spans = [(date.start, date.end) for date in dates] + [(kind.start, kind.end) for kind in kinds]
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    blanked = "".join(letters)
    for words in (TIME, FILLER):
        blanked = words.sub(lambda match: " " * len(match[0]), blanked)
    return blanked


def _role(  # noqa: PLR0913, PLR0917
    text: str,
    blanked: str,
    start: int,
    end: int,
    dates: list[DateMention],
    notes: Sequence[tuple[int, int]],
) -> tuple[Role, str]:
    """The role of a part of the text, and the place that it names."""
    said, left = text[start:end], blanked[start:end]
    noted = any(begin < end and start < stop for begin, stop in notes)
    dated = any(start <= date.start < end and not date.is_vague for date in dates)
    if dated and UNTIL.match(said) and not text[:start].strip():
        return Role.FACTS, ""
    if (
        noted
        or NOTE.match(said.lstrip(" ("))
        or (dated and NOTE.search(said))
        or _is_labelled(text, blanked, start, end)
    ):
        return Role.NOTE, ""
    if label := _PLACE_LABEL.match(said):
        return Role.FACTS, label[1].strip()
    if not _WORDS.search(left) or REMOTE.fullmatch(said):
        return Role.FACTS, ""
    place = place_said(said)
    begin = said.find(place)
    beside = left[:begin] + left[begin + len(place) :]
    if place and not _WORDS.search(beside.replace("à", "").replace("À", "")):
        return Role.FACTS, place
    return (Role.DATED_WORDS if dated else Role.WORDS), ""
