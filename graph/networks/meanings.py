"""What networks, measures and answers are called and mean, by language, on screen as in notebooks and files.

The words are in ``meanings.toml``; what pages alone say is not for here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

__all__ = ["Meaning", "meaning"]


class Meaning(msgspec.Struct, frozen=True):
    """What a thing is called, where it has a name for people, and what it means, in French and English."""

    sentences: dict[str, str]
    titles: dict[str, str] = {}


def meaning(name: str) -> Meaning:
    """The meaning of a network, a measure or an answer of that name.

    >>> meaning("degree").titles["fr"], meaning("degree").sentences["en"]
    ('Degré', 'How many others it is tied to.')
    """
    return _meanings()[name]


@cache
def _meanings() -> Mapping[str, Meaning]:
    return msgspec.toml.decode((files("graph.networks") / "meanings.toml").read_bytes(), type=dict[str, Meaning])
