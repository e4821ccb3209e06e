"""RDF files of any syntax as statements, safely: what cannot be read is an error that names the place and the remedy.

What the statements mean is not for here.
"""

from __future__ import annotations

import mmap
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from ontology.errors import DataError, Place
from ontology.nesting import TOO_DEEP, nested_too_deep
from ontology.recoding import in_utf8
from ontology.unpacking import MAX_UNPACKED, unpacked, unpacked_name

__all__ = ["FORMATS", "rdf_format", "read_triples"]

FORMATS: dict[str, RdfFormat] = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".n3": RdfFormat.N3,
}
"""The RDF syntax that each file extension announces."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LONGEST_ENTITY = 512
_ENTITY = re.compile(rb'<!ENTITY(?:(?=[^"]{0,300}"([^"]{0,%d}))|)' % (_LONGEST_ENTITY + 1))
_REFERENCE = re.compile(rb"&[^#]")
_COMPLAINT = re.compile(r"error while parsing IRI '(.*)': ", re.DOTALL)
_ROOT = re.compile(rb"<((?:[\w.-]+:)?RDF)\b[^>]*?(/?)>")
_SCHEMA_CONTEXT = re.compile(
    rb'(?<="@context")(\s*:\s*)"https?://(?:www\.)?schema\.org/?(?:docs/jsonldcontext\.json(?:ld)?)?"'
)
_ADDRESSES = (
    b"url",
    b"sameAs",
    b"license",
    b"image",
    b"logo",
    b"mainEntityOfPage",
    b"eventStatus",
    b"inDefinedTermSet",
)
_SCHEMA_TERMS = (
    rb'\1{"@vocab": "https://schema.org/", "id": "@id", "type": "@type", '
    + b", ".join(b'"%s": {"@type": "@id"}' % name for name in _ADDRESSES)
    + b"}"
)
"""Of schema.org's context: where its terms are, and which of them are addresses."""
_ARCHIVES = frozenset({".zip", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tar", ".tgz"})
_NOWHERE = "http://relative.invalid/"
"""Where the relative IRIs of JSON-LD start from that starts from nowhere (RFC 2606, section 2)."""
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_NO_SCHEME = "No scheme found in an absolute IRI"
_REMEDIES = {
    "LoadDocumentCallback": ("its JSON-LD context is elsewhere, and is not fetched", "Put the context in the file."),
    _NO_SCHEME: (
        "an IRI is relative, and nothing says what it starts from",
        "Say it with @base (xml:base in RDF/XML), or write whole IRIs.",
    ),
    "UTF-8": ("the text is not in UTF-8", "Save the file as UTF-8."),
    "utf-8": ("the text is not in UTF-8", "Save the file as UTF-8."),
}


def rdf_format(path: Path) -> RdfFormat:
    """The RDF syntax that the file's extension announces, before that of gzip where it is packed.

    Raises :class:`DataError` for an extension that is not RDF's.

    >>> rdf_format(Path("eurovoc.TTL")).name, rdf_format(Path("eurovoc.rdf.gz")).name
    ('Turtle', 'RDF/XML')
    """
    extension = unpacked_name(path).suffix
    try:
        return FORMATS[extension.lower()]
    except KeyError:
        pass
    if extension.lower() in _ARCHIVES:
        raise DataError(f"the file is packed as “{extension}”", Place(str(path)), "Unpack it, and name what is in it.")
    problem = f"the extension “{extension}” is not of an RDF syntax"
    raise DataError(problem, Place(str(path)), f"Use one of {' '.join(FORMATS)}.")


def read_triples(path: Path, base: str = "", most: int = MAX_UNPACKED) -> Iterator[Triple | Quad]:
    """The statements of an RDF file, one by one, however large it is; relative IRIs start from ``base``.

    RDF/XML may be in the encoding that it declares, the other syntaxes are in UTF-8. A file packed by gzip may hold
    ``most`` bytes.
    Raises :class:`DataError` when the file cannot be read, with the line and column of a syntax error, for XML
    whose entities would swell in memory, and for JSON-LD nested too deep. Nothing that the file names is fetched.
    """
    syntax = rdf_format(path)
    try:
        with ExitStack() as stack:
            file = stack.enter_context(unpacked(stack.enter_context(path.open("rb")), path, most))
            if syntax == RdfFormat.RDF_XML:
                file = stack.enter_context(in_utf8(file, path))
                _check_xml(file, path)
            if file.read(len(_BYTE_ORDER_MARK)) != _BYTE_ORDER_MARK:
                file.seek(0)
            try:
                yield from _parsed(file, syntax, base, path)
            except SyntaxError as error:
                raise _malformed(error, path, file) from error
    except OSError as error:
        problem = f"the file cannot be read ({error.strerror or error})"
        raise DataError(problem, Place(str(path)), "Check the path.") from error


def _parsed(file: BinaryIO, syntax: RdfFormat, base: str, path: Path) -> Iterator[Triple | Quad]:
    """The statements of the file; relative IRIs of JSON-LD, which the parser leaves out, are an error as in others.

    A class of JSON-LD that no context knows is none.
    """
    if base or syntax != RdfFormat.JSON_LD:
        yield from parse(input=_known_context(file, syntax, path), format=syntax, base_iri=base or None)
        return
    for each in parse(input=_known_context(file, syntax, path), format=syntax, base_iri=_NOWHERE):
        ends = [term.value for term in (each.subject, each.object) if isinstance(term, NamedNode)]
        relative = next((iri for iri in ends if iri.startswith(_NOWHERE)), None)
        if relative is None:
            yield each
        elif each.predicate.value != _TYPE or ends[0] == relative:
            problem, remedy = _REMEDIES[_NO_SCHEME]
            raise DataError(problem, Place(str(path), _line_of(relative.removeprefix(_NOWHERE), file)), remedy)


def _line_of(written: str, file: BinaryIO) -> str:
    """Where a text of JSON is first written so; empty if nowhere."""
    file.seek(0)
    before, found, _ = file.read().partition(f'"{written}"'.encode())
    line = before.count(b"\n") + 1
    return f"line {line}" if found else ""


def _known_context(file: BinaryIO, syntax: RdfFormat, path: Path) -> BinaryIO:
    """The file; of JSON-LD in schema.org's own context, which is not fetched, with what matters of that context.

    Raises :class:`DataError` for JSON-LD so nested that the parser, which goes down with it, would crash.
    """
    if syntax != RdfFormat.JSON_LD:
        return file
    content = file.read()
    if line := nested_too_deep(content):
        raise DataError(
            TOO_DEEP, Place(str(path), f"line {line}"), "Give the inner object an @id, and refer to it by that."
        )
    return BytesIO(_SCHEMA_CONTEXT.sub(_SCHEMA_TERMS, content))


def _malformed(error: SyntaxError, path: Path, file: BinaryIO) -> DataError:
    where = f"line {error.lineno}, column {error.offset}" if error.lineno else _line_of_iri(error.msg, file)
    place = Place(str(path), where)
    said = re.sub(r"^Parser error at .*?\d: ", "", error.msg)
    for sign, (problem, remedy) in _REMEDIES.items():
        if sign in said:
            return DataError(problem, place, remedy)
    return DataError(f"the file is not well-formed: {said}", place, "Mend the syntax there.")


def _line_of_iri(said: str, file: BinaryIO) -> str:
    """Where an IRI that the parser of XML, which counts no lines, complains of is first written; empty if nowhere."""
    found = _COMPLAINT.match(said)
    if not found:
        return ""
    iri = re.escape(found[1].encode())
    forms = rb"(?:about|resource|datatype)\s*=\s*[\"']%s|ID\s*=\s*[\"']%s" % (iri, iri.removeprefix(rb"\#"))
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        written = re.search(rb"\b(?:%s)[\"']" % forms, text)
        before = text[: written.start()].count(b"\n") if written else 0
    return f"line {before + 1}" if written else ""


def _check_xml(file: BinaryIO, path: Path) -> None:
    """Refuse what the XML parser does not see: entities that swell in memory, and a file cut between two elements."""
    if os.fstat(file.fileno()).st_size == 0:
        return
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        for declared in _ENTITY.finditer(text):
            value = declared[1]
            if value is None or len(value) > _LONGEST_ENTITY or _REFERENCE.search(value):
                line = text[: declared.start()].count(b"\n") + 1
                problem = "an XML entity is longer than the abbreviation of an address, or made of other entities"
                raise DataError(problem, Place(str(path), f"line {line}"), "Write it out where it is used.")
        root = _ROOT.search(text)
        if root and not root[2] and text.rfind(b"</" + root[1]) < root.end():
            problem = f"the file is not well-formed: it ends before </{root[1].decode()}>"
            raise DataError(problem, Place(str(path)), "Fetch it again, whole.")
