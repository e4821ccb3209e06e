"""The syntaxes of answers and how one is chosen: names, media types, Accept headers (RFC 9110, section 12.5.1).

Writing them is not for here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import QueryResultsFormat, RdfFormat

from ontology.namespaces import Namespace

__all__ = [
    "FORMATS",
    "GRAPHS",
    "PLAIN_GRAPHS",
    "TABLES",
    "W3C_NAMES",
    "Format",
    "choose",
    "quality",
    "ranges",
    "takes_gzip",
]

W3C_NAMES = Namespace("http://www.w3.org/ns/formats/")
"""The W3C's names of file formats."""


@dataclass(frozen=True, slots=True)
class Format:
    """A syntax: its short name, which is its file extension, its title, its media types, the engine's own term.

    ``names`` are other short names by which clients ask: SPARQLWrapper sends ``format=xml`` for any answer in XML.
    """

    name: str
    title: str
    media_type: str
    engine: QueryResultsFormat | RdfFormat
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The value for ``Content-Type``: text carries its charset."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


_JSON = ("application/json",)
_XML = ("application/xml", "text/xml")
_TABLES = (
    Format("json", "JSON", "application/sparql-results+json", QueryResultsFormat.JSON, _JSON),
    Format("xml", "XML", "application/sparql-results+xml", QueryResultsFormat.XML, _XML),
    Format("csv", "CSV", "text/csv", QueryResultsFormat.CSV),
    Format("tsv", "TSV", "text/tab-separated-values", QueryResultsFormat.TSV),
)
_TURTLE = ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3", "application/n3")
"""What clients accept Turtle by: it is a part of Notation3."""
_GRAPHS = (
    Format("ttl", "Turtle", "text/turtle", RdfFormat.TURTLE, _TURTLE, ("turtle", "n3")),
    Format("nt", "N-Triples", "application/n-triples", RdfFormat.N_TRIPLES, ("text/plain",), ("ntriples", "n-triples")),
    Format("rdf", "RDF/XML", "application/rdf+xml", RdfFormat.RDF_XML, _XML, ("rdfxml", "rdf+xml", "xml")),
    Format("jsonld", "JSON-LD", "application/ld+json", RdfFormat.JSON_LD, _JSON, ("json-ld", "json+ld", "json")),
    Format("nq", "N-Quads", "application/n-quads", RdfFormat.N_QUADS, (), ("nquads", "n-quads")),
    Format("trig", "TriG", "application/trig", RdfFormat.TRIG),
)
TABLES: Mapping[str, Format] = {form.name: form for form in _TABLES}
"""The syntaxes of SELECT and ASK answers, the preferred one first."""
GRAPHS: Mapping[str, Format] = {form.name: form for form in _GRAPHS}
"""The syntaxes of CONSTRUCT and DESCRIBE answers, the preferred one first."""
PLAIN_GRAPHS: Mapping[str, Format] = {name: GRAPHS[name] for name in ("ttl", "nt", "rdf", "jsonld")}
"""The syntaxes without named graphs: those of what is told in one graph, and of what is written into one."""
FORMATS: Mapping[str, Format] = {**GRAPHS, **TABLES}


def ranges(accept: str) -> list[tuple[str, float]]:
    """The media ranges of an Accept header with their q-values; what is not one is left out.

    >>> ranges("text/turtle, application/json;q=0.5, */*; q=0.1, nonsense")
    [('text/turtle', 1.0), ('application/json', 0.5), ('*/*', 0.1)]
    """
    return [(media, weight) for media, weight in _weighed(accept) if media.count("/") == 1]


def _weighed(header: str) -> Iterator[tuple[str, float]]:
    """What a header names, each with its q-value; what has one that is no number is left out."""
    for part in header.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((value[2:] for value in parameters if value.startswith("q=")), "1")
        with suppress(ValueError):
            yield name, min(max(float(weight), 0.0), 1.0)


def quality(media_type: str, accepted: Iterable[tuple[str, float]]) -> float:
    """How much a media type is wanted: the q-value of the most precise range that covers it, else 0.

    >>> quality("text/turtle", [("text/*", 0.5), ("text/turtle", 0.0)])
    0.0
    """
    by_range = dict(accepted)
    main = media_type.partition("/")[0]
    return next((by_range[known] for known in (media_type, f"{main}/*", "*/*") if known in by_range), 0.0)


@lru_cache(maxsize=256)
def takes_gzip(accept_encoding: str) -> bool:
    """Whether an answer may be compressed with gzip, by an Accept-Encoding header (RFC 9110, section 12.5.3).

    >>> takes_gzip("br, gzip;q=0.5"), takes_gzip("gzip;q=0"), takes_gzip("*"), takes_gzip("")
    (True, False, True, False)
    """
    weights = dict(_weighed(accept_encoding))
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


def choose(forms: Mapping[str, Format], accept: str, name: str = "") -> Format | None:
    """The syntax to answer in: the one named, else the most wanted of the Accept header, else none.

    ``name`` is a short name, an extension or a media type, as ``format=`` gives it, or several parted by commas.

    >>> choose(TABLES, "text/csv;q=0.5, application/xml").name
    'xml'
    >>> choose(TABLES, "", "text/csv").name
    'csv'
    >>> choose(TABLES, "", "xml").name, choose(GRAPHS, "", "xml").name
    ('xml', 'rdf')
    >>> choose(GRAPHS, "image/png") is None
    True
    """
    if name:
        wanted = {each.strip() for each in name.lower().split(",")}
        called = ((form, {form.name, form.media_type, *form.aliases, *form.names}) for form in forms.values())
        return next((form for form, known in called if wanted & known), None)
    accepted = ranges(accept) or ([] if accept.strip() else [("*/*", 1.0)])
    best = max(forms.values(), key=lambda form: _wanted(form, accepted))
    return best if _wanted(best, accepted) > 0 else None


def _wanted(form: Format, accepted: list[tuple[str, float]]) -> float:
    exact = {media for media, _ in accepted}
    own = quality(form.media_type, accepted)
    return max([own, *(quality(alias, accepted) for alias in form.aliases if alias in exact)])
