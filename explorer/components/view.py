"""What a relationship graph shows, as the steps that led to it, and how an address carries them.

Which things a step brings is asked elsewhere; a snapshot never changes, so the same steps bring the same things.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Literal

import msgspec

from ontology.errors import CallError
from ontology.namespaces import compact, expand

__all__ = ["Layout", "Step", "View", "decode", "decode_places", "encode", "encode_places"]

_Rename = Callable[[str], str]
Layout = Literal["force", "hierarchy", "time", "kind"]
NOWHERE = (-32768, -32768)
"""Where a thing stands that was not told."""
_IRIS = ("iri", "relation", "into")
MOST_STEPS = 1_000
LARGEST = 200_000
"""Bytes of a view's text, unpacked: far more than any real one, so that a crafted address cannot fill the memory."""


class Step(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """One thing done: ``expand`` is by one relation, direction and kind of other end, or by all where empty.

    ``add`` brings a thing with its neighbours, ``show`` the thing alone; ``fold`` takes back those that hang on it
    alone; ``merge`` draws a thing as one with ``into``, ``part`` as itself again.
    """

    act: Literal["add", "expand", "hide", "pin", "free", "show", "fold", "merge", "part"]
    iri: str
    relation: str = ""
    incoming: bool = False
    kind: str = ""
    into: str = ""


class View(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """The steps in order, what the filters leave out, and how the rest is laid out and coloured.

    ``first`` and ``last`` are years (0: open), ``about`` a concept, ``sure`` the least confidence in percent.
    """

    steps: Annotated[tuple[Step, ...], msgspec.Meta(max_length=MOST_STEPS)] = ()
    without_kinds: tuple[str, ...] = ()
    without_relations: tuple[str, ...] = ()
    first: int = 0
    last: int = 0
    about: str = ""
    sure: int = 0
    layout: Layout = "force"
    colour: Literal["kind", "community"] = "kind"
    size: Literal["same", "importance"] = "same"

    def then(self, step: Step) -> View:
        """The view after one more step; a thing just added, hidden or pinned is not so twice."""
        if step.act != "expand" and self.steps and self.steps[-1] == step:
            return self
        return msgspec.structs.replace(self, steps=(*self.steps, step))

    def without_last(self) -> View:
        """The view before its last step."""
        return msgspec.structs.replace(self, steps=self.steps[:-1])

    def toggle(self, what: Literal["kind", "relation"], name: str) -> View:
        """The view with a kind or relation filtered out, or let in again."""
        field = "without_kinds" if what == "kind" else "without_relations"
        left_out = set(getattr(self, field)) ^ {name}
        return msgspec.structs.replace(self, **{field: tuple(sorted(left_out))})

    def within(self, first: int, last: int, sure: int) -> View:
        """The view of a period and a confidence; a period told backwards is turned around."""
        if first and last and first > last:
            first, last = last, first
        return msgspec.structs.replace(self, first=first, last=last, sure=min(max(sure, 0), 100))

    def unfiltered(self) -> View:
        """The view with nothing left out."""
        return View(self.steps, layout=self.layout, colour=self.colour, size=self.size)

    @property
    def filters(self) -> int:
        """How many filters are at work."""
        period = bool(self.first or self.last)
        return len(self.without_kinds) + len(self.without_relations) + period + bool(self.about) + bool(self.sure)

    @property
    def merged(self) -> dict[str, str]:
        """The things that are drawn as one with another, and with which."""
        into: dict[str, str] = {}
        for step in self.steps:
            if step.act == "merge" and (end := into.get(step.into, step.into)) != step.iri:
                into |= {iri: end for iri, old in into.items() if old == step.iri} | {step.iri: end}
            elif step.act == "part":
                into.pop(step.iri, None)
        return into

    @property
    def pinned(self) -> frozenset[str]:
        """The things that stay where they were put."""
        pinned: set[str] = set()
        for step in self.steps:
            if step.act == "pin":
                pinned.add(step.iri)
            elif step.act == "free":
                pinned.discard(step.iri)
        return frozenset(pinned)

    @property
    def begun_with(self) -> frozenset[str]:
        """The things that were asked for by name."""
        return frozenset(step.iri for step in self.steps if step.act in {"add", "show"})


def encode(view: View, base: str) -> str:
    """The view as one word for an address; ``base`` is the start that most IRIs share.

    >>> view = View((Step("add", "https://e.org/a"),))
    >>> decode(encode(view, "https://e.org/"), "https://e.org/") == view
    True
    """
    short = _renamed(view, lambda iri: "~" + iri.removeprefix(base) if iri.startswith(base) else compact(iri))
    return _word(zlib.compress(msgspec.json.encode(short), 9))


def decode(word: str, base: str) -> View:
    """The view that :func:`encode` wrote; raises :class:`CallError` for a word that it did not write."""
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(_bytes(word), LARGEST)
        short = msgspec.json.decode(text, type=View)
    except (zlib.error, binascii.Error, ValueError, msgspec.MsgspecError, RecursionError) as error:
        raise CallError("the view in the address cannot be read", None, "Begin again from a thing.") from error
    return _renamed(short, lambda iri: base + iri[1:] if iri.startswith("~") else expand(iri))


def encode_places(places: Mapping[str, tuple[int, int]], order: Sequence[str], snapshot: str) -> str:
    """Where each thing stands, in the order of the things, for this snapshot alone: four bytes each.

    >>> word = encode_places({"a": (-20, 31), "b": (5, 40_000)}, ["a", "b"], "s")
    >>> decode_places(word, ["a", "b"], "s")
    {'a': (-20, 31), 'b': (5, 32767)}
    >>> decode_places(word, ["a", "b"], "another")
    {}
    """
    packed = b"".join(_short(part) for iri in order for part in places.get(iri, NOWHERE))
    return _word(zlib.compress(_seal(order, snapshot) + packed, 9))


def decode_places(word: str, order: Sequence[str], snapshot: str) -> dict[str, tuple[int, int]]:
    """The places of :func:`encode_places`; none when they belong to other things or another snapshot."""
    try:
        packed = zlib.decompressobj().decompress(_bytes(word), LARGEST)
    except (zlib.error, binascii.Error, ValueError):
        return {}
    if packed[:4] != _seal(order, snapshot) or len(packed) != 4 + 4 * len(order):
        return {}
    numbers = [int.from_bytes(packed[at : at + 2], "big", signed=True) for at in range(4, len(packed), 2)]
    places = {iri: (numbers[2 * at], numbers[2 * at + 1]) for at, iri in enumerate(order)}
    return {iri: place for iri, place in places.items() if place != NOWHERE}


def _seal(order: Sequence[str], snapshot: str) -> bytes:
    """A check that places are read back for the things they were written for."""
    return zlib.crc32("\n".join([snapshot, *order]).encode()).to_bytes(4, "big")


def _short(number: int) -> bytes:
    return max(-32768, min(32767, number)).to_bytes(2, "big", signed=True)


def _renamed(view: View, rename: _Rename) -> View:
    steps = tuple(
        msgspec.structs.replace(step, **{name: rename(iri) for name in _IRIS if (iri := getattr(step, name))})
        for step in view.steps
    )
    relations = tuple(rename(iri) for iri in view.without_relations)
    about = rename(view.about) if view.about else ""
    return msgspec.structs.replace(view, steps=steps, without_relations=relations, about=about)


def _word(packed: bytes) -> str:
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _bytes(word: str) -> bytes:
    return base64.urlsafe_b64decode(word.encode() + b"=" * (-len(word) % 4))
