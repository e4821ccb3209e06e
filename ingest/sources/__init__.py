"""The formats that sources come in: one reader each, found by name, extension or content, imported when first used.

A reader is a module with ``read(path: Path, source: Source) -> Iterator[Record | Rejection]``: it yields what it
understands, and a :class:`~ingest.records.Rejection` for what it does not, and raises :class:`DataError` for a file
that it cannot read at all. A new format is one such module and one line in :data:`FORMATS`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from msgspec.structs import replace

from graph.workspace import Source
from ingest.records import Record, Rejection
from ingest.sources.decoding import is_blank
from ingest.sources.expansion import UNREAD, expand
from ingest.sources.nobody import OfSomebodies, named
from ingest.sources.pieces import Pieces
from ingest.sources.stray_bytes import stray_bytes
from ontology.errors import CallError, DataError, Place
from ontology.file_names import check_name
from ontology.nearest import did_you_mean

__all__ = ["FORMATS", "Format", "SourceFile", "format_named", "guess_format", "source_files"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the module that reads it, its extensions, and a pattern on the bytes with which it begins.

    A format that is ``whole`` reads a folder as one source; one in ``text`` is decoded by
    :mod:`ingest.sources.decoding`. The module of one that is read in ``pieces`` has a function ``pieces`` too, which
    takes what ``read`` takes and opens the file as :class:`~ingest.sources.pieces.Pieces`.
    """

    name: str
    module: str
    extensions: tuple[str, ...]
    beginning: bytes = rb"(?!)"
    whole: bool = False
    pieces: bool = False
    text: bool = False


_CSL = (
    rb'[\s\[]*\{[^\x00]*?"(?:container-title|date-parts|citation-key|type"\s*:\s*"(?:article-(?:journal|magazine|newspaper)'
    rb'|paper-conference|post-weblog|motion_picture|entry-encyclopedia|entry-dictionary|personal_communication))"'
)
"""Members and types that are CSL's alone."""
_GEOJSON = rb'\s*\{[^\x00]{0,2000}?"type"\s*:\s*"Feature(?:Collection)?"'
_OPENAGENDA = (
    rb'[\s\[]*\{[^\x00]*?(?:"(?:agendaUid|originAgenda|originagenda_title|timetable|location_coordinates)"\s*:'
    rb"|https?://(?:\w+\.)?openagenda\.com/)"
)
_UNIMARC = rb"\s*(?:<\?[^>]*>\s*)*(?:<(?:\w+:)?collection[^>]*>\s*)?<(?:\w+:)?record[^>]*>\s*<(?:\w+:)?leader"
_UNIXREF = rb"\s*(?:<\?[^>]*>\s*)*<(?:\w+:)?(?:crossref(?:_result)?[\s>]|doi_records)"
_WORDPRESS = rb"\s*<\?xml[^\x00]*?(?:WordPress eXtended RSS|wordpress\.org/export/)"
_FEED = (
    rb"\s*(?:(?:<\?[^>]*>|<!--[^\x00]*?-->|<!DOCTYPE[^>\[\x00]*(?:\[[^\x00]*?\]\s*)?>)\s*)*"
    rb"<(?:rss[\s>]|(?:\w+:)?feed\s[^>]*http://www\.w3\.org/2005/Atom|rdf:RDF\s[^>]*http://purl\.org/rss/1\.0/)"
)
_RDF = (
    rb"\s*(?:(?:<\?[^>]*>|<!--[^\x00]*?-->|<!DOCTYPE[^\x00]*?\]>)\s*)*<(?:\w+:)?RDF[\s>]"
    rb'|[\s\[]*\{\s*"@(?:context|id|graph|type)"'
)
_RSS_IN_RDF = (
    rb"""\s*(?:<\?[^>]*>\s*|<!--[^\x00]*?-->\s*)*<rdf:RDF\s(?:[^>]*\s)?xmlns\s*=\s*["']http://purl\.org/rss/1\.0/["']"""
)
"""RSS 1.0, whose own words have no prefix, whatever the file is called."""
FORMATS: tuple[Format, ...] = (
    Format("table", "ingest.sources.table", (".csv", ".tsv", ".xlsx"), pieces=True, text=True),
    Format("bibtex", "ingest.sources.bibtex", (".bib", ".bibtex"), rb"\s*(?:%[^\n]*\n\s*)*@[a-z]+\s*[{(]", text=True),
    Format("ical", "ingest.sources.ical", (".ics", ".ical", ".ifb"), rb"\s*BEGIN:VCALENDAR", text=True),
    Format(
        "html",
        "ingest.sources.html",
        (".html", ".htm", ".xhtml"),
        rb"\s*(?:<\?[^>]*>\s*)?<(?:!doctype\s+)?html",
        text=True,
    ),
    Format("site", "ingest.sources.site", (), whole=True),
    Format("ris", "ingest.sources.bibliography.ris", (".ris",), rb"\s*TY {1,2}- ?[A-Z]", text=True),
    Format("hal-tei", "ingest.sources.bibliography.hal_tei", (), rb"\s*(?:<\?[^>]*>\s*)?<TEI[\s>]"),
    Format("unimarc", "ingest.sources.bibliography.unimarc", (), _UNIMARC),
    Format("unixref", "ingest.sources.bibliography.unixref", (), _UNIXREF),
    Format("hal", "ingest.sources.bibliography.hal", (), rb'[\s\[]*\{[^\x00]*?"(?:halId_s|docid|numFoundExact)"'),
    Format("openalex", "ingest.sources.bibliography.openalex", (), rb'[\s\[]*\{[^\x00]*?"https://openalex\.org/W'),
    Format(
        "crossref", "ingest.sources.bibliography.csl", (), rb'[\s\[]*\{[^\x00]*?"(?:message-type|reference-count)"\s*:'
    ),
    Format("csl", "ingest.sources.bibliography.csl", (), _CSL),
    Format("ror", "ingest.sources.ror", (), rb'\s*\[?\s*\{[^\x00]{0,900}?"id"\s*:\s*"https://ror\.org/0'),
    Format("geojson", "ingest.sources.table", (".geojson",), _GEOJSON, pieces=True),
    Format("openagenda", "ingest.sources.openagenda", (), _OPENAGENDA),
    Format("oai", "ingest.sources.oai", (), rb"\s*(?:<\?[^>]*>\s*)*<(?:\w+:)?OAI-PMH[\s>]"),
    Format("wordpress", "ingest.sources.wordpress", (), _WORDPRESS),
    Format("feed", "ingest.sources.feed", (".rss", ".atom"), _FEED),
    Format("rdf", "ingest.sources.rdf", (".ttl", ".nt", ".nq", ".trig", ".rdf", ".owl", ".jsonld", ".n3"), _RDF),
    Format("json", "ingest.sources.table", (), rb"\s*[\[{]", pieces=True),
    Format("pdf", "ingest.sources.pdf", (".pdf",), rb"%PDF-"),
    Format("docx", "ingest.sources.docx", (".docx",)),
    Format("markdown", "ingest.sources.markdown", (".md", ".markdown"), text=True),
    Format("text", "ingest.sources.text", (".txt", ".text"), text=True),
)
"""Every format, in the order in which their content is looked at."""

_BEGINNING = 4096


class _Reader(Protocol):
    def read(self, path: Path, source: Source) -> Iterator[Record | Rejection]: ...


class _PieceReader(Protocol):
    def pieces(self, path: Path, source: Source) -> Pieces: ...


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a source; ``format`` is the name of its format, empty when none fits; ``trouble`` says why not.

    ``name`` is what the source is called where that is not the file: the address that was harvested. ``root`` is where
    the paths of its entry start from. One that ``is_unread`` is a folder of the source that could not be looked into;
    one with a ``failure`` stands for a source whose files could not be found.
    """

    path: Path
    format: str
    source: Source
    trouble: str = ""
    name: str = ""
    root: Path = Path()
    is_unread: bool = False
    failure: DataError | None = None

    def read(self) -> Iterator[Record | Rejection]:
        """What the file holds, record by record; raises :class:`DataError` when it cannot be read at all."""
        if self.failure:
            raise self.failure
        check_name(self.path)
        if self.is_unread:
            raise DataError(self.trouble, Place(str(self.path)), UNREAD)
        if not self.format:
            remedy = "Take it out of the source, or say its format in maillage.toml."
            yield Rejection(Place(str(self.path)), self.trouble, remedy)
            return
        if self.trouble:
            yield Rejection(Place(self.name or str(self.path)), self.trouble, "Build again when it can be reached.")
        yield from self._strays()
        reader = cast(_Reader, import_module(format_named(self.format).module))
        own = self.source.alignment
        source = replace(self.source, alignment=str(self.root / own)) if own else self.source
        yield from map(named, reader.read(self.path, source))

    def pieces(self) -> Pieces | None:
        """The file opened to be read piece by piece, where its format is read so; raises what :meth:`read` does."""
        if not self.failure:
            check_name(self.path)
        if not self.format or self.trouble or not format_named(self.format).pieces:
            return None
        reader = cast(_PieceReader, import_module(format_named(self.format).module))
        return OfSomebodies(reader.pieces(self.path, self.source), self._strays())

    def _strays(self) -> list[Rejection]:
        """The lines that are not all in the encoding of the file."""
        is_text = format_named(self.format).text and self.path.suffix.lower() != ".xlsx"
        return stray_bytes(self.path) if is_text else []


def source_files(source: Source, root: Path, state: Path | None = None) -> list[SourceFile]:
    """The files that one ``[[sources]]`` entry names, in a stable order.

    ``path`` is a file, a folder (all files in it, hidden ones left out) or a glob, seen from ``root``. Files that links
    place outside the folder or the glob's fixed part come back without format, to be rejected with the reason; folders
    in it that cannot be read come back too, first, to raise it. An address is harvested into the workspace's
    ``state``. Raises :class:`DataError` when there is no such file, and :class:`CallError` for an unknown format.
    """
    chosen = format_named(source.format) if source.format else None
    if "://" in source.path:
        return [_harvested(source, chosen, state or root / ".maillage")]
    if chosen and chosen.whole:
        return [SourceFile(root / source.path, chosen.name, source)]
    found = expand(source.path, root)
    if found.is_single:
        path = found.paths[0]
        name = chosen.name if chosen else guess_format(path)
        if not name and is_blank(path):
            raise DataError("the file is empty", Place(str(path)), "Take it out of the sources, or fill it.")
        if not name:
            remedy = f"Add format = … to its entry in maillage.toml: {_names()}."
            raise DataError("its format cannot be guessed", Place(str(path)), remedy)
        return [SourceFile(path, name, source, root=root)]
    paths = found.paths
    if chosen and found.is_folder:
        paths = [path for path in paths if path.suffix.lower() in chosen.extensions]
    unread = [
        SourceFile(path, "", source, f"the folder cannot be read ({why})", is_unread=True) for path, why in found.unread
    ]
    if not paths and not unread:
        what = f"no file {f'of format “{chosen.name}” ' if chosen else ''}is found there"
        raise DataError(what, Place("maillage.toml", f"source “{source.path}”"), "Check the path of this source.")
    files = (_described(path, chosen, source, outside=path in found.outside) for path in paths)
    return [dataclasses.replace(file, root=root) for file in (*unread, *files)]


def _harvested(source: Source, chosen: Format | None, state: Path) -> SourceFile:
    """What an address gave; only OAI-PMH harvests."""
    if chosen is None or chosen.name != "oai":
        remedy = "Add format = “oai” if it is one of OAI-PMH; else save what it gives as a file, and name that."
        raise CallError("this is an address, not a file", Place("maillage.toml", f"source “{source.path}”"), remedy)
    from ingest.sources.oai.harvest import harvest

    found = harvest(source.path, state / "harvests")
    return SourceFile(found.path, chosen.name, source, found.trouble, source.path)


def _described(path: Path, chosen: Format | None, source: Source, *, outside: bool) -> SourceFile:
    if outside:
        return SourceFile(path, "", source, "a link leads out of the folder of the source")
    name = chosen.name if chosen else guess_format(path)
    trouble = "the file is empty" if not name and is_blank(path) else "no format reads this kind of file"
    return SourceFile(path, name, source, "" if name else trouble)


def format_named(name: str) -> Format:
    """The format of that name; raises :class:`CallError`, with the nearest right name, when there is none.

    >>> format_named("bibtex").extensions
    ('.bib', '.bibtex')
    >>> format_named("icall")
    Traceback (most recent call last):
    ontology.errors.CallError: maillage.toml: “icall” is not a format. Did you mean “ical”?
    """
    for known in FORMATS:
        if known.name == name:
            return known
    remedy = did_you_mean(name, (known.name for known in FORMATS))
    raise CallError(f"“{name}” is not a format", Place("maillage.toml"), remedy)


def guess_format(path: Path) -> str:
    """The name of the format that the extension announces, else that the first bytes show, else an empty string.

    RSS 1.0 is a feed where it is called « .rdf » too. Raises :class:`DataError` when the bytes are needed and the file
    cannot be opened.
    """
    extension = path.suffix.lower()
    for known in FORMATS:
        if extension in known.extensions:
            is_feed = extension == ".rdf" and path.is_file() and re.match(_RSS_IN_RDF, _beginning(path))
            return "feed" if is_feed else known.name
    beginning = _beginning(path)
    return next((known.name for known in FORMATS if re.match(known.beginning, beginning, re.IGNORECASE)), "")


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_BEGINNING).removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        trouble = f"the file cannot be read ({error.strerror or error})"
        raise DataError(trouble, Place(str(path)), "Check the path.") from error


def _names() -> str:
    return ", ".join(known.name for known in FORMATS)
