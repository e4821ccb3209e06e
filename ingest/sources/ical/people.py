"""How calendars name people: « Family, Given », as Outlook writes them, or beside an address that has their name. Who
they are is not for here."""

from __future__ import annotations

import re

from ingest.actors.collective import says_organisation
from ingest.actors.given_names import has_given_name
from ingest.actors.honorifics import is_of_firms
from ingest.records import ActorType
from ontology.folding import fold
from ontology.kinds import kind_of

__all__ = ["read_name"]

_WORD = r"[^\W\d_a-zß-ÿ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_FAMILY = rf"(?:(?:d[eu]|des|van|von|d[ea]l?|el)\s(?:l[ae]\s)?)?{_WORD}(?:[\s-]{_WORD})?"
_GIVEN = r"[^\W\d_a-zß-ÿ][^\W\d_A-ZÀ-Þ]+(?:[\s-][^\W\d_a-zß-ÿ][^\W\d_A-ZÀ-Þ]+)?"
_TURNED = re.compile(rf"({_FAMILY}),\s*({_GIVEN})")
_WHOLE = re.compile(rf"{_WORD} (?:(?:d[eu]|des|van|von|d[ea]l?|el)\s(?:[lL][ae]\s)?)?{_WORD}")
_MAILTO = re.compile(r"^mailto:", re.IGNORECASE)
_LETTERS = 3
"""Letters from which on a word of a name says enough in an address."""
_SHARED = re.compile(
    r"(?:mailto:)?(?:accueil|agenda|associations?|bureau|com|communication|contact|events?|formations?|hello|info|infos"
    r"|mail|no-?reply|secretariat|support)\d*@",
    re.IGNORECASE,
)
"""Addresses that are an organisation's: what stands behind the comma may be its town."""


def read_name(name: str, address: str) -> tuple[str, ActorType | None]:
    """The name, a person's given name first, and what it shows of what the actor is.

    >>> read_name("Petit, Claire", "mailto:claire.petit@e.org")
    ('Claire Petit', <ActorType.PERSON: 'person'>)
    >>> read_name("Minatec, Grenoble", "mailto:contact@e.org"), read_name("Mairie, Vif", "")
    (('Minatec, Grenoble', None), ('Mairie, Vif', None))
    >>> read_name("Claire Petit", "mailto:cpetit@e.org"), read_name("Claire Petit", "mailto:theatre@e.org")
    (('Claire Petit', <ActorType.PERSON: 'person'>), ('Claire Petit', None))
    """
    turned = _TURNED.fullmatch(name)
    if _WHOLE.fullmatch(name) and _has_own(name, address):
        return name, ActorType.PERSON
    if not turned or _SHARED.match(address) or kind_of(turned[1].split()[0], "organisation"):
        return name, None
    return f"{turned[2]} {turned[1]}", ActorType.PERSON


def _has_own(name: str, address: str) -> bool:
    """Whether a person's whole name stands beside an address that has a part of it, and is no school's, no firm's:
    « lycee.jeanmoulin »."""
    if not has_given_name(name) or _SHARED.match(address) or says_organisation(name):
        return False
    said, words = fold(_MAILTO.sub("", address).partition("@")[0]).split(), fold(name).split()
    if any(map(is_of_firms, words)) or any(kind_of(word, "organisation") for word in said):
        return False
    return any(word in "".join(said) for word in words if len(word) >= _LETTERS)
