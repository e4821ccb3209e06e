"""Filters and numbers of rows as a researcher writes them, understood or refused with a sentence.

What they keep is decided by :mod:`graph.networks.filters`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Mapping
from typing import Any

from graph.networks.filters import Filters
from graph.networks.relations import DOCUMENTS
from graph.views.things import ThingKind
from ontology.errors import CallError
from ontology.nearest import did_you_mean

__all__ = ["filters_of", "kinds_of", "rows_of"]

_KINDS = (*DOCUMENTS, ThingKind.PAGE)
"""The kinds of document that networks are drawn from."""


def filters_of(given: Mapping[str, Any], concept: Callable[[str], str]) -> Filters:
    """The filters that the given values make; ``concept`` gives the IRI of a concept that is named.

    ``kinds`` may be one kind or several. Raises :class:`CallError` for a name or a value that does not fit.

    >>> filters_of({"first": 2019, "last": 2010, "kinds": "event"}, str).first
    2010
    >>> filters_of({"confidence": 50}, str)
    Traceback (most recent call last):
    ontology.errors.CallError: “50” is no confidence. Give a number from 0 to 1, such as 0.5.
    """
    known = set(Filters.__dataclass_fields__)
    for name in given.keys() - known:
        raise CallError(f"there is no filter “{name}”", None, f"Use one of: {', '.join(sorted(known))}.")
    return Filters(
        first=_year("first", given.get("first")),
        last=_year("last", given.get("last")),
        kinds=kinds_of(given.get("kinds") or (), _KINDS),
        about=concept(given["about"]) if given.get("about") else None,
        confidence=_confidence(given.get("confidence", 0.0)),
    )


def kinds_of(given: str | Collection[str], known: Collection[ThingKind]) -> frozenset[ThingKind]:
    """One kind or several, of those known; raises :class:`CallError` with the nearest for another."""
    names = [kind.value for kind in known]
    asked = [given] if isinstance(given, str) else list(given)
    for each in asked:
        if each not in names:
            raise CallError(f"“{each}” is no kind that fits here", None, did_you_mean(str(each).lower(), names))
    return frozenset(map(ThingKind, asked))


def rows_of(limit: object) -> int:
    """A number of rows, or of ties; raises :class:`CallError` for what is not a whole number from 1 on."""
    found = _whole(limit)
    if found is None or found < 1:
        raise CallError(f"“{limit}” is no number of rows", None, "Give a whole number from 1 on.")
    return found


def _whole(value: object) -> int | None:
    try:
        return None if isinstance(value, bool) else operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        return None


def _year(name: str, value: object) -> int | None:
    if value is None:
        return None
    year = _whole(value)
    if year is None or not 1 <= year <= 9999:
        raise CallError(f"“{value}” is no year for “{name}”", None, f"Give a whole number, such as {name}=2015.")
    return year


def _confidence(value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    raise CallError(f"“{value}” is no confidence", None, "Give a number from 0 to 1, such as 0.5.")
