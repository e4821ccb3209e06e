"""Makes the general model that comes with Maillage: ``python -m tests.benchmarks.linking_untrained GOLD VOCABULARY``.

It is fitted to the training part of a gold file and learns nothing of the vocabulary's concepts.
"""

from __future__ import annotations

import sys
from pathlib import Path

import ingest.linking
from ingest.linking import ConceptLinker
from ingest.linking.texts import read_gold
from ingest.linking.training import train
from ontology.thesaurus import Thesaurus


def main(gold: Path, vocabulary: Path) -> None:
    """Write ``untrained.json`` and print its cross-validated figures."""
    linker = ConceptLinker(Thesaurus.from_files([vocabulary]))
    examples = [linker.example(str(one.id), one.passages, one.concepts, one.language or "") for one in read_gold(gold)]
    model = train(examples)
    Path(ingest.linking.__file__).with_name("untrained.json").write_bytes(model.encoded())
    print(model.figures)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
