"""The figures of ``maillage evaluate`` for the explorer's page of quality, kept where one is in a workspace.

What is measured, and how the page shows it, is not for here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.opening import open_workspace
from explorer.progress import say
from explorer.texts import LANGUAGES
from ontology.errors import DataError

if TYPE_CHECKING:
    from ingest.evaluations import Evaluation
    from ingest.linking import ConceptLinker
    from ingest.linking.measures import Judged
    from ingest.linking.mistakes import Mistake

__all__ = ["keep_figures", "measured"]


def measured(  # noqa: PLR0913
    answers: Sequence[Judged],
    mistakes: Sequence[Mistake],
    *,
    gold: Path,
    linker: ConceptLinker,
    model: Path | None,
    vocabulary: Sequence[Path],
) -> Evaluation:
    """What the answers to a gold file are worth, with the worst mistakes among them."""
    from graph.manifest import ReliabilityBin
    from ingest.evaluations import Evaluation
    from ingest.linking.measures import reliability, summary

    known = {one.concept for one in mistakes} & linker.thesaurus.keys()
    return Evaluation(
        gold=gold.name,
        hash=_hash(gold),
        when=datetime.now(UTC).isoformat(timespec="seconds"),
        model=model.name if model else "",
        fingerprint=linker.model.fingerprint,
        vocabulary=tuple(path.name for path in vocabulary),
        texts=len(answers),
        figures=summary(answers),
        reliability=tuple(ReliabilityBin(**asdict(row)) for row in reliability(answers)),
        mistakes=tuple(mistakes),
        labels={iri: {each: linker.thesaurus[iri].label(each) for each in LANGUAGES} for iri in sorted(known)},
    )


def keep_figures(evaluation: Evaluation, gold: Path, folder: Path | None) -> None:
    """Keep them in the workspace named, or the one that is here; it is said where that cannot be done.

    Nothing is kept outside a workspace, nor of texts that came through a pipe.
    """
    from graph.workspace import FILE
    from ingest.evaluations import Evaluations

    if not evaluation.hash or not (folder or (Path.cwd() / FILE).exists()):
        return
    try:
        Evaluations.of(open_workspace(folder)).keep(evaluation, gold)
    except DataError as error:
        say(f"{error} The quality page does not have these figures.")
    else:
        say("the quality page of the explorer has these figures now.")


def _hash(gold: Path) -> str:
    """The SHA-256 of the file's bytes; empty where it is no file that could be read again."""
    from ingest.hashed import file_hash

    return file_hash(gold) if gold.is_file() else ""
