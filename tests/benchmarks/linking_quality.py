"""The linking measured on gold that it was not tuned on.

For each gold: untrained, then trained on its training part; of the first gold each third, too, trained on the two
others. It is a measure, not a test: it asserts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.linking import ConceptLinker
from ingest.linking.example import Example
from ingest.linking.measures import Judged, reliability, summary
from ingest.linking.texts import GoldText, read_gold
from ontology.errors import DataError
from ontology.thesaurus import Thesaurus
from tests.benchmarks import linking_gold
from tests.benchmarks.linking_gold import SHARED
from tests.benchmarks.report import Cell, Report, Table

TITLE = "The quality of links to concepts"


def run() -> Report:
    """The figures of the three golds."""
    if not SHARED.is_dir():
        return Report(title=TITLE, notes=("The real data is absent.",))
    with TemporaryDirectory() as name:
        folder = Path(name)
        linking_gold.main(folder)
        eurovoc = SHARED / "thesauri" / "eurovoc-fr-en.ttl"
        return Report(
            title=TITLE,
            tables=(
                *measure("Papyrus and EuroVoc", folder / "papyrus", eurovoc),
                in_turn("Papyrus and EuroVoc", folder / "papyrus", eurovoc),
                *measure("TermITH-Eval", folder / "termith", folder / "termith" / "vocabulary.ttl"),
                *measure("Papyrus and JEL", folder / "jel", SHARED / "thesauri" / "jel.rdf"),
            ),
        )


def measure(name: str, folder: Path, vocabulary: Path) -> list[Table]:
    """One gold's figures, untrained and trained, and how true the trained confidences are."""
    thesaurus = Thesaurus.from_files([vocabulary])
    plain = ConceptLinker(thesaurus)
    train, test = (list(read_gold(folder / f"{part}.jsonl")) for part in ("train", "test"))
    answers = {"untrained": answered(plain, test)}
    examples = [example(plain, one) for one in train]
    try:
        answers["trained"] = answered(ConceptLinker(thesaurus, plain.trained(examples)), test)
    except DataError as error:
        print(f"{name}: not trained: {error}")
    figures = {said: summary(judged) for said, judged in answers.items()}
    columns = ("model", *next(iter(figures.values())))
    title = f"{name}: {len(test)} texts held out, {len(train)} to train on"
    rows: list[tuple[Cell, ...]] = [(said, *values.values()) for said, values in figures.items()]
    return [Table(columns=columns, rows=tuple(rows), title=title), *(reliable(name, *each) for each in answers.items())]


def in_turn(name: str, folder: Path, vocabulary: Path) -> Table:
    """The figures of each third where the two others teach; on all but the first the linking was tuned."""
    thesaurus = Thesaurus.from_files([vocabulary])
    plain = ConceptLinker(thesaurus)
    thirds: list[list[GoldText]] = [[] for _ in range(linking_gold.PARTS)]
    for text in (one for part in ("train", "test") for one in read_gold(folder / f"{part}.jsonl")):
        thirds[linking_gold.part_of(str(text.id))].append(text)
    examples = [[example(plain, one) for one in third] for third in thirds]
    answers = []
    for number, third in enumerate(thirds):
        others = [one for other, taught in enumerate(examples) if other != number for one in taught]
        answers.append(answered(ConceptLinker(thesaurus, plain.trained(others)), third))
    figures = [(str(number), summary(judged)) for number, judged in enumerate(answers, 1)]
    figures.append(("all three", summary([one for judged in answers for one in judged])))
    title = f"{name}: each third held out in turn, the others teaching (all but the first were tuned on)"
    rows: list[tuple[Cell, ...]] = [(said, *values.values()) for said, values in figures]
    return Table(columns=("third", *figures[0][1]), rows=tuple(rows), title=title)


def example(linker: ConceptLinker, text: GoldText) -> Example:
    """What a text of the gold teaches."""
    return linker.example(str(text.id), text.passages, text.concepts, text.language or "")


def reliable(name: str, said: str, answers: list[Judged]) -> Table:
    """How often a link is right, by how sure it is said to be."""
    rows = tuple((f"{row.said:.2f}", row.right, row.links) for row in reliability(answers, 5))
    return Table(columns=("said", "right", "links"), rows=rows, title=f"{name}, {said}: confidence and truth")


def answered(linker: ConceptLinker, texts: Iterable[GoldText]) -> list[Judged]:
    """What one linker answers to each text."""
    return [judged(linker, one) for one in texts]


def judged(linker: ConceptLinker, text: GoldText) -> Judged:
    """The linker's answer beside the gold."""
    subjects = linker.link(text.passages, text.language or "")
    return Judged(str(text.id), [one.concept for one in subjects], [one.confidence for one in subjects], text.concepts)
