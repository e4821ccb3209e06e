"""``maillage evaluate``: how well the linking answers a gold file, whether its confidence is true, where it errs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import to_builtins

from explorer.gold import gold_texts, tell_left_out, tell_repeated, tell_unknown
from explorer.measured import keep_figures, measured
from explorer.opening import workspace_option
from explorer.progress import track
from explorer.terminal import counted, plain
from explorer.vocabulary import VocabularyCommand, model_option, open_linker, vocabulary_option, workspace_model
from ontology.errors import DataError, Place

if TYPE_CHECKING:
    from ingest.evaluations import Evaluation
    from ingest.linking import ConceptLinker, Subject
    from ingest.linking.measures import Judged
    from ingest.linking.mistakes import Mistake
    from ingest.linking.texts import GoldText
    from ontology.thesaurus import Thesaurus

__all__ = ["command"]


@click.command(name="evaluate", cls=VocabularyCommand)
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@vocabulary_option
@model_option
@click.option("--mistakes", "limit", default=10, show_default=True, type=click.IntRange(0), help="How many to show.")
@click.option("--format", "form", default="table", type=click.Choice(["table", "json"]), show_default=True)
@workspace_option
def command(  # noqa: PLR0913, PLR0917
    workspace: Path | None, gold: Path, vocabulary: tuple[Path, ...], model: Path | None, limit: int, form: str
) -> None:
    """Measure the linking against a gold file: one JSON object a line with "id", "text" and "concepts" (IRIs).

    F1@5, precision and recall are averages over texts, nDCG@10 has binary gains. The table of confidences tells whether
    they mean what they say. Gold texts must not be among those that the model was trained on; which model was measured
    is said. Texts without a chosen concept are left out. In a workspace, the explorer's quality page shows the last
    figures of each gold file.

    Example: maillage evaluate gold.jsonl --vocabulary eurovoc.ttl --model eurovoc.json
    """
    from ingest.linking.mistakes import worst_mistakes

    model = model or workspace_model(vocabulary, workspace)
    linker = open_linker(vocabulary, model, workspace)
    answers = _answers(linker, gold)
    mistakes = worst_mistakes(answers, limit)
    found = measured(answers, mistakes, gold=gold, linker=linker, model=model, vocabulary=vocabulary)
    if form == "json":
        told = {"texts": found.texts, "model": found.model or None, "measures": found.figures}
        told |= {"reliability": to_builtins(found.reliability), "mistakes": to_builtins(found.mistakes)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _tell(found)
        _show(mistakes, linker.thesaurus)
    keep_figures(found, gold, workspace)


def _tell(found: Evaluation) -> None:
    click.echo(
        f"{counted(found.texts, 'text')}, by {f'the model {found.model}' if found.model else 'the general model'}"
    )
    for name, value in found.figures.items():
        click.echo(f"  {name:<18} {value:.4f}")
    click.echo("\nConfidence said, and share that was right")
    for row in found.reliability:
        click.echo(f"  {row.low:.1f}–{row.high:.1f}  said {row.said:.2f}  right {row.right:.2f}  of {row.links} links")


def _answers(linker: ConceptLinker, gold: Path) -> list[Judged]:
    from ingest.linking.many import link_many

    read = list(link_many(linker, track("evaluating", gold_texts(gold, linker.thesaurus)), _judged))
    answers = [one for one in read if one.chosen]
    if not any(concept in linker.thesaurus for one in answers for concept in one.chosen):
        problem, remedy = "no text carries a concept of the vocabulary", "Name theirs with --vocabulary."
        raise DataError(problem, Place(str(gold)), remedy)
    tell_left_out(len(read) - len(answers), len(read), "a chosen concept")
    tell_repeated(one.key for one in answers)
    tell_unknown((one.chosen for one in answers), linker.thesaurus)
    return answers


def _judged(text: GoldText, subjects: list[Subject]) -> Judged:
    from ingest.linking.measures import Judged

    ranked, confidences = [one.concept for one in subjects], [one.confidence for one in subjects]
    return Judged(str(text.id), ranked, confidences, text.concepts)


def _show(mistakes: Sequence[Mistake], thesaurus: Thesaurus) -> None:
    if mistakes:
        click.echo("\nWorst mistakes")
    for one in mistakes:
        label = thesaurus[one.concept].label() if one.concept in thesaurus else one.concept
        what = (
            "said, not chosen"
            if one.said
            else "chosen, not found"
            if one.place is None
            else f"chosen, ranked {one.place}"
        )
        click.echo(f"  {plain(one.key)}  {label}: {what} (confidence {one.confidence:.2f})")
