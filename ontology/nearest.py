"""The known name that a wrong one is most like, for whoever mistyped it. Names of things are for the label index."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["did_you_mean", "nearest"]


def nearest(name: str, known: Iterable[str]) -> str:
    """The name most like that one; empty where none is like it.

    >>> nearest("tittle", ["title", "date"]), nearest("weather", ["title", "date"])
    ('title', '')
    """
    return next(iter(difflib.get_close_matches(name, list(known), n=1)), "")


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """What to do about a name that is none of the known ones: take the nearest; where none is near, that, or any.

    >>> did_you_mean("tittle", ["title", "date"]), did_you_mean("weather", ["title", "date"])
    ('Did you mean “title”?', 'Use one of: title, date.')
    """
    names = list(known)
    near = nearest(name, names)
    return f"Did you mean “{near}”?" if near else otherwise or f"Use one of: {', '.join(names)}."
