"""``maillage train``: a model that ranks concepts as a corpus with keywords did."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from explorer.gold import gold_texts, tell_left_out, tell_unknown
from explorer.opening import workspace_option
from explorer.progress import say, track
from explorer.stopping import told_when_stopping
from explorer.vocabulary import VocabularyCommand, open_linker, vocabulary_option

if TYPE_CHECKING:
    from ingest.linking import ConceptLinker, Model

__all__ = ["command"]


@click.command(name="train", cls=VocabularyCommand)
@click.option(
    "--gold", required=True, metavar="FILE", type=click.Path(path_type=Path), help="Gold texts as JSON lines."
)
@click.option(
    "--model", "out", required=True, metavar="OUT", type=click.Path(path_type=Path), help="The file to write."
)
@vocabulary_option
@workspace_option
def command(workspace: Path | None, gold: Path, out: Path, vocabulary: tuple[Path, ...]) -> None:
    """Train the ranking of concepts on texts that carry keywords, and say how well it does on texts it did not see.

    Each line of the gold file is an object with "id", "text", "concepts" (IRIs) and, if wanted, "title", "language".
    Texts without a concept of the vocabulary are left out. A file that is there already is replaced if it is a model.

    Example: maillage train --vocabulary eurovoc.ttl --gold gold.jsonl --model eurovoc.json
    """
    from graph.whole_file import whole_file
    from ingest.linking.training import FOLDS

    _check_place(out, (gold, *vocabulary))
    linker = open_linker(vocabulary, None, workspace)
    with (
        told_when_stopping(""),
        whole_file(out) as file,
    ):  # before the work, so that a file that cannot be written is known at once
        model = _trained(linker, gold)
        file.write(model.encoded())
    click.echo(
        f"Trained on {model.figures['texts']} texts, measured on {FOLDS} parts of them left out in turn:", err=True
    )
    for name, value in model.figures.items():
        if name not in ("texts", "folds"):
            click.echo(f"  {name:<18} {value:.3f}", err=True)


def _check_place(out: Path, read: tuple[Path, ...]) -> None:
    """Refuse to write the model over a file that is read, or over one that is no model."""
    from ingest.linking import Model
    from ontology.errors import DataError, Place

    if not out.is_file():
        return
    remedy = "Give --model another name."
    if any(one.exists() and out.samefile(one) for one in read):
        raise DataError("the model would take the place of a file that it is made from", Place(str(out)), remedy)
    try:
        replaced = out.stat().st_size == 0 or Model.is_model(out)
    except OSError as error:
        raise DataError(f"the file cannot be read ({error.strerror or error})", Place(str(out)), remedy) from error
    if not replaced:
        raise DataError("the file is there already, and is no linking model", Place(str(out)), remedy)


def _tell_repeated(texts: int, different: int) -> None:
    if different < texts:
        say(f"of the {texts:,} texts {texts - different:,} repeat another: copies are measured together.")


def _trained(linker: ConceptLinker, gold: Path) -> Model:
    from ingest.linking.training import FOLDS
    from ontology.errors import DataError, Place

    examples, chosen = [], []
    keys: dict[Hashable, str] = {}  # of the same texts, so that none measures what its copy teaches
    for text in track("reading", gold_texts(gold, linker.thesaurus)):
        chosen.append(text.concepts)
        if text.concepts & linker.thesaurus.keys():
            key = keys.setdefault(text.passages, str(text.id))
            examples.append(linker.example(key, text.passages, text.concepts, text.language or ""))
    tell_unknown(chosen, linker.thesaurus)
    tell_left_out(len(chosen) - len(examples), len(chosen), "a concept of the vocabulary")
    _tell_repeated(len(examples), len(keys))
    rounds = iter(track("training", range(FOLDS + 1)))
    try:
        return linker.trained(examples, lambda: next(rounds, None))
    except DataError as error:
        raise DataError(error.problem, Place(str(gold)), error.remedy) from error
