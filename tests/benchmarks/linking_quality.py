"""The linking measured on gold that it was not tuned on: ``python -m tests.benchmarks.linking_quality``.

For each gold: untrained, then trained on its training part. It is a measure, not a test: it asserts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.linking import ConceptLinker
from ingest.linking.measures import Judged, reliability, summary
from ingest.linking.texts import GoldText, read_gold
from ontology.errors import DataError
from ontology.thesaurus import Thesaurus
from tests.benchmarks import linking_gold
from tests.benchmarks.linking_gold import SHARED


def main() -> None:
    """Print the figures of the three golds."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        linking_gold.main(folder)
        measure("Papyrus and EuroVoc", folder / "papyrus", SHARED / "thesauri" / "eurovoc-fr-en.ttl")
        measure("TermITH-Eval", folder / "termith", folder / "termith" / "vocabulary.ttl")
        measure("Papyrus and JEL", folder / "jel", SHARED / "thesauri" / "jel.rdf")


def measure(name: str, folder: Path, vocabulary: Path) -> None:
    """Print one gold's figures, untrained and trained."""
    thesaurus = Thesaurus.from_files([vocabulary])
    plain = ConceptLinker(thesaurus)
    train, test = (list(read_gold(folder / f"{part}.jsonl")) for part in ("train", "test"))
    print(f"\n{name}: {len(test)} texts held out, {len(train)} to train on")
    show("untrained", plain, test)
    examples = [plain.example(str(one.id), one.passages, one.concepts, one.language or "") for one in train]
    try:
        show("trained", ConceptLinker(thesaurus, plain.trained(examples)), test)
    except DataError as error:
        print(f"  not trained: {error}")


def show(name: str, linker: ConceptLinker, texts: Iterable[GoldText]) -> None:
    """Print what one linker reaches."""
    answers = [judged(linker, one) for one in texts]
    figures = "  ".join(f"{measure} {value:.3f}" for measure, value in summary(answers).items())
    print(f"  {name:<10} {figures}")
    for row in reliability(answers, 5):
        print(f"    said {row.said:.2f}  right {row.right:.2f}  of {row.links} links")


def judged(linker: ConceptLinker, text: GoldText) -> Judged:
    """The linker's answer beside the gold."""
    subjects = linker.link(text.passages, text.language or "")
    return Judged(str(text.id), [one.concept for one in subjects], [one.confidence for one in subjects], text.concepts)


if __name__ == "__main__":
    main()
