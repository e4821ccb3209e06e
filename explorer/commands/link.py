"""``maillage link``: the concepts found in a text, with the words that say them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from explorer.opening import workspace_option
from explorer.progress import track
from explorer.vocabulary import model_option, open_linker, vocabulary_option
from ontology.errors import CallError

if TYPE_CHECKING:
    from ingest.linking import Subject
    from ingest.linking.texts import SourceText
    from ontology.thesaurus import Thesaurus

__all__ = ["command"]

_LONGEST_NAME = 255
"""Bytes in the longest file name that file systems allow."""
_ENDINGS = frozenset({".txt", ".md", ".html", ".htm"})
_QUOTES = 3


@click.command(name="link")
@click.argument("text", metavar="[TEXT|FILE]", required=False)
@click.option(
    "--input", "source", metavar="FILE", type=click.Path(path_type=Path), help="Texts as JSON lines; - is stdin."
)
@vocabulary_option
@model_option
@click.option("--language", default="", metavar="TAG", help="Of the text: fr, en (default: detected).")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "jsonl"]), help="Default: table; jsonl with --input."
)
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="Processes for --input.")
@workspace_option
def command(  # noqa: PLR0913, PLR0917
    workspace: Path | None,
    text: str | None,
    source: Path | None,
    vocabulary: tuple[Path, ...],
    model: Path | None,
    language: str,
    form: str | None,
    jobs: int,
) -> None:
    """Show the concepts found in a text, the surest first, with the words that say each.

    With --input, each line is an object with "id", "text" and, if wanted, "title" and "language"; a line comes out for
    each: "id" and "concepts", each with "iri", "confidence" and "mentions".

    \b
    Examples:
      maillage link "La RSE et les tiers-lieux d'activités"
      maillage link page.txt --vocabulary eurovoc.ttl --format json
      maillage link --input texts.jsonl --vocabulary eurovoc.ttl --model eurovoc.json
    """
    if (text is None) == (source is None):
        raise CallError("give either a text (or a file) or --input", None, "See `maillage link --help`.")
    from ingest.linking.many import link_many

    linker = open_linker(vocabulary, model, workspace)
    answers = link_many(linker, _texts(text, source), language, jobs)
    if (form or ("jsonl" if source else "table")) == "table":
        for one, subjects in answers:
            _show(one, subjects, linker.thesaurus, named=source is not None)
        return
    for one, subjects in answers:
        plain = {"id": one.id, "concepts": [_plain(subject) for subject in subjects]}
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2 if form == "json" else None))


def _texts(text: str | None, source: Path | None) -> Iterable[SourceText]:
    from ingest.linking.texts import SourceText, read_texts

    if source is not None:
        return track("linking", read_texts(source))
    assert text is not None  # noqa: S101
    return [SourceText(id="text", text=_content(text))]


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


def _plain(subject: Subject) -> dict[str, Any]:
    mentions = [
        {
            "start": mention.start,
            "end": mention.end,
            "quote": mention.quote,
            "field": mention.field,
            "label": mention.label,
            "method": mention.method,
            "confidence": mention.confidence,
            **({"candidates": mention.candidates} if mention.candidates else {}),
        }
        for mention in subject.mentions
    ]
    return {"iri": subject.concept, "confidence": subject.confidence, "mentions": mentions}


def _show(text: SourceText, subjects: list[Subject], thesaurus: Thesaurus, *, named: bool) -> None:
    if named:
        click.echo(f"# {text.id}")
    if not subjects:
        click.echo("No concept was found.", file=sys.stderr)
    for subject in subjects:
        shown: dict[str, int] = {}
        for mention in subject.mentions:
            words = f"« {' '.join(mention.quote.split())} » ({mention.method})"
            shown[words] = shown.get(words, 0) + 1
        quotes = [words if count == 1 else f"{words} × {count}" for words, count in list(shown.items())[:_QUOTES]]
        rest = f", and {len(shown) - _QUOTES} more" if len(shown) > _QUOTES else ""
        click.echo(f"{subject.confidence:.2f}  {thesaurus[subject.concept].label()}  <{subject.concept}>")
        click.echo(f"      {', '.join(quotes)}{rest}")
