"""Lists of persons where bibliographies have room for one name: what people write there all the same.

Lists that a format parts by its own rules are for its reader.
"""

from __future__ import annotations

import re

from ingest.actors.name_lists import Named, persons_named
from ingest.sources.markup_free import markup_free

__all__ = ["given_first", "listed"]

_TOGETHER = re.compile(r"\s(?:et|and|&)\s", re.IGNORECASE)
_SUFFIXED = re.compile(r",\s*(?:jr|sr|i{2,3}|i?v|fils|père|ph\.?\s?d|m\.?d)\b\.?\s*(?:,|$)", re.IGNORECASE)
"""A part of a name that stands between commas or behind the last, and is no name."""
_INITIALED = re.compile(r"[^,]*\w{2,}\s(?:[A-ZÀ-Þ]\.[\s-]?){1,3}")
"""« Family I. », of which two are no one name."""
_LEADING = re.compile(r"(?:et|and|&)\s+", re.IGNORECASE)


def listed(written: str) -> tuple[Named, ...]:
    """The names of a list, some without ``name`` where they may be one or several; nothing where none is parted.

    Semicolons always part names, and end the one that stands before the last. One comma stands in one name, « Family,
    Given »; several, and « et » between whole names, are understood as in free words (:func:`persons_named`).

    >>> [one.name for one in listed("Martin, Paul; Coste, Anne")], [one.name for one in listed("Martin P., Roux J.")]
    (['Martin, Paul', 'Coste, Anne'], ['Martin, P.', 'Roux, J.'])
    >>> [one.name for one in listed("Anne Coste et Paul Martin")], listed("Martin et Cie")
    (['Anne Coste', 'Paul Martin'], ())
    >>> [one.name for one in listed("Martin, Paul;")], listed("Martin, Paul")
    (['Martin, Paul'], ())
    >>> listed("King, Jr, Martin Luther"), [one.name for one in listed("Coste, Martin, Roux")]
    ((), [''])
    """
    text = markup_free(written)
    if ";" in text:
        return tuple(
            Named(name, one.quote, one.start, one.titled, one.editing)
            if (name := _LEADING.sub("", one.name, 1))
            else one
            for one in persons_named(text)
        )
    parts = [part.strip() for part in text.split(",")]
    if (len(parts) > 2 and not _SUFFIXED.search(text)) or (len(parts) == 2 and all(map(_INITIALED.fullmatch, parts))):
        return persons_named(text)
    found = persons_named(text) if _TOGETHER.search(text) else ()
    return found if len(found) > 1 and all(one.name for one in found) else ()


def given_first(name: str) -> str:
    """« Family, Given » in the order in which people say it; any other name as it stands.

    >>> given_first("Coste, Anne"), given_first("Agence Rhône, Méditerranée, Corse")
    ('Anne Coste', 'Agence Rhône, Méditerranée, Corse')
    """
    family, comma, given = name.partition(",")
    return name if not comma or "," in given else f"{given.strip()} {family.strip()}"
