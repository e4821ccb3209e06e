"""The pages of docs/formats: the sample that each shows, made into a file, and what the page says that it becomes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from graph.workspace import Source
from ingest.records import Actor, ActorReference, Document, Event, Publication, Record, Rejection, Resource
from tests.ingest.sources.documents import paragraph, write_docx, write_pdf

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "formats"
_FENCED = re.compile(r"^```(\w+)(?: ([\w.-]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class FormatPage:
    """A page: the name and the content of its sample, its entry of maillage.toml, and the records it promises."""

    name: str
    sample: str
    entry: str
    promised: str

    @classmethod
    def of(cls, path: Path) -> FormatPage:
        """The page of that file: its named block is the sample, its block « records » what that becomes."""
        blocks = _FENCED.findall(path.read_text(encoding="utf-8"))
        name, sample = next((name, content) for _, name, content in blocks if name)
        entry = next((content for kind, _, content in blocks if kind == "toml"), "")
        return cls(name, sample, entry, next(content for kind, _, content in blocks if kind == "records"))

    def source(self) -> Source:
        """The source that the page's entry describes, else the sample alone."""
        (entry,) = tomllib.loads(self.entry)["sources"] if self.entry else [{"path": self.name}]
        return Source(**entry)

    def write(self, folder: Path) -> None:
        """Make the sample into a file of its kind."""
        path = folder / self.name
        lines = self.sample.splitlines()
        if path.suffix == ".docx":
            write_docx(path, "".join(_word_paragraph(line) for line in lines))
        elif path.suffix == ".pdf":
            write_pdf(path, lines)
        elif path.suffix == ".xlsx":
            workbook = Workbook()
            for line in lines:
                workbook.worksheets[0].append(line.split(","))
            workbook.save(path)
        else:
            path.write_text(self.sample, encoding="utf-8")


def _word_paragraph(line: str) -> str:
    style = "Titre1" if line.startswith("# ") else ""
    return paragraph(line.removeprefix("# ").removeprefix("* "), style, listed=line.startswith("* "))


def told(found: Iterator[Record | Rejection]) -> str:
    """The records in words, as the pages show them."""
    return "".join(f"{line}\n" for item in found for line in _lines(item))


def _lines(item: Record | Rejection) -> Iterator[str]:
    if isinstance(item, Rejection):
        yield f"kept aside{', ' if item.place.locator else ''}{item.place.locator}: {item.reason}"
        return
    yield f"{type(item).__name__.lower()} {_title(item)}"
    for name in ("kind", "start", "end", "issued", "location", "status", "container", "licence", "homepage", "acronym"):
        if value := getattr(item, name, None):
            yield f"  {name}: {getattr(value, 'value', value)}"
    if point := getattr(item, "coordinates", None):
        yield f"  coordinates: {point.latitude}, {point.longitude}"
    for name in ("abstract", "description"):
        if text := getattr(item, name, None):
            yield f"  {name} ({text.language}): {text.value}"
    for text in getattr(item, "other_abstracts", ()):
        yield f"  abstract ({text.language}): {text.value}"
    if item.keywords:
        yield f"  keywords: {'; '.join(keyword.value for keyword in item.keywords)}"
    for identifier in item.identifiers:
        yield f"  {identifier.scheme}: {identifier.value}"
    yield from (_actor(reference) for reference in item.actors)
    yield from (f"  {statement.property}: {statement.value}" for statement in item.statements)


def _title(item: Record) -> str:
    if isinstance(item, Actor):
        return item.name
    if isinstance(item, Resource):
        title = item.label
    else:
        title = item.title if isinstance(item, Document | Event | Publication) else None
    if title is None:
        return item.key
    return f"{title.value} ({title.language})" if title.language else title.value


def _actor(reference: ActorReference) -> str:
    known = "".join(f", {each.scheme} {each.value}" for each in reference.identifiers)
    member = f"{reference.member} " if reference.member else ""
    return f"  {member}{reference.relation.partition(':')[2]}: {reference.name}{known}"
