"""Publishers and years out of what libraries write (ISBD, area 4): « Paris : Dunod , 1969, cop. 1969 ».

What names nobody, as « [s.n.] » does, is for :mod:`ingest.sources.nobody`.
"""

from __future__ import annotations

import re
from typing import Final

from ontology.folding import fold

__all__ = ["publishers_cited", "publishers_named", "year_cited"]

_DATE: Final = re.compile(r"\s*,\s*[\[(]?(?:cop\.|dl|impr\.|©|c(?=\d)|ca\.?)?\s?\[?\d{4}(?!\d)[^:;]*$", re.IGNORECASE)
_TOWNS: Final = frozenset(
    """aix en provence|amsterdam|arles|barcelona|berlin|besancon|bordeaux|boston|bruxelles|caen|cambridge|chicago
    |clermont ferrand|dijon|dordrecht|frankfurt|geneve|grenoble|heidelberg|lausanne|leiden|liege|lille|limoges|london
    |londres|louvain la neuve|lyon|madrid|marseille|metz|milano|montpellier|montreal|munchen|nancy|nantes|new york
    |oxford|paris|perpignan|philadelphia|poitiers|princeton|quebec|reims|rennes|roma|rome|rouen|saint denis
    |saint etienne|strasbourg|stuttgart|torino|toulouse|tours|villeneuve d ascq|wien|zurich
    |s l|sine loco|lieu de publication inconnu""".replace("\n    |", "|").split("|")
)
"""Where much is published, folded, and what is written where nobody knows: what stands before a colon may be a name."""

_YEAR: Final = re.compile(
    r" , \[?(?:DL |impr\. |cop\. )?(\d{4})\]?(?:, (?:cop\.|impr\.|DL) \d{4})?$"  # where it was published
    r"| le (\d{4}) \[[^\[\]]+\]$"  # where a thesis was defended
)
_LONGEST: Final = 2_000
"""Characters of a statement that is looked at; a longer one is none."""


def publishers_named(statement: str) -> tuple[str, ...]:
    """Those who publish, without place and date; a statement of another form stays as it stands.

    >>> publishers_named("Paris : Dunod ; London : Wiley , 1969, cop. 1969"), publishers_named("Springer, 2019")
    (('Dunod', 'Wiley'), ('Springer',))
    >>> publishers_named("Paris : Centre Gustave Glotz"), publishers_named("PERSÉE : CNRS & ENS de Lyon")
    (('Centre Gustave Glotz',), ('PERSÉE : CNRS & ENS de Lyon',))
    >>> publishers_named(", 2020")
    ()
    """
    if len(statement) > _LONGEST:
        return (statement.strip(),)
    undated = _DATE.sub("", statement).strip()
    found: list[str] = []
    for one in undated.split(" ; "):
        place, *names = re.split(r"\s:\s", one)
        if not names or (undated == statement.strip() and fold(place) not in _TOWNS):
            return (undated,) if undated else ()
        found += names
    return tuple(dict.fromkeys(name.strip() for name in found if name.strip()))


def publishers_cited(citation: str) -> tuple[str, ...]:
    """Those who publish by the last area of a citation, where it gives a place and a date.

    >>> publishers_cited("Systèmes échantillonnés / par Yves Sévely / Paris : Dunod , 1969, cop. 1969")
    ('Dunod',)
    """
    area = citation.rpartition(" / ")[2].strip()
    return publishers_named(area) if re.search(r"\s:\s", area) and year_cited(citation) else ()


def year_cited(citation: str) -> str:
    """The year with which a citation ends, or an empty string; one that the library only supposes is none.

    >>> year_cited("Antennes / Vif : [s.n] , [1995]"), year_cited("Antennes / C. Audouy le 1995 [ Lyon 3 ]")
    ('1995', '1995')
    >>> year_cited("Synthèse d'antennes / C. Audouy / Toulouse : [ENSEEIH] , [1984?]")
    ''
    """
    found = _YEAR.search(citation.strip()[-200:])
    return (found[1] or found[2]) if found else ""
