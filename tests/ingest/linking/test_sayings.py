"""What words say, kept by number."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.linking.label_entry import LabelEntry
from ingest.linking.meaning import HIDES, Meaning, Said
from ingest.linking.methods import COORDINATION, LABEL
from ingest.linking.sayings import Sayings
from ontology.concept import LabelKind


def test_thousands_of_sayings_keep_their_numbers() -> None:
    entries = [LabelEntry(f"http://e.org/{one}", "RSE", LabelKind.PREF, ("rse",)) for one in range(5_000)]
    sayings, said = Sayings(), [Said.of([Meaning(entry, LABEL, 1.0)]) for entry in entries]
    numbers = np.array([sayings.add(one) for one in said])
    assert all(one is other for one, other in zip(sayings.said(numbers), said, strict=True))
    assert set(sayings.marks(numbers).tolist()) == {HIDES}
    assert len(set(numbers.tolist())) == 5_000


@pytest.mark.parametrize(
    ("labels", "groups"),
    [
        (("droit social", "droits sociaux"), [2]),
        (("droit politique", "droits politiques", "droits sociaux"), [1, 2]),
        (("transport aérien", "transport de marchandises"), [1, 1]),
    ],
)
def test_labels_that_differ_by_number_are_not_both_meant(labels: tuple[str, ...], groups: list[int]) -> None:
    entries = [LabelEntry(f"http://e.org/{one}", one, LabelKind.PREF, tuple(one.split())) for one in labels]
    said = Said.of([Meaning(entry, COORDINATION, 0.85) for entry in entries])
    assert sorted([1] * len(said.clear) + [len(group) for group in said.rivals]) == groups
