"""External identifiers of things and actors: their bare form, and the address at which each resolves."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from graph.check_digits import has_check_digit, is_isbn, is_ror, isbn13
from ingest.records import Identifier
from ontology.folding import without_ligatures

__all__ = ["SCHEMES", "address", "fault", "identifier", "miscounted", "of_field", "parted"]


def _signs(written: str) -> str:
    return re.sub(r"[- ]", "", written).upper()


def _digits(written: str) -> str:
    return re.sub(r"\D", "", written)


def _thirteen(written: str) -> str:
    """The thirteen digits of an ISBN."""
    return isbn13(_signs(written))


def _of_doi(written: str) -> str:
    """A DOI in small letters, none joined to the next as printers do."""
    return without_ligatures(written).lower()


SCHEMES: dict[str, tuple[str, str, Callable[[str], str]]] = {
    "doi": (
        r"(?:doi\s*:\s*)?(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/)?(10\.\d{4,9}/\S*[^\s.,;])[.,;]*",
        "https://doi.org/{}",
        _of_doi,
    ),
    "hal": (
        r"(?:https?://[\w.-]*(?:hal|archives-ouvertes)[\w.-]*/)?((?:[a-z]+-)\d{6,})(?:v\d+)?(?:/document)?",
        "https://hal.science/{}",
        str.lower,
    ),
    "orcid": (r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])", "https://orcid.org/{}", str.upper),
    "ror": (r"(?:https?://ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}\d\d)", "https://ror.org/{}", str.lower),
    "wikidata": (
        r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q\d+)",
        "http://www.wikidata.org/entity/{}",
        str.upper,
    ),
    "idref": (r"(?:https?://www\.idref\.fr/)?(\d{8}[\dX])(?:/id)?", "https://www.idref.fr/{}/id", str.upper),
    "siren": (r"(?:sire[nt]\s*:?\s*)?((?:\d{3}[\s.]?){2}\d{3})(?:[\s.]?(?:\d[\s.]?){4}\d)?", "", _digits),
    "isbn": (r"(?:isbn[:\s]*)?((?:97[89][- ]?)?(?:\d[- ]?){9}[\dX])", "urn:isbn:{}", _thirteen),
    "handle": (r"(?:https?://hdl\.handle\.net/|hdl:\s*|info:hdl/)(\S+)", "https://hdl.handle.net/{}", str),
    "idhal": (
        r"(?:https?://cv\.(?:hal\.science|archives-ouvertes\.fr)/)?([a-z][a-z0-9]*(?:-[a-z0-9]+)+)",
        "https://cv.hal.science/{}",
        str,
    ),
    "halstructure": (r"(?:#?struct-)?(\d{1,9})", "https://data.archives-ouvertes.fr/structure/{}", str),
    "rnsr": (r"(\d{9}[A-Z])", "", str.upper),
    "isni": (
        r"(?:https?://(?:www\.)?isni\.org/(?:isni/)?)?((?:\d{4} ?){3}\d{3}[\dX])",
        "https://isni.org/isni/{}",
        _signs,
    ),
    "openalex": (r"(?:https?://openalex\.org/)?([WAISPTF]\d+)", "https://openalex.org/{}", str.upper),
    "arxiv": (
        r"(?:https?://arxiv\.org/abs/|arxiv:)?((?:\d{4}\.\d{4,5}|[a-z.-]+/\d{7})(?:v\d+)?)",
        "https://arxiv.org/abs/{}",
        str,
    ),
    "url": (r"(https?://\S+)", "{}", str),
}
"""For each scheme: the forms in which sources write it (group 1 is the bare value), its address, and
what makes of the bare value the one form that all of them have in common: small letters, capitals, no hyphens."""
_CHECKS: dict[str, Callable[[str], bool]] = {
    "orcid": has_check_digit,
    "isni": has_check_digit,
    "isbn": is_isbn,
    "ror": lambda signs: is_ror(signs.lower()),
}
_BARE_HANDLE = re.compile(r"\d[\d.]*/\S+")
_ISBN = f"(?>{SCHEMES['isbn'][0].replace('((?:', '(?:(?:', 1)})"
_ISBNS = rf"{_ISBN}(?:[\s,;/]+{_ISBN})+"


def identifier(scheme: str, text: str) -> Identifier | None:
    """The identifier that the text writes in that scheme, in its bare form; None when it is not one.

    A book has the thirteen digits of its ISBN, whether the text writes those or the ten of old; of a SIRET the first
    nine digits are the SIREN.

    >>> identifier("doi", "https://doi.org/10.3917/lobs.036.0099")
    Identifier(scheme='doi', value='10.3917/lobs.036.0099')
    >>> identifier("doi", "DOI : 10.1000/XYZ."), identifier("doi", "doi.org/10.1000/xyz")
    (Identifier(scheme='doi', value='10.1000/xyz'), Identifier(scheme='doi', value='10.1000/xyz'))
    >>> identifier("doi", "10.1000/ﬂd.1")
    Identifier(scheme='doi', value='10.1000/fld.1')
    >>> identifier("isbn", "0-8044-2957-X")
    Identifier(scheme='isbn', value='9780804429573')
    >>> identifier("siren", "484 899 455 00012")
    Identifier(scheme='siren', value='484899455')
    >>> identifier("orcid", "unknown") is None, identifier("orcid", "0000-0002-1825-0098") is None
    (True, True)
    """
    if scheme not in SCHEMES:
        return Identifier(scheme, text.strip()) if text.strip() else None
    written = _written(scheme, text)
    if not written or not _counts(scheme, written):
        return None
    return Identifier(scheme, SCHEMES[scheme][2](written))


def of_field(scheme: str, text: str) -> Identifier | None:
    """The :func:`identifier` that a field of that scheme holds: a handle may be bare there.

    >>> of_field("handle", "1866/10033"), identifier("handle", "1866/10033")
    (Identifier(scheme='handle', value='1866/10033'), None)
    """
    bare = scheme == "handle" and _BARE_HANDLE.fullmatch(text.strip())
    return identifier(scheme, f"hdl:{text.strip()}" if bare else text)


def parted(scheme: str, text: str) -> list[str]:
    """What a field writes of a scheme, one by one: the ISBNs of one book, of its print and its file, follow each other.

    >>> parted("isbn", "978-2-07-036822-8 978-2-07-036823-5"), parted("doi", "10.1000/1 (a)")
    (['978-2-07-036822-8', '978-2-07-036823-5'], ['10.1000/1 (a)'])
    """
    if scheme == "isbn" and re.fullmatch(_ISBNS, text.strip(), re.IGNORECASE):
        return [found[0] for found in re.finditer(_ISBN, text, re.IGNORECASE)]
    return [text]


def miscounted(scheme: str, text: str) -> str:
    """What is wrong with a text that has the form of the scheme's identifiers, but not the check digit; else nothing.

    >>> miscounted("orcid", "0000-0002-1825-0098")
    'the check digit of “0000-0002-1825-0098” is wrong'
    """
    written = _written(scheme, text) if scheme in _CHECKS else ""
    return f"the check digit of “{text.strip()[:60]}” is wrong" if written and not _counts(scheme, written) else ""


def fault(scheme: str, text: str) -> str:
    """Why a text is no identifier of that scheme."""
    return miscounted(scheme, text) or f"“{text[:60]}” has not the form of {scheme.upper()} identifiers"


def _written(scheme: str, text: str) -> str:
    """The identifier as the text writes it, without what stands before or behind; empty where it has not the form."""
    found = re.fullmatch(SCHEMES[scheme][0], text.strip(), re.IGNORECASE)
    return str(found[1]) if found else ""


def _counts(scheme: str, written: str) -> bool:
    """Whether the check digit is that of the others, where the scheme has one."""
    return scheme not in _CHECKS or _CHECKS[scheme](_signs(written))


def address(known: Identifier) -> str:
    """The address at which the identifier resolves, or an empty string.

    >>> address(Identifier("ror", "02rx3b187"))
    'https://ror.org/02rx3b187'
    """
    template = SCHEMES[known.scheme][1] if known.scheme in SCHEMES else ""
    return (
        template.format(known.value if known.scheme == "url" else quote(known.value, safe="/:.-()")) if template else ""
    )
