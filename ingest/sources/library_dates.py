"""The year that libraries write with marks of their own: « [2011] », « cop. 2011 ». Other dates are not for here."""

from __future__ import annotations

import re

__all__ = ["plain_year"]

_MARK = r"(?:cop\.?|copyright|impr\.?|D\.\s?L\.|DL|dépôt légal|\(c\)|c|[©℗])"
_YEAR = re.compile(rf"\[?\s*(?:{_MARK}\s*)?\[?([12]\d{{3}})(?:[a-z]|\s?\?)?\s*\]?\s*\.?", re.IGNORECASE)


def plain_year(written: str) -> str:
    """The year, where a date is one and the marks that say whence it is known; any other date as it is written.

    A letter behind it tells works of one author and one year apart; of a probable year (« 2011? »), it is that year.

    >>> [plain_year(written) for written in ("[2011]", "cop. 2011", "©2011", "2011?", "2016a", "2011-05", "[s.d.]")]
    ['2011', '2011', '2011', '2011', '2016', '2011-05', '[s.d.]']
    """
    year = _YEAR.fullmatch(written.strip())
    return year[1] if year else written
