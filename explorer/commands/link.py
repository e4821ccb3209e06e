"""``maillage link``: the concepts found in a text, with the words that say them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from explorer.opening import workspace_option
from explorer.progress import say, track
from explorer.terminal import counted, plain
from explorer.vocabulary import (
    VocabularyCommand,
    model_option,
    open_linker,
    say_model,
    vocabulary_option,
    workspace_model,
)
from ontology.errors import CallError, DataError, Place

if TYPE_CHECKING:
    from ingest.linking import ConceptLinker, Mention, Subject
    from ingest.linking.texts import SourceText
    from ontology.thesaurus import Thesaurus

__all__ = ["command"]

Told = TypeVar("Told")

_LONGEST_NAME = 255
"""Bytes in the longest file name that file systems allow."""
_ENDINGS = frozenset({".txt", ".md", ".html", ".htm"})
_QUOTES = 3


@click.command(name="link", cls=VocabularyCommand)
@click.argument("text", metavar="[TEXT|FILE]", required=False)
@click.option(
    "--input",
    "source",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Texts as JSON lines, packed by gzip or not; - is stdin.",
)
@vocabulary_option
@model_option
@click.option(
    "--language", default="", metavar="TAG", help="Of a text that does not say its own: fr, en (default: detected)."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl"]),
    help="json: one object, with --input an array; jsonl: a line a text (default: table; jsonl with --input).",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    help="Processes for --input (default: one for each core; for stdin one, which answers each line as it comes).",
)
@workspace_option
def command(  # noqa: PLR0913, PLR0917
    workspace: Path | None,
    text: str | None,
    source: Path | None,
    vocabulary: tuple[Path, ...],
    model: Path | None,
    language: str,
    form: str | None,
    jobs: int | None,
) -> None:
    """Show the concepts found in a text, the surest first, with the words that say each.

    With --input, each line is an object with "id", "text" and, if wanted, "title" and "language"; a line comes out for
    each: "id" and "concepts", each with "iri", "confidence" and "mentions". Where the text does not tell concepts with
    one label apart, the likeliest is given, and its mention has the others' IRIs as "candidates". A line that cannot
    be understood is named on standard error, the others are linked, and the exit status is 1. In a workspace, the model
    and the vocabulary of maillage.toml are taken unless others are named, and standard error says which model.

    \b
    Examples:
      maillage link "La RSE et les tiers-lieux d'activités"
      maillage link page.txt --vocabulary eurovoc.ttl --format json
      maillage link --input texts.jsonl --vocabulary eurovoc.ttl --model eurovoc.json
    """
    if (text is None) == (source is None):
        raise CallError("give either a text (or a file) or --input", None, "See `maillage link --help`.")
    language = _tag(language)
    model = model or workspace_model(vocabulary, workspace)
    say_model(vocabulary, model, workspace)
    linker = open_linker(vocabulary, model, workspace, language)
    shape = form or ("jsonl" if source else "table")
    left_out = _LeftOut()
    if shape == "table":
        for one, subjects in _linked(linker, text, source, _beside, language, jobs, left_out):
            _show(one, subjects, linker.thesaurus, named=source is not None)
    else:
        lines = _linked(linker, text, source, _line if shape == "jsonl" else _lines, language, jobs, left_out)
        for line in _as_array(lines) if shape == "json" and source else lines:
            click.echo(line)
    if left_out.lines:
        problem = f"{counted(left_out.lines, 'line')} could not be understood: all others are linked"
        raise DataError(problem, Place(str(source)), "Mend what is named above, and link it again.")


def _as_array(lines: Iterator[str]) -> Iterator[str]:
    """The objects, in JSON, as one array of them."""
    first = True
    for line in lines:
        yield ("[\n" if first else ",\n") + line
        first = False
    yield "[]" if first else "]"


@dataclass(slots=True)
class _LeftOut:
    """Lines that could not be understood: each is named as it comes, and counted."""

    lines: int = 0

    def __call__(self, error: DataError) -> None:
        self.lines += 1
        say(str(error))


def _tag(written: str) -> str:
    from ingest.sources.languages import language_code

    code = language_code(written)
    if written and not code:
        raise CallError(f"the language “{written}” is not known", None, "Give its tag, such as fr or en.")
    return code


def _linked(  # noqa: PLR0913, PLR0917
    linker: ConceptLinker,
    text: str | None,
    source: Path | None,
    tell: Callable[[SourceText, list[Subject]], Told],
    language: str,
    jobs: int | None,
    left_out: Callable[[DataError], object],
) -> Iterator[Told]:
    from ingest.linking.many import AT_ONCE, link_many
    from ingest.linking.texts import SourceText, read_texts
    from ingest.processes import cores

    if source is None:
        assert text is not None  # noqa: S101
        return link_many(linker, [SourceText(id="text", text=_content(text))], tell, language=language)
    texts, piped = track("linking", read_texts(source, say, left_out)), str(source) == "-"
    processes = jobs or (1 if piped else cores())
    at_once = 1 if piped and processes == 1 else AT_ONCE
    return link_many(linker, texts, tell, language=language, processes=processes, at_once=at_once)


def _content(text: str) -> str:
    """The text itself, or the content of the file of that name."""
    from ingest.sources.decoding import read_text

    if not text.strip():
        raise CallError("the text is empty", None, 'Example: maillage link "Une table ronde sur la RSE"')
    if len(text.encode()) > _LONGEST_NAME or "\n" in text:
        return text
    path = Path(text)
    looks_like_a_file = path.suffix.lower() in _ENDINGS and len(text.split()) == 1
    return read_text(path) if looks_like_a_file or path.is_file() else text


def _beside(text: SourceText, subjects: list[Subject]) -> tuple[SourceText, list[Subject]]:
    return text, subjects


def _line(text: SourceText, subjects: list[Subject]) -> str:
    return msgspec.json.encode(_plain(text, subjects)).decode()


def _lines(text: SourceText, subjects: list[Subject]) -> str:
    return msgspec.json.format(_line(text, subjects), indent=2)


def _plain(text: SourceText, subjects: list[Subject]) -> dict[str, Any]:
    concepts = [
        {"iri": one.concept, "confidence": one.confidence, "mentions": [_mention(mention) for mention in one.mentions]}
        for one in subjects
    ]
    return {"id": text.id, "concepts": concepts}


def _mention(mention: Mention) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "start": mention.start,
        "end": mention.end,
        "quote": mention.quote,
        "field": mention.field,
        "label": mention.label,
        "method": mention.method,
        "confidence": mention.confidence,
    }
    if mention.candidates:
        plain["candidates"] = mention.candidates
    return plain


def _show(text: SourceText, subjects: list[Subject], thesaurus: Thesaurus, *, named: bool) -> None:
    if named:
        click.echo(f"# {plain(str(text.id))}")
    if subjects:
        click.echo("sure  concept")
    else:
        click.echo("No concept was found.", file=sys.stderr)
    for subject in subjects:
        shown: dict[str, int] = {}
        for mention in subject.mentions:
            rivals = "".join(f", or <{rival}>" for rival in mention.candidates)
            words = f"« {plain(mention.quote)} » ({mention.method}{rivals})"
            shown[words] = shown.get(words, 0) + 1
        quotes = [words if count == 1 else f"{words} × {count}" for words, count in list(shown.items())[:_QUOTES]]
        rest = f", and {len(shown) - _QUOTES} more" if len(shown) > _QUOTES else ""
        click.echo(f"{subject.confidence:.2f}  {thesaurus[subject.concept].label()}  <{subject.concept}>")
        click.echo(f"      {', '.join(quotes)}{rest}")
