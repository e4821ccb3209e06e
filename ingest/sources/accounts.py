"""What accounts and programs write where a name is wanted: logins, offices, and what nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ingest.records import Rejection
from ontology.errors import Place
from ontology.folding import fold

__all__ = ["is_account", "is_login", "is_preset", "nameless", "names_author"]

_OFFICE = re.compile(
    r"(?:(?:le|l|site|super|wp|wordpress) )*"
    r"(?:admin|administrator|administrateur|administratrice|webmaster|webmestre|webmistress|root)"
    r"(?: (?:du|of the|the) site)?[ \d]*"
)
"""What accounts are called that are an office and nobody's name, folded."""
_PRESET = re.compile(
    r"(?:utilisateur|utilisatrice) (?:de )?(?:windows|microsoft office|office)|(?:windows|microsoft office|office) user"
    r"|(?:utilisateur|utilisatrice|user|proprietaire|owner|stagiaire|invite|guest|default user|test) ?\d*"
    r"|presentation powerpoint|powerpoint presentation|(?:diapositive|slide) ?\d+"
)
"""What office programs write for an author or a title where nobody did, folded."""


def is_account(shown: str) -> bool:
    """Whether what is shown for a name is an address or an office, and nobody's name.

    >>> [is_account(shown) for shown in ("Jeanne Dupont", "j@example.org", "Admin 2", "")]
    [False, True, True, True]
    """
    said = fold(shown)
    return not said or "@" in shown or bool(_OFFICE.fullmatch(said))


def is_login(shown: str) -> bool:
    """Whether what is shown for a name is an account's, or looks like its login: one word in small letters.

    >>> [is_login(shown) for shown in ("jdupont", "Rédaction", "admin")]
    [True, False, True]
    """
    return is_account(shown) or (" " not in shown.strip() and shown.islower())


def is_preset(written: str) -> bool:
    """Whether an office program wrote this for an author or a title, since nobody did.

    >>> [is_preset(written) for written in ("Utilisateur Windows", "Diapositive 2", "Stagiaire 2", "Anne Windows")]
    [True, True, True, False]
    """
    return bool(_PRESET.fullmatch(fold(written)))


def names_author(written: str) -> bool:
    """Whether what an office program keeps as an author may be a name: neither preset nor a login.

    >>> [names_author(written) for written in ("Anne Coste", "Utilisateur Windows", "acoste", "")]
    [True, False, False, False]
    """
    return not (is_preset(written) or is_login(written))


def nameless(logins: Mapping[str, int], place: Place, remedy: str) -> Iterator[Rejection]:
    """What is set aside for logins that have no name behind them, each with how many pages and posts it wrote."""
    for login, count in sorted(logins.items()):
        reason = f"the login “{login[:60]}” has no name behind it: {count} of its pages and posts without an author"
        yield Rejection(place, reason, remedy)
