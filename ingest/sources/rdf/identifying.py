"""Which identifiers the addresses and numbers in an RDF file are. Which properties say some is not for here."""

from __future__ import annotations

import re

from pyoxigraph import Literal

from ingest.identifiers import identifier, miscounted
from ingest.records import Identifier
from ingest.sources.rdf.statements import Term

__all__ = ["identified", "is_own_number", "miscounts"]

_SCHEMES = ("doi", "hal", "orcid", "ror", "wikidata", "idref", "isni", "handle", "openalex", "arxiv")
_PLAIN = {"doi": r"(?:doi:)?10\.\d{4,9}/\S+", "orcid": r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", "isni": r"0000\d{11}[\dX]"}
"""Of the schemes, those whose identifiers show what they are without an address."""


def identified(term: Term) -> Identifier | None:
    """The identifier that an address is, or that a number shows by its form."""
    written = _words(term)
    if "://" in written:
        return next((known for scheme in _SCHEMES if (known := identifier(scheme, written))), None)
    return next((identifier(scheme, written) for scheme, form in _PLAIN.items() if re.fullmatch(form, written)), None)


def miscounts(term: Term) -> list[str]:
    """What is wrong with an address or a number that has the form of identifiers but not their check digit."""
    return [reason for scheme in _SCHEMES if (reason := miscounted(scheme, _words(term)))]


def is_own_number(term: Term) -> bool:
    """Whether it is a number or a name that is known where the file comes from alone: no scheme of ours has it."""
    return isinstance(term, Literal) and bool(_words(term)) and not identified(term) and not miscounts(term)


def _words(term: Term) -> str:
    return term if isinstance(term, str) else term.value.strip()
