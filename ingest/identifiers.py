"""External identifiers of things and actors: their bare form, and the address at which each resolves."""

from __future__ import annotations

import re
from urllib.parse import quote

from ingest.records import Identifier

__all__ = ["SCHEMES", "address", "identifier"]

SCHEMES: dict[str, tuple[str, str]] = {
    "doi": (r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", "https://doi.org/{}"),
    "hal": (
        r"(?:https?://[\w.-]*(?:hal|archives-ouvertes)[\w.-]*/)?((?:[a-z]+-)\d{6,})(?:v\d+)?(?:/document)?",
        "https://hal.science/{}",
    ),
    "orcid": (r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])", "https://orcid.org/{}"),
    "ror": (r"(?:https?://ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}\d\d)", "https://ror.org/{}"),
    "wikidata": (r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q\d+)", "http://www.wikidata.org/entity/{}"),
    "idref": (r"(?:https?://www\.idref\.fr/)?(\d{8}[\dX])(?:/id)?", "https://www.idref.fr/{}/id"),
    "siren": (r"(\d{9})", ""),
    "isbn": (r"(?:isbn[:\s]*)?((?:97[89][- ]?)?(?:\d[- ]?){9}[\dX])", "urn:isbn:{}"),
    "handle": (r"(?:https?://hdl\.handle\.net/)(\S+)", "https://hdl.handle.net/{}"),
    "idhal": (r"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)", "https://cv.hal.science/{}"),
    "halstructure": (r"(?:#?struct-)?(\d{1,9})", "https://data.archives-ouvertes.fr/structure/{}"),
    "rnsr": (r"(\d{9}[A-Z])", ""),
    "isni": (r"(?:https?://(?:www\.)?isni\.org/(?:isni/)?)?((?:\d{4} ?){3}\d{3}[\dX])", "https://isni.org/isni/{}"),
    "openalex": (r"(?:https?://openalex\.org/)?([WAISPTF]\d+)", "https://openalex.org/{}"),
    "arxiv": (
        r"(?:https?://arxiv\.org/abs/|arxiv:)?((?:\d{4}\.\d{4,5}|[a-z.-]+/\d{7})(?:v\d+)?)",
        "https://arxiv.org/abs/{}",
    ),
    "url": (r"(https?://\S+)", "{}"),
}
"""For each scheme: the forms in which sources write it (group 1 is the bare value), and its address."""


def identifier(scheme: str, text: str) -> Identifier | None:
    """The identifier that the text writes in that scheme, in its bare form; None when it is not one.

    >>> identifier("doi", "https://doi.org/10.3917/lobs.036.0099")
    Identifier(scheme='doi', value='10.3917/lobs.036.0099')
    >>> identifier("orcid", "unknown") is None
    True
    """
    if scheme not in SCHEMES:
        return Identifier(scheme, text.strip()) if text.strip() else None
    found = re.fullmatch(SCHEMES[scheme][0], text.strip(), re.IGNORECASE)
    if not found:
        return None
    value = found[1].lower() if scheme in ("doi", "ror", "hal") else found[1]
    return Identifier(scheme, value.replace("-", "").replace(" ", "") if scheme in ("isbn", "isni") else value)


def address(known: Identifier) -> str:
    """The address at which the identifier resolves, or an empty string.

    >>> address(Identifier("ror", "02rx3b187"))
    'https://ror.org/02rx3b187'
    """
    template = SCHEMES.get(known.scheme, ("", ""))[1]
    return (
        template.format(known.value if known.scheme == "url" else quote(known.value, safe="/:.-()")) if template else ""
    )
