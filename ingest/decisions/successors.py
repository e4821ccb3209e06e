"""Things whose title or date was mended in a source, so that what people decided on the old name applies to the new.

It looks at the names of today's things, and at those that they are known to have had since, so that a rebuild from
nothing finds the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from ingest.decisions.rulings import since

__all__ = ["is_mended", "successors"]

_NUMBER = re.compile(r"\d+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d-")
_DATE = re.compile(r"(?<=/)(\d{4})(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?-")
"""What a name begins with: a year, a month of it, a day."""
_LETTER = re.compile(r"(?<![a-z])(?![cdjlmnst]-)(?:[a-z]|[ivx]+)(?![a-z])")
_SAME_DAY, _ALIKE = 75, 90
"""Likeness of two names (0 to 100) from which one is the other mended: of one day, and otherwise."""


def successors(gone: Iterable[str], known: Iterable[str], names: Mapping[str, str] | None = None) -> dict[str, str]:
    """For each path that is gone, the one path of today that is surely the same thing under a mended name.

    Numbers and single letters must be the same, so that one year's forum or « atelier A » never stands for another;
    only the day may be mended, where all the words are the same. Where several fit, none does. ``names`` are the next
    ones of former names: what fits the last that a thing had goes before what fits an earlier one.

    >>> successors(["event/2013-05-13-forum-des-tier-lieux"], ["event/2013-05-13-forum-des-tiers-lieux"])
    {'event/2013-05-13-forum-des-tier-lieux': 'event/2013-05-13-forum-des-tiers-lieux'}
    >>> successors(["event/2013-forum"], ["event/2014-forum"])
    {}
    """
    by_folder: defaultdict[str, set[str]] = defaultdict(set)
    for path in known:
        by_folder[path.partition("/")[0]].add(path)
    found: dict[str, str] = {}
    for path in gone:
        fitting = _fitting(since(path, names or {}), by_folder[path.partition("/")[0]])
        if len(fitting) == 1:
            found[path] = fitting[0]
    return found


def _fitting(had: Sequence[str], known: set[str]) -> list[str]:
    """Those of today that are the thing that had these names, one after the other."""
    if still := [name for name in had if name in known]:
        return still[-1:]
    fitting = ([each for each in known if is_mended(name, each)] for name in reversed(had))
    return next(filter(None, fitting), [])


def is_mended(old: str, new: str) -> bool:
    """Whether one path is the other with a name that was mended.

    >>> is_mended("person/ane-dupont", "person/anne-dupont"), is_mended("event/2019-forum", "event/2020-forum")
    (True, False)
    """
    numbers, others = _NUMBER.findall(old), _NUMBER.findall(new)
    if numbers != others:
        date, other = _DATE.search(old), _DATE.search(new)
        return bool(date and other and date.span() == other.span() and date[1] == other[1]) and (
            _DATE.sub("", old) == _DATE.sub("", new)
        )
    if _LETTER.findall(old) != _LETTER.findall(new):
        return False
    dated = _DAY.search(old)
    if dated and not _DAY.search(new):
        return False
    words, other_words = (path.partition("/")[2][11 if dated else 0 :] for path in (old, new))
    return fuzz.ratio(words, other_words) >= (_SAME_DAY if dated else _ALIKE)
