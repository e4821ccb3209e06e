"""The days that spreadsheets keep as numbers (ECMA-376, part 1, section 18.17.4.1), where a cell lost its format.

Which of the two calendars a workbook counts in, the number does not tell: reading it as a date is not for here.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

__all__ = ["counted_days"]

_NUMBER = re.compile(r"(\d{5})(?:[.,]\d+)?")
_FIRST, _FIRST_OF_1904 = date(1899, 12, 30), date(1904, 1, 1)
_COUNTED = range(18_264, 73_051)
"""The numbers of the days from 1950 to 2099."""


def counted_days(value: str) -> tuple[date, date] | None:
    """The day of our time that the number is where days are counted from 1900, and where they are from 1904.

    >>> [day.isoformat() for day in counted_days("41407,75")], counted_days("2013")
    (['2013-05-13', '2017-05-14'], None)
    """
    found = _NUMBER.fullmatch(value)
    number = timedelta(int(found[1])) if found and int(found[1]) in _COUNTED else None
    return (_FIRST + number, _FIRST_OF_1904 + number) if number else None
