"""Cells of partners and organisers that name several organisations: « CNRS, Orange, Danone », « UGA et Grenoble INP ».

They are parted where a register or a source knows one of the names, or where all pieces clearly are names; what stays
doubtful is told. The affiliations of persons are for :mod:`ingest.actors.affiliations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from enum import Enum, auto

from ingest.actors.entry import Match, Strength, spellings
from ingest.actors.forms import is_short, place_words
from ingest.actors.index import OrganisationIndex
from ingest.actors.legal_forms import LEGAL_FORMS
from ingest.actors.nobody import names_nobody
from ingest.actors.places import is_address
from ingest.actors.spans import JOINED, Span, is_town, longest, says_its_kind, spans
from ingest.actors.statuses import is_status
from ingest.actors.words import is_subject
from ingest.records import Relation
from ontology.folding import fold
from ontology.kinds import kind_of

__all__ = ["LISTING", "Named", "Reader", "is_marked"]

LISTING = frozenset({Relation.PARTNER, Relation.ORGANIZER})
"""The relations whose cells list organisations."""

_MARK = re.compile(r"(?:[,;|\n](?:\s*(?:et|and|&)\s)?)(?![^()\[\]]*[)\]])")
"""A mark between names, which stands in no bracket."""
_JOINT = re.compile(r"\s*[/+]\s*|\s(?:et|and|&)\s")
_FIRM = re.compile(r"(?:et|and|&) (?:fils|filles?|freres?|soeurs?|associe\w*|cie|compagnie|co|sons?|partners?)")
_REST = frozenset(("etc", "et autres", "autres", "et al", "and others"))
_ACRONYM = re.compile(r"[A-ZÀ-Þ]{3,}\b")
_READ = 20_000
"""Characters of a cell that is looked at; a longer one names nobody for sure."""
_LONGEST = 8
"""Words of one name."""
_TOWN = 5
"""Organisations known in a town, from which on its name says where somebody is."""
_SEVERAL = 3
"""Names from which on commas part a list of which none is known."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a list; ``doubtful`` where its words may be several names, or a place."""

    span: Span
    doubtful: bool = False


class _Shape(Enum):
    KNOWN = auto()
    NAME = auto()
    TOWN = auto()
    ADDRESS = auto()
    REST = auto()


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    shape: _Shape


def is_marked(text: str) -> bool:
    """Whether the text has a mark that may part a list."""
    return bool(_MARK.search(text[:_READ]) or _JOINT.search(text[:_READ]))


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads lists by what the ``index`` knows of the organisations that are ``told``: described, or of a register."""

    index: OrganisationIndex
    told: Set[str]

    def names(self, text: str) -> list[Named]:
        """The names in a list, in their order; none where the text is no list, as far as that is clear."""
        if len(text) > _READ or not is_marked(text):
            return []
        pieces = list(self._pieces(text))
        has_known = any(piece.shape is _Shape.KNOWN for piece in pieces)
        if not (has_known or _is_list(text, pieces) or _is_of_one(text, pieces)):
            return []
        found = list(self._named(text, pieces))
        return [] if [each.span.of(text) for each in found] == [text.strip()] else found

    def is_doubtful(self, text: str) -> bool:
        """Whether a text that is one name may be several: « Danone, Air Liquide », « UGA & Orange »."""
        if len(text) > _READ or not is_marked(text):
            return len(text) > _READ
        pieces = list(spans(text, _MARK))
        if len(pieces) > 1:
            return sum(_looks_like_name(piece.of(text)) for piece in pieces) > 1
        return self._is_joint(text)

    def _is_joint(self, text: str, *, in_list: bool = False) -> bool:
        joined = [piece.of(text) for piece in spans(text, _JOINT)]
        named = all(self._known(each) or _looks_like_name(each) for each in joined)
        return len(joined) > 1 and named and (in_list or any(map(self._known, joined)))

    def _known(self, name: str) -> list[Match]:
        """Those that are told of whose name this is; of a single word, to the letter."""
        found = [match for match in self.index.matches(name) if match.entry.identity.path in self.told]
        return [match for match in found if not is_short(name) or name in spellings(match.entry.identity)]

    def _pieces(self, text: str) -> Iterator[_Piece]:
        pieces = list(spans(text, _MARK))
        first = 0
        while first < len(pieces):
            if count := longest(text, pieces[first : first + JOINED], self._known):
                yield _Piece(Span(pieces[first].start, pieces[first + count - 1].end), _Shape.KNOWN)
            else:
                yield from self._read(text, pieces[first])
            first += count or 1

    def _read(self, text: str, span: Span) -> Iterator[_Piece]:
        name = span.of(text)
        known = self._known(name)
        joined = list(spans(text, _JOINT, span.start, span.end))
        if is_address(name):
            yield _Piece(span, _Shape.ADDRESS)
        elif is_town(name, self.index):
            yield _Piece(span, _Shape.TOWN)
        elif fold(name) in _REST or fold(name) in LEGAL_FORMS or names_nobody(name):
            yield _Piece(span, _Shape.REST)
        elif len(joined) > 1 and not _is_whole(known) and all(self._known(each.of(text)) for each in joined):
            yield from (_Piece(each, _Shape.KNOWN) for each in joined)
        else:
            yield _Piece(span, _Shape.KNOWN if known else _Shape.NAME)

    def _named(self, text: str, pieces: Sequence[_Piece]) -> Iterator[Named]:
        run: list[Span] = []
        for piece in pieces:
            if piece.shape is _Shape.NAME:
                run.append(piece.span)
                continue
            yield from self._unknown(text, run)
            run = []
            if piece.shape is _Shape.KNOWN:
                yield Named(piece.span)
            elif piece.shape is _Shape.TOWN and not self._is_place(text, piece, pieces):
                yield Named(piece.span, doubtful=True)
        yield from self._unknown(text, run)

    def _unknown(self, text: str, run: Sequence[Span]) -> Iterator[Named]:
        """Names that follow one another, each its own where all look like names; else they may be one with commas."""
        if all(_looks_like_name(span.of(text)) for span in run):
            for span in run:
                yield Named(span, self._is_joint(span.of(text), in_list=True))
        elif run:
            yield Named(Span(run[0].start, run[-1].end), doubtful=True)

    def _is_place(self, text: str, town: _Piece, pieces: Sequence[_Piece]) -> bool:
        """Whether the name of a town says where somebody is: in an address, beside one who is there, or a known one."""
        if len(pieces) < _SEVERAL or any(piece.shape is _Shape.ADDRESS for piece in pieces):
            return True
        words = place_words(town.span.of(text))
        if self.index.inhabitants(words) >= _TOWN:
            return True
        known = (match for piece in pieces if piece.shape is _Shape.KNOWN for match in self._known(piece.span.of(text)))
        return any(match.entry.places and match.entry.places <= words for match in known)


def _is_whole(known: Sequence[Match]) -> bool:
    return any(match.strength >= Strength.WORDS for match in known)


def _is_list(text: str, pieces: Sequence[_Piece]) -> bool:
    """Whether names of which none is known are a list: three and more, or two that say what they are. Between them, one
    may be a town's."""
    between = len(pieces) - 1
    listed = [
        piece.span.of(text)
        for place, piece in enumerate(pieces)
        if piece.shape is _Shape.NAME or (piece.shape is _Shape.TOWN and 0 < place < between)
    ]
    if len(listed) < len(pieces) or not all(map(_looks_like_name, listed)):
        return False
    return len(listed) >= _SEVERAL or (len(listed) > 1 and all(map(_says_what_it_is, listed)))


def _is_of_one(text: str, pieces: Sequence[_Piece]) -> bool:
    """Whether the pieces are one name and what status it has."""
    others = [piece.span.of(text) for piece in pieces if piece.shape is not _Shape.NAME]
    return len(pieces) - len(others) == 1 and bool(others) and all(map(is_status, others))


def _says_what_it_is(name: str) -> bool:
    return says_its_kind(name) or (bool(_ACRONYM.match(name)) and not name.isupper())


def _looks_like_name(name: str) -> bool:
    words = fold(name).split()
    rises = name[:1].isupper() or (name[:1].isdigit() and any(letter.isupper() for letter in name))
    if not rises or not words or len(words) > _LONGEST or set(words) <= LEGAL_FORMS:
        return False
    of_subjects = is_subject(name) and not (len(words) > 1 and kind_of(words[0], "organisation"))
    return not of_subjects and not _FIRM.search(fold(name)) and "@" not in name
