"""Where a publication stands (« Revue, 12 (3), p. 45-67 »), taken apart for formats that say each part by itself.

It is taken apart where it has the form in which sources are read; guessing at other forms is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["container_parts"]

_PAGE = r"(?:[A-Za-z]{0,2}\d[\w.:]*|[ivxlc]+)"
_WHERE = re.compile(
    r"(?P<name>.+?)"
    r"(?:, (?:(?P<volume>\d[\w/.-]*|[IVXLC]+)(?: \((?P<number>[^()]+)\))?|\((?P<alone>[^()]*\d[^()]*)\)))?"
    rf"(?:, p\. (?P<pages>{_PAGE}(?:(?:-|, ?){_PAGE})*\+?))?"
)
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d(?:-(?:1[6-9]|20)?\d\d)?")


def container_parts(container: str) -> Iterator[tuple[str, str]]:
    """The ``name`` of what it stands in, ``volume``, ``number`` and ``pages``: each that is told, in that order.

    What is in another form, or may end with a year, is a name as a whole.

    >>> list(container_parts("Revue d'économie, 12 (3), p. 45-67"))
    [('name', "Revue d'économie"), ('volume', '12'), ('number', '3'), ('pages', '45-67')]
    >>> list(container_parts("Actes du colloque, Grenoble, 2012"))
    [('name', 'Actes du colloque, Grenoble, 2012')]
    """
    found = _WHERE.fullmatch(container)
    if not found or (_YEAR.fullmatch(found["volume"] or "") and not (found["number"] or found["pages"])):
        yield "name", container
        return
    parts = {"name": found["name"], "volume": found["volume"], "number": found["number"] or found["alone"]}
    yield from ((name, value) for name, value in (*parts.items(), ("pages", found["pages"])) if value)
