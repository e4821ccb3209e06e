"""Publications as BibTeX, in UTF-8, for reference managers. Pages that the network reads are not for here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import IO

from graph.exports.containers import container_parts
from graph.exports.said import Said, said
from graph.store import Store
from ontology.folding import slug
from ontology.kinds import kind_class, kind_labels, kind_of
from ontology.languages import in_language
from ontology.namespaces import BIBO, DCTERMS, FOAF, KIND, RDF, RDFS
from ontology.surnames import family_start

__all__ = ["write_bibliography"]

_TYPES = {
    BIBO.AcademicArticle.value: "article",
    BIBO.Article.value: "article",
    BIBO.Book.value: "book",
    BIBO.EditedBook.value: "book",
    BIBO.Chapter.value: "incollection",
    BIBO.Proceedings.value: "proceedings",
    BIBO.Report.value: "techreport",
    BIBO.Thesis.value: "phdthesis",
}
_TYPES_OF_KINDS = {
    KIND["brochure"].value: "booklet",
    KIND["communication"].value: "inproceedings",
    KIND["document-de-travail"].value: "techreport",
    KIND["guide"].value: "manual",
    KIND["memoire"].value: "mastersthesis",
}
"""Of kinds whose class has no type of entry, or one that says less."""
_PUBLISHERS = {**dict.fromkeys(("phdthesis", "mastersthesis"), "school"), "techreport": "institution"}
"""The field that names who publishes such an entry."""
_HOLDERS = {
    "article": "journal",
    **dict.fromkeys(("incollection", "inproceedings"), "booktitle"),
    "misc": "howpublished",
}
"""The field that names what such an entry stands in; of others it is a series."""
_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def write_bibliography(store: Store, file: IO[bytes], language: str) -> None:
    """One entry a publication, in the order of their IRIs, with its authors in the order that its sources give."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Block, Entry, Field

    used: Counter[str] = Counter()
    entries: list[Block] = []
    for one in said(store, "publications", "publication"):
        type_, word = _type(one, language)
        told = (*_fields(one, type_, language), ("type", escaped(word)))
        entries.append(Entry(type_, _key(one.iri, used), [Field(name, value) for name, value in told if value]))
    file.write(write_string(Library(entries)).encode())


def escaped(text: str) -> str:
    r"""The text as LaTeX takes it, on one line.

    >>> escaped("R&D, 100 %\n{a}")
    'R\\&D, 100 \\% \\textbraceleft{}a\\textbraceright{}'
    """
    return "".join(_SIGNS.get(sign, sign) for sign in " ".join(text.split()))


def _type(one: Said, language: str) -> tuple[str, str]:
    """The type of entry, and the word for the kind of publication where that type does not say it."""
    known = sorted(each for each in one.texts(DCTERMS.type) if kind_labels(each))
    classes = (_TYPES[each] for each in one.texts(RDF.type) if each in _TYPES)
    kind = next((each for each in known if _type_of_kind(each)), known[0] if known else "")
    type_ = _type_of_kind(kind) or next(classes, "misc")
    labels = {} if kind_of(type_, "publication") == kind else kind_labels(kind)
    return type_, in_language(labels, language)


def _type_of_kind(kind: str) -> str:
    return _TYPES_OF_KINDS.get(kind) or _TYPES.get(kind_class(kind) or "", "")


def _fields(one: Said, type_: str, language: str) -> Iterator[tuple[str, str]]:
    yield "title", escaped(one.first(DCTERMS.title, RDFS.label, language=language))
    for name, property_ in (("author", DCTERMS.creator), ("editor", BIBO.editor)):
        yield name, " and ".join(_people(one.names(property_, language), one))
    yield from _dates(one.first(DCTERMS.issued))
    yield from _holder(type_, one.first(DCTERMS.bibliographicCitation))
    publishers = " and ".join(escaped(name) for name in one.names(DCTERMS.publisher, language))
    yield _PUBLISHERS.get(type_, "publisher"), publishers
    identifiers = dict(each.partition(":")[::2] for each in one.texts(DCTERMS.identifier))
    for name in ("doi", "isbn"):
        yield name, _bare(identifiers.get(name, ""))
    yield "url", _bare(one.first(FOAF.page) or one.iri)
    yield "keywords", ", ".join(escaped(name) for name in one.subjects(language))
    yield "abstract", escaped(one.first(DCTERMS.abstract, language=language))


def _holder(type_: str, container: str) -> Iterator[tuple[str, str]]:
    """What an entry of that type stands in, and where there; miscellaneous entries have no fields for that."""
    name = _HOLDERS.get(type_, "series")
    for part, value in container_parts(container) if type_ != "misc" else [("name", container)]:
        yield name if part == "name" else part, escaped(value.replace("-", "--") if part == "pages" else value)


def _people(names: Iterable[str], one: Said) -> Iterator[str]:
    """The names as BibTeX takes them apart: what is no person's, or would be taken apart wrongly, is kept together."""
    for name in names:
        plain = name in one.persons and " and " not in name.lower()
        yield escaped(_parted(name, one.families.get(name, ""))) if plain else f"{{{escaped(name)}}}"


def _parted(name: str, family: str = "") -> str:
    """The name, its family name before a comma where BibTeX would take words of it for given names.

    >>> _parted("Anne-Marie Le Goff"), _parted("Jan van der Meer"), _parted("Mary D. Smith")
    ('Le Goff, Anne-Marie', 'Jan van der Meer', 'Mary D. Smith')
    >>> _parted("Ana María García Márquez", "García Márquez")
    'García Márquez, Ana María'
    """
    if "," in name:
        return name
    if family and name.endswith(f" {family}"):
        return f"{family}, {name.removesuffix(f' {family}')}"
    words = name.split()
    start = family_start(words)
    particles = (word for word in words[start:-1] if len(word) > 1 and word.isascii())
    if not any(word[0].isupper() and word.isalpha() for word in particles):
        return name
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}"


def _dates(text: str) -> Iterator[tuple[str, str]]:
    if found := _DATE.fullmatch(text):
        yield "year", found[1]
        yield "month", str(int(found[2])) if found[2] else ""
        yield "date", text


def _bare(text: str) -> str:
    """An identifier or address as it is, without what would end the field."""
    return re.sub(r"[{}\\\s]", "", text)


def _key(iri: str, used: Counter[str]) -> str:
    """A citation key from the end of the IRI, of its own for each publication."""
    key = slug(iri.rstrip("/").rpartition("/")[2]) or "publication"
    used[key] += 1
    return key if used[key] == 1 else f"{key}-{used[key]}"
