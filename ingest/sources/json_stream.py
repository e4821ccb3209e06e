"""The items of a JSON list that is too long to be held in memory, read one after the other with the standard decoder.

Where a list stands in a file, and what its items say, is not for here.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Collection, Iterator
from typing import BinaryIO

__all__ = ["streamed_items"]

_BLOCK = 1 << 20
_LONGEST = 50_000_000
"""The longest value that is read, in characters."""
_BLANK = re.compile(r"[ \t\n\r]*")


def streamed_items(file: BinaryIO, members: Collection[str], holders: Collection[str]) -> Iterator[str]:
    """The text of each item of the list that the file is, or that it holds in one of these members.

    The member may itself be in an object that is one of the ``holders``. Raises :class:`ValueError`, with the reason,
    where the text is no JSON or has no such list, and when an item is longer than fifty million characters.
    """
    stream = _Stream(file)
    if not _found(stream, members, holders):
        raise ValueError("no list stands where answers stand")
    if stream.taken("]"):
        return
    while True:
        yield stream.value()
        if stream.taken("]"):
            return
        stream.expect(",")


def _found(stream: _Stream, members: Collection[str], holders: Collection[str], depth: int = 0) -> bool:
    """Go on to the first item of the list, as far as the object is one that holds it."""
    if stream.taken("["):
        return True
    stream.expect("{")
    while not stream.taken("}"):
        name = json.loads(stream.value())
        stream.expect(":")
        if name in members and stream.peek() == "[":
            return stream.taken("[")
        if name in holders and depth == 0 and stream.peek() == "{":
            if _found(stream, members, holders, depth + 1):
                return True
        else:
            stream.value()
        stream.taken(",")
    return False


class _Stream:
    """A text read block by block, of which no more is kept than the value at hand."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decode = codecs.getincrementaldecoder("utf-8")().decode
        self._decoder = json.JSONDecoder()
        self._text = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """The next character that is no white space; empty at the end."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def taken(self, character: str) -> bool:
        """Whether that character is next; it is passed over."""
        found = self.peek() == character
        self._at += found
        return found

    def expect(self, character: str) -> None:
        """Pass over that character; raises :class:`ValueError` where another stands."""
        if not self.taken(character):
            raise ValueError(f"“{self.peek()[:1]}” stands where “{character}” should")

    def value(self) -> str:
        """The text of the next value, whole."""
        self.peek()
        while True:
            try:
                _, end = self._decoder.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if isinstance(error, RecursionError) or not self._more():
                    raise ValueError(f"it breaks there ({error})") from error
                continue
            if end < len(self._text) or not self._more():  # a number may go on in the next block
                break
        text, self._at = self._text[self._at : end], end
        return text

    def _more(self) -> bool:
        """Read on, twice as much as is waiting, so that a long value is not tried too often."""
        waiting = len(self._text) - self._at
        if self._ended or waiting > _LONGEST:
            return False
        block = self._file.read(max(_BLOCK, waiting))
        self._ended = not block
        self._text = self._text[self._at :] + self._decode(block, final=not block)
        self._at = 0
        return not self._ended
