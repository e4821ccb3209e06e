"""Answers remembered by what was asked, up to a number of them. What is asked, is not for here."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

__all__ = ["Bounded", "Remembered"]

_Asked = TypeVar("_Asked", bound=Hashable)
_Answer = TypeVar("_Answer")


class Bounded(dict[_Asked, _Answer]):
    """What was kept last: all is forgotten once there would be more than ``most``.

    >>> kept = Bounded(2)
    >>> [kept.keep(number, -number) for number in range(3)], kept
    ([0, -1, -2], {2: -2})
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def keep(self, asked: _Asked, answer: _Answer) -> _Answer:
        """Keep an answer, and return it."""
        if len(self) >= self._most:
            self.clear()
        self[asked] = answer
        return answer


class Remembered(Bounded[str, _Answer]):
    """Answers by text, looked up without a call into Python once they are known.

    >>> lengths = Remembered(len, 2)
    >>> [lengths[word] for word in ("a", "la", "a", "les")], list(lengths)
    ([1, 2, 1, 3], ['les'])
    """

    def __init__(self, look_up: Callable[[str], _Answer], most: int) -> None:
        super().__init__(most)
        self._look_up = look_up

    def __missing__(self, asked: str) -> _Answer:
        return self.keep(asked, self._look_up(asked))
