"""An entry of a programme being read: its pieces, and the kind of thing it announces. Its title is not for here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.prose.context import Context
from ingest.prose.dates import DateMention
from ingest.prose.lexicon import KindMention, find_kinds
from ingest.prose.page import Block, BlockKind
from ingest.prose.pieces import Piece, Role, cut
from ingest.prose.roles import Role as Said
from ingest.prose.roles import find_roles, talkers
from ingest.prose.wording import QUOTED

__all__ = ["Entry", "EntryKind"]

_GROUPS = ("event", "publication")
_LEADING_WORDS = 2
_YEAR = len("2013")
_APART_BEFORE = re.compile(r"(?:^|[:–—|,)\n-]\s*)(?:l['’]|la |le |notre )?$", re.IGNORECASE)
_APART_AFTER = re.compile(r"\s*(?:$|[,:–—|\n(.-])")


@dataclass(frozen=True, slots=True)
class EntryKind:
    """What an entry announces: ``group`` (empty when nothing says it), ``word``, and whether it is set apart."""

    group: str = ""
    word: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A block that may be an entry, its context, the dates in it, and its pieces."""

    block: Block
    context: Context
    dates: list[DateMention]
    pieces: list[Piece]
    kind: EntryKind = EntryKind()
    roles: tuple[Said, ...] = ()

    @classmethod
    def of(cls, block: Block, context: Context, dates: list[DateMention]) -> Entry:
        """Cut a block in pieces and find its kind."""
        roles = [role for role in find_roles(block) if not any(role.start < date.end <= role.end for date in dates)]
        notes = [(role.start, role.end) for role in roles]
        found = {group: find_kinds(block.text, group) for group in _GROUPS}
        named = [
            (group, mention)
            for group, mentions in found.items()
            for mention in mentions
            if not any(start <= mention.start < end for start, end in notes)
        ]
        named.sort(key=lambda each: (each[1].generic, each[1].start, -each[1].end))
        listed = block.kind is BlockKind.ITEM
        dated, called = _without_names(block, dates, named)
        pieces = cut(block.text, dated, called, notes, listed=listed)
        entry = cls(block, context, dates, pieces, roles=tuple(roles))
        return entry._with_kind_beside_date(named) or replace(entry, kind=entry._kind(named))

    @property
    def stated(self) -> list[DateMention]:
        """The dates set apart, those given to the day where there are any: a year beside them is a part of a name."""
        stated = [date for date in self.dates if self.is_fact(date.start)]
        return [date for date in stated if date.is_day or (date.problem and not date.is_vague)] or stated

    def is_fact(self, offset: int) -> bool:
        """Whether what stands there is set apart from the words."""
        return self._piece(offset).role is Role.FACTS

    def runs(self) -> list[list[Piece]]:
        """The pieces that are words, those that follow each other together; a parenthesis stands alone."""
        runs: list[list[Piece]] = [[]]
        for piece in self.pieces:
            if piece.role is not Role.WORDS or "(" in piece.before or ")" in piece.before:
                runs.append([])
            if piece.role is Role.WORDS:
                runs[-1].append(piece)
        return [run for run in runs if run]

    def said(self, piece: Piece) -> str:
        """The words of a piece."""
        return self.block.text[piece.start : piece.end]

    def _piece(self, offset: int) -> Piece:
        around = (piece for piece in self.pieces if piece.start <= offset < piece.end)
        return next(around, Piece(offset, offset, Role.NOTE, ""))

    def _with_kind_beside_date(self, named: list[tuple[str, KindMention]]) -> Entry | None:
        """« (Réunion 02/04/2015) »: the kind that stands with the date; one on a line of its own is words."""
        dated = [self._piece(date.start) for date in self.dates]
        for group, mention in named:
            piece = self._piece(mention.start)
            if piece.role is Role.FACTS and piece in dated:
                pieces = [
                    replace(one, role=Role.WORDS) if one not in dated and self._continues(one) else one
                    for one in self.pieces
                ]
                return replace(self, pieces=pieces, kind=EntryKind(group, mention.word, sure=True))
        return None

    def _continues(self, piece: Piece) -> bool:
        """Whether a piece is a line under the title's."""
        before = [one for one in self.pieces if one.end <= piece.start and one.role is Role.WORDS]
        return piece.role is Role.FACTS and not piece.place and "\n" in piece.before and bool(before)

    def _kind(self, named: list[tuple[str, KindMention]]) -> EntryKind:
        """The kind set apart, else that with which the title or the heading begins, else that of the section."""
        for group, mention in named:
            if self._piece(mention.start).role is Role.FACTS:
                return EntryKind(group, mention.word, sure=True)
        return next(self._leading(named), EntryKind(self._theme, self.context.kind if self._theme else ""))

    @property
    def _theme(self) -> str:
        return self.context.theme if self.context.theme in _GROUPS else ""

    def _leading(self, named: list[tuple[str, KindMention]]) -> Iterator[EntryKind]:
        words = next((piece for piece in self.pieces if piece.role is Role.WORDS), None)
        for group, mention in named:
            before = self.block.text[words.start : mention.start] if words and mention.start >= words.start else "«"
            if words and _leads(before, mention, weak=self.context.theme == group):
                quoted = QUOTED.match(self.block.text[mention.end : words.end].lstrip(" :"))
                yield EntryKind(group, mention.word, sure=bool(quoted) or self._is_a_titled_talk(mention, words))
        if (heading := self.context.heading) and self.block.kind is BlockKind.PARAGRAPH:
            for group in _GROUPS:
                for mention in find_kinds(heading.text, group):
                    if _leads(heading.text[: mention.start], mention):
                        yield EntryKind(group, mention.word)

    def _is_a_titled_talk(self, mention: KindMention, words: Piece) -> bool:
        """« Conférence de Claire Petit : « Titre » », and nothing behind it."""
        said = self.block.cut(mention.start, words.end)
        return any(match.end() == len(said.text) for match in QUOTED.finditer(said.text)) and any(talkers(said))


def _without_names(
    block: Block, dates: list[DateMention], named: list[tuple[str, KindMention]]
) -> tuple[list[DateMention], list[KindMention]]:
    """Dates and kinds without those that are a name beside a day, set apart from it: « Assemblée générale 2025 »."""
    text, kinds = block.text, [mention for _, mention in named]
    days = [date for date in dates if date.is_day]
    for date in dates:
        kind = next((each for each in kinds if text[each.end : date.start] == " "), None)
        if not kind or len(date.value) != _YEAR or date.until or not _is_closed(text, kind.start, date.end):
            continue
        if any(day.value[:_YEAR] == date.value for day in days):
            dates = [each for each in dates if each is not date]
            kinds = [each for each in kinds if each is not kind]
    return dates, kinds


def _is_closed(text: str, start: int, end: int) -> bool:
    """Whether words are set apart from those before and after them."""
    return bool(_APART_BEFORE.search(text[:start]) and _APART_AFTER.match(text, end))


def _leads(before: str, mention: KindMention, *, weak: bool = False) -> bool:
    """Whether a title begins with a kind: « Le 3e forum des mobilités »; a weak word only where it may be one."""
    return (weak or not mention.weak) and len(before.split()) <= _LEADING_WORDS and "«" not in before
