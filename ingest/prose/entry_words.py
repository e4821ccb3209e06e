"""The title, subtitle and place of an entry of a programme: the words that its date and kind leave."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ingest.prose.entry import Entry
from ingest.prose.lexicon import find_kinds
from ingest.prose.page import BlockKind, Span
from ingest.prose.pieces import Piece
from ingest.prose.wording import BUILDING, FILLER, QUOTED, ROOM, TITLE_LABEL, place_name, place_said

__all__ = ["EntryWords", "entry_words", "is_only_a_place"]

_ENDS = " \t\n,;:–—-|·•"
_LEADING_WORDS = 2
_LABEL = re.compile(
    r"(?!(?:aux?|avec|pour|sur|à|en|de|du|les?|la|une?|nos|notre|par|with|on|at|for|the|an?|by|invit\w+|guests?|films?)\b)"
    r"[a-zà-ÿœ][\w’'-]*(?: [\w’'-]+){0,3}(?=\s?:\s?[«“\"])"
)
_ARTICLE = re.compile(r"L[ea] |Les ")
_NAMED_BY_YEAR = re.compile(r"\s(?:19|20)\d\d$")
_OF = re.compile(r"\sd(?:e\s|['’])", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\(([^()\n]{1,100})\)")


@dataclass(frozen=True, slots=True)
class EntryWords:
    """What an entry calls its thing, where it takes place, and its kind where that is one of no list."""

    title: Span | None = None
    subtitle: Span | None = None
    place: str = ""
    kind: str = ""


def entry_words(entry: Entry) -> EntryWords:
    """The words of an entry as title, subtitle and place; the heading above is the title of an entry without one.

    « Colloque, Brest » leaves in doubt whether Brest is title or place, and so is neither; « Séminaire de lancement :
    Brest, 5 mai 2024 », too, where the kind says what is done.
    """
    runs = entry.runs()
    place = next((piece.place for piece in entry.pieces if piece.place), "")
    above = entry.context.heading if entry.block.kind is BlockKind.PARAGRAPH else None
    heading = _unquoted(Span(above.text, above.start), entry.kind.word)[0] if above else None
    if not runs:
        return EntryWords(heading, place=place)
    if heading and not place and is_only_a_place(entry):
        return EntryWords(heading, place=entry.said(runs[0][0]).strip(_ENDS + "."))
    if is_only_a_place(entry) and (_is_room(entry, runs[0][0]) or _is_behind_a_name(entry, runs[0][0])):
        return EntryWords(heading, place=entry.said(runs[0][0]).strip(_ENDS + "."))
    if entry.kind.sure and len(runs) == 1 and _is_a_venue(entry, runs[0]):
        known = _is_room(entry, runs[0][0]) or _is_building(entry, runs[0][0])
        return EntryWords(heading, place=place or _together(entry, runs[0] if known else runs[0][-1:]))
    if entry.kind.sure and is_only_a_place(entry) and (not runs[0][0].is_apart or _says_what_is_done(entry)):
        return EntryWords(place=place)
    first, others = _first_run(entry, runs)
    for run in others:
        if not place and all(place_name(entry.said(piece)) for piece in run):
            place = _together(entry, run)
            first = [piece for piece in first if piece not in run]
    return _titles(entry, first, place)


def is_only_a_place(entry: Entry) -> bool:
    """Whether all the words, after the date, are one name."""
    runs = entry.runs()
    return len(runs) == 1 and len(runs[0]) == 1 and runs[0][0].start > 0 and place_name(entry.said(runs[0][0]))


def _is_a_venue(entry: Entry, run: list[Piece]) -> bool:
    """« Conférence, Salle Messiaen, Grenoble », « Assemblée générale, La Fourmi, Voiron »: names behind the comma of a
    kind, of which the first is a building's, or begins with an article, and the last is the town. « Forum, Santé
    Mentale, Grenoble » has a title there.
    """
    if len(run) < 2 or run[0].is_apart or not all(place_name(entry.said(piece)) for piece in run):
        return False
    before = next((piece for piece in entry.pieces if piece.end <= run[0].start < piece.end + 3), None)
    named = bool(before and entry.kind.word and entry.said(before).strip(_ENDS).endswith(entry.kind.word))
    said = entry.said(run[0]).strip()
    is_where = _ARTICLE.match(said) is not None or _is_room(entry, run[0]) or _is_building(entry, run[0])
    return named and is_where and len(said.split()) > 1


def _is_building(entry: Entry, piece: Piece) -> bool:
    said = entry.said(piece)
    return bool(BUILDING.match(said.strip())) and not find_kinds(said, "event")


def _together(entry: Entry, pieces: list[Piece]) -> str:
    return entry.block.text[pieces[0].start : pieces[-1].end].strip(_ENDS + ".")


def _is_room(entry: Entry, piece: Piece) -> bool:
    return bool(ROOM.fullmatch(entry.said(piece).strip(_ENDS + ".")))


def _is_behind_a_name(entry: Entry, piece: Piece) -> bool:
    """« Atelier, par Anne Coste, Vif »: what is behind who speaks is where."""
    return any(role.bare and role.end < piece.start + 1 for role in entry.roles)


def _says_what_is_done(entry: Entry) -> bool:
    """Whether a kind goes on with another before the words: « Séminaire de lancement »."""
    before = entry.block.text[: entry.runs()[0][0].start]
    kinds = find_kinds(before, "event")
    return any(_OF.fullmatch(before, one.end, other.start) for one, other in pairwise(kinds))


def _first_run(entry: Entry, runs: list[list[Piece]]) -> tuple[list[Piece], list[list[Piece]]]:
    """The pieces of the title, and the runs that may be a place: what follows a title in quotes, or ends a line."""
    first, others = runs[0], runs[1:]
    for index, piece in enumerate(first):
        if _is_quoted(entry.said(piece), entry.kind.word):
            return [piece], [first[index + 1 :], *others] if first[index + 1 :] else others
    others = [line for run in others for line in _lines(run)]
    if room := next((index for index, piece in enumerate(first) if index and _is_room(entry, piece)), 0):
        others = [first[room:], *others]
    elif len(first) > 1 and _is_a_name_with_its_year(entry, first):
        others = [first[1:], *others]
    elif len(first) > 1 and any(date.start < first[0].start for date in entry.dates):
        apart = max((index for index, piece in enumerate(first) if index and piece.is_apart), default=len(first) - 1)
        others = [first[apart:], *others]
    return first, others


def _is_a_name_with_its_year(entry: Entry, run: list[Piece]) -> bool:
    """« Assemblée générale 2024, La Fourmi, Voiron »: a kind and its year, and names behind."""
    name = entry.said(run[0]).strip(_ENDS)
    is_whole = bool(entry.kind.word) and _NAMED_BY_YEAR.search(name) is not None
    return (
        is_whole
        and name.rstrip("0123456789 ").endswith(entry.kind.word)
        and all(place_name(entry.said(piece)) for piece in run[1:])
    )


def _lines(run: list[Piece]) -> list[list[Piece]]:
    """The pieces of a run, line by line."""
    lines: list[list[Piece]] = []
    for piece in run:
        if "\n" in piece.before or not lines:
            lines.append([])
        lines[-1].append(piece)
    return lines


def _is_quoted(words: str, kind: str) -> bool:
    """Whether a piece is a title in quotes, with no more than the kind before it."""
    quoted = QUOTED.search(words)
    if not quoted or _PARENTHESIS.sub("", words[quoted.end() :]).strip(" ."):
        return False
    return not FILLER.sub("", words[: quoted.start()].replace(kind, "", 1)).strip(" :")


def _titles(entry: Entry, run: list[Piece], place: str) -> EntryWords:
    """A run of words as title and, after the end of the line, subtitle."""
    lines = [index for index, piece in enumerate(run) if index and "\n" in piece.before]
    split = lines[0] if lines else len(run)
    title = _trimmed(entry.block.cut(run[0].start, run[split - 1].end))
    subtitle = _trimmed(entry.block.cut(run[split].start, run[-1].end)) if lines else None
    if title is None:
        return EntryWords(place=place)
    bare, said = _unquoted(title, entry.kind.word)
    return EntryWords(bare, subtitle, place or said, _unlisted(title.text) if bare.text != title.text else "")


def _unlisted(title: str) -> str:
    """The words for a kind that is on no list, before a title in quotes: « université d'été : « Titre » »."""
    label = _LABEL.match(title)
    return label[0] if label and not find_kinds(label[0], "event") else ""


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
    before, after = title.text[: match.start()].rstrip(" :"), title.text[match.end() :]
    place = place_said(after)
    rest = after.replace(place, "", 1).replace("à", "") if place else after
    if aside := _PARENTHESIS.search(rest):
        place = place or (aside[1] if place_name(aside[1][:1].upper() + aside[1][1:]) else "")
        rest = _PARENTHESIS.sub("", rest)
    if _unlisted(title.text) and not _letters(rest):
        before = ""
    head = before.removesuffix(kind) if kind else before
    is_named = head != before and len(head.split()) <= _LEADING_WORDS
    if _letters(rest) or (_letters(head) and not is_named):
        return title, ""
    return next(title.cut(*match.span(group)) for group in (1, 2, 3) if match[group]), place


def _letters(words: str) -> bool:
    return any(character.isalpha() for character in FILLER.sub("", words))
