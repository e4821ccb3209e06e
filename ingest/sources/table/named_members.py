"""Objects of JSON that say a person's name in two members (« nom », « prenom »), as one name.

Names in columns of their own are for :mod:`ingest.sources.table.rows`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from ontology.folding import fold

__all__ = ["names_a_person", "whole_name"]

_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|[._/-]+")
_GIVEN = frozenset("prenom|prenoms|first name|firstname|given name|given names|given|forename".split("|"))
_FAMILY = frozenset("nom|nom de famille|last name|lastname|family name|family|surname|name".split("|"))


def names_a_person(names: Iterable[str]) -> bool:
    """Whether members of these names hold a given and a family name.

    >>> names_a_person(["nom", "prenom", "orcid"]), names_a_person(["firstName", "lastName"]), names_a_person(["nom"])
    (True, True, False)
    """
    said = {_said(name) for name in names}
    return bool(said & _GIVEN and said & _FAMILY)


def whole_name(item: Mapping[str, object]) -> str:
    """The name that an object says, given name first; the family name alone where it says the whole; else empty.

    >>> whole_name({"nom": "Coste", "prenom": "Anne"}), whole_name({"name": "Anne Coste", "firstName": "Anne"})
    ('Anne Coste', 'Anne Coste')
    """
    parts = {_said(name): " ".join(value.split()) for name, value in item.items() if isinstance(value, str)}
    given = next((value for name, value in parts.items() if name in _GIVEN and value), "")
    family = next((value for name, value in parts.items() if name in _FAMILY and value), "")
    is_whole = not given or f" {fold(given)} " in f" {fold(family)} "
    return family if is_whole or not family else f"{given} {family}"


@lru_cache(maxsize=4_096)
def _said(name: str) -> str:
    return fold(_CAMEL.sub(" ", name))
