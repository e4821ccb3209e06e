"""Labels that one linker looked through serve another one, which answers the same."""

from __future__ import annotations

import pytest

from ingest.linking import ConceptLinker
from ingest.linking.label_index import LabelIndex
from ingest.records import Passage
from ontology.thesaurus import builtin

TEXTS = [
    "La RSE (responsabilité sociétale des entreprises) et l'éco-conception dans les tiers-lieux d'activités.",
    "Eco-design and corporate social responsibility: what firms do for biodiversity.",
    "Le télé-travail, les circuits courts et la norme ISO 26 000 en 2013.",
]


def answers(linker: ConceptLinker) -> list[str]:
    return [repr(linker.link([Passage("text", text)], language)) for text in TEXTS for language in ("", "fr", "en")]


@pytest.fixture(scope="module")
def linker() -> ConceptLinker:
    return ConceptLinker(builtin())


def test_a_linker_that_recalls_labels_answers_like_one_that_looks_through_them(linker: ConceptLinker) -> None:
    other = ConceptLinker(builtin())
    other.recall(linker.packed_labels(["fr", "en"]))
    assert answers(other) == answers(linker)


def test_labels_that_are_recalled_are_packed_as_they_were(linker: ConceptLinker) -> None:
    packed = linker.packed_labels(["fr"])["fr"]
    again = LabelIndex.unpacked(packed)
    assert again
    assert again.packed() == packed


@pytest.mark.parametrize("damage", [b"", b"\x00", b"not labels"])
def test_damaged_labels_are_looked_through_again(linker: ConceptLinker, damage: bytes) -> None:
    packed = linker.packed_labels(["fr"])["fr"]
    other = ConceptLinker(builtin())
    other.recall({"fr": (damage and packed[: len(packed) // 2]) + damage})
    assert answers(other) == answers(linker)
