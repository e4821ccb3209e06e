"""The namespaces of the model, as pyoxigraph terms, and the prefixes under which people write them."""

from __future__ import annotations

from pyoxigraph import NamedNode

__all__ = ["PREFIXES", "Namespace", "absolute", "compact", "expand", "sparql_prefixes"]


class Namespace:
    """An IRI prefix whose attributes are its terms.

    >>> Namespace("http://purl.org/dc/terms/").title
    <NamedNode value=http://purl.org/dc/terms/title>
    """

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self._terms: dict[str, NamedNode] = {}

    def __getitem__(self, name: str) -> NamedNode:
        term = self._terms.get(name)
        if term is None:
            term = self._terms[name] = NamedNode(self.iri + name)
        return term

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        term = self[name]
        setattr(self, name, term)  # found at once from now on: a build asks for millions of terms
        return term


ML = Namespace("https://w3id.org/maillage/ontology#")
KIND = Namespace("https://w3id.org/maillage/kind/")
CONCEPT = Namespace("https://w3id.org/maillage/concept/")
BIBO = Namespace("http://purl.org/ontology/bibo/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA = Namespace("https://schema.org/")
SH = Namespace("http://www.w3.org/ns/shacl#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
VOID = Namespace("http://rdfs.org/ns/void#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES: dict[str, str] = {
    "bibo": BIBO.iri,
    "concept": CONCEPT.iri,
    "dcat": DCAT.iri,
    "dcterms": DCTERMS.iri,
    "foaf": FOAF.iri,
    "kind": KIND.iri,
    "ml": ML.iri,
    "oa": OA.iri,
    "org": ORG.iri,
    "owl": OWL.iri,
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "schema": SCHEMA.iri,
    "sh": SH.iri,
    "skos": SKOS.iri,
    "void": VOID.iri,
    "xsd": XSD.iri,
}
"""Prefix to IRI, in alphabetical order: the ones every query of the project may use without declaring them."""


def compact(iri: str) -> str:
    """The IRI as ``prefix:name`` where one of :data:`PREFIXES` covers it and the name is plain, else unchanged.

    >>> compact("http://purl.org/dc/terms/title")
    'dcterms:title'
    >>> compact("http://example.org/a")
    'http://example.org/a'
    """
    for prefix, base in PREFIXES.items():
        name = iri.removeprefix(base)
        if name != iri and name.replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{name}"
    return iri


def expand(name: str) -> str:
    """The IRI for ``prefix:name``; anything without a known prefix comes back unchanged.

    >>> expand("dcterms:title")
    'http://purl.org/dc/terms/title'
    """
    prefix, _, rest = name.partition(":")
    return PREFIXES[prefix] + rest if prefix in PREFIXES and not rest.startswith("//") else name


def absolute(name: str, base: str) -> str:
    """The IRI for a path below ``base``, a prefixed name, or an IRI in full.

    >>> absolute("event/1", "http://b.org/"), absolute("concept:ville", "http://b.org/"), absolute("urn:x", "b")
    ('http://b.org/event/1', 'https://w3id.org/maillage/concept/ville', 'urn:x')
    """
    before, colon, _ = name.partition(":")
    if not colon or "/" in before:
        return base + name
    return expand(name) if before in PREFIXES else name


def sparql_prefixes() -> str:
    """The ``PREFIX`` lines for :data:`PREFIXES`, ready to stand before a query."""
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
