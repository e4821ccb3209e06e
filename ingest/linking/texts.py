"""Texts to link, and gold texts with their keywords, from a file of one JSON object a line."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from ingest.linking.text_lines import text_lines
from ingest.records import Passage
from ingest.sources.languages import language_code
from ingest.special_files import named_special_file
from ontology.decoding import UNDECODABLE
from ontology.errors import DataError, Place

__all__ = ["GoldText", "SourceText", "read_gold", "read_texts"]

_REMEDY = 'Each line is one JSON object, best in UTF-8, with "id" and "text", and may have "title" and "language".'
_GOLD_REMEDY = 'Each line is one JSON object, best in UTF-8, with "id", "text" and "concepts" (a list of IRIs).'


class SourceText(msgspec.Struct, frozen=True):
    """A line of a file of texts."""

    id: str | int
    text: str
    title: str | None = None
    language: str | None = None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The title, where there is one, and the text."""
        title = (Passage("title", self.title),) if self.title else ()
        return *title, Passage("text", self.text)


class GoldText(SourceText, frozen=True, kw_only=True):
    """A line of a gold file: ``concepts`` are the IRIs that were chosen for the text."""

    concepts: frozenset[str]


_Line = TypeVar("_Line", bound=SourceText)


def read_texts(
    path: Path, tell: Callable[[str], object] = str, set_aside: Callable[[DataError], object] | None = None
) -> Iterator[SourceText]:
    """The texts of a file (``-``: standard input), one at a time, each with its language as a tag.

    ``tell`` is told, once, of a language that is not known: the text has none then. ``set_aside`` is given what is
    wrong with each line that cannot be understood. Without it, such a line raises its :class:`DataError`, as does a
    file that cannot be read or is empty.
    """
    return _read(path, SourceText, _REMEDY, tell, set_aside)


def read_gold(path: Path, tell: Callable[[str], object] = str) -> Iterator[GoldText]:
    """The texts of a gold file; tells and raises as :func:`read_texts` does, and waits for no pipe or device."""
    if special := named_special_file(path):
        raise DataError(special, Place(str(path)), "Check the path.")
    return _read(path, GoldText, _GOLD_REMEDY, tell, None)


def _read(
    path: Path,
    line_type: type[_Line],
    remedy: str,
    tell: Callable[[str], object],
    set_aside: Callable[[DataError], object] | None,
) -> Iterator[_Line]:
    decoder, empty, told = msgspec.json.Decoder(line_type), True, False
    for number, line in enumerate(text_lines(path), 1):
        if not line.strip():
            continue
        empty, place = False, Place(str(path), f"line {number}")
        try:
            text = _decoded(line, decoder, place, remedy)
        except DataError as error:
            if set_aside is None:
                raise
            set_aside(error)
            continue
        if text.language:
            written, text = text.language, replace(text, language=language_code(text.language))
            if not told and not text.language and written.strip():
                tell(
                    f"{place}: the language “{written[:40]}” is not known. Such a text is read as one that names none."
                )
                told = True
        yield text
    if empty:
        raise DataError("the file holds no text", Place(str(path)), remedy)


def _decoded(line: bytes, decoder: msgspec.json.Decoder[_Line], place: Place, remedy: str) -> _Line:
    try:
        return decoder.decode(line.removeprefix(codecs.BOM_UTF8))
    except UNDECODABLE as error:
        raise DataError(f"the line cannot be understood: {error}", place, remedy) from error
